package org.centrala.channels.email.parse;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A header value with parameters, such as Content-Type: continuations and charsets of RFC 2231 included. */
final class Parameters {
    private final String value;
    private final Map<String, String> parameters = new HashMap<>();

    private record Piece(String text, boolean extended) {}

    private Parameters(String value) {
        this.value = value;
    }

    String value() {
        return value;
    }

    @Nullable
    String get(String name) {
        return parameters.get(name);
    }

    static Parameters of(@Nullable String header) {
        if (header == null) {
            return new Parameters("");
        }
        int first = header.indexOf(';');
        int equals = header.indexOf('=');
        if (equals > 0 && (first < 0 || equals < first)) {
            // "attachment filename=x": the semicolon was forgotten
            int blank = header.strip().indexOf(' ');
            first = blank > 0 && blank < equals ? header.indexOf(' ', header.indexOf(header.strip())) : first;
        }
        var parsed = new Parameters(
                (first < 0 ? header : header.substring(0, first)).strip().toLowerCase(Locale.ROOT));
        if (first >= 0) {
            parsed.read(header, first + 1);
        }
        return parsed;
    }

    private void read(String header, int i) {
        Map<String, TreeMap<Integer, Piece>> pieces = null;
        int count = 0;
        while (i < header.length() && count++ < 100) {
            while (i < header.length() && (header.charAt(i) <= ' ' || header.charAt(i) == ';')) {
                i++;
            }
            int nameStart = i;
            while (i < header.length() && header.charAt(i) != '=' && header.charAt(i) != ';') {
                i++;
            }
            if (i >= header.length() || header.charAt(i) == ';') {
                continue;
            }
            var name = header.substring(nameStart, i).strip().toLowerCase(Locale.ROOT);
            i++;
            while (i < header.length() && header.charAt(i) <= ' ') {
                i++;
            }
            var text = new StringBuilder();
            if (i < header.length() && header.charAt(i) == '"') {
                i++;
                while (i < header.length() && header.charAt(i) != '"') {
                    if (header.charAt(i) == '\\'
                            && i + 1 < header.length()
                            && (header.charAt(i + 1) == '"' || header.charAt(i + 1) == '\\')) {
                        i++;
                    }
                    text.append(header.charAt(i++));
                }
                while (i < header.length() && header.charAt(i) != ';') {
                    i++;
                }
            } else {
                int start = i;
                while (i < header.length() && header.charAt(i) != ';') {
                    i++;
                }
                text.append(header.substring(start, i).strip());
            }
            int star = name.indexOf('*');
            if (star < 0) {
                parameters.putIfAbsent(name, plain(text.toString()));
            } else if (star > 0) {
                pieces = pieces == null ? new HashMap<>() : pieces;
                boolean extended = name.endsWith("*");
                var digits = name.substring(star + 1, extended ? Math.max(star + 1, name.length() - 1) : name.length());
                pieces.computeIfAbsent(name.substring(0, star), key -> new TreeMap<>())
                        .putIfAbsent(index(digits), new Piece(text.toString(), extended));
            }
        }
        if (pieces != null) {
            pieces.forEach((name, parts) -> parameters.put(name, joined(parts)));
        }
    }

    /** Quoted with the wrong quotes, or in the form of RFC 2231 without its star. */
    private static String plain(String text) {
        if (text.length() > 1 && text.charAt(0) == '\'' && text.charAt(text.length() - 1) == '\'') {
            return text.substring(1, text.length() - 1);
        }
        int language = text.indexOf('\'');
        int end = language < 0 ? -1 : text.indexOf('\'', language + 1);
        if (end > 0 && text.indexOf('%') > end && Charsets.named(text.substring(0, language)) != null) {
            var bytes = new ByteArrayOutputStream();
            percent(text.substring(end + 1), bytes);
            return Charsets.decode(bytes.toByteArray(), text.substring(0, language));
        }
        return text;
    }

    private static int index(String digits) {
        return digits.isEmpty() || digits.length() > 4 || !digits.chars().allMatch(c -> c >= '0' && c <= '9')
                ? 0
                : Integer.parseInt(digits);
    }

    private static String joined(TreeMap<Integer, Piece> pieces) {
        var bytes = new ByteArrayOutputStream();
        String charset = null;
        boolean first = true;
        for (var piece : pieces.values()) {
            var text = piece.text;
            if (first && piece.extended) {
                int quote = text.indexOf('\'');
                int second = quote < 0 ? -1 : text.indexOf('\'', quote + 1);
                if (second > 0) {
                    charset = text.substring(0, quote);
                    text = text.substring(second + 1);
                }
            }
            first = false;
            if (piece.extended) {
                percent(text, bytes);
            } else {
                bytes.writeBytes(text.getBytes(StandardCharsets.UTF_8));
            }
        }
        return Charsets.decode(bytes.toByteArray(), charset == null || charset.isEmpty() ? "utf-8" : charset);
    }

    private static void percent(String text, ByteArrayOutputStream bytes) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '%'
                    && i + 2 < text.length() + 0
                    && EncodedWords.hex(text.charAt(i + 1)) >= 0
                    && EncodedWords.hex(text.charAt(i + 2)) >= 0) {
                bytes.write(EncodedWords.hex(text.charAt(i + 1)) << 4 | EncodedWords.hex(text.charAt(i + 2)));
                i += 2;
            } else {
                bytes.writeBytes(String.valueOf(c).getBytes(StandardCharsets.UTF_8));
            }
        }
    }
}
