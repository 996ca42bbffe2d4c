package org.centrala.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.centrala.access.Visitor.Answer;
import org.centrala.platform.CentralaTest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

/** Signing in by a real OpenID provider, over HTTP. */
@CentralaTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestPropertySource(properties = "centrala.sign-in.loopback-provider=true")
class IdentityProviderTests {
    private static final String SECRET = "a-secret-of-the-tests-only";
    private static final AtomicInteger NUMBER = new AtomicInteger();

    @LocalServerPort
    int port;

    @Autowired
    SetupCode code;

    @Autowired
    JdbcClient jdbc;

    House house;
    LoopbackProvider provider;

    @BeforeEach
    void setUp() throws Exception {
        house = House.of(port, code);
        if (provider == null) {
            provider = new LoopbackProvider(redirect());
        }
        save(Map.of()).is(200);
    }

    @AfterAll
    void tearDown() throws Exception {
        provider.close();
    }

    @Test
    void somebodyUnknownComesInWithTheRoleAndTeamsOfTheRulesAndIsTheSameOneLater() {
        var team = house.owner()
                .post("/api/v1/teams", Map.of("name", "Returns", "members", List.of()))
                .is(201)
                .text("id");
        var byHand = house.owner()
                .post("/api/v1/teams", Map.of("name", "Choir", "members", List.of()))
                .is(201)
                .text("id");
        save(Map.of(
                        "creates",
                        true,
                        "rules",
                        List.of(
                                Map.of("value", "leads", "role", "supervisor"),
                                Map.of("value", "staff", "role", "agent", "teams", List.of(team)))))
                .is(200);
        var email = email();
        provider.account(account("s-1" + email, email, List.of("staff")));

        var browser = Visitor.browser(port);
        var me = signIn(browser).is(200);
        assertThat(me.text("agent.email")).isEqualTo(email);
        assertThat(me.text("agent.name")).isEqualTo("Jana Mlakar");
        assertThat(me.text("agent.language")).isEqualTo("sl");
        assertThat(me.text("agent.role")).isEqualTo("agent");
        assertThat(me.body().at("/agent/teams").toString()).contains(team);
        var id = me.text("agent.id");
        browser.get("/api/v1/session").is(200);

        house.owner()
                .patch("/api/v1/agents/" + id, Map.of("teams", List.of(team, byHand)))
                .is(200);
        // The address changed hands at the provider and the person was promoted: the subject is who they are.
        provider.account(account("s-1" + email, "other" + email, List.of("staff", "leads")));
        var again = signIn(Visitor.browser(port)).is(200);
        assertThat(again.text("agent.id")).isEqualTo(id);
        assertThat(again.text("agent.role")).isEqualTo("supervisor");
        provider.account(account("s-1" + email, email, List.of("leads")));
        var left = signIn(Visitor.browser(port)).is(200);
        assertThat(left.body().at("/agent/teams").toString()).contains(byHand).doesNotContain(team);
        provider.account(account("s-1" + email, email, List.of("nobody")));
        signIn(Visitor.browser(port)).is(403, "session.provider_no_role");

        provider.account(account("s-1" + email, email, List.of("staff")));
        house.owner()
                .patch("/api/v1/agents/" + id, Map.of("status", "deactivated"))
                .is(200);
        signIn(Visitor.browser(port)).is(403, "session.provider_deactivated");
        assertThat(refusals("deactivated")).isPositive();
    }

    @Test
    void anInvitedPersonIsLinkedByAVerifiedAddressOfOursOnly() {
        var email = email();
        var invited = house.owner()
                .post("/api/v1/agents", Map.of("name", "Ana Novak", "email", email, "role", "agent"))
                .is(201);
        provider.account(Map.of("sub", "liar" + email, "email", email, "email_verified", false));
        signIn(Visitor.browser(port)).is(403, "session.provider_unverified");
        provider.account(Map.of("sub", "text" + email, "email", email, "email_verified", "true"));
        signIn(Visitor.browser(port)).is(403, "session.provider_unverified");
        provider.account(account("far" + email, "jana@elsewhere.example", List.of()));
        signIn(Visitor.browser(port)).is(403, "session.provider_domain");
        provider.account(account("new" + email, "nobody" + email, List.of()));
        signIn(Visitor.browser(port)).is(403, "session.provider_unknown");

        provider.account(account("ana" + email, email, List.of()));
        var me = signIn(Visitor.browser(port)).is(200);
        assertThat(me.text("agent.id")).isEqualTo(invited.text("agent.id"));
        assertThat(me.text("agent.status")).isEqualTo("active");
        assertThat(me.text("agent.name")).isEqualTo("Ana Novak");
        // The one-time link of the invitation is worth nothing any more.
        Visitor.browser(port)
                .post("/api/v1/invitations/" + House.token(invited.text("link")), Map.of("password", House.PASSWORD))
                .is(404);

        // Whoever gets the address later is another account and not Ana.
        provider.account(account("heir" + email, email, List.of()));
        signIn(Visitor.browser(port)).is(403, "session.provider_other_account");
        house.person("agent")
                .browser()
                .delete("/api/v1/agents/" + me.text("agent.id") + "/identity")
                .is(403);
        house.owner()
                .delete("/api/v1/agents/" + me.text("agent.id") + "/identity")
                .is(204);
        signIn(Visitor.browser(port)).is(200);
    }

    @Test
    void ownersStayOwnersAndKeepTheirPasswordWhateverTheProviderSays() {
        var email = "boss" + email();
        var made = house.owner()
                .post("/api/v1/agents", Map.of("name", "Second Owner", "email", email, "role", "owner"))
                .is(201);
        Visitor.browser(port)
                .post("/api/v1/invitations/" + House.token(made.text("link")), Map.of("password", House.PASSWORD))
                .is(200);
        save(Map.of("rules", List.of(Map.of("value", "staff", "role", "light_agent"))))
                .is(200);
        provider.account(account("boss" + email, email, List.of("staff")));
        assertThat(signIn(Visitor.browser(port)).is(200).text("agent.role")).isEqualTo("owner");
        save(Map.of("rules", List.of(Map.of("value", "staff", "role", "owner"))))
                .is(400);
        save(Map.of("defaultRole", "owner")).is(400);

        provider.breakDown();
        save(Map.of("label", "Broken")).is(200);
        Visitor.browser(port)
                .post("/api/v1/session/provider/request", Map.of())
                .is(503, "session.provider_unreachable");
        Visitor.browser(port)
                .post("/api/v1/session", Map.of("email", email, "password", House.PASSWORD))
                .is(200);
    }

    @Test
    void aTokenIsBelievedOnlyWhenEveryPartOfItIsRight() {
        var email = email();
        save(Map.of("creates", true, "defaultRole", "agent")).is(200);
        provider.account(account("t-" + email, email, List.of()));
        var past = Instant.now().minusSeconds(7200).getEpochSecond();
        for (var spoil : List.<Map<String, ?>>of(
                Map.of("claims", Map.of("aud", "somebody else")),
                Map.of("claims", Map.of("iss", "https://elsewhere.example")),
                Map.of("claims", Map.of("exp", past)),
                Map.of("claims", Map.of("iat", past * 2)),
                Map.of("claims", Map.of("nonce", "another")),
                Map.of("claims", Map.of("sub", "somebody else")),
                Map.of("key", true),
                Map.of("unsigned", true))) {
            provider.spoil(spoil);
            signIn(Visitor.browser(port)).is(401, "session.provider_untrusted");
        }
        assertThat(refusals("untrusted")).isGreaterThanOrEqualTo(8);
        provider.account(account("t-" + email, email, List.of()));
        signIn(Visitor.browser(port)).is(200);

        provider.rotateKeys();
        signIn(Visitor.browser(port)).is(200);
    }

    @Test
    void anAnswerIsGoodOnceAndInTheBrowserThatAsked() {
        var email = email();
        save(Map.of("creates", true, "defaultRole", "agent")).is(200);
        provider.account(account("b-" + email, email, List.of()));
        var browser = Visitor.browser(port);
        var brought = away(browser);

        // A page elsewhere that plants its own answer in somebody's browser gets nowhere.
        Visitor.browser(port).post("/api/v1/session/provider", brought).is(410, "session.provider_too_late");
        var other = Visitor.browser(port);
        away(other);
        other.post("/api/v1/session/provider", brought).is(410);
        browser.with("Sec-Fetch-Site", "cross-site")
                .post("/api/v1/session/provider", brought)
                .is(403);
        browser.with("Sec-Fetch-Site", "same-origin");
        browser.post("/api/v1/session/provider", brought).is(200);
        browser.post("/api/v1/session/provider", brought).is(410);

        var late = Visitor.browser(port);
        var tooLate = away(late);
        jdbc.sql("update provider_sign_in set expires_at = now() - interval '1 second'")
                .update();
        late.post("/api/v1/session/provider", tooLate).is(410);
        var mixed = Visitor.browser(port);
        var changed = new HashMap<>(away(mixed));
        changed.put("iss", "https://elsewhere.example");
        mixed.post("/api/v1/session/provider", changed).is(401, "session.provider_untrusted");

        provider.account(Map.of("sub", "no", "refuses", true));
        signIn(Visitor.browser(port)).is(401, "session.provider_denied");
    }

    @Test
    void twoFirstSignInsAtOnceMakeOneAgent() throws Exception {
        var email = email();
        save(Map.of("creates", true, "defaultRole", "agent")).is(200);
        provider.account(account("two-" + email, email, List.of()));
        var first = Visitor.browser(port);
        var second = Visitor.browser(port);
        var bringsFirst = away(first);
        var bringsSecond = away(second);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var both = threads.invokeAll(List.<Callable<Answer>>of(
                    () -> first.post("/api/v1/session/provider", bringsFirst),
                    () -> second.post("/api/v1/session/provider", bringsSecond)));
            assertThat(both.get(0).get().is(200).text("agent.id"))
                    .isEqualTo(both.get(1).get().is(200).text("agent.id"));
        }
    }

    @Test
    void ourSecondFactorIsAskedForUnlessTheProviderDoesThat() {
        var email = email();
        save(Map.of("creates", true, "defaultRole", "light_agent")).is(200);
        provider.account(account("f-" + email, email, List.of()));
        var id = signIn(Visitor.browser(port)).is(200).text("agent.id");
        jdbc.sql("update agent_role set second_factor_since = now() - interval '1 day' where id = 'light_agent'")
                .update();
        try {
            var enrolling = Visitor.browser(port);
            assertThat(signIn(enrolling)
                            .is(200)
                            .body()
                            .get("secondFactorNeeded")
                            .asBoolean())
                    .isTrue();
            enrolling.get("/api/v1/conversations").is(403, "access.second_factor_needed");

            var begun = enrolling.post("/api/v1/me/second-factor/key", Map.of()).is(200);
            var key = bytes(begun.text("key"));
            var now = Totp.code(key, Totp.step(Instant.now()));
            enrolling
                    .post("/api/v1/me/second-factor/confirmation", Map.of("code", now))
                    .is(200);
            var browser = Visitor.browser(port);
            var brought = new HashMap<>(away(browser));
            browser.post("/api/v1/session/provider", brought).is(401, "session.code_needed");
            brought.put("oneTimeCode", "000000");
            browser.post("/api/v1/session/provider", brought).is(401, "session.wrong_code");
            brought.put("oneTimeCode", Totp.code(key, Totp.step(Instant.now().plusSeconds(30))));
            browser.post("/api/v1/session/provider", brought).is(200);

            save(Map.of("creates", true, "defaultRole", "light_agent", "secondFactor", true))
                    .is(200);
            var trusted = Visitor.browser(port);
            assertThat(signIn(trusted).is(200).body().get("secondFactorNeeded").asBoolean())
                    .isFalse();
        } finally {
            jdbc.sql("update agent_role set second_factor_since = null where id = 'light_agent'")
                    .update();
            assertThat(id).isNotEmpty();
        }
    }

    @Test
    void ownersAloneChooseTheProviderAndTryItFirst() {
        var administrator = house.person("administrator").browser();
        administrator.get("/api/v1/identity-provider").is(403);
        administrator.put("/api/v1/identity-provider", settings(Map.of())).is(403);
        administrator.post("/api/v1/identity-provider/test", settings(Map.of())).is(403);
        administrator.delete("/api/v1/identity-provider").is(403);
        Visitor.browser(port).get("/api/v1/identity-provider").is(401);
        house.key("settings.manage").program().get("/api/v1/identity-provider").is(403);

        var shown = house.owner().get("/api/v1/identity-provider").is(200);
        assertThat(shown.text("redirect")).isEqualTo(redirect());
        assertThat(shown.raw().body()).contains("\"hasSecret\":true").doesNotContain(SECRET);
        assertThat(jdbc.sql("select secret from identity_provider")
                        .query(String.class)
                        .single())
                .doesNotContain(SECRET);
        assertThat(Visitor.browser(port).get("/api/v1/session/provider").is(200).text("label"))
                .isEqualTo("Zrno account");

        var stale = house.owner().with("If-Match", "\"1\"");
        if (!shown.header("ETag").orElseThrow().equals("\"1\"")) {
            stale.put("/api/v1/identity-provider", settings(Map.of())).is(412, "identity.changed");
        }
        assertThat(steps(Map.of())).isEqualTo("[true, true, true]");
        assertThat(steps(Map.of("secret", "wrong"))).isEqualTo("[true, true, false]");
        assertThat(steps(Map.of("issuer", provider.issuer() + "/"))).isEqualTo("[false]");
        for (var wrong : List.<Map<String, ?>>of(
                Map.of("issuer", "ftp://login.example.com"),
                Map.of("issuer", "https://a@login.example.com"),
                Map.of("issuer", "https://login.example.com/#x"),
                Map.of("issuer", "not an address"),
                Map.of("label", "two\nlines"),
                Map.of("label", "\u202egnp"),
                Map.of("clientId", ""),
                Map.of("domains", List.of("zrno.example\u0000")),
                Map.of("domains", List.of(), "creates", true),
                Map.of("scopes", List.of("profile")),
                Map.of("rules", List.of(Map.of("value", "x", "role", "no such role"))),
                Map.of("rules", List.of(Map.of("value", "x\u0007"))))) {
            save(wrong).is(400, "validation.failed");
        }

        house.owner().delete("/api/v1/identity-provider").is(204);
        Visitor.browser(port).post("/api/v1/session/provider/request", Map.of()).is(404);
        assertThat(Visitor.browser(port)
                        .get("/api/v1/session/provider")
                        .is(200)
                        .body()
                        .get("label")
                        .isNull())
                .isTrue();
    }

    private String steps(Map<String, ?> other) {
        var answer = house.owner()
                .post("/api/v1/identity-provider/test", settings(other))
                .is(200);
        return answer.body()
                .get("items")
                .valueStream()
                .map(step -> step.get("ok").asBoolean())
                .toList()
                .toString();
    }

    private Answer signIn(Visitor browser) {
        return browser.post("/api/v1/session/provider", away(browser));
    }

    private Map<String, String> away(Visitor browser) {
        var address = browser.post("/api/v1/session/provider/request", Map.of())
                .is(200)
                .text("url");
        assertThat(address)
                .contains("code_challenge_method=S256")
                .contains("nonce=")
                .doesNotContain("verifier");
        return provider.visit(address, redirect());
    }

    private Answer save(Map<String, ?> other) {
        return house.owner().put("/api/v1/identity-provider", settings(other));
    }

    private Map<String, Object> settings(Map<String, ?> other) {
        var settings = new HashMap<String, Object>(Map.of(
                "label",
                "Zrno account",
                "issuer",
                provider.issuer(),
                "clientId",
                "centrala",
                "secret",
                SECRET,
                "scopes",
                List.of("openid", "email", "profile", "groups"),
                "domains",
                List.of("zrno.example")));
        settings.putAll(other);
        return settings;
    }

    private static Map<String, ?> account(String subject, String email, List<String> groups) {
        return Map.of(
                "sub",
                subject,
                "email",
                email,
                "email_verified",
                true,
                "name",
                "Jana Mlakar",
                "locale",
                "sl-SI",
                "groups",
                groups);
    }

    /** Base32 read back. */
    private static byte[] bytes(String text) {
        var number = BigInteger.ONE;
        for (var letter : text.toCharArray()) {
            number = number.shiftLeft(5).or(BigInteger.valueOf("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(letter)));
        }
        var all = number.toByteArray();
        return Arrays.copyOfRange(all, 1, all.length);
    }

    private static String email() {
        return "p" + NUMBER.incrementAndGet() + "@zrno.example";
    }

    private long refusals(String reason) {
        return jdbc.sql("""
                select count(*) from (
                    select changes from event_incoming where kind = 'session.refused'
                    union all select changes from event_log where kind = 'session.refused') e
                where changes::text like :reason
                """)
                .param("reason", "%" + reason + "%")
                .query(Long.class)
                .single();
    }

    private String redirect() {
        return "http://127.0.0.1:" + port + "/sign-in/provider";
    }
}
