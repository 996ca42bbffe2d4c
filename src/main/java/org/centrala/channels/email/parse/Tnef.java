package org.centrala.channels.email.parse;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * winmail.dat unpacked: the files that Outlook wraps in its Transport Neutral Encapsulation Format, and the body where the
 * mail has it nowhere else. Every length is checked against what is there; what does not fit ends the reading.
 */
final class Tnef {
    private static final int SIGNATURE = 0x223e9f78;
    private static final int MOST_FILES = 200;
    private static final int DEEPEST = 5;

    private static final int ATTACH_REND = 0x9002;
    private static final int ATTACH_DATA = 0x800f;
    private static final int ATTACH_TITLE = 0x8010;
    private static final int ATTACH_PROPERTIES = 0x9005;
    private static final int MESSAGE_PROPERTIES = 0x9003;
    private static final int BODY = 0x800c;
    private static final int CODE_PAGE = 0x9007;

    private static final int PR_BODY = 0x1000;
    private static final int PR_RTF = 0x1009;
    private static final int PR_HTML = 0x1013;
    private static final int PR_DATA = 0x3701;
    private static final int PR_FILENAME = 0x3704;
    private static final int PR_LONG_FILENAME = 0x3707;
    private static final int PR_MIME_TAG = 0x370e;
    private static final int PR_CONTENT_ID = 0x3712;
    private static final int PR_DISPLAY_NAME = 0x3001;

    /** A file of the package. */
    record Packed(String name, String type, @Nullable String contentId, byte[] content) {}

    /** What was in the package. */
    record Content(@Nullable String text, @Nullable String html, byte @Nullable [] rtf, List<Packed> files) {}

    private final List<Packed> files = new ArrayList<>();
    private Charset codePage = Charset.forName("windows-1252");
    private @Nullable String text;
    private @Nullable String html;
    private byte @Nullable [] packedRtf;

    private Tnef() {}

    /** Null when the bytes are no such package. */
    static @Nullable Content read(byte[] bytes) {
        return read(bytes, 0);
    }

    private static @Nullable Content read(byte[] bytes, int depth) {
        if (bytes.length < 6 || little(bytes).getInt() != SIGNATURE) {
            return null;
        }
        var reading = new Tnef();
        reading.attributes(little(bytes).position(6), depth);
        // expanded once, however often a package names it
        var rtf = reading.packedRtf == null ? null : CompressedRtf.expand(reading.packedRtf);
        return new Content(reading.text, reading.html, rtf, List.copyOf(reading.files));
    }

    private static ByteBuffer little(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private void attributes(ByteBuffer in, int depth) {
        Map<Integer, byte[]> attachment = null;
        String title = null;
        byte[] data = null;
        while (in.remaining() >= 11 && files.size() < MOST_FILES) {
            in.get();
            int id = in.getInt() & 0xffff;
            int length = in.getInt();
            if (length < 0 || length > in.remaining()) {
                break;
            }
            var value = new byte[length];
            in.get(value);
            if (in.remaining() >= 2) {
                in.getShort();
            }
            switch (id) {
                case CODE_PAGE -> {
                    var named = length < 4
                            ? null
                            : Charsets.named("windows-" + little(value).getInt());
                    codePage = named == null ? codePage : named;
                }
                case BODY -> text = zeroEnded(value, codePage);
                case MESSAGE_PROPERTIES -> message(properties(value));
                case ATTACH_REND -> {
                    if (attachment != null) {
                        add(title, data, attachment, depth);
                    }
                    attachment = new HashMap<>();
                    title = null;
                    data = null;
                }
                case ATTACH_TITLE -> title = zeroEnded(value, codePage);
                case ATTACH_DATA -> data = value;
                case ATTACH_PROPERTIES -> {
                    attachment = attachment == null ? new HashMap<>() : attachment;
                    attachment.putAll(properties(value));
                }
                default -> {}
            }
        }
        if (attachment != null) {
            add(title, data, attachment, depth);
        }
    }

    private void message(Map<Integer, byte[]> properties) {
        var plain = properties.get(PR_BODY);
        text = plain == null ? text : zeroEnded(plain, StandardCharsets.UTF_8);
        var page = properties.get(PR_HTML);
        html = page == null ? html : Charsets.decode(page, null);
        var rich = properties.get(PR_RTF);
        packedRtf = rich == null ? packedRtf : rich;
    }

    private void add(@Nullable String title, byte @Nullable [] data, Map<Integer, byte[]> properties, int depth) {
        var name = string(properties, PR_LONG_FILENAME);
        name = name == null ? title : name;
        name = name == null ? string(properties, PR_FILENAME) : name;
        name = name == null ? string(properties, PR_DISPLAY_NAME) : name;
        var content = data != null && data.length > 0 ? data : properties.get(PR_DATA);
        if (content == null) {
            return;
        }
        if (data == null && content.length > 22 && little(content).position(16).getInt() == SIGNATURE) {
            // a message inside: its files are what somebody wants to have
            var inner = new byte[content.length - 16];
            System.arraycopy(content, 16, inner, 0, inner.length);
            var nested = depth < DEEPEST ? read(inner, depth + 1) : null;
            if (nested != null) {
                if (nested.text() != null && !nested.text().isBlank()) {
                    files.add(new Packed(
                            (name == null ? "message" : name) + ".txt",
                            "text/plain",
                            null,
                            nested.text().getBytes(StandardCharsets.UTF_8)));
                }
                files.addAll(nested.files());
                return;
            }
        }
        var type = string(properties, PR_MIME_TAG);
        files.add(new Packed(
                name == null || name.isBlank() ? "attachment" : name,
                type == null || type.indexOf('/') < 0 ? "application/octet-stream" : type,
                string(properties, PR_CONTENT_ID),
                content));
    }

    private static @Nullable String string(Map<Integer, byte[]> properties, int id) {
        var value = properties.get(id);
        var string =
                value == null ? "" : zeroEnded(value, StandardCharsets.UTF_8).strip();
        return string.isEmpty() ? null : string;
    }

    private static String zeroEnded(byte[] value, Charset charset) {
        int length = value.length;
        while (length > 0 && value[length - 1] == 0) {
            length--;
        }
        return new String(value, 0, length, charset);
    }

    /** Strings come out as UTF-8, whatever they were. */
    private Map<Integer, byte[]> properties(byte[] bytes) {
        var found = new HashMap<Integer, byte[]>();
        var in = little(bytes);
        try {
            int count = in.getInt();
            for (int i = 0; i < count && i < 2000; i++) {
                property(in, found);
            }
        } catch (BufferUnderflowException | IllegalArgumentException | IndexOutOfBoundsException cutOff) {
            return found;
        }
        return found;
    }

    private void property(ByteBuffer in, Map<Integer, byte[]> found) {
        int type = in.getShort() & 0xffff;
        int id = in.getShort() & 0xffff;
        if (id >= 0x8000) {
            in.position(in.position() + 16);
            if (in.getInt() == 0) {
                in.getInt();
            } else {
                skip(in, in.getInt());
            }
        }
        boolean many = (type & 0x1000) != 0;
        int plain = type & 0xfff;
        int size = switch (plain) {
            case 0x02, 0x03, 0x04, 0x0a, 0x0b -> 4;
            case 0x05, 0x06, 0x07, 0x14, 0x40 -> 8;
            case 0x48 -> 16;
            default -> 0;
        };
        int values = size == 0 || many ? in.getInt() : 1;
        for (int i = 0; i < values; i++) {
            int length = size == 0 ? in.getInt() : size;
            if (length < 0 || length > in.remaining()) {
                throw new IllegalArgumentException("longer than what is there");
            }
            if (size > 0) {
                skip(in, length);
                continue;
            }
            var value = new byte[length];
            in.get(value);
            in.position(Math.min(in.limit(), in.position() + (4 - length % 4) % 4));
            if (plain == 0x1f) {
                value = zeroEnded(new String(value, StandardCharsets.UTF_16LE));
            } else if (plain == 0x1e) {
                value = zeroEnded(value, codePage).getBytes(StandardCharsets.UTF_8);
            }
            found.putIfAbsent(id, value);
        }
    }

    private static byte[] zeroEnded(String text) {
        int end = text.indexOf('\0');
        return (end < 0 ? text : text.substring(0, end)).getBytes(StandardCharsets.UTF_8);
    }

    private static void skip(ByteBuffer in, int length) {
        if (length < 0 || length > in.remaining()) {
            throw new IllegalArgumentException("longer than what is there");
        }
        in.position(Math.min(in.limit(), in.position() + length + (4 - length % 4) % 4));
    }
}
