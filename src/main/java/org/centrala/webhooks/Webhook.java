package org.centrala.webhooks;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An address that is told of events.
 *
 * @param disabledFor why it was switched off by itself: {@code failing} or {@code gone}
 * @param failingSince since when nothing was taken there
 */
public record Webhook(
        UUID id,
        String name,
        String url,
        List<String> kinds,
        boolean enabled,
        @Nullable String disabledFor,
        @Nullable Instant failingSince,
        @Nullable String lastError,
        @Nullable Instant lastSuccessAt,
        Instant createdAt,
        @Nullable UUID createdBy) {

    /** With the secret that signs what is sent there; it is said once. */
    @Schema(name = "NewWebhookWithSecret")
    public record Created(Webhook webhook, String secret) {}
}
