package org.centrala.channels.email.parse;

import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Base64, quoted-printable and uuencode as mailers write them: what cannot be decoded stays as it is. */
final class TransferEncoding {
    private static final byte[] SEXTETS = new byte[256];

    static {
        Arrays.fill(SEXTETS, (byte) -1);
        var letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        for (int i = 0; i < letters.length(); i++) {
            SEXTETS[letters.charAt(i)] = (byte) i;
        }
    }

    private TransferEncoding() {}

    static byte[] decode(byte[] bytes, int from, int to, @Nullable String declared) {
        return switch (named(declared)) {
            case "base64" -> base64(bytes, from, to);
            case "quoted-printable" -> quotedPrintable(bytes, from, to);
            case "uuencode" -> {
                var files = Uuencoded.find(bytes, from, to);
                yield files.isEmpty()
                        ? Arrays.copyOfRange(bytes, from, to)
                        : files.getFirst().content();
            }
            default -> Arrays.copyOfRange(bytes, from, to);
        };
    }

    /** The encoding however it is spelt; empty for those that change nothing. */
    static String named(@Nullable String declared) {
        if (declared == null) {
            return "";
        }
        var letters = new StringBuilder();
        for (char c : Text.cut(declared, 100).toLowerCase(Locale.ROOT).toCharArray()) {
            if (c >= 'a' && c <= 'z' || c >= '0' && c <= '9') {
                letters.append(c);
            } else if (c == ';') {
                break;
            }
        }
        var name = letters.toString();
        return name.startsWith("base64") || name.equals("b64") || name.equals("xbase64")
                ? "base64"
                : name.startsWith("quotedprint") || name.equals("qp")
                        ? "quoted-printable"
                        : name.contains("uue") || name.equals("uu") || name.equals("xuu") ? "uuencode" : "";
    }

    /** False for text under the label of base64: it does not even begin as such, or is made of words. */
    static boolean decodable(byte[] bytes, int from, int to, @Nullable String declared) {
        if (!named(declared).equals("base64")) {
            return true;
        }
        int first = from;
        while (first < to && bytes[first] >= 0 && bytes[first] <= ' ') {
            first++;
        }
        return first == to || (SEXTETS[bytes[first] & 0xff] >= 0 || bytes[first] == '=') && !words(bytes, first, to);
    }

    /** Whether short runs of letters stand apart by blanks: no encoder does that, and relays that join lines join long ones. */
    private static boolean words(byte[] bytes, int from, int to) {
        int until = Math.min(to, from + 2000);
        int words = 0;
        int letters = 0;
        for (int i = from; i < until; i++) {
            boolean white = bytes[i] >= 0 && bytes[i] <= ' ';
            letters += white ? 0 : 1;
            words += bytes[i] == ' ' && i > from && bytes[i - 1] > ' ' ? 1 : 0;
        }
        return words >= 5 && letters / words < 20;
    }

    /** What does not begin as base64 is kept undecoded; other signs between the letters are passed over. */
    static byte[] base64(byte[] bytes, int from, int to) {
        if (!decodable(bytes, from, to, "base64")) {
            return Arrays.copyOfRange(bytes, from, to);
        }
        var out = new byte[(int) ((to - (long) from) * 3 / 4) + 3];
        int n = 0;
        int held = 0;
        int bits = 0;
        int looked = from;
        for (int i = from; i < to; i++) {
            int value = SEXTETS[bytes[i] & 0xff];
            if (value >= 0) {
                held = held << 6 | value;
                bits += 6;
                if (bits >= 8) {
                    bits -= 8;
                    out[n++] = (byte) (held >> bits);
                }
            } else if (bytes[i] == '=') {
                bits = 0;
                int rest = i + 1;
                while (rest < to && (bytes[rest] == '=' || bytes[rest] >= 0 && bytes[rest] <= ' ')) {
                    rest++;
                }
                // each line is looked through once, however many signs of an end it has
                looked = rest < looked ? looked : encodedUntil(bytes, rest, to);
                if (rest < to && (looked < 0 || (looked - rest) % 4 != 0)) {
                    // a list's footer behind the end
                    var whole = Arrays.copyOf(out, n + to - rest + 1);
                    whole[n] = '\n';
                    System.arraycopy(bytes, rest, whole, n + 1, to - rest);
                    return whole;
                }
                i = rest - 1;
            }
        }
        return Arrays.copyOf(out, n);
    }

    /** Where the line ends if it is base64 again, since some mailers join encoded pieces; else -1. */
    private static int encodedUntil(byte[] bytes, int from, int to) {
        int i = from;
        while (i < to && bytes[i] != '\n' && bytes[i] != '\r') {
            if (SEXTETS[bytes[i] & 0xff] < 0 && bytes[i] != '=') {
                return -1;
            }
            i++;
        }
        return i;
    }

    static byte[] quotedPrintable(byte[] bytes, int from, int to) {
        var out = new byte[to - from];
        int n = 0;
        int lineStart = 0;
        for (int i = from; i < to; i++) {
            byte b = bytes[i];
            if (b == '=') {
                int high = i + 1 < to ? hex(bytes[i + 1]) : -1;
                int low = i + 2 < to ? hex(bytes[i + 2]) : -1;
                if (high >= 0 && low >= 0) {
                    out[n++] = (byte) (high << 4 | low);
                    lineStart = n;
                    i += 2;
                    continue;
                }
                int eol = i + 1;
                while (eol < to && (bytes[eol] == ' ' || bytes[eol] == '\t')) {
                    eol++;
                }
                if (eol < to && bytes[eol] == '\r') {
                    eol++;
                }
                if (eol >= to || bytes[eol] == '\n') {
                    i = eol;
                    lineStart = n;
                    continue;
                }
                out[n++] = b;
            } else if (b == '\n' || b == '\r' && i + 1 < to && bytes[i + 1] == '\n') {
                // blanks before a line's end were added on the way
                while (n > lineStart && (out[n - 1] == ' ' || out[n - 1] == '\t')) {
                    n--;
                }
                out[n++] = b;
                if (b == '\r') {
                    out[n++] = '\n';
                    i++;
                }
                lineStart = n;
            } else {
                out[n++] = b;
            }
        }
        return Arrays.copyOf(out, n);
    }

    private static int hex(byte b) {
        return b < 0 ? -1 : Character.digit(b, 16);
    }
}
