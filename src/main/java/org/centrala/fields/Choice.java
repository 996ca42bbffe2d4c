package org.centrala.fields;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * One thing to choose in a tree that is written down in the order shown.
 *
 * @param key what values hold; it never changes
 * @param depth 0 at the top; what follows with a greater one stands below it
 * @param archived not offered any more, with all below it
 */
public record Choice(String key, String name, int depth, boolean archived) {

    /** A choice as somebody writes it down: a new one has no key yet. */
    @Schema(name = "NewChoice")
    public record Wanted(
            @Nullable String key,
            @Nullable String name,
            @Nullable Integer depth,
            @Nullable Boolean archived) {}
}
