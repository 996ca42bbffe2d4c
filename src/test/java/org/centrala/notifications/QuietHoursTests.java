package org.centrala.notifications;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import org.junit.jupiter.api.Test;

class QuietHoursTests {
    private static QuietHours quiet(String from, String until, Integer... days) {
        return new QuietHours(LocalTime.parse(from), LocalTime.parse(until), List.of(days), "Europe/Ljubljana");
    }

    /** In winter Ljubljana is an hour before UTC; the 23rd of November 2026 is a Monday. */
    private static Instant monday(String utc) {
        return Instant.parse("2026-11-23T" + utc + ":00Z");
    }

    @Test
    void theNightIsOneStretch() {
        var night = quiet("18:00", "08:00");
        assertThat(night.at(monday("16:59"))).isFalse();
        assertThat(night.at(monday("17:00"))).isTrue();
        assertThat(night.at(monday("23:30"))).isTrue();
        assertThat(night.at(monday("06:59"))).isTrue();
        assertThat(night.at(monday("07:00"))).isFalse();
    }

    @Test
    void aPauseIsBetweenItsTimes() {
        var noon = quiet("12:00", "13:00");
        assertThat(noon.at(monday("10:59"))).isFalse();
        assertThat(noon.at(monday("11:30"))).isTrue();
        assertThat(noon.at(monday("12:00"))).isFalse();
    }

    @Test
    void aDayIsQuietByTheClockOfItsPerson() {
        var weekend = quiet("00:00", "00:00", 6, 7);
        assertThat(weekend.at(Instant.parse("2026-11-20T22:59:00Z"))).isFalse();
        assertThat(weekend.at(Instant.parse("2026-11-20T23:00:00Z"))).isTrue();
        assertThat(weekend.at(Instant.parse("2026-11-22T22:59:00Z"))).isTrue();
        assertThat(weekend.at(Instant.parse("2026-11-22T23:00:00Z"))).isFalse();
    }

    @Test
    void theClockThatIsPutForwardTakesItsNightAlong() {
        var night = quiet("22:00", "06:00");
        // The night of 29 March 2026: summer begins, 06:00 is 04:00 UTC.
        assertThat(night.at(Instant.parse("2026-03-29T03:59:00Z"))).isTrue();
        assertThat(night.at(Instant.parse("2026-03-29T04:00:00Z"))).isFalse();
    }
}
