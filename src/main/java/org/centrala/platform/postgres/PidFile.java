package org.centrala.platform.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** What a PostgreSQL writes about itself into its data directory while it runs. */
record PidFile(Path data) {

    /** The first, fourth and eighth line of it. */
    record State(long pid, String port, boolean ready) {}

    /** Nothing when there is no server, or a full disk let it write only a piece of the file. */
    Optional<State> read() {
        try {
            var lines = Files.readAllLines(path());
            if (lines.isEmpty() || !lines.getFirst().strip().matches("\\d+")) {
                return Optional.empty();
            }
            return Optional.of(new State(
                    Long.parseLong(lines.getFirst().strip()),
                    lines.size() < 4 ? "" : lines.get(3).strip(),
                    lines.size() >= 8 && lines.get(7).strip().equals("ready")));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    void delete() {
        try {
            Files.deleteIfExists(path());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path path() {
        return data.resolve("postmaster.pid");
    }
}
