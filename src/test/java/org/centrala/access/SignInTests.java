package org.centrala.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.centrala.platform.CentralaTest;
import org.centrala.platform.log.EventLog;
import org.centrala.platform.web.Problem;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import org.springframework.transaction.support.TransactionTemplate;

@CentralaTest
@TestPropertySource(properties = "centrala.trusted-proxies=127.0.0.1")
class SignInTests {
    @LocalServerPort
    int port;

    @Autowired
    SetupCode code;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Throttle throttle;

    @Autowired
    SessionStore sessionStore;

    @Autowired
    AgentStore agentStore;

    @Autowired
    OneTimeCodes codes;

    @Autowired
    Devices devices;

    @Autowired
    EventLog events;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    Clock clock;

    House house;

    @BeforeEach
    void setUp() {
        jdbc.sql("delete from sign_in_throttle").update();
        house = House.of(port, code);
    }

    @Test
    void aPersonSignsInSeesWhoTheyAreAndSignsOut() {
        var person = house.person("supervisor");
        var browser = Visitor.browser(port);

        var me = signIn(browser, person.email().toUpperCase(Locale.ROOT), House.PASSWORD)
                .is(200);
        assertThat(me.text("agent.email")).isEqualTo(person.email());
        assertThat(me.body().get("permissions"))
                .extracting(node -> node.asString())
                .contains("audit.read")
                .doesNotContain("people.manage");
        assertThat(browser.get("/api/v1/session").is(200).text("agent.id")).isEqualTo(person.id());

        browser.delete("/api/v1/session").is(204);
        assertThat(browser.cookie("centrala_session")).isEmpty();
        browser.get("/api/v1/session").is(401, "access.unauthenticated");
    }

    @Test
    void aSignedOutTokenIsWorthNothing() {
        var person = house.person("agent");
        var token = person.browser().cookie("centrala_session");

        person.browser().delete("/api/v1/session").is(204);

        Visitor.browser(port)
                .withCookie("centrala_session", token)
                .get("/api/v1/session")
                .is(401);
    }

    @Test
    void signingInNeverTakesOverATokenThatTheBrowserBroughtAlong() {
        var person = house.person("agent");
        var planted = "A".repeat(43);
        var victim = Visitor.browser(port).withCookie("centrala_session", planted);

        signIn(victim, person.email(), House.PASSWORD).is(200);

        assertThat(victim.cookie("centrala_session")).isNotEqualTo(planted);
        Visitor.browser(port)
                .withCookie("centrala_session", planted)
                .get("/api/v1/session")
                .is(401);
    }

    @Test
    void signingInEndsTheSessionThatTheBrowserHadBefore() {
        var person = house.person("agent");
        var before = person.browser().cookie("centrala_session");

        signIn(person.browser(), person.email(), House.PASSWORD).is(200);

        Visitor.browser(port)
                .withCookie("centrala_session", before)
                .get("/api/v1/session")
                .is(401);
    }

    @Test
    void whetherAnAddressExistsShowsNowhere() {
        var invited = "invited" + System.nanoTime() + "@zrno.example";
        house.owner()
                .post("/api/v1/agents", Map.of("name", "In Vited", "email", invited, "role", "agent"))
                .is(201);
        var gone = house.person("agent");
        house.owner()
                .patch("/api/v1/agents/" + gone.id(), Map.of("status", "deactivated"))
                .is(200);

        var wrongPassword =
                signIn(from("198.51.100.1"), House.OWNER, "not the password").is(401, "session.wrong_credentials");
        for (var address : new String[] {"nobody@zrno.example", invited, gone.email(), "not an address"}) {
            var answer = signIn(from("198.51.100.1"), address, House.PASSWORD).is(401, "session.wrong_credentials");
            assertThat(answer.text("detail")).isEqualTo(wrongPassword.text("detail"));
            assertThat(answer.raw().headers().map().keySet())
                    .isEqualTo(wrongPassword.raw().headers().map().keySet());
        }
    }

    @Test
    void anUnknownAddressTakesAsLongAsAKnownOne() {
        signIn(from("198.51.100.2"), "warm@zrno.example", "up up up up up");
        var unknown = System.nanoTime();
        for (int index = 0; index < 5; index++) {
            signIn(from("198.51.100.2"), "nobody" + index + "@zrno.example", "not the password")
                    .is(401);
        }
        unknown = System.nanoTime() - unknown;
        var known = System.nanoTime();
        for (int index = 0; index < 5; index++) {
            signIn(from("198.51.100.3"), House.OWNER, "not the password").is(401);
        }
        known = System.nanoTime() - known;

        // Argon2 is tens of milliseconds, a skipped comparison would be one: wide bounds for a busy machine.
        assertThat((double) unknown / known).isBetween(0.3, 3.0);
    }

    @Test
    void guessingIsStoppedAndSaysForHowLong() {
        var person = house.person("agent");
        var guesser = from("198.51.100.10");

        for (int guess = 0; guess < 10; guess++) {
            signIn(guesser, person.email(), "wrong guess " + guess).is(401);
        }
        var stopped = signIn(guesser, person.email(), House.PASSWORD).is(429, "session.throttled");

        assertThat(stopped.header("Retry-After"))
                .hasValueSatisfying(wait -> assertThat(Integer.parseInt(wait)).isBetween(1, 601));
        assertThat(jdbc.sql("select count(*) from event_incoming where kind = 'session.throttled'")
                                .query(Long.class)
                                .single()
                        + jdbc.sql("select count(*) from event_log where kind = 'session.throttled'")
                                .query(Long.class)
                                .single())
                .isPositive();
    }

    @Test
    void anUnknownAddressIsThrottledLikeAKnownOne() {
        var guesser = from("198.51.100.11");

        for (int guess = 0; guess < 10; guess++) {
            signIn(guesser, "nobody@zrno.example", "wrong guess " + guess).is(401);
        }
        signIn(guesser, "nobody@zrno.example", "wrong guess").is(429, "session.throttled");
    }

    @Test
    void oneNetworkCannotTryOnePasswordOnEverybody() {
        count("network", Networks.subscriber("2001:db8:1:2::1"), 58);

        // One IPv6 subscriber has a whole network of addresses.
        signIn(from("2001:db8:1:2::a"), "n1@zrno.example", "spring2026!").is(401);
        signIn(from("2001:db8:1:2::b"), "n2@zrno.example", "spring2026!").is(401);
        signIn(from("2001:db8:1:2::c"), "n3@zrno.example", "spring2026!").is(429, "session.throttled");
        signIn(from("2001:db8:1:3::c"), "n3@zrno.example", "spring2026!").is(401);
    }

    @Test
    void whoeverFloodsAnAddressDoesNotLockItsOwnerOut() {
        var person = house.person("agent");
        count("address", person.email(), 500);
        count("network", "192.0.2.1", 59);
        for (int guess = 0; guess < 3; guess++) {
            signIn(from("192.0.2.1"), person.email(), "wrong guess");
        }
        signIn(from("192.0.2.1"), person.email(), House.PASSWORD).is(429);

        // From a network that was never seen, in a new browser.
        signIn(from("203.0.113.77"), person.email(), House.PASSWORD).is(200);
        // From the attacker's own network, in the browser that the person used before.
        var known =
                from("192.0.2.1").withCookie("centrala_device", person.browser().cookie("centrala_device"));
        signIn(known, person.email(), House.PASSWORD).is(200);
        // A mark of somebody else helps nobody.
        var other =
                from("192.0.2.1").withCookie("centrala_device", house.owner().cookie("centrala_device"));
        signIn(other, person.email(), House.PASSWORD).is(429);
    }

    @Test
    void manyNetworksTogetherGetFewerGuessesAtOneAddress() {
        var person = house.person("agent");
        count("address", person.email(), 60);

        signIn(from("192.0.2.50"), person.email(), "wrong guess").is(401);
        signIn(from("192.0.2.50"), person.email(), "wrong guess").is(401);
        signIn(from("192.0.2.50"), person.email(), "wrong guess").is(429, "session.throttled");
    }

    @Test
    void theWaitEndsByItselfHoweverLongTheGuessingGoesOn() {
        var person = house.person("agent");
        var guesser = from("198.51.100.12");
        for (int guess = 0; guess < 15; guess++) {
            signIn(guesser, person.email(), "wrong guess");
        }

        jdbc.sql("update sign_in_throttle set window_ends_at = window_ends_at - interval '10 minutes'")
                .update();

        signIn(guesser, person.email(), House.PASSWORD).is(200);
    }

    @Test
    void anAddressMadeUpByTheCallerCountsOnlyBehindATrustedProxy() {
        var guesser = from("198.51.100.13");
        for (int guess = 0; guess < 10; guess++) {
            // The proxy appends what it saw; what stands left of that the caller wrote.
            guesser.with("X-Forwarded-For", "10.9.8." + guess + ", 198.51.100.13");
            signIn(guesser, "victim@zrno.example", "wrong guess");
        }
        signIn(guesser, "victim@zrno.example", "wrong guess").is(429);
    }

    @Test
    void ofManyGuessesAtTheSameMomentNoMoreThanTheLimitAreJudged() throws Exception {
        var person = house.person("agent");
        var judged = new AtomicInteger();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int guess = 0; guess < 30; guess++) {
                threads.execute(() -> {
                    if (signIn(from("198.51.100.14"), person.email(), "wrong guess")
                                    .status()
                            == 401) {
                        judged.incrementAndGet();
                    }
                });
            }
        }
        assertThat(judged).hasValue(10);
    }

    @Test
    void sessionsAreListedAndAllOthersCanBeEnded() {
        var person = house.person("agent");
        var phone = Visitor.browser(port).with("User-Agent", "Phone");
        signIn(phone, person.email(), House.PASSWORD).is(200);

        var list = person.browser().get("/api/v1/sessions").is(200).body().get("items");
        assertThat(list).hasSize(2);
        assertThat(list.findValuesAsString("userAgent")).contains("Phone");
        assertThat(list.findValuesAsString("current")).containsOnlyOnce("true");
        assertThat(list.toString()).doesNotContain(phone.cookie("centrala_session"));
        var tablet = Visitor.browser(port);
        signIn(tablet, person.email(), House.PASSWORD).is(200);
        tablet.delete("/api/v1/sessions").is(204);
        tablet.get("/api/v1/session").is(200);
        phone.get("/api/v1/session").is(401);
        person.browser().get("/api/v1/session").is(401);
    }

    @Test
    void oneSessionElsewhereCanBeEnded() {
        var person = house.person("agent");
        var phone = Visitor.browser(port).with("User-Agent", "Phone");
        signIn(phone, person.email(), House.PASSWORD).is(200);
        var phoneSession = person.browser()
                .get("/api/v1/sessions")
                .is(200)
                .body()
                .get("items")
                .valueStream()
                .filter(node -> node.get("userAgent").asString().equals("Phone"))
                .findFirst()
                .orElseThrow()
                .get("id")
                .asString();

        house.owner().delete("/api/v1/sessions/" + phoneSession).is(404, "session.not_found");
        person.browser().delete("/api/v1/sessions/" + phoneSession).is(204);

        phone.get("/api/v1/session").is(401);
        person.browser().get("/api/v1/session").is(200);
    }

    @Test
    void aSessionEndsWhenItIsIdleOrOld() {
        var idle = house.person("agent");
        var old = house.person("agent");
        jdbc.sql("update agent_session set last_seen_at = now() - interval '8 days' where agent_id = ?")
                .param(UUID.fromString(idle.id()))
                .update();
        jdbc.sql("update agent_session set created_at = now() - interval '31 days' where agent_id = ?")
                .param(UUID.fromString(old.id()))
                .update();

        idle.browser().get("/api/v1/session").is(401);
        old.browser().get("/api/v1/session").is(401);
    }

    @Test
    void onlyHashesOfTokensAndPasswordsAreKept() {
        var person = house.person("agent");
        var kept = jdbc.sql(
                        "select row_to_json(s)::text || row_to_json(a)::text from agent_session s join agent a on a.id = s.agent_id")
                .query(String.class)
                .list()
                .toString();

        assertThat(kept)
                .doesNotContain(person.browser().cookie("centrala_session"), House.PASSWORD)
                .contains("$argon2id$");
    }

    @Test
    void aNewPasswordNeedsTheOldOneAndEndsTheOtherSessions() {
        var person = house.person("agent");
        var phone = Visitor.browser(port);
        signIn(phone, person.email(), House.PASSWORD).is(200);

        var wrong = person.browser()
                .patch("/api/v1/me", Map.of("password", Map.of("current", "guess", "new", "a wholly new one 9")));
        assertThat(wrong.is(400).text("errors.0.field")).isEqualTo("password.current");
        person.browser()
                .patch("/api/v1/me", Map.of("password", Map.of("current", House.PASSWORD, "new", "1234567890")))
                .is(400);
        person.browser()
                .patch(
                        "/api/v1/me",
                        Map.of(
                                "name",
                                "Nova Ime",
                                "theme",
                                "dark",
                                "password",
                                Map.of("current", House.PASSWORD, "new", "a wholly new one 9")))
                .is(200);

        assertThat(person.browser().get("/api/v1/session").is(200).text("agent.theme"))
                .isEqualTo("dark");
        phone.get("/api/v1/session").is(401);
        signIn(from("198.51.100.20"), person.email(), House.PASSWORD).is(401);
        signIn(from("198.51.100.20"), person.email(), "a wholly new one 9").is(200);
    }

    @Test
    void noSessionFollowsAPasswordThatIsNoLongerOrAnAgentWhoIsNoLonger() {
        var person = house.person("agent");
        var browser = new Browser("192.0.2.99", "Race", Optional.empty(), Optional.empty());
        var passwords = new Passwords() {
            Runnable meanwhile = () -> {};

            @Override
            boolean matches(String password, @Nullable String hash) {
                var right = super.matches(password, hash);
                meanwhile.run();
                return right;
            }
        };
        var sessions =
                new Sessions(sessionStore, agentStore, passwords, codes, devices, throttle, events, transaction, clock);

        passwords.meanwhile = () -> house.owner()
                .patch("/api/v1/agents/" + person.id(), Map.of("status", "deactivated"))
                .is(200);
        assertThatThrownBy(() -> sessions.signIn(person.email(), House.PASSWORD, null, browser))
                .isInstanceOf(Problem.class);
        house.owner()
                .patch("/api/v1/agents/" + person.id(), Map.of("status", "active"))
                .is(200);
        passwords.meanwhile = () -> {
            var link = house.owner()
                    .post("/api/v1/agents/" + person.id() + "/link", Map.of())
                    .text("link");
            Visitor.browser(port)
                    .post("/api/v1/invitations/" + House.token(link), Map.of("password", "brand new one 7"))
                    .is(200);
        };
        assertThatThrownBy(() -> sessions.signIn(person.email(), House.PASSWORD, null, browser))
                .isInstanceOf(Problem.class);
    }

    @Test
    void aStolenSessionCannotGuessThePassword() {
        var person = house.person("agent");
        for (int guess = 0; guess < 10; guess++) {
            person.browser()
                    .patch(
                            "/api/v1/me",
                            Map.of("password", Map.of("current", "guess" + guess, "new", "a wholly new one 9")))
                    .is(400);
        }
        person.browser()
                .patch("/api/v1/me", Map.of("password", Map.of("current", House.PASSWORD, "new", "a wholly new one 9")))
                .is(429);
    }

    @Test
    void whatAStrangerSendsIsShortAndNeverBreaksAnything() {
        var stranger = from("198.51.100.30");

        signIn(stranger, "a\u0000b@zrno.example", "x\u0000y").is(400, "request.malformed");
        signIn(stranger, "x".repeat(60_000), "y").is(401, "session.wrong_credentials");
        signIn(stranger, "x".repeat(70_000), "y").is(413, "request.too_large");
        stranger.send("POST", "/api/v1/session", "[", "application/json").is(400);
        stranger.send("POST", "/api/v1/session", "null", "application/json").is(400);
        stranger.post("/api/v1/session", Map.of("email", House.OWNER)).is(400, "validation.failed");
        stranger.get("/api/v1/invitations/%00").is(400);
    }

    /** As so many earlier attempts would have. */
    private void count(String kind, String subject, int attempts) {
        for (int index = 0; index < attempts; index++) {
            throttle.attempt(List.of(new Throttle.Bucket(kind, subject, Integer.MAX_VALUE, 0, Duration.ofMinutes(10))));
        }
    }

    private Visitor from(String ip) {
        return Visitor.browser(port).with("X-Forwarded-For", ip);
    }

    private static Visitor.Answer signIn(Visitor visitor, String email, String password) {
        return visitor.post("/api/v1/session", Map.of("email", email, "password", password));
    }
}
