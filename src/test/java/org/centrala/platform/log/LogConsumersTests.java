package org.centrala.platform.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

class LogConsumersTests {
    private final LogFixture node = LogFixture.fresh();
    private final List<Runnable> stops = new ArrayList<>();

    @AfterEach
    void stop() {
        stops.reversed().forEach(Runnable::run);
    }

    private LogConsumers start(LogFixture on, LogConsumer... consumers) {
        var running = on.consumers(consumers);
        on.log().start();
        stops.add(on.log()::stop);
        running.start();
        stops.add(running::stop);
        return running;
    }

    /** Remembers what it took; refuses what it is told to. */
    private static class Taker {
        final List<Long> taken = new CopyOnWriteArrayList<>();
        final AtomicInteger refusals = new AtomicInteger();
        volatile long refused;
        volatile int refuseTimes = Integer.MAX_VALUE;

        @SuppressWarnings("UnusedMethod") // whoever extends this class has it from an interface, too
        public void take(List<Event> events) {
            for (var event : events) {
                if (event.position() == refused && refusals.get() < refuseTimes) {
                    refusals.incrementAndGet();
                    throw new IllegalArgumentException("no \0 good");
                }
            }
            events.forEach(event -> taken.add(event.position()));
        }
    }

    private static final class Reacting extends Taker implements LogConsumer.Reactor {
        @Override
        public String name() {
            return "reacting";
        }
    }

    private static final class Projecting extends Taker implements LogConsumer.Projection {
        @Override
        public String name() {
            return "projecting";
        }
    }

    private static final class OnNode extends Taker implements LogConsumer.NodeProjection {
        @Override
        public String name() {
            return "on-node";
        }

        @Override
        public long start(long head) {
            return 2;
        }
    }

    @Test
    void aProjectionStartsAtTheFirstEventAReactorAtTheHeadANodeWhereItSays() {
        node.appendSome(5);
        node.log().stampOnce();
        var projecting = new Projecting();
        var reacting = new Reacting();
        var local = new OnNode();
        start(node, projecting, reacting, local);
        node.appendSome(2);

        eventually(projecting, 1, 7);
        eventually(reacting, 6, 7);
        eventually(local, 3, 7);
    }

    @Test
    void aConsumerOnTwoNodesTakesEachEventOnceAndInOrder() throws Exception {
        var one = new Reacting();
        var other = new Reacting();
        var otherNode = node.anotherNode();
        start(node, one);
        start(otherNode, other);
        for (var round = 0; round < 40; round++) {
            (round % 2 == 0 ? node : otherNode).appendSome(5);
            Thread.sleep(5);
        }
        await().atMost(Duration.ofSeconds(10)).until(() -> one.taken.size() + other.taken.size() >= 200);
        var both = new ArrayList<>(one.taken);
        both.addAll(other.taken);
        assertThat(both).containsExactlyInAnyOrderElementsOf(positions(1, 200));
        assertThat(one.taken).isSorted();
        assertThat(other.taken).isSorted();
    }

    @Test
    void whatFailsForAWhileIsTakenInTheEnd() {
        var reacting = new Reacting();
        reacting.refused = 3;
        reacting.refuseTimes = 5;
        var consumers = start(node, reacting);
        node.appendSome(6);

        eventually(reacting, 1, 6);
        assertThat(consumers.deadLetters()).isEmpty();
    }

    @Test
    void whatAlwaysFailsIsBuriedAndTheRestIsTakenOnce() {
        var reacting = new Reacting();
        reacting.refused = 300;
        var consumers = start(node, reacting);
        node.appendSome(600);

        await().atMost(Duration.ofSeconds(20)).until(() -> reacting.taken.size() == 599);
        assertThat(reacting.taken).doesNotHaveDuplicates().isSorted().doesNotContain(300L);
        assertThat(consumers.deadLetters())
                .singleElement()
                .returns(300L, DeadLetter::position)
                .returns("reacting", DeadLetter::consumer);
        // Once within its batch, then alone.
        assertThat(reacting.refusals).hasValue(1 + LogConsumers.TRIES);
    }

    @Test
    void aBuriedEventIsHandedOverAgainOnRequest() {
        var reacting = new Reacting();
        reacting.refused = 1;
        var consumers = start(node, reacting);
        node.appendSome(2);
        await().atMost(Duration.ofSeconds(10))
                .until(() -> consumers.deadLetters().size() == 1);

        assertThatThrownBy(() -> consumers.retry("reacting", 1)).hasMessageContaining("good");
        assertThat(consumers.deadLetters()).hasSize(1);

        reacting.refused = 0;
        consumers.retry("reacting", 1);
        assertThat(consumers.deadLetters()).isEmpty();
        await().atMost(Duration.ofSeconds(5)).until(() -> reacting.taken.size() == 2);
        consumers.retry("reacting", 1);
        assertThat(reacting.taken).containsExactlyInAnyOrder(1L, 2L);
    }

    @Test
    void theEffectOfAFailedBatchIsRolledBackWithItsPlace() {
        node.jdbc().sql("create table effect (position bigint not null)").update();
        var failing = new AtomicBoolean(true);
        var projecting = new LogConsumer.Projection() {
            @Override
            public String name() {
                return "writing";
            }

            @Override
            @SuppressWarnings("UnusedMethod") // whoever extends this class has it from an interface, too
            public void take(List<Event> events) {
                for (var event : events) {
                    node.jdbc()
                            .sql("insert into effect values (?)")
                            .param(event.position())
                            .update();
                }
                if (failing.getAndSet(false)) {
                    throw new StackOverflowError("as deep parsers do");
                }
            }
        };
        start(node, projecting);
        node.appendSome(4);
        await().atMost(Duration.ofSeconds(10)).until(() -> effects().size() == 4);
        assertThat(effects()).containsExactlyElementsOf(positions(1, 4));
    }

    private List<Long> effects() {
        return node.jdbc()
                .sql("select position from effect order by position")
                .query(Long.class)
                .list();
    }

    @Test
    void connectionsThatBreakAtRandomCostNothing() throws Exception {
        node.jdbc().sql("create table effect (position bigint not null)").update();
        var projecting = new LogConsumer.Projection() {
            @Override
            public String name() {
                return "writing";
            }

            @Override
            @SuppressWarnings("UnusedMethod") // whoever extends this class has it from an interface, too
            public void take(List<Event> events) {
                events.forEach(event -> node.jdbc()
                        .sql("insert into effect values (?)")
                        .param(event.position())
                        .update());
            }
        };
        var consumers = start(node, projecting);
        var breaking = new AtomicBoolean(true);
        var breaker = Thread.ofVirtual().start(() -> {
            while (breaking.get()) {
                try {
                    node.jdbc().sql("""
                                    select pg_terminate_backend(pid) from pg_stat_activity
                                    where datname = current_database() and pid <> pg_backend_pid() and random() < 0.5
                                    """).query(Boolean.class).list();
                    Thread.sleep(40);
                } catch (DataAccessException broken) {
                    // Its own connection may be one that broke.
                } catch (InterruptedException stopped) {
                    return;
                }
            }
        });
        for (var command = 0; command < 60; command++) {
            try {
                node.appendSome(3);
            } catch (DataAccessException | TransactionException broken) {
                // Whether it was committed, the log will tell.
            }
            Thread.sleep(10);
        }
        breaking.set(false);
        breaker.join();
        await().ignoreExceptions().until(() -> node.appendSome(1) != null);
        await().atMost(Duration.ofSeconds(60)).until(() -> {
            var head = node.log().head();
            return head > 0
                    && node.jdbc()
                                    .sql("select count(*) from event_incoming")
                                    .query(Long.class)
                                    .single()
                            == 0
                    && effects().size() >= head;
        });
        assertThat(effects()).containsExactlyElementsOf(positions(1, node.log().head()));
        assertThat(consumers.deadLetters()).isEmpty();
    }

    @Test
    void aNodeProjectionThatFailsTriesAgainAndSkipsNothing() {
        var local = new OnNode();
        local.refused = 4;
        local.refuseTimes = 3;
        start(node, local);
        node.appendSome(6);
        eventually(local, 3, 6);
    }

    @Test
    void stoppedAndStartedAgainItGoesOnWhereItWas() {
        var reacting = new Reacting();
        var consumers = start(node, reacting);
        node.appendSome(3);
        eventually(reacting, 1, 3);
        consumers.stop();
        node.appendSome(3);
        consumers.start();
        eventually(reacting, 1, 6);
    }

    @Test
    void stoppingEndsSoonAlsoInTheMiddleOfAPause() {
        var reacting = new Reacting();
        reacting.refused = 1;
        var consumers = new LogConsumers(
                node.log(),
                new LogConsumerStore(node.jdbc()),
                node.transaction(),
                List.of(reacting),
                new SimpleMeterRegistry(),
                Duration.ofSeconds(20));
        node.log().start();
        stops.add(node.log()::stop);
        consumers.start();
        node.appendSome(1);
        await().until(() -> reacting.refusals.get() > 0);
        var began = System.nanoTime();
        consumers.stop();
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(2));
    }

    @Test
    void stoppingLetsTheBatchEndThatIsBeingTaken() throws Exception {
        var began = new CountDownLatch(1);
        var ended = new AtomicBoolean();
        var slow = new LogConsumer.Projection() {
            @Override
            public String name() {
                return "slow";
            }

            @Override
            @SuppressWarnings("UnusedMethod") // whoever extends this class has it from an interface, too
            public void take(List<Event> events) {
                began.countDown();
                try {
                    Thread.sleep(500);
                } catch (InterruptedException torn) {
                    throw new IllegalStateException(torn);
                }
                ended.set(true);
            }
        };
        var consumers = start(node, slow);
        node.appendSome(1);
        began.await();
        consumers.stop();
        assertThat(ended).isTrue();
        assertThat(node.jdbc()
                        .sql("select position from log_consumer where name = 'slow'")
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
    }

    private static void eventually(Taker taker, long first, long last) {
        await().atMost(Duration.ofSeconds(10)).until(() -> taker.taken.size() >= last - first + 1);
        assertThat(taker.taken).containsExactlyElementsOf(positions(first, last));
    }

    private static List<Long> positions(long first, long last) {
        return LongStream.rangeClosed(first, last).boxed().toList();
    }
}
