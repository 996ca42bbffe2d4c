package org.centrala.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class RateLimitsTests {
    private Instant now = Instant.parse("2026-11-23T08:00:00Z");
    private final RateLimits limits = new RateLimits(new RateSettings(3, 0, 1), new Clock() {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    });

    @Test
    void whatIsTooMuchInAMinuteIsRefusedUntilItIsOver() {
        for (int left = 2; left >= 0; left--) {
            var count = limits.count(RateLimits.Policy.KEY, "shop").orElseThrow();
            assertThat(count.left()).isEqualTo(left);
            assertThat(count.refused()).isFalse();
        }
        now = now.plusSeconds(20);
        var refused = limits.count(RateLimits.Policy.KEY, "shop").orElseThrow();
        assertThat(refused.refused()).isTrue();
        assertThat(refused.reset()).isEqualTo(Duration.ofSeconds(40));
        assertThat(limits.count(RateLimits.Policy.KEY, "other").orElseThrow().refused())
                .isFalse();
        assertThat(limits.count(RateLimits.Policy.ADDRESS, "shop").orElseThrow().refused())
                .isFalse();

        now = now.plusSeconds(40);
        assertThat(limits.count(RateLimits.Policy.KEY, "shop").orElseThrow().left())
                .isEqualTo(2);
    }

    @Test
    void nothingIsCountedWithoutALimit() {
        assertThat(limits.count(RateLimits.Policy.PERSON, "tina")).isEmpty();
    }
}
