package org.centrala.channels.email;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.centrala.platform.Ids;
import org.centrala.platform.postgres.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class OutboxStoreTests {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

    private OutboxStore store;

    @BeforeEach
    void open() {
        store = new OutboxStore(JdbcClient.create(TestDatabase.fresh()), null);
    }

    @Test
    void aMessageIsTakenOnceAndAgainOnlyWhenItsLeaseEnds() {
        var message = Ids.next();
        store.add(message, null, NOW.plusSeconds(10), NOW);
        assertThat(store.take(NOW, NOW.plusSeconds(30), 10)).isEmpty();
        assertThat(store.nextDue()).contains(NOW.plusSeconds(10));

        var due = NOW.plusSeconds(10);
        assertThat(store.take(due, due.plusSeconds(30), 10)).singleElement().satisfies(taken -> {
            assertThat(taken.message()).isEqualTo(message);
            assertThat(taken.attempts()).isEqualTo(1);
        });
        assertThat(store.take(due.plusSeconds(20), due.plusSeconds(50), 10)).isEmpty();
        store.extend(List.of(message), due.plusSeconds(60));
        assertThat(store.take(due.plusSeconds(40), due.plusSeconds(70), 10)).isEmpty();
        assertThat(store.take(due.plusSeconds(61), due.plusSeconds(90), 10))
                .singleElement()
                .satisfies(taken -> assertThat(taken.attempts()).isEqualTo(2));
    }

    @Test
    void whatIsQueuedTwiceIsOneAndWhatFailedMayBeQueuedAgainWithItsBytes() {
        var message = Ids.next();
        store.add(message, null, NOW, NOW);
        store.add(message, null, NOW, NOW);
        assertThat(store.take(NOW, NOW.plusSeconds(30), 10)).hasSize(1);
        store.keep(message, new byte[] {1, 2, 3});
        store.add(message, null, NOW, NOW);
        assertThat(store.take(NOW, NOW.plusSeconds(30), 10)).isEmpty();
        store.finish(message, "failed", "550", NOW);
        store.add(message, null, NOW, NOW);
        assertThat(store.take(NOW, NOW.plusSeconds(30), 10)).hasSize(1);
        assertThat(store.raw(message)).hasValueSatisfying(raw -> assertThat(raw).containsExactly(1, 2, 3));
    }
}
