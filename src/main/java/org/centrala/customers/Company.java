package org.centrala.customers;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An organisation that customers belong to.
 *
 * @param domains whoever writes from one of them belongs to it, as people write them
 * @param people how many of its customers the viewer sees; not counted further than {@value #MOST_COUNTED}
 * @param fields the values of companies' fields, by the fields' keys; empty ones are not there
 * @param sequence counts its changes; its entity tag
 */
@Schema(name = "Company")
public record Company(
        UUID id,
        String name,
        List<String> domains,
        String notes,
        Map<String, Object> fields,
        long people,
        long sequence,
        Instant createdAt,
        Instant updatedAt) {
    static final int MOST_COUNTED = 1_000;

    /**
     * What may be said of a company; absent parts stay as they are.
     *
     * @param domains all of them: those that are not named are taken away
     * @param fields values by the keys of their fields; a key that is not there stays as it is, null empties it
     */
    @Schema(name = "CompanyDetails")
    public record Details(
            @Nullable String name,
            @Nullable List<String> domains,
            @Nullable String notes,
            @JsonSetter(contentNulls = Nulls.SET) @Nullable Map<String, @Nullable Object> fields) {}
}
