package org.centrala.channels;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Sends what is due, a few at a time. Each message is leased while it is carried; the lease of a process that died ends
 * within half a minute, and another takes the message up, with the same bytes and the same name.
 */
@Component
public class Outbox implements SmartLifecycle {
    /** How long a lease lasts that nobody extends. */
    public static final Duration LEASE = Duration.ofSeconds(30);

    private static final int AT_ONCE = 6;
    private static final Duration HEARTBEAT = Duration.ofSeconds(8);
    private static final Duration SHORTEST_SLEEP = Duration.ofMillis(20);
    private static final Duration LONGEST_SLEEP = Duration.ofSeconds(1);
    private static final Duration LONGEST_STOP = Duration.ofSeconds(5);
    private static final Logger log = LoggerFactory.getLogger(Outbox.class);

    /** The carriers, each with the messages that it carries at the moment. */
    private final Map<Carrier, Set<UUID>> carriers;

    private final Clock clock;
    private final Semaphore nudges = new Semaphore(0);
    private final Semaphore free = new Semaphore(AT_ONCE);
    private volatile boolean running;
    private volatile @Nullable Thread heart;

    Outbox(List<Carrier> carriers, Clock clock) {
        this.carriers = carriers.stream()
                .collect(Collectors.toUnmodifiableMap(carrier -> carrier, carrier -> ConcurrentHashMap.newKeySet()));
        this.clock = clock;
    }

    /** Something may be due sooner than anybody knew. */
    public void nudge() {
        nudges.release();
    }

    private void run() {
        while (running) {
            var sleep = LONGEST_SLEEP;
            try {
                for (var carrier : carriers.entrySet()) {
                    sleep = shorter(sleep, dispatch(carrier.getKey(), carrier.getValue()));
                }
            } catch (RuntimeException away) {
                if (running) {
                    log.warn("Nothing can be sent now: {}", away.toString());
                }
            }
            try {
                nudges.tryAcquire(sleep.toMillis() + 1, TimeUnit.MILLISECONDS);
                nudges.drainPermits();
            } catch (InterruptedException stopped) {
                return;
            }
        }
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private Duration dispatch(Carrier carrier, Set<UUID> carried) {
        int room = free.availablePermits();
        if (room == 0) {
            return LONGEST_SLEEP;
        }
        for (var parcel : carrier.due(room)) {
            // Its lease may end in an outage while it is still carried here: it must not be sent beside itself.
            if (!carried.add(parcel.message())) {
                continue;
            }
            free.acquireUninterruptibly();
            Thread.ofVirtual().name("outbox-" + parcel.message()).start(() -> carry(carrier, parcel, carried));
        }
        return carrier.nextDue()
                .map(due -> Duration.between(clock.instant(), due))
                .map(wait -> wait.compareTo(SHORTEST_SLEEP) < 0 ? SHORTEST_SLEEP : wait)
                .orElse(LONGEST_SLEEP);
    }

    private void carry(Carrier carrier, Carrier.Parcel parcel, Set<UUID> carried) {
        try {
            carrier.carry(parcel);
        } catch (RuntimeException failure) {
            log.error("Message {} could not be carried, its lease will end", parcel.message(), failure);
        } finally {
            carried.remove(parcel.message());
            free.release();
            nudge();
        }
    }

    private void beat() {
        while (running) {
            try {
                Thread.sleep(HEARTBEAT);
                carriers.forEach((carrier, carried) -> {
                    var messages = List.copyOf(carried);
                    if (!messages.isEmpty()) {
                        carrier.extend(messages);
                    }
                    carrier.tidy();
                });
            } catch (InterruptedException stopped) {
                return;
            } catch (RuntimeException away) {
                log.warn("Leases cannot be extended now: {}", away.toString());
            }
        }
    }

    @Override
    public void start() {
        running = true;
        Thread.ofVirtual().name("outbox").start(this::run);
        heart = Thread.ofVirtual().name("outbox-heart").start(this::beat);
    }

    /** What is on the wire may finish; what is not is taken up again after the next start. */
    @Override
    public void stop() {
        running = false;
        nudge();
        if (heart != null) {
            heart.interrupt();
        }
        try {
            if (!free.tryAcquire(AT_ONCE, LONGEST_STOP.toMillis(), TimeUnit.MILLISECONDS)) {
                log.warn("Some messages were still being sent at the stop; they will be taken up again");
            } else {
                free.release(AT_ONCE);
            }
        } catch (InterruptedException impatient) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** After the log and its consumers. */
    @Override
    public int getPhase() {
        return -400;
    }
}
