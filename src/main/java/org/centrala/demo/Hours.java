package org.centrala.demo;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.random.RandomGenerator;

/** When people write: the shop in its hours, customers whenever they are awake, most of them in the morning. */
final class Hours {
    static final ZoneId ZONE = ZoneId.of("Europe/Ljubljana");
    private static final int OPENS = 8;
    private static final int CLOSES = 18;
    private static final int SATURDAY_OPENS = 9;
    private static final int SATURDAY_CLOSES = 13;
    private static final int WAKE = 7;
    private static final int SLEEP = 23;
    /** How many of a hundred customers write in each hour from seven to eleven at night. */
    private static final int[] WEIGHTS = {4, 8, 11, 12, 10, 7, 6, 6, 6, 6, 5, 5, 4, 4, 4, 2};

    private final RandomGenerator chance;

    Hours(RandomGenerator chance) {
        this.chance = chance;
    }

    /** About that much later, and when the shop is closed then, soon after it opens again. */
    Instant atWork(Instant from, Duration after) {
        var at = ZonedDateTime.ofInstant(from.plus(about(after)), ZONE);
        while (!open(at)) {
            var opening = at.withHour(at.getDayOfWeek() == DayOfWeek.SATURDAY ? SATURDAY_OPENS : OPENS)
                    .withMinute(0)
                    .withSecond(0);
            at = at.isBefore(opening) && at.getDayOfWeek() != DayOfWeek.SUNDAY
                    ? opening.plusSeconds(chance.nextInt(90 * 60))
                    : at.plusDays(1).withHour(0).withMinute(1);
        }
        return at.toInstant();
    }

    private static boolean open(ZonedDateTime at) {
        return switch (at.getDayOfWeek()) {
            case SUNDAY -> false;
            case SATURDAY -> at.getHour() >= SATURDAY_OPENS && at.getHour() < SATURDAY_CLOSES;
            default -> at.getHour() >= OPENS && at.getHour() < CLOSES;
        };
    }

    /** About that much later, but not in the night. */
    Instant awake(Instant from, Duration after) {
        var at = ZonedDateTime.ofInstant(from.plus(about(after)), ZONE);
        if (at.getHour() >= SLEEP) {
            at = at.plusDays(1).withHour(WAKE).withMinute(chance.nextInt(60));
        } else if (at.getHour() < WAKE) {
            at = at.withHour(WAKE + chance.nextInt(2)).withMinute(chance.nextInt(60));
        }
        return at.toInstant();
    }

    /** A moment of that day at which a customer may sit down and write; weekends are quieter. */
    Instant onDay(Instant day) {
        var at = ZonedDateTime.ofInstant(day, ZONE);
        if (at.getDayOfWeek().getValue() > DayOfWeek.FRIDAY.getValue() && chance.nextInt(100) < 55) {
            at = at.minusDays(2);
        }
        int point = chance.nextInt(100);
        int hour = 0;
        for (int sum = WEIGHTS[0]; sum <= point; sum += WEIGHTS[++hour]) {}
        return at.withHour(WAKE + hour)
                .withMinute(chance.nextInt(60))
                .withSecond(chance.nextInt(60))
                .withNano(chance.nextInt(1000) * 1_000_000)
                .toInstant();
    }

    private Duration about(Duration time) {
        return Duration.ofMillis((long) (time.toMillis() * (0.55 + chance.nextDouble() * 0.9)));
    }
}
