package org.centrala.channels.email;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A mailbox as the API shows it; a password is never among it. */
public record Mailbox(
        UUID id,
        String name,
        String address,
        UUID inbox,
        Incoming incoming,
        @Nullable Outgoing outgoing,
        String signature,
        State state,
        Instant createdAt,
        Instant updatedAt) {

    /** How mail comes in. */
    public record Incoming(
            @Schema(allowableValues = "listener") String type) {}

    /** How mail goes out. */
    public record Outgoing(Smtp smtp) {}

    /** The server that takes our mail. */
    public record Smtp(
            String host,
            int port,

            @Schema(allowableValues = {"none", "starttls", "tls"})
            String tls,

            @JsonInclude @Nullable String username,
            boolean hasPassword) {}

    /** How both ways are doing. */
    public record State(
            String incoming,

            @Schema(allowableValues = {"ok", "failing", "none"})
            String outgoing,

            @Nullable String lastError,
            @Nullable Instant lastErrorAt) {}
}
