package org.centrala.platform.web;

import java.util.regex.Pattern;

/** The key of a request: a quoted string as structured fields have it, or the same characters without the quotes. */
final class IdempotencyKey {
    static final String HEADER = "Idempotency-Key";
    static final int LONGEST = 200;

    private static final Pattern QUOTED = Pattern.compile("\"((?:[\\x20\\x21\\x23-\\x5B\\x5D-\\x7E]|\\\\[\"\\\\])*)\"");
    private static final Pattern PLAIN = Pattern.compile("[\\x21\\x23-\\x7E][\\x20-\\x7E]*");

    private IdempotencyKey() {}

    static String read(String header) {
        var value = header.strip();
        var quoted = QUOTED.matcher(value);
        var key = quoted.matches()
                ? quoted.group(1).replaceAll("\\\\(.)", "$1")
                : PLAIN.matcher(value).matches() ? value : "";
        if (key.isBlank() || key.length() > LONGEST) {
            throw Problem.invalid(HEADER, "has 1 to " + LONGEST + " visible ASCII characters, in quotes or without");
        }
        return key;
    }
}
