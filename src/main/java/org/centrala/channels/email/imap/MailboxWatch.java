package org.centrala.channels.email.imap;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.centrala.channels.email.imap.ImapFailure.Kind;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches the mail of one mailbox on a thread of its own, for as long as it runs: connects, takes in what is new, waits
 * to be told of more. Whatever fails is tried again after a pause that grows; nothing of it is anybody else's matter.
 */
final class MailboxWatch {
    private static final int TELL_AFTER = 2;
    private static final Duration PROBE = Duration.ofSeconds(5);
    private static final Duration IMPORT_PAUSE = Duration.ofMillis(100);
    /** How often it is looked whether the node that fetches the mailbox has left it. */
    private static final Duration ELSEWHERE = Duration.ofSeconds(5);

    private static final int FOLDERS_ANEW = 10;
    private static final Logger log = LoggerFactory.getLogger(MailboxWatch.class);

    private final ImapAccount account;
    private final FolderReader.Tools tools;
    private final AccessTokens tokens;
    private final FolderReader inbox;
    private final CountDownLatch looked = new CountDownLatch(1);
    private final Semaphore bell = new Semaphore(0);
    private @Nullable FolderReader sent;
    private boolean healthy;
    private int failures;
    private String phase = "";
    private volatile boolean stopped;
    private volatile @Nullable Socket socket;
    private volatile @Nullable Thread thread;

    MailboxWatch(ImapAccount account, FolderReader.Tools tools, AccessTokens tokens) {
        this.account = account;
        this.tools = tools;
        this.tokens = tokens;
        this.inbox = new FolderReader(account, account.folder(), false, tools);
    }

    ImapAccount account() {
        return account;
    }

    void start() {
        thread = Thread.ofVirtual().name("imap-" + account.mailbox()).start(this::run);
    }

    /** Ends it; the connection is cut rather than waited for. */
    void stop() {
        stopped = true;
        bell.release();
        cut();
    }

    void join(Duration atMost) throws InterruptedException {
        var running = thread;
        if (running != null) {
            running.join(atMost);
        }
    }

    /** Tries again now, whatever pause is on. */
    void hurry() {
        bell.release();
    }

    /** Waits until the mailbox was looked at once, well or not. */
    boolean awaitFirstLook(Duration atMost) throws InterruptedException {
        return looked.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Ends what it is at; unless it is to end altogether it begins anew. */
    void cut() {
        var open = socket;
        if (open != null) {
            try {
                open.close();
            } catch (IOException gone) {
                // it was to end anyway
            }
        }
    }

    private void run() {
        while (!stopped) {
            try {
                if (tools.leases().take(account.mailbox())) {
                    watch();
                } else {
                    looked.countDown();
                    pause(ELSEWHERE);
                }
            } catch (ImapStore.CursorMoved moved) {
                log.debug("Mailbox {}: {}", account.mailbox(), moved.getMessage());
                pause(tools.settings().retry());
            } catch (ImapFailure failure) {
                failed(failure);
            } catch (RuntimeException failure) {
                if (!stopped) {
                    log.warn("Mailbox {} cannot be fetched now", account.mailbox(), failure);
                    failed(new ImapFailure(Kind.OURS, "Mail cannot be taken in: " + failure.getMessage(), failure));
                }
            } finally {
                cut();
                looked.countDown();
            }
        }
        try {
            tools.leases().release(account.mailbox());
        } catch (RuntimeException away) {
            log.debug("The lease of mailbox {} ends by itself: {}", account.mailbox(), away.toString());
        }
    }

    private void watch() throws ImapFailure {
        phase("connecting");
        try (var connection = connect()) {
            inbox.open(connection);
            findSent(connection);
            long sentAt = System.nanoTime();
            for (int round = 0; !stopped; round++) {
                boolean news = inbox.catchUp(connection) > 0;
                news |= inbox.backlog(connection) > 0;
                boolean pollSent = System.nanoTime() >= sentAt;
                if (pollSent) {
                    news |= readSent(connection, round > 0 && round % FOLDERS_ANEW == 0);
                    sentAt = System.nanoTime() + tools.settings().poll().toNanos();
                }
                boolean finished = finish(connection);
                wentWell(news, finished);
                if (inbox.hasBacklog() || sent != null && sent.hasBacklog()) {
                    phase("fetching");
                    sentAt = inbox.hasBacklog() ? sentAt : 0;
                    pause(IMPORT_PAUSE);
                } else if (connection.offers("IDLE")) {
                    phase("idle");
                    connection.idle(tools.settings().poll());
                } else {
                    phase("polling");
                    pause(tools.settings().poll());
                    connection.noop();
                }
            }
        }
    }

    /** Mail that cannot be marked or moved is somebody's matter to mend, but comes in all the same. */
    private boolean finish(ImapConnection connection) throws ImapFailure {
        try {
            inbox.finish(connection);
            return true;
        } catch (ImapFailure failure) {
            if (failure.kind() != Kind.REFUSED && failure.kind() != Kind.FOLDER) {
                throw failure;
            }
            if (healthy || failures == 0) {
                healthy = false;
                failures = 1;
                written(failure, tools.settings().poll(), true);
                phase = "failing";
            }
            return false;
        }
    }

    private ImapConnection connect() throws ImapFailure {
        var connection = ImapConnector.open(account, tools.settings(), opened -> {
            socket = opened;
            if (stopped) {
                cut();
            }
        });
        try {
            switch (account.secret()) {
                case ImapAccount.Secret.Password(var password) -> connection.signIn(password);
                case ImapAccount.Secret.OAuth2 grant ->
                    connection.signInWithToken(
                            tokens.of(account.mailbox(), grant, tools.settings().timeout()));
                case ImapAccount.Secret.Unreadable() ->
                    throw new ImapFailure(
                            Kind.OURS, "The password cannot be read with this installation's key: enter it again");
            }
            return connection;
        } catch (ImapFailure failure) {
            if (failure.kind() == Kind.SIGN_IN) {
                tokens.forget(account.mailbox());
            }
            connection.close();
            throw failure;
        }
    }

    /** A Sent folder that is missing or cannot be opened does not keep mail from coming in. */
    private void findSent(ImapConnection connection) throws ImapFailure {
        var configured = account.sentFolder();
        if (configured != null && configured.isEmpty()) {
            sent = null;
            return;
        }
        var folder = configured != null ? configured : connection.sentFolder().orElse(null);
        if (folder == null || folder.equals(account.folder())) {
            sent = null;
        } else if (sent == null || !sent.folder().equals(folder)) {
            sent = new FolderReader(account, folder, true, tools);
        }
    }

    private boolean readSent(ImapConnection connection, boolean anew) throws ImapFailure {
        boolean news = false;
        boolean left = anew;
        var reader = sent;
        try {
            if (reader != null) {
                var status = connection.status(reader.folder());
                if (reader.changed(status[0], status[1])) {
                    left = true;
                    reader.open(connection);
                    news = reader.catchUp(connection) > 0;
                    news |= !inbox.hasBacklog() && reader.backlog(connection) > 0;
                }
            }
        } catch (ImapFailure failure) {
            if (failure.kind() != Kind.FOLDER) {
                throw failure;
            }
            left = true;
            log.warn("Mailbox {}: {}", account.mailbox(), failure.getMessage());
        }
        if (left) {
            inbox.open(connection);
        }
        return news;
    }

    private void phase(String now) {
        if (!phase.equals(now)) {
            tools.store().phase(account.mailbox(), now, now());
            phase = now;
        }
    }

    private void wentWell(boolean news, boolean finished) {
        if (news) {
            tools.store().fetched(account.mailbox(), now());
        }
        if (!healthy && finished) {
            healthy = true;
            failures = 0;
            boolean told = Boolean.TRUE.equals(tools.transaction().execute(status -> {
                boolean before = tools.store().recovered(account.mailbox());
                if (before) {
                    tools.door().told(account.mailbox(), false);
                }
                return before;
            }));
            if (told) {
                log.info("Mailbox {} is fetched again", account.mailbox());
            }
        }
        looked.countDown();
    }

    private void failed(ImapFailure failure) {
        if (stopped) {
            return;
        }
        healthy = false;
        failures++;
        phase = "failing";
        var pause = pause(failures);
        written(failure, pause, failures >= TELL_AFTER || failure.needsSomebody());
        log.info("Mailbox {} waits {} s: {}", account.mailbox(), pause.toSeconds(), failure.kind());
        looked.countDown();
        waitFor(pause, failure.kind() == Kind.UNREACHABLE);
    }

    private void written(ImapFailure failure, Duration pause, boolean tell) {
        try {
            tools.transaction().executeWithoutResult(status -> {
                var at = now();
                tools.store().failed(account.mailbox(), String.valueOf(failure.getMessage()), at, at.plus(pause));
                if (tell && tools.store().tell(account.mailbox())) {
                    tools.door().told(account.mailbox(), true);
                }
            });
        } catch (RuntimeException away) {
            log.warn("What ails mailbox {} cannot be written down: {}", account.mailbox(), away.toString());
        }
    }

    /** Doubles from try to try, and is never the same for two mailboxes: a server that comes back is not stormed. */
    private Duration pause(int failures) {
        long first = tools.settings().retry().toMillis();
        long longest = tools.settings().longestRetry().toMillis();
        long whole = Math.min(longest, first << Math.min(20, failures - 1));
        return Duration.ofMillis(whole - ThreadLocalRandom.current().nextLong(whole / 4 + 1));
    }

    /** Waits; for a server that was not there, only until it takes connections again. */
    private void waitFor(Duration pause, boolean probing) {
        long until = System.nanoTime() + pause.toNanos();
        bell.drainPermits();
        while (!stopped) {
            long left = until - System.nanoTime();
            if (left <= 0 || pause(Duration.ofNanos(probing ? Math.min(left, PROBE.toNanos()) : left))) {
                return;
            }
            if (probing && answers()) {
                return;
            }
        }
    }

    private boolean answers() {
        try (var probe = new Socket()) {
            var address = ImapConnector.resolve(account.host(), tools.settings().connect());
            probe.connect(
                    new InetSocketAddress(address, account.port()),
                    Math.toIntExact(tools.settings().connect().toMillis()));
            return true;
        } catch (IOException | ImapFailure away) {
            return false;
        }
    }

    /** Whether somebody rang meanwhile. */
    private boolean pause(Duration duration) {
        try {
            return bell.tryAcquire(Math.max(1, duration.toMillis()), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stop) {
            return true;
        }
    }

    private Instant now() {
        return tools.clock().instant();
    }
}
