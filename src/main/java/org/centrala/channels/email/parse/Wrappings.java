package org.centrala.channels.email.parse;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Takes out what mailers wrap a second time, before the parts are sorted: winmail.dat, opaque signatures, uuencode and
 * yEnc in text. The wrapping itself stays an attachment where it says more than its content. On the way it learns
 * whether the mail is signed or encrypted, and finds the appointment it brings.
 */
final class Wrappings {
    private static final int LARGEST_TEXT = 40_000_000;
    private static final Set<String> PKCS7 = Set.of("application/pkcs7-mime", "application/x-pkcs7-mime");
    private static final byte[] PGP = "-----BEGIN PGP ".getBytes(StandardCharsets.US_ASCII);

    private final Deadline deadline;
    private @Nullable Protection protection;
    private @Nullable Invitation invitation;

    private Wrappings(Deadline deadline) {
        this.deadline = deadline;
    }

    static Wrappings takenOff(MailPart root, Deadline deadline) {
        var wrappings = new Wrappings(deadline);
        wrappings.visit(root, 0);
        return wrappings;
    }

    static Wrappings none() {
        return new Wrappings(Deadline.in(0));
    }

    @Nullable
    Protection protection() {
        return protection;
    }

    @Nullable
    Invitation invitation() {
        return invitation;
    }

    private void visit(MailPart part, int depth) {
        deadline.check();
        var type = part.type();
        if (part.multipart()) {
            multipart(part, type);
            for (var child : List.copyOf(part.children)) {
                visit(child, depth + 1);
            }
            return;
        }
        if (depth > 30) {
            return;
        }
        if (type.equals("application/ms-tnef")
                || type.equals("application/vnd.ms-tnef")
                || named(part, "winmail.dat")) {
            tnef(part);
        } else if (PKCS7.contains(type) || type.equals("application/octet-stream") && named(part, "smime.p7m")) {
            pkcs7(part, depth);
        } else if (type.equals("text/calendar") || type.equals("application/ics") || ending(part, ".ics")) {
            calendar(part);
        } else if (type.equals("text/plain") && !part.attached()) {
            text(part);
        }
    }

    private static boolean named(MailPart part, String name) {
        return name.equalsIgnoreCase(part.name());
    }

    private static boolean ending(MailPart part, String end) {
        var name = part.name();
        return name != null && name.toLowerCase(Locale.ROOT).endsWith(end);
    }

    private void multipart(MailPart part, String type) {
        if (type.equals("multipart/encrypted")) {
            found(Protection.unchecked(Protection.Kind.ENCRYPTED, Protection.Format.PGP));
        } else if (type.equals("multipart/signed") && part.children.size() >= 2) {
            var signature = part.children.get(1);
            if (signature.type().contains("pkcs7")) {
                var signed = part.children.getFirst();
                found(SignedMail.detached(
                        Arrays.copyOfRange(signed.source, signed.rawStart, signed.rawEnd), signature.content));
            } else {
                found(Protection.unchecked(Protection.Kind.SIGNED, Protection.Format.PGP));
            }
        }
    }

    /** The outermost counts, except that what is encrypted is so whatever stands around it. */
    private void found(Protection another) {
        if (protection == null
                || another.kind() == Protection.Kind.ENCRYPTED && protection.kind() != Protection.Kind.ENCRYPTED) {
            protection = another;
        }
    }

    private static void tnef(MailPart part) {
        var content = Tnef.read(part.content);
        if (content == null) {
            return;
        }
        var inside = new ArrayList<MailPart>();
        if (content.text() != null && !content.text().isBlank()) {
            inside.add(body("text/plain; charset=utf-8", content.text()));
        }
        if (content.html() != null && !content.html().isBlank()) {
            inside.add(body("text/html; charset=utf-8", content.html()));
        } else if (inside.isEmpty() && content.rtf() != null && content.rtf().length > 0) {
            inside.add(MailPart.found("application/rtf", "message.rtf", null, content.rtf()));
        }
        for (var file : content.files()) {
            inside.add(MailPart.found(file.type(), file.name(), file.contentId(), file.content()));
        }
        if (!inside.isEmpty()) {
            part.unwrapped(inside);
        }
    }

    private static MailPart body(String type, String text) {
        var part = new MailPart(new MailHeaders());
        part.headers.add("content-type", type);
        part.resolve("");
        part.content = text.getBytes(StandardCharsets.UTF_8);
        part.packed = true;
        return part;
    }

    private void pkcs7(MailPart part, int depth) {
        var kind = part.parameter("smime-type");
        var opaque = "enveloped-data".equalsIgnoreCase(kind) ? null : SignedMail.opaque(part.content);
        if (opaque == null) {
            if (!"certs-only".equalsIgnoreCase(kind)) {
                found(Protection.unchecked(Protection.Kind.ENCRYPTED, Protection.Format.SMIME));
            }
            return;
        }
        found(opaque.protection());
        var inner = MimeReader.read(opaque.content(), deadline);
        var kept = MailPart.found(part.type(), part.name() == null ? "smime.p7m" : part.name(), null, part.content);
        part.unwrapped(List.of(inner, kept));
        visit(inner, depth + 1);
    }

    private void calendar(MailPart part) {
        if (invitation == null && part.content.length < 1_000_000) {
            invitation = Calendars.read(
                    part.decoded(part.parameter("charset") == null ? "utf-8" : null), part.parameter("method"));
        }
    }

    private void text(MailPart part) {
        if (part.content.length > LARGEST_TEXT) {
            return;
        }
        int pgp = contains(part.content, PGP);
        if (pgp >= 0) {
            var line =
                    new String(part.content, pgp, Math.min(50, part.content.length - pgp), StandardCharsets.ISO_8859_1);
            if (line.startsWith("-----BEGIN PGP MESSAGE-----")) {
                found(Protection.unchecked(Protection.Kind.ENCRYPTED, Protection.Format.PGP));
            } else if (line.startsWith("-----BEGIN PGP SIGNED MESSAGE-----")) {
                found(Protection.unchecked(Protection.Kind.SIGNED, Protection.Format.PGP));
            }
        }
        var files = Uuencoded.find(part.content, 0, part.content.length);
        if (files.isEmpty()) {
            return;
        }
        var rest = new ByteArrayOutputStream(part.content.length);
        int at = 0;
        var inside = new ArrayList<MailPart>();
        for (var file : files) {
            rest.write(part.content, at, file.from() - at);
            at = file.to();
            inside.add(MailPart.found("application/octet-stream", file.name(), null, file.content()));
        }
        rest.write(part.content, at, part.content.length - at);
        var text = new MailPart(part.headers);
        text.resolve("");
        text.content = rest.toByteArray();
        text.whole = part.whole;
        inside.addFirst(text);
        part.unwrapped(inside);
    }

    private static int contains(byte[] bytes, byte[] wanted) {
        for (int i = 0; i + wanted.length <= bytes.length; i++) {
            if (bytes[i] == '-'
                    && (i == 0 || bytes[i - 1] == '\n')
                    && Arrays.equals(bytes, i, i + wanted.length, wanted, 0, wanted.length)) {
                return i;
            }
        }
        return -1;
    }
}
