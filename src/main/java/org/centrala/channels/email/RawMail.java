package org.centrala.channels.email;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.centrala.channels.email.parse.MessageIds;
import org.jspecify.annotations.Nullable;

/** What is learned of a mail while its bytes pass by: its size, its Message-ID, and a hash of what follows the header. */
final class RawMail extends FilterInputStream {
    private static final int HEADER = 64 * 1024;

    private final MessageDigest body;
    private byte[] header = new byte[4096];
    private int headerLength;
    private boolean inBody;
    private int lineFeeds;
    private long size;

    RawMail(InputStream in) {
        super(in);
        try {
            body = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int n = in.read(target, offset, length);
        if (n > 0) {
            seen(target, offset, n);
        }
        return n;
    }

    private void seen(byte[] bytes, int offset, int n) {
        size += n;
        int at = offset;
        int end = offset + n;
        while (!inBody && at < end) {
            byte b = bytes[at++];
            keep(b);
            if (b == '\n') {
                inBody = ++lineFeeds == 2;
            } else if (b != '\r') {
                lineFeeds = 0;
            }
        }
        if (at < end) {
            body.update(bytes, at, end - at);
        }
    }

    private void keep(byte b) {
        if (headerLength < HEADER) {
            if (headerLength == header.length) {
                header = Arrays.copyOf(header, header.length * 2);
            }
            header[headerLength++] = b;
        }
    }

    long size() {
        return size;
    }

    byte[] bodyHash() {
        return body.digest();
    }

    /** Every value of a field, unfolded, in the order of the header. */
    List<String> header(String name) {
        var values = new ArrayList<String>();
        var text = new String(header, 0, headerLength, StandardCharsets.UTF_8);
        for (var line : text.replaceAll("\\r?\\n[ \\t]+", " ").split("\\r?\\n")) {
            if (line.isEmpty()) {
                break;
            }
            int colon = line.indexOf(':');
            if (colon > 0 && line.substring(0, colon).strip().equalsIgnoreCase(name)) {
                values.add(line.substring(colon + 1).strip());
            }
        }
        return values;
    }

    @Nullable
    String messageId() {
        var text = new String(header, 0, headerLength, StandardCharsets.ISO_8859_1);
        int at = 0;
        while (at < text.length()) {
            if (text.regionMatches(true, at, "message-id", 0, 10)) {
                int colon = at + 10;
                while (colon < text.length() && (text.charAt(colon) == ' ' || text.charAt(colon) == '\t')) {
                    colon++;
                }
                if (colon < text.length() && text.charAt(colon) == ':') {
                    int end = colon + 1;
                    do {
                        end = text.indexOf('\n', end);
                        end = end < 0 ? text.length() : end + 1;
                    } while (end < text.length() && (text.charAt(end) == ' ' || text.charAt(end) == '\t'));
                    var ids = MessageIds.parse(new String(
                            text.substring(colon + 1, end).getBytes(StandardCharsets.ISO_8859_1),
                            StandardCharsets.UTF_8));
                    return ids.isEmpty() ? null : ids.getFirst();
                }
            }
            int next = text.indexOf('\n', at);
            at = next < 0 ? text.length() : next + 1;
        }
        return null;
    }
}
