package org.centrala.webhooks;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One event for one webhook, and what came of it.
 *
 * @param event the event's id, the same in each try and replay
 * @param state {@code waiting}, {@code delivered} or {@code failed}
 * @param dueAt when it is tried next, while it waits
 * @param status what the other side answered last
 */
public record WebhookDelivery(
        UUID id,
        UUID event,
        String kind,
        String state,
        int attempts,
        Instant dueAt,
        @Nullable Integer status,
        @Nullable String error,
        @Nullable Long millis,
        Instant createdAt,
        @Nullable Instant doneAt,
        String body) {}
