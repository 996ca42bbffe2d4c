package org.centrala.platform.log;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Runs every {@link LogConsumer}, each on a virtual thread of its own.
 *
 * <p>A consumer that runs once in the cluster takes a batch inside the transaction that holds its row and moves its
 * place, so effect and place are one. When a batch fails it is tried again with back-off, event by event, so that what
 * can be taken is taken; an event that fails {@value #TRIES} times is written down as a {@link DeadLetter} and passed.
 */
@Component
public class LogConsumers implements SmartLifecycle {
    static final int TRIES = 8;

    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);

    private static final Duration SWEEP = Duration.ofSeconds(1);
    private static final Logger log = LoggerFactory.getLogger(LogConsumers.class);

    private final EventLog events;
    private final LogConsumerStore store;
    private final TransactionTemplate transaction;
    private final List<LogConsumer> consumers;
    private final MeterRegistry meters;
    private final Duration firstPause;
    private final List<Follower> followers = new ArrayList<>();
    private volatile boolean running;

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
        this.meters = meters;
        this.firstPause = firstPause;
    }

    /** What could not be taken, newest first. */
    public List<DeadLetter> deadLetters() {
        return store.deadLetters();
    }

    /** Hands a buried event to its consumer once more; it stays buried when that fails again. */
    public void retry(String consumer, long position) {
        var one = consumers.stream().filter(each -> each.name().equals(consumer)).findFirst().orElseThrow();
        transaction.executeWithoutResult(status -> {
            store.lease(consumer).orElseThrow(() -> new IllegalStateException(consumer + " is busy"));
            if (store.unbury(consumer, position)) {
                one.take(events.read(position - 1, 1));
            }
        });
    }

    @Override
    public void start() {
        running = true;
        for (var consumer : consumers) {
            Follower follower =
                    switch (consumer) {
                        case LogConsumer.Projection projection -> new Leased(projection, 0);
                        case LogConsumer.Reactor reactor -> new Leased(reactor, events.head());
                        case LogConsumer.NodeProjection local -> new Local(local);
                    };
            followers.add(follower);
            Gauge.builder("centrala.log.lag", follower, Follower::lag)
                    .description("Events that a consumer of the log has not taken yet")
                    .tag("consumer", consumer.name())
                    .register(meters);
        }
        events.follow(position -> followers.forEach(follower -> follower.word.release()));
        followers.forEach(Follower::start);
    }

    @Override
    public void stop() {
        running = false;
        followers.forEach(Follower::stop);
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

        void stop() {
            var current = thread;
            thread = null;
            if (current != null) {
                current.interrupt();
                try {
                    current.join(Duration.ofSeconds(3));
                } catch (InterruptedException impatient) {
                    Thread.currentThread().interrupt();
                }
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
                    while (running && takeSome()) {}
                    failures = 0;
                } catch (InterruptedException stopped) {
                    return;
                } catch (RuntimeException failure) {
                    if (!running) {
                        return;
                    }
                    log.warn("Consumer {} failed after position {}: {}", consumer.name(), place, failure.toString());
                    pause(Math.min(LONGEST_PAUSE_SECONDS * 1000L, firstPause.toMillis() << Math.min(failures++, 10)));
                }
            }
        }

        private void pause(long millis) {
            try {
                Thread.sleep(millis);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private final class Leased extends Follower {
        private final long start;
        private boolean registered;

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
            if (events.seenHead() <= place && events.head() <= place) {
                return false;
            }
            try {
                return transaction.execute(status -> {
                    var lease = store.lease(consumer.name());
                    if (lease.isEmpty()) {
                        return false;
                    }
                    place = lease.get().position();
                    var limit = lease.get().attempts() == 0 ? EventLog.BATCH : 1;
                    var batch = events.read(place, limit);
                    if (batch.isEmpty()) {
                        return false;
                    }
                    try {
                        consumer.take(batch);
                    } catch (RuntimeException failure) {
                        throw new Refused(batch, lease.get().attempts(), failure);
                    }
                    var last = batch.getLast().position();
                    store.moveTo(consumer.name(), last);
                    place = last;
                    return true;
                });
            } catch (Refused refused) {
                refused(refused);
                throw refused;
            }
        }

        private void refused(Refused refused) {
            var error = refused.getMessage();
            if (refused.batch.size() > 1 || refused.attempts + 1 < TRIES) {
                store.failed(consumer.name(), error);
                return;
            }
            var position = refused.batch.getFirst().position();
            transaction.executeWithoutResult(status -> {
                store.bury(consumer.name(), position, error);
                store.moveTo(consumer.name(), position);
            });
            log.error("Consumer {} goes on without the event at {}: {}", consumer.name(), position, error);
        }
    }

    private static final class Refused extends RuntimeException {
        final transient List<Event> batch;
        final int attempts;

        Refused(List<Event> batch, int attempts, RuntimeException cause) {
            super(cause.toString(), cause);
            this.batch = batch;
            this.attempts = attempts;
        }
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
