package org.centrala.fields;

import static java.util.stream.Collectors.joining;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Why customers of a brand write, from broad to narrow.
 *
 * @param required whether a conversation of the brand is solved only with a reason
 * @param sequence counts its changes; its entity tag, 0 before the first
 */
@Schema(name = "ReasonTree")
public record ReasonTree(UUID brand, boolean required, List<Choice> reasons, long sequence) {

    /** The tree as somebody writes it down anew. */
    @Schema(name = "NewReasonTree")
    public record Wanted(
            @Nullable Boolean required, @Nullable List<Choice.Wanted> reasons) {}

    /** What a reason is called, with those above it; empty for one that is not in the tree any more. */
    public String path(String key) {
        return tree().path(key).stream().map(Choice::name).collect(joining(" › "));
    }

    Choices tree() {
        return new Choices(reasons);
    }
}
