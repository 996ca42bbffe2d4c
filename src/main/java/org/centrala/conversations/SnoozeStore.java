package org.centrala.conversations;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.centrala.platform.postgres.Rows;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds what was snoozed until now. */
@Component
class SnoozeStore {
    private final JdbcClient jdbc;

    SnoozeStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** One that has been woken, with the sequence of that change. */
    record Woken(UUID id, UUID inbox, long sequence, Instant until) {}

    /**
     * Wakes what is due, and puts it on top of the lists. Whoever has locked a row is about to change it: it is passed
     * over until the next time. What was merged wakes when it stands by itself again.
     */
    List<Woken> wake(Instant now, int limit) {
        return jdbc.sql("""
                with due as (
                  select id, snoozed_until from conversation where snoozed_until <= :now and merged_into is null
                  order by snoozed_until limit :limit for update skip locked)
                update conversation c set snoozed_until = null, woken_sequence = c.sequence + 1, sequence = c.sequence + 1,
                  updated_at = :now, last_activity_at = greatest(c.last_activity_at, :now)
                from due where c.id = due.id
                returning c.id, c.inbox_id as inbox, c.sequence, due.snoozed_until as until
                """)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("limit", limit)
                .query(Rows.of(Woken.class))
                .list();
    }
}
