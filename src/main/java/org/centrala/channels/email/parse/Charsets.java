package org.centrala.channels.email.parse;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Bytes to text with the charset a mail declares, and a sensible one when it declares none or a wrong one. */
final class Charsets {
    private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");
    private static final Charset WINDOWS_1250 = Charset.forName("windows-1250");
    private static final Charset ISO_8859_2 = Charset.forName("ISO-8859-2");

    /** Labels whose practice is wider than their definition, and labels no registry knows. */
    private static final Map<String, String> ALIASES = Words.map("""
            us-ascii, ascii, ansi_x3.4-1968, iso-8859-1, iso8859-1, iso_8859-1, latin1, latin-1, cp-1252 = windows-1252
            iso-8859-9 = windows-1254 | iso-8859-11, tis-620, windows-874 = x-windows-874
            iso-8859-8-i, iso-8859-8-e = ISO-8859-8 | latin2 = ISO-8859-2 | cp-1250 = windows-1250
            utf8, utf-8-mac, unicode-1-1-utf-8, utf8mb4 = UTF-8 | gb2312, gbk, x-gbk, hz-gb-2312 = GB18030
            shift_jis, shift-jis, sjis, x-sjis = windows-31j | ks_c_5601-1987, ks_c_5601, euc-kr = x-windows-949
            iso-2022-jp = x-windows-iso2022jp | macintosh, mac = x-MacRoman | x-mac-cyrillic = x-MacCyrillic
            x-mac-ce = x-MacCentralEurope
            """);

    private Charsets() {}

    static @Nullable Charset named(@Nullable String label) {
        if (label == null) {
            return null;
        }
        var name = label.strip().toLowerCase(Locale.ROOT);
        if (name.length() > 1 && (name.charAt(0) == '"' || name.charAt(0) == '\'')) {
            name = name.substring(1, name.length() - 1).strip();
        }
        if (name.isEmpty() || name.length() > 60) {
            return null;
        }
        try {
            return Charset.forName(ALIASES.getOrDefault(name, name));
        } catch (IllegalArgumentException unknown) {
            return null;
        }
    }

    static String decode(byte[] bytes, @Nullable String label) {
        if (ascii(bytes) && !escaping(label)) {
            return new String(bytes, StandardCharsets.US_ASCII);
        }
        if (Utf7.named(label)) {
            return Utf7.decode(bytes);
        }
        var declared = named(label);
        if (declared != null && !declared.equals(StandardCharsets.UTF_8) && !singleByte(declared)) {
            return new String(bytes, declared);
        }
        // Valid multi-byte UTF-8 is never an accident: a single-byte label on it is wrong.
        var text = strictly(bytes, StandardCharsets.UTF_8);
        if (text != null) {
            return withoutMark(text);
        }
        return new String(
                bytes,
                declared == null || declared.equals(StandardCharsets.UTF_8) || plain(label) ? guess(bytes) : declared);
    }

    /** A label that says nothing about letters beyond ASCII. */
    private static boolean plain(@Nullable String label) {
        return label != null && label.toLowerCase(Locale.ROOT).contains("ascii");
    }

    private static boolean escaping(@Nullable String label) {
        if (label == null) {
            return false;
        }
        var name = label.toLowerCase(Locale.ROOT);
        return name.startsWith("iso-2022")
                || name.startsWith("utf-16")
                || name.startsWith("utf-32")
                || Utf7.named(name)
                || name.startsWith("hz");
    }

    private static boolean singleByte(Charset charset) {
        try {
            return charset.newEncoder().maxBytesPerChar() == 1f;
        } catch (UnsupportedOperationException decodesOnly) {
            return false;
        }
    }

    private static String withoutMark(String text) {
        return !text.isEmpty() && text.charAt(0) == '\ufeff' ? text.substring(1) : text;
    }

    static boolean ascii(byte[] bytes) {
        for (byte b : bytes) {
            if (b < 0) {
                return false;
            }
        }
        return true;
    }

    private static @Nullable String strictly(byte[] bytes, Charset charset) {
        try {
            return charset.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException wrong) {
            return null;
        }
    }

    /**
     * Neither declared nor UTF-8: mostly broken UTF-8, else one of the three old European pages. The signs that Central
     * European letters replace (¹ ³ ¿ ¶ ¼ ¾ ±) do not stand beside letters in Western text.
     */
    private static Charset guess(byte[] bytes) {
        int multi = 0;
        int broken = 0;
        int windows = 0;
        int iso = 0;
        int shared = 0;
        for (int i = 0; i < bytes.length; i++) {
            int b = bytes[i] & 0xff;
            if (b < 0x80) {
                continue;
            }
            int follow = b >= 0xf0 ? 3 : b >= 0xe0 ? 2 : b >= 0xc2 ? 1 : 0;
            if (follow > 0 && continued(bytes, i, follow)) {
                multi++;
                i += follow;
                continue;
            }
            broken++;
            boolean inWord = letter(bytes, i - 1) || letter(bytes, i + 1);
            switch (b) {
                case 0x9c, 0x9f, 0x9a, 0x9e, 0x8c, 0x8a, 0x8e, 0xb9 -> windows += inWord ? 1 : 0;
                case 0xb1, 0xb6, 0xbc, 0xbe, 0xa6, 0xac -> iso += inWord ? 1 : 0;
                case 0xb3, 0xbf -> shared += inWord ? 1 : 0;
                default -> {}
            }
        }
        if (multi > broken * 2) {
            return StandardCharsets.UTF_8;
        }
        boolean central = shared > 0 || iso > 0 || count(bytes, 0xb9) > 0 && windows > 0;
        return !central ? WINDOWS_1252 : iso > windows ? ISO_8859_2 : WINDOWS_1250;
    }

    private static boolean continued(byte[] bytes, int at, int follow) {
        for (int i = 1; i <= follow; i++) {
            if (at + i >= bytes.length || (bytes[at + i] & 0xc0) != 0x80) {
                return false;
            }
        }
        return true;
    }

    private static boolean letter(byte[] bytes, int at) {
        if (at < 0 || at >= bytes.length) {
            return false;
        }
        int b = bytes[at] & 0xff;
        return b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z';
    }

    private static int count(byte[] bytes, int value) {
        int count = 0;
        for (byte b : bytes) {
            if ((b & 0xff) == value) {
                count++;
            }
        }
        return count;
    }
}
