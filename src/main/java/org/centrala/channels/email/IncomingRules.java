package org.centrala.channels.email;

import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.centrala.channels.email.MailboxStore.Imap;
import org.centrala.channels.email.MailboxStore.OAuth;
import org.centrala.channels.email.MailboxStore.Plus;
import org.centrala.channels.email.imap.ImapAccount;
import org.centrala.platform.Ids;
import org.centrala.platform.Secrets;
import org.centrala.platform.web.Problem;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Makes of what somebody enters about incoming mail what is stored, and of what is stored an account to fetch from. */
@Component
class IncomingRules {
    private static final Set<String> TLS = Set.of("none", "starttls", "tls");
    private static final int LONGEST_FOLDER = 200;
    private static final String MOVE = "move:";

    /** Where the providers that are known by name hand out access tokens. */
    private static final Map<String, String> ENDPOINTS = Map.of(
            "google", "https://oauth2.googleapis.com/token",
            "microsoft", "https://login.microsoftonline.com/common/oauth2/v2.0/token");

    private final Secrets secrets;

    IncomingRules(Secrets secrets) {
        this.secrets = secrets;
    }

    /** What is to be stored; null for the listener. What is absent stays as it is known. */
    @Nullable
    Imap imap(Mailboxes.@Nullable IncomingSettings wanted, @Nullable Imap known, Instant now) {
        if (wanted == null) {
            return known;
        }
        var type = wanted.type() == null && known != null ? "imap" : wanted.type();
        if ("listener".equals(type)) {
            return null;
        }
        if (!"imap".equals(type)) {
            throw Problem.invalid("incoming.type", "must be listener or imap");
        }
        var errors = new ArrayList<Problem.FieldError>();
        var host = text(wanted.host(), known == null ? "" : known.host());
        if (!host.matches("[A-Za-z0-9._:\\[\\]-]{1,253}")) {
            errors.add(error("host", "is a host name or an address"));
        }
        var tls = text(wanted.tls(), known == null ? "tls" : known.tls());
        if (!TLS.contains(tls)) {
            errors.add(error("tls", "must be none, starttls or tls"));
        }
        int usual = tls.equals("tls") ? 993 : 143;
        int port = wanted.port() != null
                ? wanted.port()
                : known != null && known.tls().equals(tls) ? known.port() : usual;
        if (port < 1 || port > 65535) {
            errors.add(error("port", "is between 1 and 65535"));
        }
        var username = text(wanted.username(), known == null ? "" : known.username());
        if (username.isEmpty() || username.length() > 320) {
            errors.add(error("username", "is needed"));
        }
        var folder = folder("folder", text(wanted.folder(), known == null ? "INBOX" : known.folder()), errors);
        var since = since(text(wanted.since(), known == null ? "now" : known.since()), errors);
        var after = text(wanted.after(), known == null ? "nothing" : after(known));
        var moveTo = after.startsWith(MOVE)
                ? folder("after", after.substring(MOVE.length()).strip(), errors)
                : null;
        if (moveTo == null && !Set.of("nothing", "seen", "delete").contains(after)) {
            errors.add(error("after", "must be nothing, seen, delete or move:FOLDER"));
        }
        if (moveTo != null && moveTo.equals(folder)) {
            errors.add(error("after", "must name another folder than the one mail is fetched from"));
        }
        var same = known != null && host.equalsIgnoreCase(known.host()) && username.equals(known.username());
        var before = same ? known : null;
        var oauth = oauth(wanted.auth(), known, same, errors);
        if (!errors.isEmpty()) {
            throw Problem.invalid(errors);
        }
        return new Imap(
                host,
                port,
                tls,
                username,
                oauth != null ? null : password(wanted.password(), before),
                oauth,
                folder,
                sentFolder(wanted.sentFolder(), known),
                since,
                moveTo == null ? after : "move",
                moveTo,
                known == null ? now : known.startedAt(),
                before != null ? before.account() : Ids.next(),
                before != null ? before.plus() : Plus.UNKNOWN,
                before != null ? before.plusMessage() : null,
                before != null ? before.plusTriedAt() : null);
    }

    private static String text(@Nullable String wanted, String otherwise) {
        return wanted == null ? otherwise : wanted.strip();
    }

    private static Problem.FieldError error(String field, String detail) {
        return new Problem.FieldError("incoming." + field, detail);
    }

    private static String folder(String field, String name, List<Problem.FieldError> errors) {
        if (name.isEmpty() || name.length() > LONGEST_FOLDER || name.matches("(?s).*\\p{Cntrl}.*")) {
            errors.add(error(field, "must name a folder"));
        }
        return name.equalsIgnoreCase("INBOX") ? "INBOX" : name;
    }

    private static String since(String since, List<Problem.FieldError> errors) {
        if (!since.equals("now") && !since.equals("all")) {
            try {
                return LocalDate.parse(since.length() > 10 ? since.substring(0, 10) : since)
                        .toString();
            } catch (DateTimeParseException noDate) {
                errors.add(error("since", "must be now, all or a date like 2026-01-31"));
            }
        }
        return since;
    }

    /** Found by itself unless said; {@code off} is kept as an empty name. */
    private static @Nullable String sentFolder(@Nullable String wanted, @Nullable Imap known) {
        if (wanted == null) {
            return known == null ? null : known.sentFolder();
        }
        return switch (wanted.strip()) {
            case "auto" -> null;
            case "", "off" -> "";
            default -> wanted.strip();
        };
    }

    /** A kept password goes only to the server and user it was given for. */
    private @Nullable String password(@Nullable String wanted, @Nullable Imap known) {
        if (wanted == null) {
            return known == null ? null : known.password();
        }
        return wanted.isEmpty() ? null : secrets.encrypt(wanted);
    }

    private @Nullable OAuth oauth(
            Mailboxes.@Nullable AuthSettings wanted,
            @Nullable Imap known,
            boolean same,
            List<Problem.FieldError> errors) {
        var before = same && known != null ? known.oauth() : null;
        if (wanted == null) {
            return before;
        }
        if ("password".equals(wanted.type())) {
            return null;
        }
        if (!"oauth2".equals(wanted.type())) {
            errors.add(error("auth.type", "must be password or oauth2"));
            return null;
        }
        var provider = text(wanted.provider(), before == null ? "custom" : before.provider());
        var endpoint = text(wanted.tokenEndpoint(), "");
        if (provider.startsWith("http")) {
            endpoint = provider;
            provider = "custom";
        }
        if (endpoint.isEmpty()) {
            endpoint = before != null && before.provider().equals(provider)
                    ? before.endpoint()
                    : ENDPOINTS.getOrDefault(provider, "");
        }
        if (!provider.equals("custom") && !ENDPOINTS.containsKey(provider)) {
            errors.add(error("auth.provider", "must be google, microsoft or custom"));
        } else if (!ImapAccount.Secret.OAuth2.safe(endpoint)) {
            errors.add(error("auth.tokenEndpoint", "must begin with https://"));
        }
        var client = text(wanted.clientId(), before == null ? "" : before.clientId());
        if (client.isEmpty()) {
            errors.add(error("auth.clientId", "is needed"));
        }
        // like a password, what is kept is sent only where it was meant for
        var kept = before != null && before.endpoint().equals(endpoint) ? before : null;
        var refresh = secret(wanted.refreshToken(), kept == null ? null : kept.refreshToken());
        if (refresh == null) {
            errors.add(error("auth.refreshToken", "is needed"));
        }
        return new OAuth(
                provider,
                endpoint,
                client,
                secret(wanted.clientSecret(), kept == null ? null : kept.clientSecret()),
                refresh);
    }

    private @Nullable String secret(@Nullable String wanted, @Nullable String known) {
        return wanted == null || wanted.isBlank() ? known : secrets.encrypt(wanted.strip());
    }

    static String after(Imap imap) {
        return imap.afterFolder() == null ? imap.afterAction() : MOVE + imap.afterFolder();
    }

    /** What the API shows; no secret is among it. */
    static Mailbox.Incoming view(@Nullable Imap imap, boolean manages) {
        if (imap == null || !manages) {
            return Mailbox.Incoming.bare(imap == null ? "listener" : "imap");
        }
        var oauth = imap.oauth();
        return new Mailbox.Incoming(
                "imap",
                imap.host(),
                imap.port(),
                imap.tls(),
                imap.username(),
                imap.password() != null,
                imap.folder(),
                imap.sentFolder() == null ? "auto" : imap.sentFolder().isEmpty() ? "off" : imap.sentFolder(),
                imap.since(),
                after(imap),
                oauth == null
                        ? new Mailbox.Auth("password", null, null, null, null, null)
                        : new Mailbox.Auth(
                                "oauth2",
                                oauth.provider(),
                                oauth.endpoint(),
                                oauth.clientId(),
                                oauth.clientSecret() != null,
                                oauth.refreshToken() != null));
    }

    /** The account to fetch from, its secrets readable. */
    ImapAccount account(UUID mailbox, Imap imap) {
        return new ImapAccount(
                mailbox,
                imap.account(),
                imap.host(),
                imap.port(),
                imap.tls(),
                imap.username(),
                secret(imap),
                imap.folder(),
                imap.sentFolder(),
                new ImapAccount.Since(imap.since()),
                switch (imap.afterAction()) {
                    case "seen" -> new ImapAccount.After.Seen();
                    case "delete" -> new ImapAccount.After.Delete();
                    case "move" -> new ImapAccount.After.Move(Objects.requireNonNull(imap.afterFolder()));
                    default -> new ImapAccount.After.Nothing();
                },
                imap.startedAt());
    }

    private ImapAccount.Secret secret(Imap imap) {
        try {
            var oauth = imap.oauth();
            if (oauth == null) {
                return new ImapAccount.Secret.Password(imap.password() == null ? "" : secrets.decrypt(imap.password()));
            }
            return new ImapAccount.Secret.OAuth2(
                    oauth.endpoint(),
                    oauth.clientId(),
                    oauth.clientSecret() == null ? null : secrets.decrypt(oauth.clientSecret()),
                    oauth.refreshToken() == null ? "" : secrets.decrypt(oauth.refreshToken()));
        } catch (IllegalStateException | IllegalArgumentException otherKey) {
            return new ImapAccount.Secret.Unreadable();
        }
    }
}
