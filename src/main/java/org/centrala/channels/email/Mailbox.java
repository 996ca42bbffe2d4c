package org.centrala.channels.email;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.centrala.channels.email.imap.ImapWatches;
import org.jspecify.annotations.Nullable;

/** A mailbox as the API shows it; a password is never among it. */
public record Mailbox(
        UUID id,
        String name,
        String address,
        List<String> aliases,
        boolean catchAll,
        UUID inbox,
        Incoming incoming,
        @Nullable Outgoing outgoing,
        String signature,
        State state,
        Instant createdAt,
        Instant updatedAt,

        @Schema(allowableValues = {"agent", "mailbox", "brand", "none"})
        String signatureFrom) {

    /** How mail comes in; of a listener there is nothing to say, and of servers only to those who may change them. */
    @Schema(name = "Incoming")
    public record Incoming(
            @Schema(allowableValues = {"listener", "imap"}) String type,

            @Nullable String host,
            @Nullable Integer port,

            @Schema(allowableValues = {"none", "starttls", "tls"}) @Nullable
            String tls,

            @Nullable String username,
            @Nullable Boolean hasPassword,
            @Nullable String folder,
            @Nullable String sentFolder,
            @Nullable String since,
            @Nullable String after,
            @Nullable Auth auth) {

        static Incoming bare(String type) {
            return new Incoming(type, null, null, null, null, null, null, null, null, null, null);
        }
    }

    /** How a mailbox signs in to fetch its mail: a password, or OAuth 2. */
    @Schema(name = "IncomingAuth")
    public record Auth(
            @Schema(allowableValues = {"password", "oauth2"})
            String type,

            @Schema(allowableValues = {"google", "microsoft", "custom"}) @Nullable
            String provider,

            @Nullable String tokenEndpoint,
            @Nullable String clientId,
            @Nullable Boolean hasClientSecret,
            @Nullable Boolean hasRefreshToken) {}

    /** How mail goes out. */
    public record Outgoing(Smtp smtp) {}

    /** The server that takes our mail. */
    public record Smtp(
            String host,
            int port,

            @Schema(allowableValues = {"none", "starttls", "tls"})
            String tls,

            @JsonInclude @Nullable String username,
            boolean hasPassword,

            @Schema(allowableValues = {"password", "oauth2"})
            String signIn) {}

    /**
     * How both ways are doing.
     *
     * @param plusAddresses whether answers to the address with a plus arrive
     * @param fetching what fetching is at; absent for the listener
     */
    public record State(
            @Schema(allowableValues = {"ok", "connecting", "failing"})
            String incoming,

            @Schema(allowableValues = {"ok", "failing", "none"})
            String outgoing,

            @Nullable String lastError,
            @Nullable Instant lastErrorAt,

            @Schema(allowableValues = {"works", "unknown", "testing", "fails"})
            String plusAddresses,

            ImapWatches.@Nullable Fetching fetching) {}
}
