package org.centrala.notifications;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class DigestTests {
    private static Instant after(Digest.Every every, int day, int hour, String moment) {
        return new Digest(every, day, hour, "Europe/Warsaw").after(Instant.parse(moment));
    }

    @Test
    void itComesAtItsHourOnTheClockOfItsReader() {
        assertThat(after(Digest.Every.DAILY, 1, 8, "2026-11-23T06:59:59Z")).isEqualTo("2026-11-23T07:00:00Z");
        assertThat(after(Digest.Every.DAILY, 1, 8, "2026-11-23T07:00:00Z")).isEqualTo("2026-11-24T07:00:00Z");
        assertThat(after(Digest.Every.WEEKLY, 1, 8, "2026-11-23T06:00:00Z")).isEqualTo("2026-11-23T07:00:00Z");
        assertThat(after(Digest.Every.WEEKLY, 1, 8, "2026-11-23T07:00:00Z")).isEqualTo("2026-11-30T07:00:00Z");
        assertThat(after(Digest.Every.WEEKLY, 5, 8, "2026-11-23T07:00:00Z")).isEqualTo("2026-11-27T07:00:00Z");
    }

    @Test
    void itComesOnceAlsoWhenTheClockIsPutForwardOrBack() {
        assertThat(after(Digest.Every.DAILY, 1, 2, "2026-03-28T12:00:00Z")).isEqualTo("2026-03-29T01:00:00Z");
        assertThat(after(Digest.Every.DAILY, 1, 2, "2026-03-29T01:00:00Z")).isEqualTo("2026-03-30T00:00:00Z");
        assertThat(after(Digest.Every.DAILY, 1, 2, "2026-10-25T00:00:00Z")).isEqualTo("2026-10-26T01:00:00Z");
    }
}
