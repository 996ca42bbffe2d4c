package org.centrala.platform.postgres;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Short words from node to node by the database's {@code notify}: kept nowhere, lost when nobody listens. Only for what
 * is over in seconds anyway; whatever must arrive is an event of the log.
 */
@Component
public class Whispers implements SmartLifecycle {
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(5);
    private static final Logger log = LoggerFactory.getLogger(Whispers.class);

    private final WhisperStore store;
    private final Map<String, Consumer<String>> listeners = new ConcurrentHashMap<>();
    private volatile @Nullable Thread thread;

    Whispers(WhisperStore store) {
        this.store = store;
    }

    /** Hands every word on a channel, our own too, to the listener; to be said before the start. */
    public void listen(String channel, Consumer<String> listener) {
        if (!channel.matches("[a-z_]{1,60}")) {
            throw new IllegalArgumentException("no channel " + channel);
        }
        listeners.put(channel, listener);
    }

    /** Says a word of up to 7,000 characters to all nodes. */
    public void say(String channel, String word) {
        store.say(channel, word);
    }

    private void heard(String channel, String word) {
        var listener = listeners.get(channel);
        try {
            if (listener != null) {
                listener.accept(word);
            }
        } catch (RuntimeException failure) {
            log.warn("A word on {} cannot be used: {}", channel, failure.toString());
        }
    }

    private void hearForever() {
        while (Thread.currentThread().equals(thread)) {
            try {
                store.hear(
                        listeners.keySet(),
                        LONGEST_WAIT,
                        () -> Thread.currentThread().equals(thread),
                        this::heard);
            } catch (SQLException | RuntimeException away) {
                if (Thread.currentThread().equals(thread)) {
                    log.debug("Other nodes cannot be heard now: {}", away.toString());
                    try {
                        Thread.sleep(PAUSE_AFTER_FAILURE);
                    } catch (InterruptedException stopped) {
                        return;
                    }
                }
            }
        }
    }

    @Override
    public void start() {
        thread = Thread.ofVirtual().name("whispers").unstarted(this::hearForever);
        if (!listeners.isEmpty()) {
            thread.start();
        }
    }

    @Override
    public void stop() {
        var hearing = thread;
        thread = null;
        if (hearing != null && hearing.isAlive()) {
            try {
                hearing.join(LONGEST_WAIT.multipliedBy(2));
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }
}
