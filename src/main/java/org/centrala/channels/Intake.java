package org.centrala.channels;

import static java.util.stream.Collectors.toMap;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
 * Takes what doors have accepted, together what waits together, until each has its outcome. A door nudges after its commit; a sweep
 * at the start and every second finds what a crash, a full queue or another node left. Truth is the door's own table:
 * a lost or doubled nudge changes delay, nothing else.
 */
@Component
public class Intake implements SmartLifecycle {
    private static final int WORKERS = 3;
    /** So many are taken together at most: most of what a message costs the database it costs by the statement. */
    private static final int TOGETHER = 50;

    /** While arrivals keep coming a worker begins no more often than this, so that more are taken together. */
    private static final Duration BREATH = Duration.ofMillis(50);

    private static final int WAITING = 5000;
    private static final Duration SWEEP = Duration.ofSeconds(1);
    private static final Duration LONGEST_STOP = Duration.ofSeconds(4);
    private static final Logger log = LoggerFactory.getLogger(Intake.class);

    /** A way in, with rows that wait to be taken. */
    public interface Door {
        /** The oldest rows that wait, at most so many. */
        List<UUID> waiting(int limit);

        /**
         * Takes some, together where it can; says of each that needs another try how long to wait for that. The others
         * have their outcome.
         */
        Map<UUID, Duration> take(List<UUID> arrivals);
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
        var rested = System.nanoTime();
        while (running) {
            Arrival arrival;
            try {
                arrival = queue.poll(1, TimeUnit.SECONDS);
                if (queue.size() < TOGETHER) {
                    Thread.sleep(Duration.ofNanos(Math.max(0, rested - System.nanoTime())));
                }
            } catch (InterruptedException stopped) {
                return;
            }
            rested = System.nanoTime() + BREATH.toNanos();
            if (arrival != null && arrival.door() != null) {
                var together = new ArrayList<Arrival>();
                together.add(arrival);
                queue.drainTo(together, TOGETHER - 1);
                var byDoor = new LinkedHashMap<Door, List<Arrival>>();
                for (var one : together) {
                    if (one.door() != null) {
                        byDoor.computeIfAbsent(one.door(), door -> new ArrayList<>())
                                .add(one);
                    }
                }
                byDoor.forEach(this::take);
            }
        }
    }

    private void take(Door door, List<Arrival> arrivals) {
        Map<UUID, Duration> again;
        try {
            again = door.take(arrivals.stream().map(Arrival::id).toList());
        } catch (RuntimeException | Error failure) {
            if (running) {
                log.warn("{} arrivals wait for another try: {}", arrivals.size(), failure.toString());
            }
            again = arrivals.stream().collect(toMap(Arrival::id, arrival -> SWEEP));
        }
        for (var arrival : arrivals) {
            var pause = again.get(arrival.id());
            if (pause == null) {
                known.remove(arrival.id());
            } else {
                later(arrival, pause);
            }
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
