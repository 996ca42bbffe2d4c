package org.centrala.channels.email;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.centrala.channels.email.InboundStore.Waiting;
import org.centrala.channels.email.parse.ParsedMail;
import org.centrala.conversations.Direction;
import org.centrala.conversations.Messages;
import org.centrala.platform.Secrets;
import org.springframework.stereotype.Component;

/** Knows mail that this installation sent, so that it never answers itself. */
@Component
class OwnMail {
    static final String HEADER = "X-Centrala";

    private final Messages messages;
    private final String mark;

    OwnMail(Messages messages, Secrets secrets) {
        this.messages = messages;
        this.mark = HexFormat.of().formatHex(secrets.hmac("own-mail", "mark".getBytes(StandardCharsets.UTF_8)), 0, 12);
    }

    /** The value of {@link #HEADER} on everything sent from here. */
    String mark() {
        return mark;
    }

    boolean isOurs(ParsedMail mail, Waiting waiting) {
        if (mail.headers().all(HEADER).contains(mark)) {
            return true;
        }
        var id = mail.messageId();
        var domain = waiting.mailboxAddress().substring(waiting.mailboxAddress().lastIndexOf('@'));
        return id != null
                && id.endsWith(domain)
                && messages.known(List.of(id), waiting.inbox()).stream()
                        .anyMatch(known -> known.direction() == Direction.OUTBOUND);
    }
}
