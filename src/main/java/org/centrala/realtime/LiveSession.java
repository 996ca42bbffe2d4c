package org.centrala.realtime;

import java.io.IOException;
import java.security.Principal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.centrala.access.Viewer;
import org.jspecify.annotations.Nullable;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.PingMessage;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;

/**
 * One open socket with its viewer and its bounded queue, emptied by a virtual thread of its own. When the queue is full
 * because the browser does not keep up, all that waits is dropped for one {@code reset}, after which the browser
 * fetches everything anew: nobody waits for it and it misses nothing.
 */
final class LiveSession {
    static final int MOST_FRAMES = 4000;
    static final int MOST_CHARACTERS = 4_000_000;
    static final int MOST_WATCHED = 50;

    private final WebSocketSession socket;
    private final Principal principal;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition something = lock.newCondition();
    private final ArrayDeque<Outgoing> queue = new ArrayDeque<>();
    private final Set<UUID> watched = new LinkedHashSet<>();
    private int characters;
    private boolean pinged;
    private boolean resumed;
    private @Nullable List<String> held;
    private @Nullable CloseStatus closing;
    private volatile Viewer viewer;
    private volatile long joined;
    private volatile long heardAt = System.nanoTime();

    private sealed interface Outgoing {
        record Text(String text) implements Outgoing {}

        record Ping() implements Outgoing {}

        record Close(CloseStatus status) implements Outgoing {}
    }

    LiveSession(WebSocketSession socket, Principal principal, Viewer viewer) {
        this.socket = socket;
        this.principal = principal;
        this.viewer = viewer;
    }

    String id() {
        return socket.getId();
    }

    Principal principal() {
        return principal;
    }

    Viewer viewer() {
        return viewer;
    }

    void viewer(Viewer now) {
        viewer = now;
    }

    /** The position from which on it gets frames. */
    long joined() {
        return joined;
    }

    void joined(long position) {
        joined = position;
    }

    void heard() {
        heardAt = System.nanoTime();
    }

    long silentNanos() {
        return System.nanoTime() - heardAt;
    }

    /** Watches one more; the one watched longest makes room. */
    void watch(UUID conversation) {
        lock.lock();
        try {
            watched.remove(conversation);
            watched.add(conversation);
            if (watched.size() > MOST_WATCHED) {
                watched.remove(watched.iterator().next());
            }
        } finally {
            lock.unlock();
        }
    }

    void unwatch(UUID conversation) {
        lock.lock();
        try {
            watched.remove(conversation);
        } finally {
            lock.unlock();
        }
    }

    Set<UUID> watched() {
        lock.lock();
        try {
            return Set.copyOf(watched);
        } finally {
            lock.unlock();
        }
    }

    /** Keeps new frames back until {@link #endResume}; false when it has resumed already. */
    boolean beginResume() {
        lock.lock();
        try {
            if (resumed) {
                return false;
            }
            resumed = true;
            held = new ArrayList<>();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Sends what was missed, then what came meanwhile. */
    void endResume(List<String> missed, String reset) {
        lock.lock();
        try {
            var later = held == null ? List.<String>of() : held;
            held = null;
            missed.forEach(text -> add(text, reset));
            later.forEach(text -> add(text, reset));
        } finally {
            lock.unlock();
        }
    }

    /** Queues a frame; false when the queue was full and has been dropped for the reset. */
    boolean offer(String text, String reset) {
        lock.lock();
        try {
            if (held != null) {
                if (held.size() < MOST_FRAMES) {
                    held.add(text);
                    return true;
                }
                held.clear();
                held.add(reset);
                return false;
            }
            return add(text, reset);
        } finally {
            lock.unlock();
        }
    }

    private boolean add(String text, String reset) {
        if (closing != null) {
            return true;
        }
        var room = queue.size() < MOST_FRAMES && characters + text.length() <= MOST_CHARACTERS;
        var next = room ? text : reset;
        if (!room) {
            queue.clear();
            characters = 0;
            pinged = false;
        }
        queue.add(new Outgoing.Text(next));
        characters += next.length();
        something.signal();
        return room;
    }

    void ping() {
        lock.lock();
        try {
            if (!pinged && closing == null) {
                pinged = true;
                queue.add(new Outgoing.Ping());
                something.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Closes after the frame that is being sent; what still waits is dropped. */
    void close(CloseStatus status) {
        lock.lock();
        try {
            if (closing == null) {
                closing = status;
                queue.clear();
                queue.add(new Outgoing.Close(status));
                something.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Sends until it is closed, by either side or by a peer that takes nothing. */
    void sendUntilClosed() {
        try {
            while (true) {
                switch (next()) {
                    case Outgoing.Text(var text) -> socket.sendMessage(new TextMessage(text));
                    case Outgoing.Ping() -> socket.sendMessage(new PingMessage());
                    case Outgoing.Close(var status) -> {
                        socket.close(status);
                        return;
                    }
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (IOException | IllegalStateException gone) {
            drop();
        }
    }

    /** Lets go of a socket whose peer may not answer any more. */
    void drop() {
        try {
            socket.close(CloseStatus.SESSION_NOT_RELIABLE);
        } catch (IOException | IllegalStateException alreadyGone) {
            // Nothing is left to let go of.
        }
    }

    private Outgoing next() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (queue.isEmpty()) {
                something.await();
            }
            var next = queue.remove();
            switch (next) {
                case Outgoing.Text(var text) -> characters -= text.length();
                case Outgoing.Ping() -> pinged = false;
                case Outgoing.Close(var status) -> {}
            }
            return next;
        } finally {
            lock.unlock();
        }
    }
}
