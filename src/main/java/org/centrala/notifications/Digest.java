package org.centrala.notifications;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.Locale;
import org.centrala.platform.web.Problem;

/**
 * When somebody gets a summary by mail.
 *
 * @param day of the week, 1 for Monday; a daily one does not look at it
 * @param hour 0 to 23, on the clock of the zone
 */
@Schema(name = "NotificationDigest")
public record Digest(Every every, int day, int hour, String zone) {

    /** How often. */
    public enum Every {
        DAILY,
        WEEKLY;

        @JsonValue
        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }

        @JsonCreator
        public static Every of(String wire) {
            for (var every : values()) {
                if (every.wire().equals(wire)) {
                    return every;
                }
            }
            throw new IllegalArgumentException("must be one of daily, weekly");
        }
    }

    public Digest {
        if (day < 1 || day > 7) {
            throw Problem.invalid("digest.day", "is 1 for Monday to 7 for Sunday");
        }
        if (hour < 0 || hour > 23) {
            throw Problem.invalid("digest.hour", "is between 0 and 23");
        }
        try {
            ZoneId.of(zone);
        } catch (DateTimeException unknown) {
            throw Problem.invalid("digest.zone", "must be a time zone such as Europe/Warsaw");
        }
    }

    /** How many days it looks back on. */
    int days() {
        return every == Every.DAILY ? 1 : 7;
    }

    /** The first moment for it after another; where the clock is put over that hour, the next hour that there is. */
    Instant after(Instant moment) {
        var now = moment.atZone(ZoneId.of(zone));
        var next = now.toLocalDate().atTime(hour, 0).atZone(now.getZone());
        if (every == Every.WEEKLY) {
            next = next.with(TemporalAdjusters.nextOrSame(DayOfWeek.of(day)));
        }
        if (!next.toInstant().isAfter(moment)) {
            var later = next.toLocalDate().plus(days(), ChronoUnit.DAYS);
            next = later.atTime(hour, 0).atZone(now.getZone());
        }
        return next.toInstant();
    }
}
