package org.centrala.channels.email.parse;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Files that stand in text as uuencode or yEnc, as mailers and news readers before MIME wrote them. */
final class Uuencoded {
    private static final int MOST_FILES = 50;

    /** One file and the bytes of the text it stood in. */
    record Found(String name, byte[] content, int from, int to) {}

    private Uuencoded() {}

    static List<Found> find(byte[] bytes, int from, int to) {
        var found = new ArrayList<Found>();
        int line = from;
        while (line < to && found.size() < MOST_FILES) {
            int next = next(bytes, line, to);
            Found file = null;
            if (starts(bytes, line, to, "begin ")) {
                file = uuencoded(bytes, line, next, to);
            } else if (starts(bytes, line, to, "=ybegin ")) {
                file = yEnc(bytes, line, next, to);
            }
            if (file != null) {
                found.add(file);
                next = file.to;
            }
            line = next;
        }
        return found;
    }

    private static @Nullable Found uuencoded(byte[] bytes, int begin, int body, int to) {
        var head = line(bytes, begin, body).split(" ", 3);
        if (head.length < 3 || !octal(head[1]) || head[2].isBlank()) {
            return null;
        }
        var out = new ByteArrayOutputStream();
        int at = body;
        boolean any = false;
        while (at < to) {
            int next = next(bytes, at, to);
            int end = trimmed(bytes, at, next);
            if (starts(bytes, at, to, "end") && end == at + 3) {
                return new Found(head[2].strip(), out.toByteArray(), begin, next);
            }
            int length = end > at ? bytes[at] - ' ' & 63 : 0;
            if (end > at && (bytes[at] < ' ' || bytes[at] > '`')) {
                break;
            }
            int needed = (length + 2) / 3 * 4;
            // blanks at the line's end are lost on the way; anything much longer is no uuencode
            if (end - at - 1 > needed + 2) {
                break;
            }
            decode(bytes, at + 1, end, length, out);
            any |= length > 0;
            at = next;
        }
        // without its end: kept when it was one at all
        return any && at >= to ? new Found(head[2].strip(), out.toByteArray(), begin, to) : null;
    }

    private static void decode(byte[] bytes, int from, int end, int length, ByteArrayOutputStream out) {
        int left = length;
        for (int i = from; left > 0; i += 4) {
            int held = 0;
            for (int k = 0; k < 4; k++) {
                held = held << 6 | (i + k < end ? bytes[i + k] - ' ' & 63 : 0);
            }
            out.write(held >> 16);
            if (left > 1) {
                out.write(held >> 8);
            }
            if (left > 2) {
                out.write(held);
            }
            left -= 3;
        }
    }

    private static @Nullable Found yEnc(byte[] bytes, int begin, int body, int to) {
        var head = line(bytes, begin, body);
        int name = head.indexOf(" name=");
        if (name < 0 || head.indexOf(" line=") < 0) {
            return null;
        }
        var out = new ByteArrayOutputStream();
        int at = body;
        if (starts(bytes, at, to, "=ypart ")) {
            at = next(bytes, at, to);
        }
        while (at < to) {
            int next = next(bytes, at, to);
            if (starts(bytes, at, to, "=yend")) {
                return new Found(head.substring(name + 6).strip(), out.toByteArray(), begin, next);
            }
            if (starts(bytes, at, to, "=ybegin ")) {
                return null;
            }
            for (int i = at; i < next; i++) {
                byte b = bytes[i];
                if (b == '\r' || b == '\n') {
                    continue;
                }
                if (b == '=' && i + 1 < next) {
                    b = (byte) (bytes[++i] - 64);
                }
                out.write(b - 42);
            }
            at = next;
        }
        return null;
    }

    private static boolean octal(String mode) {
        return mode.length() >= 3 && mode.length() <= 6 && mode.chars().allMatch(c -> c >= '0' && c <= '7');
    }

    private static boolean starts(byte[] bytes, int at, int to, String ascii) {
        if (at + ascii.length() > to) {
            return false;
        }
        for (int i = 0; i < ascii.length(); i++) {
            if (bytes[at + i] != ascii.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static int next(byte[] bytes, int from, int to) {
        int i = from;
        while (i < to && bytes[i] != '\n') {
            i++;
        }
        return Math.min(to, i + 1);
    }

    private static int trimmed(byte[] bytes, int from, int next) {
        int end = next;
        while (end > from && (bytes[end - 1] == '\n' || bytes[end - 1] == '\r')) {
            end--;
        }
        return end;
    }

    private static String line(byte[] bytes, int from, int next) {
        return new String(bytes, from, Math.min(trimmed(bytes, from, next) - from, 500), StandardCharsets.UTF_8);
    }
}
