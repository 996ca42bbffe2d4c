package org.centrala.channels.email.parse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** Mail of our own making, below {@code src/test/resources/mail}. */
final class Fixtures {
    private Fixtures() {}

    static byte[] bytes(String name) {
        try (var in = Fixtures.class.getResourceAsStream("/mail/" + name)) {
            return Objects.requireNonNull(in, name).readAllBytes();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** As it comes over the wire. */
    static byte[] crlf(String name) {
        return new String(bytes(name), StandardCharsets.ISO_8859_1)
                .replace("\r\n", "\n")
                .replace("\n", "\r\n")
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    static ParsedMail mail(String name) {
        return new MailParser().parse(crlf(name));
    }
}
