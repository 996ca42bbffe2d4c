package org.centrala.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The public API, as a program with a key uses it. */
record Api(int port, String key) {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final JsonMapper JSON = JsonMapper.shared();

    boolean healthy() throws InterruptedException {
        try {
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/health"))
                    .timeout(Duration.ofSeconds(5))
                    .build();
            return HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    JsonNode get(String path) {
        return send(request(path).GET().build());
    }

    JsonNode post(String path, Object body) {
        return send(request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)))
                .build());
    }

    /** How many messages there are with this Message-ID. */
    int messages(String messageId) {
        return get("/messages?messageId=" + URLEncoder.encode(messageId, UTF_8))
                .get("items")
                .size();
    }

    /** What became of each accepted mail, by its Message-ID. */
    Map<String, List<String>> becameOfMail() {
        var became = new HashMap<String, List<String>>();
        @Nullable String cursor = "";
        do {
            var page = get("/inbound?limit=200" + cursor);
            page.get("items")
                    .forEach(record -> became.computeIfAbsent(
                                    record.get("messageId").asString(), id -> new ArrayList<>())
                            .add(record.get("outcome").asString("nothing yet")));
            cursor = page.get("next").isNull()
                    ? null
                    : "&cursor=" + URLEncoder.encode(page.get("next").asString(), UTF_8);
        } while (cursor != null);
        return became;
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1" + path))
                .timeout(Duration.ofSeconds(60))
                .header("Authorization", "Bearer " + key);
    }

    private static JsonNode send(HttpRequest request) {
        try {
            var response = HTTP.send(request, HttpResponse.BodyHandlers.ofByteArray());
            if (response.statusCode() / 100 != 2) {
                throw new BenchFailed(request.uri() + " answered " + response.statusCode() + ": "
                        + new String(response.body(), UTF_8));
            }
            return JSON.readTree(response.body());
        } catch (IOException e) {
            throw new BenchFailed(request.uri() + " cannot be reached", e);
        } catch (InterruptedException e) {
            throw new BenchFailed("interrupted", e);
        }
    }
}
