package org.centrala.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.centrala.platform.CentralaTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Who may do what to whom. */
@CentralaTest
class PeopleTests {

    @LocalServerPort
    int port;

    @Autowired
    SetupCode code;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Viewers viewers;

    @Autowired
    Agents agents;

    House house;

    @BeforeEach
    void setUp() {
        house = House.of(port, code);
    }

    @Test
    void anAdministratorAddsAPersonWhoSetsAPasswordWithALinkThatWorksOnce() {
        var administrator = house.person("administrator").browser();
        var team = administrator
                .post("/api/v1/teams", Map.of("name", "Polska"))
                .is(201)
                .text("id");

        var invited = administrator
                .post(
                        "/api/v1/agents",
                        Map.of(
                                "name", " Marek Zieliński ",
                                "email", "Marek@Zrno.example",
                                "role", "agent",
                                "teams", List.of(team),
                                "language", "pl"))
                .is(201);
        assertThat(invited.text("agent.name")).isEqualTo("Marek Zieliński");
        assertThat(invited.text("agent.status")).isEqualTo("invited");
        assertThat(invited.text("agent.teams.0")).isEqualTo(team);
        var path = "/api/v1/invitations/" + House.token(invited.text("link"));
        var marek = Visitor.browser(port);

        assertThat(marek.get(path).is(200).text("email")).isEqualTo("marek@zrno.example");
        assertThat(marek.post(path, Map.of("password", "short")).is(400).text("errors.0.field"))
                .isEqualTo("password");
        marek.post(path, Map.of("password", House.PASSWORD)).is(200);
        assertThat(marek.get("/api/v1/session").is(200).text("agent.status")).isEqualTo("active");
        assertThat(administrator.get("/api/v1/teams").body().toString()).contains(invited.text("agent.id"));

        marek.post(path, Map.of("password", "another one 12")).is(410, "invitation.expired");
        marek.get(path).is(410, "invitation.expired");
        marek.get("/api/v1/invitations/" + Token.fresh()).is(404, "invitation.not_found");
    }

    @Test
    void aLinkEndsAfterSevenDaysAndWhenThereIsANewerOne() {
        var invited = invite(house.owner(), "agent").is(201);
        var first = House.token(invited.text("link"));
        var second = House.token(house.owner()
                .post("/api/v1/agents/" + invited.text("agent.id") + "/link", Map.of())
                .is(200)
                .text("link"));

        Visitor.browser(port).get("/api/v1/invitations/" + first).is(404);
        Visitor.browser(port).get("/api/v1/invitations/" + second).is(200);
        jdbc.sql("update agent_link set expires_at = now() where agent_id = ?")
                .param(UUID.fromString(invited.text("agent.id")))
                .update();
        Visitor.browser(port).get("/api/v1/invitations/" + second).is(410, "invitation.expired");
        Visitor.browser(port)
                .post("/api/v1/invitations/" + second, Map.of("password", House.PASSWORD))
                .is(410, "invitation.expired");
    }

    @Test
    void aLinkToANewPasswordEndsEverySessionOfTheAgent() {
        var person = house.person("agent");
        var link = house.owner()
                .post("/api/v1/agents/" + person.id() + "/link", Map.of())
                .is(200)
                .text("link");
        person.browser().get("/api/v1/session").is(200);

        Visitor.browser(port)
                .post("/api/v1/invitations/" + House.token(link), Map.of("password", "brand new one 7"))
                .is(200);

        person.browser().get("/api/v1/session").is(401);
        assertThat(jdbc.sql("select count(*) from agent_link where token_hash = ?")
                        .param(Token.hash(House.token(link)))
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void theOperatorGetsAResetLinkWithoutSigningIn() {
        var person = house.person("supervisor");

        var link = agents.resetLink(viewers.system(), person.email());

        Visitor.browser(port)
                .post("/api/v1/invitations/" + House.token(link), Map.of("password", "brand new one 8"))
                .is(200);
    }

    @Test
    void nobodyBelowAdministratorManagesPeopleSettingsOrKeys() {
        var target = house.person("light_agent");
        for (var role : new String[] {"supervisor", "agent", "light_agent"}) {
            var person = house.person(role);
            var browser = person.browser();
            invite(browser, "agent").is(403, "access.forbidden");
            browser.patch("/api/v1/agents/" + person.id(), Map.of("role", "owner"))
                    .is(403, "access.forbidden");
            browser.patch("/api/v1/agents/" + target.id(), Map.of("status", "deactivated"))
                    .is(403, "access.forbidden");
            browser.post("/api/v1/agents/" + target.id() + "/link", Map.of()).is(403, "access.forbidden");
            browser.post("/api/v1/teams", Map.of("name", "Mine")).is(403, "access.forbidden");
            browser.get("/api/v1/api-keys").is(403, "access.forbidden");
            browser.post("/api/v1/api-keys", Map.of("name", "k", "scopes", List.of("conversation.read")))
                    .is(403, "access.forbidden");
            var brand = browser.get("/api/v1/brands").is(200).text("items.0.id");
            browser.patch("/api/v1/brands/" + brand, Map.of("name", "Mine")).is(403, "access.forbidden");
            browser.patch("/api/v1/me", Map.of("role", "owner")).is(400, "validation.failed");
        }
    }

    @Test
    void anAdministratorCannotMakeHimselfOrAnybodyAnOwner() {
        var administrator = house.person("administrator");
        var browser = administrator.browser();

        browser.patch("/api/v1/agents/" + administrator.id(), Map.of("role", "owner"))
                .is(403, "agent.owner_only");
        invite(browser, "owner").is(403, "agent.owner_only");
        browser.patch("/api/v1/agents/" + house.person("agent").id(), Map.of("role", "owner"))
                .is(403, "agent.owner_only");
    }

    @Test
    void anAdministratorCannotTouchAnOwnersAccount() {
        var browser = house.person("administrator").browser();
        var owner = house.person("owner");

        browser.post("/api/v1/agents/" + owner.id() + "/link", Map.of()).is(403, "agent.owner_only");
        browser.patch("/api/v1/agents/" + owner.id(), Map.of("email", "mine@evil.example"))
                .is(403, "agent.owner_only");
        browser.patch("/api/v1/agents/" + owner.id(), Map.of("role", "agent")).is(403, "agent.owner_only");
        browser.patch("/api/v1/agents/" + owner.id(), Map.of("status", "deactivated"))
                .is(403, "agent.owner_only");
    }

    @Test
    void theLastOwnerStays() {
        var me = house.owner().get("/api/v1/session").text("agent.id");
        makeTheOnlyOwner(me);

        house.owner().patch("/api/v1/agents/" + me, Map.of("role", "agent")).is(409, "agent.last_owner");
        house.owner()
                .patch("/api/v1/agents/" + me, Map.of("status", "deactivated"))
                .is(409, "agent.last_owner");
    }

    @Test
    void ofTwoOwnersWhoDemoteEachOtherAtTheSameMomentOneStays() throws Exception {
        var me = house.owner().get("/api/v1/session").text("agent.id");
        makeTheOnlyOwner(me);
        var other = house.person("owner");
        Callable<Visitor.Answer> mine =
                () -> house.owner().patch("/api/v1/agents/" + other.id(), Map.of("status", "deactivated"));
        Callable<Visitor.Answer> theirs =
                () -> other.browser().patch("/api/v1/agents/" + other.id(), Map.of("role", "administrator"));
        Callable<Visitor.Answer> demotingMe =
                () -> other.browser().patch("/api/v1/agents/" + me, Map.of("role", "administrator"));

        try (var threads = Executors.newFixedThreadPool(3)) {
            threads.invokeAll(List.of(mine, theirs, demotingMe));
        }

        assertThat(jdbc.sql("select count(*) from agent where role = 'owner' and status = 'active'")
                        .query(Long.class)
                        .single())
                .isPositive();
        jdbc.sql("update agent set role = 'owner', status = 'active' where id = ?")
                .param(UUID.fromString(me))
                .update();
    }

    @Test
    void whoIsDeactivatedLosesAccessAtOnceAndForGood() {
        var person = house.person("agent");
        var link = house.owner()
                .post("/api/v1/agents/" + person.id() + "/link", Map.of())
                .text("link");
        person.browser().get("/api/v1/session").is(200);

        house.owner()
                .patch("/api/v1/agents/" + person.id(), Map.of("status", "deactivated"))
                .is(200);

        person.browser().get("/api/v1/session").is(401);
        person.browser().get("/api/v1/agents").is(401);
        Visitor.browser(port)
                .post("/api/v1/invitations/" + House.token(link), Map.of("password", House.PASSWORD))
                .is(404);
        Visitor.browser(port)
                .post("/api/v1/session", Map.of("email", person.email(), "password", House.PASSWORD))
                .is(401, "session.wrong_credentials");
        house.owner().post("/api/v1/agents/" + person.id() + "/link", Map.of()).is(409, "agent.deactivated");

        house.owner()
                .patch("/api/v1/agents/" + person.id(), Map.of("status", "active"))
                .is(200);
        person.browser().get("/api/v1/session").is(401);
        Visitor.browser(port)
                .post("/api/v1/session", Map.of("email", person.email(), "password", House.PASSWORD))
                .is(200);
    }

    @Test
    void aChangeOfRoleCountsFromTheNextRequestOn() {
        var person = house.person("administrator");
        invite(person.browser(), "agent").is(201);

        house.owner()
                .patch("/api/v1/agents/" + person.id(), Map.of("role", "agent"))
                .is(200);

        invite(person.browser(), "agent").is(403, "access.forbidden");
    }

    @Test
    void nobodyIsActivatedWithoutAPasswordOfTheirOwn() {
        var invited = invite(house.owner(), "agent").text("agent.id");

        house.owner()
                .patch("/api/v1/agents/" + invited, Map.of("status", "active"))
                .is(400, "validation.failed");
    }

    @Test
    void addressesAreForThoseWhoManagePeople() {
        var person = house.person("agent");
        var seen =
                person.browser().get("/api/v1/agents?limit=200").is(200).body().get("items");

        assertThat(seen.valueStream().filter(agent -> !agent.get("email").isNull()))
                .extracting(agent -> agent.get("id").asString())
                .containsExactly(person.id());
        assertThat(house.owner().get("/api/v1/agents/" + person.id()).is(200).text("email"))
                .isEqualTo(person.email());
    }

    @Test
    void aRoleOfOnesOwnCountsFromTheNextRequestOn() {
        var owner = house.owner();
        var made = owner.post(
                        "/api/v1/roles",
                        Map.of("name", "Parts desk", "permissions", List.of("conversation.read", "apikeys.manage")))
                .is(201);
        var role = made.text("role");
        var person = house.person("agent");
        person.browser().get("/api/v1/api-keys").is(403);

        owner.patch("/api/v1/agents/" + person.id(), Map.of("role", role)).is(200);
        person.browser().get("/api/v1/api-keys").is(200);
        owner.patch("/api/v1/roles/" + role, Map.of("permissions", List.of("conversation.read")))
                .is(200);
        person.browser().get("/api/v1/api-keys").is(403, "access.forbidden");

        owner.post("/api/v1/roles", Map.of("name", "parts DESK", "permissions", List.of("conversation.read")))
                .is(409, "role.name_taken");
        owner.delete("/api/v1/roles/" + role).is(409, "role.in_use");
        owner.patch("/api/v1/agents/" + person.id(), Map.of("role", "agent")).is(200);
        owner.delete("/api/v1/roles/" + role).is(204);
        owner.patch("/api/v1/agents/" + person.id(), Map.of("role", role)).is(400, "validation.failed");
    }

    @Test
    void nobodyPutsMoreIntoARoleThanTheyHoldNorTakesFromOneThatMayMore() {
        var owner = house.owner();
        var keeper = owner.post(
                        "/api/v1/roles",
                        Map.of("name", "Keeper", "permissions", List.of("people.manage", "conversation.read")))
                .is(201)
                .text("role");
        var person = house.person("agent");
        owner.patch("/api/v1/agents/" + person.id(), Map.of("role", keeper)).is(200);
        var browser = person.browser();

        browser.post("/api/v1/roles", Map.of("name", "Mine", "permissions", List.of("settings.manage")))
                .is(403, "agent.beyond_own_rights");
        browser.patch("/api/v1/roles/" + keeper, Map.of("permissions", List.of("people.manage", "inbox.all")))
                .is(403, "agent.beyond_own_rights");
        browser.patch("/api/v1/roles/administrator", Map.of("secondFactor", true))
                .is(403, "agent.beyond_own_rights");
        browser.patch("/api/v1/roles/owner", Map.of("secondFactor", false)).is(403, "agent.owner_only");
        invite(browser, "administrator").is(403, "agent.beyond_own_rights");
        owner.patch("/api/v1/roles/agent", Map.of("permissions", List.of("inbox.all")))
                .is(409, "role.given");
        house.person("supervisor")
                .browser()
                .post("/api/v1/roles", Map.of("name", "Mine", "permissions", List.of("audit.read")))
                .is(403, "access.forbidden");
        owner.delete("/api/v1/roles/agent").is(409, "role.given");
    }

    @Test
    void whoLeavesHandsTheirOpenConversationsToSomebodyWhoSeesThem() {
        var owner = house.owner();
        var team =
                owner.post("/api/v1/teams", Map.of("name", "Prevzem")).is(201).text("id");
        var inbox = owner.get("/api/v1/inboxes").is(200).text("items.0.id");
        var before = owner.get("/api/v1/inboxes").body().at("/items/0/teams");
        var teams = new ArrayList<String>(List.of(team));
        before.forEach(one -> teams.add(one.asString()));
        owner.patch("/api/v1/inboxes/" + inbox, Map.of("teams", teams)).is(200);
        var leaving = house.person("agent", team);
        var staying = house.person("agent", team);
        var blind = house.person("agent");
        var open = conversation(inbox, leaving.id());
        var solved = conversation(inbox, leaving.id());
        owner.patch("/api/v1/conversations/" + solved, Map.of("status", "solved"))
                .is(200);
        assertThat(owner.get("/api/v1/agents/" + leaving.id() + "/work").is(200).text("open"))
                .isEqualTo("1");
        staying.browser().get("/api/v1/agents/" + leaving.id() + "/work").is(403, "access.forbidden");

        deactivate(leaving, Map.of("agent", leaving.id())).is(400, "validation.failed");
        assertThat(owner.get("/api/v1/agents/" + leaving.id()).text("status")).isEqualTo("active");
        deactivate(leaving, Map.of("agent", staying.id())).is(200);

        assertThat(assignee(open)).isEqualTo(staying.id());
        assertThat(assignee(solved)).isEqualTo(leaving.id());
        deactivate(staying, Map.of("agent", blind.id())).is(200);
        assertThat(owner.get("/api/v1/conversations/" + open)
                        .body()
                        .get("assignee")
                        .isNull())
                .as("nobody is given what they do not see")
                .isTrue();
        owner.patch("/api/v1/agents/" + leaving.id(), Map.of("status", "active"))
                .is(200);
        owner.patch("/api/v1/conversations/" + open, Map.of("assignee", leaving.id()))
                .is(200);
        deactivate(leaving, Map.of("team", team)).is(200);
        assertThat(owner.get("/api/v1/conversations/" + open).text("team")).isEqualTo(team);
    }

    @Test
    void theAuditTrailTellsWhoDidWhatToWhomPageByPageAndAsAFile() {
        var owner = house.owner();
        var me = owner.get("/api/v1/session").text("agent.id");
        var person = house.person("agent");
        owner.patch("/api/v1/agents/" + person.id(), Map.of("role", "supervisor", "name", "=cmd|' /C calc'!A1"))
                .is(200);
        var wanted = "/api/v1/audit?kind=agent.&object=" + person.id();
        await().untilAsserted(() ->
                assertThat(owner.get(wanted).is(200).body().get("items")).hasSize(3));

        var first = owner.get(wanted + "&limit=1").is(200);
        assertThat(first.text("items.0.kind")).isEqualTo("agent.changed");
        assertThat(first.text("items.0.actor.name")).isEqualTo("Tina Zore");
        assertThat(first.text("items.0.changes.role.now")).isEqualTo("supervisor");
        var second = owner.get(wanted + "&limit=1&cursor=" + first.text("next")).is(200);
        assertThat(second.text("items.0.kind")).isEqualTo("agent.password_set");
        assertThat(owner.get(wanted + "&actor=" + me).body().get("items")).hasSize(2);
        assertThat(owner.get(wanted + "&from=2030-01-01T00:00:00Z").body().get("items"))
                .isEmpty();
        assertThat(owner.get(wanted + "&until=2020-01-01T00:00:00Z").body().get("items"))
                .isEmpty();
        owner.get("/api/v1/audit?from=yesterday").is(400, "validation.failed");

        var file = owner.get("/api/v1/audit.csv?kind=session.opened&actor=" + person.id())
                .is(200);
        assertThat(file.header("Content-Disposition")).hasValue("attachment; filename=\"audit.csv\"");
        assertThat(file.raw().body().lines()).hasSize(2).last().asString().contains(",'=cmd|");
        await().untilAsserted(() -> assertThat(
                        owner.get("/api/v1/audit?kind=audit.exported").body().get("items"))
                .isNotEmpty());
        for (var path : List.of("/api/v1/audit", "/api/v1/audit.csv")) {
            house.person("agent").browser().get(path).is(403, "access.forbidden");
            house.person("supervisor").browser().get(path).is(200);
        }
    }

    private Visitor.Answer deactivate(House.Person person, Map<String, ?> to) {
        return house.owner().patch("/api/v1/agents/" + person.id(), Map.of("status", "deactivated", "handOver", to));
    }

    private String assignee(String conversation) {
        return house.owner().get("/api/v1/conversations/" + conversation).text("assignee");
    }

    private String conversation(String inbox, String assignee) {
        return house.owner()
                .post(
                        "/api/v1/conversations",
                        Map.of(
                                "subject",
                                "Hand over",
                                "inbox",
                                inbox,
                                "assignee",
                                assignee,
                                "customer",
                                Map.of("email", "ana@posta.example")))
                .is(201)
                .text("id");
    }

    @Test
    void anAddressBelongsToOnePerson() {
        var one = house.person("agent");
        var other = house.person("agent");

        house.owner()
                .post(
                        "/api/v1/agents",
                        Map.of("name", "Twin", "email", one.email().toUpperCase(Locale.ROOT), "role", "agent"))
                .is(409, "agent.email_taken");
        house.owner()
                .patch("/api/v1/agents/" + other.id(), Map.of("email", one.email()))
                .is(409, "agent.email_taken");
    }

    @Test
    void whatIsNotAnAddressARoleOrATeamIsNamed() {
        var owner = house.owner();
        var cases = Map.<String, Map<String, Object>>of(
                "email", Map.of("name", "A", "email", "a@b@c", "role", "agent"),
                "name", Map.of("name", " ", "email", "a@b.example", "role", "agent"),
                "role", Map.of("name", "A", "email", "a@b.example", "role", "emperor"),
                "language", Map.of("name", "A", "email", "a@b.example", "role", "agent", "language", "tlh"),
                "teams",
                        Map.of(
                                "name",
                                "A",
                                "email",
                                "a@b.example",
                                "role",
                                "agent",
                                "teams",
                                List.of(UUID.randomUUID())));

        cases.forEach((field, body) -> assertThat(owner.post("/api/v1/agents", body)
                        .is(400, "validation.failed")
                        .text("errors.0.field"))
                .isEqualTo(field));
    }

    @Test
    void aListWithNothingInItsPlacesIsRefused() {
        var holes = Collections.singletonList(null);
        var owner = house.owner();
        var agent = house.person("agent").id();

        owner.patch("/api/v1/agents/" + agent, Map.of("teams", holes)).is(400, "validation.failed");
        owner.post("/api/v1/teams", Map.of("name", "x", "members", holes)).is(400, "validation.failed");
        owner.post("/api/v1/api-keys", Map.of("name", "x", "scopes", holes)).is(400, "validation.failed");
        owner.post("/api/v1/api-keys", Map.of("name", "x", "scopes", List.of("customer.read"), "inboxes", holes))
                .is(400, "validation.failed");
    }

    @Test
    void teamsGetAndLoseMembers() {
        var owner = house.owner();
        var one = house.person("agent").id();
        var other = house.person("agent").id();
        var team = owner.post("/api/v1/teams", Map.of("name", "Workshop", "members", List.of(one)))
                .is(201)
                .text("id");

        var changed = owner.patch("/api/v1/teams/" + team, Map.of("name", "Repairs", "members", List.of(other)))
                .is(200);
        assertThat(changed.text("name")).isEqualTo("Repairs");
        assertThat(changed.body().get("members")).hasSize(1);
        assertThat(owner.get("/api/v1/agents/" + one).body().get("teams")).isEmpty();
        owner.patch("/api/v1/agents/" + one, Map.of("teams", List.of(team))).is(200);
        assertThat(owner.get("/api/v1/agents/" + one).text("teams.0")).isEqualTo(team);

        owner.delete("/api/v1/teams/" + team).is(204);
        owner.delete("/api/v1/teams/" + team).is(404, "team.not_found");
        owner.patch("/api/v1/teams/" + team, Map.of("name", "x")).is(404, "team.not_found");
        assertThat(owner.get("/api/v1/agents/" + one).body().get("teams")).isEmpty();
    }

    @Test
    void aTeamThatSeesAnInboxStays() {
        var first = house.owner().get("/api/v1/teams").body().at("/items/0/id").asString();

        house.owner().delete("/api/v1/teams/" + first).is(409, "team.in_use");
    }

    @Test
    void agentsArePagedByName() {
        for (int index = 0; index < 3; index++) {
            house.person("light_agent");
        }
        var names = new ArrayList<String>();
        var cursor = "";
        do {
            var page = house.owner().get("/api/v1/agents?limit=2" + cursor).is(200);
            names.addAll(page.body().get("items").findValuesAsString("id"));
            cursor = page.body().get("next").isNull() ? "" : "&cursor=" + page.text("next");
        } while (!cursor.isEmpty());

        assertThat(names)
                .doesNotHaveDuplicates()
                .hasSize(jdbc.sql("select count(*)::int from agent")
                        .query(Integer.class)
                        .single());
        house.owner().get("/api/v1/agents?limit=201").is(400, "validation.failed");
        house.owner().get("/api/v1/agents?cursor=nonsense").is(400, "validation.failed");
        house.owner().get("/api/v1/agents?status=nonsense").is(400, "validation.failed");
    }

    @Test
    void everyChangeIsInTheLogAndTellsNoNamesNorAddresses() {
        var person = house.person("agent");
        house.owner()
                .patch("/api/v1/agents/" + person.id(), Map.of("role", "supervisor", "email", "secret@zrno.example"))
                .is(200);
        var log = """
                select kind, row_to_json(e)::text as row from
                  (select stream_id, sequence, kind, actor_kind, actor_id, changes, refs from event_incoming
                   union all
                   select stream_id, sequence, kind, actor_kind, actor_id, changes, refs from event_log) e
                where stream_id = ? order by sequence
                """;

        var rows = jdbc.sql(log)
                .param(UUID.fromString(person.id()))
                .query((row, n) -> row.getString("kind") + " " + row.getString("row"))
                .list();

        assertThat(rows.stream().map(row -> row.split(" ")[0]))
                .containsExactly("agent.created", "agent.password_set", "agent.changed");
        assertThat(rows.getLast()).contains("supervisor").doesNotContain("secret@zrno.example");
    }

    @Test
    void rolesTellWhatTheyMayDo() {
        var roles = house.person("light_agent")
                .browser()
                .get("/api/v1/roles")
                .is(200)
                .body()
                .get("items");

        assertThat(roles.valueStream()
                        .filter(role -> role.get("name").isNull())
                        .map(role -> role.get("role").asString()))
                .containsExactly("light_agent", "agent", "supervisor", "administrator", "owner");
    }

    private void makeTheOnlyOwner(String id) {
        jdbc.sql("update agent set role = 'administrator' where role = 'owner' and id <> ?")
                .param(UUID.fromString(id))
                .update();
    }

    private static Visitor.Answer invite(Visitor visitor, String role) {
        return visitor.post(
                "/api/v1/agents",
                Map.of("name", "New One", "email", "new" + System.nanoTime() + "@zrno.example", "role", role));
    }
}
