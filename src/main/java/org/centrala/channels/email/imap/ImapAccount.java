package org.centrala.channels.email.imap;

import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where and how a mailbox fetches its mail.
 *
 * @param id the account on the server: another server or user is another one, and what was known of folders counts no more
 * @param sentFolder where the server keeps what is sent; null: found by its special use or its name, empty: not read
 * @param started since when the mailbox is here; older mail is imported, or left alone
 */
public record ImapAccount(
        UUID mailbox,
        UUID id,
        String host,
        int port,
        String tls,
        String username,
        Secret secret,
        String folder,
        @Nullable String sentFolder,
        Since since,
        After after,
        Instant started) {

    /** What an account signs in with. */
    public sealed interface Secret {
        record Password(String value) implements Secret {
            @Override
            public String toString() {
                return "Password";
            }
        }

        /** OAuth 2: an access token is asked for with the refresh token whenever the last one has run out. */
        record OAuth2(
                String endpoint, String clientId, @Nullable String clientSecret, String refreshToken)
                implements Secret {
            /** Whether secrets may be sent there: encrypted, or to this very machine. */
            public static boolean safe(String endpoint) {
                try {
                    var uri = URI.create(endpoint);
                    var host = uri.getHost();
                    return host != null
                            && uri.getUserInfo() == null
                            && ("https".equals(uri.getScheme())
                                    || "http".equals(uri.getScheme())
                                            && host.matches("127\\.[0-9.]+|localhost|\\[::1]"));
                } catch (IllegalArgumentException wrong) {
                    return false;
                }
            }

            OAuth2 with(String otherRefreshToken) {
                return new OAuth2(endpoint, clientId, clientSecret, otherRefreshToken);
            }

            @Override
            public String toString() {
                return "OAuth2[" + endpoint + "]";
            }
        }

        /** It is stored, but cannot be read. */
        record Unreadable() implements Secret {}
    }

    /** How far back mail is taken in: nothing from before, all, or from a day on. */
    public record Since(String word) {
        public static final Since NOW = new Since("now");

        public Since {
            if (!word.equals("now") && !word.equals("all")) {
                LocalDate.parse(word);
            }
        }

        boolean now() {
            return word.equals("now");
        }

        /** The day from which on mail is taken in; null for all of it. */
        @Nullable
        LocalDate day() {
            return now() || word.equals("all") ? null : LocalDate.parse(word);
        }
    }

    /** What is done to a mail on its server after it was kept here. */
    public sealed interface After {
        record Nothing() implements After {}

        record Seen() implements After {}

        record Move(String folder) implements After {}

        record Delete() implements After {}
    }

    @Override
    public String toString() {
        return username + " at " + host + ":" + port;
    }
}
