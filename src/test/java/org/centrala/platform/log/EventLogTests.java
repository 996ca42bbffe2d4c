package org.centrala.platform.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import org.centrala.platform.Actor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EventLogTests {
    private final LogFixture node = LogFixture.fresh();
    private final List<EventLog> started = new ArrayList<>();

    @AfterEach
    void stop() {
        started.forEach(EventLog::stop);
    }

    private void start(LogFixture... nodes) {
        for (var each : nodes) {
            each.log().start();
            started.add(each.log());
        }
    }

    @Test
    void readersOfEightWritersThatDelayAndRollBackSkipNothingAndSeeNothingTwice() throws Exception {
        var other = node.anotherNode();
        start(node, other);
        var outcome = writeWhileReadersFollow(8, 60, node, other);

        for (var seen : outcome.seen) {
            assertThat(seen).extracting(Event::position).containsExactlyElementsOf(positions(outcome.committed.size()));
            assertThat(seen).extracting(Event::id).doesNotHaveDuplicates();
            assertThat(seen).extracting(EventLogTests::name).containsExactlyInAnyOrderElementsOf(outcome.committed);
            assertStreamsInOrder(seen);
        }
        assertThat(node.jdbc()
                        .sql("select count(*) from event_incoming")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    private record Outcome(Set<String> committed, List<List<Event>> seen) {}

    /** Writers share four streams, whose rows they lock as commands do; readers start at once and follow by position. */
    private static Outcome writeWhileReadersFollow(int writers, int commands, LogFixture... nodes) throws Exception {
        var streams = LongStream.range(0, 4).mapToObj(any -> UUID.randomUUID()).toList();
        var jdbc = nodes[0].jdbc();
        jdbc.sql("create table thing (id uuid primary key, sequence bigint not null)")
                .update();
        streams.forEach(stream ->
                jdbc.sql("insert into thing values (?, 0)").param(stream).update());

        var committed = ConcurrentHashMap.<String>newKeySet();
        var writing = new AtomicBoolean(true);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var readers = new ArrayList<Future<List<Event>>>();
            for (var each : nodes) {
                for (var reader = 0; reader < 2; reader++) {
                    readers.add(threads.submit(() -> follow(each.log(), writing)));
                }
            }
            var done = new CountDownLatch(writers);
            for (var writer = 0; writer < writers; writer++) {
                var on = nodes[writer % nodes.length];
                var random = new Random(writer);
                threads.execute(() -> {
                    try {
                        for (var command = 0; command < commands; command++) {
                            command(on, streams, random, committed);
                        }
                    } finally {
                        done.countDown();
                    }
                });
            }
            assertThat(done.await(90, TimeUnit.SECONDS)).isTrue();
            await().atMost(Duration.ofSeconds(10)).until(() -> nodes[0].log().head() >= committed.size());
            writing.set(false);
            var seen = new ArrayList<List<Event>>();
            for (var reader : readers) {
                seen.add(reader.get(20, TimeUnit.SECONDS));
            }
            return new Outcome(committed, seen);
        }
    }

    private static void command(LogFixture node, List<UUID> streams, Random random, Set<String> committed) {
        var stream = streams.get(random.nextInt(streams.size()));
        var written = new ArrayList<String>();
        var rolledBack = random.nextInt(4) == 0;
        node.transaction().executeWithoutResult(status -> {
            // A command on another stream first: serials are drawn long before the commit.
            if (random.nextBoolean()) {
                var own = UUID.randomUUID();
                node.log().append(LogFixture.event(own, 1));
                written.add(own + "/1");
                sleep(random.nextInt(15));
            }
            var count = 1 + random.nextInt(3);
            for (var event = 0; event < count; event++) {
                var sequence = node.jdbc()
                        .sql("update thing set sequence = sequence + 1 where id = ? returning sequence")
                        .param(stream)
                        .query(Long.class)
                        .single();
                node.log().append(LogFixture.event(stream, sequence));
                written.add(stream + "/" + sequence);
            }
            sleep(random.nextInt(10));
            if (rolledBack) {
                status.setRollbackOnly();
            }
        });
        if (!rolledBack) {
            committed.addAll(written);
        }
    }

    private static List<Event> follow(EventLog log, AtomicBoolean writing) throws InterruptedException {
        var seen = new ArrayList<Event>();
        while (true) {
            var stillWriting = writing.get();
            var after = seen.isEmpty() ? 0 : seen.getLast().position();
            var batch = log.read(after, 7);
            seen.addAll(batch);
            if (batch.isEmpty()) {
                if (!stillWriting) {
                    return seen;
                }
                log.await(after, Duration.ofMillis(50));
            }
        }
    }

    @Test
    void twoStampersAtOnceGiveEachEventOnePosition() throws Exception {
        for (var round = 0; round < 5; round++) {
            node.appendSome(700);
        }
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var each : List.of(node, node.anotherNode(), node.anotherNode())) {
                threads.execute(() -> {
                    while (each.log().head() < 3500) {
                        each.log().stampOnce();
                    }
                });
            }
        }
        var all = new ArrayList<Event>();
        while (all.size() < 3500) {
            all.addAll(node.log().read(all.size(), 1000));
        }
        assertThat(all).extracting(Event::position).containsExactlyElementsOf(positions(3500));
        assertThat(all).extracting(Event::id).doesNotHaveDuplicates();
        assertStreamsInOrder(all);
    }

    @Test
    void aLongTransactionDelaysNobodyElse() {
        start(node);
        var late = UUID.randomUUID();
        node.transaction().executeWithoutResult(status -> {
            node.log().append(LogFixture.event(late, 1));
            var quick = node.anotherNode();
            Thread.ofVirtual().start(() -> quick.appendSome(3));
            await().atMost(Duration.ofSeconds(5)).until(() -> node.log().seenHead() == 3);
        });
        await().atMost(Duration.ofSeconds(5)).until(() -> node.log().seenHead() == 4);
        assertThat(node.log().read(3, 10)).extracting(Event::streamId).containsExactly(late);
    }

    @Test
    void aLostNudgeOnlyDelays() {
        start(node);
        // The other node's stamper does not run: its nudge reaches nobody.
        node.anotherNode().appendSome(1);
        await().atMost(Duration.ofSeconds(3)).until(() -> node.log().seenHead() == 1);
    }

    @Test
    void aRestoredDatabaseGoesOnWithItsPositions() {
        node.appendSome(5);
        node.log().stampOnce();
        node.appendSome(2);

        var restored = LogFixture.fresh();
        copy("event_log", restored);
        copy("event_incoming", restored);
        start(restored);
        restored.appendSome(1);

        await().atMost(Duration.ofSeconds(5)).until(() -> restored.log().head() == 8);
        assertThat(restored.log().read(0, 100)).extracting(Event::position).containsExactlyElementsOf(positions(8));
        assertThat(restored.log().read(0, 5)).isEqualTo(node.log().read(0, 5));
    }

    private void copy(String table, LogFixture to) {
        var columns = "id, at, stream_type, stream_id, sequence, kind, actor_kind, actor_id, inbox_id, changes, refs";
        if (table.equals("event_log")) {
            columns = "position, " + columns;
        }
        var insert = "insert into " + table + " (" + columns + ") select " + columns
                + " from json_populate_recordset(null::" + table + ", ?::json)";
        var rows = node.jdbc()
                .sql("select coalesce(json_agg(t), '[]')::text from " + table + " t")
                .query(String.class)
                .single();
        to.jdbc().sql(insert).param(rows).update();
    }

    @Test
    void anEventComesBackAsItWasAppended() {
        var inbox = UUID.randomUUID();
        var message = UUID.randomUUID();
        var actor = Actor.agent(UUID.randomUUID());
        var stream = UUID.randomUUID();
        node.append(NewEvent.of("conversation", stream, 7, "conversation.changed", actor)
                .inInbox(inbox)
                .changing(Map.of("status", new Change("new", "open")))
                .ref("message", message));
        node.log().stampOnce();

        var event = node.log().read(0, 10).getFirst();
        assertThat(event.position()).isEqualTo(1);
        assertThat(event.streamId()).isEqualTo(stream);
        assertThat(event.sequence()).isEqualTo(7);
        assertThat(event.actor()).isEqualTo(actor);
        assertThat(event.inbox()).isEqualTo(inbox);
        assertThat(event.changes()).isEqualTo(Map.of("status", new Change("new", "open")));
        assertThat(event.ref("message")).isEqualTo(message);
        assertThatThrownBy(() -> event.ref("note")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aStreamShowsAlsoWhatHasNoPositionYet() {
        var stream = UUID.randomUUID();
        node.append(LogFixture.event(stream, 1), LogFixture.event(stream, 2));
        node.log().stampOnce();
        node.append(LogFixture.event(stream, 3));

        assertThat(node.log().stream(stream, 1)).extracting(Event::sequence).containsExactly(2L, 3L);
        assertThat(node.log().stream(stream, 1)).extracting(Event::position).containsExactly(2L, 0L);
    }

    @Test
    void aViewerReadsTheEventsOfTheirInboxesAndWithTheRightToAuditThoseOfNone() {
        var mine = UUID.randomUUID();
        var stream = UUID.randomUUID();
        node.append(
                LogFixture.event(stream, 1).inInbox(mine),
                LogFixture.event(stream, 2).inInbox(UUID.randomUUID()),
                LogFixture.event(stream, 3),
                LogFixture.event(stream, 4).inInbox(mine));
        node.log().stampOnce();
        var inboxes = new UUID[] {mine};

        assertThat(node.log().read(0, 10, inboxes, false))
                .extracting(Event::position)
                .containsExactly(1L, 4L);
        assertThat(node.log().read(0, 10, inboxes, true))
                .extracting(Event::position)
                .containsExactly(1L, 3L, 4L);
        assertThat(node.log().read(0, 1, inboxes, true))
                .extracting(Event::position)
                .containsExactly(1L);
        assertThat(node.log().read(1, 10, inboxes, false))
                .extracting(Event::position)
                .containsExactly(4L);
        assertThat(node.log().read(0, 10, new UUID[0], false)).isEmpty();
    }

    @Test
    void aWriterThatBreaksItsStreamStopsNobody() {
        var stream = UUID.randomUUID();
        node.append(LogFixture.event(stream, 1));
        node.append(LogFixture.event(stream, 1));
        assertThat(node.log().stampOnce()).isEqualTo(2);
    }

    @Test
    void appendingOutsideATransactionIsRefused() {
        assertThatThrownBy(() -> node.log().append(LogFixture.event(UUID.randomUUID(), 1)))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void waitingEndsWithTheNextEvent() throws Exception {
        start(node);
        var began = System.nanoTime();
        Thread.ofVirtual().start(() -> {
            sleep(100);
            node.appendSome(1);
        });
        node.log().await(0, Duration.ofSeconds(20));
        assertThat(node.log().seenHead()).isEqualTo(1);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(10));
    }

    private static void assertStreamsInOrder(List<Event> events) {
        var last = new HashMap<UUID, Long>();
        for (var event : events) {
            assertThat(event.sequence()).isEqualTo(last.getOrDefault(event.streamId(), 0L) + 1);
            last.put(event.streamId(), event.sequence());
        }
    }

    private static String name(Event event) {
        return event.streamId() + "/" + event.sequence();
    }

    private static List<Long> positions(long last) {
        return LongStream.rangeClosed(1, last).boxed().toList();
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
