package org.centrala.conversations;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which conversations a list holds and in which order; absent parts do not narrow it.
 *
 * @param view one of the pinned views, as the viewer sees it
 * @param inboxes only in these, of which the viewer sees all
 * @param customer one person, under all ids by which they are known
 * @param assignee the agent, or {@link #NOBODY} for unassigned ones
 * @param tag the keys of one tag, of which it has one
 * @param ids only these, e.g. the hits of a search
 */
record ConversationFilter(
        @Nullable View view,
        Set<Status> status,
        @Nullable Set<UUID> inboxes,
        @Nullable UUID mailbox,
        @Nullable UUID assignee,
        @Nullable UUID team,
        @Nullable Set<UUID> customer,
        @Nullable List<String> tag,
        @Nullable List<UUID> ids,
        Sort sort) {

    /** Stands for "assigned to nobody". */
    static final UUID NOBODY = new UUID(0, 0);

    enum View {
        MINE,
        UNASSIGNED,
        OPEN,
        /** What waits for a time that somebody chose; it is in none of those above meanwhile. */
        SNOOZED,
        /** What is open and none of us has touched for as many hours as its inbox says. */
        UNTOUCHED,
        /** What is open and the viewer follows, snoozed or not. */
        FOLLOWED,
        DONE,
        /** What nobody wants, open or not; it is in no other view and in no count. */
        JUNK
    }

    /** By number a page is stable while conversations change; by activity the newest message is on top. */
    enum Sort {
        NUMBER,
        ACTIVITY,
        /** What wakes next is on top; for the view of what is snoozed. */
        WAKING,
        /** What nobody has touched for longest is on top. */
        TOUCHED
    }
}
