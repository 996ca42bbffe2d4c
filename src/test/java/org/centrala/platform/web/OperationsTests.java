package org.centrala.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.centrala.platform.CentralaTest;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** What operators and programs meet before any module answers: health, metrics, request ids and problems. */
@CentralaTest
@TestPropertySource(properties = "centrala.bootstrap-token=" + OperationsTests.TOKEN)
class OperationsTests {
    static final String TOKEN = "a token of the operations tests";

    private static final Path CONTRACT = Path.of("web", "openapi.json");
    private static final JsonMapper PRETTY =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final HttpClient client = HttpClient.newHttpClient();

    @LocalServerPort
    int port;

    @Test
    void healthIsPlainForStrangersAndDetailedForAdministrators() throws Exception {
        var stranger = get("/health");
        var administrator = get("/health", "Authorization", "Bearer " + TOKEN);

        assertThat(stranger.statusCode()).isEqualTo(200);
        assertThat(json(stranger).path("status").stringValue()).isEqualTo("UP");
        assertThat(json(stranger).has("components")).isFalse();
        assertThat(json(administrator).path("components").has("database")).isTrue();
        assertThat(json(administrator)
                        .path("components")
                        .path("disk")
                        .path("details")
                        .has("freeBytes"))
                .isTrue();
    }

    @Test
    void metricsAreForAuditorsOnlyAlsoOnThisMachine() throws Exception {
        assertThat(get("/metrics").statusCode()).isEqualTo(401);
        assertThat(get("/metrics", "X-Forwarded-For", "203.0.113.7").statusCode())
                .isEqualTo(401);
        assertThat(get("/metrics", "Authorization", "Bearer " + TOKEN).body()).contains("centrala_disk_free_bytes");
    }

    /** Also what is not found, not allowed or only asked for its head. */
    @Test
    void everyAnswerMakesBrowsersStrict() throws Exception {
        for (var path : List.of(
                "/",
                "/index.html",
                "/inbox/1042",
                "/assets/none.js",
                "/none.txt",
                "/health",
                "/api/v1/session",
                "/error")) {
            for (var method : List.of("GET", "HEAD", "OPTIONS", "POST", "DELETE")) {
                var answer = client.send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                                .method(method, HttpRequest.BodyPublishers.noBody())
                                .build(),
                        HttpResponse.BodyHandlers.discarding());
                for (var header : List.of(
                        "Content-Security-Policy",
                        "X-Content-Type-Options",
                        "X-Frame-Options",
                        "Referrer-Policy",
                        "Cross-Origin-Opener-Policy",
                        "Cross-Origin-Resource-Policy",
                        "Permissions-Policy")) {
                    assertThat(answer.headers().allValues(header))
                            .as("%s of %s %s, which answers %d", header, method, path, answer.statusCode())
                            .hasSize(1);
                }
            }
        }
    }

    @Test
    void aRequestKeepsItsIdAndAStrangeOneIsReplaced() throws Exception {
        assertThat(get("/health", "X-Request-Id", "shop-42").headers().firstValue("X-Request-Id"))
                .hasValue("shop-42");
        assertThat(get("/health", "X-Request-Id", "a b").headers().firstValue("X-Request-Id"))
                .hasValueSatisfying(id -> assertThat(id).hasSize(36));
    }

    @Test
    void everyRefusalIsAProblemWithAStableCode() throws Exception {
        problem(send("GET", "/api/v1/nothing", ""), 404, "request.not_found");
        problem(send("DELETE", "/api/v1/conversations", ""), 405, "request.method_not_allowed");
        problem(send("POST", "/api/v1/customers", "{"), 400, "request.malformed");
        problem(send("POST", "/api/v1/customers", "{\"wrong\": 1}"), 400, "validation.failed");
        problem(send("GET", "/api/v1/conversations?limit=201", ""), 400, "validation.failed");
        problem(send("GET", "/api/v1/conversations?cursor=no", ""), 400, "validation.failed");
        problem(send("GET", "/api/v1/conversations?limit=many", ""), 400, "validation.failed");
        problem(get("/api/v1/conversations"), 401, "access.unauthenticated");
    }

    @Test
    void anUnknownFieldIsNamed() throws Exception {
        var answer = json(send("POST", "/api/v1/customers", "{\"wrong\": 1}"));

        assertThat(answer.path("errors").path(0).path("field").stringValue()).isEqualTo("wrong");
    }

    /** The workspace's types are made of this file: {@code ./centrala api-types} writes both anew. */
    @Test
    void theCommittedContractIsWhatTheServerSays() throws Exception {
        var said = PRETTY.writeValueAsString(json(get("/api/v1/openapi.json"))) + "\n";
        if (Boolean.getBoolean("centrala.write-contract")) {
            Files.writeString(CONTRACT, said);
        }

        assertThat(said)
                .withFailMessage(
                        "The API is not what %s says. Run ./centrala api-types and look at the difference.", CONTRACT)
                .isEqualTo(Files.readString(CONTRACT));
    }

    @Test
    void theContractTellsWhatIsRequiredAndWhatMayBeNull() throws Exception {
        var schemas = json(get("/api/v1/openapi.json")).path("components").path("schemas");

        var conversation = schemas.path("Conversation");
        assertThat(conversation.path("required").valueStream().map(JsonNode::stringValue))
                .contains("id", "assignee", "lastMessage");
        assertThat(conversation.at("/properties/assignee/type").valueStream().map(JsonNode::stringValue))
                .containsExactlyInAnyOrder("string", "null");
        assertThat(schemas.path("NewMessage").has("required")).isFalse();
        assertThat(schemas.path("PageMessage").path("required").size()).isEqualTo(2);
        assertThat(schemas.has("Problem")).isTrue();
    }

    /** Those that take none are listed in docs/api.md, each with its reason. */
    @Test
    void everyWriteTakesAKeyOrIsKnownNotTo() throws Exception {
        var names = new ArrayList<String>();
        var without = new TreeSet<String>();
        json(get("/api/v1/openapi.json"))
                .path("paths")
                .forEachEntry((path, methods) -> methods.forEachEntry((method, operation) -> {
                    names.add(operation.path("operationId").stringValue());
                    var takes = operation
                            .path("parameters")
                            .valueStream()
                            .anyMatch(one -> one.path("name").stringValue().equals("Idempotency-Key"));
                    assertThat(takes && method.equals("get")).as(path).isFalse();
                    if (!takes && !method.equals("get")) {
                        without.add(method.toUpperCase(Locale.ROOT) + " " + path.substring("/api/v1".length()));
                    }
                }));

        assertThat(without)
                .containsExactlyInAnyOrder(
                        "POST /session",
                        "DELETE /session",
                        "POST /session/passkey",
                        "POST /session/passkey/request",
                        "POST /setup",
                        "POST /setup/code",
                        "POST /invitations/{token}",
                        "POST /password-resets",
                        "PATCH /me",
                        "POST /me/passkeys",
                        "POST /me/passkeys/creation",
                        "POST /me/second-factor/key",
                        "POST /me/second-factor/confirmation",
                        "POST /me/second-factor/recovery-codes",
                        "POST /me/second-factor/removal",
                        "POST /mailboxes/check");
        assertThat(without)
                .allSatisfy(one ->
                        assertThat(Files.readString(Path.of("docs", "api.md"))).contains(one));
        assertThat(names).doesNotHaveDuplicates().allMatch(name -> name.matches("[a-z][A-Za-z]+"));
    }

    private static void problem(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(json(answer).path("code").stringValue()).isEqualTo(code);
        assertThat(json(answer).path("status").intValue()).isEqualTo(status);
        assertThat(json(answer).path("requestId").stringValue())
                .isEqualTo(answer.headers().firstValue("X-Request-Id").orElseThrow());
    }

    private HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> send(String method, String path, String body)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .headers("Authorization", "Bearer " + TOKEN, "Content-Type", "application/json");
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return JsonMapper.shared().readTree(answer.body());
    }
}
