package org.centrala.customers;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.centrala.platform.Actor;
import org.jspecify.annotations.Nullable;

/**
 * One person whose data is forgotten, or was.
 *
 * @param total how many things there were to forget when it began
 * @param counts what was forgotten so far, by kind
 * @param finishedAt null while it goes on
 * @param hash what the proof is compared with, once it is finished
 */
record Erasure(
        UUID id,
        UUID customer,

        @Schema(allowableValues = {"request", "consent", "purpose", "objection", "unlawful"})
        String reason,

        long total,
        Map<String, Long> counts,
        Actor by,
        Instant begunAt,
        @Nullable Instant finishedAt,
        @Nullable String hash) {}
