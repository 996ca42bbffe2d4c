package org.centrala.platform.log;

import java.util.List;
import java.util.Optional;
import org.centrala.platform.postgres.Rows;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The places of the consumers that run once in the cluster, and what they could not take. */
@Component
class LogConsumerStore {
    private final JdbcClient jdbc;

    LogConsumerStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A consumer's place: the last position taken, and how often in vain it tried the next batch. */
    record Place(long position, int attempts) {}

    void register(String name, long start) {
        jdbc.sql("insert into log_consumer (name, position) values (?, ?) on conflict do nothing")
                .param(name)
                .param(start)
                .update();
    }

    /** The place, with its row locked until the transaction ends; empty while another node holds it. */
    Optional<Place> lease(String name) {
        return jdbc.sql("select position, attempts from log_consumer where name = ? for update skip locked")
                .param(name)
                .query(Place.class)
                .optional();
    }

    /** Locks the row until the transaction ends, after whoever holds it now. */
    void waitForLease(String name) {
        jdbc.sql("select position from log_consumer where name = ? for update")
                .param(name)
                .query(Long.class)
                .optional();
    }

    void moveTo(String name, long position) {
        jdbc.sql("""
                update log_consumer set position = :position, attempts = 0, error = null, moved_at = now()
                where name = :name
                """).param("position", position).param("name", name).update();
    }

    void failed(String name, String error) {
        jdbc.sql("update log_consumer set attempts = attempts + 1, error = :error where name = :name")
                .param("error", error)
                .param("name", name)
                .update();
    }

    void bury(String name, long position, String error) {
        jdbc.sql("""
                insert into log_dead_letter (consumer, position, error) values (:name, :position, :error)
                on conflict (consumer, position) do update set error = excluded.error, at = now()
                """)
                .param("name", name)
                .param("position", position)
                .param("error", error)
                .update();
    }

    List<DeadLetter> deadLetters() {
        return jdbc.sql("select consumer, position, error, at from log_dead_letter order by at desc limit 200")
                .query(Rows.of(DeadLetter.class))
                .list();
    }

    boolean unbury(String name, long position) {
        return jdbc.sql("delete from log_dead_letter where consumer = ? and position = ?")
                        .param(name)
                        .param(position)
                        .update()
                == 1;
    }

    long position(String name) {
        return jdbc.sql("select position from log_consumer where name = ?")
                .param(name)
                .query(Long.class)
                .optional()
                .orElse(0L);
    }
}
