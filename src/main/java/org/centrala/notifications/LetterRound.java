package org.centrala.notifications;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Goes round every few seconds: writes the letters that are due and sends them, one after another. */
@Component
class LetterRound implements SmartLifecycle {
    private static final Duration EVERY = Duration.ofSeconds(4);
    private static final Logger log = LoggerFactory.getLogger(LetterRound.class);

    private final NotificationLetters letters;
    private volatile boolean running;
    private volatile @Nullable Thread thread;

    LetterRound(NotificationLetters letters) {
        this.letters = letters;
    }

    private void run() {
        while (running) {
            try {
                letters.write();
                while (running && letters.sendOne()) {
                    // the next one
                }
            } catch (RuntimeException away) {
                if (running) {
                    log.warn("Nobody can be told by mail now: {}", away.toString());
                }
            }
            LockSupport.parkNanos(EVERY.toNanos());
        }
    }

    @Override
    public void start() {
        running = true;
        thread = Thread.ofVirtual().name("notification-letters").start(this::run);
    }

    @Override
    public void stop() {
        running = false;
        var going = thread;
        if (going != null) {
            LockSupport.unpark(going);
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
