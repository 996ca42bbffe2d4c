package org.centrala.channels.email.parse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Charsets that mail uses and the platform does not know: single-byte tables, and HZ (RFC 1843). */
final class CharsetTables {
    private static final Map<String, String> TABLES = read();

    private CharsetTables() {}

    private static Map<String, String> read() {
        try (var in = CharsetTables.class.getResourceAsStream("/mail/charsets.txt")) {
            var tables = new HashMap<String, String>();
            new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> line.indexOf('\t') > 0)
                    .forEach(line -> {
                        for (var label : line.substring(0, line.indexOf('\t')).split(",")) {
                            tables.put(label, line.substring(line.indexOf('\t') + 1));
                        }
                    });
            return Map.copyOf(tables);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** Null when the label is none of these. */
    static @Nullable String decode(byte[] bytes, String label) {
        var name = label.strip().toLowerCase(Locale.ROOT);
        if (name.equals("hz-gb-2312") || name.equals("hz")) {
            return hz(bytes);
        }
        var table = TABLES.get(name);
        if (table == null) {
            return null;
        }
        var text = new StringBuilder(bytes.length);
        for (byte b : bytes) {
            char c = b >= 0 ? (char) b : table.charAt(b & 0x7f);
            text.append(c == '·' && b < 0 && (b & 0xff) < 0xa0 ? (char) (b & 0xff) : c);
        }
        return text.toString();
    }

    private static String hz(byte[] bytes) {
        var text = new StringBuilder(bytes.length);
        boolean wide = false;
        var pair = new byte[2];
        var gb = Objects.requireNonNull(Charsets.named("GB18030"));
        for (int i = 0; i < bytes.length; i++) {
            byte b = bytes[i];
            byte next = i + 1 < bytes.length ? bytes[i + 1] : 0;
            if (b == '~' && (next == '{' || next == '}' || next == '~' || next == '\n')) {
                wide = next == '{' || wide && next != '}';
                if (next == '~') {
                    text.append('~');
                }
                i++;
            } else if (b == '\n') {
                wide = false;
                text.append('\n');
            } else if (wide && next > ' ') {
                pair[0] = (byte) (b | 0x80);
                pair[1] = (byte) (next | 0x80);
                text.append(new String(pair, gb));
                i++;
            } else {
                text.append((char) (b & 0xff));
            }
        }
        return text.toString();
    }
}
