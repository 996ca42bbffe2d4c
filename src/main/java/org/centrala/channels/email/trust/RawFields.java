package org.centrala.channels.email.trust;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The header of a mail as it was sent, which is what signatures are made over: each field with its folding, one
 * character an octet, lines ended by CRLF. {@code body} is where in the mail the rest begins.
 */
record RawFields(List<Field> fields, int body) {
    private static final int MOST_FIELDS = 2000;

    /** No honest field is longer; a longer one counts as absent. */
    private static final int LONGEST_FIELD = 64 * 1024;

    /** One field: {@code text} is all of it without the line end after it. */
    record Field(String name, String text) {

        String value() {
            return text.substring(text.indexOf(':') + 1);
        }

        boolean is(String other) {
            return name.equals(other);
        }
    }

    static RawFields of(byte[] mail) {
        var fields = new ArrayList<Field>();
        var open = new StringBuilder();
        int at = 0;
        while (at < mail.length) {
            int end = lineEnd(mail, at);
            int next = Math.min(mail.length, end + 1);
            if (end > at && mail[end - 1] == '\r') {
                end--;
            }
            if (end == at) {
                add(fields, open);
                return new RawFields(List.copyOf(fields), next);
            }
            var line = new String(mail, at, end - at, StandardCharsets.ISO_8859_1);
            if (line.charAt(0) == ' ' || line.charAt(0) == '\t') {
                open.append("\r\n").append(line);
            } else {
                add(fields, open);
                open.append(line);
            }
            at = next;
        }
        add(fields, open);
        return new RawFields(List.copyOf(fields), mail.length);
    }

    private static int lineEnd(byte[] mail, int from) {
        int at = from;
        while (at < mail.length && mail[at] != '\n') {
            at++;
        }
        return at;
    }

    private static void add(List<Field> fields, StringBuilder open) {
        int colon = open.indexOf(":");
        if (colon > 0 && fields.size() < MOST_FIELDS && open.length() <= LONGEST_FIELD) {
            var name = open.substring(0, colon).strip().toLowerCase(Locale.ROOT);
            fields.add(new Field(name, open.toString()));
        }
        open.setLength(0);
    }

    List<Field> all(String name) {
        return fields.stream().filter(field -> field.is(name)).toList();
    }
}
