package org.centrala.channels.email;

import java.util.ArrayList;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.centrala.channels.email.MailboxStore.Imap;
import org.centrala.channels.email.MailboxStore.Lent;
import org.centrala.channels.email.MailboxStore.Smtp;
import org.centrala.channels.email.trust.Domains;
import org.centrala.platform.Secrets;
import org.centrala.platform.web.Problem;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Makes of what somebody enters about the submission server what is stored. */
@Component
class OutgoingRules {
    private static final Set<String> TLS = Set.of("none", "starttls", "tls");

    private final Secrets secrets;
    private final JsonMapper json;

    OutgoingRules(Secrets secrets, JsonMapper json) {
        this.secrets = secrets;
        this.json = json;
    }

    /** What is to be stored; null when nothing is sent. {@code imap} is how the mailbox fetches, from now on. */
    @Nullable
    Smtp smtp(@Nullable JsonNode node, @Nullable Smtp known, UUID mailbox, @Nullable Imap imap) {
        var wanted = read(node);
        if (wanted == null) {
            return null;
        }
        var errors = new ArrayList<Problem.FieldError>();
        var host = wanted.host() == null ? "" : wanted.host().strip();
        if (!host.matches("[A-Za-z0-9._:\\[\\]-]{1,253}")) {
            errors.add(error("host", "is a host name or an address"));
        }
        var tls = wanted.tls() == null ? "starttls" : wanted.tls();
        if (!TLS.contains(tls)) {
            errors.add(error("tls", "must be none, starttls or tls"));
        }
        int port = wanted.port() == null ? tls.equals("tls") ? 465 : 587 : wanted.port();
        if (port < 1 || port > 65535) {
            errors.add(error("port", "is between 1 and 65535"));
        }
        var signIn = wanted.signIn() == null ? "password" : wanted.signIn();
        if (!Set.of("password", "oauth2").contains(signIn)) {
            errors.add(error("signIn", "must be password or oauth2"));
        }
        if (!errors.isEmpty()) {
            throw Problem.invalid(errors);
        }
        var username = wanted.username() == null || wanted.username().isBlank()
                ? null
                : wanted.username().strip();
        return signIn.equals("oauth2")
                ? lent(host, port, tls, username, mailbox, imap)
                : new Smtp(host, port, tls, username, password(wanted, username, host, known), null);
    }

    /** What was stored, with the grant by which the mailbox fetches from now on. */
    @Nullable
    Smtp kept(@Nullable Smtp known, UUID mailbox, @Nullable Imap imap) {
        return known == null || known.lent() == null
                ? known
                : lent(known.host(), known.port(), known.tls(), known.username(), mailbox, imap);
    }

    /** The grant goes to a server of those who fetch with it, and over an encrypted connection only. */
    private static Smtp lent(
            String host, int port, String tls, @Nullable String username, UUID mailbox, @Nullable Imap imap) {
        if (imap == null || imap.oauth() == null) {
            throw Problem.invalid(
                    "outgoing.smtp.signIn",
                    "oauth2 needs incoming mail that is fetched with OAuth 2: its grant signs in here, too");
        }
        if (!Domains.aligned(host.toLowerCase(Locale.ROOT), imap.host().toLowerCase(Locale.ROOT), false)) {
            throw Problem.invalid(
                    "outgoing.smtp.host", "must belong to the same domain as " + imap.host() + ", whose grant it gets");
        }
        if (tls.equals("none") && !Submission.own(host)) {
            throw Problem.invalid("outgoing.smtp.tls", "must be starttls or tls, to sign in with OAuth 2");
        }
        return new Smtp(
                host, port, tls, username == null ? imap.username() : username, null, new Lent(mailbox, imap.oauth()));
    }

    private Mailboxes.@Nullable SmtpSettings read(@Nullable JsonNode node) {
        if (node == null || node.isNull()) {
            return null;
        }
        try {
            var outgoing = json.treeToValue(node, Mailboxes.OutgoingSettings.class);
            return outgoing == null ? null : outgoing.smtp();
        } catch (JacksonException wrong) {
            throw Problem.invalid("outgoing", "is not {smtp: {host, port, tls, username?, password?, signIn?}}");
        }
    }

    private static Problem.FieldError error(String field, String detail) {
        return new Problem.FieldError("outgoing.smtp." + field, detail);
    }

    /** A kept password goes only to the server and user it was given for. */
    private @Nullable String password(
            Mailboxes.SmtpSettings wanted, @Nullable String username, String host, @Nullable Smtp known) {
        if (username == null) {
            return null;
        }
        if (wanted.password() != null) {
            return wanted.password().isEmpty() ? null : secrets.encrypt(wanted.password());
        }
        return known != null && username.equals(known.username()) && host.equalsIgnoreCase(known.host())
                ? known.password()
                : null;
    }
}
