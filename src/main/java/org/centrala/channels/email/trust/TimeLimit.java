package org.centrala.channels.email.trust;

import java.time.Duration;

/** When everything that is done for one mail has to be over. */
record TimeLimit(long untilNanos) {

    static TimeLimit of(Duration from) {
        return new TimeLimit(System.nanoTime() + from.toNanos());
    }

    /** What is left of it, at most so much. */
    Duration left(Duration most) {
        var left = Duration.ofNanos(Math.max(0, untilNanos - System.nanoTime()));
        return left.compareTo(most) < 0 ? left : most;
    }

    boolean over() {
        return untilNanos - System.nanoTime() <= 0;
    }
}
