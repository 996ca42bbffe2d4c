package org.centrala.notifications;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.centrala.platform.web.Problem;

/**
 * When somebody is told nothing aloud: each day between two times of their clock, and on whole days.
 *
 * @param from the same as {@code until} for no hours at all
 * @param until earlier than {@code from} when the night is between them
 * @param days those that are quiet as a whole, 1 for Monday
 */
public record QuietHours(LocalTime from, LocalTime until, List<Integer> days, String zone) {

    public QuietHours {
        from = from.truncatedTo(ChronoUnit.MINUTES);
        until = until.truncatedTo(ChronoUnit.MINUTES);
        days = days.stream().distinct().sorted().toList();
        if (days.stream().anyMatch(day -> day < 1 || day > 7)) {
            throw Problem.invalid("quiet.days", "are 1 for Monday to 7 for Sunday");
        }
        try {
            ZoneId.of(zone);
        } catch (DateTimeException unknown) {
            throw Problem.invalid("quiet.zone", "must be a time zone such as Europe/Warsaw");
        }
    }

    /** Whether it is quiet then; the night belongs to the clock, also when that is put forward or back. */
    public boolean at(Instant moment) {
        var local = moment.atZone(ZoneId.of(zone));
        if (days.contains(DayOfWeek.from(local).getValue())) {
            return true;
        }
        var time = local.toLocalTime();
        return from.isBefore(until)
                ? !time.isBefore(from) && time.isBefore(until)
                : until.isBefore(from) && (!time.isBefore(from) || time.isBefore(until));
    }
}
