package org.centrala.channels.email;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import org.centrala.channels.email.InboundStore.Waiting;
import org.centrala.channels.email.parse.ParsedMail;
import org.centrala.conversations.Direction;
import org.centrala.platform.Secrets;
import org.springframework.stereotype.Component;

/** Knows mail that this installation sent, so that it never answers itself. */
@Component
class OwnMail {
    static final String HEADER = "X-Centrala";

    private final String mark;

    OwnMail(Secrets secrets) {
        this.mark = HexFormat.of().formatHex(secrets.hmac("own-mail", "mark".getBytes(StandardCharsets.UTF_8)), 0, 12);
    }

    /** The value of {@link #HEADER} on everything sent from here. */
    String mark() {
        return mark;
    }

    /** Its Message-ID, when that looks as if it were given here. */
    Optional<String> suspicious(ParsedMail mail, Waiting waiting) {
        var domain = waiting.mailboxAddress().substring(waiting.mailboxAddress().lastIndexOf('@'));
        return Optional.ofNullable(mail.messageId()).filter(id -> id.endsWith(domain));
    }

    boolean actsForUs(ParsedMail mail, Waiting waiting, Threading.Leads leads) {
        return mail.headers().all(HEADER).contains(mark)
                || suspicious(mail, waiting)
                        .filter(id -> leads.messages(id, waiting.inbox()).stream()
                                .anyMatch(known -> known.direction() == Direction.OUTBOUND))
                        .isPresent();
    }
}
