package org.centrala.customers;

import java.util.UUID;

/**
 * A way to reach a customer.
 *
 * @param value as the customer writes it; compared in its normal form
 * @param verified whether the customer has proved that it is theirs
 */
public record ContactPoint(UUID id, Kind kind, String value, boolean verified) {

    /** What sort of address it is. */
    public enum Kind {
        email,
        phone
    }
}
