package org.centrala.bench;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Several threads that take the items of one list in order; the first failure ends all of them. */
final class Workers {
    private Workers() {}

    /** What one thread does with an item, and in the end. */
    interface Work<T> extends AutoCloseable {
        void take(T item) throws IOException, InterruptedException;

        @Override
        default void close() throws IOException {}
    }

    /** Makes the work of one thread, on that thread. */
    interface Start<T> {
        Work<T> start(int worker) throws IOException;
    }

    static <T> void each(int threads, List<T> items, Start<T> start) {
        var next = new AtomicInteger();
        var failure = new AtomicReference<@Nullable Exception>();
        var running = IntStream.range(0, threads)
                .mapToObj(worker -> Thread.ofPlatform().start(() -> {
                    try (var work = start.start(worker)) {
                        for (var index = next.getAndIncrement();
                                index < items.size() && failure.get() == null;
                                index = next.getAndIncrement()) {
                            work.take(items.get(index));
                        }
                    } catch (IOException | InterruptedException | RuntimeException e) {
                        failure.compareAndSet(null, e);
                    }
                }))
                .toList();
        try {
            for (var thread : running) {
                thread.join();
            }
        } catch (InterruptedException e) {
            throw new BenchFailed("interrupted", e);
        }
        switch (failure.get()) {
            case null -> {}
            case BenchFailed failed -> throw failed;
            case Exception other -> throw new BenchFailed("a worker failed", other);
        }
    }
}
