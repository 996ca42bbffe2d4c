package org.centrala.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.centrala.platform.CentralaTest;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;

/** One installation from its first start on; the steps build on each other. */
@CentralaTest
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@TestPropertySource(
        properties = {
            "centrala.bootstrap-token=" + SetupTests.BOOTSTRAP,
            "centrala.trusted-proxies=127.0.0.1",
            "centrala.public-url=https://help.zrno.example/"
        })
class SetupTests {
    static final String BOOTSTRAP = "a bootstrap token, printable!";

    @LocalServerPort
    int port;

    @Autowired
    SetupCode code;

    @Test
    @Order(1)
    void isNeededAtTheFirstStartAndTheTerminalSaysHow() {
        assertThat(Visitor.browser(port)
                        .get("/api/v1/setup")
                        .is(200)
                        .body()
                        .get("needed")
                        .asBoolean())
                .isTrue();
        assertThat(code.current()).hasValueSatisfying(text -> assertThat(text).matches("[2-9A-Z]{4}-[2-9A-Z]{4}"));
        assertThat(code.startNotice().getFirst().text()).contains(code.current().orElseThrow());
    }

    @Test
    @Order(2)
    void nothingButSetUpIsOpenBefore() {
        var stranger = Visitor.browser(port);

        stranger.get("/api/v1/agents").is(401, "access.unauthenticated");
        stranger.get("/api/v1/session").is(401, "access.unauthenticated");
        stranger.post("/api/v1/agents", Map.of()).is(401, "access.unauthenticated");
        stranger.post("/api/v1/session", Map.of("email", "a@b.example", "password", "whatever it is"))
                .is(409, "setup.needed");
        stranger.get("/health").is(200);
    }

    @Test
    @Order(3)
    void theBootstrapKeyWorksBeforeSetUpWithTheOwnersRights() {
        var machine = Visitor.program(port, BOOTSTRAP);

        var me = machine.get("/api/v1/session").is(200);
        assertThat(me.body().get("agent").isNull()).isTrue();
        assertThat(me.body().get("permissions")).hasSize(Permission.values().length);
        assertThat(me.text("brand.name")).isNotEmpty();
        assertThat(machine.get("/api/v1/teams").is(200).body().get("items")).hasSize(1);
        var invited = machine.post(
                        "/api/v1/agents", Map.of("name", "Ana", "email", "ana@zrno.example", "role", "agent"))
                .is(201);
        assertThat(invited.text("link")).startsWith("https://help.zrno.example/invitation/");

        Visitor.browser(port)
                .post("/api/v1/invitations/" + House.token(invited.text("link")), Map.of("password", House.PASSWORD))
                .is(409, "setup.needed");
    }

    @Test
    @Order(4)
    void aWrongCodeOpensNothingAndGuessingIsSlowedDownPerNetwork() {
        var guesser = Visitor.browser(port).with("X-Forwarded-For", "203.0.113.9");

        guesser.post("/api/v1/setup/code", Map.of("code", "AAAA-AAAA")).is(403, "setup.wrong_code");
        guesser.post("/api/v1/setup", request("AAAA-AAAA", "tina@zrno.example")).is(403, "setup.wrong_code");
        guesser.post("/api/v1/setup/code", Map.of()).is(400, "validation.failed");
        for (int guess = 0; guess < 20; guess++) {
            guesser.post("/api/v1/setup/code", Map.of("code", "AAAA-AAA" + guess % 10));
        }
        var slowed = guesser.post(
                        "/api/v1/setup/code", Map.of("code", code.current().orElseThrow()))
                .is(429, "session.throttled");
        assertThat(slowed.header("Retry-After"))
                .hasValueSatisfying(wait -> assertThat(Integer.parseInt(wait)).isBetween(1, 601));
        Visitor.browser(port)
                .post("/api/v1/setup/code", Map.of("code", code.current().orElseThrow()))
                .is(204);
    }

    @Test
    @Order(5)
    void whatIsWrongIsNamedByItsFieldAndChangesNothing() {
        var browser = Visitor.browser(port);
        var right = code.current().orElseThrow();

        var weak = browser.post(
                        "/api/v1/setup",
                        Map.of(
                                "code", right,
                                "owner", Map.of("name", "Tina", "email", "tina@zrno.example", "password", "short"),
                                "brand", Map.of("name", "Zrno")))
                .is(400, "validation.failed");
        assertThat(weak.text("errors.0.field")).isEqualTo("owner.password");
        assertThat(browser.post("/api/v1/setup", request(right, "not an address"))
                        .is(400)
                        .text("errors.0.field"))
                .isEqualTo("owner.email");
        browser.post("/api/v1/setup", Map.of("code", right)).is(400, "validation.failed");
        assertThat(browser.get("/api/v1/setup").body().get("needed").asBoolean())
                .isTrue();
    }

    @Test
    @Order(6)
    void ofTwoWhoSetUpAtTheSameMomentOneBecomesTheOwner() throws Exception {
        var right = code.current().orElseThrow();
        Callable<Visitor.Answer> tina = () -> Visitor.browser(port)
                .post("/api/v1/setup", request(right.toLowerCase(Locale.ROOT), "tina@zrno.example"));
        Callable<Visitor.Answer> eve =
                () -> Visitor.browser(port).post("/api/v1/setup", request(right, "eve@zrno.example"));

        try (var both = Executors.newFixedThreadPool(2)) {
            var answers = both.invokeAll(List.of(tina, eve)).stream()
                    .map(future -> future.resultNow())
                    .toList();

            assertThat(answers).extracting(Visitor.Answer::status).containsExactlyInAnyOrder(201, 409);
            var won = answers.stream()
                    .filter(answer -> answer.status() == 201)
                    .findFirst()
                    .orElseThrow();
            assertThat(won.text("agent.role")).isEqualTo("owner");
            assertThat(won.text("brand.name")).isEqualTo("Zrno");
            assertThat(won.setCookie("centrala_session")).isPresent();
            assertThat(won.setCookie("XSRF-TOKEN")).isPresent();
        }
    }

    @Test
    @Order(7)
    void afterwardsTheCodeIsWorthNothing() {
        var stranger = Visitor.browser(port);

        assertThat(code.current()).isEmpty();
        assertThat(stranger.get("/api/v1/setup").body().get("needed").asBoolean())
                .isFalse();
        stranger.post("/api/v1/setup/code", Map.of("code", "AAAA-AAAA")).is(409, "setup.done");
        stranger.post("/api/v1/setup", request("AAAA-AAAA", "eve2@zrno.example"))
                .is(409, "setup.done");
    }

    private static Map<String, Object> request(String code, String email) {
        return Map.of(
                "code", code,
                "owner", Map.of("name", "Tina Zore", "email", email, "password", House.PASSWORD, "language", "sl"),
                "brand", Map.of("name", "Zrno"));
    }
}
