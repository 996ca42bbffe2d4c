package org.centrala.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.centrala.access.spi.PostOffice;
import org.centrala.platform.CentralaTest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

/** The ways in: links that go by mail, second factors, passkeys. */
@CentralaTest
@Import(DoorTests.Post.class)
@TestPropertySource(properties = "centrala.public-url=https://help.zrno.example")
class DoorTests {
    private static final String FACTOR = "/api/v1/me/second-factor";
    private static final Pattern LINK = Pattern.compile("https://help\\.zrno\\.example/invitation/(\\S+)");

    @LocalServerPort
    int port;

    @Autowired
    SetupCode code;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Letterbox letterbox;

    House house;

    /** Keeps the letters that would go to a mail server. */
    static class Letterbox implements PostOffice {
        final List<Letter> letters = new CopyOnWriteArrayList<>();

        @Override
        public Optional<String> sender() {
            return Optional.of("podpora@zrno.example");
        }

        @Override
        public Outcome post(Letter letter) {
            letters.add(letter);
            return Outcome.TAKEN;
        }
    }

    @TestConfiguration
    static class Post {
        @Bean
        @Primary
        Letterbox letterbox() {
            return new Letterbox();
        }
    }

    @BeforeEach
    void setUp() {
        jdbc.sql("delete from sign_in_throttle").update();
        letterbox.letters.clear();
        house = House.of(port, code);
    }

    @Test
    void anInvitationGoesByMailInTheLanguageOfThePersonWhoSaysTheirName() {
        var owner = house.owner();
        assertThat(owner.get("/api/v1/agents/letters").is(200).text("sender")).isEqualTo("podpora@zrno.example");

        var invited = owner.post(
                        "/api/v1/agents?mail=true",
                        Map.of("email", "Jana.Mlakar@zrno.example", "role", "agent", "language", "sl"))
                .is(201);

        assertThat(invited.text("mailed")).isEqualTo("true");
        assertThat(invited.text("agent.name")).isEqualTo("Jana Mlakar");
        var letter = letterbox.letters.getFirst();
        assertThat(letter.to()).isEqualTo("jana.mlakar@zrno.example");
        assertThat(letter.subject()).isEqualTo("Povabilo v Zrno");
        var jana = Visitor.browser(port);
        var path = "/api/v1/invitations/" + token(letter);
        assertThat(jana.get(path).is(200).text("invited")).isEqualTo("true");
        jana.post(path, Map.of("password", House.PASSWORD, "name", "Jana Mlakar Kos"))
                .is(200);
        assertThat(jana.get("/api/v1/session").text("agent.name")).isEqualTo("Jana Mlakar Kos");
    }

    @Test
    void aLinkThatWasWithdrawnOpensNothing() {
        var invited = house.owner()
                .post("/api/v1/agents", Map.of("email", "withdrawn@zrno.example", "role", "agent"))
                .is(201);
        var agent = "/api/v1/agents/" + invited.text("agent.id");
        assertThat(house.owner().get(agent).text("access.linkUntil")).startsWith("20");

        house.owner().delete(agent + "/link").is(204);

        Visitor.browser(port)
                .get("/api/v1/invitations/" + House.token(invited.text("link")))
                .is(404, "invitation.not_found");
        assertThat(house.owner().get(agent).body().at("/access/linkUntil").isString())
                .isFalse();
        house.person("agent").browser().delete(agent + "/link").is(403, "access.forbidden");
    }

    @Test
    void whoForgotAPasswordGetsAWayToANewOneByMailWhichEndsAllSessions() {
        var person = house.person("agent");
        assertThat(Visitor.browser(port).get("/api/v1/setup").text("resetByMail"))
                .isEqualTo("true");

        ask(person.email().toUpperCase(Locale.ROOT)).is(204);

        await().until(() -> !letterbox.letters.isEmpty());
        var letter = letterbox.letters.getFirst();
        assertThat(letter.to()).isEqualTo(person.email());
        Visitor.browser(port)
                .post("/api/v1/invitations/" + token(letter), Map.of("password", "brand new one 9"))
                .is(200);
        person.browser().get("/api/v1/session").is(401);
    }

    @Test
    void askingForANewPasswordTellsNobodyWhichAddressesExist() throws InterruptedException {
        var gone = house.person("agent");
        house.owner()
                .patch("/api/v1/agents/" + gone.id(), Map.of("status", "deactivated"))
                .is(200);
        var invited = house.owner()
                .post("/api/v1/agents", Map.of("email", "not.yet@zrno.example", "role", "agent"))
                .is(201)
                .text("agent.email");

        var known = ask(House.OWNER).is(204);
        for (var address : List.of("nobody@zrno.example", gone.email(), invited)) {
            var answer = ask(address).is(204);
            assertThat(answer.raw().body()).isEqualTo(known.raw().body());
            assertThat(answer.raw().headers().map().keySet())
                    .isEqualTo(known.raw().headers().map().keySet());
        }

        await().until(() -> !letterbox.letters.isEmpty());
        Thread.sleep(300); // what must not come has had its time
        assertThat(letterbox.letters).extracting(PostOffice.Letter::to).containsExactly(House.OWNER);
    }

    @Test
    void nobodyIsFloodedWithResetsAndTheLinkOfAnAdministratorStaysGood() {
        var person = house.person("agent");
        var handed = house.owner()
                .post("/api/v1/agents/" + person.id() + "/link", Map.of())
                .is(200)
                .text("link");

        for (int time = 0; time < 3; time++) {
            ask(person.email()).is(204);
        }
        ask(person.email()).is(429, "session.throttled");
        ask("nobody@zrno.example").is(204);

        await().until(() -> letterbox.letters.size() == 3);
        Visitor.browser(port).get("/api/v1/invitations/" + House.token(handed)).is(200);
    }

    @Test
    void aCodeOfTheAppIsAskedForOnceItWasSetUpAndCountsOnce() {
        var person = house.person("agent");
        var elsewhere = signIn(person, null).is(200);
        assertThat(elsewhere.text("secondFactorNeeded")).isEqualTo("false");
        var key = key(person.browser());
        person.browser()
                .post(FACTOR + "/confirmation", Map.of("code", "000000"))
                .is(400, "validation.failed");
        signIn(person, null).is(200); // a key that was never confirmed asks nobody

        var before = Instant.now();
        var recovery = person.browser()
                .post(FACTOR + "/confirmation", Map.of("code", code(key, before)))
                .is(200)
                .body()
                .get("codes");

        assertThat(recovery).hasSize(10);
        assertThat(person.browser().get(FACTOR).text("recoveryLeft")).isEqualTo("10");
        assertThat(jdbc.sql("select count(*) from agent_session where agent_id = ?::uuid")
                        .param(person.id())
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
        signIn(person, null).is(401, "session.code_needed");
        signIn(person, code(key, before)).is(401, "session.wrong_code"); // it was used to confirm
        var next = code(key, before.plusSeconds(30));
        signIn(person, next.substring(0, 3) + " " + next.substring(3)).is(200);
        signIn(person, next).is(401, "session.wrong_code");
        var spare = recovery.get(0).asString();
        signIn(person, spare.toLowerCase(Locale.ROOT)).is(200);
        signIn(person, spare).is(401, "session.wrong_code");
        assertThat(person.browser().get(FACTOR).text("recoveryLeft")).isEqualTo("9");
    }

    @Test
    void aWayToANewPasswordDoesNotGoRoundTheCode() {
        var person = house.person("agent");
        confirmed(person);
        ask(person.email()).is(204);
        await().until(() -> !letterbox.letters.isEmpty());

        var browser = Visitor.browser(port);
        browser.post(
                        "/api/v1/invitations/" + token(letterbox.letters.getFirst()),
                        Map.of("password", "brand new one 10"))
                .is(401, "session.code_needed");

        browser.get("/api/v1/session").is(401);
        assertThat(Visitor.browser(port)
                        .post("/api/v1/session", Map.of("email", person.email(), "password", "brand new one 10"))
                        .is(401)
                        .text("code"))
                .isEqualTo("session.code_needed");
    }

    @Test
    void codesAreGuessedTenTimesInTenMinutes() {
        var person = house.person("agent");
        confirmed(person);
        for (int guess = 0; guess < 10; guess++) {
            signIn(person, "%06d".formatted(guess)).is(401);
        }
        signIn(person, "123456").is(429, "session.throttled");
    }

    @Test
    void whoseRoleAsksForASecondFactorSetsItUpAtTheNextSignInBeforeAnythingElse() {
        var owner = house.owner();
        var role = owner.post("/api/v1/roles", Map.of("name", "Enforced", "permissions", List.of("conversation.read")))
                .is(201)
                .text("role");
        var person = house.person("agent");
        owner.patch("/api/v1/agents/" + person.id(), Map.of("role", role)).is(200);
        owner.patch("/api/v1/roles/" + role, Map.of("secondFactor", true)).is(200);
        person.browser().get("/api/v1/teams").is(200); // who is at work goes on
        assertThat(owner.get("/api/v1/agents/" + person.id()).text("access.missing"))
                .isEqualTo("true");

        var browser = Visitor.browser(port);
        assertThat(browser.post("/api/v1/session", Map.of("email", person.email(), "password", House.PASSWORD))
                        .is(200)
                        .text("secondFactorNeeded"))
                .isEqualTo("true");
        for (var path : List.of("/teams", "/agents", "/conversations", "/brands", "/sessions")) {
            browser.get("/api/v1" + path).is(403, "access.second_factor_needed");
        }
        browser.patch("/api/v1/me", Map.of("name", "Mallory")).is(403, "access.second_factor_needed");
        var fresh = Visitor.browser(port);
        fresh.post("/api/v1/session", Map.of("email", person.email(), "password", House.PASSWORD))
                .is(200);
        var key = fresh.post(FACTOR + "/key", Map.of()).is(200).text("key");
        fresh.post(FACTOR + "/confirmation", Map.of("code", code(key, Instant.now())))
                .is(200);

        assertThat(fresh.get("/api/v1/session").text("secondFactorNeeded")).isEqualTo("false");
        fresh.get("/api/v1/teams").is(200);
        fresh.post(FACTOR + "/removal", Map.of("password", House.PASSWORD)).is(409, "second_factor.required");
    }

    @Test
    void whoLostTheAppIsHelpedByWhoeverMayOpenTheirAccount() {
        var person = house.person("administrator");
        confirmed(person);
        var path = "/api/v1/agents/" + person.id() + "/second-factor";

        house.person("supervisor").browser().delete(path).is(403, "access.forbidden");
        house.owner().delete(path).is(204);

        signIn(person, null).is(200);
        assertThat(jdbc.sql("select count(*) from recovery_code where agent_id = ?::uuid")
                        .param(person.id())
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void aSessionAloneNeitherSetsUpNorTakesAwayASecondFactor() {
        var person = house.person("agent");
        person.browser()
                .post(FACTOR + "/key", Map.of("password", "not the one"))
                .is(400, "validation.failed");
        person.browser().post(FACTOR + "/key", Map.of()).is(400, "validation.failed");
        confirmed(person);
        person.browser().post(FACTOR + "/removal", Map.of("password", "wrong")).is(400);
        person.browser().post(FACTOR + "/recovery-codes", Map.of()).is(400);
        person.browser()
                .post(FACTOR + "/removal", Map.of("password", House.PASSWORD))
                .is(204);
        signIn(person, null).is(200);
    }

    @Test
    void whatIsNoPasskeyMadeForThisPageJustNowOpensNothing() {
        var person = house.person("agent");
        var stranger = Visitor.browser(port);
        var request = stranger.post("/api/v1/session/passkey/request", Map.of()).is(200);
        assertThat(request.text("host")).isEqualTo("help.zrno.example");
        assertThat(stranger.post("/api/v1/session/passkey/request", Map.of()).text("challenge"))
                .isNotEqualTo(request.text("challenge"));
        stranger.post("/api/v1/session/passkey", Map.of("credential", Map.of("id", "AA", "type", "public-key")))
                .is(401, "session.wrong_passkey");
        stranger.post("/api/v1/session/passkey", Map.of("credential", Map.of())).is(401, "session.wrong_passkey");
        stranger.post("/api/v1/session/passkey", Map.of()).is(400, "validation.failed");

        var passkeys = "/api/v1/me/passkeys";
        person.browser()
                .post(passkeys + "/creation", Map.of("password", "wrong"))
                .is(400, "validation.failed");
        var creation = person.browser()
                .post(passkeys + "/creation", Map.of("password", House.PASSWORD))
                .is(200);
        assertThat(creation.text("userName")).isEqualTo(person.email());
        person.browser()
                .post(passkeys, Map.of("name", "Laptop", "credential", Map.of("id", "AA")))
                .is(400, "validation.failed");
        assertThat(person.browser().get(passkeys).body().get("items")).isEmpty();
        person.browser().delete(passkeys + "/" + person.id()).is(404, "passkey.not_found");
    }

    private Visitor.Answer signIn(House.Person person, @Nullable String code) {
        var body = new HashMap<String, Object>();
        body.put("email", person.email());
        body.put("password", House.PASSWORD);
        body.put("code", code);
        return Visitor.browser(port).post("/api/v1/session", body);
    }

    private static String key(Visitor browser) {
        return browser.post(FACTOR + "/key", Map.of("password", House.PASSWORD))
                .is(200)
                .text("key");
    }

    private static void confirmed(House.Person person) {
        var key = key(person.browser());
        person.browser()
                .post(FACTOR + "/confirmation", Map.of("code", code(key, Instant.now())))
                .is(200);
    }

    private static String code(String key, Instant at) {
        var bytes = new byte[Totp.KEY_BYTES];
        for (int bit = 0; bit < bytes.length * 8; bit++) {
            var letter = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(key.charAt(bit / 5));
            bytes[bit / 8] |= (byte) ((letter >> 4 - bit % 5 & 1) << 7 - bit % 8);
        }
        return Totp.code(bytes, Totp.step(at));
    }

    private Visitor.Answer ask(String email) {
        return Visitor.browser(port).post("/api/v1/password-resets", Map.of("email", email));
    }

    private static String token(PostOffice.Letter letter) {
        var found = LINK.matcher(letter.text());
        assertThat(found.find()).as(letter.text()).isTrue();
        return found.group(1);
    }
}
