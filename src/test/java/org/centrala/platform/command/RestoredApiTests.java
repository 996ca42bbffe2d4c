package org.centrala.platform.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.centrala.Centrala;
import org.centrala.platform.CentralaSettings;
import org.centrala.platform.postgres.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the API said before the backup, it says after the restore: to the same key, under the same ids. */
class RestoredApiTests {
    private static final String TOKEN = "a token that survives its backup";

    @TempDir
    Path place;

    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void aRestoredInstallationAnswersAsBefore() throws Exception {
        var before = properties("before", TestDatabase.freshUrl(), TOKEN);
        Map<String, JsonNode> answers;
        try (var server = start(before)) {
            var port = port(server);
            fill(port);
            // What still goes on in the background would change the answers after the backup was written.
            await().atMost(Duration.ofSeconds(20))
                    .until(() ->
                            ask(port, "/api/v1/search?q=espresso").path("items").size() == 3 && readFiles(port) == 3);
            try (var installation = Installation.existing(settings(before))) {
                new Backup(Clock.systemUTC()).write(installation, place.resolve("backup"));
            }
            answers = answers(port);
        }

        var after = properties("after", TestDatabase.emptyUrl(), "");
        new Restore(settings(after)).read(place.resolve("backup"));

        try (var server = start(after)) {
            var port = port(server);
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(answers(port)).isEqualTo(answers));
        }
    }

    private long readFiles(int port) throws IOException, InterruptedException {
        return ask(port, "/api/v1/events?after=0")
                .path("items")
                .valueStream()
                .filter(event -> event.path("kind").stringValue().equals("attachment.read"))
                .count();
    }

    private void fill(int port) throws IOException, InterruptedException {
        for (var number = 1; number <= 3; number++) {
            var conversation = post(port, "/api/v1/conversations", """
                    {"subject": "Espresso machine %d leaks", "tags": ["repair"], "priority": "high",
                     "customer": {"email": "ana%d@example.com", "name": "Ana Kovač"}}
                    """.formatted(number, number));
            post(port, "/api/v1/conversations/" + conversation.path("id").stringValue() + "/messages", """
                    {"audience": "team", "text": "The seal of żółty model %d", "attachments":
                     [{"fileName": "seal.txt", "contentType": "text/plain", "base64": "%s"}]}
                    """.formatted(
                            number, "c2VhbA=="));
        }
    }

    private Map<String, JsonNode> answers(int port) throws IOException, InterruptedException {
        var answers = new LinkedHashMap<String, JsonNode>();
        for (var path : List.of(
                "/api/v1/conversations",
                "/api/v1/conversations/counts",
                "/api/v1/customers",
                "/api/v1/inboxes",
                "/api/v1/teams",
                "/api/v1/brands",
                "/api/v1/events?after=0",
                "/api/v1/search?q=espresso")) {
            answers.put(path, ask(port, path));
        }
        for (var conversation : answers.get("/api/v1/conversations").path("items")) {
            var path = "/api/v1/conversations/" + conversation.path("id").stringValue() + "/messages";
            answers.put(path, ask(port, path));
        }
        assertThat(answers).hasSize(11);
        return answers;
    }

    private JsonNode ask(int port, String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(address(port, path)), 200);
    }

    private JsonNode post(int port, String path, String body) throws IOException, InterruptedException {
        return send(
                HttpRequest.newBuilder(address(port, path))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body)),
                201);
    }

    private JsonNode send(HttpRequest.Builder request, int status) throws IOException, InterruptedException {
        var answer = client.send(
                request.header("Authorization", "Bearer " + TOKEN).build(), HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return JsonMapper.shared().readTree(answer.body());
    }

    private static URI address(int port, String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    private static ServletWebServerApplicationContext start(Map<String, String> properties) {
        return (ServletWebServerApplicationContext) new SpringApplicationBuilder(Centrala.class)
                .run(properties.entrySet().stream()
                        .map(property -> "--" + property.getKey() + "=" + property.getValue())
                        .toArray(String[]::new));
    }

    private static int port(ServletWebServerApplicationContext server) {
        return server.getWebServer().getPort();
    }

    private Map<String, String> properties(String name, String database, String token) {
        return Map.of(
                "server.port",
                "0",
                "centrala.smtp-port",
                "0",
                "centrala.data-dir",
                place.resolve(name).toString(),
                "centrala.database-url",
                database,
                "centrala.bootstrap-token",
                token);
    }

    private static CentralaSettings settings(Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties))
                .bind("centrala", CentralaSettings.class)
                .get();
    }
}
