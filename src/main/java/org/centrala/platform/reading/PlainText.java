package org.centrala.platform.reading;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** Text of which nobody says how it is written: Unicode where it can be that, else as Central Europe wrote before. */
final class PlainText {
    private static final Charset WINDOWS = Charset.forName("windows-1250");
    private static final Charset ISO = Charset.forName("ISO-8859-2");
    private static final String USUAL = "ąćęłńóśźżčšžđ";
    /** What the letters of one look like when they are read as the other. */
    private static final String UNUSUAL = "±¶ľĽˇ¸¦¬\u009a\u009c\u009e\u009f";

    private PlainText() {}

    static String of(byte[] content) {
        if (begins(content, 0xef, 0xbb, 0xbf)) {
            return new String(content, 3, content.length - 3, StandardCharsets.UTF_8);
        }
        if (begins(content, 0xff, 0xfe) || begins(content, 0xfe, 0xff)) {
            return new String(content, StandardCharsets.UTF_16);
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content))
                    .toString();
        } catch (CharacterCodingException notUnicode) {
            var windows = new String(content, WINDOWS);
            var iso = new String(content, ISO);
            return likeliness(iso) > likeliness(windows) ? iso : windows;
        }
    }

    private static long likeliness(String text) {
        return text.chars()
                .limit(200_000)
                .map(c -> USUAL.indexOf(Character.toLowerCase(c)) >= 0
                        ? 1
                        : UNUSUAL.indexOf(c) >= 0 || Character.isISOControl(c) && c >= 0x80 ? -3 : 0)
                .sum();
    }

    private static boolean begins(byte[] content, int... bytes) {
        for (int at = 0; at < bytes.length; at++) {
            if (content.length <= at || (content[at] & 0xff) != bytes[at]) {
                return false;
            }
        }
        return true;
    }
}
