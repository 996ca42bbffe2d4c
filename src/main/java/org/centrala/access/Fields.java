package org.centrala.access;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.centrala.platform.web.Problem;
import org.jspecify.annotations.Nullable;

/** Checks what a request brings before it becomes a name, an address or a choice. */
final class Fields {
    static final Set<String> LANGUAGES = Set.of("en", "pl", "sl");
    static final Set<String> THEMES = Set.of("light", "dark", "auto");
    static final Set<String> STATUSES = Set.of("invited", "active", "deactivated");
    static final Set<String> DENSITIES = Set.of("comfortable", "compact");

    private static final int MAX_NAME = 100;
    private static final int MAX_SIGNATURE = 10_000;
    private static final Pattern EMAIL = Pattern.compile(
            "[^\\s@<>()\\[\\],;:\\\\\"\\p{Cntrl}]{1,64}@[\\p{L}\\p{N}]([\\p{L}\\p{N}.-]{0,250}[\\p{L}\\p{N}])?");
    /** Control and format characters: line ends would split mail headers, bidirectional marks would fake names. */
    private static final Pattern INVISIBLE =
            Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Co}\\p{Cs}\\u2028\\u2029&&[^\\u200c\\u200d]]");

    private Fields() {}

    static <T> T required(String field, @Nullable T value) {
        if (value == null) {
            throw Problem.invalid(field, "is missing");
        }
        return value;
    }

    static String name(String field, @Nullable String value) {
        var name = required(field, value).strip();
        if (name.isEmpty() || name.length() > MAX_NAME) {
            throw Problem.invalid(field, "must have 1 to " + MAX_NAME + " characters");
        }
        if (INVISIBLE.matcher(name).find()) {
            throw Problem.invalid(field, "must be one line of visible characters");
        }
        return name;
    }

    /** The address in the form that is compared and kept: lower case. */
    static String email(String field, @Nullable String value) {
        var email = normalised(required(field, value));
        if (email.length() > 254 || !EMAIL.matcher(email).matches() || email.contains("..")) {
            throw Problem.invalid(field, "must be an e-mail address");
        }
        return email;
    }

    static String normalised(String email) {
        return email.strip().toLowerCase(Locale.ROOT);
    }

    static String language(String field, @Nullable String value) {
        return oneOf(field, value, LANGUAGES);
    }

    static String oneOf(String field, @Nullable String value, Set<String> choices) {
        var chosen = required(field, value);
        if (!choices.contains(chosen)) {
            throw Problem.invalid(
                    field,
                    "must be one of "
                            + String.join(", ", choices.stream().sorted().toList()));
        }
        return chosen;
    }

    static String signature(String field, @Nullable String value) {
        var signature = required(field, value);
        if (signature.length() > MAX_SIGNATURE || signature.indexOf('\0') >= 0) {
            throw Problem.invalid(field, "must have at most " + MAX_SIGNATURE + " characters");
        }
        return signature;
    }
}
