package org.centrala.conversations;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A word that agents put on conversations, as it is offered while they type. */
public record Tag(UUID id, String name, Colour colour) {

    /** How its dot is drawn; the workspace says which shade that is. */
    public enum Colour {
        GREY,
        PETROL,
        GREEN,
        AMBER,
        RED,
        INK;

        @JsonValue
        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }

        @JsonCreator
        public static Colour of(String wire) {
            return valueOf(wire.toUpperCase(Locale.ROOT));
        }
    }

    /**
     * A tag as whoever manages the list sees it.
     *
     * @param conversations how many of those that the viewer sees have it or one that was merged into it; stops at a cap
     * @param earlier other names that mean it
     * @param merged the tags that were merged into it
     * @param sequence counts its changes; its entity tag
     */
    @Schema(name = "ManagedTag")
    public record Managed(
            UUID id,
            String name,
            Colour colour,
            long conversations,
            List<String> earlier,
            List<Tag> merged,
            long sequence) {}

    /** What somebody writes who makes or changes one. */
    @Schema(name = "NewTag")
    public record Wanted(String name, @Nullable Colour colour) {}

    /** The tags to be merged into another. */
    @Schema(name = "TagMerge")
    public record Merge(List<UUID> tags) {}

    /**
     * What a merge would come to.
     *
     * @param conversations how many of those that the viewer sees would have the tag
     * @param gaining how many of them do not have it yet
     */
    @Schema(name = "TagMergePreview")
    public record Preview(long conversations, long gaining) {}
}
