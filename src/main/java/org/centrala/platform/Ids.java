package org.centrala.platform;

import java.security.SecureRandom;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** Makes the ids of everything: UUID version 7, strictly increasing within one process. */
public final class Ids {
    private static final SecureRandom RANDOM = new SecureRandom();

    /** The last 60 bits of time handed out: 48 of milliseconds and 12 of a counter within the millisecond. */
    private static final AtomicLong LAST = new AtomicLong();

    private Ids() {}

    public static UUID next() {
        // The counter borrows from the next millisecond when more than 4096 ids are asked for in one.
        long time = LAST.accumulateAndGet(System.currentTimeMillis() << 12, (last, now) -> Math.max(last + 1, now));
        long high = (time >>> 12) << 16 | 0x7000 | (time & 0xfff);
        return new UUID(high, RANDOM.nextLong() >>> 2 | 0x8000000000000000L);
    }
}
