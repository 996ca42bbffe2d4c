package org.centrala.channels.email.imap;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Keeps a watch for each mailbox that fetches its mail, as the settings say at any time. */
@Component
public class ImapWatches implements SmartLifecycle {
    private static final Duration LOOK = Duration.ofSeconds(3);
    private static final Duration LONGEST_STOP = Duration.ofSeconds(3);
    private static final Logger log = LoggerFactory.getLogger(ImapWatches.class);

    private final ImapStore store;
    private final ImapDoor door;
    private final AccessTokens tokens;
    private final ImapSettings settings;
    private final FolderReader.Tools tools;
    private final Map<UUID, MailboxWatch> watches = new ConcurrentHashMap<>();
    private final Semaphore bell = new Semaphore(0);
    private volatile boolean running;

    ImapWatches(
            ImapStore store,
            ImapDoor door,
            ImapLeases leases,
            AccessTokens tokens,
            ImapSettings settings,
            TransactionTemplate transaction,
            Clock clock) {
        this.store = store;
        this.door = door;
        this.tokens = tokens;
        this.settings = settings;
        this.tools = new FolderReader.Tools(store, door, leases, transaction, settings, clock);
    }

    /** How far an import is: mails gone through, of how many. */
    public record Progress(int done, int total) {}

    /**
     * What a mailbox is doing.
     *
     * @param phase connecting, fetching, idle (the server tells of new mail), polling (it is asked) or failing
     * @param failingSince since when it fails without having worked in between
     */
    public record Fetching(
            String phase,
            Instant since,
            @Nullable Instant failingSince,
            @Nullable String lastError,
            @Nullable Instant lastErrorAt,
            @Nullable Instant lastFetchedAt,
            @Nullable Instant retryAt,
            @Nullable Progress progress) {}

    /** What these mailboxes are doing; one that was never looked at is missing. */
    public Map<UUID, Fetching> of(Collection<UUID> mailboxes) {
        var fetching = new HashMap<UUID, Fetching>();
        if (!mailboxes.isEmpty()) {
            store.states(mailboxes).forEach((mailbox, state) -> fetching.put(mailbox, fetching(state)));
        }
        return fetching;
    }

    private static Fetching fetching(ImapStore.State state) {
        return new Fetching(
                state.phase(),
                state.since(),
                state.failingSince(),
                state.lastError(),
                state.lastErrorAt(),
                state.lastFetchedAt(),
                state.retryAt(),
                state.total() == null ? null : new Progress(state.done(), state.total()));
    }

    /** The settings of a mailbox changed: waits a little until it was looked at, so that what is new counts from now. */
    public void changed(UUID mailbox, Duration patience) {
        try {
            reconcile();
            var watch = watches.get(mailbox);
            if (watch != null) {
                watch.awaitFirstLook(patience);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** Tries a failing mailbox again at once. */
    public void hurry(UUID mailbox) {
        var watch = watches.get(mailbox);
        if (watch != null) {
            watch.hurry();
        }
    }

    /** Tries settings that need not be stored yet, step by step. */
    public List<ImapCheck.Step> check(ImapAccount account) {
        return new ImapCheck(settings, tokens).check(account);
    }

    private void run() {
        while (running) {
            try {
                reconcile();
                tools.leases().extend().forEach(this::lost);
            } catch (RuntimeException away) {
                if (running) {
                    log.warn("Mailboxes to fetch cannot be looked up now: {}", away.toString());
                }
            }
            try {
                bell.tryAcquire(LOOK.toMillis(), TimeUnit.MILLISECONDS);
                bell.drainPermits();
            } catch (InterruptedException stopped) {
                return;
            }
        }
    }

    private void lost(UUID mailbox) {
        var watch = watches.get(mailbox);
        if (watch != null) {
            watch.cut();
        }
    }

    /** Starts, replaces and ends watches until they are what the settings say. */
    private synchronized void reconcile() {
        if (!running) {
            return;
        }
        var wanted = new HashMap<UUID, ImapAccount>();
        door.accounts().forEach(account -> wanted.put(account.mailbox(), account));
        watches.values().removeIf(watch -> {
            boolean same = watch.account().equals(wanted.get(watch.account().mailbox()));
            if (!same) {
                end(List.of(watch));
            }
            return !same;
        });
        wanted.forEach((mailbox, account) -> watches.computeIfAbsent(mailbox, key -> {
            var watch = new MailboxWatch(account, tools, tokens);
            watch.start();
            return watch;
        }));
    }

    private static void end(List<MailboxWatch> ending) {
        ending.forEach(MailboxWatch::stop);
        long until = System.nanoTime() + LONGEST_STOP.toNanos();
        for (var watch : ending) {
            try {
                watch.join(Duration.ofNanos(Math.max(1, until - System.nanoTime())));
            } catch (InterruptedException impatient) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void start() {
        running = true;
        Thread.ofVirtual().name("imap-watches").start(this::run);
    }

    @Override
    public void stop() {
        running = false;
        bell.release();
        synchronized (this) {
            end(new ArrayList<>(watches.values()));
            watches.clear();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** With the doors: after the log and the intake. */
    @Override
    public int getPhase() {
        return 0;
    }
}
