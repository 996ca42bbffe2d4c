package org.centrala.channels.email.imap;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The few fields of a header that tell one mail from another without fetching it. */
final class ListedHeader {
    private static final Pattern FOLD = Pattern.compile("\\r?\\n[ \\t]+");
    private static final Pattern ID = Pattern.compile("(?im)^message-id[ \\t]*:[ \\t]*<([^<>\\r\\n]{1,900})>");

    private ListedHeader() {}

    /** The Message-ID without angle brackets, when it is in a form that can be compared. */
    static @Nullable String messageId(@Nullable String header) {
        if (header == null) {
            return null;
        }
        var found = ID.matcher(FOLD.matcher(header).replaceAll(" "));
        return found.find() ? found.group(1).strip() : null;
    }

    /** When the last server on the way got it, else when it was written; null when neither can be read. */
    static @Nullable Instant date(@Nullable String header) {
        if (header == null) {
            return null;
        }
        String written = null;
        for (var line : FOLD.matcher(header).replaceAll(" ").split("\\r?\\n")) {
            var lower = line.toLowerCase(Locale.ROOT);
            if (lower.startsWith("received:")) {
                var at = parse(line.substring(line.lastIndexOf(';') + 1));
                if (at != null) {
                    return at;
                }
            } else if (lower.startsWith("date:") && written == null) {
                written = line.substring(5);
            }
        }
        return written == null ? null : parse(written);
    }

    private static @Nullable Instant parse(String date) {
        try {
            var plain =
                    date.replaceAll("\\([^)]*\\)", " ").replaceAll("\\s+", " ").strip();
            return ZonedDateTime.parse(plain, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
        } catch (DateTimeException unreadable) {
            return null;
        }
    }
}
