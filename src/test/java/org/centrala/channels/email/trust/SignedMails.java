package org.centrala.channels.email.trust;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** Mails that another program signed, and the public keys that verify them. */
final class SignedMails {
    private SignedMails() {}

    /** One character an octet. */
    static String read(String name) {
        return text(name + ".eml");
    }

    static TestDns keys(TestDns zones) {
        text("keys.txt").lines().forEach(line -> zones.txt(line.substring(0, line.indexOf(' ')), key(name(line))));
        return zones;
    }

    private static String name(String line) {
        return line.substring(0, line.indexOf(' '));
    }

    static String key(String name) {
        return text("keys.txt")
                .lines()
                .filter(line -> name(line).equals(name))
                .map(line -> line.substring(name.length() + 1))
                .findFirst()
                .orElseThrow();
    }

    private static String text(String file) {
        try (var in = Objects.requireNonNull(SignedMails.class.getResourceAsStream("/trust/" + file), file)) {
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
