package org.centrala.platform.log;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import org.centrala.platform.Ids;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The one append-only log.
 *
 * <p><b>Why positions come after the commit.</b> A number drawn inside a transaction is visible only when that
 * transaction commits, so a reader that follows numbers would pass over a writer that commits late. Here a command
 * inserts its event, in its own transaction, into {@code event_incoming}. After commits one stamper at a time, across
 * all nodes, holds an advisory transaction lock, moves the committed rows in order of insertion to {@code event_log}
 * and numbers them on from the highest position. Positions are therefore dense, appear in order, and what has appeared
 * never gets a smaller neighbour later. A rolled-back writer leaves nothing. Events of one stream keep their order,
 * since a stream's writers queue on its row lock and insert under it. Nobody waits for a long transaction, and no lock
 * is held at the commit of a command, so group commit stays whole. See ADR 0030.
 *
 * <p>The stamper is nudged after each commit on this node and looks by itself every {@value #SWEEP_MILLIS} ms, for
 * commits of other nodes and lost nudges. The first nudge after a rest is answered at once; while they keep coming it
 * stamps every {@value #BREATH_MILLIS} ms, so that one commit of its own, and one waking of each consumer, serve all
 * events of that time. A stamping takes some 0.6 ms, and 0.07 ms more for each thousand of dead rows that a snapshot held
 * open elsewhere (a backup) keeps in {@code event_incoming}; when it takes longer it also rests longer.
 */
@Component
public class EventLog implements SmartLifecycle {
    /** At most so many events are stamped in one transaction and read in one go. */
    public static final int BATCH = 500;

    /** So many positions are looked through for the events that a viewer may read. */
    public static final int WINDOW = 100_000;

    private static final long SWEEP_MILLIS = 500;
    private static final long BREATH_MILLIS = 20;
    private static final long BREATHS_PER_STAMP = 3;
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);
    private static final Duration LONGEST_STOP = Duration.ofSeconds(3);
    private static final Logger log = LoggerFactory.getLogger(EventLog.class);

    private final EventLogStore store;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final Semaphore nudges = new Semaphore(0);
    private final List<LongConsumer> followers = new CopyOnWriteArrayList<>();
    private final AtomicLong head = new AtomicLong();
    private volatile @Nullable Thread stamper;

    EventLog(EventLogStore store, TransactionTemplate transaction, Clock clock) {
        this.store = store;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** Appends the facts of a command; must be called inside the transaction that makes them true. */
    public void append(NewEvent... events) {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("An event is appended in the transaction of its change");
        }
        store.insert(List.of(events), Ids::next, clock.instant());
        nudgeAfterCommit();
    }

    /** At most {@code limit} events after a position, in order. */
    public List<Event> read(long after, int limit) {
        return store.read(after, limit);
    }

    /**
     * At most {@code limit} events among the next {@value #WINDOW} after a position that the viewer of these inboxes may
     * read; {@code all} adds those of no inbox. The window keeps whoever sees little from having all of the log read.
     */
    public List<Event> read(long after, int limit, UUID[] inboxes, boolean all) {
        return store.readVisible(after, after + WINDOW, limit, inboxes, all);
    }

    /** What has happened to one thing after a place in its stream, also what has no position yet (then 0), in order. */
    public List<Event> stream(UUID streamId, long afterSequence) {
        return store.stream(streamId, afterSequence);
    }

    /** The highest position given; 0 when the log is empty. */
    public long head() {
        return head.accumulateAndGet(store.head(), Math::max);
    }

    /** The highest position that this node has seen, without asking the database. */
    public long seenHead() {
        return head.get();
    }

    /** Tells the listener of each new head, on the stamper's thread: it must only pass the word on. */
    public void follow(LongConsumer listener) {
        followers.add(listener);
    }

    /** Tells the listener no more. */
    public void unfollow(LongConsumer listener) {
        followers.remove(listener);
    }

    /** Waits until the log has an event after the position or the time is over; the truth is to be read then. */
    public void await(long after, Duration atMost) throws InterruptedException {
        var word = new Semaphore(0);
        LongConsumer listener = position -> word.release();
        follow(listener);
        try {
            if (head() <= after) {
                word.tryAcquire(atMost.toMillis(), TimeUnit.MILLISECONDS);
            }
        } finally {
            unfollow(listener);
        }
    }

    private void nudgeAfterCommit() {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                nudges.release();
            }
        });
    }

    private void stampForever() {
        while (Thread.currentThread().equals(stamper)) {
            try {
                var nudged = nudges.tryAcquire(SWEEP_MILLIS, TimeUnit.MILLISECONDS);
                nudges.drainPermits();
                var began = System.nanoTime();
                while (stampOnce() == BATCH) {}
                if (nudged) {
                    breathe(Duration.ofNanos(System.nanoTime() - began).toMillis());
                }
            } catch (InterruptedException stopped) {
                return;
            } catch (RuntimeException | Error failure) {
                if (!Thread.currentThread().equals(stamper)) {
                    return;
                }
                log.warn("Events get no position for now, trying again: {}", failure.toString());
                pause();
            }
        }
    }

    private static void breathe(long tookMillis) throws InterruptedException {
        Thread.sleep(Math.clamp(BREATHS_PER_STAMP * tookMillis, BREATH_MILLIS, SWEEP_MILLIS));
    }

    /** Moves one batch of committed events to the log; returns how many. */
    int stampOnce() {
        int moved = transaction.execute(status -> store.tryStamperLock() ? store.stamp(BATCH) : 0);
        var now = store.head();
        if (now > head.getAndAccumulate(now, Math::max)) {
            followers.forEach(follower -> follower.accept(now));
        }
        return moved;
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_AFTER_FAILURE);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void start() {
        head();
        var thread = Thread.ofVirtual().name("event-stamper").unstarted(this::stampForever);
        stamper = thread;
        thread.start();
    }

    /** Lets the stamper end the batch it is at: an interrupt would tear its connection. */
    @Override
    public void stop() {
        var running = stamper;
        stamper = null;
        if (running != null) {
            nudges.release();
            endOf(running, LONGEST_STOP);
        }
    }

    /** Waits for a thread that has been told to end, and interrupts it when it takes too long. */
    static void endOf(Thread thread, Duration atMost) {
        try {
            if (!thread.join(atMost.isNegative() ? Duration.ZERO : atMost)) {
                thread.interrupt();
                thread.join(Duration.ofMillis(500));
            }
        } catch (InterruptedException impatient) {
            thread.interrupt();
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return stamper != null;
    }

    /** Starts before everything that follows the log and stops after it. */
    @Override
    public int getPhase() {
        return -1000;
    }
}
