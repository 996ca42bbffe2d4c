package org.centrala.demo;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Primary;

/** The clock of a demo: it stands where history has been told to, and ticks as any other before and afterwards. */
@InDemo
@Primary
class DemoClock extends Clock {
    private final Clock real = Clock.tick(Clock.system(ZoneOffset.UTC), Duration.ofMillis(1));
    private volatile @Nullable Instant told;

    Instant realNow() {
        return real.instant();
    }

    void standAt(Instant instant) {
        told = instant;
    }

    void tick() {
        told = null;
    }

    @Override
    public Instant instant() {
        var standing = told;
        return standing == null ? real.instant() : standing;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return real.withZone(zone);
    }
}
