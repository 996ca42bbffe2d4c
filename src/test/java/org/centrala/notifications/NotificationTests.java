package org.centrala.notifications;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.centrala.access.House;
import org.centrala.access.SetupCode;
import org.centrala.access.Visitor;
import org.centrala.conversations.ConversationId;
import org.centrala.conversations.DeliveryState;
import org.centrala.conversations.InboundMessage;
import org.centrala.conversations.InboundMessages;
import org.centrala.conversations.MessageId;
import org.centrala.conversations.Messages;
import org.centrala.conversations.Party;
import org.centrala.customers.Customers;
import org.centrala.platform.Actor;
import org.centrala.platform.CentralaTest;
import org.centrala.platform.log.EventLog;
import org.centrala.realtime.LiveClient;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

@CentralaTest
class NotificationTests {
    private static final String NOTIFICATIONS = "/api/v1/notifications";

    @LocalServerPort
    int port;

    @Autowired
    SetupCode code;

    @Autowired
    InboundMessages inbound;

    @Autowired
    Messages messages;

    @Autowired
    Customers customers;

    @Autowired
    EventLog events;

    @Autowired
    NotificationReactor reactor;

    @Autowired
    NotificationSweep sweep;

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

    private String write(String in, @Nullable String into, boolean automatic) {
        return Objects.requireNonNull(transaction.execute(status -> {
            var place = UUID.fromString(in);
            var from = UUID.randomUUID() + "@posta.example";
            return inbound.receive(List.of(new InboundMessage(
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

    private static String path(String conversation, String more) {
        return "/api/v1/conversations/" + conversation + more;
    }

    private String assigned(House.Person to) {
        var id = write(inbox, null, false);
        told(); // what came before is nobody's yet
        owner.patch(path(id, ""), Map.of("assignee", to.id())).is(200);
        return id;
    }

    /** Everything that has happened until now is told. */
    private void told() {
        var head = events.head();
        await().until(() -> jdbc.sql("select count(*) from event_incoming")
                                .query(Long.class)
                                .single()
                        == 0
                && jdbc.sql("select position from log_consumer where name = 'notifications'")
                                .query(Long.class)
                                .single()
                        >= Math.max(head, events.head()));
    }

    private JsonNode list(Visitor who, String query) {
        told();
        return who.get(NOTIFICATIONS + query).is(200).body().get("items");
    }

    private List<String> kinds(Visitor who, String conversation) {
        return list(who, "")
                .valueStream()
                .filter(group -> group.at("/conversation/id").asString().equals(conversation))
                .flatMap(group -> group.get("newest").valueStream())
                .map(one -> one.get("kind").asString())
                .toList();
    }

    private long count(Visitor who) {
        told();
        return who.get(NOTIFICATIONS + "/count").is(200).body().get("unread").asLong();
    }

    private String message(String conversation) {
        return owner.get(path(conversation, "/messages?order=desc&limit=1"))
                .is(200)
                .text("items.0.id");
    }

    @Test
    void whoeverIsConcernedIsToldAndNeverWhoeverDidIt() {
        var agent = house.person("agent", team);
        var follower = house.person("agent", team);
        var id = assigned(agent);
        follower.browser().put(path(id, "/followers/me"), Map.of()).is(200);
        write(inbox, id, false);
        write(inbox, id, true); // a machine's
        agent.browser()
                .post(path(id, "/messages"), Map.of("audience", "team", "text", "I look at it"))
                .is(201);
        follower.browser()
                .post(path(id, "/messages"), Map.of("audience", "team", "text", "Me too"))
                .is(201);

        assertThat(kinds(agent.browser(), id)).containsExactly("note", "message", "assigned");
        assertThat(kinds(follower.browser(), id)).containsExactly("note", "message");
        assertThat(kinds(owner, id)).isEmpty();
        var group = list(agent.browser(), "").get(0);
        assertThat(group.get("unread").asLong()).isEqualTo(3);
        assertThat(group.at("/newest/0/by/name").asString()).startsWith("agent ");
        assertThat(group.at("/newest/0/message").asString()).isEqualTo(message(id));
        assertThat(group.at("/conversation/subject").asString()).isEqualTo("The mill is loud");
        assertThat(count(agent.browser())).isEqualTo(1);
    }

    @Test
    void whatComesBackIsToldAsWhatItIs() {
        var agent = house.person("agent", team);
        var id = assigned(agent);
        agent.browser().patch(path(id, ""), Map.of("status", "solved")).is(200);
        write(inbox, id, false);
        assertThat(kinds(agent.browser(), id)).containsExactly("reopened", "assigned");

        agent.browser()
                .patch(
                        path(id, ""),
                        Map.of(
                                "snoozedUntil",
                                Instant.now().plus(2, ChronoUnit.DAYS).toString()))
                .is(200);
        owner.patch(path(id, ""), Map.of("assignee", owner.get("/api/v1/me").text("agent.id")))
                .is(200);
        jdbc.sql("update conversation set snoozed_until = now() - interval '3 hours' where id = ?")
                .param(UUID.fromString(id))
                .update();
        await().until(() -> owner.get(path(id, "")).body().get("snoozedUntil").isNull());
        assertThat(kinds(agent.browser(), id)).containsExactly("woken", "reopened", "assigned");
        assertThat(kinds(owner, id)).containsExactly("woken");
    }

    @Test
    void whatWasAskedBesideAConversationIsToldWhenItIsAnswered() {
        var agent = house.person("agent", team);
        var colleague = house.person("agent", team);
        var id = assigned(agent);
        var due = Instant.now().plus(1, ChronoUnit.DAYS).toString();
        owner.post(
                        path(id, "/side-threads"),
                        Map.of("agent", colleague.id(), "text", "Which mill is louder?", "dueAt", due))
                .is(201);
        var side = list(colleague.browser(), "").get(0);
        colleague
                .browser()
                .post(
                        path(side.at("/conversation/id").asString(), "/messages"),
                        Map.of("audience", "team", "text", "The green one"))
                .is(201);

        assertThat(kinds(agent.browser(), id)).containsExactly("answered", "assigned");
        assertThat(kinds(owner, id)).as("who asked").containsExactly("answered");
        assertThat(kinds(colleague.browser(), id)).as("who answered").isEmpty();
    }

    @Test
    void whoIsAskedToLookADraftOverIsToldAndWhoAskedOfWhatTheySay() {
        var author = house.person("agent", team);
        var colleague = house.person("light_agent", team);
        var id = write(inbox, null, false);
        var review = author.browser()
                .post(path(id, "/draft-reviews"), Map.of("text", "Dear Ana", "agents", List.of(colleague.id())))
                .is(201)
                .text("id");
        colleague
                .browser()
                .with("If-Match", "\"1\"")
                .post("/api/v1/draft-reviews/" + review + "/decision", Map.of("verdict", "returned"))
                .is(200);

        assertThat(kinds(colleague.browser(), id)).containsExactly("review");
        assertThat(kinds(author.browser(), id)).containsExactly("review");
        assertThat(kinds(owner, id)).as("who was not asked").isEmpty();
    }

    @Test
    void whoeverWroteWhatDidNotArriveIsTold() {
        owner.post(
                "/api/v1/mailboxes",
                Map.of("address", UUID.randomUUID() + "@zrno.example", "name", "Zrno", "inbox", inbox));
        var agent = house.person("agent", team);
        var author = house.person("agent", team);
        var id = assigned(agent);
        var reply = author.browser().post(path(id, "/messages"), Map.of("text", "Turn it off"));
        reply.is(201);
        assertThat(kinds(agent.browser(), id)).containsExactly("reply", "assigned");
        messages.delivery(new MessageId(UUID.fromString(reply.text("id"))), DeliveryState.FAILED, null);

        assertThat(kinds(author.browser(), id)).containsExactly("failed");
        assertThat(kinds(agent.browser(), id)).containsExactly("failed", "reply", "assigned");

        var second = author.browser().post(path(id, "/messages"), Map.of("text", "Or unplug it"));
        second.is(201);
        assertThat(kinds(agent.browser(), id)).first().isEqualTo("reply");
        author.browser()
                .post("/api/v1/messages/" + second.text("id") + "/undo", Map.of())
                .is(200);
        assertThat(kinds(agent.browser(), id)).first().isEqualTo("failed");
    }

    @Test
    void nobodyIsToldOfWhatTheyMayNotSeeAlsoWhenTheInboxIsTakenAwayLater() {
        var hidden = owner.post("/api/v1/inboxes", Map.of("name", "Accounts", "teams", List.of(team)))
                .is(201)
                .text("id");
        var agent = house.person("agent", team);
        var secret = write(hidden, null, false);
        owner.patch(path(secret, ""), Map.of("assignee", agent.id())).is(200);
        assertThat(kinds(agent.browser(), secret)).containsExactly("assigned");
        assertThat(count(agent.browser())).isEqualTo(1);

        owner.patch("/api/v1/inboxes/" + hidden, Map.of("teams", List.of())).is(200);
        assertThat(list(agent.browser(), "")).isEmpty();
        assertThat(count(agent.browser())).isZero();
        write(hidden, secret, false);
        told();
        owner.patch("/api/v1/inboxes/" + hidden, Map.of("teams", List.of(team))).is(200);
        assertThat(kinds(agent.browser(), secret)).as("what came meanwhile").containsExactly("assigned");

        // One that moves to where they do not look takes with it what they were told of it.
        var moved = assigned(agent);
        assertThat(kinds(agent.browser(), moved)).containsExactly("assigned");
        var closed = owner.post("/api/v1/inboxes", Map.of("name", "Board", "teams", List.of()))
                .is(201)
                .text("id");
        owner.patch(path(moved, ""), Map.of("inbox", closed)).is(200);
        assertThat(kinds(agent.browser(), moved)).isEmpty();
        assertThat(count(agent.browser())).isEqualTo(1);
    }

    @Test
    void whoeverIsMentionedIsToldIfTheyMaySeeIt() {
        var named = house.person("agent", team);
        var member = house.person("agent", team);
        var outsider = house.person("agent");
        var id = write(inbox, null, false);
        var offered = owner.get(path(id, "/mentionable")).is(200).body();
        assertThat(ids(offered.get("agents"))).contains(named.id(), member.id()).doesNotContain(outsider.id());
        assertThat(ids(offered.get("teams"))).containsExactly(team);
        outsider.browser().get(path(id, "/mentionable")).is(404);

        note(owner, id, mention("agent", named.id()) + mention("agent", outsider.id()) + mention("agent", "nobody"));
        assertThat(kinds(named.browser(), id)).containsExactly("mention");
        assertThat(kinds(outsider.browser(), id)).isEmpty();
        assertThat(count(outsider.browser())).isZero();
        note(named.browser(), id, mention("team", team));
        assertThat(kinds(member.browser(), id)).containsExactly("mention");
        assertThat(kinds(owner, id)).as("who is in the team, too").containsExactly("mention");
        assertThat(kinds(named.browser(), id)).as("wrote it").containsExactly("mention");
        var html = owner.get(path(id, "/messages?order=desc&limit=2")).is(200);
        assertThat(html.text("items.0.html")).contains("data-mention=\"team:" + team + "\"");
        assertThat(html.text("items.1.html")).doesNotContain("nobody\"");
    }

    private static List<String> ids(JsonNode named) {
        return named.valueStream().map(one -> one.get("id").asString()).toList();
    }

    private static String mention(String kind, String id) {
        return "<span data-mention=\"" + kind + ":" + id + "\" onclick=\"alert(1)\">@Somebody</span> ";
    }

    private static void note(Visitor who, String conversation, String html) {
        who.post(path(conversation, "/messages"), Map.of("audience", "team", "html", "<p>" + html + "look</p>"))
                .is(201);
    }

    @Test
    void whoeverWantsToHearNothingOfAKindHearsNothing() {
        var agent = house.person("agent", team);
        var who = agent.browser();
        var usual = who.get(NOTIFICATIONS + "/preferences").is(200);
        assertThat(usual.body().get("off")).isEmpty();
        assertThat(usual.body().get("soundMine").asBoolean()).isTrue();
        var wanted = new HashMap<String, Object>(Map.of(
                "off", List.of("assigned"), "desktop", List.of("mention"), "unassigned", false, "sound", List.of()));
        wanted.putAll(Map.of("soundMine", true, "volume", 10, "quiet", quiet("Europe/Warsaw", 1, 2, 3, 4, 5, 6, 7)));
        wanted.putAll(Map.of("mail", List.of("mention"), "mailAfter", 30, "digest", digest(1, 8)));
        who.put(NOTIFICATIONS + "/preferences", wanted).is(200);
        assertThat(who.get(NOTIFICATIONS + "/preferences").is(200).body().get("desktop"))
                .hasSize(1);
        assertThat(who.get(NOTIFICATIONS + "/count").is(200).body().get("quiet").asBoolean())
                .isTrue();

        var id = assigned(agent);
        write(inbox, id, false);
        assertThat(kinds(who, id)).containsExactly("message");

        for (var wrong : List.of(
                Map.entry("volume", 101),
                Map.entry("quiet", quiet("Europe/Warsaw", 8)),
                Map.entry("quiet", quiet("Mars/Base")),
                Map.entry("mailAfter", 0),
                Map.entry("digest", digest(1, 24)),
                Map.entry("digest", digest(0, 8)),
                Map.entry("off", List.of("nonsense")))) {
            var changed = new HashMap<>(wanted);
            changed.put(wrong.getKey(), wrong.getValue());
            who.put(NOTIFICATIONS + "/preferences", changed).is(400);
        }
        house.key("conversation.read")
                .program()
                .get(NOTIFICATIONS + "/preferences")
                .is(403);
    }

    private static Map<String, Object> digest(int day, int hour) {
        return Map.of("every", "weekly", "day", day, "hour", hour, "zone", "Europe/Ljubljana");
    }

    private static Map<String, Object> quiet(String zone, Integer... days) {
        return Map.of("from", "18:00", "until", "08:00", "days", List.of(days), "zone", zone);
    }

    @Test
    void whatIsMergedIsToldWhereItIsShown() {
        var agent = house.person("agent", team);
        var into = assigned(agent);
        var merged = assigned(agent);
        owner.post(path(into, "/merge"), Map.of("conversations", List.of(merged)))
                .is(200);

        assertThat(kinds(agent.browser(), into)).containsExactly("assigned", "assigned");
        assertThat(kinds(agent.browser(), merged)).isEmpty();
        assertThat(count(agent.browser())).isEqualTo(1);
    }

    @Test
    void markingIsTakenBackAndListsArePaged() {
        var agent = house.person("agent", team);
        var who = agent.browser();
        var first = assigned(agent);
        var second = assigned(agent);
        var third = assigned(agent);
        assertThat(count(who)).isEqualTo(3);
        var page = who.get(NOTIFICATIONS + "?limit=2").is(200);
        assertThat(page.text("items.0.conversation.id")).isEqualTo(third);
        var rest =
                who.get(NOTIFICATIONS + "?limit=2&cursor=" + page.text("next")).is(200);
        assertThat(rest.text("items.0.conversation.id")).isEqualTo(first);
        assertThat(rest.body().get("items")).hasSize(1);
        assertThat(rest.body().get("next").isNull()).isTrue();

        var until = page.text("items.1.newest.0.id");
        var marked = who.post(NOTIFICATIONS + "/read", Map.of("until", until)).is(200);
        assertThat(marked.body().get("count").asInt()).isEqualTo(2);
        assertThat(count(who)).isEqualTo(1);
        assertThat(list(who, "?unread=true")).hasSize(1);
        who.post(NOTIFICATIONS + "/unread", Map.of("readAt", marked.text("readAt")))
                .is(204);
        assertThat(count(who)).isEqualTo(3);

        who.post(NOTIFICATIONS + "/read", Map.of("conversation", second)).is(200);
        assertThat(count(who)).isEqualTo(2);
        who.post(NOTIFICATIONS + "/unread", Map.of("conversation", second)).is(204);
        assertThat(count(who)).isEqualTo(3);
        who.post(NOTIFICATIONS + "/unread", Map.of()).is(400);
        who.post(NOTIFICATIONS + "/read", Map.of()).is(200);
        assertThat(count(who)).isZero();

        // Somebody else's are not touched, and a program has none.
        var other = house.person("agent", team);
        assigned(other);
        assertThat(count(other.browser())).isEqualTo(1);
        who.post(NOTIFICATIONS + "/read", Map.of()).is(200);
        assertThat(count(other.browser())).isEqualTo(1);
        var program = house.key("conversation.read").program();
        program.get(NOTIFICATIONS).is(403, "access.agents_only");
        program.get(NOTIFICATIONS + "/count").is(403);
        program.post(NOTIFICATIONS + "/read", Map.of()).is(403);
    }

    @Test
    void anOpenWindowHearsOfItAndNobodyElses() {
        var agent = house.person("agent", team);
        var other = house.person("agent", team);
        try (var live = listening(agent);
                var deaf = listening(other)) {
            assigned(agent);
            assertThat(live.hear("nudge").get("about").asString()).isEqualTo("notifications");
            assertThat(deaf.caughtUp().heard("nudge")).isEmpty();
        }
    }

    private LiveClient listening(House.Person who) {
        return LiveClient.open(
                        port,
                        Map.of("Cookie", "centrala_session=" + who.browser().cookie("centrala_session")))
                .greeted()
                .caughtUp();
    }

    @Test
    void aBatchThatIsTakenTwiceTellsOnceAndWhatIsOldIsForgotten() {
        var agent = house.person("agent", team);
        var before = events.head();
        var id = assigned(agent);
        assertThat(kinds(agent.browser(), id)).containsExactly("assigned");
        transaction.executeWithoutResult(status -> reactor.take(events.read(before, 500)));
        assertThat(kinds(agent.browser(), id)).containsExactly("assigned");

        jdbc.sql("update notification set created_at = now() - interval '61 days' where conversation_id = ?")
                .param(UUID.fromString(id))
                .update();
        assertThat(sweep.sweep()).isPositive();
        assertThat(kinds(agent.browser(), id)).isEmpty();
    }
}
