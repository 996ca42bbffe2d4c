package org.centrala;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.centrala.platform.postgres.PreparedPostgres;
import org.jspecify.annotations.Nullable;

/** The whole application as a process of its own, on ports that stay the same when it is started again. */
public final class ServerProcess implements AutoCloseable {
    public static final String TOKEN = "server-process-0123456789-abcdefghijk";

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Path data;
    private final Path log;
    private final int httpPort = freePort();
    private final int smtpPort = freePort();
    private final Map<String, String> environment = new HashMap<>(Map.of("CENTRALA_BOOTSTRAP_TOKEN", TOKEN));
    private String heap = "256m";
    private @Nullable Process process;

    public ServerProcess(Path data, Path log) {
        this.data = data;
        this.log = log;
    }

    public ServerProcess with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    public ServerProcess heap(String size) {
        heap = size;
        return this;
    }

    public int smtpPort() {
        return smtpPort;
    }

    public Api api() {
        return new Api(httpPort, TOKEN);
    }

    /** Starts it and waits until it is healthy. */
    public void start() throws IOException, InterruptedException {
        spawn();
        while (health() != 200) {
            assertThat(alive()).as(() -> "it runs: " + log()).isTrue();
            Thread.sleep(100);
        }
    }

    /** Starts it, whatever becomes of it. */
    public Process spawn() throws IOException, InterruptedException {
        if (!Files.exists(data) && !environment.containsKey("CENTRALA_DATABASE_URL")) {
            PreparedPostgres.into(data);
        }
        var builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx" + heap,
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "org.centrala.Centrala",
                        "run",
                        "--data-dir",
                        data.toString(),
                        "--http-port",
                        String.valueOf(httpPort),
                        "--smtp-port",
                        String.valueOf(smtpPort),
                        "--bind",
                        "127.0.0.1")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().keySet().removeIf(name -> name.startsWith("CENTRALA_"));
        builder.environment().putAll(environment);
        var started = builder.start();
        process = started;
        return started;
    }

    public boolean alive() {
        return process != null && process.isAlive();
    }

    /** The status of /health, 0 when nobody answers. */
    public int health() throws InterruptedException {
        try {
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + httpPort + "/health"))
                    .timeout(Duration.ofSeconds(15))
                    .build();
            return HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        } catch (IOException notYet) {
            return 0;
        }
    }

    public void kill() throws InterruptedException {
        if (process != null) {
            process.destroyForcibly().waitFor();
        }
    }

    /** Asks it to end and says whether it did in time. */
    public boolean stop(Duration atMost) throws InterruptedException {
        if (process == null) {
            return true;
        }
        process.destroy();
        return process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS);
    }

    public String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws InterruptedException {
        if (!stop(Duration.ofSeconds(20))) {
            kill();
        }
    }

    public static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
