package org.centrala.conversations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Random;
import org.centrala.platform.web.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PeriodTests {
    private static final Instant NOW = Instant.parse("2026-11-22T23:30:00Z");

    @Test
    void lastSevenDaysAreThoseOfTheAskedClock() {
        assertThat(Period.of(null, null, null, NOW).until()).isEqualTo("2026-11-22");
        var ljubljana = Period.of(null, null, "Europe/Ljubljana", NOW);
        assertThat(ljubljana.from()).isEqualTo("2026-11-17");
        assertThat(ljubljana.until()).isEqualTo("2026-11-23");
        assertThat(ljubljana.length()).isEqualTo(7);
    }

    @Test
    void dayOnWhichClocksAreMovedHasTwentyThreeOrTwentyFiveHours() {
        assertThat(length("2026-03-29", "Europe/Warsaw")).isEqualTo(Duration.ofHours(23));
        assertThat(length("2026-10-25", "Europe/Warsaw")).isEqualTo(Duration.ofHours(25));
        assertThat(length("2026-11-22", "Europe/Warsaw")).isEqualTo(Duration.ofHours(24));
        // In Cairo the clock jumps over midnight itself: that day begins at one.
        assertThat(Period.of("2026-04-24", "2026-04-24", "Africa/Cairo", NOW).start())
                .isEqualTo("2026-04-23T22:00:00Z");
    }

    @Test
    void everyMomentBelongsToExactlyOneDayAndPeriodsMeetWithoutGap() {
        var random = new Random(20261122);
        for (var zone :
                List.of("Europe/Ljubljana", "America/St_Johns", "Africa/Cairo", "Pacific/Apia", "Asia/Kathmandu")) {
            for (int i = 0; i < 300; i++) {
                var first = LocalDate.of(2010, 1, 1).plusDays(random.nextInt(9_000));
                var period = Period.of(
                        first.toString(), first.plusDays(random.nextInt(60)).toString(), zone, NOW);
                assertThat(period.before().end()).isEqualTo(period.start());
                assertThat(period.before().length()).isEqualTo(period.length());
                var at = period.start()
                        .plusMillis(random.nextLong(ChronoUnit.MILLIS.between(period.start(), period.end())));
                var day = at.atZone(ZoneId.of(zone)).toLocalDate();
                assertThat(period.days()).as("%s in %s", at, zone).contains(day);
                var own = Period.of(day.toString(), day.toString(), zone, NOW);
                assertThat(at).isAfterOrEqualTo(own.start()).isBefore(own.end());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"+02:00", "Mars/Olympus", "CET; drop table", "SYSTEM"})
    void clockThatNobodyKnowsIsRefused(String zone) {
        assertThatThrownBy(() -> Period.of(null, null, zone, NOW)).isInstanceOf(Problem.class);
    }

    @Test
    void daysThatAreNoneOrTooManyAreRefused() {
        for (var day : List.of("yesterday", "2026-02-30", "+999999999-01-01", "0001-01-01")) {
            assertThatThrownBy(() -> Period.of(day, null, null, NOW)).isInstanceOf(Problem.class);
        }
        assertThatThrownBy(() -> Period.of("2026-11-23", "2026-11-22", null, NOW))
                .isInstanceOf(Problem.class);
        assertThatThrownBy(() -> Period.of("2020-01-01", "2026-11-22", null, NOW))
                .isInstanceOf(Problem.class);
    }

    private static Duration length(String day, String zone) {
        var period = Period.of(day, day, zone, NOW);
        return Duration.between(period.start(), period.end());
    }
}
