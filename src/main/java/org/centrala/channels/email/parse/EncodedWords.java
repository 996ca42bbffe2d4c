package org.centrala.channels.email.parse;

import java.io.ByteArrayOutputStream;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Encoded words of RFC 2047, read as mailers write them: neighbours in one charset are joined as bytes first, because
 * many mailers cut in the middle of a character.
 */
final class EncodedWords {
    private EncodedWords() {}

    static String decode(String value) {
        int start = value.indexOf("=?");
        if (start < 0) {
            return value;
        }
        var out = new StringBuilder(value.length());
        var bytes = new ByteArrayOutputStream();
        String charset = null;
        int at = 0;
        while (start >= 0) {
            var word = Word.at(value, start);
            if (word == null) {
                start = value.indexOf("=?", start + 2);
                continue;
            }
            var between = value.substring(at, start);
            boolean joined = charset != null && between.isBlank();
            if (charset != null && !(joined && charset.equalsIgnoreCase(word.charset))) {
                out.append(Charsets.decode(bytes.toByteArray(), charset));
                bytes.reset();
            }
            if (!joined) {
                out.append(between);
            }
            charset = word.charset;
            bytes.writeBytes(word.content);
            at = word.end;
            start = value.indexOf("=?", at);
        }
        if (charset != null) {
            out.append(Charsets.decode(bytes.toByteArray(), charset));
        }
        return out.append(value, at, value.length()).toString();
    }

    private record Word(String charset, byte[] content, int end) {
        static @Nullable Word at(String value, int start) {
            int first = value.indexOf('?', start + 2);
            if (first < 0
                    || first == start + 2
                    || first - start > 60
                    || first + 2 >= value.length()
                    || value.charAt(first + 2) != '?') {
                return null;
            }
            char encoding = Character.toUpperCase(value.charAt(first + 1));
            int end = value.indexOf("?=", first + 3);
            if (end < 0 || encoding != 'B' && encoding != 'Q') {
                return null;
            }
            // "=?utf-8?Q?=41?=" : the closing mark may be taken too early when the text starts with '='
            if (encoding == 'Q' && end == first + 2) {
                end = value.indexOf("?=", end + 2);
                if (end < 0) {
                    return null;
                }
            }
            var charset = value.substring(start + 2, first);
            int language = charset.indexOf('*');
            if (language > 0) {
                charset = charset.substring(0, language);
            }
            for (int i = 0; i < charset.length(); i++) {
                if (charset.charAt(i) <= ' ') {
                    return null;
                }
            }
            var text = value.substring(first + 3, end);
            return new Word(charset, encoding == 'B' ? base64(text) : quoted(text), end + 2);
        }
    }

    static byte[] base64(String text) {
        var letters = new byte[text.length()];
        int n = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '+' || c == '/') {
                letters[n++] = (byte) c;
            }
        }
        if (n % 4 == 1) {
            n--;
        }
        return Base64.getDecoder().decode(java.util.Arrays.copyOf(letters, n));
    }

    private static byte[] quoted(String text) {
        var out = new ByteArrayOutputStream(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '_') {
                out.write(' ');
            } else if (c == '='
                    && i + 2 < text.length()
                    && hex(text.charAt(i + 1)) >= 0
                    && hex(text.charAt(i + 2)) >= 0) {
                out.write(hex(text.charAt(i + 1)) << 4 | hex(text.charAt(i + 2)));
                i += 2;
            } else if (c < 0x80) {
                out.write(c);
            } else {
                out.writeBytes(String.valueOf(c).getBytes(java.nio.charset.StandardCharsets.UTF_8));
            }
        }
        return out.toByteArray();
    }

    static int hex(char c) {
        return c < 0x80 ? Character.digit(c, 16) : -1;
    }
}
