package org.centrala.conversations;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What somebody was asked beside a conversation: a conversation of its own, of which the customer never hears.
 *
 * @param conversation its own messages are read and written there; its assignee or team is who was asked
 * @param overdue nobody has answered, and the time is over
 * @param answered somebody has answered, and nobody has asked again or closed it
 */
public record SideThread(
        UUID id,
        Kind kind,
        Conversation conversation,
        Place parent,
        @Nullable UUID askedBy,
        Instant dueAt,
        boolean overdue,
        boolean answered,
        boolean closed) {

    /** Who is asked. */
    @Schema(name = "SideThreadKind")
    public enum Kind {
        /** Somebody outside, by mail. */
        outside,
        team,
        colleague
    }

    /** Which of them a list shows; all of them are open. */
    public enum View {
        /** Me or my teams were asked, and have not answered. */
        asked,
        own,
        overdue,
        open
    }

    /** The conversation beside which it was asked. */
    @Schema(name = "SideThreadPlace")
    public record Place(UUID id, long number, String subject) {}
}
