package org.centrala.channels.email;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import org.centrala.channels.email.InboundStore.NewArrival;
import org.centrala.platform.Outage;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Makes mail durable that several senders leave at the same time by one commit. Whoever comes while a commit is under
 * way queues; the first to go on writes for all who queue. Each returns only when its own rows are committed, or throws
 * what went wrong with them.
 */
@Component
class GroupCommit {
    private static final int MOST_ROWS = 64;
    private static final long MOST_BYTES = 4 << 20;

    private final InboundStore store;
    private final ConcurrentLinkedQueue<Leaving> queue = new ConcurrentLinkedQueue<>();
    private final ReentrantLock writing = new ReentrantLock(true);

    GroupCommit(InboundStore store) {
        this.store = store;
    }

    /** What one sender leaves: all of its rows or none. */
    private static final class Leaving {
        final List<NewArrival> rows;
        boolean over;

        @Nullable
        RuntimeException failure;

        Leaving(List<NewArrival> rows) {
            this.rows = rows;
        }

        long bytes() {
            return rows.stream()
                    .mapToLong(row -> row.raw() == null ? 0 : row.raw().length)
                    .sum();
        }
    }

    void insert(List<NewArrival> rows) {
        var mine = new Leaving(rows);
        queue.add(mine);
        writing.lock();
        try {
            while (!mine.over) {
                write(some());
            }
        } finally {
            writing.unlock();
        }
        if (mine.failure != null) {
            throw mine.failure;
        }
    }

    private List<Leaving> some() {
        var some = new ArrayList<Leaving>();
        var rows = 0;
        var bytes = 0L;
        for (var next = queue.peek(); next != null; next = queue.peek()) {
            rows += next.rows.size();
            bytes += next.bytes();
            if (!some.isEmpty() && (rows > MOST_ROWS || bytes > MOST_BYTES)) {
                break;
            }
            some.add(queue.remove());
        }
        return some;
    }

    /** What one cannot have written must not keep the others' from being kept. */
    private void write(List<Leaving> some) {
        try {
            store.insert(some.stream().flatMap(one -> one.rows.stream()).toList());
            some.forEach(one -> one.over = true);
        } catch (RuntimeException | Error failure) {
            if (some.size() == 1 || failure instanceof Error || Outage.is(failure)) {
                some.forEach(one -> {
                    one.failure =
                            failure instanceof RuntimeException known ? known : new IllegalStateException(failure);
                    one.over = true;
                });
            } else {
                some.forEach(one -> write(List.of(one)));
            }
        }
    }
}
