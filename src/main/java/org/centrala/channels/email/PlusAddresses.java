package org.centrala.channels.email;

import java.time.Clock;
import java.util.UUID;
import org.centrala.channels.email.InboundStore.Source;
import org.centrala.channels.email.InboundStore.Waiting;
import org.centrala.channels.email.MailboxStore.Plus;
import org.centrala.channels.email.parse.ParsedMail;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What is known of whether mail to an address with a plus arrives in a mailbox. */
@Component
class PlusAddresses {
    private final MailboxCache mailboxes;
    private final MailboxStore store;
    private final Clock clock;

    PlusAddresses(MailboxCache mailboxes, MailboxStore store, Clock clock) {
        this.mailboxes = mailboxes;
        this.store = store;
        this.clock = clock;
    }

    /** Writes down how far the trial is; whether that is news. */
    boolean now(UUID mailbox, Plus state, @Nullable String message) {
        boolean news = store.plus(mailbox, state, message, clock.instant());
        if (news) {
            mailboxes.forget();
        }
        return news;
    }

    /** Our own mail was fetched: if it is the one that was sent for trial, plus addresses work. */
    void cameBack(Waiting waiting, ParsedMail mail) {
        mailboxes.row(waiting.mailbox()).ifPresent(row -> {
            var imap = row.imap();
            if (imap != null
                    && waiting.source() == Source.IMAP
                    && mail.messageId() != null
                    && mail.messageId().equals(imap.plusMessage())) {
                now(row.id(), Plus.WORKS, null);
            }
        });
    }
}
