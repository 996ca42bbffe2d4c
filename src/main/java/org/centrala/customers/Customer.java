package org.centrala.customers;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A person outside, as agents see them.
 *
 * @param blockedAt since when what they write goes to the junk
 * @param fields the values of customers' fields, by the fields' keys; empty ones are not there
 * @param companyByHand somebody has said where they belong, or that they belong nowhere; otherwise an address says so
 */
public record Customer(
        UUID id,
        String name,
        @Nullable String language,
        String notes,
        List<ContactPoint> contactPoints,
        long sequence,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Instant blockedAt,
        List<MergedCustomer> merged,
        Map<String, Object> fields,
        @Nullable OfCompany company,
        boolean companyByHand) {

    /** The company that a customer belongs to. */
    @Schema(name = "CustomerCompany")
    public record OfCompany(UUID id, String name) {}

    /** Somebody who was found to be the same person, and can be taken out again at any time. */
    public record MergedCustomer(
            UUID id,
            String name,
            @Nullable String language,
            String notes,
            Instant at,
            @Nullable UUID by,
            Map<String, Object> fields) {}
}
