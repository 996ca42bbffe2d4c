package org.centrala.channels.email;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import org.centrala.platform.log.Event;
import org.centrala.platform.log.LogConsumer;
import org.springframework.stereotype.Component;

/** Follows the log: what was redacted in a message is not kept in its mail either. */
@Component
class RedactedMail implements LogConsumer.Reactor {
    private static final byte[] INSTEAD =
            "Subject: Redacted\r\n\r\nThis mail was redacted; its original is not kept.\r\n".getBytes(UTF_8);

    private final InboundStore inbound;
    private final OutboxStore outbox;

    RedactedMail(InboundStore inbound, OutboxStore outbox) {
        this.inbound = inbound;
        this.outbox = outbox;
    }

    @Override
    public String name() {
        return "channels.email.redacted";
    }

    @Override
    public void take(List<Event> events) {
        for (var event : events) {
            if (event.kind().equals("message.redacted")) {
                inbound.forgetRaw(event.ref("message"), INSTEAD);
                outbox.forgetRaw(event.ref("message"));
            }
        }
    }
}
