package org.centrala.channels.email.parse;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Dates of headers, read word by word, since a fixed pattern refuses too many real ones. */
final class MailDates {
    private static final Map<String, String> ZONES = Words.map("""
            ut, utc, gmt, z, wet = 0 | est = -5 | edt = -4 | cst = -6 | cdt = -5 | mst = -7 | mdt = -6 | pst = -8
            pdt = -7 | bst, cet, met, mez, west = 1 | cest, mest, mesz, eet = 2 | eest, msk = 3 | jst, kst = 9
            """);

    /** How the months begin in the languages that mailers write them in. */
    private static final String[][] MONTHS = {
        Words.list("jan | sty | ene | gen | led | jän | янв | січ"),
        Words.list("feb | lut | fév | fev | úno | фев | лют"),
        Words.list("mar | mär | mrz | maa | mrt | bře | мар | бер"),
        Words.list("apr | kwi | avr | abr | dub | апр | кві"),
        Words.list("may | mai | maj | mag | mei | kvě | май | мая | тра"),
        Words.list("jun | cze | juin | giu | čvn | июн | чер"),
        Words.list("jul | lip | juil | lug | čvc | июл | лип"),
        Words.list("aug | sie | aoû | aou | ago | avg | srp | авг | сер"),
        Words.list("sep | wrz | set | zář | сен | вер"),
        Words.list("oct | okt | paź | paz | ott | out | říj | окт | жов"),
        Words.list("nov | lis | ноя"),
        Words.list("dec | dez | gru | déc | dic | pro | дек | гру")
    };

    private final List<String> tokens;
    private int at;
    private int day;
    private int month;
    private int year = -1;
    private int @Nullable [] clock;
    private int offset;
    private boolean afternoon;
    private boolean morning;

    private MailDates(List<String> tokens) {
        this.tokens = tokens;
    }

    static @Nullable Instant parse(@Nullable String header) {
        if (header == null || header.length() > 200) {
            return null;
        }
        try {
            return new MailDates(tokens(header.toLowerCase(Locale.ROOT))).read();
        } catch (DateTimeException | NumberFormatException unreadable) {
            return null;
        }
    }

    /** Runs of letters, runs of digits, and single signs; comments and blanks go. */
    private static List<String> tokens(String text) {
        var tokens = new ArrayList<String>();
        int depth = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            depth += c == '(' ? 1 : 0;
            if (depth > 0 || Character.isWhitespace(c)) {
                depth -= c == ')' ? 1 : 0;
                continue;
            }
            int end = i + 1;
            if (digit(c)) {
                while (end < text.length() && digit(text.charAt(end))) {
                    end++;
                }
            } else if (Character.isLetter(c)) {
                while (end < text.length() && Character.isLetter(text.charAt(end))) {
                    end++;
                }
            }
            tokens.add(text.substring(i, end));
            i = end - 1;
        }
        return tokens;
    }

    private @Nullable Instant read() {
        while (at < tokens.size()) {
            var token = tokens.get(at);
            char c = token.charAt(0);
            if (digit(c)) {
                number(token);
            } else if (Character.isLetter(c)) {
                word(token);
                at++;
            } else if ((c == '+' || c == '-') && clock != null && digits(at + 1, 1, 4)) {
                zone(c == '-' ? -1 : 1);
            } else {
                at++;
            }
        }
        if (day == 0 || month == 0 || year < 0) {
            return null;
        }
        year = year < 50 ? year + 2000 : year < 1000 ? year + 1900 : year;
        if (year > 2200) {
            return null;
        }
        var time = clock == null ? new int[3] : clock;
        int hour = afternoon && time[0] < 12 ? time[0] + 12 : morning && time[0] == 12 ? 0 : time[0];
        var zone = Math.abs(offset) > 18 * 60 ? ZoneOffset.UTC : ZoneOffset.ofTotalSeconds(offset * 60);
        var date = LocalDateTime.of(year, month, day, hour == 24 ? 0 : hour, time[1], Math.min(time[2], 59));
        return (hour == 24 ? date.plusDays(1) : date).toInstant(zone);
    }

    private void number(String token) {
        if (sign(1, ":") && digits(at + 2, 1, 2) && token.length() <= 2) {
            clock(":");
        } else if (day > 0 && clock == null && sign(1, ".") && digits(at + 2, 2, 2) && token.length() <= 2) {
            clock(".");
        } else if (token.length() == 4
                && sign(1, "-/.")
                && digits(at + 2, 1, 2)
                && sign(3, "-/.")
                && digits(at + 4, 1, 2)) {
            date(token, tokens.get(at + 2), tokens.get(at + 4));
        } else if (day == 0
                && token.length() <= 2
                && sign(1, "-/.")
                && digits(at + 2, 1, 2)
                && sign(3, "-/.")
                && digits(at + 4, 2, 4)) {
            // with slashes Americans put the month first
            boolean monthFirst = sign(1, "/") && Integer.parseInt(token) <= 12;
            date(tokens.get(at + 4), monthFirst ? token : tokens.get(at + 2), monthFirst ? tokens.get(at + 2) : token);
        } else {
            int number = Integer.parseInt(token.substring(0, Math.min(token.length(), 5)));
            if (day == 0 && token.length() <= 2) {
                day = number;
            } else if (year < 0) {
                year = number;
            }
            at++;
        }
    }

    private void date(String ofYear, String ofMonth, String ofDay) {
        year = Integer.parseInt(ofYear);
        month = Integer.parseInt(ofMonth);
        day = Integer.parseInt(ofDay);
        at += 5;
    }

    private void clock(String separator) {
        var read = new int[3];
        for (int i = 0; i < 3; i++) {
            read[i] = Integer.parseInt(tokens.get(at++));
            if (i == 2 || !(sign(0, separator) && digits(at + 1, 1, 2))) {
                break;
            }
            at++;
        }
        clock = read;
        if (sign(0, ".") && digits(at + 1, 1, 9)) {
            at += 2;
        }
    }

    private void zone(int direction) {
        var hours = tokens.get(at + 1);
        at += 2;
        int minutes = 0;
        if (hours.length() > 2) {
            minutes = Integer.parseInt(hours.substring(hours.length() - 2));
            hours = hours.substring(0, hours.length() - 2);
        } else if (sign(0, ":") && digits(at + 1, 2, 2)) {
            minutes = Integer.parseInt(tokens.get(at + 1));
            at += 2;
        }
        offset = direction * (Integer.parseInt(hours) * 60 + Math.min(minutes, 59));
    }

    private void word(String word) {
        if (word.equals("pm")) {
            afternoon = true;
        } else if (word.equals("am") && clock != null) {
            morning = true;
        } else if (clock != null && ZONES.get(word) instanceof String hours) {
            offset = Integer.parseInt(hours) * 60;
        } else {
            for (int i = 0; i < MONTHS.length; i++) {
                for (var beginning : MONTHS[i]) {
                    // the last one: a weekday may begin as a month does
                    month = word.startsWith(beginning) ? i + 1 : month;
                }
            }
        }
    }

    private boolean sign(int ahead, String signs) {
        return at + ahead < tokens.size()
                && tokens.get(at + ahead).length() == 1
                && signs.indexOf(tokens.get(at + ahead)) >= 0;
    }

    private boolean digits(int index, int least, int most) {
        return index < tokens.size()
                && digit(tokens.get(index).charAt(0))
                && tokens.get(index).length() >= least
                && tokens.get(index).length() <= most;
    }

    private static boolean digit(char c) {
        return c >= '0' && c <= '9';
    }
}
