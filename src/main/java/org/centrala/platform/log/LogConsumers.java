package org.centrala.platform.log;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import org.centrala.platform.Outage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Runs every {@link LogConsumer}, each on a virtual thread of its own.
 *
 * <p>A consumer that runs once in the cluster takes a batch inside the transaction that holds its row and moves its
 * place, so effect and place are one. When a batch fails it is tried again with back-off, event by event until its end,
 * so that what can be taken is taken; an event that fails {@value #TRIES} times is written down as a {@link DeadLetter}
 * and passed. A database that cannot be reached, or has no room, is waited for and counts as no try.
 */
@Component
public class LogConsumers implements SmartLifecycle {
    static final int TRIES = 8;

    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);

    private static final Duration SWEEP = Duration.ofSeconds(1);
    private static final Duration LONGEST_STOP = Duration.ofSeconds(3);
    private static final int LONGEST_ERROR = 1000;
    private static final Logger log = LoggerFactory.getLogger(LogConsumers.class);

    private final EventLog events;
    private final LogConsumerStore store;
    private final TransactionTemplate transaction;
    private final List<LogConsumer> consumers;
    private final Duration firstPause;
    private final List<Follower> followers = new CopyOnWriteArrayList<>();
    private final LongConsumer listener = position -> followers.forEach(follower -> follower.word.release());
    private volatile boolean running;
    private volatile CountDownLatch stopping = new CountDownLatch(1);

    @Autowired
    LogConsumers(
            EventLog events,
            LogConsumerStore store,
            TransactionTemplate transaction,
            List<LogConsumer> consumers,
            MeterRegistry meters) {
        this(events, store, transaction, consumers, meters, FIRST_PAUSE);
    }

    /** With another pause after the first failure, which doubles with each further one. */
    LogConsumers(
            EventLog events,
            LogConsumerStore store,
            TransactionTemplate transaction,
            List<LogConsumer> consumers,
            MeterRegistry meters,
            Duration firstPause) {
        this.events = events;
        this.store = store;
        this.transaction = transaction;
        this.consumers = consumers;
        this.firstPause = firstPause;
        consumers.forEach(consumer -> Gauge.builder("centrala.log.lag", this, self -> self.lag(consumer))
                .description("Events that a consumer of the log has not taken yet")
                .tag("consumer", consumer.name())
                .register(meters));
    }

    /** What could not be taken, newest first. */
    public List<DeadLetter> deadLetters() {
        return store.deadLetters();
    }

    /** Hands a buried event to its consumer once more; it stays buried when that fails again. */
    public void retry(String consumer, long position) {
        var one = consumers.stream()
                .filter(each -> each.name().equals(consumer))
                .findFirst()
                .orElseThrow();
        transaction.executeWithoutResult(status -> {
            store.waitForLease(consumer);
            if (store.unbury(consumer, position)) {
                one.take(events.read(position - 1, 1));
            }
        });
    }

    @Override
    public void start() {
        running = true;
        stopping = new CountDownLatch(1);
        for (var consumer : consumers) {
            followers.add(
                    switch (consumer) {
                        case LogConsumer.Projection projection -> new Leased(projection, 0);
                        case LogConsumer.Reactor reactor -> new Leased(reactor, events.head());
                        case LogConsumer.NodeProjection local -> new Local(local);
                    });
        }
        events.follow(listener);
        followers.forEach(Follower::start);
    }

    /** Lets each consumer end the batch it is at: an interrupt would tear its connection. */
    @Override
    public void stop() {
        running = false;
        stopping.countDown();
        events.unfollow(listener);
        var deadline = System.nanoTime() + LONGEST_STOP.toNanos();
        followers.forEach(follower -> follower.word.release());
        followers.forEach(follower -> follower.stop(Duration.ofNanos(deadline - System.nanoTime())));
        followers.clear();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return -900;
    }

    private double lag(LogConsumer consumer) {
        return followers.stream()
                .filter(follower -> follower.consumer.equals(consumer))
                .mapToDouble(Follower::lag)
                .sum();
    }

    private static String describe(Throwable failure) {
        var text = failure.toString().replace("\0", "");
        return text.length() <= LONGEST_ERROR ? text : text.substring(0, LONGEST_ERROR);
    }

    /** One consumer's thread: wait for word of new events, take them, step back when it fails. */
    private abstract class Follower {
        private static final int LONGEST_PAUSE_SECONDS = 30;
        final Semaphore word = new Semaphore(1);
        final LogConsumer consumer;
        volatile long place;
        private int failures;
        private volatile @Nullable Thread thread;

        Follower(LogConsumer consumer) {
            this.consumer = consumer;
        }

        /** Takes the next batch; returns whether there may be more. */
        abstract boolean takeSome();

        void start() {
            thread = Thread.ofVirtual().name("log-" + consumer.name()).start(this::run);
        }

        void stop(Duration atMost) {
            var current = thread;
            thread = null;
            if (current != null) {
                EventLog.endOf(current, atMost);
            }
        }

        double lag() {
            return Math.max(0, events.seenHead() - place);
        }

        private void run() {
            while (running) {
                try {
                    word.tryAcquire(SWEEP.toMillis(), TimeUnit.MILLISECONDS);
                    word.drainPermits();
                    while (running && takeSome()) {
                        failures = 0;
                    }
                    failures = 0;
                } catch (InterruptedException stopped) {
                    return;
                } catch (RuntimeException | Error failure) {
                    if (!running) {
                        return;
                    }
                    log.warn("Consumer {} failed after position {}: {}", consumer.name(), place, describe(failure));
                    pause(Math.min(LONGEST_PAUSE_SECONDS * 1000L, firstPause.toMillis() << Math.min(failures++, 10)));
                }
            }
        }

        private void pause(long millis) {
            try {
                stopping.await(millis, TimeUnit.MILLISECONDS);
                word.release();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private final class Leased extends Follower {
        private final long start;
        private boolean registered;

        /** The end of a batch that failed: up to there events are taken one by one, or the bad one would stop each batch. */
        private long carefulUntil;

        Leased(LogConsumer consumer, long start) {
            super(consumer);
            this.start = start;
        }

        @Override
        boolean takeSome() {
            if (!registered) {
                store.register(consumer.name(), start);
                place = store.position(consumer.name());
                registered = true;
            }
            if (events.seenHead() <= place) {
                return false;
            }
            var attempt = new Attempt();
            try {
                boolean took = transaction.execute(status -> take(attempt));
                if (took) {
                    place = attempt.batch.getLast().position();
                }
                return took;
            } catch (RuntimeException | Error failure) {
                if (Outage.is(failure) || failure instanceof DataAccessResourceFailureException) {
                    throw failure;
                }
                if (buried(attempt, failure)) {
                    return true;
                }
                throw failure;
            }
        }

        private boolean take(Attempt attempt) {
            var lease = store.lease(consumer.name());
            if (lease.isEmpty()) {
                return false;
            }
            place = lease.get().position();
            attempt.before = lease.get().attempts();
            var careful = attempt.before > 0 || place < carefulUntil;
            attempt.batch = events.read(place, careful ? 1 : EventLog.BATCH);
            if (attempt.batch.isEmpty()) {
                return false;
            }
            consumer.take(attempt.batch);
            store.moveTo(consumer.name(), attempt.batch.getLast().position());
            return true;
        }

        private boolean buried(Attempt attempt, Throwable failure) {
            if (attempt.batch.isEmpty()) {
                return false;
            }
            if (attempt.batch.size() > 1) {
                carefulUntil = attempt.batch.getLast().position();
                return false;
            }
            var error = describe(failure);
            if (attempt.before + 1 < TRIES) {
                store.failed(consumer.name(), error);
                return false;
            }
            var position = attempt.batch.getFirst().position();
            transaction.executeWithoutResult(status -> {
                store.bury(consumer.name(), position, error);
                store.moveTo(consumer.name(), position);
            });
            log.error("Consumer {} goes on without the event at {}: {}", consumer.name(), position, error);
            return true;
        }
    }

    /** What one transaction of a consumer tried. */
    private static final class Attempt {
        List<Event> batch = List.of();
        int before;
    }

    private final class Local extends Follower {
        private boolean started;

        Local(LogConsumer.NodeProjection consumer) {
            super(consumer);
        }

        @Override
        boolean takeSome() {
            if (!started) {
                place = ((LogConsumer.NodeProjection) consumer).start(events.head());
                started = true;
            }
            if (events.seenHead() <= place) {
                return false;
            }
            var batch = events.read(place, EventLog.BATCH);
            if (batch.isEmpty()) {
                return false;
            }
            consumer.take(batch);
            place = batch.getLast().position();
            return true;
        }
    }
}
