package org.centrala.channels.email.parse;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** UTF-7 (RFC 2152), which old mail still uses and the platform does not know. */
final class Utf7 {
    private Utf7() {}

    static boolean named(@Nullable String label) {
        if (label == null) {
            return false;
        }
        var name = label.strip().toLowerCase(Locale.ROOT);
        return name.equals("utf-7") || name.equals("utf7") || name.equals("unicode-1-1-utf-7");
    }

    static String decode(byte[] bytes) {
        var text = new StringBuilder(bytes.length);
        int i = 0;
        while (i < bytes.length) {
            int b = bytes[i++] & 0xff;
            if (b != '+') {
                text.append((char) b);
                continue;
            }
            if (i < bytes.length && bytes[i] == '-') {
                text.append('+');
                i++;
                continue;
            }
            int bits = 0;
            int held = 0;
            int value;
            while (i < bytes.length && (value = sextet(bytes[i])) >= 0) {
                i++;
                held = held << 6 | value;
                bits += 6;
                if (bits >= 16) {
                    bits -= 16;
                    text.append((char) (held >> bits & 0xffff));
                    held &= (1 << bits) - 1;
                }
            }
            if (i < bytes.length && bytes[i] == '-') {
                i++;
            }
        }
        return text.toString();
    }

    private static int sextet(byte b) {
        if (b >= 'A' && b <= 'Z') {
            return b - 'A';
        }
        if (b >= 'a' && b <= 'z') {
            return b - 'a' + 26;
        }
        if (b >= '0' && b <= '9') {
            return b - '0' + 52;
        }
        return b == '+' ? 62 : b == '/' ? 63 : -1;
    }
}
