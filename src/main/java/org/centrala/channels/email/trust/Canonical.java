package org.centrala.channels.email.trust;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;

/** The forms of header and body that signatures are made over (RFC 6376, 3.4). */
final class Canonical {
    private static final int CHUNK = 8192;

    private Canonical() {}

    /** What of a body was hashed, and whether that was all of it. */
    record BodyHash(byte[] hash, boolean whole) {}

    /** The lower-case name, white space as one blank, none at the ends. */
    static String relaxed(RawFields.Field field) {
        return field.name() + ":" + blanks(field.value());
    }

    private static String blanks(String value) {
        var kept = new StringBuilder(value.length());
        boolean blank = false;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == ' ' || c == '\t') {
                blank = true;
            } else if (c != '\r' && c != '\n') {
                if (blank && !kept.isEmpty()) {
                    kept.append(' ');
                }
                blank = false;
                kept.append(c);
            }
        }
        return kept.toString();
    }

    /**
     * The fields that a signature names, in its order, in the form that it names: of several with one name the last one
     * not taken yet; one that is not there adds nothing, which is how signers forbid that it be added.
     */
    static String header(List<String> names, List<RawFields.Field> fields, boolean relaxed) {
        var left = new HashMap<String, List<RawFields.Field>>();
        fields.forEach(field ->
                left.computeIfAbsent(field.name(), name -> new ArrayList<>()).add(field));
        var signed = new StringBuilder();
        for (var name : names) {
            var same = left.get(name);
            if (same != null && !same.isEmpty()) {
                var field = same.removeLast();
                signed.append(relaxed ? relaxed(field) : field.text()).append("\r\n");
            }
        }
        return signed.toString();
    }

    /** Hashes at most {@code limit} octets of the canonical body; a bare line feed counts as a line end. */
    static BodyHash body(byte[] mail, int from, boolean relaxed, long limit) {
        var sink = new Sink(limit);
        int empty = 0;
        int at = from;
        boolean anything = false;
        while (at < mail.length) {
            int end = at;
            while (end < mail.length && mail[end] != '\n') {
                end++;
            }
            int next = Math.min(mail.length, end + 1);
            if (end > at && end < mail.length && mail[end - 1] == '\r') {
                end--;
            }
            int kept = relaxed ? withoutBlanks(mail, at, end) : end;
            if (kept == at) {
                empty++;
            } else {
                for (; empty > 0; empty--) {
                    sink.lineEnd();
                }
                line(mail, at, kept, relaxed, sink);
                sink.lineEnd();
                anything = true;
            }
            at = next;
        }
        if (!anything && !relaxed) {
            sink.lineEnd();
        }
        return sink.hash();
    }

    private static int withoutBlanks(byte[] mail, int from, int end) {
        int kept = end;
        while (kept > from && blank(mail[kept - 1])) {
            kept--;
        }
        return kept;
    }

    private static void line(byte[] mail, int from, int end, boolean relaxed, Sink sink) {
        if (!relaxed) {
            sink.add(mail, from, end);
            return;
        }
        boolean blank = false;
        for (int at = from; at < end; at++) {
            if (blank(mail[at])) {
                blank = true;
            } else {
                if (blank) {
                    sink.add((byte) ' ');
                    blank = false;
                }
                sink.add(mail[at]);
            }
        }
    }

    private static boolean blank(byte octet) {
        return octet == ' ' || octet == '\t';
    }

    /** Takes octets up to the limit into the hash, by the chunk. */
    private static final class Sink {
        private final MessageDigest digest;
        private final byte[] chunk = new byte[CHUNK];
        private int filled;
        private long left;
        private boolean whole = true;

        Sink(long limit) {
            left = limit;
            try {
                digest = MessageDigest.getInstance("SHA-256");
            } catch (NoSuchAlgorithmException impossible) {
                throw new IllegalStateException(impossible);
            }
        }

        void add(byte octet) {
            if (left == 0) {
                whole = false;
                return;
            }
            left--;
            chunk[filled++] = octet;
            if (filled == CHUNK) {
                flush();
            }
        }

        void add(byte[] octets, int from, int end) {
            flush();
            int length = (int) Math.min(end - from, left);
            whole &= length == end - from;
            left -= length;
            digest.update(octets, from, length);
        }

        void lineEnd() {
            add((byte) '\r');
            add((byte) '\n');
        }

        private void flush() {
            digest.update(chunk, 0, filled);
            filled = 0;
        }

        BodyHash hash() {
            flush();
            return new BodyHash(digest.digest(), whole);
        }
    }
}
