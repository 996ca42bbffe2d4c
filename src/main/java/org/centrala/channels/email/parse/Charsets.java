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
    private static final Charset JAPANESE = Charset.forName("x-windows-iso2022jp");

    /** Labels whose practice is wider than their definition, and labels no registry knows. */
    private static final Map<String, String> ALIASES = Words.map("""
            us-ascii, ascii, ansi_x3.4-1968, iso-8859-1, iso8859-1, iso_8859-1, latin1, latin-1, cp-1252 = windows-1252
            iso-8859-9 = windows-1254 | iso-8859-11, tis-620, windows-874 = x-windows-874
            iso-8859-8-i, iso-8859-8-e = ISO-8859-8 | latin2 = ISO-8859-2 | cp-1250 = windows-1250
            utf8, utf-8-mac, unicode-1-1-utf-8, utf8mb4 = UTF-8 | gb2312, gbk, x-gbk, gb_2312-80, csgb2312 = GB18030
            big5, big-5, cn-big5 = Big5-HKSCS | iso-2022-jp-1, iso-2022-jp-3 = ISO-2022-JP-2
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
            return new String(bytes, escapes(bytes) ? JAPANESE : StandardCharsets.US_ASCII);
        }
        if (Utf7.named(label)) {
            return Utf7.decode(bytes);
        }
        var table = label == null ? null : CharsetTables.decode(bytes, label);
        if (table != null) {
            return table;
        }
        var declared = named(label);
        if (declared != null && !declared.equals(StandardCharsets.UTF_8) && !singleByte(declared)) {
            var exact = strictly(bytes, declared);
            var utf8 = exact == null ? strictly(bytes, StandardCharsets.UTF_8) : null;
            return exact != null ? withoutMark(exact) : utf8 != null ? utf8 : new String(bytes, declared);
        }
        // Valid multi-byte UTF-8 is never an accident: a single-byte label on it is wrong.
        var text = strictly(bytes, StandardCharsets.UTF_8);
        if (text != null) {
            return withoutMark(text);
        }
        if (declared == null || declared.equals(StandardCharsets.UTF_8) || plain(label)) {
            return new String(bytes, CharsetGuess.of(bytes));
        }
        var other = declared.name().equals("windows-1252") ? CharsetGuess.notWestern(bytes) : null;
        return new String(bytes, other == null ? declared : other);
    }

    /** The shifts of ISO-2022-JP, which are no text in ASCII. */
    private static boolean escapes(byte[] bytes) {
        for (int i = 0; i + 2 < bytes.length; i++) {
            if (bytes[i] == 0x1b && bytes[i + 1] == '$' && (bytes[i + 2] == 'B' || bytes[i + 2] == '@')) {
                return true;
            }
        }
        return false;
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
}
