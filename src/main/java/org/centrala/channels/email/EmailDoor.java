package org.centrala.channels.email;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.centrala.channels.Intake;
import org.centrala.channels.email.InboundStore.Accepted;
import org.centrala.channels.email.InboundStore.NewArrival;
import org.centrala.channels.email.smtp.MailDoor;
import org.centrala.platform.DiskSpace;
import org.centrala.platform.Ids;
import org.centrala.platform.files.Files;
import org.centrala.platform.postgres.DatabaseServer;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** Where mail is left: durable in its inbound record, one for each mailbox, before anybody says so. */
@Component
class EmailDoor implements MailDoor, Intake.Door {
    private static final int FRESH_BYTES = 32 * 1024 * 1024;
    private static final int LONGEST_ENVELOPE = 320;

    private final MailboxCache mailboxes;
    private final InboundStore store;
    private final Files files;
    private final DiskSpace disk;
    private final DatabaseServer database;
    private final Arrivals arrivals;
    private final Intake intake;
    private final GroupCommit commit;
    private final Clock clock;

    /** What was just accepted, so that it need not be read back; whoever is late reads it from the row. */
    private final Cache<UUID, Accepted> fresh = Caffeine.newBuilder()
            .maximumWeight(FRESH_BYTES)
            .weigher((UUID id, Accepted mail) -> mail.raw().length + 200)
            .expireAfterWrite(Duration.ofMinutes(1))
            .build();

    EmailDoor(
            MailboxCache mailboxes,
            InboundStore store,
            Files files,
            DiskSpace disk,
            DatabaseServer database,
            Arrivals arrivals,
            @Lazy Intake intake,
            GroupCommit commit,
            Clock clock) {
        this.mailboxes = mailboxes;
        this.store = store;
        this.files = files;
        this.disk = disk;
        this.database = database;
        this.arrivals = arrivals;
        this.intake = intake;
        this.commit = commit;
        this.clock = clock;
    }

    @Override
    public Optional<UUID> mailbox(String address) {
        return mailboxes.accepts(address).map(MailboxStore.Row::id);
    }

    @Override
    public boolean full() {
        return disk.low();
    }

    @Override
    public boolean away() {
        return !database.healthy();
    }

    @Override
    public void keep(Sender sender, List<Recipient> recipients, InputStream message) throws IOException {
        var held = hold(message);
        var id = held.mail().messageId();
        var now = clock.instant();
        var rows = new ArrayList<NewArrival>(recipients.size());
        for (var recipient : recipients) {
            rows.add(new NewArrival(
                    Ids.next(),
                    recipient.mailbox(),
                    envelope(sender.address()),
                    envelope(recipient.address()),
                    id,
                    held.hash(),
                    now,
                    held.mail().size(),
                    held.raw(),
                    held.file(),
                    sender.client(),
                    envelope(sender.helo())));
        }
        commit.insert(rows);
        rows.forEach(this::arrived);
    }

    /** A mail that was read to its end: small in memory, large in a file. */
    record Held(
            RawMail mail,
            byte[] hash,
            byte @Nullable [] raw,
            @Nullable String file) {}

    /** Reads a mail; a large one is durable in a file before this returns. */
    Held hold(InputStream message) throws IOException {
        var mail = new RawMail(message);
        var beginning = mail.readNBytes(Files.LARGE + 1);
        boolean large = beginning.length > Files.LARGE;
        var file = large ? files.put(new SequenceInputStream(new ByteArrayInputStream(beginning), mail)) : null;
        return new Held(mail, mail.bodyHash(), large ? null : beginning, file);
    }

    /** A mail is durable in its record: it can be worked on. */
    void arrived(NewArrival arrival) {
        if (arrival.raw() != null) {
            fresh.put(arrival.id(), new Accepted(arrival.raw(), arrival.evidence()));
        }
        intake.nudge(this, arrival.id());
    }

    private static String envelope(String address) {
        var clean = address.replace("\0", "");
        return clean.length() <= LONGEST_ENVELOPE ? clean : clean.substring(0, LONGEST_ENVELOPE);
    }

    @Override
    public List<UUID> waiting(int limit) {
        return store.waiting(clock.instant(), limit);
    }

    @Override
    public Map<UUID, Duration> take(List<UUID> waiting) {
        var again = arrivals.take(waiting, fresh::getIfPresent);
        waiting.stream().filter(id -> !again.containsKey(id)).forEach(fresh::invalidate);
        return again;
    }
}
