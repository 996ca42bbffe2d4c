package org.centrala.channels.email.imap;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.centrala.channels.email.imap.ImapConnection.Listed;
import org.centrala.channels.email.imap.ImapFailure.Kind;
import org.centrala.channels.email.imap.ImapStore.Cursor;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Takes one folder in. New mail is what lies above the place that is kept in the database and moves on in the
 * transaction that keeps the mail: a crash neither loses nor doubles. Older mail that is wanted, and all mail after the
 * server has numbered its mails anew, is the backlog: it is gone through beside new mail, a few at a time.
 */
final class FolderReader {
    private static final int BATCH = 50;
    private static final long GROUP_BYTES = 512 * 1024;
    private static final int MOST_WAITING = 100;
    private static final int TRIES = 6;
    private static final int SAMPLE = 500;

    /** How much younger than its own date a mail may look, when the server's dates are no help. */
    private static final Duration DOUBT = Duration.ofDays(2);

    private final ImapAccount account;
    private final String folder;
    private final boolean sent;
    private final Tools tools;
    private final Map<Long, Integer> tries = new HashMap<>();
    private @Nullable Cursor cursor;
    private long @Nullable [] pending;
    private int pendingAt;
    private long nextImport;

    /** What every reader needs. */
    record Tools(
            ImapStore store,
            ImapDoor door,
            ImapLeases leases,
            TransactionTemplate transaction,
            ImapSettings settings,
            Clock clock) {}

    FolderReader(ImapAccount account, String folder, boolean sent, Tools tools) {
        this.account = account;
        this.folder = folder;
        this.sent = sent;
        this.tools = tools;
    }

    String folder() {
        return folder;
    }

    /** Opens the folder and finds the place in it. */
    void open(ImapConnection connection) throws ImapFailure {
        boolean readOnly = sent || account.after() instanceof ImapAccount.After.Nothing;
        var opened = connection.select(folder, readOnly);
        var known = tools.store().cursor(account.mailbox(), folder).orElse(null);
        if (known == null
                || !known.account().equals(account.id())
                || known.validity() != opened.validity()
                || opened.next() <= known.lastUid()) {
            known = begin(connection, opened, known);
        } else if (sinceChanged(known)) {
            known = backlog(known, true);
        }
        cursor = known;
        pending = null;
        tools.store().looked(known, opened.messages(), tools.clock().instant());
    }

    /** A first look, or one after all numbers have changed. */
    private Cursor begin(ImapConnection connection, ImapConnection.Opened opened, @Nullable Cursor before)
            throws ImapFailure {
        boolean doubtful = before != null
                && before.account().equals(account.id())
                && before.messages() > 0
                && datedAnew(connection, before.lookedAt());
        long last = before == null ? lastFromBefore(connection, opened.next() - 1) : opened.next() - 1;
        var fresh = new Cursor(
                account.mailbox(),
                folder,
                account.id(),
                opened.validity(),
                last,
                account.since().word(),
                0,
                last,
                0,
                null,
                before != null,
                doubtful,
                opened.messages(),
                tools.clock().instant());
        tools.transaction().executeWithoutResult(status -> {
            tools.store().forgetAfter(account.mailbox(), folder);
            tools.store().begin(fresh);
        });
        return fresh;
    }

    /**
     * Behind which mail everything has come after the mailbox was connected. That is new, however long the first look took:
     * it waits behind no import. Told by the server's dates, for at that moment nobody asked the server for its numbers.
     */
    private long lastFromBefore(ImapConnection connection, long last) throws ImapFailure {
        var all = connection.search(1, last, null);
        long before = last;
        for (int end = all.length; end > 0; end -= BATCH) {
            var batch = new ArrayList<Long>();
            for (int i = Math.max(0, end - BATCH); i < end; i++) {
                batch.add(all[i]);
            }
            var listed = new ArrayList<>(connection.list(batch, false));
            listed.sort(Comparator.comparingLong(Listed::uid).reversed());
            for (var mail : listed) {
                if (mail.dated().isBefore(afterStart())) {
                    return before;
                }
                before = mail.uid() - 1;
            }
        }
        return before;
    }

    /** Dates are of whole seconds: a mail of the very second in which the mailbox began is older. */
    private Instant afterStart() {
        return Instant.ofEpochSecond(account.started().getEpochSecond() + 1);
    }

    /** Whether everything in the folder claims to have come after it was last looked at, though it was not empty then. */
    private boolean datedAnew(ImapConnection connection, Instant lookedAt) throws ImapFailure {
        var day = lookedAt.atZone(ZoneOffset.UTC).toLocalDate();
        if (connection.holdsBefore(day)) {
            return false;
        }
        var all = connection.search(1, 0, null);
        var first = new ArrayList<Long>();
        for (int i = 0; i < Math.min(SAMPLE, all.length); i++) {
            first.add(all[i]);
        }
        return !first.isEmpty()
                && connection.list(first, false).stream()
                        .allMatch(mail -> mail.dated().isAfter(lookedAt));
    }

    /** Somebody wants older mail than before: all is gone through once more, and what is known is passed over. */
    private boolean sinceChanged(Cursor known) {
        return !account.since().word().equals(known.backlogSince())
                && !account.since().now();
    }

    private Cursor backlog(Cursor known, boolean resync) {
        var wider = new Cursor(
                known.mailbox(),
                known.folder(),
                known.account(),
                known.validity(),
                known.lastUid(),
                account.since().word(),
                0,
                known.lastUid(),
                0,
                null,
                resync,
                known.doubtful(),
                known.messages(),
                known.lookedAt());
        tools.store().begin(wider);
        return wider;
    }

    private Cursor cursor() {
        return Objects.requireNonNull(cursor, "the folder was opened");
    }

    /** Takes new mail in; returns how many. */
    int catchUp(ImapConnection connection) throws ImapFailure {
        int taken = 0;
        var uids = connection.search(cursor().lastUid() + 1, 0, null);
        for (int from = 0; from < uids.length; from += BATCH) {
            var batch = slice(uids, from);
            var mails = new ArrayList<>(connection.list(batch, false));
            mails.sort(Comparator.comparingLong(Listed::uid));
            long upTo = batch.getLast();
            taken += take(connection, mails, false, upTo, 0);
        }
        return taken;
    }

    private static List<Long> slice(long[] uids, int from) {
        var slice = new ArrayList<Long>();
        for (int i = from; i < Math.min(uids.length, from + BATCH); i++) {
            slice.add(uids[i]);
        }
        return slice;
    }

    boolean hasBacklog() {
        return cursor().hasBacklog();
    }

    /** Takes a few of the older mails in, unless it is too early for more: nothing may wait behind them. */
    int backlog(ImapConnection connection) throws ImapFailure {
        if (!hasBacklog() || System.nanoTime() < nextImport || tools.door().waiting(account.mailbox()) > MOST_WAITING) {
            return 0;
        }
        var from = oldest();
        if (pending == null) {
            pending = connection.search(
                    cursor().backlogUid() + 1,
                    cursor().backlogEnd(),
                    from == null || cursor().doubtful()
                            ? null
                            : from.atZone(ZoneOffset.UTC).toLocalDate().minusDays(1));
            pendingAt = 0;
        }
        var uids = pending;
        int done = cursor().done();
        int total = done + uids.length - pendingAt;
        if (pendingAt >= uids.length) {
            tools.store().advanceBacklog(cursor(), cursor().backlogEnd(), done, total);
            cursor = tools.store().cursor(account.mailbox(), folder).orElseThrow(ImapStore.CursorMoved::new);
            return 0;
        }
        var batch = slice(uids, pendingAt);
        var mails = wanted(connection.list(batch, cursor().resync()), from);
        int taken = take(connection, mails, true, batch.getLast(), batch.size());
        pendingAt += batch.size();
        nextImport = System.nanoTime()
                + Duration.ofSeconds(taken).toNanos()
                        / Math.max(1, tools.settings().importPerSecond());
        return taken;
    }

    /** The moment from which on mail is wanted; null for all of it. */
    private @Nullable Instant oldest() {
        var since = account.since();
        if (since.now()) {
            return afterStart();
        }
        var day = since.day();
        return day == null ? null : day.atStartOfDay(ZoneId.systemDefault()).toInstant();
    }

    /** Those of older mails that are to be taken in: young enough, and not known already. */
    private List<Listed> wanted(List<Listed> mails, @Nullable Instant from) {
        var wanted = new ArrayList<Listed>();
        for (var mail : mails) {
            var old = from != null
                    && (cursor().doubtful()
                            ? believed(mail).isBefore(from.minus(DOUBT))
                            : mail.dated().isBefore(from));
            if (!old) {
                wanted.add(mail);
            }
        }
        if (cursor().resync()) {
            var listed = new HashMap<Long, ImapDoor.Listed>();
            for (var mail : wanted) {
                var id = ListedHeader.messageId(mail.header());
                if (id != null) {
                    listed.put(mail.uid(), new ImapDoor.Listed(id, mail.size()));
                }
            }
            var known = tools.door().known(account.mailbox(), listed.values());
            wanted.removeIf(mail -> listed.containsKey(mail.uid()) && known.contains(listed.get(mail.uid())));
        }
        wanted.sort(Comparator.comparingLong(Listed::uid));
        return wanted;
    }

    private Instant believed(Listed mail) {
        if (!cursor().doubtful()) {
            return mail.dated();
        }
        var own = ListedHeader.date(mail.header());
        return own == null ? mail.dated() : own;
    }

    /** Takes mails in, several small ones at a time; the place ends behind {@code upTo}, whatever is missing before. */
    private int take(ImapConnection connection, List<Listed> mails, boolean backlog, long upTo, int counted)
            throws ImapFailure {
        int taken = 0;
        int at = 0;
        do {
            var group = new ArrayList<Listed>();
            long bytes = 0;
            while (at < mails.size()
                    && (group.isEmpty()
                            || bytes + mails.get(at).size() <= GROUP_BYTES
                                    && !tries.containsKey(mails.get(at).uid())
                                    && !tries.containsKey(group.getFirst().uid()))) {
                bytes += mails.get(at).size();
                group.add(mails.get(at++));
            }
            boolean last = at >= mails.size();
            taken += takeGroup(
                    connection, group, backlog, last ? upTo : group.getLast().uid(), last ? counted : 0);
        } while (at < mails.size());
        return taken;
    }

    private record Fetched(
            Listed listed,
            ImapDoor.@Nullable Mail mail,
            @Nullable String unreadable) {}

    private int takeGroup(ImapConnection connection, List<Listed> group, boolean backlog, long upTo, int counted)
            throws ImapFailure {
        if (!group.isEmpty() && tools.door().full()) {
            throw new ImapFailure(Kind.OURS, "The disk is nearly full: mail stays on its server until there is room");
        }
        var fetched = fetch(connection, group);
        var cursor = cursor();
        int kept = Objects.requireNonNull(tools.transaction().execute(status -> {
            int count = 0;
            var uids = new ArrayList<Long>();
            for (var one : fetched) {
                var origin = new ImapDoor.Origin(
                        folder,
                        one.listed().uid(),
                        sent,
                        backlog && believed(one.listed()).isBefore(afterStart()),
                        believed(one.listed()));
                if (one.mail() == null) {
                    tools.door().keepUnreadable(account, origin, Objects.requireNonNull(one.unreadable()));
                } else if (!(backlog
                        && one.mail().messageId() == null
                        && tools.door().known(account.mailbox(), one.mail()))) {
                    tools.door().keep(account, one.mail(), origin);
                    uids.add(one.listed().uid());
                    count++;
                }
            }
            if (!sent && !(account.after() instanceof ImapAccount.After.Nothing) && !uids.isEmpty()) {
                tools.store().addAfter(cursor, uids);
            }
            if (backlog) {
                int done = cursor.done() + counted;
                int rest = pending == null ? 0 : pending.length - pendingAt;
                tools.store().advanceBacklog(cursor, upTo, done, cursor.done() + rest);
            } else {
                tools.store().advance(cursor, upTo);
            }
            return count;
        }));
        this.cursor = tools.store().cursor(account.mailbox(), folder).orElseThrow(ImapStore.CursorMoved::new);
        group.forEach(mail -> tries.remove(mail.uid()));
        return kept;
    }

    private List<Fetched> fetch(ImapConnection connection, List<Listed> group) throws ImapFailure {
        var fetched = new ArrayList<Fetched>();
        var small = new ArrayList<Long>();
        for (var mail : group) {
            if (mail.size() <= GROUP_BYTES) {
                small.add(mail.uid());
            }
        }
        try {
            var whole = small.isEmpty() ? Map.<Long, byte[]>of() : connection.whole(small);
            for (var mail : group) {
                if (mail.size() > tools.settings().maximumSize()) {
                    fetched.add(new Fetched(mail, null, "imap.tooLarge: " + mail.size() + " bytes"));
                } else if (mail.size() > GROUP_BYTES) {
                    fetched.add(new Fetched(mail, tools.door().read(connection.stream(mail.uid())), null));
                } else if (whole.containsKey(mail.uid())) {
                    fetched.add(new Fetched(
                            mail,
                            tools.door().read(new ByteArrayInputStream(Objects.requireNonNull(whole.get(mail.uid())))),
                            null));
                } else if (!connection.list(List.of(mail.uid()), false).isEmpty()) {
                    throw new ImapFailure(
                            Kind.REFUSED, "The server lists message " + mail.uid() + " but does not hand it over");
                }
            }
            return fetched;
        } catch (ImapFailure failure) {
            return givenUp(group, failure);
        } catch (IOException failure) {
            return givenUp(
                    group,
                    failure.getCause() instanceof ImapFailure told
                            ? told
                            : new ImapFailure(Kind.OURS, "Mail cannot be kept: " + failure.getMessage(), failure));
        }
    }

    /** A single mail that failed again and again, while all else works, stops nobody: it is written down and passed over. */
    private List<Fetched> givenUp(List<Listed> group, ImapFailure failure) throws ImapFailure {
        group.forEach(mail -> tries.merge(mail.uid(), 1, Integer::sum));
        if (group.size() != 1
                || failure.kind() == Kind.OURS
                || tries.getOrDefault(group.getFirst().uid(), 0) < TRIES) {
            throw failure;
        }
        return List.of(new Fetched(group.getFirst(), null, "imap.unreadable: " + failure.getMessage()));
    }

    /** Marks or moves what was kept; what is not done now is done next time. */
    void finish(ImapConnection connection) throws ImapFailure {
        if (sent || account.after() instanceof ImapAccount.After.Nothing) {
            return;
        }
        for (var uids = tools.store().after(cursor(), SAMPLE);
                !uids.isEmpty();
                uids = tools.store().after(cursor(), SAMPLE)) {
            switch (account.after()) {
                case ImapAccount.After.Nothing() -> {}
                case ImapAccount.After.Seen() -> connection.seen(uids);
                case ImapAccount.After.Move(var target) -> connection.move(uids, target);
                case ImapAccount.After.Delete() -> connection.delete(uids);
            }
            tools.store().doneAfter(cursor(), uids);
        }
    }

    /** Whether a folder that is not open has changed since. */
    boolean changed(long validity, long next) {
        return cursor == null || cursor.validity() != validity || cursor.lastUid() + 1 != next || cursor.hasBacklog();
    }
}
