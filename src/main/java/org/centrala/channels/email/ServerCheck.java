package org.centrala.channels.email;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import org.centrala.channels.email.imap.ImapCheck;

/**
 * One step of a trial of a mail server and how it went.
 *
 * @param step connect, tls, auth, folder or sent
 * @param code what was found; the workspace says it in its own language
 * @param subject what it was found about: a server, a user name, or the server's own words
 * @param detail the whole of it in English, for logs and programs
 */
record ServerCheck(String step, boolean ok, Finding code, String subject, String detail) {

    /** What a step found. */
    enum Finding {
        REACHED,
        ENCRYPTED,
        SIGNED_IN,
        OPENED,
        UNKNOWN_HOST,
        NO_CONNECTION,
        NO_ANSWER,
        CERTIFICATE_EXPIRED,
        CERTIFICATE_UNTRUSTED,
        CERTIFICATE_NAME,
        TLS_FAILED,
        NOT_ENCRYPTED,
        SIGN_IN_REFUSED,
        SERVER_SAID,
        REASON;

        @JsonValue
        String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static ServerCheck of(ImapCheck.Step step) {
        var code = Finding.valueOf(step.found().name());
        return new ServerCheck(step.step(), step.ok(), code, step.subject(), step.detail());
    }

    static ServerCheck good(String step, Finding code, String subject) {
        return new ServerCheck(step, true, code, subject, subject);
    }

    static ServerCheck bad(String step, Finding code, String subject) {
        return new ServerCheck(step, false, code, subject, subject);
    }
}
