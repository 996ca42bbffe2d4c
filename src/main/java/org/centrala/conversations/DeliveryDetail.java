package org.centrala.conversations;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * Why a message was not delivered.
 *
 * @param kind the class of the failure, {@code class} on the wire: e.g. {@code connection}, {@code mailbox}, {@code policy}
 * @param hard whether trying again is of no use
 * @param smtpCode the server's reply code (RFC 5321), e.g. 550
 * @param dsn the enhanced status code (RFC 3463), e.g. 5.1.1
 * @param recipient whom it did not reach, where a report says so
 */
public record DeliveryDetail(
        @JsonProperty("class") @Nullable String kind,
        boolean hard,
        @Nullable String reason,
        @Nullable Integer smtpCode,
        @Nullable String dsn,
        @Nullable String recipient) {

    /** One that is about the message, whoever it was sent to. */
    public DeliveryDetail(
            @Nullable String kind,
            boolean hard,
            @Nullable String reason,
            @Nullable Integer smtpCode,
            @Nullable String dsn) {
        this(kind, hard, reason, smtpCode, dsn, null);
    }
}
