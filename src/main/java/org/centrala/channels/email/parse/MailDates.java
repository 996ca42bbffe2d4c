package org.centrala.channels.email.parse;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import java.util.StringTokenizer;
import org.jspecify.annotations.Nullable;

/** Dates of headers, read token by token, since a fixed pattern refuses too many real ones. */
final class MailDates {
    private static final String MONTHS = "janfebmaraprmayjunjulaugsepoctnovdec";
    private static final Map<String, String> ZONES = Words.map("""
            ut, utc, gmt, z = 0 | est, cdt = -5 | edt = -4 | cst, mdt = -6 | mst, pdt = -7 | pst = -8
            bst, cet, met = 1 | cest, mest, eet = 2 | eest, msk = 3 | jst = 9
            """);

    private MailDates() {}

    static @Nullable Instant parse(@Nullable String header) {
        if (header == null || header.length() > 200) {
            return null;
        }
        try {
            var text = header.strip();
            if (text.length() > 10 && text.charAt(4) == '-' && text.charAt(10) == 'T') {
                return OffsetDateTime.parse(text).toInstant();
            }
            return tokens(text);
        } catch (DateTimeException | NumberFormatException unreadable) {
            return null;
        }
    }

    private static @Nullable Instant tokens(String text) {
        int day = 0;
        int month = 0;
        int year = -1;
        int[] clock = null;
        int offset = 0;
        var tokens = new StringTokenizer(text, " \t,()");
        while (tokens.hasMoreTokens()) {
            var token = tokens.nextToken();
            char c = token.charAt(0);
            if (token.indexOf(':') > 0) {
                clock = clock(token);
            } else if ((c == '+' || c == '-') && token.length() >= 5 && digits(token, 1)) {
                int hours = Integer.parseInt(token.substring(1, 3));
                int minutes = Integer.parseInt(token.substring(3, 5));
                offset = (c == '-' ? -1 : 1) * (hours * 60 + Math.min(minutes, 59));
            } else if (digits(token, 0)) {
                int number = Integer.parseInt(token.substring(0, Math.min(token.length(), 5)));
                if (day == 0 && token.length() <= 2) {
                    day = number;
                } else if (year < 0) {
                    year = number;
                }
            } else if (token.indexOf('-') > 0 && Character.isDigit(c)) {
                tokens = new StringTokenizer(token.replace('-', ' ') + rest(tokens), " \t,()");
            } else if (month == 0 && token.length() >= 3 && month(token) > 0) {
                month = month(token);
            } else if (ZONES.get(token.toLowerCase(Locale.ROOT)) instanceof String hours) {
                offset = Integer.parseInt(hours) * 60;
            }
        }
        if (day == 0 || month == 0 || year < 0) {
            return null;
        }
        year = year < 50 ? year + 2000 : year < 1000 ? year + 1900 : year;
        if (year > 2200) {
            return null;
        }
        int hour = clock == null ? 0 : clock[0];
        int minute = clock == null ? 0 : clock[1];
        int second = clock == null ? 0 : Math.min(clock[2], 59);
        var zone = Math.abs(offset) > 18 * 60 ? ZoneOffset.UTC : ZoneOffset.ofTotalSeconds(offset * 60);
        return LocalDateTime.of(year, month, day, hour, minute, second).toInstant(zone);
    }

    private static String rest(StringTokenizer tokens) {
        var rest = new StringBuilder();
        while (tokens.hasMoreTokens()) {
            rest.append(' ').append(tokens.nextToken());
        }
        return rest.toString();
    }

    private static int[] clock(String token) {
        var parts = token.split("[:.]", 4);
        int second = parts.length > 2 && digits(parts[2], 0) ? Integer.parseInt(parts[2]) : 0;
        return new int[] {Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), second};
    }

    private static int month(String token) {
        int at = MONTHS.indexOf(token.substring(0, 3).toLowerCase(Locale.ROOT));
        return at >= 0 && at % 3 == 0 ? at / 3 + 1 : 0;
    }

    private static boolean digits(String token, int from) {
        for (int i = from; i < token.length(); i++) {
            if (token.charAt(i) < '0' || token.charAt(i) > '9') {
                return false;
            }
        }
        return token.length() > from;
    }
}
