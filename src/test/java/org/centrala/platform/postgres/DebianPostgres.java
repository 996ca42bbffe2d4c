package org.centrala.platform.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A PostgreSQL 15 of the distribution, as somebody else would run it, on a port that it keeps. */
public final class DebianPostgres implements AutoCloseable {
    private static final Path PROGRAMS = Path.of("/usr/lib/postgresql/15/bin");
    private static final String USER = "shop";
    private static final String PASSWORD = "p@ss/word";

    private final Path data;
    private final List<String> prefix;
    private final int port = freePort();
    private Process process;

    public static boolean isInstalled() {
        return Files.isExecutable(PROGRAMS.resolve("postgres"));
    }

    /** Makes a server in an empty place and starts it. */
    public DebianPostgres(Path place) {
        data = place.resolve("data");
        try {
            Files.createDirectories(place);
            prefix = Superuser.prefix(place, place);
            var password = Files.writeString(place.resolve("password"), PASSWORD);
            Superuser.own(prefix, password);
            run(
                    "initdb",
                    "-D",
                    data.toString(),
                    "-U",
                    USER,
                    "--pwfile=" + password,
                    "-A",
                    "scram-sha-256",
                    "-E",
                    "UTF8",
                    "--locale=C");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start();
    }

    public void start() {
        try {
            process = program(
                    "postgres",
                    "-D",
                    data.toString(),
                    "-p",
                    String.valueOf(port),
                    "-h",
                    "127.0.0.1",
                    "-k",
                    "",
                    "-c",
                    "fsync=off");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        for (var attempt = 0; ; attempt++) {
            try (var connection = DriverManager.getConnection(jdbcUrl("postgres"), USER, PASSWORD)) {
                return;
            } catch (SQLException starting) {
                if (attempt == 100) {
                    throw new IllegalStateException(starting);
                }
                pause();
            }
        }
    }

    public void stop() {
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The address of a new, empty database, as CENTRALA_DATABASE_URL takes it. */
    public String create(String database) {
        try (var connection = DriverManager.getConnection(jdbcUrl("postgres"), USER, PASSWORD);
                var statement = connection.createStatement()) {
            statement.execute("create database " + database);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return "postgresql://" + USER + ":p%40ss%2Fword@127.0.0.1:" + port + "/" + database;
    }

    private String jdbcUrl(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    private void run(String... command) throws IOException {
        try {
            var initialising = program(command);
            if (initialising.waitFor() != 0) {
                throw new IllegalStateException(command[0] + " failed");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Process program(String... command) throws IOException {
        var whole = new ArrayList<>(prefix);
        whole.add(PROGRAMS.resolve(command[0]).toString());
        whole.addAll(List.of(command).subList(1, command.length));
        return new ProcessBuilder(whole)
                .redirectErrorStream(true)
                .redirectOutput(data.resolveSibling("postgres.log").toFile())
                .start();
    }

    private static void pause() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        stop();
    }
}
