package org.centrala.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.centrala.access.spi.InboxDirectory;
import org.centrala.platform.CentralaTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

@CentralaTest
class ApiKeyTests {

    @LocalServerPort
    int port;

    @Autowired
    SetupCode code;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    DataSource database;

    @Autowired
    InboxDirectory inboxes;

    @Autowired
    RateLimits limits;

    @Autowired
    ApiKeys keys;

    @Autowired
    Viewers viewers;

    House house;

    @BeforeEach
    void setUp() {
        house = House.of(port, code);
    }

    @Test
    void aKeyIsShownOnceKeptAsAHashAndListedByItsPrefix() {
        var created = house.owner()
                .post(
                        "/api/v1/api-keys",
                        Map.of("name", "Shop", "scopes", List.of("customer.read", "conversation.read")))
                .is(201);
        var key = created.text("key");

        assertThat(key).startsWith(created.text("prefix")).hasSizeGreaterThan(40);
        var listed = house.owner().get("/api/v1/api-keys").is(200);
        assertThat(listed.raw().body()).contains(created.text("prefix")).doesNotContain(key);
        assertThat(jdbc.sql("select row_to_json(k)::text from api_key k")
                        .query(String.class)
                        .list()
                        .toString())
                .doesNotContain(key);
    }

    @Test
    void aKeyDoesWhatItsScopesSayAndNoMore() {
        var program = house.key("conversation.read").program();

        program.get("/api/v1/session").is(200);
        program.post("/api/v1/teams", Map.of("name", "x")).is(403, "access.forbidden");
        program.get("/api/v1/api-keys").is(403, "access.forbidden");
        program.get("/api/v1/sessions").is(403, "access.agents_only");
        program.patch("/api/v1/me", Map.of("name", "x")).is(403, "access.agents_only");
    }

    @Test
    void metricsAreForKeysThatMayRead() {
        Visitor.browser(port).get("/metrics").is(401);
        Visitor.browser(port)
                .with("X-Forwarded-For", "203.0.113.1")
                .get("/metrics")
                .is(401);
        house.key("conversation.read")
                .program()
                .with("X-Forwarded-For", "203.0.113.1")
                .get("/metrics")
                .is(403);
        house.key("audit.read")
                .program()
                .with("X-Forwarded-For", "203.0.113.1")
                .get("/metrics")
                .is(200);
    }

    @Test
    void aKeyCannotMakeAKeyThatMayDoMore() {
        var maker = house.key("apikeys.manage", "conversation.read").program();

        maker.post("/api/v1/api-keys", Map.of("name", "k", "scopes", List.of("people.manage")))
                .is(403, "apikey.beyond_own_rights");
        maker.post("/api/v1/api-keys", Map.of("name", "k", "scopes", List.of("conversation.read")))
                .is(201);
        var strong = house.key("settings.manage");
        maker.delete("/api/v1/api-keys/" + strong.id()).is(403, "apikey.beyond_own_rights");
    }

    @Test
    void aKeyThatManagesPeopleCannotMakeThemMoreThanItIs() {
        var manager = house.key("people.manage", "conversation.read", "conversation.note", "customer.read")
                .program();
        var administrator = house.person("administrator");

        invite(manager, "light_agent").is(201);
        invite(manager, "agent").is(403, "agent.beyond_own_rights");
        invite(manager, "administrator").is(403, "agent.beyond_own_rights");
        invite(manager, "owner").is(403, "agent.owner_only");
        manager.post("/api/v1/agents/" + administrator.id() + "/link", Map.of()).is(403, "agent.beyond_own_rights");
        manager.patch("/api/v1/agents/" + administrator.id(), Map.of("email", "mine@evil.example"))
                .is(403, "agent.beyond_own_rights");
    }

    @Test
    void aKeyWithEveryScopeIsStillNoOwner() {
        var all = List.of(Permission.values()).stream().map(Permission::wire).toArray(String[]::new);
        var program = house.key(all).program();
        var owner = house.owner().get("/api/v1/session").text("agent.id");

        invite(program, "owner").is(403, "agent.owner_only");
        program.post("/api/v1/agents/" + owner + "/link", Map.of()).is(403, "agent.owner_only");
    }

    @Test
    void aKeyForSomeInboxesSeesOnlyThoseAndManagesNothingWide() {
        var inbox = inboxes.allInboxes().iterator().next();

        var created = house.owner()
                .post(
                        "/api/v1/api-keys",
                        Map.of("name", "k", "scopes", List.of("conversation.read"), "inboxes", List.of(inbox)))
                .is(201);
        var me = Visitor.program(port, created.text("key"))
                .get("/api/v1/session")
                .is(200);
        assertThat(me.body().get("inboxes")).hasSize(1);
        assertThat(me.text("inboxes.0.id")).isEqualTo(inbox.toString());

        for (var wide : Permission.ORGANISATION_WIDE) {
            var refused = house.owner()
                    .post(
                            "/api/v1/api-keys",
                            Map.of("name", "k", "scopes", List.of(wide.wire()), "inboxes", List.of(inbox)))
                    .is(400, "validation.failed");
            assertThat(refused.text("errors.0.field")).isEqualTo("scopes");
        }
        for (var wrong : List.of(List.of(), List.of(UUID.randomUUID()))) {
            house.owner()
                    .post(
                            "/api/v1/api-keys",
                            Map.of("name", "k", "scopes", List.of("conversation.read"), "inboxes", wrong))
                    .is(400, "validation.failed");
        }
    }

    @Test
    void aRevokedKeyIsOverAtOnceAndItsNameStays() {
        var key = house.key("conversation.read");
        key.program().get("/api/v1/session").is(200);

        house.owner().delete("/api/v1/api-keys/" + key.id()).is(204);

        key.program().get("/api/v1/session").is(401, "access.unauthenticated");
        house.owner().delete("/api/v1/api-keys/" + key.id()).is(404, "apikey.not_found");
        assertThat(house.owner().get("/api/v1/api-keys").raw().body()).doesNotContain(key.id());
        assertThat(keys.names(List.of(UUID.fromString(key.id())))).containsValue("Shop");
    }

    @Test
    void guessedCutAndStrangeKeysOpenNothing() {
        var key = house.owner()
                .post("/api/v1/api-keys", Map.of("name", "k", "scopes", List.of("conversation.read")))
                .text("key");

        for (var wrong : List.of(
                key.substring(0, key.length() - 1),
                key + "A",
                key.toUpperCase(Locale.ROOT),
                "' or 1=1 --",
                "x".repeat(2000),
                "")) {
            Visitor.program(port, wrong).get("/api/v1/session").is(401, "access.unauthenticated");
        }
        Visitor.browser(port)
                .with("Authorization", "Basic " + key)
                .get("/api/v1/session")
                .is(401);
        Visitor.browser(port)
                .get("/api/v1/session?access_token=" + key + "&key=" + key)
                .is(401);
        Visitor.browser(port)
                .withCookie("centrala_session", key)
                .get("/api/v1/session")
                .is(401);
        Visitor.browser(port)
                .with("Authorization", "bearer " + key)
                .get("/api/v1/session")
                .is(200);
    }

    @Test
    void whenAKeyWasUsedIsWrittenAtMostOnceAMinute() {
        var key = house.key("conversation.read");
        key.program().get("/api/v1/session").is(200);
        var first = lastUsed(key.id());
        key.program().get("/api/v1/session").is(200);
        assertThat(lastUsed(key.id())).isEqualTo(first);

        jdbc.sql("update api_key set last_used_at = now() - interval '2 minutes'")
                .update();
        key.program().get("/api/v1/session").is(200);
        assertThat(lastUsed(key.id())).isNotEqualTo(first);
    }

    @Test
    void theOperatorMakesAKeyWithTheOwnersRightsWithoutSigningIn() {
        var created = keys.createOwners(viewers.system(), "Terminal");

        invite(Visitor.program(port, created.key()), "owner").is(201);
    }

    @Test
    void aSecondBootstrapTokenIsIgnoredAlsoAfterTheFirstWasRevoked() {
        var system = viewers.system();
        var first = "bootstrap-" + Token.fresh();

        assertThat(keys.bootstrap(system, first)).isEqualTo(ApiKeys.Bootstrapped.MADE);
        assertThat(keys.bootstrap(system, first)).isEqualTo(ApiKeys.Bootstrapped.THERE_ALREADY);
        assertThat(keys.bootstrap(system, "another-" + Token.fresh())).isEqualTo(ApiKeys.Bootstrapped.IGNORED);

        var id = Visitor.program(port, first)
                .get("/api/v1/api-keys")
                .is(200)
                .body()
                .get("items")
                .valueStream()
                .filter(key -> key.get("name").asString().equals("Bootstrap"))
                .findFirst()
                .orElseThrow()
                .get("id")
                .asString();
        house.person("administrator").browser().delete("/api/v1/api-keys/" + id).is(403, "apikey.owner_only");
        house.owner().delete("/api/v1/api-keys/" + id).is(204);
        assertThat(keys.bootstrap(system, first)).isEqualTo(ApiKeys.Bootstrapped.THERE_ALREADY);
        Visitor.program(port, first).get("/api/v1/session").is(401);
    }

    private String lastUsed(String id) {
        return jdbc.sql("select last_used_at::text from api_key where id = ?")
                .param(UUID.fromString(id))
                .query(String.class)
                .single();
    }

    private static Visitor.Answer invite(Visitor visitor, String role) {
        return visitor.post(
                "/api/v1/agents",
                Map.of("name", "New One", "email", "new" + System.nanoTime() + "@zrno.example", "role", role));
    }

    @Test
    void aWriteWithAKeyIsDoneOnceAndAnsweredTheSameAgain() {
        var body = Map.of("name", "Night shift", "members", List.of());
        var owner = house.owner().with("Idempotency-Key", "\"team-1\"");
        var first = owner.post("/api/v1/teams", body).is(201);
        var again = owner.post("/api/v1/teams", body).is(201);

        assertThat(again.raw().body()).isEqualTo(first.raw().body());
        assertThat(first.header("Idempotency-Replayed")).isEmpty();
        assertThat(again.header("Idempotency-Replayed")).hasValue("true");
        assertThat(teams("Night shift")).isEqualTo(1);
        owner.post("/api/v1/teams", Map.of("name", "Day shift")).is(422, "idempotency.mismatch");
        owner.post("/api/v1/tags", body).is(422, "idempotency.mismatch");
        house.person("administrator")
                .browser()
                .with("Idempotency-Key", "team-1")
                .post("/api/v1/teams", Map.of("name", "Day shift"))
                .is(201);

        var id = first.text("id");
        var deleting = house.owner().with("Idempotency-Key", "team-2");
        deleting.delete("/api/v1/teams/" + id).is(204);
        deleting.delete("/api/v1/teams/" + id).is(204);
        house.owner().delete("/api/v1/teams/" + id).is(404);

        jdbc.sql("update kept_answer set kept_until = now() - interval '1 second' where key = 'team-1'")
                .update();
        owner.post("/api/v1/teams", body).is(201);
        assertThat(teams("Night shift")).isEqualTo(1);
    }

    @Test
    void whatWasRefusedUnderAKeyChangedNothingAndMayBeTriedAgain() {
        var owner = house.owner().with("Idempotency-Key", "refused-1");
        owner.post("/api/v1/teams", Map.of("name", "")).is(400, "validation.failed");
        owner.post("/api/v1/teams", Map.of("name", "Second try")).is(201);
        house.owner()
                .with("Idempotency-Key", "\"\"")
                .post("/api/v1/teams", Map.of("name", "No key"))
                .is(400, "validation.failed");
        house.owner()
                .with("Idempotency-Key", "in-1")
                .post("/api/v1/session", Map.of("email", House.OWNER, "password", "wrong"))
                .is(400, "idempotency.not_taken");
        assertThat(teams("No key")).isZero();
    }

    @Test
    void aSecretThatIsShownOnceIsNotKeptWithItsKey() {
        var owner = house.owner().with("Idempotency-Key", "secret-1");
        var body = Map.of("name", "Once only", "scopes", List.of("customer.read"));
        var made = owner.post("/api/v1/api-keys", body).is(201);
        owner.post("/api/v1/api-keys", body).is(409, "idempotency.done");

        assertThat(jdbc.sql("select count(*) from api_key where name = 'Once only'")
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
        assertThat(jdbc.sql("select string_agg(k::text, ' ') from kept_answer k")
                        .query(String.class)
                        .single())
                .doesNotContain(made.text("key"));
    }

    @Test
    void whoLostRightsIsNotToldAgainWhatTheyMaySeeNoMore() {
        var person = house.person("administrator");
        var browser = person.browser().with("Idempotency-Key", "rights-1");
        browser.post("/api/v1/teams", Map.of("name", "Seen once")).is(201);
        house.owner()
                .patch("/api/v1/agents/" + person.id(), Map.of("role", "agent"))
                .is(200);

        browser.post("/api/v1/teams", Map.of("name", "Seen once")).is(409, "idempotency.done");
    }

    @Test
    void ofTwoRequestsAtOnceOneIsDoneAndTheOtherIsTold() throws Exception {
        try (var other = database.getConnection();
                var lock = other.createStatement()) {
            other.setAutoCommit(false);
            var caller = "agent " + house.owner().get("/api/v1/me").text("agent.id");
            lock.execute("select pg_advisory_xact_lock(hashtextextended('" + caller + " busy-1', 3))");
            var owner = house.owner().with("Idempotency-Key", "busy-1");

            var refused = owner.post("/api/v1/teams", Map.of("name", "Busy")).is(409, "idempotency.in_progress");
            assertThat(refused.header("Retry-After")).hasValue("1");
            other.rollback();
            owner.post("/api/v1/teams", Map.of("name", "Busy")).is(201);
        }
    }

    @Test
    void eachAnswerSaysHowManyMoreMayBeAskedForAndTooManyAreRefused() {
        var key = house.key("conversation.read");
        var answer = key.program().get("/api/v1/conversations").is(200);
        assertThat(answer.header("RateLimit-Policy")).hasValue("\"key\";q=12000;w=60");
        assertThat(answer.header("RateLimit"))
                .hasValueSatisfying(said -> assertThat(said).matches("\"key\";r=11999;t=\\d+"));
        assertThat(house.owner().get("/api/v1/me").header("RateLimit"))
                .hasValueSatisfying(said -> assertThat(said).startsWith("\"person\";r="));
        assertThat(Visitor.browser(port).get("/api/v1/setup").header("RateLimit-Policy"))
                .hasValue("\"address\";q=3000;w=60");
        assertThat(Visitor.browser(port).get("/health").header("RateLimit")).isEmpty();

        for (int number = 0; number < 12000; number++) {
            limits.count(RateLimits.Policy.KEY, key.id());
        }
        var refused = key.program().get("/api/v1/conversations").is(429, "request.too_many");
        assertThat(refused.header("Retry-After")).isPresent();
        assertThat(refused.header("Content-Type")).hasValue("application/problem+json");
        house.key("conversation.read").program().get("/api/v1/conversations").is(200);
    }

    private int teams(String name) {
        return jdbc.sql("select count(*) from team where name = ?")
                .param(name)
                .query(Integer.class)
                .single();
    }
}
