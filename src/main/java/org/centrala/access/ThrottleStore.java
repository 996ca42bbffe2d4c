package org.centrala.access;

import static org.centrala.platform.postgres.Columns.instant;
import static org.centrala.platform.postgres.Columns.utc;

import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The table of counted attempts. */
@Component
class ThrottleStore {
    private final JdbcClient jdbc;

    ThrottleStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    record Count(int attempts, Instant windowEndsAt) {}

    /** Counts one attempt and answers the count with it, so that attempts at the same moment see each other. */
    Count count(byte[] bucket, Instant now, Instant windowEndsAt) {
        return jdbc.sql("""
                insert into sign_in_throttle as t (bucket, attempts, window_ends_at) values (:bucket, 1, :end)
                on conflict (bucket) do update
                set attempts = case when t.window_ends_at <= :now then 1 else least(t.attempts + 1, 1000000) end,
                    window_ends_at = case when t.window_ends_at <= :now then :end else t.window_ends_at end
                returning attempts, window_ends_at
                """)
                .param("bucket", bucket)
                .param("now", utc(now))
                .param("end", utc(windowEndsAt))
                .query((row, number) -> new Count(row.getInt("attempts"), instant(row, "window_ends_at")))
                .single();
    }

    void forgive(byte[] bucket) {
        jdbc.sql("update sign_in_throttle set attempts = greatest(attempts - 1, 0) where bucket = ?")
                .param(bucket)
                .update();
    }

    void deleteExpired(Instant now) {
        jdbc.sql("delete from sign_in_throttle where window_ends_at < ?")
                .param(utc(now))
                .update();
    }
}
