package org.centrala.conversations;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.centrala.platform.web.Problem;
import org.jspecify.annotations.Nullable;

/** Whole days of one clock, both ends included: each as long as that clock makes it, 23 or 25 hours when it is moved. */
record Period(LocalDate from, LocalDate until, ZoneId zone) {
    static final int LONGEST = 366;
    private static final int USUAL = 7;

    static Period of(@Nullable String from, @Nullable String until, @Nullable String zone, Instant now) {
        var clock = zone(zone);
        var today = LocalDate.ofInstant(now, clock);
        var last = until == null || until.isBlank() ? today : day("until", until);
        var first = from == null || from.isBlank() ? last.minusDays(USUAL - 1) : day("from", from);
        if (first.isAfter(last)) {
            throw Problem.invalid("from", "is after the last day");
        }
        if (ChronoUnit.DAYS.between(first, last) >= LONGEST) {
            throw Problem.invalid("from", "is more than " + LONGEST + " days before the last day");
        }
        return new Period(first, last, clock);
    }

    Instant start() {
        return from.atStartOfDay(zone).toInstant();
    }

    /** The first moment that no longer belongs to it. */
    Instant end() {
        return until.plusDays(1).atStartOfDay(zone).toInstant();
    }

    int length() {
        return Math.toIntExact(ChronoUnit.DAYS.between(from, until) + 1);
    }

    /** As many days right before it. */
    Period before() {
        return new Period(from.minusDays(length()), from.minusDays(1), zone);
    }

    List<LocalDate> days() {
        return from.datesUntil(until.plusDays(1)).toList();
    }

    NumberStore.Scope scope(UUID[] inboxes, @Nullable UUID team) {
        return new NumberStore.Scope(inboxes, team, start(), end(), zone);
    }

    private static LocalDate day(String field, String text) {
        try {
            var day = LocalDate.parse(text);
            if (day.getYear() >= 1970 && day.getYear() <= 9999) {
                return day;
            }
        } catch (DateTimeParseException e) {
            // answered below, like a year that no clock has
        }
        throw Problem.invalid(field, "is a day such as 2026-11-22");
    }

    /** Only names of places are clocks that know when they are moved. */
    private static ZoneId zone(@Nullable String zone) {
        try {
            if (zone == null || zone.isBlank()) {
                return ZoneId.of("UTC");
            }
            if (zone.equals("UTC") || ZoneId.getAvailableZoneIds().contains(zone)) {
                return ZoneId.of(zone);
            }
        } catch (DateTimeException e) {
            // answered below
        }
        throw Problem.invalid("zone", "is a time zone such as Europe/Ljubljana");
    }
}
