package org.centrala.channels.email.parse;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.james.mime4j.MimeException;
import org.apache.james.mime4j.io.MaxHeaderLengthLimitException;
import org.apache.james.mime4j.io.MaxHeaderLimitException;
import org.apache.james.mime4j.stream.EntityState;
import org.apache.james.mime4j.stream.Field;
import org.apache.james.mime4j.stream.MimeConfig;
import org.apache.james.mime4j.stream.MimeTokenStream;
import org.apache.james.mime4j.stream.RecursionMode;
import org.jspecify.annotations.Nullable;

/**
 * Reads any bytes that claim to be a mail. The MIME structure and the transfer encodings are mime4j's work; what header
 * values mean, which parts are the body, and which charset the bytes really are is decided here, leniently. Bounded in
 * depth, parts, header size and time; the only thing ever thrown is {@link MailUnreadable}.
 */
public final class MailParser {
    private static final int MOST_PARTS = 1000;
    private static final int DEEPEST = 25;
    private static final int MOST_HEADERS = 2000;
    private static final int LONGEST_HEADER = 512 * 1024;
    private static final long LONGEST_NANOS = 20_000_000_000L;

    private static final MimeConfig CONFIG = MimeConfig.custom()
            .setStrictParsing(false)
            .setMaxLineLen(-1)
            .setMaxHeaderCount(MOST_HEADERS)
            .setMaxHeaderLen(LONGEST_HEADER)
            .setMaxContentLen(-1)
            .build();

    public ParsedMail parse(InputStream raw) {
        try (raw) {
            return parse(raw.readAllBytes());
        } catch (IOException unreadable) {
            throw new MailUnreadable("mail.unreadable", "The raw mail could not be read", unreadable);
        }
    }

    public ParsedMail parse(byte[] raw) {
        if (raw.length == 0) {
            throw new MailUnreadable("mail.empty", "The mail is empty");
        }
        try {
            var root = new Reading(System.nanoTime() + LONGEST_NANOS).read(raw, 0);
            if (root.headers.isEmpty() && root.content.length == 0) {
                throw new MailUnreadable("mail.empty", "The mail has neither header nor body");
            }
            return Bodies.assemble(root);
        } catch (MaxHeaderLimitException | MaxHeaderLengthLimitException large) {
            throw new MailUnreadable("mail.headerTooLarge", "The mail's header is larger than any honest one", large);
        } catch (MimeException | IOException | RuntimeException wrong) {
            if (wrong instanceof MailUnreadable known) {
                throw known;
            }
            throw new MailUnreadable(
                    "mail.malformed",
                    "The mail's structure cannot be read: " + wrong.getClass().getSimpleName(),
                    wrong);
        }
    }

    /** One walk over the tokens of one mail. */
    private static final class Reading {
        private final long deadline;
        private int parts;

        Reading(long deadline) {
            this.deadline = deadline;
        }

        MailPart read(byte[] raw, int depth) throws MimeException, IOException {
            var stream = new MimeTokenStream(CONFIG);
            stream.setRecursionMode(RecursionMode.M_NO_RECURSE);
            stream.parse(new ByteArrayInputStream(raw, start(raw), raw.length - start(raw)));
            var open = new ArrayDeque<MailPart>();
            var root = new MailPart(new MailHeaders());
            var current = root;
            for (var state = stream.getState(); state != EntityState.T_END_OF_STREAM; state = stream.next()) {
                switch (state) {
                    case T_START_BODYPART -> {
                        if (++parts > MOST_PARTS) {
                            throw new MailUnreadable(
                                    "mail.tooManyParts", "The mail has more than " + MOST_PARTS + " parts");
                        }
                        if (System.nanoTime() > deadline) {
                            throw new MailUnreadable("mail.tooSlow", "The mail takes too long to read");
                        }
                        current = new MailPart(new MailHeaders());
                        open.getFirst().children.add(current);
                        if (depth + open.size() >= DEEPEST) {
                            stream.setRecursionMode(RecursionMode.M_FLAT);
                        }
                    }
                    case T_FIELD -> add(current.headers, stream.getField());
                    case T_BODY -> {
                        current.resolve(open.isEmpty() ? "" : open.getFirst().type());
                        current.content = stream.getDecodedInputStream().readAllBytes();
                        if (current.claimsMultipart()
                                && stream.getBodyDescriptor().getBoundary() == null) {
                            withoutBoundary(current, depth + open.size());
                        }
                    }
                    case T_START_MULTIPART -> {
                        current.resolve("");
                        open.push(current);
                    }
                    case T_END_MULTIPART -> open.pop();
                    default -> {}
                }
            }
            return root;
        }

        /** A multipart that forgot its boundary: the first line that starts with two hyphens and comes again is it. */
        private void withoutBoundary(MailPart part, int depth) throws MimeException, IOException {
            var body = part.content;
            var boundary = depth < DEEPEST ? guess(body) : null;
            if (boundary != null) {
                var bytes = new ByteArrayOutputStream(body.length + 200);
                bytes.writeBytes(("Content-Type: " + part.type() + "; boundary=\"" + boundary + "\"\r\n\r\n")
                        .getBytes(StandardCharsets.ISO_8859_1));
                bytes.writeBytes(body);
                part.children.addAll(read(bytes.toByteArray(), depth + 1).children);
            }
            if (part.children.isEmpty()) {
                var only = new MailPart(new MailHeaders());
                only.resolve("");
                only.content = body;
                part.children.add(only);
            }
        }

        private static @Nullable String guess(byte[] body) {
            var text = new String(body, 0, Math.min(body.length, 200_000), StandardCharsets.ISO_8859_1);
            for (var line : (Iterable<String>) text.lines().limit(200)::iterator) {
                var mark = line.stripTrailing();
                if (mark.startsWith("--") && mark.length() > 4 && mark.length() < 74 && mark.indexOf('"') < 0) {
                    int first = text.indexOf(mark);
                    return text.indexOf("\n" + mark, first + 1) > 0 ? mark.substring(2) : null;
                }
            }
            return null;
        }

        private static int start(byte[] raw) {
            // blank lines and a byte order mark before the header
            int i = raw.length > 2 && raw[0] == (byte) 0xef && raw[1] == (byte) 0xbb && raw[2] == (byte) 0xbf ? 3 : 0;
            while (i < raw.length && (raw[i] == '\r' || raw[i] == '\n')) {
                i++;
            }
            return i == raw.length ? 0 : i;
        }

        private static void add(MailHeaders headers, Field field) {
            var raw = field.getRaw();
            var bytes = raw == null ? field.toString().getBytes(StandardCharsets.UTF_8) : raw.toByteArray();
            int colon = 0;
            while (colon < bytes.length && bytes[colon] != ':') {
                colon++;
            }
            if (colon < bytes.length) {
                headers.add(field.getName().strip(), unfolded(Arrays.copyOfRange(bytes, colon + 1, bytes.length)));
            }
        }

        private static String unfolded(byte[] value) {
            int n = 0;
            for (byte b : value) {
                if (b != '\r' && b != '\n') {
                    value[n++] = b;
                }
            }
            return Charsets.decode(n == value.length ? value : Arrays.copyOf(value, n), null)
                    .strip();
        }
    }

    /** The header of one part or of the whole mail, for those that need no body. */
    static List<MailHeaders> headerOnly(String text) {
        var found = new ArrayList<MailHeaders>();
        var current = new MailHeaders();
        String name = null;
        var value = new StringBuilder();
        for (var line : (Iterable<String>) text.lines().limit(5000)::iterator) {
            boolean blank = line.isBlank();
            boolean folded = !blank && (line.charAt(0) == ' ' || line.charAt(0) == '\t');
            if (folded && name != null) {
                value.append(' ').append(line.strip());
                continue;
            }
            if (name != null) {
                current.add(name, value.toString());
                name = null;
            }
            int colon = line.indexOf(':');
            if (blank) {
                if (!current.isEmpty()) {
                    found.add(current);
                    current = new MailHeaders();
                }
            } else if (colon > 0 && line.lastIndexOf(' ', colon) < 0) {
                name = line.substring(0, colon);
                value.setLength(0);
                value.append(line.substring(colon + 1).strip());
            }
        }
        if (name != null) {
            current.add(name, value.toString());
        }
        if (!current.isEmpty()) {
            found.add(current);
        }
        return found;
    }
}
