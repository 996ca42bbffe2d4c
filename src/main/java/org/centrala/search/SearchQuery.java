package org.centrala.search;

import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * What somebody looks for.
 *
 * @param text as typed; nothing in it is an error. Empty, with filters: whatever they let through, the newest first
 * @param kinds only hits of these kinds; empty: of all
 * @param inboxes what the viewer sees, or a part of it
 * @param filters all of which must hold
 * @param limit at most so many hits
 * @param after how many of the first hits to pass over, at most {@value #LAST}
 */
public record SearchQuery(
        String text, Set<String> kinds, Set<UUID> inboxes, List<Filter> filters, int limit, int after) {
    /** Nobody pages further than this. */
    public static final int LAST = 2000;

    public SearchQuery {
        kinds = Set.copyOf(kinds);
        inboxes = Set.copyOf(inboxes);
        filters = List.copyOf(filters);
        limit = Math.clamp(limit, 0, 200);
        after = Math.clamp(after, 0, LAST);
    }

    /** One without filters. */
    public SearchQuery(String text, Set<String> kinds, Set<UUID> inboxes, int limit, int after) {
        this(text, kinds, inboxes, List.of(), limit, after);
    }
}
