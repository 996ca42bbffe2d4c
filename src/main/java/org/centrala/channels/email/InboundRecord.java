package org.centrala.channels.email;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.centrala.channels.email.parse.DeliveryFailure;
import org.centrala.conversations.Trust;
import org.jspecify.annotations.Nullable;

/** What became of one accepted mail, as the API shows it; outcome is null while it waits. */
public record InboundRecord(
        UUID id,
        @Nullable String messageId,
        UUID mailbox,
        String envelopeFrom,
        String envelopeTo,
        Instant receivedAt,
        long size,

        @Schema(allowableValues = {"conversation", "duplicate", "bounce", "autoReply", "ownEcho", "quarantined"})
        @Nullable
        String outcome,

        @Nullable String reason,
        @Nullable UUID conversation,
        @Nullable UUID message,
        @Nullable List<Bounce> bounce,
        @Nullable Trust trust) {

    /** What a delivery report said of one recipient. */
    public record Bounce(
            String recipient,
            @JsonProperty("class") String kind,
            boolean hard,
            String reason,
            @Nullable Integer smtpCode,
            @Nullable String dsn,
            @Nullable String diagnostic) {

        static Bounce of(DeliveryFailure failure) {
            return new Bounce(
                    failure.recipient(),
                    failure.kind(),
                    failure.hard(),
                    failure.reason(),
                    failure.smtpCode() == null ? null : Integer.valueOf(failure.smtpCode()),
                    failure.dsn(),
                    failure.diagnostic());
        }
    }

    /** A quarantined mail with as much of its header as could be read. */
    public record Quarantined(
            UUID id,
            @Nullable String messageId,
            UUID mailbox,
            String envelopeFrom,
            String envelopeTo,
            Instant receivedAt,
            long size,
            @Nullable String reason,
            @Nullable String from,
            @Nullable String subject) {}
}
