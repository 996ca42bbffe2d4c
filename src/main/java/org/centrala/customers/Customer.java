package org.centrala.customers;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A person outside, as agents see them. */
public record Customer(
        UUID id,
        String name,
        @Nullable String language,
        String notes,
        List<ContactPoint> contactPoints,
        long sequence,
        Instant createdAt,
        Instant updatedAt) {}
