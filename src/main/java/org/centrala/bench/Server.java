package org.centrala.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.centrala.platform.postgres.EmbeddedPostgres;
import org.centrala.platform.postgres.ExternalPostgres;
import org.jspecify.annotations.Nullable;

/** The Centrala that is measured: a process of its own, started as a user starts it, on free ports. */
final class Server implements AutoCloseable {
    private final Path place;
    private final List<String> options;
    private final int httpPort = freePort();
    private final int smtpPort = freePort();
    private final String token = "bench-" + UUID.randomUUID();
    private @Nullable Process process;

    /**
     * @param place a directory for its data and what it prints
     * @param options further ones of the command line
     */
    Server(Path place, String... options) {
        this.place = place;
        this.options = List.of(options);
    }

    int smtpPort() {
        return smtpPort;
    }

    Path data() {
        return place.resolve("data");
    }

    Api api() {
        return new Api(httpPort, token);
    }

    /** Returns when it is ready; how long that took. */
    Duration start() throws IOException, InterruptedException {
        var began = System.nanoTime();
        var command = new ArrayList<>(program());
        command.addAll(List.of(
                "run",
                "--data-dir",
                data().toString(),
                "--http-port",
                String.valueOf(httpPort),
                "--smtp-port",
                String.valueOf(smtpPort),
                "--bind",
                "127.0.0.1"));
        command.addAll(options);
        var builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output().toFile()));
        List.of("CENTRALA_DATABASE_URL", "CENTRALA_PUBLIC_URL", "CENTRALA_TRUSTED_PROXIES")
                .forEach(builder.environment()::remove);
        builder.environment().put("CENTRALA_BOOTSTRAP_TOKEN", token);
        builder.environment().put("CENTRALA_RATELIMITS_KEY", "0");
        var started = builder.start();
        process = started;
        while (!api().healthy()) {
            Deadline.check("waiting for Centrala to start");
            if (!started.isAlive()) {
                throw new BenchFailed("Centrala did not start:\n" + lastWords());
            }
            Thread.sleep(50);
        }
        return Duration.ofNanos(System.nanoTime() - began);
    }

    /** Returns when it has ended, PostgreSQL included; how long that took. */
    Duration stop() throws InterruptedException {
        var began = System.nanoTime();
        var running = process;
        if (running != null) {
            var all = running.descendants().toList();
            running.destroy();
            if (!running.waitFor(30, TimeUnit.SECONDS)) {
                running.destroyForcibly();
                throw new BenchFailed("Centrala did not stop within 30 s");
            }
            while (all.stream().anyMatch(ProcessHandle::isAlive)) {
                Deadline.check("waiting for PostgreSQL to end");
                Thread.sleep(10);
            }
            process = null;
        }
        return Duration.ofNanos(System.nanoTime() - began);
    }

    /** What the JVM and all processes of PostgreSQL hold of the memory now. */
    Memory memory() {
        var running = process;
        if (running == null || !running.isAlive()) {
            throw new BenchFailed("Centrala ended:\n" + lastWords());
        }
        return Memory.of(running.toHandle());
    }

    /** What it has printed. */
    String log() throws IOException {
        return Files.readString(output());
    }

    CpuTime cpuTime() {
        var running = process;
        if (running == null || !running.isAlive()) {
            throw new BenchFailed("Centrala ended:\n" + lastWords());
        }
        return CpuTime.of(running.pid(), postgresPid());
    }

    ExternalPostgres database() {
        return EmbeddedPostgres.runningIn(data()).orElseThrow(() -> new BenchFailed("PostgreSQL does not run"));
    }

    /** The directory of the database's own files. */
    Path cluster() {
        try (var paths = Files.list(data().resolve("postgres"))) {
            return paths.filter(path -> path.getFileName().toString().startsWith("data-"))
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new BenchFailed("no PostgreSQL in " + data(), e);
        }
    }

    private long postgresPid() {
        try {
            return Long.parseLong(Files.readAllLines(cluster().resolve("postmaster.pid"))
                    .getFirst()
                    .strip());
        } catch (IOException e) {
            throw new BenchFailed("PostgreSQL does not run", e);
        }
    }

    /** The launcher, which adds its options for the JVM; without one (in development) this very class path. */
    private static List<String> program() {
        var launcher = System.getProperty("centrala.launcher");
        return launcher != null
                ? List.of("bash", launcher)
                : List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-Xmx512m",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "org.centrala.Centrala");
    }

    private Path output() {
        return place.resolve("centrala.log");
    }

    private String lastWords() {
        try {
            var lines = new String(Files.readAllBytes(output()), UTF_8).lines().toList();
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size()));
        } catch (IOException e) {
            return "(it printed nothing)";
        }
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new BenchFailed("no free port", e);
        }
    }

    @Override
    public void close() throws InterruptedException {
        stop();
    }
}
