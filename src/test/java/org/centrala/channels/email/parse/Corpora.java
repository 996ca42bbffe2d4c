package org.centrala.channels.email.parse;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Other people's mail for tests, kept outside the repository; its absence skips the test aloud. */
final class Corpora {
    private Corpora() {}

    static Path folder(String name) {
        var found = Stream.of("../shared/corpora", "../../shared/corpora")
                .map(Path::of)
                .filter(Files::isDirectory)
                .findFirst();
        if (found.isEmpty()) {
            System.out.println("SKIPPED: ../shared/corpora is absent, so nothing was compared with it");
        }
        assumeThat(found).as("corpora beside the repository").isPresent();
        return found.orElseThrow().resolve(name);
    }

    static List<Path> mails(String folder) {
        try (var files = Files.walk(folder(folder))) {
            return files.filter(file -> file.toString().endsWith(".eml"))
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static String text(Path file) {
        return new String(bytes(file), java.nio.charset.StandardCharsets.UTF_8);
    }
}
