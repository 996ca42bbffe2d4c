package org.centrala.search;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What was found, best first. The rights of the moment are not in the index: whoever shows hits loads them from the
 * database under the viewer's inboxes and drops the rest.
 *
 * @param more whether there are hits after these
 * @param similar whether nothing has the words as typed, and these have similar ones
 * @param building whether the index is still being built, so that hits may be missing
 */
public record Hits(List<Hit> items, boolean more, boolean similar, boolean building) {

    /** One thing found, with the places that show why. */
    public record Hit(String kind, UUID id, float score, List<Highlight> highlights) {}

    /**
     * An excerpt of a text field, cut into runs.
     *
     * @param file the name of the file in which it stands, when it is not the text of the thing itself
     */
    public record Highlight(
            String field,
            List<Fragment> fragments,
            @Nullable String file) {}

    /** A run of text; {@code hit} when it is one of the words looked for. */
    public record Fragment(String text, boolean hit) {}
}
