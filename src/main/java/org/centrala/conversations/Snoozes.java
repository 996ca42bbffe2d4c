package org.centrala.conversations;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import org.centrala.platform.Actor;
import org.centrala.platform.log.Change;
import org.centrala.platform.log.EventLog;
import org.centrala.platform.log.NewEvent;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Wakes what was snoozed when its time has come: once, by whichever node is first, and also when the time passed while
 * none was running. Waking is a change of the row with its event, so that nothing else has to remember it.
 */
@Component
class Snoozes implements SmartLifecycle {
    static final String WOKEN = "conversation.woken";

    private static final int AT_ONCE = 200;
    private static final Duration EVERY = Duration.ofSeconds(2);
    private static final Logger log = LoggerFactory.getLogger(Snoozes.class);

    private final SnoozeStore store;
    private final EventLog events;
    private final TransactionOperations transaction;
    private final Clock clock;
    private volatile boolean running;
    private volatile @Nullable Thread thread;

    Snoozes(SnoozeStore store, EventLog events, TransactionOperations transaction, Clock clock) {
        this.store = store;
        this.events = events;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** Wakes what is due; how many those were. */
    int wake() {
        return Objects.requireNonNull(transaction.execute(status -> {
            var woken = store.wake(clock.instant(), AT_ONCE);
            if (woken.isEmpty()) {
                return 0;
            }
            events.append(woken.stream()
                    .map(one -> NewEvent.of("conversation", one.id(), one.sequence(), WOKEN, Actor.SYSTEM)
                            .inInbox(one.inbox())
                            .changing(Map.of(
                                    "snoozedUntil", new Change(one.until().toString(), null))))
                    .toArray(NewEvent[]::new));
            return woken.size();
        }));
    }

    private void run() {
        while (running) {
            try {
                if (wake() == AT_ONCE) {
                    continue;
                }
            } catch (RuntimeException away) {
                if (running) {
                    log.warn("What is snoozed cannot be woken now: {}", away.toString());
                }
            }
            LockSupport.parkNanos(EVERY.toNanos());
        }
    }

    @Override
    public void start() {
        running = true;
        thread = Thread.ofVirtual().name("snoozes").start(this::run);
    }

    @Override
    public void stop() {
        running = false;
        var waking = thread;
        if (waking == null) {
            return;
        }
        LockSupport.unpark(waking);
        try {
            waking.join(EVERY);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
