package org.centrala.channels.email.imap;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.UUID;
import org.centrala.platform.Ids;
import org.centrala.platform.postgres.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class ImapLeasesTests {
    private Instant now = Instant.parse("2026-11-22T10:00:00Z");
    private final UUID mailbox = Ids.next();
    private ImapStore store;

    /** A clock that stands still until the test moves it. */
    private final Clock clock = new Clock() {
        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    };

    @BeforeEach
    void mailbox() {
        var jdbc = JdbcClient.create(TestDatabase.fresh());
        jdbc.sql("alter table imap_lease drop constraint imap_lease_mailbox_id_fkey")
                .update();
        store = new ImapStore(jdbc);
    }

    private ImapLeases node() {
        return new ImapLeases(store, UUID.randomUUID(), clock);
    }

    @Test
    void aMailboxIsFetchedByOneNodeUntilThatEndsOrLetsItGo() {
        var one = node();
        var other = node();
        assertThat(one.take(mailbox)).isTrue();
        assertThat(one.take(mailbox)).as("once more").isTrue();
        assertThat(other.take(mailbox)).isFalse();
        assertThat(other.extend()).isEmpty();

        now = now.plus(ImapLeases.LEASE.dividedBy(2));
        assertThat(one.extend()).isEmpty();
        now = now.plus(ImapLeases.LEASE.dividedBy(2).plusSeconds(1));
        assertThat(other.take(mailbox)).as("it was extended").isFalse();

        one.release(mailbox);
        assertThat(other.take(mailbox)).isTrue();
        assertThat(one.take(mailbox)).isFalse();
    }

    @Test
    void aLeaseThatEndedIsTakenByAnotherAndItsHolderIsTold() {
        var one = node();
        var other = node();
        one.take(mailbox);
        now = now.plus(ImapLeases.LEASE).plusSeconds(1);
        assertThat(one.extend()).as("nobody else wanted it").isEmpty();
        now = now.plus(ImapLeases.LEASE).plusSeconds(1);
        assertThat(other.take(mailbox)).isTrue();

        assertThat(one.extend()).containsExactly(mailbox);
        assertThat(one.extend()).as("told once").isEmpty();
        one.release(mailbox);
        assertThat(one.take(mailbox)).as("only its own is given back").isFalse();
    }

    @Test
    void whoRunsAgainInTheSamePlaceGoesOnAtOnce() {
        var place = UUID.randomUUID();
        assertThat(new ImapLeases(store, place, clock).take(mailbox)).isTrue();
        assertThat(new ImapLeases(store, place, clock).take(mailbox)).isTrue();
    }
}
