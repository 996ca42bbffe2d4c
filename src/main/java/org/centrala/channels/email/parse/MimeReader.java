package org.centrala.channels.email.parse;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The MIME tree of a mail in one pass over its bytes: every line is looked at once, whatever the nesting. A delimiter
 * counts at every level that is open, the innermost first, so that a part which forgot to end does not swallow what
 * follows it. The content of a message inside the mail is walked too, only to know where it ends.
 */
final class MimeReader {
    static final int MOST_PARTS = 1000;
    private static final int DEEPEST = 25;
    private static final int MOST_HEADERS = 2000;
    private static final int LONGEST_HEADER = 512 * 1024;
    private static final int LONGEST_BOUNDARY = 250;

    /** Where the scan for a delimiter stopped: the level that it belongs to, -1 at the end of the mail. */
    private record Stop(int level, boolean closing, int bodyEnd) {}

    private static final byte[] NOTHING = {};

    private final byte[] bytes;
    private final Deadline deadline;
    private final List<byte[]> open = new ArrayList<>();
    private int at;
    private int end;
    private int parts;
    private int measuring;
    private Stop stop = new Stop(-1, false, 0);

    private MimeReader(byte[] bytes, Deadline deadline) {
        this.bytes = bytes;
        this.deadline = deadline;
        this.end = bytes.length;
    }

    static MailPart read(byte[] raw, Deadline deadline) {
        var reader = new MimeReader(withLineFeeds(raw), deadline);
        reader.at = reader.start();
        return reader.entity("", 0);
    }

    /** The header alone, and where the body begins, of a mail whose parts are not to be read. */
    static MailPart headerOnly(byte[] raw) {
        var reader = new MimeReader(raw, Deadline.in(60_000));
        reader.at = reader.start();
        var part = new MailPart(new MailHeaders());
        reader.header(part.headers);
        part.resolve("");
        part.bodyStart = Math.min(reader.at, raw.length);
        return part;
    }

    /** The lines of old Macintosh mail end in carriage returns alone. */
    private static byte[] withLineFeeds(byte[] raw) {
        int returns = 0;
        for (int i = 0; i < Math.min(raw.length, 4096); i++) {
            if (raw[i] == '\n') {
                return raw;
            }
            returns += raw[i] == '\r' ? 1 : 0;
        }
        if (returns < 2) {
            return raw;
        }
        var changed = raw.clone();
        for (int i = 0; i < changed.length; i++) {
            changed[i] = changed[i] == '\r' ? (byte) '\n' : changed[i];
        }
        return changed;
    }

    /** Past a byte order mark, blank lines and the line with which mailbox files begin a mail. */
    private int start() {
        int i = bytes.length > 2 && bytes[0] == (byte) 0xef && bytes[1] == (byte) 0xbb && bytes[2] == (byte) 0xbf
                ? 3
                : 0;
        while (i < bytes.length && (bytes[i] == '\r' || bytes[i] == '\n')) {
            i++;
        }
        if (i == bytes.length) {
            return 0;
        }
        if (startsWith(i, "From ") || startsWith(i, ">From ")) {
            i = nextLine(i);
        }
        return i;
    }

    private boolean startsWith(int from, String ascii) {
        if (from + ascii.length() > end) {
            return false;
        }
        for (int i = 0; i < ascii.length(); i++) {
            if (bytes[from + i] != ascii.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private MailPart entity(String parentType, int depth) {
        deadline.check();
        var part = new MailPart(new MailHeaders());
        part.source = bytes;
        part.rawStart = at;
        boolean body = header(part.headers);
        part.resolve(parentType);
        part.bodyStart = at;
        if (!body) {
            // the header ran into a delimiter: there is no body
            part.rawEnd = stop.bodyEnd;
            part.bodyStart = stop.bodyEnd;
            return part;
        }
        if (part.claimsMultipart() && depth < DEEPEST) {
            multipart(part, depth);
        } else if (part.type().equals("message/rfc822") && depth < DEEPEST && !part.encoded()) {
            int from = at;
            measuring++;
            entity("", depth + 1);
            measuring--;
            part.content = content(from);
        } else {
            int from = at;
            scan();
            var encoding = part.headers.last("content-transfer-encoding");
            part.whole = (stop.level >= 0 || open.isEmpty())
                    && TransferEncoding.decodable(bytes, from, Math.max(from, stop.bodyEnd), encoding);
            part.content = measuring > 0
                    ? NOTHING
                    : TransferEncoding.decode(bytes, from, Math.max(from, stop.bodyEnd), encoding);
        }
        part.rawEnd = Math.max(part.bodyStart, stop.bodyEnd);
        return part;
    }

    private byte[] content(int from) {
        return measuring > 0 ? NOTHING : Arrays.copyOfRange(bytes, from, Math.max(from, stop.bodyEnd));
    }

    private void multipart(MailPart part, int depth) {
        int from = at;
        var declared = part.parameter("boundary");
        var boundary = declared == null || declared.isBlank() || declared.length() > LONGEST_BOUNDARY
                ? null
                : declared.stripTrailing().getBytes(StandardCharsets.UTF_8);
        if (boundary != null) {
            children(part, boundary, depth);
        }
        if (part.children.isEmpty()) {
            // no boundary, or one that never comes: the first line that starts with two hyphens and comes again is it
            int until = boundary == null ? end : Math.max(from, stop.bodyEnd);
            var guessed = guess(from, until);
            if (guessed != null) {
                at = from;
                children(part, guessed, depth);
            } else if (boundary == null) {
                scan();
            }
            if (part.children.isEmpty()) {
                var only = new MailPart(new MailHeaders());
                only.resolve("");
                only.source = bytes;
                only.rawStart = from;
                only.bodyStart = from;
                only.rawEnd = Math.max(from, stop.bodyEnd);
                only.content = content(from);
                only.whole = false;
                part.children.add(only);
            }
        }
    }

    private void children(MailPart part, byte[] boundary, int depth) {
        int level = open.size();
        int from = at;
        open.add(boundary);
        scan();
        part.bodyStart = from;
        while (stop.level == level && !stop.closing && !over()) {
            if (measuring == 0 && ++parts > MOST_PARTS) {
                throw new MailUnreadable("mail.tooManyParts", "The mail has more than " + MOST_PARTS + " parts");
            }
            part.children.add(entity(part.type(), depth + 1));
        }
        open.subList(level, open.size()).clear();
        if (stop.level == level) {
            // closed: what stands between here and the next delimiter of an outer level belongs to nobody
            scan();
        }
    }

    /** Goes on to the next delimiter of any open level; {@code at} stands behind its line then. */
    private void scan() {
        int line = at;
        while (line < end) {
            int next = nextLine(line);
            if (bytes[line] == '-' && line + 2 < end && bytes[line + 1] == '-' && !open.isEmpty()) {
                var found = delimiter(line, lineEnd(line, next));
                if (found != null) {
                    at = next;
                    stop = found;
                    return;
                }
            }
            int attached = open.isEmpty() ? -1 : attachedDelimiter(line, lineEnd(line, next), next == end);
            if (attached >= 0) {
                at = next;
                stop = new Stop(open.size() - 1, closes(attached), attached);
                return;
            }
            line = next;
        }
        at = end;
        stop = new Stop(-1, true, end);
    }

    /** Where the innermost delimiter begins at the end of a line, when the line end before it was forgotten. */
    private int attachedDelimiter(int line, int lineEnd, boolean last) {
        var boundary = open.getLast();
        if (boundary.length < 8 && !last || !telling(boundary)) {
            return -1;
        }
        for (int dashes = 0; dashes <= 2; dashes += 2) {
            int from = lineEnd - dashes - boundary.length;
            boolean dashed =
                    dashes == 0 || lineEnd - 2 > line && bytes[lineEnd - 1] == '-' && bytes[lineEnd - 2] == '-';
            if (dashed
                    && from - 2 > line
                    && bytes[from - 1] == '-'
                    && bytes[from - 2] == '-'
                    && Arrays.equals(bytes, from, from + boundary.length, boundary, 0, boundary.length)) {
                return from - 2;
            }
        }
        return -1;
    }

    private boolean closes(int delimiter) {
        int rest = delimiter + 2 + open.getLast().length;
        return rest + 1 < end && bytes[rest] == '-' && bytes[rest + 1] == '-';
    }

    /** Whether nothing but blank space is left. */
    private boolean over() {
        int i = at;
        while (i < end && bytes[i] >= 0 && bytes[i] <= ' ') {
            i++;
        }
        return i == end;
    }

    private int nextLine(int from) {
        int i = from;
        while (i < end && bytes[i] != '\n') {
            i++;
        }
        return Math.min(end, i + 1);
    }

    private int lineEnd(int line, int next) {
        int i = next;
        while (i > line && bytes[i - 1] <= ' ' && bytes[i - 1] >= 0) {
            i--;
        }
        return i;
    }

    /**
     * The innermost level whose delimiter this line is. One with something behind it counts for the innermost level
     * only, and only when no other level has just this line as its own.
     */
    private @Nullable Stop delimiter(int line, int lineEnd) {
        int innermost = open.size() - 1;
        boolean begins = false;
        for (int level = innermost; level >= 0; level--) {
            var boundary = open.get(level);
            int rest = line + 2 + boundary.length;
            if (rest > lineEnd || !Arrays.equals(bytes, line + 2, rest, boundary, 0, boundary.length)) {
                continue;
            }
            boolean closing = rest + 1 < lineEnd && bytes[rest] == '-' && bytes[rest + 1] == '-';
            boolean exact = rest == lineEnd || closing && rest + 2 == lineEnd;
            if (exact && !begins) {
                return new Stop(level, closing, bodyEnd(line));
            }
            if (level == innermost && telling(boundary)) {
                if (closing) {
                    return new Stop(level, true, bodyEnd(line));
                }
                begins = true;
            }
        }
        return begins ? new Stop(innermost, false, bodyEnd(line)) : null;
    }

    /** Whether it is made of more than what people draw lines with. */
    private static boolean telling(byte[] boundary) {
        for (byte b : boundary) {
            if (b != '-' && b != '_' && b != '=' && b != '*') {
                return true;
            }
        }
        return false;
    }

    /** The line end before a delimiter belongs to it. */
    private int bodyEnd(int line) {
        int i = line;
        if (i > 0 && bytes[i - 1] == '\n') {
            i--;
            if (i > 0 && bytes[i - 1] == '\r') {
                i--;
            }
        }
        return i;
    }

    private byte @Nullable [] guess(int from, int until) {
        var text = new String(bytes, from, Math.min(until - from, 200_000), StandardCharsets.ISO_8859_1);
        for (var line : (Iterable<String>) text.lines().limit(200)::iterator) {
            var mark = line.stripTrailing();
            if (mark.startsWith("--") && mark.length() > 4 && mark.length() < 74 && mark.indexOf('"') < 0) {
                int first = text.indexOf(mark);
                return text.indexOf("\n" + mark, first + 1) > 0
                        ? mark.substring(2).getBytes(StandardCharsets.ISO_8859_1)
                        : null;
            }
        }
        return null;
    }

    /** Reads a header; false when it ended at a delimiter instead of a blank line. */
    private boolean header(MailHeaders headers) {
        int count = 0;
        while (at < end) {
            int next = nextLine(at);
            int stopAt = lineEnd(at, next);
            if (stopAt == at) {
                at = next;
                return true;
            }
            if (bytes[at] == '-' && at + 2 < end && bytes[at + 1] == '-' && !open.isEmpty()) {
                var found = delimiter(at, stopAt);
                if (found != null) {
                    at = next;
                    stop = new Stop(found.level, found.closing, Math.max(found.bodyEnd, 0));
                    return false;
                }
            }
            int colon = colon(at, stopAt);
            if (colon < 0 && !headerGoesOn(next)) {
                // the blank line was forgotten: this is text
                return true;
            }
            int valueEnd = next;
            while (valueEnd < end && (bytes[valueEnd] == ' ' || bytes[valueEnd] == '\t')) {
                int following = nextLine(valueEnd);
                if (lineEnd(valueEnd, following) == valueEnd) {
                    break;
                }
                valueEnd = following;
            }
            if (colon > 0 && count++ < MOST_HEADERS) {
                var name = new String(bytes, at, colon - at, StandardCharsets.ISO_8859_1).strip();
                int until = Math.min(valueEnd, colon + 1 + LONGEST_HEADER);
                headers.add(name, unfolded(Arrays.copyOfRange(bytes, colon + 1, Math.max(colon + 1, until))));
            }
            at = valueEnd;
        }
        stop = new Stop(-1, true, end);
        return true;
    }

    /** Whether after a line that is no field the header still goes on. */
    private boolean headerGoesOn(int line) {
        for (int i = 0; i < 3 && line < end; i++) {
            int next = nextLine(line);
            int stopAt = lineEnd(line, next);
            if (stopAt == line) {
                return false;
            }
            if (colon(line, stopAt) > 0) {
                return true;
            }
            line = next;
        }
        return false;
    }

    /** The colon behind a field's name; -1 when the line does not begin with one. */
    private int colon(int line, int stopAt) {
        int i = line;
        while (i < stopAt && bytes[i] > ' ' && bytes[i] < 0x7f && bytes[i] != ':') {
            i++;
        }
        int nameEnd = i;
        while (i < stopAt && (bytes[i] == ' ' || bytes[i] == '\t')) {
            i++;
        }
        return nameEnd > line && i < stopAt && bytes[i] == ':' && nameEnd - line <= 100 ? i : -1;
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
