package org.centrala.channels.email.parse;

import org.jspecify.annotations.Nullable;

/**
 * What one delivery report says of one recipient. {@code kind} is permanent, temporary, delayed, delivered or feedback;
 * {@code reason} is one of the words of {@link BounceReasons}; {@code diagnostic} is what the other server said.
 */
public record DeliveryFailure(
        String recipient,
        String kind,
        boolean hard,
        String reason,
        @Nullable String smtpCode,
        @Nullable String dsn,
        @Nullable String diagnostic) {}
