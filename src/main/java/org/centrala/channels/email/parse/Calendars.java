package org.centrala.channels.email.parse;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The first event of an iCalendar file (RFC 5545), with the time zones that Outlook and others bring along. */
final class Calendars {
    private static final int LONGEST = 300_000;
    private static final String[] DAYS = {"MO", "TU", "WE", "TH", "FR", "SA", "SU"};

    /** Names of Windows for zones of places that customers write from. */
    private static final Map<String, String> WINDOWS = Words.map("""
            central european standard time = Europe/Warsaw | central europe standard time = Europe/Ljubljana
            w. europe standard time = Europe/Berlin | romance standard time = Europe/Paris
            gmt standard time = Europe/London | greenwich standard time = Atlantic/Reykjavik
            fle standard time = Europe/Kyiv | gtb standard time = Europe/Bucharest | e. europe standard time = Europe/Chisinau
            russian standard time = Europe/Moscow | belarus standard time = Europe/Minsk
            turkey standard time = Europe/Istanbul | israel standard time = Asia/Jerusalem
            eastern standard time = America/New_York | central standard time = America/Chicago
            mountain standard time = America/Denver | pacific standard time = America/Los_Angeles
            us eastern standard time = America/Indianapolis | us mountain standard time = America/Phoenix
            atlantic standard time = America/Halifax | alaskan standard time = America/Anchorage
            hawaiian standard time = Pacific/Honolulu | e. south america standard time = America/Sao_Paulo
            argentina standard time = America/Buenos_Aires | sa pacific standard time = America/Bogota
            central standard time (mexico) = America/Mexico_City | tokyo standard time = Asia/Tokyo
            china standard time = Asia/Shanghai | india standard time = Asia/Kolkata | korea standard time = Asia/Seoul
            singapore standard time = Asia/Singapore | arabian standard time = Asia/Dubai
            arab standard time = Asia/Riyadh | egypt standard time = Africa/Cairo
            south africa standard time = Africa/Johannesburg | aus eastern standard time = Australia/Sydney
            new zealand standard time = Pacific/Auckland | coordinated universal time, tzone://microsoft/utc = UTC
            """);

    private record Line(String name, Map<String, String> parameters, String value) {}

    /** From when on a zone has an offset: once, or each year on a weekday of a month. */
    private record Onset(
            LocalDateTime from,
            ZoneOffset offset,
            int month,
            int week,
            @Nullable DayOfWeek day) {
        LocalDateTime before(LocalDateTime moment) {
            if (month == 0 || day == null) {
                return from;
            }
            var thisYear = in(moment.getYear());
            return thisYear.isAfter(moment) ? in(moment.getYear() - 1) : thisYear;
        }

        private LocalDateTime in(int year) {
            return LocalDate.of(year, month, 1)
                    .with(week < 0 ? TemporalAdjusters.lastInMonth(day) : TemporalAdjusters.dayOfWeekInMonth(week, day))
                    .atTime(from.toLocalTime());
        }
    }

    private final Map<String, List<Onset>> zones = new HashMap<>();

    private Calendars() {}

    /** Null when there is no event with a time in it. */
    static @Nullable Invitation read(String text, @Nullable String declaredMethod) {
        try {
            return new Calendars().invitation(lines(Text.cut(text, LONGEST)), declaredMethod);
        } catch (DateTimeException | NumberFormatException | IndexOutOfBoundsException unreadable) {
            return null;
        }
    }

    private @Nullable Invitation invitation(List<Line> lines, @Nullable String declaredMethod) {
        String method = declaredMethod;
        Map<String, Line> event = null;
        Map<String, Line> found = null;
        Map<String, Line> observance = null;
        String zone = null;
        int alarms = 0;
        for (var line : lines) {
            var what = line.value.strip().toUpperCase(Locale.ROOT);
            switch (line.name) {
                case "BEGIN" -> {
                    switch (what) {
                        case "VEVENT", "VTODO" -> event = new HashMap<>();
                        case "VALARM" -> alarms++;
                        case "STANDARD", "DAYLIGHT" -> observance = new HashMap<>();
                        default -> {}
                    }
                }
                case "END" -> {
                    switch (what) {
                        case "VEVENT", "VTODO" -> {
                            found = found == null && event != null && event.containsKey("DTSTART") ? event : found;
                            event = null;
                        }
                        case "VALARM" -> alarms--;
                        case "STANDARD", "DAYLIGHT" -> {
                            if (zone != null && observance != null) {
                                onset(zone, observance);
                            }
                            observance = null;
                        }
                        default -> {}
                    }
                }
                case "METHOD" -> method = event == null ? what : method;
                case "TZID" -> zone = line.value.strip();
                default -> {
                    var target = observance != null ? observance : alarms > 0 ? null : event;
                    if (target != null) {
                        target.putIfAbsent(line.name, line);
                    }
                }
            }
        }
        return found == null ? null : event(found, method);
    }

    private @Nullable Invitation event(Map<String, Line> event, @Nullable String method) {
        var from = event.get("DTSTART");
        if (from == null) {
            return null;
        }
        var zone = from.parameters.get("TZID");
        boolean allDay = from.value.strip().length() == 8;
        var start = moment(from.value.strip(), zone);
        OffsetDateTime end = null;
        var until = event.get("DTEND");
        var duration = event.get("DURATION");
        if (until != null) {
            var otherZone = until.parameters.get("TZID");
            end = moment(until.value.strip(), otherZone == null ? zone : otherZone);
        } else if (duration != null) {
            end = plus(start, duration.value.strip());
        }
        var organiser = event.get("ORGANIZER");
        var status = event.get("STATUS");
        if (status != null && status.value.strip().equalsIgnoreCase("CANCELLED")) {
            method = "CANCEL";
        }
        var recurrence = event.get("RRULE");
        return new Invitation(
                method == null || method.isBlank()
                        ? "PUBLISH"
                        : Text.cut(Text.line(method), 20).toUpperCase(Locale.ROOT),
                value(event.get("UID"), 500),
                value(event.get("SUMMARY"), 500) instanceof String summary ? summary : "",
                start,
                end,
                allDay,
                zone == null ? from.value.strip().endsWith("Z") ? "UTC" : null : zoneName(zone),
                value(event.get("LOCATION"), 500),
                organiser == null ? null : person(organiser),
                recurrence == null ? null : Text.cut(Text.line(recurrence.value), 200),
                number(event.get("SEQUENCE")),
                answer(event.get("ATTENDEE")));
    }

    private static int number(@Nullable Line line) {
        var digits = line == null ? "" : line.value.strip();
        return digits.matches("[0-9]{1,9}") ? Integer.parseInt(digits) : 0;
    }

    /** What the first of those invited says, as in a reply, which has no other. */
    private static @Nullable String answer(@Nullable Line attendee) {
        var said = attendee == null ? null : attendee.parameters.get("PARTSTAT");
        return said == null ? null : Text.cut(Text.line(said), 20).toUpperCase(Locale.ROOT);
    }

    private static @Nullable MailAddress person(Line line) {
        var addresses = Addresses.parse(line.value.strip());
        if (addresses.isEmpty()) {
            return null;
        }
        var name = line.parameters.get("CN");
        return new MailAddress(addresses.getFirst().address(), name == null ? null : Text.cut(Text.line(name), 200));
    }

    private static @Nullable String value(@Nullable Line line, int longest) {
        if (line == null || line.value.isBlank()) {
            return null;
        }
        var out = new StringBuilder();
        for (int i = 0; i < line.value.length(); i++) {
            char c = line.value.charAt(i);
            if (c == '\\' && i + 1 < line.value.length()) {
                char next = line.value.charAt(++i);
                out.append(next == 'n' || next == 'N' ? ' ' : next);
            } else {
                out.append(c);
            }
        }
        return Text.cut(Text.line(out.toString()), longest);
    }

    private static OffsetDateTime plus(OffsetDateTime start, String duration) {
        int time = duration.indexOf('T');
        var days = time < 0 ? duration : duration.substring(0, time);
        var moved = days.length() > 1 && Character.isLetter(days.charAt(days.length() - 1)) && days.length() > 2
                ? start.plus(Period.parse(days))
                : start;
        return time < 0 ? moved : moved.plus(Duration.parse("P" + duration.substring(time)));
    }

    private OffsetDateTime moment(String value, @Nullable String zone) {
        var date = LocalDate.of(
                Integer.parseInt(value.substring(0, 4)),
                Integer.parseInt(value.substring(4, 6)),
                Integer.parseInt(value.substring(6, 8)));
        if (value.length() == 8) {
            return date.atStartOfDay().atOffset(ZoneOffset.UTC);
        }
        var local = date.atTime(time(value.substring(9)));
        return value.endsWith("Z") || zone == null
                ? local.atOffset(ZoneOffset.UTC)
                : local.atOffset(offset(zone, local));
    }

    private static LocalTime time(String value) {
        int second = value.length() >= 6 ? Integer.parseInt(value.substring(4, 6)) : 0;
        return LocalTime.of(
                Integer.parseInt(value.substring(0, 2)), Integer.parseInt(value.substring(2, 4)), Math.min(second, 59));
    }

    private ZoneOffset offset(String zone, LocalDateTime local) {
        var named = named(zone);
        if (named != null) {
            return named.getRules().getOffset(local);
        }
        Onset latest = null;
        for (var onset : zones.getOrDefault(zone, List.of())) {
            if (latest == null || onset.before(local).isAfter(latest.before(local))) {
                latest = onset;
            }
        }
        return latest == null ? ZoneOffset.UTC : latest.offset;
    }

    private static String zoneName(String zone) {
        var named = named(zone);
        return named == null ? Text.cut(Text.line(zone), 100) : named.getId();
    }

    /** The zone of that name, however it is wrapped: {@code /mozilla.org/20050126_1/Europe/Warsaw}. */
    private static @Nullable ZoneId named(String zone) {
        var windows = WINDOWS.get(zone.strip().toLowerCase(Locale.ROOT));
        if (windows != null) {
            return ZoneId.of(windows);
        }
        var rest = zone.strip();
        while (!rest.isEmpty()) {
            if (rest.indexOf('/') > 0 || rest.equals("UTC") || rest.equals("GMT")) {
                try {
                    return ZoneId.of(rest);
                } catch (DateTimeException unknown) {
                    // one part less
                }
            }
            int slash = rest.indexOf('/', 1);
            rest = slash < 0 ? "" : rest.substring(rest.startsWith("/") ? slash : slash + 1);
            rest = rest.startsWith("/") && rest.indexOf('/', 1) < 0 ? "" : rest;
            if (rest.startsWith("/")) {
                rest = rest.substring(1);
            }
        }
        return null;
    }

    private void onset(String zone, Map<String, Line> observance) {
        var start = observance.get("DTSTART");
        var to = observance.get("TZOFFSETTO");
        if (start == null || to == null || start.value.strip().length() < 15) {
            return;
        }
        var value = start.value.strip();
        int month = 0;
        int week = 0;
        DayOfWeek day = null;
        var rule = observance.get("RRULE");
        if (rule != null) {
            for (var part : rule.value.strip().split(";")) {
                if (part.startsWith("BYMONTH=")) {
                    month = Integer.parseInt(part.substring(8));
                } else if (part.startsWith("BYDAY=") && part.length() > 8) {
                    var named = part.substring(part.length() - 2);
                    for (int i = 0; i < DAYS.length; i++) {
                        day = DAYS[i].equals(named) ? DayOfWeek.of(i + 1) : day;
                    }
                    week = Integer.parseInt(part.substring(6, part.length() - 2));
                }
            }
        }
        int year = Integer.parseInt(value.substring(0, 4));
        var date = LocalDate.of(
                Math.max(1, year), Integer.parseInt(value.substring(4, 6)), Integer.parseInt(value.substring(6, 8)));
        var offset = to.value.strip();
        zones.computeIfAbsent(zone, key -> new ArrayList<>())
                .add(new Onset(
                        date.atTime(time(value.substring(9))),
                        ZoneOffset.of(
                                offset.length() == 5 ? offset.substring(0, 3) + ":" + offset.substring(3) : offset),
                        month,
                        week,
                        day));
    }

    private static List<Line> lines(String text) {
        var lines = new ArrayList<Line>();
        var logical = new StringBuilder();
        for (var physical : (Iterable<String>) text.lines().limit(5000)::iterator) {
            if (!physical.isEmpty() && (physical.charAt(0) == ' ' || physical.charAt(0) == '\t')) {
                logical.append(physical, 1, physical.length());
                continue;
            }
            add(lines, logical.toString());
            logical.setLength(0);
            logical.append(physical);
        }
        add(lines, logical.toString());
        return lines;
    }

    private static void add(List<Line> lines, String logical) {
        int colon = -1;
        boolean quoted = false;
        for (int i = 0; i < logical.length() && colon < 0; i++) {
            char c = logical.charAt(i);
            quoted ^= c == '"';
            colon = c == ':' && !quoted ? i : -1;
        }
        if (colon <= 0) {
            return;
        }
        var head = logical.substring(0, colon).split(";(?=[A-Za-z-]+=)", 30);
        var parameters = new HashMap<String, String>();
        for (int i = 1; i < head.length; i++) {
            int equals = head[i].indexOf('=');
            parameters.put(
                    head[i].substring(0, equals).toUpperCase(Locale.ROOT),
                    head[i].substring(equals + 1).replace("\"", ""));
        }
        lines.add(new Line(head[0].strip().toUpperCase(Locale.ROOT), parameters, logical.substring(colon + 1)));
    }
}
