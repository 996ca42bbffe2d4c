package org.centrala.realtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.centrala.access.House;
import org.centrala.access.SetupCode;
import org.centrala.access.Visitor;
import org.centrala.platform.Actor;
import org.centrala.platform.CentralaTest;
import org.centrala.platform.log.Event;
import org.centrala.platform.log.EventLog;
import org.centrala.platform.log.NewEvent;
import org.centrala.realtime.spi.Frame;
import org.centrala.realtime.spi.FrameSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestPropertySource;
import org.springframework.transaction.support.TransactionTemplate;

@CentralaTest
@Import(LiveTests.Things.class)
@TestPropertySource(properties = "centrala.bootstrap-token=" + LiveTests.KEY)
class LiveTests {
    static final String KEY = "a-key-of-the-owner-for-these-tests";

    /** Things of the tests: each event is a frame, {@code thing.said} only for who watches. */
    @TestConfiguration
    static class Things implements FrameSource {
        final Map<UUID, UUID> inboxes = new ConcurrentHashMap<>();
        volatile boolean broken;
        volatile String ballast = "";

        @Override
        public List<Frame> frames(List<Event> events, Listeners listeners) {
            if (broken) {
                throw new IllegalStateException("a frame cannot be made");
            }
            var frames = new ArrayList<Frame>();
            for (var event : events) {
                if (event.streamType().equals("thing") && event.inbox() != null) {
                    var said = event.kind().equals("thing.said");
                    var perAgent = new HashMap<UUID, Map<String, Object>>();
                    listeners.agents().forEach(agent -> perAgent.put(agent, Map.of("unread", true)));
                    frames.add(new Frame(
                            said ? "word" : "thing",
                            event.position(),
                            event.inbox(),
                            event.refs().get("from"),
                            event.streamId(),
                            Map.of("thing", Map.of("id", event.streamId(), "text", ballast)),
                            perAgent,
                            said));
                }
            }
            return frames;
        }

        @Override
        public Optional<UUID> inbox(UUID conversation) {
            return Optional.ofNullable(inboxes.get(conversation));
        }
    }

    @LocalServerPort
    int port;

    @Autowired
    Things things;

    @Autowired
    EventLog events;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    MeterRegistry meters;

    @Autowired
    SetupCode code;

    private House house;
    private UUID markInbox;

    private final List<LiveClient> clients = new ArrayList<>();

    @AfterEach
    void close() {
        clients.forEach(LiveClient::close);
        things.broken = false;
        things.ballast = "";
    }

    @BeforeEach
    void moveIn() {
        house = House.of(port, code);
        markInbox = inbox();
    }

    private Visitor owner() {
        return house.owner();
    }

    private LiveClient connect(Map<String, String> headers) {
        var client = LiveClient.open(port, headers);
        clients.add(client);
        return client;
    }

    private LiveClient program() {
        return connect(Map.of("Authorization", "Bearer " + KEY)).greeted();
    }

    /** An agent of one team, signed in. */
    private record Person(String id, Visitor browser) {
        Map<String, String> cookie() {
            return Map.of("Cookie", "centrala_session=" + browser.cookie("centrala_session"));
        }
    }

    private Person person(String role, UUID... teams) {
        var invited =
                house.person(role, Arrays.stream(teams).map(UUID::toString).toArray(String[]::new));
        return new Person(invited.id(), invited.browser());
    }

    private LiveClient connect(Person person) {
        return connect(person.cookie()).greeted();
    }

    private UUID team() {
        return UUID.fromString(owner().post("/api/v1/teams", Map.of("name", "Team " + UUID.randomUUID()))
                .is(201)
                .text("id"));
    }

    private UUID inbox(UUID... teams) {
        return UUID.fromString(
                owner().post("/api/v1/inboxes", Map.of("name", "Inbox " + UUID.randomUUID(), "teams", List.of(teams)))
                        .is(201)
                        .text("id"));
    }

    private void happens(NewEvent... news) {
        transaction.executeWithoutResult(status -> events.append(news));
    }

    private static NewEvent change(UUID thing, UUID inbox) {
        return NewEvent.of("thing", thing, 1, "thing.changed", Actor.SYSTEM).inInbox(inbox);
    }

    /** Everything that happened before has been told: a mark that happens after it has been heard. */
    private void settled() {
        var mark = UUID.randomUUID();
        var probe = program();
        happens(change(mark, markInbox));
        await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(10))
                .until(() -> probe.heard("thing").stream()
                        .anyMatch(frame -> frame.at("/thing/id").asString().equals(mark.toString())));
    }

    @Test
    void aChangeReachesWhoSeesTheInboxWithinASecondAndNobodyElse() {
        var team = team();
        var inbox = inbox(team);
        var inside = connect(person("agent", team));
        var outside = connect(person("agent", team()));
        var program = program();
        var thing = UUID.randomUUID();

        var began = System.nanoTime();
        happens(change(thing, inbox));
        var frame = inside.hear("thing");
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(2));

        assertThat(frame.at("/thing/id").asString()).isEqualTo(thing.toString());
        assertThat(frame.at("/thing/unread").asBoolean()).isTrue();
        assertThat(frame.get("position").asLong()).isPositive();
        assertThat(program.hear("thing").at("/thing/unread").isMissingNode()).isTrue();
        settled();
        assertThat(outside.caughtUp().heard("thing")).isEmpty();
    }

    @Test
    void whoLosesSightIsToldThatItIsGone() {
        var before = team();
        var after = team();
        var from = inbox(before);
        var to = inbox(after);
        var loser = connect(person("agent", before));
        var gainer = connect(person("agent", after));
        var stranger = connect(person("agent", team()));
        var thing = UUID.randomUUID();

        happens(change(thing, to).ref("from", from));

        assertThat(loser.hear("gone").get("conversation").asString()).isEqualTo(thing.toString());
        assertThat(gainer.hear("thing").at("/thing/id").asString()).isEqualTo(thing.toString());
        settled();
        assertThat(loser.caughtUp().heard("thing")).isEmpty();
        assertThat(stranger.caughtUp().heard())
                .extracting(frame -> frame.get("type").asString())
                .containsOnly("hello", "pong");
    }

    @Test
    void onlyWhoWatchesHearsTheWordsAndOnlyWhatIsVisibleCanBeWatched() {
        var team = team();
        var inbox = inbox(team);
        var thing = UUID.randomUUID();
        things.inboxes.put(thing, inbox);
        var watching = connect(person("agent", team));
        var idle = connect(person("agent", team));
        var stranger = connect(person("agent", team()));
        for (var client : List.of(watching, stranger)) {
            client.say(Map.of("type", "watch", "conversation", thing));
            client.caughtUp();
        }
        assertThat(stranger.hear("gone").get("conversation").asString()).isEqualTo(thing.toString());

        var said = NewEvent.of("thing", thing, 1, "thing.said", Actor.SYSTEM).inInbox(inbox);
        happens(said);
        watching.hear("word");
        settled();
        assertThat(idle.caughtUp().heard("word")).isEmpty();
        assertThat(stranger.caughtUp().heard("word")).isEmpty();

        watching.say(Map.of("type", "unwatch", "conversation", thing));
        watching.caughtUp().forget();
        happens(said);
        settled();
        assertThat(watching.caughtUp().heard("word")).isEmpty();
    }

    @Test
    void whoComesBackGetsWhatWasMissed() {
        var team = team();
        var inbox = inbox(team);
        var person = person("agent", team);
        var other = inbox(team());
        var first = connect(person);
        happens(change(UUID.randomUUID(), inbox));
        var position = first.hear("thing").get("position").asLong();
        first.close();

        var missed = UUID.randomUUID();
        happens(change(missed, inbox), change(UUID.randomUUID(), other));
        happens(change(missed, inbox));
        settled();
        var again = connect(person);
        again.say(Map.of("type", "resume", "position", position));
        again.caughtUp();

        assertThat(again.heard("thing")).hasSize(2).allSatisfy(frame -> {
            assertThat(frame.at("/thing/id").asString()).isEqualTo(missed.toString());
            assertThat(frame.get("position").asLong()).isGreaterThan(position);
        });
        assertThat(again.heard("reset")).isEmpty();
        happens(change(missed, inbox));
        await().atMost(Duration.ofSeconds(5)).until(() -> again.heard("thing").size() == 3);
    }

    @Test
    void whoMissedTooMuchOrKnowsAnotherLogFetchesAnew() {
        var inbox = inbox();
        transaction.executeWithoutResult(status -> {
            for (var count = 0; count <= Live.MOST_RESUMED; count++) {
                events.append(change(UUID.randomUUID(), inbox));
            }
        });
        settled();

        for (var position : List.of(0L, -5L, events.head() + 1000)) {
            var client = program();
            client.say(Map.of("type", "resume", "position", position));
            client.caughtUp();
            assertThat(client.heard("reset")).hasSize(1);
            assertThat(client.heard("thing")).isEmpty();
        }
        var near = program();
        near.say(Map.of("type", "resume", "position", near.position() - 1000));
        near.caughtUp();
        assertThat(near.heard("reset")).isEmpty();
        assertThat(near.heard("thing")).hasSizeGreaterThan(900);
        near.say(Map.of("type", "resume", "position", near.position() - 1000));
        near.caughtUp();
        assertThat(near.heard("reset")).as("a second resume is refused").hasSize(1);
    }

    @Test
    void positionsOfAnotherEpochAreOfAnotherLogEvenWhenTheyWouldFit() {
        var inbox = inbox();
        happens(change(UUID.randomUUID(), inbox));
        settled();
        var before = program();
        var epoch = before.hear("hello").get("epoch").asString();
        before.close();
        happens(change(UUID.randomUUID(), inbox));
        settled();

        var ours = program();
        ours.say(Map.of("type", "resume", "position", before.position(), "epoch", epoch));
        ours.caughtUp();
        assertThat(ours.heard("reset")).isEmpty();
        assertThat(ours.heard("thing")).isNotEmpty();

        var restored = program();
        restored.say(Map.of(
                "type",
                "resume",
                "position",
                before.position(),
                "epoch",
                UUID.randomUUID().toString()));
        restored.caughtUp();
        assertThat(restored.heard("reset")).hasSize(1);
        assertThat(restored.heard("thing")).isEmpty();
    }

    @Test
    void aChangeOfRightsIsToldAndCountsAtOnce() {
        var team = team();
        var inbox = inbox(team);
        var person = person("agent");
        var client = connect(person);
        happens(change(UUID.randomUUID(), inbox));
        settled();
        assertThat(client.caughtUp().heard("thing")).isEmpty();

        owner().patch("/api/v1/agents/" + person.id(), Map.of("teams", List.of(team)))
                .is(200);
        client.hear("rights");
        happens(change(UUID.randomUUID(), inbox));
        client.hear("thing");

        client.forget();
        owner().patch("/api/v1/inboxes/" + inbox, Map.of("teams", List.of())).is(200);
        client.hear("rights");
        happens(change(UUID.randomUUID(), inbox));
        settled();
        assertThat(client.caughtUp().heard("thing")).isEmpty();
    }

    @Test
    void whoWasAwayWhileRightsChangedFetchesAnew() {
        var team = team();
        var person = person("agent");
        var first = connect(person);
        first.close();
        owner().patch("/api/v1/agents/" + person.id(), Map.of("teams", List.of(team)))
                .is(200);
        settled();

        var again = connect(person);
        again.say(Map.of("type", "resume", "position", first.position()));
        again.hear("rights");
        again.hear("reset");
    }

    @Test
    void aDeactivatedAgentASignedOutSessionAndARevokedKeyAreClosed() {
        var deactivated = person("agent");
        var signedOut = person("agent");
        var staying = connect(person("agent"));
        var one = connect(deactivated);
        var two = connect(signedOut);
        var key = owner().post("/api/v1/api-keys", Map.of("name", "Shop", "scopes", List.of("conversation.read")))
                .is(201);
        var three =
                connect(Map.of("Authorization", "Bearer " + key.text("key"))).greeted();

        owner().patch("/api/v1/agents/" + deactivated.id(), Map.of("status", "deactivated"))
                .is(200);
        signedOut.browser().delete("/api/v1/session").is(204);
        owner().delete("/api/v1/api-keys/" + key.text("id")).is(204);

        assertThat(one.closedWith()).isEqualTo(1008);
        assertThat(two.closedWith()).isEqualTo(1008);
        assertThat(three.closedWith()).isEqualTo(1008);
        assertThat(staying.caughtUp().isClosed()).isFalse();
    }

    @Test
    void aKeyThatMayNotReadConversationsHearsNothing() {
        var key = owner().post("/api/v1/api-keys", Map.of("name", "Shop", "scopes", List.of("customer.read")))
                .is(201);
        var client =
                connect(Map.of("Authorization", "Bearer " + key.text("key"))).greeted();
        happens(change(UUID.randomUUID(), inbox()));
        settled();
        assertThat(client.caughtUp().heard("thing")).isEmpty();
    }

    @Test
    void strangersAndPagesOfOtherOriginsAreRefused() {
        var person = person("agent");
        var cookie = person.cookie().get("Cookie");

        assertThat(refusal(Map.of())).isEqualTo(401);
        assertThat(refusal(Map.of("Authorization", "Bearer nonsense"))).isEqualTo(401);
        assertThat(refusal(Map.of("Cookie", cookie, "Origin", "https://evil.example")))
                .isEqualTo(403);
        assertThat(refusal(Map.of("Cookie", cookie, "Origin", "null"))).isEqualTo(403);
        connect(Map.of("Cookie", cookie, "Origin", "http://127.0.0.1:" + port)).greeted();
    }

    private int refusal(Map<String, String> headers) {
        var status = new int[1];
        assertThatThrownBy(() -> connect(headers))
                .hasCauseInstanceOf(WebSocketHandshakeException.class)
                .satisfies(refused -> status[0] = ((WebSocketHandshakeException) refused.getCause())
                        .getResponse()
                        .statusCode());
        return status[0];
    }

    @Test
    void aBrowserThatDoesNotKeepUpIsResetAndHoldsUpNobody() {
        var inbox = inbox();
        var slow = program();
        var quick = program();
        slow.deaf();
        things.ballast = "x".repeat(100_000);
        var before = meters.counter("centrala.live.drops").count();

        for (var count = 1; count <= 200; count++) {
            happens(change(UUID.randomUUID(), inbox));
            if (count % 20 == 0) {
                var told = count;
                await().atMost(Duration.ofSeconds(20))
                        .until(() -> quick.heard("thing").size() == told);
            }
        }
        assertThat(meters.counter("centrala.live.drops").count()).isGreaterThan(before);
        assertThat(quick.heard("reset")).isEmpty();

        slow.listenAgain();
        slow.hear("reset");
        assertThat(slow.heard("thing")).hasSizeLessThan(200);
        things.ballast = "";
        slow.forget();
        happens(change(UUID.randomUUID(), inbox));
        slow.hear("thing");
    }

    @Test
    void whatCannotBeMadeAFrameIsFetchedAnew() {
        var inbox = inbox();
        var client = program();
        things.broken = true;
        happens(change(UUID.randomUUID(), inbox));
        client.hear("reset");
        things.broken = false;
        happens(change(UUID.randomUUID(), inbox));
        client.hear("thing");
    }

    @Test
    void nonsenseIsPassedOverAndTooMuchOfItCloses() {
        var client = program();
        for (var text : List.of(
                "",
                "{",
                "[]",
                "null",
                "17",
                "{\"type\":7}",
                "{\"type\":\"watch\"}",
                "{\"type\":\"resume\",\"position\":{}}")) {
            client.say(text);
        }
        assertThat(client.caughtUp().isClosed()).isFalse();
        client.say("x".repeat(LiveHandler.LONGEST_MESSAGE + 1));
        assertThat(client.closedWith()).isEqualTo(1009);
    }

    @Test
    void openSocketsAreCounted() {
        program();
        assertThat(meters.get("centrala.live.sessions").gauge().value()).isPositive();
    }
}
