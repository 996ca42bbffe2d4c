package org.centrala.channels.email.imap;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.centrala.channels.email.imap.ImapFailure.Kind;
import org.eclipse.angus.mail.iap.Argument;
import org.eclipse.angus.mail.iap.ProtocolException;
import org.eclipse.angus.mail.iap.Response;
import org.eclipse.angus.mail.imap.protocol.BASE64MailboxEncoder;
import org.eclipse.angus.mail.imap.protocol.BODY;
import org.eclipse.angus.mail.imap.protocol.FetchResponse;
import org.eclipse.angus.mail.imap.protocol.IMAPProtocol;
import org.eclipse.angus.mail.imap.protocol.IMAPResponse;
import org.eclipse.angus.mail.imap.protocol.INTERNALDATE;
import org.eclipse.angus.mail.imap.protocol.ListInfo;
import org.eclipse.angus.mail.imap.protocol.MailboxInfo;
import org.eclipse.angus.mail.imap.protocol.RFC822SIZE;
import org.eclipse.angus.mail.imap.protocol.UID;
import org.jspecify.annotations.Nullable;

/**
 * One connection to an IMAP server, used by one thread. Only UIDs are spoken of, so that nothing depends on what else
 * happens to the folder; each answer has a time limit, and {@link #abort} ends whatever it is at from another thread.
 */
final class ImapConnection implements AutoCloseable {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d-MMM-uuuu", Locale.ENGLISH);

    private final ImapAccount account;
    private final Socket socket;
    private final IMAPProtocol protocol;
    private final int timeout;

    /** A folder as it was opened. */
    record Opened(long validity, long next, int messages) {}

    /** A message as it is listed; the header's fields only when they were asked for. */
    record Listed(
            long uid, Instant dated, long size, @Nullable String header) {}

    ImapConnection(ImapAccount account, Socket socket, IMAPProtocol protocol, int timeout) {
        this.account = account;
        this.socket = socket;
        this.protocol = protocol;
        this.timeout = timeout;
    }

    static ImapFailure failure(ProtocolException failure, ImapAccount account) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException broken) {
                return ImapFailure.of(broken, account.host(), account.port(), true);
            }
        }
        var response = failure.getResponse();
        return response == null
                ? new ImapFailure(Kind.REFUSED, account.host() + " does not speak IMAP: " + failure.getMessage())
                : ImapFailure.of(response, Kind.REFUSED, account.host() + " refused", account.host(), account.port());
    }

    boolean secured() {
        return protocol.isSSL();
    }

    boolean offers(String capability) {
        return protocol.hasCapability(capability);
    }

    /** Signs in with a password. */
    void signIn(String password) throws ImapFailure {
        if (protocol.isAuthenticated()) {
            return;
        }
        try {
            if (offers("LOGINDISABLED")) {
                if (!offers("AUTH=PLAIN")) {
                    throw new ImapFailure(
                            Kind.SIGN_IN,
                            account.host() + " takes no password on this connection: choose TLS or STARTTLS");
                }
                protocol.authplain(null, account.username(), password);
            } else {
                protocol.login(account.username(), password);
            }
            learn();
        } catch (ProtocolException refused) {
            throw signInFailed(refused);
        }
    }

    /** Signs in with an access token (XOAUTH2). */
    void signInWithToken(String accessToken) throws ImapFailure {
        try {
            protocol.authoauth2(account.username(), accessToken);
            learn();
        } catch (ProtocolException refused) {
            throw signInFailed(refused);
        }
    }

    /** What a server can do often grows by signing in. */
    private void learn() throws ProtocolException {
        if (!offers("IDLE") || !offers("UIDPLUS") || !offers("MOVE")) {
            protocol.capability();
        }
    }

    private ImapFailure signInFailed(ProtocolException refused) {
        var response = refused.getResponse();
        if (response == null || response.isBYE() && response.getException() != null) {
            return failure(refused, account);
        }
        return new ImapFailure(
                Kind.SIGN_IN,
                account.host() + " refused the sign-in of " + account.username() + ": " + ImapFailure.said(response),
                refused);
    }

    Opened select(String folder, boolean readOnly) throws ImapFailure {
        try {
            MailboxInfo info = readOnly ? protocol.examine(folder) : protocol.select(folder);
            if (info.uidvalidity < 0 || info.uidNotSticky) {
                throw new ImapFailure(Kind.FOLDER, "The server numbers the mails of " + folder + " anew each time");
            }
            long next = info.uidnext > 0 ? info.uidnext : last() + 1;
            return new Opened(info.uidvalidity, next, Math.max(0, info.total));
        } catch (ProtocolException failure) {
            throw notOpened(folder, failure);
        }
    }

    private ImapFailure notOpened(String folder, ProtocolException failure) {
        var response = failure.getResponse();
        return response != null && (response.isNO() || response.isBAD())
                ? new ImapFailure(
                        Kind.FOLDER,
                        "The folder " + folder + " cannot be opened: " + ImapFailure.said(response),
                        failure)
                : failure(failure, account);
    }

    private long last() throws ImapFailure {
        var all = find(1, 0, "");
        return all.length == 0 ? 0 : all[all.length - 1];
    }

    /** The next UID of a folder that is not open, and its validity: whether it is worth opening. */
    long[] status(String folder) throws ImapFailure {
        try {
            var status = protocol.status(folder, new String[] {"UIDNEXT", "UIDVALIDITY"});
            return new long[] {status.uidvalidity, status.uidnext};
        } catch (ProtocolException failure) {
            throw notOpened(folder, failure);
        }
    }

    /** Names of folders and their special uses, in lower case. */
    Map<String, List<String>> folders() throws ImapFailure {
        var responses = command("LIST \"\" \"*\"", null, Kind.REFUSED, "The folders cannot be listed");
        var folders = new HashMap<String, List<String>>();
        for (var response : responses) {
            if (response instanceof IMAPResponse list && list.keyEquals("LIST")) {
                try {
                    var info = new ListInfo(list);
                    if (info.name != null && info.canOpen) {
                        folders.put(
                                info.name,
                                Arrays.stream(info.attrs)
                                        .map(use -> use.toLowerCase(Locale.ROOT))
                                        .toList());
                    }
                } catch (ProtocolException | RuntimeException unreadable) {
                    // one odd name does not hide the others
                }
            }
        }
        return folders;
    }

    /** The UIDs from one on, in order; up to {@code to} unless that is 0; only of mails the server got on a day or later. */
    long[] search(long from, long to, @Nullable LocalDate since) throws ImapFailure {
        return find(from, to, since == null ? "" : " SINCE " + DAY.format(since));
    }

    /** Whether the folder holds anything that the server got before a day. */
    boolean holdsBefore(LocalDate day) throws ImapFailure {
        return find(1, 0, " BEFORE " + DAY.format(day)).length > 0;
    }

    private long[] find(long from, long to, String more) throws ImapFailure {
        var command = "UID SEARCH UID " + from + ":" + (to == 0 ? "*" : Long.toString(to)) + more;
        var responses = command(command, null, Kind.REFUSED, "The folder cannot be searched");
        var uids = new ArrayList<Long>();
        for (var response : responses) {
            if (response instanceof IMAPResponse found && found.keyEquals("SEARCH")) {
                for (long uid = found.readLong(); uid != -1; uid = found.readLong()) {
                    // n:* names the last mail even when its number is below n
                    if (uid >= from && (to == 0 || uid <= to)) {
                        uids.add(uid);
                    }
                }
            }
        }
        return uids.stream().mapToLong(Long::longValue).sorted().distinct().toArray();
    }

    /** What the server says of each of these mails; those that are gone are missing. */
    List<Listed> list(List<Long> uids, boolean withHeader) throws ImapFailure {
        var items = "(UID INTERNALDATE RFC822.SIZE"
                + (withHeader ? " BODY.PEEK[HEADER.FIELDS (MESSAGE-ID RECEIVED DATE)])" : ")");
        var listed = new ArrayList<Listed>();
        var wanted = new HashSet<>(uids);
        for (var set : UidSets.of(uids)) {
            for (var fetched : fetch(set, items)) {
                var uid = fetched.getItem(UID.class);
                var date = fetched.getItem(INTERNALDATE.class);
                var size = fetched.getItem(RFC822SIZE.class);
                if (uid != null && wanted.remove(uid.uid)) {
                    var body = fetched.getItem(BODY.class);
                    listed.add(new Listed(
                            uid.uid,
                            date == null || date.getDate() == null
                                    ? Instant.EPOCH
                                    : date.getDate().toInstant(),
                            size == null ? 0 : size.size,
                            body == null ? null : new String(bytes(body), StandardCharsets.ISO_8859_1)));
                }
            }
        }
        return listed;
    }

    /** Small mails whole, by UID; those that are gone are missing. */
    Map<Long, byte[]> whole(List<Long> uids) throws ImapFailure {
        var mails = new HashMap<Long, byte[]>();
        for (var set : UidSets.of(uids)) {
            for (var fetched : fetch(set, "(UID BODY.PEEK[])")) {
                var uid = fetched.getItem(UID.class);
                var body = fetched.getItem(BODY.class);
                if (uid != null && body != null) {
                    mails.put(uid.uid, bytes(body));
                }
            }
        }
        return mails;
    }

    private static byte[] bytes(BODY body) {
        var content = body.getByteArray();
        return content == null
                ? new byte[0]
                : Arrays.copyOfRange(content.getBytes(), content.getStart(), content.getStart() + content.getCount());
    }

    /** One large mail, piece by piece. */
    InputStream stream(long uid) {
        return new MailPieces(at -> piece(uid, at));
    }

    /** The next bytes of a mail, fewer than {@link MailPieces#SIZE} only at its end. */
    private byte[] piece(long uid, long at) throws ImapFailure {
        byte[] bytes = null;
        for (var fetched : fetch(Long.toString(uid), "(UID BODY.PEEK[]<" + at + "." + MailPieces.SIZE + ">)")) {
            var body = fetched.getItem(BODY.class);
            if (body != null) {
                bytes = bytes(body);
            }
        }
        if (bytes == null) {
            throw new ImapFailure(
                    Kind.BROKEN, account.host() + " gave no more of message " + uid + " after " + at + " bytes");
        }
        return bytes;
    }

    private List<FetchResponse> fetch(String set, String items) throws ImapFailure {
        var fetched = new ArrayList<FetchResponse>();
        for (var response : command("UID FETCH " + set + " " + items, null, Kind.REFUSED, "Mail cannot be fetched")) {
            if (response instanceof FetchResponse one) {
                fetched.add(one);
            }
        }
        return fetched;
    }

    void seen(Collection<Long> uids) throws ImapFailure {
        for (var set : UidSets.of(uids)) {
            command("UID STORE " + set + " +FLAGS.SILENT (\\Seen)", null, Kind.REFUSED, "Mail cannot be marked");
        }
    }

    /** Moves to a folder, which is made when it is missing. */
    void move(Collection<Long> uids, String folder) throws ImapFailure {
        for (var set : UidSets.of(uids)) {
            if (offers("MOVE")) {
                into("UID MOVE " + set, folder);
            } else {
                into("UID COPY " + set, folder);
                delete(set);
            }
        }
    }

    private void into(String command, String folder) throws ImapFailure {
        try {
            command(command, name(folder), Kind.FOLDER, "Mail cannot be moved to " + folder);
        } catch (ImapFailure missing) {
            if (missing.kind() != Kind.FOLDER) {
                throw missing;
            }
            command("CREATE", name(folder), Kind.FOLDER, "The folder " + folder + " cannot be made");
            command(command, name(folder), Kind.FOLDER, "Mail cannot be moved to " + folder);
        }
    }

    void delete(Collection<Long> uids) throws ImapFailure {
        for (var set : UidSets.of(uids)) {
            delete(set);
        }
    }

    /** Without UIDPLUS they stay, marked as deleted: a plain EXPUNGE would take away what others have marked, too. */
    private void delete(String set) throws ImapFailure {
        command("UID STORE " + set + " +FLAGS.SILENT (\\Deleted)", null, Kind.REFUSED, "Mail cannot be deleted");
        if (offers("UIDPLUS")) {
            command("UID EXPUNGE " + set, null, Kind.REFUSED, "Mail cannot be deleted");
        }
    }

    /**
     * Waits until the folder changes, at most so long; whether there may be new mail. The server's answer at the end
     * proves that it lives: one that is gone is noticed then.
     */
    boolean idle(Duration atMost) throws ImapFailure {
        var ended = new AtomicBoolean();
        long until = System.nanoTime() + atMost.toNanos();
        Thread bell = null;
        try {
            protocol.idleStart();
            bell = Thread.ofVirtual().name("imap-bell").start(() -> {
                try {
                    Thread.sleep(atMost);
                    endIdle(ended);
                } catch (InterruptedException earlier) {
                    // new mail ended it
                }
            });
            boolean news = false;
            boolean more = true;
            while (more) {
                long left = Math.max(0, TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime()));
                timeout((ended.get() ? 0 : left) + timeout);
                var response = protocol.readIdleResponse();
                news |= response instanceof IMAPResponse change
                        && (change.keyEquals("EXISTS") || change.keyEquals("RECENT"));
                more = response != null && protocol.processIdleResponse(response);
                if (news && more) {
                    endIdle(ended);
                }
            }
            timeout(timeout);
            return news;
        } catch (ProtocolException failure) {
            throw failure(failure, account);
        } finally {
            if (bell != null) {
                bell.interrupt();
            }
        }
    }

    private void endIdle(AtomicBoolean ended) {
        if (ended.compareAndSet(false, true)) {
            protocol.idleAbort();
        }
    }

    void noop() throws ImapFailure {
        command("NOOP", null, Kind.REFUSED, "The server does not answer");
    }

    private void timeout(long millis) throws ImapFailure {
        try {
            socket.setSoTimeout(Math.toIntExact(millis));
        } catch (IOException closed) {
            throw ImapFailure.of(closed, account.host(), account.port(), true);
        }
    }

    private Response[] command(String command, @Nullable Argument arguments, Kind kind, String what)
            throws ImapFailure {
        var responses = protocol.command(command, arguments);
        var last = responses[responses.length - 1];
        if (last.isOK() && last.isTagged()) {
            return responses;
        }
        if (last.isBYE()) {
            protocol.disconnect();
        }
        throw ImapFailure.of(last, kind, what, account.host(), account.port());
    }

    private static Argument name(String folder) {
        return new Argument().writeString(BASE64MailboxEncoder.encode(folder));
    }

    /** Where the server keeps what is sent: by its special use, else by a usual name. */
    Optional<String> sentFolder() throws ImapFailure {
        return SentFolders.among(folders());
    }

    /** Ends the connection at once, whatever another thread is waiting for on it. */
    void abort() {
        try {
            socket.close();
        } catch (IOException gone) {
            // it was to end anyway
        }
    }

    /** Says goodbye, but does not wait long for an answer. */
    @Override
    public void close() {
        try {
            socket.setSoTimeout(1000);
            protocol.logout();
        } catch (IOException | ProtocolException gone) {
            // it was to end anyway
        }
        abort();
    }
}
