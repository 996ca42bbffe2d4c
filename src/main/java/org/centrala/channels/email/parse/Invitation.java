package org.centrala.channels.email.parse;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An appointment that a mail brings, moves, answers or calls off (iCalendar). {@code method} is REQUEST, REPLY, CANCEL or
 * another word of RFC 5546; the times carry the offset that the calendar gave them, {@code timeZone} its name.
 * {@code sequence} counts how often it was changed, {@code answer} is what an invited person says to it.
 */
public record Invitation(
        String method,
        @Nullable String uid,
        String summary,
        OffsetDateTime start,
        @Nullable OffsetDateTime end,
        boolean allDay,
        @Nullable String timeZone,
        @Nullable String location,
        @Nullable MailAddress organiser,
        @Nullable String recurrence,
        int sequence,
        @Nullable String answer) {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("uuuu-MM-dd", Locale.ROOT);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);

    /** When it is, in one line of figures: {@code 2026-11-25 10:00–11:00 (Europe/Warsaw, +01:00)}. */
    public String when() {
        var last = end == null || !allDay ? end : end.minusDays(1);
        if (allDay) {
            return last == null || !last.isAfter(start)
                    ? DAY.format(start)
                    : DAY.format(start) + " – " + DAY.format(last);
        }
        var text = new StringBuilder(DAY.format(start)).append(' ').append(TIME.format(start));
        if (last != null && last.isAfter(start)) {
            text.append('–');
            if (!last.toLocalDate().equals(start.toLocalDate())) {
                text.append(DAY.format(last)).append(' ');
            }
            text.append(TIME.format(last));
        }
        var offset = start.getOffset().equals(ZoneOffset.UTC)
                ? "UTC"
                : start.getOffset().toString();
        return text.append(" (")
                .append(timeZone == null || timeZone.equals(offset) ? offset : timeZone + ", " + offset)
                .append(')')
                .toString();
    }

    /** The invitation as lines of a message: what, when, where, by whom. */
    public String text() {
        var text = new StringBuilder("📅 ").append(summary).append('\n').append(when());
        if (recurrence != null) {
            text.append(" · ").append(recurrence);
        }
        if (location != null) {
            text.append('\n').append(location);
        }
        if (organiser != null) {
            text.append('\n')
                    .append(organiser.name() == null ? "" : organiser.name() + " ")
                    .append('<')
                    .append(organiser.address())
                    .append('>');
        }
        if (!method.equals("REQUEST") && !method.equals("PUBLISH")) {
            text.append('\n').append(method);
        }
        return text.toString();
    }
}
