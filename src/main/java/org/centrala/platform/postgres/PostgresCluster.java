package org.centrala.platform.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.centrala.platform.DataDirectory;
import org.centrala.platform.StartRefused;
import org.springframework.util.FileSystemUtils;

/**
 * The files of the embedded PostgreSQL in a data directory, made when they are not there.
 *
 * @param prefix what its programs are started by, where they refuse to run as who we are
 */
record PostgresCluster(PostgresBinaries binaries, Path data, String password, List<String> prefix) {
    static final String NAME = "centrala";

    static PostgresCluster in(DataDirectory directory) {
        try {
            var root = Files.createDirectories(directory.resolve("postgres"));
            var binaries = PostgresBinaries.unpackedIn(root);
            var data = root.resolve("data-" + binaries.major());
            refuseOtherMajor(root, data);
            var prefix = Superuser.prefix(directory.path(), root);
            var cluster = new PostgresCluster(binaries, data, password(directory), prefix);
            if (!Files.exists(data)) {
                cluster.initialise(root);
            }
            return cluster;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot prepare PostgreSQL in " + directory.path(), e);
        }
    }

    private static String password(DataDirectory directory) throws IOException {
        var file = directory.resolve("postgres.password");
        if (!Files.exists(file)) {
            var bytes = new byte[24];
            new SecureRandom().nextBytes(bytes);
            directory.writePrivately(
                    "postgres.password", Base64.getUrlEncoder().withoutPadding().encode(bytes));
        }
        return Files.readString(file).strip();
    }

    /** The server that runs on a data directory. */
    static Optional<ExternalPostgres> runningIn(Path directory) {
        try (var clusters = Files.list(directory.resolve("postgres"))) {
            for (var cluster : clusters.filter(it -> it.getFileName().toString().startsWith("data-"))
                    .toList()) {
                var state = new PidFile(cluster).read().filter(it -> it.ready() && alive(it.pid()));
                if (state.isPresent()) {
                    return Optional.of(new ExternalPostgres(
                            jdbcUrl(state.get().port(), NAME),
                            NAME,
                            Files.readString(directory.resolve("postgres.password"))
                                    .strip()));
                }
            }
            return Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static boolean alive(long pid) {
        return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }

    static String jdbcUrl(String port, String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    /** Makes the cluster beside its place and moves it there when complete, so that no half of one is ever found. */
    private void initialise(Path root) throws IOException {
        var fresh = root.resolve("initialising");
        FileSystemUtils.deleteRecursively(fresh);
        var passwordFile = Files.createTempFile(
                root,
                "initial",
                ".password",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(passwordFile, password);
        Superuser.own(prefix, passwordFile);
        try {
            var command = new ArrayList<>(prefix);
            command.addAll(List.of(
                    binaries.program("initdb"),
                    "-D",
                    fresh.toString(),
                    "-U",
                    NAME,
                    "--pwfile=" + passwordFile,
                    "-A",
                    "scram-sha-256",
                    "-E",
                    "UTF8",
                    "--locale=C",
                    "--locale-provider=builtin",
                    "--builtin-locale=C.UTF-8",
                    "--data-checksums"));
            var initdb = begin(command);
            initdb.getOutputStream().close();
            var output = new String(initdb.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (initdb.waitFor() != 0) {
                throw new StartRefused("PostgreSQL cannot be set up in " + root + ": " + lastLine(output));
            }
            Files.move(fresh, data, StandardCopyOption.ATOMIC_MOVE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartRefused("interrupted while PostgreSQL was set up");
        } finally {
            Files.deleteIfExists(passwordFile);
        }
    }

    private static void refuseOtherMajor(Path root, Path data) throws IOException {
        try (var clusters = Files.list(root)) {
            var other = clusters.filter(path -> path.getFileName().toString().startsWith("data-"))
                    .filter(path -> !path.equals(data))
                    .findFirst();
            if (other.isPresent() && !Files.exists(data)) {
                throw new StartRefused("the data in " + other.get() + " is of another major version of PostgreSQL: "
                        + "make a backup with the version of Centrala that wrote it and restore it with this one");
            }
        }
    }

    private static Process begin(List<String> command) throws IOException {
        try {
            return new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException e) {
            throw new StartRefused("the PostgreSQL of this build does not run here (" + e.getMessage()
                    + "; it needs glibc 2.27 or newer): set CENTRALA_DATABASE_URL to one of your own");
        }
    }

    static String lastLine(String text) {
        return text.lines()
                .filter(line -> !line.isBlank())
                .reduce((first, second) -> second)
                .orElse("no output");
    }
}
