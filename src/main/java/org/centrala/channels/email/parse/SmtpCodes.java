package org.centrala.channels.email.parse;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reply codes of SMTP and status codes of RFC 3463 where they stand in what a server said. */
final class SmtpCodes {
    private static final Pattern STATUS =
            Pattern.compile("(?<![0-9.])([245])\\.([0-9]{1,3})\\.([0-9]{1,3})(?![0-9]|\\.[0-9])");
    private static final Pattern CODE =
            Pattern.compile("(?<![0-9.#/-])([45][0-5][0-9])(?=[ ,-]|$|\\)|:)(?! ?(?:[kKmMgG]i?[bB]|bytes))");

    private SmtpCodes() {}

    /** The first status that says something, else the first at all. */
    static @Nullable String firstStatus(@Nullable String text) {
        return status(text, true);
    }

    /** The last status that says something: a server that quotes another one puts the other's words last. */
    static @Nullable String lastStatus(@Nullable String text) {
        return status(text, false);
    }

    private static @Nullable String status(@Nullable String text, boolean first) {
        if (text == null) {
            return null;
        }
        String found = null;
        var matcher = STATUS.matcher(text);
        while (matcher.find()) {
            var one = matcher.group();
            if (found == null || vague(found) || !first && !vague(one)) {
                found = found != null && vague(one) ? found : one;
            }
        }
        return found;
    }

    static boolean vague(String status) {
        return status.endsWith(".0.0") || status.endsWith(".3.0") || status.startsWith("2");
    }

    static @Nullable String code(String diagnostic, @Nullable String status) {
        var matcher = CODE.matcher(diagnostic);
        while (matcher.find()) {
            if (status == null || status.charAt(0) == matcher.group(1).charAt(0) || status.startsWith("2")) {
                return matcher.group(1);
            }
        }
        matcher.reset();
        return matcher.find() ? matcher.group(1) : null;
    }
}
