package org.centrala.channels.email.parse;

/** What every text from outside passes before it is kept: no NUL, no stray controls, no half characters. */
final class Text {
    private Text() {}

    /** Body text: line ends become LF, control characters other than tab go. */
    static String body(String text) {
        StringBuilder cleaned = null;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (acceptable(text, i)) {
                if (cleaned != null) {
                    cleaned.append(c);
                }
                continue;
            }
            if (cleaned == null) {
                cleaned = new StringBuilder(text.length()).append(text, 0, i);
            }
            if (c == '\r') {
                if (i + 1 >= text.length() || text.charAt(i + 1) != '\n') {
                    cleaned.append('\n');
                }
            } else if (Character.isSurrogate(c)) {
                cleaned.append('\ufffd');
            }
        }
        return cleaned == null ? text : cleaned.toString();
    }

    private static boolean acceptable(String text, int i) {
        char c = text.charAt(i);
        if (c >= ' ' && c < 0x7f) {
            return true;
        }
        if (c < ' ') {
            return c == '\n' || c == '\t';
        }
        if (c < 0xa0) {
            return c == 0x85;
        }
        if (Character.isHighSurrogate(c)) {
            return i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1));
        }
        if (Character.isLowSurrogate(c)) {
            return i > 0 && Character.isHighSurrogate(text.charAt(i - 1));
        }
        // private use: our own marks between the HTML reader and the quote finder
        return c < '\ue000' || c > '\ue00f';
    }

    /** A value of one line: white space runs become one blank, controls and direction overrides go. */
    static String line(String text) {
        var cleaned = new StringBuilder(text.length());
        boolean blank = true;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == 0xa0) {
                if (!blank) {
                    cleaned.append(' ');
                }
                blank = true;
            } else if (acceptable(text, i) && !(c >= 0x202a && c <= 0x202e) && !(c >= 0x2066 && c <= 0x2069)) {
                cleaned.append(c);
                blank = false;
            }
        }
        int end = cleaned.length();
        if (end > 0 && cleaned.charAt(end - 1) == ' ') {
            cleaned.setLength(end - 1);
        }
        return cleaned.toString();
    }

    /** At most so many characters, never half of one. */
    static String cut(String text, int limit) {
        if (text.length() <= limit) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(limit - 1)) ? limit - 1 : limit;
        return text.substring(0, end);
    }
}
