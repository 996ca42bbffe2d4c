package org.centrala.search;

import java.util.Set;
import java.util.UUID;

/**
 * What somebody looks for.
 *
 * @param text as typed; nothing in it is an error
 * @param kinds only hits of these kinds; empty: of all
 * @param inboxes what the viewer sees, or a part of it
 * @param limit at most so many hits
 * @param after how many of the first hits to pass over, at most {@value #LAST}
 */
public record SearchQuery(String text, Set<String> kinds, Set<UUID> inboxes, int limit, int after) {
    /** Nobody pages further than this. */
    public static final int LAST = 2000;

    public SearchQuery {
        kinds = Set.copyOf(kinds);
        inboxes = Set.copyOf(inboxes);
        limit = Math.clamp(limit, 0, 200);
        after = Math.clamp(after, 0, LAST);
    }
}
