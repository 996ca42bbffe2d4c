package org.centrala.conversations;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.centrala.access.House;
import org.centrala.access.SetupCode;
import org.centrala.access.Visitor;
import org.centrala.platform.CentralaTest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Views that people keep: what they hold, for whom, in which order, and who may change them. */
@CentralaTest
class SavedViewTests {
    private static final String VIEWS = "/api/v1/views";

    @LocalServerPort
    int port;

    @Autowired
    SetupCode code;

    @Autowired
    JdbcClient jdbc;

    House house;
    Visitor owner;
    String inbox;
    String team;
    /** A tag that only the conversations of one test have. */
    String mark;

    @BeforeEach
    void begin() {
        house = House.of(port, code);
        owner = house.owner();
        inbox = owner.get("/api/v1/inboxes").is(200).text("items.0.id");
        team = owner.get("/api/v1/inboxes").is(200).text("items.0.teams.0");
        mark = "m" + UUID.randomUUID().toString().substring(0, 8);
    }

    @Test
    void everyFieldThatAConversationHasCanBeAskedFor() {
        var agent = house.person("agent", team);
        var me = agent.browser();
        var mine = open("mine", Map.of("assignee", agent.id(), "priority", "urgent", "language", "pl"));
        var other = open("other", Map.of("team", team, "tags", List.of(mark, mark + "b")));
        var done = open("done", Map.of());
        owner.patch(path(done), Map.of("status", "solved")).is(200);
        var junk = open("junk", Map.of());
        owner.patch(path(junk), Map.of("spam", true)).is(200);
        var late = open("late", Map.of());
        owner.patch(
                        path(late),
                        Map.of(
                                "snoozedUntil",
                                Instant.now().plus(1, ChronoUnit.DAYS).toString()))
                .is(200);
        me.put(path(other) + "/followers/" + agent.id(), Map.of()).is(200);
        jdbc.sql(
                        "update conversation set touched_at = now() - interval '50 hours', created_at = now() - interval '9 days' where id = ?")
                .param(UUID.fromString(mine))
                .update();

        jdbc.sql(
                        "update conversation set complexity = 'hard', reason = 'late', fields = '{\"machine\": \"crema\", \"rush\": true}' where id = ?")
                .param(UUID.fromString(other))
                .update();

        assertThat(held(me)).containsExactlyInAnyOrder("mine", "other", "done");
        assertThat(held(me, is("complexity", "any", "hard"))).containsExactly("other");
        assertThat(held(me, is("complexity", "any", "none"))).containsExactlyInAnyOrder("mine", "done");
        assertThat(held(me, is("reason", "any", "late", "early"))).containsExactly("other");
        assertThat(held(me, of("machine", "any", "crema"))).containsExactly("other");
        assertThat(held(me, of("rush", "none", "true"))).containsExactlyInAnyOrder("mine", "done");
        assertThat(held(me, is("status", "any", "new", "open"))).containsExactlyInAnyOrder("mine", "other");
        assertThat(held(me, is("status", "none", "new", "open"))).containsExactly("done");
        assertThat(held(me, is("priority", "any", "urgent"))).containsExactly("mine");
        assertThat(held(me, is("priority", "none", "urgent"))).containsExactlyInAnyOrder("other", "done");
        assertThat(held(me, is("assignee", "any", "me"))).containsExactly("mine");
        assertThat(held(owner, is("assignee", "any", "me"))).isEmpty();
        assertThat(held(me, is("assignee", "any", "nobody"))).containsExactlyInAnyOrder("other", "done");
        assertThat(held(me, is("assignee", "none", agent.id()))).containsExactlyInAnyOrder("other", "done");
        assertThat(held(me, is("team", "any", "mine"))).containsExactly("other");
        assertThat(held(me, is("team", "none", team))).containsExactlyInAnyOrder("mine", "done");
        assertThat(held(me, is("tag", "all", mark, mark + "b"))).containsExactly("other");
        assertThat(held(me, is("tag", "none", mark + "b"))).containsExactlyInAnyOrder("mine", "done");
        assertThat(held(me, is("language", "any", "pl"))).containsExactly("mine");
        assertThat(held(me, is("language", "any", "none"))).containsExactlyInAnyOrder("other", "done");
        assertThat(held(me, is("inbox", "any", inbox))).hasSize(3);
        assertThat(held(me, is("inbox", "none", inbox))).isEmpty();
        assertThat(held(me, is("followed", "any", "yes"))).containsExactly("other");
        assertThat(held(me, is("unread", "any", "no"))).hasSize(3);
        assertThat(held(me, is("snoozed", "any", "yes"))).containsExactly("late");
        assertThat(held(me, is("snoozed", "any", "yes", "no"))).contains("late", "mine");
        assertThat(held(me, is("junk", "any", "yes"))).containsExactly("junk");
        assertThat(held(me, is("messages", "at_most", "0"))).hasSize(3);
        assertThat(held(me, is("messages", "at_least", "1"))).isEmpty();
        assertThat(held(me, is("last", "any", "inbound"))).isEmpty();
        assertThat(held(me, is("touched", "before", "48h"))).containsExactly("mine");
        assertThat(held(me, is("touched", "before", "3d"))).isEmpty();
        assertThat(held(me, is("created", "after", "7d"))).containsExactlyInAnyOrder("other", "done");
        assertThat(held(
                        me,
                        is("created", "after", "2001-01-01T00:00:00Z"),
                        is("activity", "before", "2001-01-01T00:00:00Z")))
                .isEmpty();
    }

    @Test
    void aSharedViewShowsEachOnlyWhatTheyMaySeeAndIsChangedOnlyByWhoManages() {
        var closed = owner.post("/api/v1/inboxes", Map.of("name", mark, "brand", brand(), "teams", List.of()))
                .is(201)
                .text("id");
        open("seen", Map.of());
        open("hidden", Map.of("inbox", closed));
        var agent = house.person("agent", team).browser();
        var stranger = house.person("agent").browser();
        var shared = owner.post(VIEWS, view("everyone", null)).is(201);
        var forTeam = owner.post(VIEWS, view("team", team)).is(201);
        var own = agent.post(VIEWS, view("personal", null)).is(201);

        assertThat(subjects(owner, shared)).containsExactlyInAnyOrder("seen", "hidden");
        assertThat(subjects(agent, shared)).containsExactly("seen");
        assertThat(subjects(stranger, shared)).isEmpty();
        assertThat(counted(owner, shared)).isEqualTo("2");
        assertThat(counted(agent, shared)).isEqualTo("1");
        assertThat(counted(stranger, shared)).isEqualTo("0");
        agent.get(path(shared) + "/conversations?inbox=" + closed).is(200);
        assertThat(agent.get(path(shared) + "/conversations?inbox=" + closed)
                        .is(200)
                        .body()
                        .get("items"))
                .isEmpty();

        assertThat(ids(agent)).contains(shared.text("id"), forTeam.text("id"), own.text("id"));
        assertThat(ids(stranger)).contains(shared.text("id")).doesNotContain(forTeam.text("id"), own.text("id"));
        assertThat(ids(owner)).contains(forTeam.text("id")).doesNotContain(own.text("id"));
        stranger.get(path(forTeam)).is(404);
        stranger.get(path(forTeam) + "/conversations").is(404);
        owner.get(path(own) + "/conversations").is(404);
        owner.delete(path(own)).is(404);
        assertThat(stranger.get(VIEWS + "/counts").is(200).body().has(forTeam.text("id")))
                .isFalse();

        agent.put(path(shared), view("everyone", null)).is(403);
        agent.delete(path(forTeam)).is(403);
        agent.post(VIEWS, view("team", team)).is(403);
        agent.put(path(own), view("everyone", null)).is(403);
        house.person("supervisor", team)
                .browser()
                .put(path(forTeam), view("team", team))
                .is(200);
    }

    @Test
    void pagesGoOnWhereTheyEndedInEveryOrder() {
        for (var priority : List.of("low", "urgent", "normal", "high", "urgent")) {
            open(priority, Map.of("priority", priority));
        }
        var open = is("status", "any", "new", "open");
        assertThat(paged("priority", open)).containsExactly("urgent", "urgent", "high", "normal", "low");
        assertThat(paged("newest")).containsExactly("urgent", "high", "normal", "urgent", "low");
        assertThat(paged("oldest")).containsExactly("low", "urgent", "normal", "high", "urgent");
        assertThat(paged("activity")).containsExactly("urgent", "high", "normal", "urgent", "low");
        assertThat(paged("quiet")).containsExactly("low", "urgent", "normal", "high", "urgent");
        assertThat(paged("touched", open)).hasSize(5);
        owner.post(VIEWS, sorted("priority")).is(400, "validation.failed");
        owner.post(VIEWS, sorted("touched")).is(400, "validation.failed");
        owner.post(VIEWS, sorted("waking")).is(400, "validation.failed");
    }

    @Test
    void aViewIsOrderedDeletedTakenBackAndNeverOverwritten() {
        var me = house.person("agent", team).browser();
        var first = me.post(VIEWS, view("personal", null)).is(201);
        var second = me.post(VIEWS, view("personal", null)).is(201);
        me.put(VIEWS + "/order", Map.of("views", List.of(second.text("id"), first.text("id"))))
                .is(200);
        assertThat(ids(me)).startsWith(second.text("id"), first.text("id"));

        me.delete(path(second)).is(204);
        assertThat(ids(me)).doesNotContain(second.text("id"));
        me.get(path(second) + "/conversations").is(404);
        house.person("agent", team)
                .browser()
                .post(path(second) + "/restore", Map.of())
                .is(404);
        me.post(path(second) + "/restore", Map.of()).is(200);
        assertThat(ids(me)).startsWith(second.text("id"));

        var tag = first.header("ETag").orElseThrow();
        me.with("If-Match", tag).put(path(first), view("personal", null)).is(200);
        me.with("If-Match", tag).put(path(first), view("personal", null)).is(412, "view.changed");
    }

    @Test
    void whatMakesNoSenseIsRefused() {
        var wrong = new ArrayList<Map<String, Object>>();
        wrong.add(is("status", "any", "lost"));
        wrong.add(is("status", "before", "open"));
        wrong.add(is("assignee", "any", "'; drop table agent"));
        wrong.add(is("touched", "before", "yesterday"));
        wrong.add(is("touched", "before", "-9999999999-01-01T00:00:00Z"));
        wrong.add(is("messages", "at_least", "1e9"));
        wrong.add(is("tag", "any", "a\u202eb"));
        wrong.add(is("priority", "any"));
        wrong.add(is("field", "any", "crema"));
        wrong.add(of("a'b", "any", "crema"));
        var wanted = view("personal", null);
        wanted.put("conditions", wrong);
        assertThat(owner.post(VIEWS, wanted).is(400, "validation.failed").body().get("errors"))
                .hasSize(wrong.size());
        var named = view("personal", null);
        named.put("title", "a\u0007b");
        owner.post(VIEWS, named).is(400, "validation.failed");
        var crowded = view("personal", null);
        crowded.put("conditions", Collections.nCopies(21, is("junk", "any", "yes")));
        owner.post(VIEWS, crowded).is(400, "validation.failed");
        owner.post(VIEWS + "/count", Map.of("conditions", wrong)).is(400, "validation.failed");
    }

    private String open(String subject, Map<String, Object> more) {
        var wanted = new HashMap<String, Object>(Map.of(
                "subject", subject, "customer", Map.of("email", mark + "@posta.example"), "tags", List.of(mark)));
        wanted.putAll(more);
        return owner.post("/api/v1/conversations", wanted).is(201).text("id");
    }

    private String brand() {
        return owner.get("/api/v1/inboxes").is(200).text("items.0.brand");
    }

    private static Map<String, Object> is(String field, String match, String... values) {
        return Map.of("field", field, "is", match, "values", List.of(values));
    }

    private static Map<String, Object> of(String key, String match, String... values) {
        return Map.of("field", "field", "key", key, "is", match, "values", List.of(values));
    }

    private Map<String, Object> view(String scope, @Nullable String of) {
        var wanted = new HashMap<String, Object>(
                Map.of("title", mark, "scope", scope, "conditions", List.of(is("tag", "any", mark))));
        if (of != null) {
            wanted.put("team", of);
        }
        return wanted;
    }

    @SafeVarargs
    private Map<String, Object> sorted(String sort, Map<String, Object>... conditions) {
        var all = new ArrayList<>(List.of(conditions));
        all.add(is("tag", "any", mark));
        var wanted = view("personal", null);
        wanted.put("sort", sort);
        wanted.put("conditions", all);
        return wanted;
    }

    /** What a view of these conditions holds for somebody; the count beforehand says the same. */
    @SafeVarargs
    private List<String> held(Visitor viewer, Map<String, Object>... conditions) {
        var wanted = sorted("newest", conditions);
        var made = viewer.post(VIEWS, wanted).is(201);
        var subjects = subjects(viewer, made);
        assertThat(viewer.post(VIEWS + "/count", Map.of("conditions", wanted.get("conditions")))
                        .is(200)
                        .text("count"))
                .isEqualTo(String.valueOf(subjects.size()));
        assertThat(counted(viewer, made)).isEqualTo(String.valueOf(subjects.size()));
        viewer.delete(path(made)).is(204);
        return subjects;
    }

    @SafeVarargs
    private List<String> paged(String sort, Map<String, Object>... conditions) {
        var made = owner.post(VIEWS, sorted(sort, conditions)).is(201);
        var found = new ArrayList<String>();
        var next = "";
        do {
            var page = owner.get(path(made) + "/conversations?limit=2" + (next.isEmpty() ? "" : "&cursor=" + next))
                    .is(200);
            found.addAll(page.body().get("items").findValuesAsString("subject"));
            next = page.body().get("next").isNull() ? "" : page.text("next");
        } while (!next.isEmpty());
        owner.get(path(made) + "/conversations?cursor=nonsense").is(400, "validation.failed");
        return found;
    }

    private static String counted(Visitor viewer, Visitor.Answer view) {
        return viewer.get(VIEWS + "/counts").is(200).text(view.text("id") + ".count");
    }

    private static List<String> subjects(Visitor viewer, Visitor.Answer view) {
        return viewer.get(path(view) + "/conversations")
                .is(200)
                .body()
                .get("items")
                .findValuesAsString("subject");
    }

    private static List<String> ids(Visitor viewer) {
        return viewer.get(VIEWS).is(200).body().get("items").findValuesAsString("id");
    }

    private static String path(Visitor.Answer view) {
        return VIEWS + "/" + view.text("id");
    }

    private static String path(String conversation) {
        return "/api/v1/conversations/" + conversation;
    }
}
