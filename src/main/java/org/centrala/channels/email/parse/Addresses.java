package org.centrala.channels.email.parse;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Address lists of headers, read leniently: groups, comments, routes, quotes, missing brackets, semicolons. */
public final class Addresses {
    private static final int MOST = 1000;
    private static final int LONGEST = 320;

    private final String value;
    private final List<MailAddress> found = new ArrayList<>();
    private final StringBuilder phrase = new StringBuilder();
    private final StringBuilder comment = new StringBuilder();
    private @Nullable String angle;

    private Addresses(String value) {
        this.value = value;
    }

    /** Splits first and decodes after: an encoded comma or bracket in a name never makes another address. */
    public static List<MailAddress> parse(@Nullable String value) {
        if (value == null || value.isBlank()) {
            return List.of();
        }
        return new Addresses(value).read();
    }

    private List<MailAddress> read() {
        int i = 0;
        while (i < value.length() && found.size() < MOST) {
            char c = value.charAt(i);
            switch (c) {
                case '"' -> i = quoted(i + 1);
                case '(' -> i = comment(i + 1);
                case '<' -> i = angle(i + 1);
                case '>' -> i++;
                case ',', ';' -> {
                    finish();
                    i++;
                }
                case ':' -> {
                    if (phrase.indexOf("@") < 0 && angle == null && !mailto()) {
                        phrase.setLength(0);
                    } else {
                        phrase.append(c);
                    }
                    i++;
                }
                default -> {
                    phrase.append(c);
                    i++;
                }
            }
        }
        finish();
        return found;
    }

    private boolean mailto() {
        return phrase.toString().strip().equalsIgnoreCase("mailto");
    }

    private int quoted(int i) {
        int mark = phrase.length();
        while (i < value.length()) {
            char c = value.charAt(i);
            if (c == '\\' && i + 1 < value.length()) {
                phrase.append(value.charAt(i + 1));
                i += 2;
                continue;
            }
            if (c == '"') {
                // "local part"@domain keeps its quotes
                if (i + 1 < value.length() && value.charAt(i + 1) == '@') {
                    phrase.insert(mark, '"').append('"');
                }
                return i + 1;
            }
            phrase.append(c);
            i++;
        }
        return i;
    }

    private int comment(int i) {
        int depth = 1;
        if (!comment.isEmpty()) {
            comment.append(' ');
        }
        while (i < value.length()) {
            char c = value.charAt(i++);
            if (c == '\\' && i < value.length()) {
                comment.append(value.charAt(i++));
                continue;
            }
            if (c == '(') {
                depth++;
            } else if (c == ')' && --depth == 0) {
                return i;
            }
            comment.append(c);
        }
        return i;
    }

    private int angle(int i) {
        int end = i;
        boolean quote = false;
        while (end < value.length()) {
            char c = value.charAt(end);
            if (c == '"') {
                quote = !quote;
            } else if (!quote && (c == '>' || c == '<')) {
                break;
            } else if (!quote && c == ',' && value.charAt(i) != '@') {
                break;
            }
            end++;
        }
        var inside = value.substring(i, end);
        if (angle == null || angle.indexOf('@') < 0) {
            if (angle != null) {
                phrase.append(' ').append(angle);
            }
            angle = inside;
        }
        return end < value.length() && value.charAt(end) == '>' ? end + 1 : end;
    }

    private void finish() {
        String address;
        String name;
        if (angle != null) {
            int route = angle.startsWith("@") ? angle.lastIndexOf(':') : -1;
            address = angle.substring(route + 1);
            name = phrase.isEmpty() || phrase.toString().isBlank() ? comment.toString() : phrase.toString();
            if (address.indexOf('@') < 0
                    && name.indexOf('@') >= 0
                    && name.strip().indexOf(' ') < 0) {
                address = name.strip();
                name = angle;
            }
        } else {
            var text = phrase.toString().strip();
            int at = text.indexOf('@');
            int from = at < 0 ? -1 : text.lastIndexOf(' ', at);
            int to = at < 0 ? -1 : text.indexOf(' ', at);
            boolean quotedLocal = text.startsWith("\"");
            address = at < 0 ? "" : quotedLocal ? text : text.substring(from + 1, to < 0 ? text.length() : to);
            name = comment.isEmpty() && !quotedLocal && from > 0 ? text.substring(0, from) : comment.toString();
        }
        phrase.setLength(0);
        comment.setLength(0);
        angle = null;
        var cleaned = clean(address);
        if (cleaned != null) {
            var display = Text.cut(Text.line(EncodedWords.decode(name.strip())), 200);
            found.add(new MailAddress(cleaned, unquoted(display)));
        }
    }

    private static String unquoted(String name) {
        return name.length() > 1
                        && (name.charAt(0) == '"' || name.charAt(0) == '\'')
                        && name.charAt(name.length() - 1) == name.charAt(0)
                ? name.substring(1, name.length() - 1).strip()
                : name;
    }

    /** The address without white space and decoration, its domain lower case; null when it is none. */
    static @Nullable String clean(String raw) {
        var text = raw.indexOf("=?") >= 0 ? EncodedWords.decode(raw) : raw;
        var kept = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c > ' '
                    && c != '<'
                    && c != '>'
                    && c != 0x7f
                    && !Character.isISOControl(c)
                    && !Character.isSpaceChar(c)
                    && c != ','
                    && c != '\u200b') {
                kept.append(c);
            }
        }
        var address = kept.toString();
        if (address.startsWith("[") && address.endsWith("]")) {
            address = address.substring(1, address.length() - 1);
        }
        if (address.toLowerCase(Locale.ROOT).startsWith("mailto:")) {
            address = address.substring(7);
        }
        while (address.endsWith(".") || address.endsWith("'") && address.startsWith("'")) {
            address = address.endsWith(".")
                    ? address.substring(0, address.length() - 1)
                    : address.substring(1, Math.max(1, address.length() - 1));
        }
        int at = address.lastIndexOf('@');
        if (at <= 0 || at == address.length() - 1 || address.length() > LONGEST) {
            return null;
        }
        return Text.body(address.substring(0, at) + address.substring(at).toLowerCase(Locale.ROOT));
    }
}
