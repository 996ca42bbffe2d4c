package org.centrala.conversations;

import static java.time.ZoneOffset.UTC;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.centrala.platform.postgres.Rows;
import org.centrala.platform.reading.FileKind;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The table of what is written in attachments: which are still to be read, and the words of those that were. */
@Component
class AttachmentTextStore {
    /** Of one file so much is found; in the table may be more. */
    private static final int MOST_CHARACTERS = 100_000;

    private final JdbcClient jdbc;

    AttachmentTextStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A file to be read now. */
    record Work(UUID id, UUID conversation, UUID inbox, String fileName, int attempts) {}

    /** The words of a file. */
    record Written(UUID conversation, String fileName, String text) {}

    private record Words(UUID id, String text) {}

    /** The files of messages that are worth reading wait for it; those kept back by an antivirus are left alone. */
    void await(Collection<UUID> messages) {
        if (messages.isEmpty()) {
            return;
        }
        jdbc.sql("""
                insert into attachment_text (attachment_id)
                select id from attachment
                where message_id = any(:messages) and withheld is null and size between 1 and :largest
                  and (lower(file_name) ~ :names or lower(content_type) ~ :types)
                on conflict do nothing
                """)
                .param("messages", messages.toArray(UUID[]::new))
                .param("largest", FileKind.LARGEST)
                .param("names", FileKind.names())
                .param("types", FileKind.types())
                .update();
    }

    /** The newest file that waits; nobody else takes it before the lease is over. */
    Optional<Work> claim(Instant now, Instant lease) {
        return jdbc.sql("""
                update attachment_text t set attempts = attempts + 1, due_at = :lease
                from attachment a join message m on m.id = a.message_id join conversation c on c.id = m.conversation_id
                where t.attachment_id = (
                    select attachment_id from attachment_text where state = 'waiting' and due_at <= :now
                    order by attachment_id desc limit 1 for update skip locked)
                  and a.id = t.attachment_id
                returning a.id, c.id as conversation, c.inbox_id as inbox, a.file_name, t.attempts
                """)
                .param("lease", lease.atOffset(UTC))
                .param("now", now.atOffset(UTC))
                .query(Rows.of(Work.class))
                .optional();
    }

    /** Gives a file back that could not be read for now; {@code counted} when that was its own fault. */
    void release(UUID id, Instant due, boolean counted) {
        jdbc.sql("""
                update attachment_text set due_at = :due, attempts = attempts - :less
                where attachment_id = :id and state = 'waiting'
                """)
                .param("due", due.atOffset(UTC))
                .param("less", counted ? 0 : 1)
                .param("id", id)
                .update();
    }

    /** Keeps the words; whether the file is there still, and was to be read. */
    boolean read(UUID id, String text, boolean cut, Instant at) {
        return done(id, "read", null, text, cut, at);
    }

    void unreadable(UUID id, String reason, Instant at) {
        done(id, "unreadable", reason, null, false, at);
    }

    private boolean done(
            UUID id, String state, @Nullable String reason, @Nullable String text, boolean cut, Instant at) {
        return jdbc.sql("""
                        update attachment_text set state = :state, reason = :reason, body = :text, cut = :cut, done_at = :at
                        where attachment_id = :id and state = 'waiting'
                        """)
                        .param("state", state)
                        .param("reason", reason)
                        .param("text", text)
                        .param("cut", cut)
                        .param("at", at.atOffset(UTC))
                        .param("id", id)
                        .update()
                > 0;
    }

    /** Of each conversation the words of its newest files. */
    List<Written> of(Collection<UUID> conversations, int files) {
        return jdbc.sql("""
                select w.* from unnest(:conversations::uuid[]) as c (id) cross join lateral (
                  select m.conversation_id as conversation, a.file_name, left(t.body, :characters) as text
                  from message m join attachment a on a.message_id = m.id join attachment_text t on t.attachment_id = a.id
                  where m.conversation_id = c.id and m.delivery_state is distinct from 'undone' and t.body <> ''
                  order by m.sequence desc, a.place limit :files) w
                """)
                .param("conversations", conversations.toArray(UUID[]::new))
                .param("characters", MOST_CHARACTERS)
                .param("files", files)
                .query(Rows.of(Written.class))
                .list();
    }

    /**
     * Bars words in what is written in the files of conversations. What waits still is not read any more: the words to
     * look for are kept nowhere.
     */
    void redact(Collection<UUID> conversations, Redaction redaction, Instant at) {
        var ids = conversations.toArray(UUID[]::new);
        jdbc.sql("""
                update attachment_text t set state = 'unreadable', reason = 'redacted', done_at = :at
                from attachment a join message m on m.id = a.message_id
                where a.id = t.attachment_id and m.conversation_id = any(:ids) and t.state = 'waiting'
                """).param("ids", ids).param("at", at.atOffset(UTC)).update();
        var texts = jdbc.sql("""
                select t.attachment_id as id, t.body as text
                from attachment_text t join attachment a on a.id = t.attachment_id join message m on m.id = a.message_id
                where m.conversation_id = any(?) and t.body <> ''
                """).param(ids).query(Rows.of(Words.class)).list();
        for (var one : texts) {
            if (redaction.finds(one.text())) {
                jdbc.sql("update attachment_text set body = :text where attachment_id = :id")
                        .param("text", redaction.text(one.text()))
                        .param("id", one.id())
                        .update();
            }
        }
    }
}
