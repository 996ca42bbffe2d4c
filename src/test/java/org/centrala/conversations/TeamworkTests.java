package org.centrala.conversations;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.centrala.access.House;
import org.centrala.access.SetupCode;
import org.centrala.access.Visitor;
import org.centrala.customers.Customers;
import org.centrala.platform.Actor;
import org.centrala.platform.CentralaTest;
import org.centrala.platform.postgres.Whispers;
import org.centrala.realtime.LiveClient;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/** What a team does with many conversations at once: snoozing them, and seeing what each other does. */
@CentralaTest
class TeamworkTests {
    @LocalServerPort
    int port;

    @Autowired
    SetupCode code;

    @Autowired
    InboundMessages messages;

    @Autowired
    Customers customers;

    @Autowired
    Snoozes snoozes;

    @Autowired
    Whispers whispers;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionTemplate transaction;

    House house;
    Visitor owner;
    String inbox;
    String team;

    @BeforeEach
    void begin() {
        house = House.of(port, code);
        owner = house.owner();
        inbox = owner.get("/api/v1/inboxes").is(200).text("items.0.id");
        team = owner.get("/api/v1/inboxes").is(200).text("items.0.teams.0");
    }

    /** Somebody writes, and perhaps answers a conversation; or their machine does. */
    private String write(String in, @Nullable String into, boolean automatic) {
        return Objects.requireNonNull(transaction.execute(status -> {
            var place = UUID.fromString(in);
            var from = UUID.randomUUID() + "@posta.example";
            return messages.receive(List.of(new InboundMessage(
                            place,
                            null,
                            "email",
                            into == null ? null : new ConversationId(UUID.fromString(into)),
                            customers.identify(from, null, place, Actor.SYSTEM),
                            UUID.randomUUID() + "@posta.example",
                            new Party(from, null),
                            null,
                            List.of(),
                            List.of(),
                            "The mill is loud",
                            "The mill is loud",
                            "The mill is loud",
                            null,
                            List.of(),
                            automatic)))
                    .getFirst()
                    .conversation()
                    .value()
                    .toString();
        }));
    }

    private String opened() {
        return write(inbox, null, false);
    }

    private static String path(String conversation, String more) {
        return "/api/v1/conversations/" + conversation + more;
    }

    private static Map<String, @Nullable Object> snoozed(@Nullable Instant until) {
        var change = new HashMap<String, @Nullable Object>();
        change.put("snoozedUntil", until == null ? null : until.toString());
        return change;
    }

    private static Instant in(int amount, ChronoUnit unit) {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS).plus(amount, unit);
    }

    private static List<String> listed(Visitor who, String query) {
        return who.get("/api/v1/conversations?limit=200&" + query)
                .is(200)
                .body()
                .get("items")
                .valueStream()
                .map(item -> item.get("id").asString())
                .toList();
    }

    private static JsonNode row(Visitor who, String conversation) {
        return who.get(path(conversation, "")).is(200).body();
    }

    private static long count(Visitor who, String view) {
        return who.get("/api/v1/conversations/counts").is(200).body().get(view).asLong();
    }

    private static List<String> kinds(Visitor who, String conversation) {
        return who.get(path(conversation, "/events"))
                .is(200)
                .body()
                .get("items")
                .valueStream()
                .map(event -> event.get("kind").asString())
                .toList();
    }

    /** As if its time had come while nothing was running. */
    private void due(String conversation) {
        jdbc.sql("update conversation set snoozed_until = now() - interval '3 hours' where id = ?")
                .param(UUID.fromString(conversation))
                .update();
    }

    // --- snooze

    @Test
    void whatIsSnoozedLeavesTheOpenListsForAViewOfItsOwn() {
        var later = opened();
        var sooner = opened();
        var open = count(owner, "open");
        var snoozed = count(owner, "snoozed");

        owner.patch(path(later, ""), snoozed(in(2, ChronoUnit.DAYS))).is(200);
        owner.patch(path(sooner, ""), snoozed(in(1, ChronoUnit.DAYS))).is(200);

        assertThat(listed(owner, "view=open")).doesNotContain(later, sooner);
        assertThat(listed(owner, "view=unassigned")).doesNotContain(later, sooner);
        assertThat(listed(owner, "view=snoozed&sort=waking")).containsSubsequence(sooner, later);
        Awaitility.await()
                .untilAsserted(() -> assertThat(listed(
                                owner, "q=" + row(owner, later).get("number").asLong()))
                        .contains(later));
        assertThat(count(owner, "open")).isEqualTo(open - 2);
        assertThat(count(owner, "snoozed")).isEqualTo(snoozed + 2);
        var first = owner.get("/api/v1/conversations?view=snoozed&sort=waking&limit=1")
                .is(200);
        assertThat(owner.get("/api/v1/conversations?view=snoozed&sort=waking&limit=200&cursor=" + first.text("next"))
                        .is(200)
                        .body()
                        .get("items")
                        .valueStream()
                        .map(item -> item.get("id").asString()))
                .contains(later)
                .doesNotContain(first.text("items.0.id"));

        owner.patch(path(sooner, ""), snoozed(null)).is(200);
        assertThat(listed(owner, "view=open")).contains(sooner);
        owner.patch(path(later, ""), Map.of("status", "solved")).is(200);
        assertThat(row(owner, later).get("snoozedUntil").isNull()).isTrue();
    }

    @Test
    void aSnoozeIsToComeAndForWhatIsOpen() {
        var id = opened();

        owner.patch(path(id, ""), snoozed(in(-1, ChronoUnit.MINUTES))).is(400);
        owner.patch(path(id, ""), snoozed(in(1000, ChronoUnit.DAYS))).is(400);
        owner.patch(path(id, ""), Map.of("snoozedUntil", "tomorrow")).is(400);
        owner.patch(path(id, ""), Map.of("snoozedUntil", 5)).is(400);
        owner.patch(
                        path(id, ""),
                        Map.of(
                                "status",
                                "solved",
                                "snoozedUntil",
                                in(1, ChronoUnit.DAYS).toString()))
                .is(400);
        owner.get("/api/v1/conversations?view=open&sort=waking").is(400);
        assertThat(row(owner, id).get("snoozedUntil").isNull()).isTrue();

        var seen = row(owner, id).get("sequence").asLong();
        owner.patch(path(id, ""), snoozed(in(1, ChronoUnit.DAYS))).is(200);
        owner.with("If-Match", "\"" + seen + "\"")
                .patch(path(id, ""), snoozed(in(2, ChronoUnit.DAYS)))
                .is(412, "conversation.conflict");
    }

    @Test
    void itWakesOnceWhoeverIsFirstAndIsUnreadAgainForWhoeverHasIt() throws Exception {
        var agent = house.person("agent", team);
        // Nobody has written yet: what wakes is news all the same.
        var id = owner.post(
                        "/api/v1/conversations",
                        Map.of(
                                "subject",
                                "Ask about the valve",
                                "inbox",
                                inbox,
                                "assignee",
                                agent.id(),
                                "customer",
                                Map.of("email", UUID.randomUUID() + "@posta.example")))
                .is(201)
                .text("id");
        agent.browser().patch(path(id, ""), snoozed(in(1, ChronoUnit.DAYS))).is(200);
        agent.browser().post(path(id, "/read"), Map.of()).is(204);
        assertThat(row(agent.browser(), id).get("unread").asBoolean()).isFalse();
        var live = LiveClient.open(
                        port,
                        Map.of("Cookie", "centrala_session=" + agent.browser().cookie("centrala_session")))
                .greeted()
                .caughtUp();

        due(id);
        try (var nodes = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Integer> wake = snoozes::wake;
            for (var one : nodes.invokeAll(List.of(wake, wake, wake, wake))) {
                one.get();
            }
        }
        Awaitility.await()
                .until(() -> row(agent.browser(), id).get("snoozedUntil").isNull());

        assertThat(kinds(owner, id)).filteredOn(Snoozes.WOKEN::equals).hasSize(1);
        assertThat(row(agent.browser(), id).get("unread").asBoolean()).isTrue();
        assertThat(listed(agent.browser(), "view=mine&sort=activity")).first().isEqualTo(id);
        assertThat(count(agent.browser(), "unreadMine")).isEqualTo(1);
        Awaitility.await()
                .untilAsserted(() -> assertThat(live.heard("conversation")).anySatisfy(frame -> {
                    assertThat(frame.at("/conversation/id").asString()).isEqualTo(id);
                    assertThat(frame.at("/woken").asBoolean()).isTrue();
                    assertThat(frame.at("/conversation/unread").asBoolean()).isTrue();
                }));
        agent.browser().post(path(id, "/read"), Map.of()).is(204);
        assertThat(row(agent.browser(), id).get("unread").asBoolean()).isFalse();
        live.close();
    }

    @Test
    void aCustomersReplyWakesItAndAMachinesDoesNot() {
        var id = opened();
        owner.patch(path(id, ""), snoozed(in(1, ChronoUnit.DAYS))).is(200);

        write(inbox, id, true);
        assertThat(row(owner, id).get("snoozedUntil").isNull()).isFalse();
        write(inbox, id, false);

        assertThat(row(owner, id).get("snoozedUntil").isNull()).isTrue();
        assertThat(row(owner, id).get("unread").asBoolean()).isTrue();
    }

    @Test
    void onlyWhoeverMayChangeItSnoozesIt() {
        var id = opened();
        var light = house.person("light_agent", team).browser();
        light.patch(path(id, ""), snoozed(in(1, ChronoUnit.DAYS))).is(403);
        var hidden = owner.post("/api/v1/inboxes", Map.of("name", "Complaints", "teams", List.of()))
                .is(201)
                .text("id");
        var secret = write(hidden, null, false);
        owner.patch(path(secret, ""), snoozed(in(1, ChronoUnit.DAYS))).is(200);
        var agent = house.person("agent", team).browser();

        agent.patch(path(secret, ""), snoozed(null)).is(404);
        assertThat(listed(agent, "view=snoozed")).doesNotContain(secret);
        assertThat(count(agent, "snoozed")).isLessThan(count(owner, "snoozed"));
    }

    // --- many at once

    private static JsonNode bulk(Visitor who, Map<String, ?> wanted) {
        return who.post("/api/v1/conversations/bulk", wanted).is(200).body().get("items");
    }

    private static List<Map<String, Object>> items(String... ids) {
        return Stream.of(ids).map(id -> Map.<String, Object>of("id", id)).toList();
    }

    @Test
    void manyAreChangedAtOnceAndOfEachRefusalIsSaidWhy() {
        var one = opened();
        var two = opened();
        owner.patch(path(two, ""), Map.of("tags", List.of("old", "mill"))).is(200);
        var merged = opened();
        owner.post(path(one, "/merge"), Map.of("conversations", List.of(merged)))
                .is(200);
        var unknown = UUID.randomUUID().toString();

        var outcomes = bulk(
                owner,
                Map.of(
                        "change",
                        Map.of(
                                "status",
                                "pending",
                                "snoozedUntil",
                                in(3, ChronoUnit.HOURS).toString()),
                        "addTags",
                        List.of("mill"),
                        "removeTags",
                        List.of("old"),
                        "conversations",
                        items(one, unknown, merged, two)));

        assertThat(outcomes.valueStream().map(item -> item.get("id").asString()))
                .containsExactly(one, unknown, merged, two);
        assertThat(outcomes.get(1).at("/problem/code").asString()).isEqualTo("conversation.not_found");
        assertThat(outcomes.get(2).at("/problem/code").asString()).isEqualTo("conversation.merged");
        for (var id : List.of(one, two)) {
            assertThat(row(owner, id).get("status").asString()).isEqualTo("pending");
            assertThat(row(owner, id).get("snoozedUntil").isNull()).isFalse();
            assertThat(row(owner, id).get("tags").valueStream().map(JsonNode::asString))
                    .containsExactly("mill");
            assertThat(kinds(owner, id)).endsWith("conversation.changed");
        }
        var sequence = row(owner, one).get("sequence").asLong();
        bulk(owner, Map.of("change", Map.of("status", "pending"), "conversations", items(one)));
        assertThat(row(owner, one).get("sequence").asLong())
                .as("nothing differs")
                .isEqualTo(sequence);
    }

    @Test
    void eachIsGivenItsOwnValuesBackUnlessSomebodyHasChangedThem() {
        var quiet = opened();
        var busy = opened();
        var done = bulk(owner, Map.of("change", Map.of("priority", "urgent"), "conversations", items(quiet, busy)));
        owner.patch(path(busy, ""), Map.of("priority", "high")).is(200);

        var back = new ArrayList<Map<String, Object>>();
        for (var item : done) {
            back.add(Map.of(
                    "id",
                    item.get("id").asString(),
                    "sequence",
                    item.at("/conversation/sequence").asLong(),
                    "change",
                    Map.of("priority", "normal")));
        }
        var outcomes = bulk(owner, Map.of("conversations", back));

        assertThat(outcomes.get(0).at("/conversation/priority").asString()).isEqualTo("normal");
        assertThat(outcomes.get(1).at("/problem/code").asString()).isEqualTo("conversation.conflict");
        assertThat(row(owner, busy).get("priority").asString()).isEqualTo("high");
    }

    @Test
    void ofManyOnlyThoseAreChangedThatTheirChangerSees() {
        var seen = opened();
        var hidden = owner.post("/api/v1/inboxes", Map.of("name", "Accounts", "teams", List.of()))
                .is(201)
                .text("id");
        var secret = write(hidden, null, false);
        var agent = house.person("agent", team);

        var outcomes = bulk(
                agent.browser(),
                Map.of("change", Map.of("assignee", agent.id()), "conversations", items(secret, seen)));
        assertThat(outcomes.get(0).at("/problem/code").asString()).isEqualTo("conversation.not_found");
        assertThat(outcomes.get(0).get("conversation").isNull()).isTrue();
        assertThat(outcomes.get(1).at("/conversation/assignee").asString()).isEqualTo(agent.id());
        assertThat(row(owner, secret).get("assignee").isNull()).isTrue();
        // Whoever does not see the inbox cannot be given what is in it, and the other is given all the same.
        assertThat(bulk(owner, Map.of("change", Map.of("assignee", agent.id()), "conversations", items(secret)))
                        .get(0)
                        .at("/problem/code")
                        .asString())
                .isEqualTo("validation.failed");

        var light = house.person("light_agent", team).browser();
        light.post("/api/v1/conversations/bulk", Map.of("change", Map.of("spam", true), "conversations", items(seen)))
                .is(403);
        for (var wrong : List.of(
                items(),
                items(seen, seen),
                items(Stream.generate(() -> UUID.randomUUID().toString())
                        .limit(101)
                        .toArray(String[]::new)))) {
            owner.post("/api/v1/conversations/bulk", Map.of("change", Map.of("spam", true), "conversations", wrong))
                    .is(400);
        }
        owner.post("/api/v1/conversations/bulk", Map.of("change", Map.of("number", 7), "conversations", items(seen)))
                .is(400);
    }

    // --- what nobody has touched

    @Test
    void whatNobodyHasTouchedForTheHoursOfItsInboxStandsInAView() {
        var patient = owner.post(
                        "/api/v1/inboxes", Map.of("name", "Wholesale", "teams", List.of(team), "untouchedHours", 48))
                .is(201)
                .text("id");
        var old = opened();
        var older = opened();
        var fresh = opened();
        var slow = write(patient, null, false);
        var snoozed = opened();
        owner.patch(path(snoozed, ""), snoozed(in(1, ChronoUnit.DAYS))).is(200);
        var agent = house.person("agent", team);
        var hours = Map.of(old, 25, older, 30, fresh, 23, slow, 47, snoozed, 99);
        hours.forEach((id, since) -> jdbc.sql(
                        "update conversation set touched_at = now() - make_interval(hours => ?) where id = ?")
                .param(since)
                .param(UUID.fromString(id))
                .update());
        var untouched = "view=untouched&sort=touched";
        var count = count(owner, "untouched");

        assertThat(listed(owner, untouched)).containsSubsequence(older, old).doesNotContain(fresh, slow, snoozed);
        write(inbox, old, false);
        assertThat(listed(owner, untouched))
                .as("the customer's impatience is no answer")
                .contains(old);
        owner.post(path(old, "/messages"), Map.of("audience", "team", "text", "I look into it"))
                .is(201);
        agent.browser().patch(path(older, ""), Map.of("priority", "high")).is(200);
        assertThat(listed(owner, untouched)).doesNotContain(old, older);
        assertThat(count(owner, "untouched")).isEqualTo(count - 2);

        owner.patch("/api/v1/inboxes/" + patient, Map.of("untouchedHours", 24)).is(200);
        assertThat(listed(owner, untouched)).contains(slow);
        assertThat(listed(owner, untouched + "&inbox=" + inbox)).doesNotContain(slow);
        owner.patch("/api/v1/inboxes/" + patient, Map.of("untouchedHours", 0)).is(400);
        agent.browser()
                .patch("/api/v1/inboxes/" + patient, Map.of("untouchedHours", 1))
                .is(403);
        owner.get("/api/v1/conversations?view=untouched&sort=activity").is(400);

        owner.patch("/api/v1/inboxes/" + patient, Map.of("teams", List.of())).is(200);
        assertThat(listed(agent.browser(), untouched)).doesNotContain(slow);
        assertThat(count(agent.browser(), "untouched")).isLessThan(count(owner, "untouched"));
    }

    // --- who is there

    private LiveClient at(Visitor who, String conversation) {
        var live = LiveClient.open(port, Map.of("Cookie", "centrala_session=" + who.cookie("centrala_session")))
                .greeted();
        live.say(Map.of("type", "watch", "conversation", conversation));
        return live.caughtUp();
    }

    private static void says(LiveClient live, String conversation, String doing) {
        live.say(Map.of("type", "presence", "conversation", conversation, "doing", doing));
    }

    /** What was last heard of who is there, by agent. */
    private static Map<String, String> there(LiveClient live, String conversation) {
        var agents = new HashMap<String, String>();
        live.heard("presence").stream()
                .filter(frame -> frame.get("conversation").asString().equals(conversation))
                .reduce((earlier, later) -> later)
                .ifPresent(frame -> frame.get("agents")
                        .forEach(one -> agents.put(
                                one.get("agent").asString(), one.get("doing").asString())));
        return agents;
    }

    @Test
    void whoeverHasTheSameConversationOpenSeesWhoReadsAndWritesThere() {
        var id = opened();
        var ana = house.person("agent", team);
        var piotr = house.person("agent", team);
        try (var anas = at(ana.browser(), id);
                var piotrs = at(piotr.browser(), id);
                var elsewhere = at(owner, opened())) {
            says(anas, id, "viewing");
            says(piotrs, id, "replying");
            Awaitility.await()
                    .untilAsserted(() -> assertThat(there(anas, id))
                            .containsOnly(Map.entry(ana.id(), "viewing"), Map.entry(piotr.id(), "replying")));
            assertThat(elsewhere.caughtUp().heard("presence")).isEmpty();

            // Another node tells of somebody there, and the same words come from nobody's lips.
            var far = UUID.randomUUID().toString();
            whispers.say("centrala_presence", "another-node/1 " + id + " " + far + " noting");
            whispers.say("centrala_presence", "nonsense");
            whispers.say("centrala_presence", "another-node/2 x y viewing");
            Awaitility.await().until(() -> "noting".equals(there(anas, id).get(far)));

            piotrs.close();
            Awaitility.await().until(() -> !there(anas, id).containsKey(piotr.id()));
            try (var later = at(owner, id)) {
                assertThat(there(later, id)).containsKeys(ana.id(), far);
            }
        }
    }

    @Test
    void nobodyIsToldOfAConversationThatTheyDoNotSeeNorSpeaksThere() {
        var hidden = owner.post("/api/v1/inboxes", Map.of("name", "Legal", "teams", List.of()))
                .is(201)
                .text("id");
        var secret = write(hidden, null, false);
        var agent = house.person("agent", team);
        try (var spy = at(agent.browser(), secret);
                var owners = at(owner, secret)) {
            says(spy, secret, "viewing");
            says(owners, secret, "replying");
            Awaitility.await().until(() -> !there(owners, secret).isEmpty());
            assertThat(there(owners, secret)).doesNotContainKey(agent.id());
            spy.say(Map.of("type", "presence", "conversation", secret, "doing", "dancing"));
            spy.say(Map.of("type", "presence", "conversation", "x", "doing", "viewing"));
            assertThat(spy.caughtUp().heard("presence")).isEmpty();
        }
    }

    // --- followers

    private static List<String> followers(Visitor.Answer answer) {
        return answer.is(200)
                .body()
                .get("items")
                .valueStream()
                .map(JsonNode::asString)
                .toList();
    }

    @Test
    void whoeverFollowsIsToldOfAndFindsWhatIsSomebodyElses() {
        var id = opened();
        var ana = house.person("agent", team);
        var light = house.person("light_agent", team);
        assertThat(row(ana.browser(), id).get("following").asBoolean()).isFalse();

        assertThat(followers(ana.browser().put(path(id, "/followers/me"), Map.of())))
                .containsExactly(ana.id());
        ana.browser().put(path(id, "/followers/me"), Map.of()).is(200);
        assertThat(followers(light.browser().put(path(id, "/followers/me"), Map.of())))
                .containsExactly(ana.id(), light.id());
        assertThat(kinds(owner, id)).filteredOn("conversation.followed"::equals).hasSize(2);
        assertThat(row(ana.browser(), id).get("following").asBoolean()).isTrue();
        assertThat(row(owner, id).get("following").asBoolean()).isFalse();
        assertThat(listed(ana.browser(), "view=followed&sort=activity")).containsExactly(id);
        assertThat(count(ana.browser(), "followed")).isEqualTo(1);
        assertThat(listed(owner, "view=followed")).doesNotContain(id);

        try (var live = LiveClient.open(
                        port,
                        Map.of("Cookie", "centrala_session=" + ana.browser().cookie("centrala_session")))
                .greeted()
                .caughtUp()) {
            write(inbox, id, false);
            Awaitility.await()
                    .untilAsserted(() -> assertThat(live.heard("conversation")).anySatisfy(frame -> {
                        assertThat(frame.at("/conversation/id").asString()).isEqualTo(id);
                        assertThat(frame.at("/conversation/following").asBoolean())
                                .isTrue();
                    }));
        }
        // A light agent speaks for themselves only; whoever may change the conversation, for others too.
        light.browser().put(path(id, "/followers/" + ana.id()), Map.of()).is(403);
        light.browser().delete(path(id, "/followers/" + ana.id())).is(403);
        assertThat(followers(owner.delete(path(id, "/followers/" + ana.id())))).containsExactly(light.id());
        assertThat(listed(ana.browser(), "view=followed")).isEmpty();
    }

    @Test
    void nobodyFollowsWhatTheyDoNotSee() {
        var hidden = owner.post("/api/v1/inboxes", Map.of("name", "Board", "teams", List.of()))
                .is(201)
                .text("id");
        var secret = write(hidden, null, false);
        var ana = house.person("agent", team);

        ana.browser().put(path(secret, "/followers/me"), Map.of()).is(404);
        ana.browser().get(path(secret, "/followers")).is(404);
        owner.put(path(secret, "/followers/" + ana.id()), Map.of()).is(400);
        owner.put(path(secret, "/followers/nobody"), Map.of()).is(400);
        // Whoever follows loses sight of it with the inbox.
        var moved = opened();
        ana.browser().put(path(moved, "/followers/me"), Map.of()).is(200);
        owner.patch(path(moved, ""), Map.of("inbox", hidden)).is(200);
        assertThat(listed(ana.browser(), "view=followed")).isEmpty();
        assertThat(count(ana.browser(), "followed")).isZero();
    }

    private Visitor.Answer ask(Visitor who, String conversation, String field, String whom) {
        return who.post(
                path(conversation, "/side-threads"),
                Map.of(
                        field,
                        whom,
                        "text",
                        "Can we repair it?",
                        "dueAt",
                        Instant.now().plus(1, ChronoUnit.HOURS).toString()));
    }

    private static List<String> sides(Visitor who, String view) {
        return who.get("/api/v1/side-threads?limit=200&view=" + view)
                .is(200)
                .body()
                .get("items")
                .valueStream()
                .map(side -> side.get("id").asString())
                .toList();
    }

    @Test
    void aColleagueAndATeamAreAskedBesideAConversationAndAnswerInTheWorkspace() {
        var ivo = house.person("light_agent", team);
        var agent = house.person("agent", team);
        var conversation = opened();
        owner.patch(path(conversation, ""), Map.of("status", "on_hold")).is(200);
        owner.post(path(conversation, "/read"), Map.of()).is(204);
        ask(owner, conversation, "agent", UUID.randomUUID().toString()).is(400);
        owner.post(path(conversation, "/side-threads"), Map.of("agent", ivo.id(), "text", "x"))
                .is(400);
        var counted = owner.get("/api/v1/conversations/counts").is(200).body();

        var asked = ask(owner, conversation, "agent", ivo.id()).is(201);

        var id = asked.text("id");
        assertThat(asked.text("kind")).isEqualTo("colleague");
        assertThat(asked.text("conversation.sideOf")).isEqualTo(conversation);
        assertThat(asked.text("conversation.assignee")).isEqualTo(ivo.id());
        assertThat(sides(ivo.browser(), "asked")).contains(id);
        assertThat(sides(agent.browser(), "asked")).doesNotContain(id);
        assertThat(sides(owner, "own")).contains(id);
        // It stands in no list and no count.
        assertThat(owner.get("/api/v1/conversations/counts").is(200).body()).isEqualTo(counted);
        assertThat(owner.get("/api/v1/conversations?limit=200").raw().body()).doesNotContain(id);
        owner.post(path(id, "/side-threads"), Map.of("team", team, "text", "x", "dueAt", soon()))
                .is(409, "conversation.side");
        owner.post(path(conversation, "/merge"), Map.of("conversations", List.of(id)))
                .is(409, "conversation.side");
        owner.post(path(id, "/messages"), Map.of("text", "x", "to", List.of("eva@posta.example")))
                .is(400, "validation.failed");

        ivo.browser()
                .post(path(id, "/messages"), Map.of("audience", "team", "text", "Yes, by Friday"))
                .is(201);

        assertThat(sides(ivo.browser(), "asked")).doesNotContain(id);
        var row = owner.get(path(conversation, "")).is(200);
        assertThat(row.text("status")).isEqualTo("open");
        assertThat(row.body().get("unread").asBoolean()).isTrue();
        assertThat(row.body().get("messageCount").asInt()).isEqualTo(1);
        owner.post(path(id, "/messages"), Map.of("audience", "team", "text", "Before noon?"))
                .is(201);
        assertThat(sides(ivo.browser(), "asked")).contains(id);
        jdbc.sql("update side_thread set due_at = now() - interval '1 hour' where conversation_id = ?::uuid")
                .param(id)
                .update();
        assertThat(sides(owner, "overdue")).contains(id);
        assertThat(owner.get(path(conversation, "/side-threads"))
                        .is(200)
                        .body()
                        .at("/items/0/overdue")
                        .asBoolean())
                .isTrue();

        var team2 = ask(agent.browser(), conversation, "team", team).is(201).text("id");
        assertThat(sides(ivo.browser(), "asked")).contains(team2);
        owner.patch("/api/v1/side-threads/" + id, Map.of("closed", true)).is(200);
        assertThat(sides(owner, "overdue")).doesNotContain(id);
        owner.patch("/api/v1/side-threads/" + id, Map.of("closed", false, "dueAt", soon()))
                .is(200);
        assertThat(sides(owner, "own")).contains(id);
    }

    private static String soon() {
        return Instant.now().plus(3, ChronoUnit.HOURS).toString();
    }

    @Test
    void aSideThreadIsSeenByWhoeverSeesTheConversationAndMovesWithIt() throws Exception {
        var hidden = owner.post("/api/v1/inboxes", Map.of("name", "Complaints", "teams", List.of()))
                .is(201)
                .text("id");
        var agent = house.person("agent", team);
        var light = house.person("light_agent", team);
        var conversation = opened();
        var id = ask(owner, conversation, "agent", agent.id()).is(201).text("id");
        light.browser()
                .post(
                        path(conversation, "/side-threads"),
                        Map.of("to", List.of("eva@posta.example"), "text", "x", "dueAt", soon()))
                .is(403);
        light.browser()
                .patch("/api/v1/side-threads/" + id, Map.of("closed", true))
                .is(403);
        owner.patch(path(id, ""), Map.of("inbox", hidden)).is(400, "validation.failed");

        owner.patch(path(conversation, ""), Map.of("inbox", hidden)).is(200);

        agent.browser().get("/api/v1/side-threads/" + id).is(404);
        agent.browser().get(path(id, "/messages")).is(404);
        agent.browser().get(path(conversation, "/side-threads")).is(404);
        agent.browser()
                .patch("/api/v1/side-threads/" + id, Map.of("closed", true))
                .is(404);
        agent.browser()
                .post(path(id, "/messages"), Map.of("audience", "team", "text", "x"))
                .is(404);
        assertThat(sides(agent.browser(), "asked")).doesNotContain(id);
        ask(agent.browser(), conversation, "team", team).is(404);
        ask(owner, conversation, "agent", agent.id()).is(400);
        ask(owner, conversation, "team", team).is(400);
        owner.patch(path(conversation, ""), Map.of("inbox", inbox)).is(200);
        assertThat(sides(agent.browser(), "asked")).contains(id);

        // Two who answer at once are both heard, and the conversation is told twice.
        var other = house.person("agent", team);
        try (var pool = Executors.newFixedThreadPool(2)) {
            var answers = new ArrayList<Callable<Integer>>();
            for (var one : List.of(agent, other)) {
                answers.add(() -> one.browser()
                        .post(path(id, "/messages"), Map.of("audience", "team", "text", "I know"))
                        .status());
            }
            for (var answer : pool.invokeAll(answers)) {
                assertThat(answer.get()).isEqualTo(201);
            }
        }
        assertThat(owner.get(path(id, "/messages")).is(200).body().get("items")).hasSize(3);
        assertThat(owner.get(path(conversation, "/events"))
                        .is(200)
                        .body()
                        .get("items")
                        .valueStream()
                        .filter(event -> event.get("kind").asString().equals("conversation.sideAnswered")))
                .hasSize(2);
    }

    private static Visitor.Answer play(Visitor who, String inbox) {
        return who.post("/api/v1/play/next", Map.of("inbox", inbox));
    }

    private static String handed(Visitor who, String inbox) {
        return play(who, inbox).is(200).text("conversation.id");
    }

    private static void nothingWaits(Visitor who, String inbox) {
        var turn = play(who, inbox).is(200).body();
        assertThat(turn.get("conversation").isNull()).isTrue();
        assertThat(turn.get("left").asInt()).isZero();
    }

    @Test
    void playHandsOutWhatHasWaitedLongestToOneAgentAndAsksWhyItIsPassedOn() throws Exception {
        var place = owner.post("/api/v1/inboxes", Map.of("name", "Play", "teams", List.of(team)))
                .is(201)
                .text("id");
        var hidden = owner.post("/api/v1/inboxes", Map.of("name", "Complaints", "teams", List.of()))
                .is(201)
                .text("id");
        var ivo = house.person("agent", team);
        var eva = house.person("agent", team);
        var light = house.person("light_agent", team);
        var first = write(place, null, false);
        var second = write(place, null, false);
        var third = write(place, null, false);
        write(place, first, false); // who writes again, or is talked about, keeps the place
        owner.post(path(first, "/messages"), Map.of("audience", "team", "text", "Who knows this mill?"))
                .is(201);
        var snoozed = write(place, null, false);
        owner.patch(path(snoozed, ""), Map.of("snoozedUntil", soon())).is(200);
        write(hidden, null, false);
        play(light.browser(), place).is(403);
        nothingWaits(ivo.browser(), hidden);
        var other = Map.of("inbox", place, "brand", UUID.randomUUID().toString());
        assertThat(ivo.browser()
                        .post("/api/v1/play/next", other)
                        .is(200)
                        .body()
                        .get("conversation")
                        .isNull())
                .isTrue();

        assertThat(play(ivo.browser(), place).is(200).body().get("left").asInt())
                .isEqualTo(2);
        assertThat(owner.get(path(first, "")).is(200).text("assignee")).isEqualTo(ivo.id());
        // The same until it is answered, done or passed on; somebody else gets another.
        assertThat(handed(ivo.browser(), place)).isEqualTo(first);
        assertThat(handed(eva.browser(), place)).isEqualTo(second);
        eva.browser().post(path(first, "/skip"), Map.of("reason", "unclear")).is(409, "play.no_turn");
        ivo.browser().post(path(first, "/skip"), Map.of()).is(400, "validation.failed");
        ivo.browser().post(path(first, "/skip"), Map.of("reason", "other")).is(400, "validation.failed");
        light.browser().post(path(first, "/skip"), Map.of("reason", "unclear")).is(403);

        ivo.browser()
                .post(path(first, "/skip"), Map.of("reason", "too_hard", "note", "Needs the workshop"))
                .is(204);

        assertThat(owner.get(path(first, "")).is(200).body().get("assignee").isNull())
                .isTrue();
        ivo.browser().post(path(first, "/skip"), Map.of("reason", "unclear")).is(409, "play.no_turn");
        assertThat(handed(ivo.browser(), place)).isEqualTo(third);
        eva.browser().patch(path(second, ""), Map.of("status", "solved")).is(200);
        assertThat(handed(eva.browser(), place)).isEqualTo(first);
        ivo.browser().patch(path(third, ""), Map.of("status", "solved")).is(200);
        nothingWaits(ivo.browser(), place);
        var skips = owner.get("/api/v1/play/skips?limit=200").is(200);
        assertThat(skips.text("items.0.conversation")).isEqualTo(first);
        assertThat(skips.text("items.0.agent")).isEqualTo(ivo.id());
        assertThat(skips.text("items.0.reason")).isEqualTo("too_hard");
        assertThat(skips.text("items.0.note")).isEqualTo("Needs the workshop");
        ivo.browser().get("/api/v1/play/skips").is(403);

        // Two at once never get the same.
        for (var round = 0; round < 3; round++) {
            var waiting = List.of(write(place, null, false), write(place, null, false));
            try (var pool = Executors.newFixedThreadPool(2)) {
                var calls = new ArrayList<Callable<String>>();
                for (var one : List.of(ivo, house.person("agent", team))) {
                    calls.add(() -> handed(one.browser(), place));
                }
                var got = new ArrayList<String>();
                for (var call : pool.invokeAll(calls)) {
                    got.add(call.get());
                }
                assertThat(got).containsExactlyInAnyOrderElementsOf(waiting);
            }
            waiting.forEach(one ->
                    owner.patch(path(one, ""), Map.of("status", "solved")).is(200));
        }
    }

    private static String review(String review, String more) {
        return "/api/v1/draft-reviews/" + review + more;
    }

    private static Visitor seen(House.Person who, long version) {
        return who.browser().with("If-Match", "\"" + version + "\"");
    }

    @Test
    void colleaguesLookOverADraftAndNobodyWritesOverAnother() throws Exception {
        var place = owner.post("/api/v1/inboxes", Map.of("name", "Reviews", "teams", List.of(team)))
                .is(201)
                .text("id");
        owner.post("/api/v1/mailboxes", Map.of("name", "Zrno", "address", "reviews@zrno.example", "inbox", place))
                .is(201);
        var ivo = house.person("agent", team);
        var eva = house.person("agent", team);
        var jan = house.person("light_agent", team);
        var stranger = house.person("agent");
        var id = write(place, null, false);
        var reviews = path(id, "/draft-reviews");
        var wanted = Map.of(
                "html",
                "<p>Dear <b>Ana</b><script>alert(1)</script></p>",
                "agents",
                List.of(eva.id(), jan.id()),
                "comment",
                "Is that too hard?\u0000");
        jan.browser().post(reviews, wanted).is(403);
        stranger.browser().post(reviews, wanted).is(404);
        ivo.browser().post(reviews, Map.of("text", "Dear Ana")).is(400, "validation.failed");
        ivo.browser()
                .post(reviews, Map.of("text", "Dear Ana", "agents", List.of(stranger.id())))
                .is(400, "validation.failed");
        ivo.browser()
                .post(reviews, Map.of("text", " ", "agents", List.of(eva.id())))
                .is(400, "validation.failed");

        var asked = ivo.browser().post(reviews, wanted).is(201);
        var one = asked.text("id");

        ivo.browser().post(reviews, wanted).is(409, "review.open");
        assertThat(asked.text("html")).contains("<b>Ana</b>").doesNotContain("script");
        assertThat(asked.text("comments.0.text")).isEqualTo("Is that too hard?");
        assertThat(jan.browser().get(reviews).is(200).text("items.0.id")).isEqualTo(one);
        stranger.browser().get(reviews).is(404);
        stranger.browser().get(review(one, "")).is(404);
        seen(stranger, 1).put(review(one, ""), Map.of("text", "x")).is(404);
        owner.with("If-Match", "\"1\"")
                .put(review(one, ""), Map.of("text", "x"))
                .is(403, "review.not_asked");
        eva.browser().put(review(one, ""), Map.of("text", "x")).is(400, "validation.failed");

        // Two who write at once: one is told, and nothing is lost.
        try (var pool = Executors.newFixedThreadPool(2)) {
            var calls = new ArrayList<Callable<Integer>>();
            for (var who : List.of(eva, jan)) {
                calls.add(() -> seen(who, 1)
                        .put(review(one, ""), Map.of("text", "Dear Ana, by " + who.id()))
                        .status());
            }
            var got = new ArrayList<Integer>();
            for (var call : pool.invokeAll(calls)) {
                got.add(call.get());
            }
            assertThat(got).containsExactlyInAnyOrder(200, 412);
        }
        var conflict = seen(eva, 1)
                .post(review(one, "/decision"), Map.of("verdict", "approved"))
                .is(412, "review.conflict");
        assertThat(conflict.text("review.text")).startsWith("Dear Ana, by ");
        seen(ivo, 2)
                .post(review(one, "/decision"), Map.of("verdict", "approved"))
                .is(403, "review.not_asked");
        assertThat(seen(eva, 2)
                        .post(review(one, "/decision"), Map.of("verdict", "returned", "comment", "Say sorry"))
                        .is(200)
                        .text("state"))
                .isEqualTo("returned");
        assertThat(seen(ivo, 3)
                        .put(review(one, ""), Map.of("text", "Dear Ana, sorry"))
                        .is(200)
                        .text("state"))
                .isEqualTo("asked");
        assertThat(seen(jan, 4)
                        .post(review(one, "/decision"), Map.of("verdict", "approved"))
                        .is(200)
                        .text("state"))
                .isEqualTo("approved");
        assertThat(owner.post(review(one, "/comments"), Map.of("text", "Good"))
                        .is(201)
                        .text("comments.2.text"))
                .isEqualTo("Good");
        eva.browser().delete(review(one, "")).is(403, "review.not_yours");
        assertThat(owner.get(path(id, "/messages")).is(200).raw().body()).doesNotContain("sorry");

        // It is over when its author sends the answer, and is taken back by nobody else.
        ivo.browser()
                .post(path(id, "/messages"), Map.of("audience", "customer", "text", "Dear Ana, sorry"))
                .is(201);
        assertThat(owner.get(reviews).is(200).body().get("items").isEmpty()).isTrue();
        var other = ivo.browser()
                .post(reviews, Map.of("text", "And then", "teams", List.of(team)))
                .is(201)
                .text("id");
        ivo.browser().delete(review(other, "")).is(204);
        eva.browser().get(review(other, "")).is(404);
    }
}
