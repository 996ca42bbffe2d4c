package org.centrala.notifications;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.centrala.platform.Actor;
import org.jspecify.annotations.Nullable;

/**
 * What one agent is told of one event.
 *
 * @param message what was said, where the conversation is to be opened
 */
public record Notification(
        UUID id, NotificationKind kind, @Nullable UUID message, By by, Instant at, boolean read) {

    /** Who did it, with the name to show; the system has none. */
    @Schema(name = "NotificationBy")
    public record By(
            Actor.Kind kind, @Nullable UUID id, @Nullable String name) {}

    /**
     * All that one agent is told of one conversation.
     *
     * @param unread how many of them they have not read
     * @param newest the newest of them first, three at most
     */
    @Schema(name = "NotificationGroup")
    public record Group(About conversation, long unread, List<Notification> newest) {}

    /**
     * The conversation, as much of it as is shown.
     *
     * @param mine whether it is given to whoever asks
     */
    @Schema(name = "NotificationAbout")
    public record About(UUID id, long number, String subject, String customerName, boolean mine) {}

    /**
     * What was marked as read.
     *
     * @param readAt by which it can be taken back
     */
    @Schema(name = "NotificationsMarked")
    public record Marked(Instant readAt, int count) {}
}
