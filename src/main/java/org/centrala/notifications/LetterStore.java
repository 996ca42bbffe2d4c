package org.centrala.notifications;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.centrala.platform.Ids;
import org.centrala.platform.postgres.Rows;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What agents are told by mail: which letters wait, and which notifications each tells. */
@Component
class LetterStore {
    private final JdbcClient jdbc;

    LetterStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    enum Kind {
        NOTICES,
        DIGEST
    }

    enum Outcome {
        SENT,
        /** All was read meanwhile, or may not be seen any more. */
        EMPTY,
        FAILED
    }

    /** One letter that was taken up; {@code attempts} with this one. */
    record Letter(UUID id, UUID agent, Kind kind, int attempts, Instant createdAt) {}

    /** Who has something to be told by mail for which no letter waits yet. */
    List<UUID> agentsDue(Instant now, int limit) {
        return jdbc.sql("""
                select distinct n.agent_id from notification n
                where n.mail_at <= ? and n.read_at is null and not exists (
                  select 1 from notification_letter l
                  where l.agent_id = n.agent_id and l.kind = 'notices' and l.state = 'waiting')
                limit ?
                """)
                .param(utc(now))
                .param(limit)
                .query(Rows.of(UUID.class))
                .list();
    }

    /** A letter to the agent waits from now on; of each kind one at most. */
    void write(UUID agent, Kind kind, Instant now) {
        jdbc.sql("""
                insert into notification_letter (id, agent_id, kind, state, due_at, created_at)
                values (:id, :agent, :kind, 'waiting', :now, :now)
                on conflict (agent_id, kind) where state = 'waiting' do nothing
                """)
                .param("id", Ids.next())
                .param("agent", agent)
                .param("kind", word(kind))
                .param("now", utc(now))
                .update();
    }

    /** Takes up what is due, so that nobody else does before {@code until}. */
    Optional<Letter> take(Instant now, Instant until) {
        return jdbc.sql("""
                update notification_letter set due_at = :until, attempts = attempts + 1
                where id = (
                  select id from notification_letter where state = 'waiting' and due_at <= :now
                  order by due_at limit 1 for update skip locked)
                returning id, agent_id, kind, attempts, created_at
                """)
                .param("now", utc(now))
                .param("until", utc(until))
                .query((row, index) -> new Letter(
                        row.getObject("id", UUID.class),
                        row.getObject("agent_id", UUID.class),
                        row.getString("kind").equals("digest") ? Kind.DIGEST : Kind.NOTICES,
                        row.getInt("attempts"),
                        row.getObject("created_at", OffsetDateTime.class).toInstant()))
                .optional();
    }

    /** All that the agent is to be told by mail until now is told by this letter. */
    void gather(Letter letter) {
        jdbc.sql("""
                update notification set letter = :letter, mail_at = null
                where agent_id = :agent and read_at is null and mail_at is not null
                """)
                .param("letter", letter.id())
                .param("agent", letter.agent())
                .update();
    }

    /** The conversations that a letter tells of, as far as they are unread and in these inboxes; the newest first. */
    List<UUID> conversations(UUID letter, UUID agent, UUID[] inboxes, int limit) {
        return jdbc.sql("""
                select conversation_id from notification
                where agent_id = :agent and read_at is null and letter = :letter and inbox_id = any(:inboxes)
                group by conversation_id order by max(created_at) desc limit :limit
                """)
                .param("agent", agent)
                .param("letter", letter)
                .param("inboxes", inboxes)
                .param("limit", limit)
                .query(Rows.of(UUID.class))
                .list();
    }

    void later(UUID letter, Instant at, int attempts) {
        jdbc.sql("update notification_letter set due_at = ?, attempts = ? where id = ? and state = 'waiting'")
                .param(utc(at))
                .param(attempts)
                .param(letter)
                .update();
    }

    void finish(UUID letter, Outcome outcome, Instant now) {
        jdbc.sql("update notification_letter set state = ?, finished_at = ? where id = ? and state = 'waiting'")
                .param(outcome.name().toLowerCase(Locale.ROOT))
                .param(utc(now))
                .param(letter)
                .update();
    }

    /** What waits to be told by mail is told only of these kinds. */
    void keepOnly(UUID agent, List<NotificationKind> kinds) {
        jdbc.sql("""
                update notification set mail_at = null
                where agent_id = :agent and read_at is null and mail_at is not null and kind <> all(:kinds)
                """)
                .param("agent", agent)
                .param("kinds", kinds.stream().map(NotificationKind::wire).toArray(String[]::new))
                .update();
    }

    /** Letters that were finished before a time, and what should have been told by mail before another. */
    void forget(Instant finishedBefore, Instant dueBefore) {
        jdbc.sql("delete from notification_letter where finished_at < ?")
                .param(utc(finishedBefore))
                .update();
        jdbc.sql("update notification set mail_at = null where mail_at < ?")
                .param(utc(dueBefore))
                .update();
    }

    private static String word(Kind kind) {
        return kind == Kind.DIGEST ? "digest" : "notices";
    }

    private static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }
}
