package org.centrala.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.centrala.platform.CentralaTest;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What operators and programs meet before any module answers: health, metrics, request ids and problems. */
@CentralaTest
@TestPropertySource(properties = "centrala.bootstrap-token=" + OperationsTests.TOKEN)
class OperationsTests {
    static final String TOKEN = "a token of the operations tests";

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
    void metricsAreForThisMachineAndForAuditorsOnly() throws Exception {
        assertThat(get("/metrics").body()).contains("centrala_disk_free_bytes");
        assertThat(get("/metrics", "X-Forwarded-For", "203.0.113.7").statusCode())
                .isEqualTo(401);
        assertThat(get("/metrics", "X-Forwarded-For", "203.0.113.7", "Authorization", "Bearer " + TOKEN)
                        .statusCode())
                .isEqualTo(200);
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

    @Test
    void theContractIsPublished() throws Exception {
        assertThat(json(get("/api/v1/openapi.json")).path("paths").has("/api/v1/conversations"))
                .isTrue();
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
