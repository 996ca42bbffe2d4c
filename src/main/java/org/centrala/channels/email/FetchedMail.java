package org.centrala.channels.email;

import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.centrala.channels.email.InboundStore.NewArrival;
import org.centrala.channels.email.InboundStore.Source;
import org.centrala.channels.email.imap.ImapAccount;
import org.centrala.channels.email.imap.ImapDoor;
import org.centrala.channels.email.parse.Addresses;
import org.centrala.customers.Address;
import org.centrala.platform.Actor;
import org.centrala.platform.DiskSpace;
import org.centrala.platform.Ids;
import org.centrala.platform.Secrets;
import org.centrala.platform.log.EventLog;
import org.centrala.platform.log.NewEvent;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Keeps what was fetched as the listener keeps what was brought: an inbound record first, all else afterwards. */
@Component
class FetchedMail implements ImapDoor {
    /** Where servers write down which address a mail was for, the surest first. */
    private static final List<String> FOR =
            List.of("delivered-to", "x-original-to", "envelope-to", "x-envelope-to", "to", "cc");

    private final EmailDoor door;
    private final InboundStore store;
    private final MailboxStore mailboxStore;
    private final MailboxCache mailboxes;
    private final IncomingRules rules;
    private final Secrets secrets;
    private final DiskSpace disk;
    private final EventLog log;
    private final Clock clock;

    FetchedMail(
            EmailDoor door,
            InboundStore store,
            MailboxStore mailboxStore,
            MailboxCache mailboxes,
            IncomingRules rules,
            Secrets secrets,
            DiskSpace disk,
            EventLog log,
            Clock clock) {
        this.door = door;
        this.store = store;
        this.mailboxStore = mailboxStore;
        this.mailboxes = mailboxes;
        this.rules = rules;
        this.secrets = secrets;
        this.disk = disk;
        this.log = log;
        this.clock = clock;
    }

    /** A mail that was read: small in memory, large on the disk. */
    private record Read(EmailDoor.Held held) implements Mail {
        @Override
        public @Nullable String messageId() {
            return held.mail().messageId();
        }
    }

    @Override
    public List<ImapAccount> accounts() {
        return mailboxStore.all().stream()
                .filter(row -> row.imap() != null)
                .map(row -> rules.account(row.id(), Objects.requireNonNull(row.imap())))
                .toList();
    }

    @Override
    public boolean full() {
        return disk.low();
    }

    @Override
    public Mail read(InputStream raw) throws IOException {
        return new Read(door.hold(raw));
    }

    @Override
    public void keep(ImapAccount account, Mail mail, Origin origin) {
        var held = ((Read) mail).held();
        var row = mailboxes.row(account.mailbox()).orElseThrow();
        var arrival = new NewArrival(
                Ids.next(),
                account.mailbox(),
                sender(held.mail()),
                recipient(held.mail(), row),
                held.mail().messageId(),
                held.hash(),
                clock.instant(),
                held.mail().size(),
                held.raw(),
                held.file(),
                null,
                "");
        store.insertFetched(arrival, source(origin), origin.imported(), origin.dated());
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                door.arrived(arrival);
            }
        });
    }

    private static Source source(Origin origin) {
        return origin.sent() ? Source.SENT : Source.IMAP;
    }

    @Override
    public void keepUnreadable(ImapAccount account, Origin origin, String reason) {
        var row = mailboxes.row(account.mailbox()).orElseThrow();
        var id = Ids.next();
        store.insertFetched(
                new NewArrival(
                        id,
                        account.mailbox(),
                        "",
                        row.address(),
                        null,
                        new byte[0],
                        clock.instant(),
                        0,
                        new byte[0],
                        null,
                        null,
                        ""),
                source(origin),
                origin.imported(),
                origin.dated());
        var where = reason + " (message " + origin.uid() + " of folder " + origin.folder() + ", still on its server)";
        store.decide(List.of(InboundStore.Decision.quarantined(id, where)), clock.instant());
    }

    /** The envelope's sender as the last server wrote it down; without that, the mail's author: no sender at all would mean a report. */
    private static String sender(RawMail mail) {
        var path = mail.header("return-path");
        if (!path.isEmpty()) {
            var first = Addresses.parse(path.getFirst());
            return first.isEmpty() ? "" : first.getFirst().address();
        }
        return mail.header("from").stream()
                .flatMap(from -> Addresses.parse(from).stream())
                .findFirst()
                .map(from -> from.address())
                .orElse("unknown@invalid");
    }

    /** Which of its addresses a mailbox was written to by. */
    private String recipient(RawMail mail, MailboxStore.Row row) {
        for (var name : FOR) {
            for (var value : mail.header(name)) {
                for (var address : Addresses.parse(value)) {
                    if (mailboxes.accepts(address.address()).filter(row::equals).isPresent()) {
                        return Address.normalEmail(address.address());
                    }
                }
            }
        }
        return row.address();
    }

    @Override
    public Set<Listed> known(UUID mailbox, Collection<Listed> mails) {
        return store.fetched(mailbox, mails);
    }

    @Override
    public boolean known(UUID mailbox, Mail mail) {
        var held = ((Read) mail).held();
        return store.fetchedNameless(mailbox, held.hash(), held.mail().size());
    }

    @Override
    public int waiting(UUID mailbox) {
        return store.waitingOf(mailbox);
    }

    @Override
    public void replaced(UUID mailbox, String before, String now) {
        mailboxes
                .row(mailbox)
                .map(MailboxStore.Row::imap)
                .filter(imap -> rules.account(mailbox, imap).secret() instanceof ImapAccount.Secret.OAuth2 grant
                        && grant.refreshToken().equals(before))
                .ifPresent(imap -> {
                    mailboxStore.refreshToken(mailbox, secrets.encrypt(now));
                    mailboxes.forget();
                });
    }

    @Override
    public void told(UUID mailbox, boolean failing) {
        mailboxStore
                .count(mailbox)
                .ifPresent(place -> log.append(NewEvent.of(
                                "mailbox",
                                mailbox,
                                place.sequence(),
                                failing ? "mailbox.failing" : "mailbox.recovered",
                                Actor.SYSTEM)
                        .inInbox(place.inbox())));
    }
}
