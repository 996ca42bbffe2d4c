package org.centrala.channels.email.parse;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The compressed rich text of Outlook (LZFu): a window of four kilobytes that begins with common words of RTF. */
final class CompressedRtf {
    private static final int COMPRESSED = 0x75465a4c;
    private static final int PLAIN = 0x414c454d;
    private static final int LARGEST = 20_000_000;
    private static final String BEGINNING = "{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}"
            + "{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \\fdecor MS Sans SerifSymbolArialTimes New RomanCourier"
            + "{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx";

    private CompressedRtf() {}

    static byte @Nullable [] expand(byte[] packed) {
        if (packed.length < 16) {
            return null;
        }
        var in = ByteBuffer.wrap(packed).order(ByteOrder.LITTLE_ENDIAN);
        in.getInt();
        int size = in.getInt();
        int kind = in.getInt();
        in.getInt();
        if (kind == PLAIN) {
            var rest = new byte[Math.min(in.remaining(), Math.max(0, size))];
            in.get(rest);
            return rest;
        }
        if (kind != COMPRESSED || size < 0 || size > LARGEST) {
            return null;
        }
        var window = new byte[4096];
        var beginning = BEGINNING.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(beginning, 0, window, 0, beginning.length);
        int write = beginning.length;
        // how large it becomes is the sender's claim; two octets make seventeen at most
        var out = new ByteArrayOutputStream((int) Math.min(size, 9L * in.remaining()));
        while (in.hasRemaining() && out.size() < size) {
            int flags = in.get();
            for (int bit = 0; bit < 8 && in.hasRemaining() && out.size() < size; bit++) {
                if ((flags >> bit & 1) == 0) {
                    byte b = in.get();
                    out.write(b);
                    window[write++ & 4095] = b;
                } else if (in.remaining() >= 2) {
                    int token = (in.get() & 0xff) << 8 | in.get() & 0xff;
                    int from = token >> 4;
                    if (from == (write & 4095)) {
                        return out.toByteArray();
                    }
                    for (int i = 0; i < (token & 15) + 2; i++) {
                        byte b = window[from + i & 4095];
                        out.write(b);
                        window[write++ & 4095] = b;
                    }
                } else {
                    return out.toByteArray();
                }
            }
        }
        return out.toByteArray();
    }
}
