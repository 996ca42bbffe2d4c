package org.centrala.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** A real OpenID provider (the npm package oidc-provider) on the loopback, and the browser of somebody who goes there. */
final class LoopbackProvider implements AutoCloseable {
    private static final Path SCRIPT = Path.of("e2e", "identity-provider.mjs");
    private static final Set<String> OURS = Set.of("code", "state", "error", "iss");
    private static final int MOST_STEPS = 10;

    private final Process process;
    private final String issuer;

    LoopbackProvider(String redirect) throws IOException {
        if (!Files.isDirectory(Path.of("e2e", "node_modules", "oidc-provider"))) {
            throw new AssertionError(
                    "These tests need the packages of e2e: ./centrala test installs them (npm --prefix e2e ci)");
        }
        process = new ProcessBuilder("node", "--no-warnings", SCRIPT.toString(), redirect)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        var said = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8)).readLine();
        if (said == null) {
            throw new AssertionError("node " + SCRIPT + " did not begin");
        }
        issuer = said;
    }

    String issuer() {
        return issuer;
    }

    /** Whoever comes next is this account, and its tokens are right. */
    void account(Map<String, ?> account) {
        control(Map.of("account", account));
    }

    /** What the tokens of whoever comes next say instead. */
    void spoil(Map<String, ?> spoil) {
        control(Map.of("spoil", spoil));
    }

    void rotateKeys() {
        control(Map.of("rotate", true));
    }

    void breakDown() {
        control(Map.of("broken", true));
    }

    /** Goes to the address with a fresh browser, through the provider's pages, and brings back what it says at the end. */
    Map<String, String> visit(String address, String redirect) {
        try (var browser =
                HttpClient.newBuilder().cookieHandler(new CookieManager()).build()) {
            var next = address;
            for (int step = 0; step < MOST_STEPS && !next.startsWith(redirect); step++) {
                var answer = send(browser, HttpRequest.newBuilder(URI.create(next)));
                var here = next;
                next = answer.headers()
                        .firstValue("Location")
                        .map(location -> URI.create(here).resolve(location).toString())
                        .orElseThrow(() -> new AssertionError(here + ": " + answer.statusCode() + " " + answer.body()));
            }
            return query(URI.create(next));
        }
    }

    private void control(Map<String, ?> wanted) {
        try (var client = HttpClient.newHttpClient()) {
            send(
                    client,
                    HttpRequest.newBuilder(URI.create(issuer + "/control"))
                            .POST(HttpRequest.BodyPublishers.ofString(
                                    JsonMapper.shared().writeValueAsString(wanted))));
        }
    }

    private static HttpResponse<String> send(HttpClient client, HttpRequest.Builder request) {
        try {
            return client.send(request.timeout(Duration.ofSeconds(20)).build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException failed) {
            throw new AssertionError(failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new AssertionError(stopped);
        }
    }

    private static Map<String, String> query(URI address) {
        var values = new HashMap<String, String>();
        @Nullable String query = address.getRawQuery();
        for (var pair : (query == null ? "" : query).split("&")) {
            var parts = pair.split("=", 2);
            if (OURS.contains(parts[0])) {
                values.put(parts[0], URLDecoder.decode(parts.length < 2 ? "" : parts[1], UTF_8));
            }
        }
        return values;
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        process.waitFor(5, TimeUnit.SECONDS);
    }
}
