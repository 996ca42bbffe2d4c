package org.centrala.access;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The right of a program to use the API.
 *
 * @param prefix how the key begins, to recognise it by; the key itself is not kept
 * @param inboxes the only inboxes it sees; null for all
 * @param createdBy the agent or API key that made it; null for the system
 */
public record ApiKey(
        UUID id,
        String name,
        String prefix,
        List<Permission> scopes,
        @Nullable List<UUID> inboxes,
        Instant createdAt,
        @Nullable Instant lastUsedAt,
        @Nullable UUID createdBy) {

    /** A key just made, with the secret that is shown this once. */
    @Schema(name = "NewApiKeyWithSecret")
    public record Created(@JsonUnwrapped ApiKey apiKey, String key) {}
}
