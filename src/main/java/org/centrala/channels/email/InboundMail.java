package org.centrala.channels.email;

import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.centrala.access.Permission;
import org.centrala.access.Viewer;
import org.centrala.channels.email.InboundRecord.Quarantined;
import org.centrala.channels.email.parse.MailParser;
import org.centrala.channels.email.parse.MailUnreadable;
import org.centrala.channels.email.parse.MessageIds;
import org.centrala.conversations.MessageId;
import org.centrala.conversations.Messages;
import org.centrala.platform.web.Cursor;
import org.centrala.platform.web.Page;
import org.centrala.platform.web.Problem;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Accepted mail and what became of it, the quarantine, and the raw bytes of messages. */
@Service
class InboundMail {
    private final InboundRecordStore records;
    private final InboundStore store;
    private final OutboxStore outbox;
    private final Arrivals arrivals;
    private final Messages messages;
    private final MailParser parser = new MailParser();

    InboundMail(
            InboundRecordStore records, InboundStore store, OutboxStore outbox, Arrivals arrivals, Messages messages) {
        this.records = records;
        this.store = store;
        this.outbox = outbox;
        this.arrivals = arrivals;
        this.messages = messages;
    }

    Page<InboundRecord> list(
            @Nullable String messageId, @Nullable Integer limit, @Nullable String cursor, Viewer viewer) {
        viewer.require(Permission.CONVERSATION_READ);
        int size = Page.limit(limit);
        var after = Cursor.decode(cursor, 1);
        var wanted = messageId == null || messageId.isBlank() ? null : MessageIds.bare(messageId);
        var rows = records.list(wanted, viewer.inboxArray(), after == null ? null : after.uuid(0), size + 1);
        return Page.of(rows, size, row -> Cursor.of(row.id()));
    }

    InboundRecord get(UUID id, Viewer viewer) {
        viewer.require(Permission.CONVERSATION_READ);
        return records.find(id, viewer.inboxArray())
                .orElseThrow(
                        () -> Problem.notFound("inbound.not_found", "There is no such mail, or you may not see it."));
    }

    Page<Quarantined> quarantine(@Nullable Integer limit, @Nullable String cursor, Viewer viewer) {
        viewer.require(Permission.QUARANTINE_MANAGE);
        int size = Page.limit(limit);
        var after = Cursor.decode(cursor, 1);
        var rows = records.quarantine(viewer.inboxArray(), after == null ? null : after.uuid(0), size + 1);
        return Page.of(rows, size, row -> Cursor.of(row.inbound().id())).map(this::quarantined);
    }

    private Quarantined quarantined(InboundRecordStore.Held held) {
        var inbound = held.inbound();
        String from = null;
        String subject = null;
        try {
            var mail = parser.parse(header(held.beginning()));
            from = mail.from() == null ? null : mail.from().address();
            subject = mail.subject().isEmpty() ? null : mail.subject();
        } catch (MailUnreadable asItIs) {
            // that is why it is here
        }
        return new Quarantined(
                inbound.id(),
                inbound.messageId(),
                inbound.mailbox(),
                inbound.envelopeFrom(),
                inbound.envelopeTo(),
                inbound.receivedAt(),
                inbound.size(),
                inbound.reason(),
                from,
                subject);
    }

    /** Up to the empty line: what follows may be the reason why the mail is here. */
    static byte[] header(byte[] beginning) {
        for (int i = 1; i < beginning.length; i++) {
            if (beginning[i] == '\n'
                    && (beginning[i - 1] == '\n' || i > 2 && beginning[i - 1] == '\r' && beginning[i - 2] == '\n')) {
                return Arrays.copyOf(beginning, i + 1);
            }
        }
        return beginning;
    }

    byte[] quarantinedRaw(UUID id, Viewer viewer) {
        viewer.require(Permission.QUARANTINE_MANAGE);
        return records.find(id, viewer.inboxArray())
                .filter(record -> "quarantined".equals(record.outcome()))
                .flatMap(record -> store.raw(id))
                .orElseThrow(InboundMail::notQuarantined);
    }

    /** Takes a quarantined mail in once more, and says what became of it. */
    InboundRecord replay(UUID id, Viewer viewer) {
        viewer.require(Permission.QUARANTINE_MANAGE);
        if (!records.reopen(id, viewer.inboxArray())) {
            throw notQuarantined();
        }
        arrivals.take(List.of(id), held -> null);
        return records.find(id, viewer.inboxArray()).orElseThrow(InboundMail::notQuarantined);
    }

    void delete(UUID id, Viewer viewer) {
        viewer.require(Permission.QUARANTINE_MANAGE);
        if (!records.delete(id, viewer.inboxArray())) {
            throw notQuarantined();
        }
    }

    /** The mail that a message came in by, or went out as. */
    byte[] rawOf(UUID message, Viewer viewer) {
        if (messages.get(new MessageId(message), viewer).attachments().stream()
                .anyMatch(file -> file.withheld() != null)) {
            viewer.require(Permission.QUARANTINE_MANAGE);
        }
        return store.rawOf(message)
                .or(() -> outbox.raw(message))
                .orElseThrow(() -> Problem.notFound(
                        "message.no_raw", "This message is not a mail, or has not been rendered yet."));
    }

    private static Problem notQuarantined() {
        return Problem.notFound(
                "quarantine.not_found", "There is no such mail in the quarantine, or you may not see it.");
    }
}
