package org.centrala.webhooks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.centrala.access.House;
import org.centrala.access.SetupCode;
import org.centrala.access.Visitor;
import org.centrala.platform.CentralaTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@CentralaTest
@TestPropertySource(properties = "centrala.webhooks.private-targets=true")
class WebhookTests {
    private static final String WEBHOOKS = "/api/v1/webhooks";

    @LocalServerPort
    int port;

    @Autowired
    SetupCode code;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Clock clock;

    private record Heard(Map<String, List<String>> headers, String path, String body) {
        String header(String name) {
            return headers.entrySet().stream()
                    .filter(field -> field.getKey().equalsIgnoreCase(name))
                    .map(field -> field.getValue().getFirst())
                    .findFirst()
                    .orElseThrow();
        }

        JsonNode json() {
            return JsonMapper.shared().readTree(body);
        }
    }

    private final List<Heard> heard = new CopyOnWriteArrayList<>();
    private volatile int answers = 204;
    private HttpServer server;
    private House house;
    private Visitor owner;

    @BeforeEach
    void listen() throws IOException {
        house = House.of(port, code);
        owner = house.owner();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
        server.createContext("/", exchange -> {
            var body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
            heard.add(new Heard(
                    Map.copyOf(exchange.getRequestHeaders()),
                    exchange.getRequestURI().toString(),
                    body));
            if (answers == 302) {
                exchange.getResponseHeaders().add("Location", "/elsewhere");
            }
            exchange.sendResponseHeaders(answers, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void end() {
        owner.get(WEBHOOKS)
                .body()
                .get("items")
                .forEach(hook -> owner.delete(WEBHOOKS + "/" + hook.get("id").asString()));
        server.stop(0);
    }

    private JsonNode made(String... kinds) {
        return owner.post(
                        WEBHOOKS,
                        Map.of(
                                "name",
                                "Warehouse",
                                "url",
                                "http://127.0.0.1:" + server.getAddress().getPort() + "/hook?shop=1",
                                "kinds",
                                List.of(kinds)))
                .is(201)
                .body();
    }

    private String conversation() {
        return owner.post(
                        "/api/v1/conversations",
                        Map.of(
                                "subject",
                                "A secret subject",
                                "customer",
                                Map.of("email", UUID.randomUUID() + "@klient.example")))
                .is(201)
                .text("id");
    }

    private JsonNode deliveries(String hook) {
        return owner.get(WEBHOOKS + "/" + hook + "/deliveries").is(200).body().get("items");
    }

    private static String signed(String secret, String content) throws Exception {
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(Base64.getDecoder().decode(secret.substring("whsec_".length())), "HmacSHA256"));
        return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(content.getBytes(UTF_8)));
    }

    @Test
    void whatHappensIsToldSignedAndWithoutWords() throws Exception {
        var made = made("conversation.opened");
        var hook = made.at("/webhook/id").asString();
        var conversation = conversation();

        await().atMost(Duration.ofSeconds(20))
                .until(() -> heard.stream().anyMatch(one -> one.body().contains(conversation)));
        var told = heard.stream()
                .filter(one -> one.body().contains(conversation))
                .findFirst()
                .orElseThrow();
        assertThat(told.path()).isEqualTo("/hook?shop=1");
        assertThat(told.json().get("type").asString()).isEqualTo("conversation.opened");
        assertThat(told.json().at("/data/streamId").asString()).isEqualTo(conversation);
        assertThat(told.json().at("/data/id").asString()).isEqualTo(told.header("webhook-id"));
        assertThat(told.body()).doesNotContain("secret subject");
        assertThat(Instant.ofEpochSecond(Long.parseLong(told.header("webhook-timestamp"))))
                .isBetween(clock.instant().minusSeconds(60), clock.instant().plusSeconds(60));
        assertThat(told.header("webhook-signature"))
                .isEqualTo(signed(
                        made.get("secret").asString(),
                        told.header("webhook-id") + "." + told.header("webhook-timestamp") + "." + told.body()));
        await().until(() -> deliveries(hook).get(0).get("state").asString().equals("delivered"));
        assertThat(owner.get(WEBHOOKS).is(200).raw().body())
                .doesNotContain(made.get("secret").asString(), "whsec_");
    }

    @Test
    void whatIsNotTakenIsTriedAgainAndCanBeReplayed() {
        answers = 503;
        var hook = made("conversation.opened").at("/webhook/id").asString();
        conversation();

        await().atMost(Duration.ofSeconds(20))
                .until(() -> !deliveries(hook).isEmpty()
                        && deliveries(hook).get(0).get("status").asInt(0) == 503);
        var waiting = deliveries(hook).get(0);
        assertThat(waiting.get("state").asString()).isEqualTo("waiting");
        assertThat(Instant.parse(waiting.get("dueAt").asString()))
                .isAfter(clock.instant().minusSeconds(5));
        assertThat(owner.get(WEBHOOKS + "/" + hook).is(200).text("lastError")).contains("503");

        answers = 200;
        await().atMost(Duration.ofSeconds(20))
                .until(() -> deliveries(hook).get(0).get("state").asString().equals("delivered"));
        assertThat(owner.get(WEBHOOKS + "/" + hook)
                        .is(200)
                        .body()
                        .get("failingSince")
                        .isNull())
                .isTrue();
        int before = heard.size();
        owner.post(WEBHOOKS + "/" + hook + "/deliveries/" + waiting.get("id").asString() + "/replay", Map.of())
                .is(200);
        await().atMost(Duration.ofSeconds(10)).until(() -> heard.size() == before + 1);
        assertThat(heard.getLast().header("webhook-id"))
                .isEqualTo(heard.getFirst().header("webhook-id"));
    }

    @Test
    void aRedirectIsAFailureAndNotFollowed() {
        answers = 302;
        var hook = made("customer.created").at("/webhook/id").asString();
        owner.post(WEBHOOKS + "/" + hook + "/test", Map.of()).is(201);

        await().atMost(Duration.ofSeconds(10))
                .until(() -> deliveries(hook).get(0).get("state").asString().equals("failed"));
        assertThat(deliveries(hook).get(0).get("error").asString()).contains("redirects are not followed");
        assertThat(heard).extracting(Heard::path).doesNotContain("/elsewhere");

        answers = 200;
        assertThat(owner.post(WEBHOOKS + "/" + hook + "/deliveries/replay-failed", Map.of())
                        .is(200)
                        .text("replayed"))
                .isEqualTo("1");
        await().atMost(Duration.ofSeconds(10))
                .until(() -> deliveries(hook).get(0).get("state").asString().equals("delivered"));
        answers = 302;
        owner.post(WEBHOOKS + "/" + hook + "/test", Map.of()).is(201);
        await().atMost(Duration.ofSeconds(10))
                .until(() -> deliveries(hook).get(0).get("state").asString().equals("failed"));
        assertThat(owner.get(WEBHOOKS + "/" + hook)
                        .is(200)
                        .body()
                        .get("failingSince")
                        .isNull())
                .as("a test says nothing of the webhook")
                .isTrue();
    }

    @Test
    void whoTakesNothingForDaysIsSwitchedOffAndSo410() {
        answers = 500;
        var hook = made("conversation.opened").at("/webhook/id").asString();
        jdbc.sql("update webhook set failing_since = now() - interval '6 days' where id = ?::uuid")
                .param(hook)
                .update();
        var gone = made("conversation.opened").at("/webhook/id").asString();
        conversation();
        await().atMost(Duration.ofSeconds(20))
                .until(() ->
                        owner.get(WEBHOOKS + "/" + hook).text("disabledFor").equals("failing"));
        assertThat(owner.get("/api/v1/events?limit=200&after=0").is(200).raw().body())
                .contains("webhook.disabled");

        answers = 410;
        await().atMost(Duration.ofSeconds(20))
                .until(() ->
                        owner.get(WEBHOOKS + "/" + gone).text("disabledFor").equals("gone"));

        answers = 200;
        owner.patch(WEBHOOKS + "/" + hook, Map.of("enabled", true)).is(200);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> deliveries(hook).get(0).get("state").asString().equals("delivered"));
        assertThat(owner.get(WEBHOOKS + "/" + hook)
                        .is(200)
                        .body()
                        .get("disabledFor")
                        .isNull())
                .isTrue();
    }

    @Test
    void onlyWhoeverManagesSettingsSeesThem() {
        var hook = made("conversation.opened").at("/webhook/id").asString();
        var delivery =
                owner.post(WEBHOOKS + "/" + hook + "/test", Map.of()).is(201).text("id");
        for (var role : List.of("supervisor", "agent", "light_agent")) {
            var browser = house.person(role).browser();
            browser.get(WEBHOOKS).is(403);
            browser.get(WEBHOOKS + "/kinds").is(403);
            browser.get(WEBHOOKS + "/" + hook).is(403);
            browser.get(WEBHOOKS + "/" + hook + "/deliveries").is(403);
            browser.post(
                            WEBHOOKS,
                            Map.of("name", "x", "url", "https://example.com/", "kinds", List.of("customer.created")))
                    .is(403);
            browser.patch(WEBHOOKS + "/" + hook, Map.of("enabled", false)).is(403);
            browser.post(WEBHOOKS + "/" + hook + "/secret", Map.of()).is(403);
            browser.post(WEBHOOKS + "/" + hook + "/test", Map.of()).is(403);
            browser.post(WEBHOOKS + "/" + hook + "/deliveries/" + delivery + "/replay", Map.of())
                    .is(403);
            browser.post(WEBHOOKS + "/" + hook + "/deliveries/replay-failed", Map.of())
                    .is(403);
            browser.delete(WEBHOOKS + "/" + hook).is(403);
        }
        house.person("administrator").browser().get(WEBHOOKS + "/" + hook).is(200);
    }

    @Test
    void whatMakesNoSenseIsRefusedWithItsField() {
        for (var wrong : List.of(
                Map.of("name", "", "url", "https://example.com/", "kinds", List.of("customer.created")),
                Map.of("name", "a\u202eb", "url", "https://example.com/", "kinds", List.of("customer.created")),
                Map.of("name", "x", "url", "gopher://example.com/", "kinds", List.of("customer.created")),
                Map.of("name", "x", "url", "https://example.com/", "kinds", List.of()),
                Map.of("name", "x", "url", "https://example.com/", "kinds", List.of("agent.password_set")))) {
            owner.post(WEBHOOKS, wrong).is(400);
        }
        var hook = made("conversation.opened");
        var other = owner.post(WEBHOOKS + "/" + hook.at("/webhook/id").asString() + "/secret", Map.of())
                .is(200);
        assertThat(other.text("secret"))
                .startsWith("whsec_")
                .isNotEqualTo(hook.get("secret").asString());
    }
}
