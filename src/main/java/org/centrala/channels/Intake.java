package org.centrala.channels;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Takes what doors have accepted, a few at a time, until each has its outcome. A door nudges after its commit; a sweep
 * at the start and every second finds what a crash, a full queue or another node left. Truth is the door's own table:
 * a lost or doubled nudge changes delay, nothing else.
 */
@Component
public class Intake implements SmartLifecycle {
    private static final int WORKERS = 4;
    private static final int WAITING = 5000;
    private static final Duration SWEEP = Duration.ofSeconds(1);
    private static final Duration LONGEST_STOP = Duration.ofSeconds(4);
    private static final Logger log = LoggerFactory.getLogger(Intake.class);

    /** A way in, with rows that wait to be taken. */
    public interface Door {
        /** The oldest rows that wait, at most so many. */
        List<UUID> waiting(int limit);

        /** Takes one in its own transaction; says how long to wait before it is tried again, zero when it is done. */
        Duration take(UUID arrival);
    }

    private record Arrival(@Nullable Door door, UUID id) {}

    /** Tells a worker that waits to go home. */
    private static final Arrival END = new Arrival(null, new UUID(0, 0));

    private final List<Door> doors;
    private final LinkedBlockingQueue<Arrival> queue = new LinkedBlockingQueue<>(WAITING);
    private final Set<UUID> known = ConcurrentHashMap.newKeySet();
    private final List<Thread> threads = new CopyOnWriteArrayList<>();
    private volatile CountDownLatch stopping = new CountDownLatch(1);
    private volatile boolean running;

    Intake(List<Door> doors) {
        this.doors = doors;
    }

    /** Something was accepted; called after its commit. */
    public void nudge(Door door, UUID arrival) {
        offer(new Arrival(door, arrival));
    }

    private void offer(Arrival arrival) {
        if (running && known.add(arrival.id()) && !queue.offer(arrival)) {
            known.remove(arrival.id());
        }
    }

    private void work() {
        while (running) {
            Arrival arrival;
            try {
                arrival = queue.poll(1, TimeUnit.SECONDS);
            } catch (InterruptedException stopped) {
                return;
            }
            if (arrival != null && arrival.door() != null) {
                take(arrival, arrival.door());
            }
        }
    }

    private void take(Arrival arrival, Door door) {
        var again = SWEEP;
        try {
            again = door.take(arrival.id());
        } catch (RuntimeException failure) {
            if (running) {
                log.warn("An arrival waits for another try: {}", failure.toString());
            }
        }
        if (again.isZero()) {
            known.remove(arrival.id());
        } else {
            later(arrival, again);
        }
    }

    private void later(Arrival arrival, Duration pause) {
        Thread.ofVirtual().start(() -> {
            try {
                Thread.sleep(pause);
            } catch (InterruptedException stopped) {
                return;
            } finally {
                known.remove(arrival.id());
            }
            offer(arrival);
        });
    }

    private void sweep() {
        while (running) {
            try {
                for (var door : doors) {
                    if (queue.size() < WAITING / 2) {
                        door.waiting(WAITING / 2).forEach(id -> offer(new Arrival(door, id)));
                    }
                }
            } catch (RuntimeException away) {
                if (running) {
                    log.warn("Arrivals cannot be looked for now: {}", away.toString());
                }
            }
            try {
                if (stopping.await(SWEEP.toMillis(), TimeUnit.MILLISECONDS)) {
                    return;
                }
            } catch (InterruptedException stopped) {
                return;
            }
        }
    }

    @Override
    public void start() {
        running = true;
        stopping = new CountDownLatch(1);
        for (int i = 0; i < WORKERS; i++) {
            threads.add(Thread.ofVirtual().name("intake-" + i).start(this::work));
        }
        threads.add(Thread.ofVirtual().name("intake-sweep").start(this::sweep));
    }

    /** Each worker ends what it is at; what waits stays in the table. */
    @Override
    public void stop() {
        running = false;
        stopping.countDown();
        queue.clear();
        for (int i = 0; i < WORKERS; i++) {
            queue.offer(END);
        }
        known.clear();
        long until = System.nanoTime() + LONGEST_STOP.toNanos();
        for (var thread : threads) {
            try {
                if (!thread.join(Duration.ofNanos(Math.max(1, until - System.nanoTime())))) {
                    thread.interrupt();
                }
            } catch (InterruptedException impatient) {
                Thread.currentThread().interrupt();
            }
        }
        threads.clear();
        queue.clear();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** After the log, before the doors open. */
    @Override
    public int getPhase() {
        return -500;
    }
}
