package org.centrala.bench;

import java.time.Duration;

/** The longest that a whole run may take: it needs two to three minutes on a machine with nothing else to do. */
final class Deadline {
    private static final Duration LONGEST = Duration.ofMinutes(15);
    private static final long END = System.nanoTime() + LONGEST.toNanos();

    private Deadline() {}

    static void check(String doing) {
        if (System.nanoTime() > END) {
            throw new BenchFailed("took more than " + LONGEST.toMinutes() + " minutes; it was " + doing);
        }
    }
}
