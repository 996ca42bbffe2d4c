package org.centrala.customers;

import java.time.Duration;
import java.util.HashSet;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Goes on with erasures in the background, piece by piece, also with those that another node has left behind. */
@Component
class ErasureWork implements SmartLifecycle {
    private static final Duration EVERY = Duration.ofSeconds(1);
    private static final Logger log = LoggerFactory.getLogger(ErasureWork.class);

    private final Erasures erasures;
    private volatile boolean running;
    private volatile @Nullable Thread thread;

    ErasureWork(Erasures erasures) {
        this.erasures = erasures;
    }

    private void run() {
        while (running) {
            try {
                var waiting = new HashSet<UUID>();
                while (running && erasures.piece(waiting) != Erasures.Step.NOTHING) {
                    Thread.yield();
                }
            } catch (RuntimeException away) {
                if (running) {
                    log.warn("An erasure cannot go on now: {}", away.toString());
                }
            }
            LockSupport.parkNanos(EVERY.toNanos());
        }
    }

    @Override
    public void start() {
        running = true;
        thread = Thread.ofVirtual().name("erasures").start(this::run);
    }

    @Override
    public void stop() {
        running = false;
        var working = thread;
        if (working == null) {
            return;
        }
        LockSupport.unpark(working);
        try {
            working.join(EVERY);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
