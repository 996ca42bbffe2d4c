package org.centrala.platform.log;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which events somebody looks for, newest first; null asks for all.
 *
 * @param inboxes those of which the reader may know
 * @param beyond whether events of no inbox are among them
 * @param kind the whole kind, or its beginning up to a dot, e.g. {@code agent.}
 */
public record EventFilter(
        UUID[] inboxes,
        boolean beyond,
        @Nullable UUID actor,
        @Nullable String kind,
        @Nullable String streamType,
        @Nullable UUID streamId,
        @Nullable Instant from,
        @Nullable Instant until) {}
