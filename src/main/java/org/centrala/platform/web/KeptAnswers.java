package org.centrala.platform.web;

import java.time.Instant;
import java.util.Optional;
import org.centrala.platform.postgres.Columns;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What was answered to writes that came with an {@code Idempotency-Key}. */
@Component
public class KeptAnswers {
    private static final int BATCH = 1000;

    private final JdbcClient jdbc;

    KeptAnswers(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * An answer, or only that there was one.
     *
     * @param body absent where it is not kept
     */
    record Kept(
            byte[] fingerprint,
            byte[] rights,
            int status,
            @Nullable String contentType,
            @Nullable String etag,
            byte @Nullable [] body) {}

    /** One request at a time with the same key, on all nodes, until its transaction ends; false: another is at it. */
    boolean lock(String caller, String key) {
        return jdbc.sql("select pg_try_advisory_xact_lock(hashtextextended(?, 3))")
                .param(caller + " " + key)
                .query(Boolean.class)
                .single();
    }

    Optional<Kept> find(String caller, String key, Instant now) {
        return jdbc.sql("""
                select fingerprint, rights, status, content_type, etag, body from kept_answer
                where caller = :caller and key = :key and kept_until > :now
                """)
                .param("caller", caller)
                .param("key", key)
                .param("now", Columns.utc(now))
                .query((row, number) -> new Kept(
                        row.getBytes("fingerprint"),
                        row.getBytes("rights"),
                        row.getInt("status"),
                        row.getString("content_type"),
                        row.getString("etag"),
                        row.getBytes("body")))
                .optional();
    }

    void keep(String caller, String key, Kept kept, Instant until) {
        jdbc.sql("""
                insert into kept_answer (caller, key, fingerprint, rights, status, content_type, etag, body, kept_until)
                values (:caller, :key, :fingerprint, :rights, :status, :type, :etag, :body, :until)
                on conflict (caller, key) do update
                set fingerprint = excluded.fingerprint, rights = excluded.rights, status = excluded.status,
                    content_type = excluded.content_type, etag = excluded.etag, body = excluded.body,
                    kept_until = excluded.kept_until
                """)
                .param("caller", caller)
                .param("key", key)
                .param("fingerprint", kept.fingerprint())
                .param("rights", kept.rights())
                .param("status", kept.status())
                .param("type", kept.contentType())
                .param("etag", kept.etag())
                .param("body", kept.body())
                .param("until", Columns.utc(until))
                .update();
    }

    /** Forgets the words of all answers: somebody's are to be gone for good. That the deeds were done stays known. */
    public void forgetWords() {
        jdbc.sql("update kept_answer set body = null where body is not null").update();
    }

    void deleteExpired(Instant now) {
        jdbc.sql("""
                delete from kept_answer where (caller, key) in (
                    select caller, key from kept_answer where kept_until <= :now
                    order by kept_until limit :batch for update skip locked)
                """).param("now", Columns.utc(now)).param("batch", BATCH).update();
    }
}
