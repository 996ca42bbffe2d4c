package org.centrala.conversations;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import org.awaitility.Awaitility;
import org.centrala.access.House;
import org.centrala.access.SetupCode;
import org.centrala.access.Visitor;
import org.centrala.customers.Customers;
import org.centrala.platform.Actor;
import org.centrala.platform.CentralaTest;
import org.centrala.realtime.LiveClient;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/** Conversations that belong together: linked, or shown as one and given back. */
@CentralaTest
class BondTests {
    private static final String ADDRESS = "podpora@zrno.example";

    @LocalServerPort
    int port;

    @Autowired
    SetupCode code;

    @Autowired
    InboundMessages messages;

    @Autowired
    HintStore hints;

    @Autowired
    Conversations conversations;

    @Autowired
    Customers customers;

    @Autowired
    TransactionTemplate transaction;

    House house;
    Visitor owner;
    String inbox;

    @BeforeEach
    void begin() {
        house = House.of(port, code);
        owner = house.owner();
        inbox = owner.get("/api/v1/inboxes").is(200).text("items.0.id");
        if (owner.get("/api/v1/mailboxes").is(200).body().get("items").isEmpty()) {
            owner.post("/api/v1/mailboxes", Map.of("name", "Zrno", "address", ADDRESS, "inbox", inbox))
                    .is(201);
        }
    }

    /** Somebody writes, and perhaps answers a conversation. */
    private InboundMessages.Received write(String in, String from, String text, @Nullable UUID into) {
        return Objects.requireNonNull(transaction.execute(status -> {
            var place = UUID.fromString(in);
            return messages.receive(List.of(new InboundMessage(
                            place,
                            null,
                            "email",
                            into == null ? null : new ConversationId(into),
                            customers.identify(from, null, place, Actor.SYSTEM),
                            UUID.randomUUID() + "@posta.example",
                            new Party(from, null),
                            null,
                            List.of(),
                            List.of(),
                            text,
                            text,
                            text,
                            null,
                            List.of(),
                            false)))
                    .getFirst();
        }));
    }

    private String opened(String in, String from, String text) {
        return write(in, from, text, null).conversation().value().toString();
    }

    private static String somebody() {
        return UUID.randomUUID() + "@posta.example";
    }

    private static String path(String conversation, String more) {
        return "/api/v1/conversations/" + conversation + more;
    }

    private Visitor.Answer merge(Visitor who, String into, String... from) {
        return who.post(path(into, "/merge"), Map.of("conversations", List.of(from)));
    }

    private static List<String> texts(Visitor who, String conversation) {
        return who.get(path(conversation, "/messages"))
                .is(200)
                .body()
                .get("items")
                .valueStream()
                .map(item -> item.get("text").asString())
                .toList();
    }

    private List<String> listed(String query) {
        return owner.get("/api/v1/conversations?limit=200" + query)
                .is(200)
                .body()
                .get("items")
                .valueStream()
                .map(item -> item.get("id").asString())
                .toList();
    }

    private JsonNode row(String conversation) {
        return owner.get(path(conversation, "")).is(200).body();
    }

    /** What un-merging has to give back: all but the count of changes. */
    private static Map<String, String> lasting(JsonNode row) {
        var kept = new TreeMap<String, String>();
        row.propertyStream()
                .filter(field -> !Set.of("sequence", "updatedAt", "unread").contains(field.getKey()))
                .forEach(field -> kept.put(field.getKey(), field.getValue().toString()));
        return kept;
    }

    @Test
    void mergedConversationsAreReadAsOneAndGivenBackAsTheyWere() {
        var ana = somebody();
        var first = opened(inbox, ana, "Where is my grinder?");
        var second = opened(inbox, ana, "It has come, but the wrong one");
        write(inbox, ana, "I mean the one of Monday", UUID.fromString(first));
        owner.patch(path(second, ""), Map.of("status", "solved")).is(200);
        var before = lasting(row(first));
        var beforeTarget = lasting(row(second));
        var open = owner.get("/api/v1/conversations/counts")
                .is(200)
                .body()
                .get("open")
                .asInt();

        var preview = owner.post(path(second, "/merge/preview"), Map.of("conversations", List.of(first)))
                .is(200);
        assertThat(preview.body()
                        .get("notices")
                        .valueStream()
                        .map(one -> one.get("kind").asString()))
                .containsExactly("reopens");
        var merged = merge(owner, second, first).is(200);

        assertThat(merged.text("status")).isEqualTo("open");
        assertThat(merged.body().get("messageCount").asInt()).isEqualTo(3);
        assertThat(merged.text("preview")).isEqualTo("I mean the one of Monday");
        assertThat(texts(owner, second))
                .containsExactly("Where is my grinder?", "It has come, but the wrong one", "I mean the one of Monday");
        var shown = owner.get(path(second, "/messages?order=desc&limit=2")).is(200);
        assertThat(shown.text("items.0.conversation")).isEqualTo(second);
        assertThat(shown.text("items.0.origin.conversation")).isEqualTo(first);
        assertThat(shown.body().at("/items/1/origin").isNull()).isTrue();
        var rest = owner.get(path(second, "/messages?order=desc&limit=2&cursor=" + shown.text("next")))
                .is(200);
        assertThat(rest.text("items.0.text")).isEqualTo("Where is my grinder?");
        assertThat(listed("")).contains(second).doesNotContain(first);
        assertThat(listed("&view=open")).contains(second).doesNotContain(first);
        assertThat(listed("&customer=" + row(first).get("customer").asString())).containsExactly(second);
        assertThat(owner.get("/api/v1/conversations/counts").body().get("open").asInt())
                .isEqualTo(open);
        assertThat(row(first).get("mergedInto").asString()).isEqualTo(second);
        owner.patch(path(first, ""), Map.of("status", "solved")).is(409, "conversation.merged");
        owner.post(path(first, "/messages"), Map.of("text", "x")).is(409, "conversation.merged");
        assertThat(owner.get(path(second, "/merged")).is(200).text("items.0.conversation.id"))
                .isEqualTo(first);
        merge(owner, second, first).is(200); // once more changes nothing
        Awaitility.await().untilAsserted(() -> {
            assertThat(found("grinder")).containsExactly(second);
        });

        assertThat(owner.post(path(first, "/unmerge"), Map.of()).is(200).text("id"))
                .isEqualTo(second);

        assertThat(lasting(row(first))).isEqualTo(before);
        assertThat(lasting(row(second))).isEqualTo(beforeTarget);
        assertThat(texts(owner, first)).containsExactly("Where is my grinder?", "I mean the one of Monday");
        assertThat(texts(owner, second)).containsExactly("It has come, but the wrong one");
        assertThat(kinds(first)).contains("conversation.merged", "conversation.unmerged");
        assertThat(kinds(second)).contains("conversation.joined", "conversation.left");
        Awaitility.await().untilAsserted(() -> {
            assertThat(found("grinder")).containsExactly(first);
        });
    }

    @Test
    void whatNobodyHasAnsweredWakesTheConversationItIsMergedInto() {
        var asleep = opened(inbox, somebody(), "Tell me when the red ones are back");
        var answered = opened(inbox, somebody(), "Thank you");
        var news = opened(inbox, somebody(), "Are they back?");
        owner.patch(path(answered, ""), Map.of("status", "solved")).is(200);
        var until = Instant.now().plus(Duration.ofDays(2)).toString();
        owner.patch(path(asleep, ""), Map.of("snoozedUntil", until)).is(200);

        merge(owner, asleep, answered).is(200);
        assertThat(row(asleep).get("snoozedUntil").isNull()).isFalse();

        merge(owner, asleep, news).is(200);
        assertThat(row(asleep).get("snoozedUntil").isNull()).isTrue();
        assertThat(listed("&view=open")).contains(asleep);
    }

    private List<String> found(String words) {
        return owner.get("/api/v1/search?q=" + words)
                .is(200)
                .body()
                .get("items")
                .valueStream()
                .filter(hit -> hit.get("kind").asString().equals("conversation"))
                .map(hit -> hit.at("/conversation/id").asString())
                .toList();
    }

    private List<String> kinds(String conversation) {
        return owner.get(path(conversation, "/events"))
                .is(200)
                .body()
                .get("items")
                .valueStream()
                .map(event -> event.get("kind").asString())
                .toList();
    }

    @Test
    void twoWhoMergeEachIntoTheOtherAtOnceMakeNoCircle() throws Exception {
        for (var round = 0; round < 5; round++) {
            var one = opened(inbox, somebody(), "one");
            var other = opened(inbox, somebody(), "other");
            var together = new CyclicBarrier(2);
            Callable<Integer> there = () -> {
                together.await();
                return merge(owner, one, other).status();
            };
            Callable<Integer> back = () -> {
                together.await();
                return merge(owner, other, one).status();
            };
            try (var pool = Executors.newFixedThreadPool(2)) {
                var answers = new ArrayList<Integer>();
                for (var future : pool.invokeAll(List.of(there, back))) {
                    answers.add(future.get());
                }
                assertThat(answers).containsExactlyInAnyOrder(200, 409);
            }
            assertThat(row(one).get("mergedInto").isNull())
                    .isNotEqualTo(row(other).get("mergedInto").isNull());
        }
    }

    @Test
    void aChainIsShownAtItsEndAndComesApartAtAnyLink() {
        var a = opened(inbox, somebody(), "a");
        var b = opened(inbox, somebody(), "b");
        var c = opened(inbox, somebody(), "c");
        merge(owner, b, a).is(200);
        merge(owner, c, b).is(200);

        assertThat(texts(owner, c)).containsExactly("a", "b", "c");
        // An answer to the first goes to where all are shown.
        assertThat(write(inbox, somebody(), "answer", UUID.fromString(a))
                        .conversation()
                        .value())
                .hasToString(c);
        assertThat(owner.get("/api/v1/conversations/" + a).is(200).text("mergedInto"))
                .isEqualTo(b);
        merge(owner, a, opened(inbox, somebody(), "d")).is(200); // into what it is shown in
        assertThat(texts(owner, c)).containsExactly("a", "b", "c", "answer", "d");
        merge(owner, a, c).is(409, "conversation.merged");

        owner.post(path(b, "/unmerge"), Map.of()).is(200);
        assertThat(texts(owner, b)).containsExactly("a", "b");
        assertThat(texts(owner, c)).containsExactly("c", "answer", "d");
        assertThat(row(b).get("messageCount").asInt()).isEqualTo(2);
        assertThat(row(c).get("messageCount").asInt()).isEqualTo(3);
        owner.post(path(a, "/unmerge"), Map.of()).is(200);
        assertThat(texts(owner, b)).containsExactly("b");
        assertThat(write(inbox, somebody(), "later", UUID.fromString(a))
                        .conversation()
                        .value())
                .hasToString(a);
        owner.post(path(a, "/unmerge"), Map.of()).is(200); // nothing to do
    }

    @Test
    void theInboxOfTheTargetDecidesWhoSeesWhatWasMergedAndOnlyWhileItIs() {
        var hidden = owner.post("/api/v1/inboxes", Map.of("name", "Complaints", "teams", List.of()))
                .is(201)
                .text("id");
        var team = owner.get("/api/v1/teams").is(200).text("items.0.id");
        var agent = house.person("agent", team).browser();
        var secret = opened(hidden, somebody(), "secret");
        var seen = opened(inbox, somebody(), "seen");
        var other = opened(inbox, somebody(), "other");

        merge(agent, seen, secret).is(404);
        merge(agent, secret, seen).is(404);
        assertThat(agent.post(path(seen, "/merge/preview"), Map.of("conversations", List.of(secret)))
                        .status())
                .isEqualTo(404);
        var light = house.person("light_agent", team).browser();
        merge(light, seen, other).is(403);

        merge(owner, seen, secret).is(200);
        assertThat(texts(agent, seen)).containsExactly("secret", "seen");
        owner.post(path(secret, "/unmerge"), Map.of()).is(200);
        assertThat(texts(agent, seen)).containsExactly("seen");
        agent.get(path(secret, "")).is(404);

        merge(owner, secret, other).is(200);
        agent.get(path(other, "")).is(404);
        agent.post(path(other, "/unmerge"), Map.of()).is(404);
        assertThat(agent.get("/api/v1/conversations?limit=200").raw().body()).doesNotContain(other);
        owner.patch(path(secret, ""), Map.of("inbox", inbox)).is(200); // what is merged goes along
        assertThat(texts(agent, other)).containsExactly("other");
        owner.patch(path(secret, ""), Map.of("inbox", hidden)).is(200);
        agent.get(path(other, "/messages")).is(404);
        owner.post(path(other, "/unmerge"), Map.of()).is(200);
        assertThat(texts(agent, other)).containsExactly("other");
    }

    @Test
    void whoWroteInAMergedOneTakesPartAndIsAnsweredInTheOtherAsLongAsItIsMerged() {
        var ana = somebody();
        var bor = somebody();
        var first = opened(inbox, ana, "from Ana");
        var second = opened(inbox, bor, "from Bor");
        var one = new ConversationId(UUID.fromString(second));
        var asked = Set.of(
                Conversations.Participation.of(one, ana),
                Conversations.Participation.of(one, bor),
                Conversations.Participation.of(one, somebody()));
        assertThat(conversations.participations(asked)).hasSize(1);
        merge(owner, second, first).is(200);

        assertThat(conversations.participations(asked)).hasSize(2);
        assertThat(owner.get(path(second, "/participants")).is(200).body().get("items"))
                .hasSize(2);
        assertThat(conversations.byNumberOf(row(first).get("number").asLong(), ana, UUID.fromString(inbox)))
                .hasValue(one);
        owner.post(path(first, "/unmerge"), Map.of()).is(200);
        assertThat(conversations.participations(asked)).hasSize(1);
    }

    @Test
    void aDraftIsFoundWhereItsAuthorGoesOnAndReadMarksTellOfWhatIsNew() {
        var team = owner.get("/api/v1/teams").is(200).text("items.0.id");
        var agent = house.person("agent", team).browser();
        var first = opened(inbox, somebody(), "question");
        var second = opened(inbox, somebody(), "other question");
        agent.put(path(first, "/draft?audience=customer"), Map.of("text", "My answer"))
                .is(200);
        agent.post(path(second, "/read"), Map.of()).is(204);
        var seen =
                agent.get(path(second, "")).body().get("lastCustomerSequence").asLong();

        merge(owner, second, first).is(200);

        assertThat(agent.get(path(second, "/draft?audience=customer")).is(200).text("text"))
                .isEqualTo("My answer");
        assertThat(agent.get(path(second, "")).is(200).body().get("unread").asBoolean())
                .isTrue();
        assertThat(owner.get(path(second, "")).is(200).body().get("unread").asBoolean())
                .isFalse();
        agent.post(path(second, "/messages"), Map.of("text", "x", "lastSeen", seen))
                .is(409, "message.newer_customer_message");

        owner.post(path(first, "/unmerge"), Map.of()).is(200);
        agent.get(path(second, "/draft?audience=customer")).is(204);
        assertThat(agent.get(path(first, "/draft?audience=customer")).is(200).text("text"))
                .isEqualTo("My answer");
        assertThat(agent.get(path(second, "")).is(200).body().get("unread").asBoolean())
                .isFalse();
    }

    @Test
    void whoeverWatchesTheTargetIsToldOfWhatHappensToMergedMessages() {
        var first = opened(inbox, somebody(), "first");
        var second = opened(inbox, somebody(), "second");
        var sent = owner.post(path(first, "/messages"), Map.of("text", "An answer that may be taken back"))
                .is(201)
                .text("id");
        merge(owner, second, first).is(200);
        var live = LiveClient.open(port, Map.of("Cookie", "centrala_session=" + owner.cookie("centrala_session")))
                .greeted();
        live.say(Map.of("type", "watch", "conversation", second));
        live.caughtUp();

        var back = owner.post("/api/v1/messages/" + sent + "/undo", Map.of()).is(200);

        assertThat(back.text("draft.text")).isEqualTo("An answer that may be taken back");
        assertThat(owner.get(path(second, "/draft?audience=customer")).is(200).text("text"))
                .isEqualTo("An answer that may be taken back");
        var frame = live.hear("message");
        assertThat(frame.get("conversation").asString()).isEqualTo(second);
        assertThat(frame.at("/message/deliveryState").asString()).isEqualTo("undone");
        assertThat(row(second).get("messageCount").asInt()).isEqualTo(2);
    }

    private Visitor.Answer link(Visitor who, String one, String kind, String other) {
        return who.post(path(one, "/links"), Map.of("kind", kind, "conversation", other));
    }

    private static List<String> linked(Visitor who, String conversation) {
        return who.get(path(conversation, "/links"))
                .is(200)
                .body()
                .get("items")
                .valueStream()
                .map(link -> link.get("kind").asString() + " "
                        + link.at("/conversation/id").asString())
                .toList();
    }

    @Test
    void aLinkIsSeenFromBothEndsAndAPairHasOne() {
        var one = opened(inbox, somebody(), "one");
        var other = opened(inbox, somebody(), "other");
        var third = opened(inbox, somebody(), "third");

        link(owner, one, "related", other).is(201);
        assertThat(linked(owner, one)).containsExactly("related " + other);
        assertThat(linked(owner, other)).containsExactly("related " + one);
        var id = link(owner, one, "child", other).is(201).text("id");
        assertThat(link(owner, other, "parent", one).is(201).text("id")).isEqualTo(id);
        assertThat(linked(owner, one)).containsExactly("child " + other);
        assertThat(linked(owner, other)).containsExactly("parent " + one);
        link(owner, other, "child", third).is(201);
        link(owner, third, "child", one).is(409, "link.circle");
        link(owner, one, "related", one).is(400, "validation.failed");
        link(owner, one, "follow_up_of", third).is(400, "validation.failed");
        link(owner, one, "cousin", third).is(400, "validation.failed");
        link(owner, one, "problem", third).is(201);
        assertThat(linked(owner, third)).contains("incident " + one, "parent " + other);
        assertThat(kinds(third)).contains("conversation.linked");

        owner.delete(path(one, "/links/" + id)).is(204);
        assertThat(linked(owner, other)).containsExactly("child " + third);
        assertThat(kinds(other)).contains("conversation.unlinked");
        owner.delete(path(one, "/links/" + id)).is(404, "link.not_found");
    }

    @Test
    void aFollowUpIsALinkThatNobodyMakesAndOneToAMergedConversationLeadsToWhereItIsShown() {
        var ana = somebody();
        var closed = opened(inbox, ana, "closed");
        owner.patch(path(closed, ""), Map.of("status", "closed")).is(200);
        var follow = write(inbox, ana, "again", UUID.fromString(closed))
                .conversation()
                .value()
                .toString();
        var third = opened(inbox, somebody(), "third");

        assertThat(linked(owner, follow)).containsExactly("follow_up_of " + closed);
        assertThat(linked(owner, closed)).containsExactly("followed_up_by " + follow);
        link(owner, closed, "related", third).is(201);
        merge(owner, third, follow).is(200);
        assertThat(linked(owner, closed)).containsExactly("followed_up_by " + third, "related " + third);
        merge(owner, third, closed).is(200);
        assertThat(linked(owner, third)).isEmpty();
    }

    @Test
    void ofALinkedConversationThatOneMayNotSeeNothingIsToldButThatThereIsOne() {
        var hidden = owner.post("/api/v1/inboxes", Map.of("name", "Complaints", "teams", List.of()))
                .is(201)
                .text("id");
        var team = owner.get("/api/v1/teams").is(200).text("items.0.id");
        var agent = house.person("agent", team).browser();
        var secret = opened(hidden, somebody(), "secret");
        var seen = opened(inbox, somebody(), "seen");
        link(agent, seen, "related", secret).is(404);
        var id = link(owner, seen, "related", secret).is(201).text("id");

        var links = agent.get(path(seen, "/links")).is(200);
        assertThat(links.body().get("items")).isEmpty();
        assertThat(links.body().get("hidden").asInt()).isEqualTo(1);
        assertThat(agent.get(path(seen, "/events")).is(200).raw().body()).doesNotContain(secret);
        assertThat(agent.get("/api/v1/events?limit=200").is(200).raw().body()).doesNotContain(secret);
        agent.get(path(secret, "/links")).is(404);
        agent.delete(path(seen, "/links/" + id)).is(404);
        var light = house.person("light_agent", team).browser();
        link(light, seen, "related", opened(inbox, somebody(), "x")).is(403);
    }

    @Test
    void aHintIsDecidedOnceByWhoeverMayAndSaysNothingOfWhatOneMayNotSee() {
        var hidden = owner.post("/api/v1/inboxes", Map.of("name", "Complaints", "teams", List.of()))
                .is(201)
                .text("id");
        var team = owner.get("/api/v1/teams").is(200).text("items.0.id");
        var agent = house.person("agent", team).browser();
        var secret = opened(hidden, somebody(), "secret");
        var known = opened(inbox, somebody(), "known");
        var apart = opened(inbox, somebody(), "apart");
        var toSecret = HintStore.Row.belongs(UUID.fromString(apart), UUID.fromString(secret), "stranger.reference");
        var toKnown = HintStore.Row.belongs(UUID.fromString(apart), UUID.fromString(known), "stranger.replyAddress");
        hints.insertAll(List.of(toSecret, toKnown), Instant.now());

        var seen = agent.get(path(apart, "/hints")).is(200);
        assertThat(seen.body().get("items")).hasSize(1);
        assertThat(seen.raw().body()).doesNotContain(secret).contains(known);
        agent.post(path(apart, "/hints/" + toSecret.id() + "/accept"), Map.of()).is(404, "hint.not_found");
        agent.post(path(known, "/hints/" + toKnown.id() + "/accept"), Map.of()).is(404, "hint.not_found");
        var light = house.person("light_agent", team).browser();
        light.post(path(apart, "/hints/" + toKnown.id() + "/accept"), Map.of()).is(403);
        assertThat(agent.post(path(apart, "/hints/" + toKnown.id() + "/accept"), Map.of())
                        .is(200)
                        .text("id"))
                .isEqualTo(known);
        assertThat(texts(agent, known)).containsExactly("known", "apart");
        assertThat(kinds(apart)).contains("conversation.hintDecided", "conversation.merged");
    }

    private Visitor.Answer split(Visitor who, String conversation, List<String> messages) {
        return who.post(path(conversation, "/split"), Map.of("messages", messages, "subject", "Another matter"));
    }

    private static List<String> messages(Visitor who, String conversation) {
        return who.get(path(conversation, "/messages"))
                .is(200)
                .body()
                .get("items")
                .valueStream()
                .map(item -> item.get("id").asString())
                .toList();
    }

    @Test
    void chosenMessagesBecomeAConversationOfTheirOwnAndMergingBringsThemBack() {
        var ana = somebody();
        var bor = somebody();
        var old = opened(inbox, ana, "The grinder is broken");
        write(inbox, bor, "And where is my sourdough?", UUID.fromString(old));
        owner.post(path(old, "/messages"), Map.of("audience", "team", "text", "Bor has another question"))
                .is(201);
        owner.patch(path(old, ""), Map.of("tags", List.of("repair"), "priority", "high"))
                .is(200);
        var all = messages(owner, old);
        split(owner, old, all).is(400, "validation.failed");
        split(owner, old, List.of()).is(400, "validation.failed");
        split(owner, old, List.of(UUID.randomUUID().toString())).is(409, "message.elsewhere");

        var made = split(owner, old, List.of(all.get(2), all.get(1))).is(201);

        var id = made.text("id");
        assertThat(texts(owner, id)).containsExactly("And where is my sourdough?", "Bor has another question");
        assertThat(texts(owner, old)).containsExactly("The grinder is broken");
        assertThat(made.text("subject")).isEqualTo("Another matter");
        assertThat(made.text("status")).isEqualTo("open");
        assertThat(made.text("priority")).isEqualTo("high");
        assertThat(made.text("preview")).isEqualTo("Bor has another question");
        assertThat(made.body().get("messageCount").asInt()).isEqualTo(2);
        assertThat(made.body().get("lastCustomerSequence").asLong()).isEqualTo(2);
        assertThat(made.text("customer")).isNotEqualTo(row(old).get("customer").asString());
        assertThat(row(old).get("messageCount").asInt()).isEqualTo(1);
        assertThat(row(old).get("preview").asString()).isEqualTo("The grinder is broken");
        assertThat(row(old).get("lastCustomerSequence").asLong()).isEqualTo(2);
        assertThat(linked(owner, id)).containsExactly("split_from " + old);
        assertThat(linked(owner, old)).containsExactly("split_into " + id);
        link(owner, id, "split_from", old).is(400, "validation.failed");
        assertThat(kinds(old)).contains("conversation.split");
        assertThat(kinds(id)).containsExactly("conversation.opened");
        var one = new ConversationId(UUID.fromString(id));
        assertThat(conversations.participations(
                        Set.of(Conversations.Participation.of(one, ana), Conversations.Participation.of(one, bor))))
                .containsExactly(Conversations.Participation.of(one, bor));
        Awaitility.await().untilAsserted(() -> {
            assertThat(found("sourdough")).containsExactly(id);
            assertThat(found("broken")).containsExactly(old);
        });
        // It is a conversation like any other.
        write(inbox, bor, "It has come", UUID.fromString(id));
        owner.patch(path(id, ""), Map.of("status", "solved")).is(200);

        merge(owner, old, id).is(200);

        assertThat(texts(owner, old))
                .containsExactly(
                        "The grinder is broken",
                        "And where is my sourdough?",
                        "Bor has another question",
                        "It has come");
        assertThat(linked(owner, old)).isEmpty();
        assertThat(row(old).get("messageCount").asInt()).isEqualTo(4);
        owner.post(path(id, "/unmerge"), Map.of()).is(200);
        assertThat(texts(owner, old)).containsExactly("The grinder is broken");
    }

    @Test
    void whatWasMergedIsSplitOffFromWhereItIsShownAndEveryCountStaysRight() {
        var a = opened(inbox, somebody(), "a");
        var b = opened(inbox, somebody(), "b");
        var c = opened(inbox, somebody(), "c");
        write(inbox, somebody(), "a2", UUID.fromString(a));
        merge(owner, b, a).is(200);
        merge(owner, c, b).is(200);
        var all = messages(owner, c);
        assertThat(texts(owner, c)).containsExactly("a", "b", "c", "a2");
        split(owner, a, List.of(all.get(3))).is(409, "conversation.merged");

        var made = split(owner, c, List.of(all.get(3), all.get(1))).is(201).text("id");

        assertThat(texts(owner, made)).containsExactly("b", "a2");
        assertThat(row(c).get("messageCount").asInt()).isEqualTo(2);
        assertThat(row(c).get("preview").asString()).isEqualTo("c");
        owner.post(path(b, "/unmerge"), Map.of()).is(200);
        assertThat(row(c).get("messageCount").asInt()).isEqualTo(1);
        assertThat(row(b).get("messageCount").asInt()).isEqualTo(1);
        assertThat(texts(owner, b)).containsExactly("a");
        owner.post(path(a, "/unmerge"), Map.of()).is(200);
        assertThat(row(b).get("messageCount").asInt()).isZero();
        assertThat(texts(owner, a)).containsExactly("a");
    }

    @Test
    void onlyWhoMaySeeAndChangeAConversationSplitsItAndOfTwoAtOnceOneDoes() throws Exception {
        var hidden = owner.post("/api/v1/inboxes", Map.of("name", "Complaints", "teams", List.of()))
                .is(201)
                .text("id");
        var team = owner.get("/api/v1/teams").is(200).text("items.0.id");
        var agent = house.person("agent", team).browser();
        var light = house.person("light_agent", team).browser();
        var secret = opened(hidden, somebody(), "secret");
        write(hidden, somebody(), "more", UUID.fromString(secret));
        var seen = opened(inbox, somebody(), "seen");
        write(inbox, somebody(), "and more", UUID.fromString(seen));
        split(agent, secret, List.of(messages(owner, secret).getFirst())).is(404);
        split(agent, seen, List.of(messages(owner, secret).getFirst())).is(409, "message.elsewhere");
        split(light, seen, List.of(messages(owner, seen).getFirst())).is(403);
        var made = split(owner, secret, List.of(messages(owner, secret).getLast()))
                .is(201)
                .text("id");
        agent.get(path(made, "")).is(404);
        assertThat(agent.get("/api/v1/conversations?limit=200").raw().body()).doesNotContain(made);
        var waiting = owner.post(path(seen, "/messages"), Map.of("text", "On its way"))
                .is(201)
                .text("id");
        split(agent, seen, List.of(waiting)).is(409, "message.on_its_way");

        for (var round = 0; round < 3; round++) {
            var shared = opened(inbox, somebody(), "first");
            write(inbox, somebody(), "second", UUID.fromString(shared));
            var wanted = List.of(messages(owner, shared).getLast());
            var together = new CyclicBarrier(2);
            Callable<Integer> one = () -> {
                together.await();
                return split(owner, shared, wanted).status();
            };
            Callable<Integer> other = () -> {
                together.await();
                return split(agent, shared, wanted).status();
            };
            try (var pool = Executors.newFixedThreadPool(2)) {
                var answers = new ArrayList<Integer>();
                for (var future : pool.invokeAll(List.of(one, other))) {
                    answers.add(future.get());
                }
                assertThat(answers).containsExactlyInAnyOrder(201, 409);
            }
            assertThat(texts(owner, shared)).containsExactly("first");
        }
    }
}
