package org.centrala.notifications;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Forgets what was told long ago, read or not: by then it is history, which the conversations keep. */
@Component
class NotificationSweep implements SmartLifecycle {
    static final Duration KEPT = Duration.ofDays(60);

    private static final Duration LETTERS_KEPT = Duration.ofDays(30);
    /** What could not be told by mail for so long, for want of a mailbox or in long quiet hours, is no news any more. */
    private static final Duration TOO_LATE = Duration.ofDays(7);

    private static final int AT_ONCE = 5_000;
    private static final Duration EVERY = Duration.ofMinutes(20);
    private static final Logger log = LoggerFactory.getLogger(NotificationSweep.class);

    private final NotificationStore store;
    private final LetterStore letters;
    private final Clock clock;
    private volatile boolean running;
    private volatile @Nullable Thread thread;

    NotificationSweep(NotificationStore store, LetterStore letters, Clock clock) {
        this.store = store;
        this.letters = letters;
        this.clock = clock;
    }

    /** Forgets some; how many. */
    int sweep() {
        letters.forget(clock.instant().minus(LETTERS_KEPT), clock.instant().minus(TOO_LATE));
        return store.sweep(clock.instant().minus(KEPT), AT_ONCE);
    }

    private void run() {
        while (running) {
            try {
                if (sweep() == AT_ONCE) {
                    continue;
                }
            } catch (RuntimeException away) {
                if (running) {
                    log.warn("Old notifications stay for now: {}", away.toString());
                }
            }
            LockSupport.parkNanos(EVERY.toNanos());
        }
    }

    @Override
    public void start() {
        running = true;
        thread = Thread.ofVirtual().name("notification-sweep").start(this::run);
    }

    @Override
    public void stop() {
        running = false;
        var sweeping = thread;
        if (sweeping != null) {
            LockSupport.unpark(sweeping);
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
