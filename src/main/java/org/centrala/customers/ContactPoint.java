package org.centrala.customers;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A way to reach a customer.
 *
 * @param value as the customer writes it; compared in its normal form
 * @param verified whether it is proven that it is theirs
 * @param undeliverable that mail to it came back for good; over as soon as mail comes from there
 * @param mergedFrom the merged customer that it came along with, and leaves with again
 */
public record ContactPoint(
        UUID id,
        Kind kind,
        String value,
        boolean verified,
        @Nullable Undeliverable undeliverable,
        @Nullable UUID mergedFrom) {

    /** Mail to it came back for good: since when, and with which code of RFC 3463 or 5321. */
    public record Undeliverable(Instant since, @Nullable String code) {}

    /** What sort of address it is. */
    public enum Kind {
        email,
        phone
    }
}
