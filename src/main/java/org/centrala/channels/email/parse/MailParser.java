package org.centrala.channels.email.parse;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads any bytes that claim to be a mail. {@link MimeReader} finds the parts; what header values mean, which parts
 * are the body, and which charset the bytes really are is decided beside it, leniently. Bounded in depth, parts, header
 * size and time; the only thing ever thrown is {@link MailUnreadable}.
 */
public final class MailParser {
    private static final long LONGEST_MILLIS = 5_000;

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
            var deadline = Deadline.in(LONGEST_MILLIS);
            var root = MimeReader.read(raw, deadline);
            if (root.headers.isEmpty() && root.content.length == 0 && root.children.isEmpty()) {
                throw new MailUnreadable("mail.empty", "The mail has neither header nor body");
            }
            return Bodies.assemble(root, deadline);
        } catch (MailUnreadable known) {
            throw known;
        } catch (RuntimeException wrong) {
            throw new MailUnreadable(
                    "mail.malformed",
                    "The mail's structure cannot be read: " + wrong.getClass().getSimpleName(),
                    wrong);
        }
    }

    /**
     * A mail whose parts cannot be had within the bounds: its header, its body as it stands, and the whole of it as an
     * attachment, so that nothing is lost.
     */
    static ParsedMail degraded(byte[] raw, String warning) {
        return Bodies.degraded(MimeReader.headerOnly(raw), raw, warning);
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
