package org.centrala.notifications;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.centrala.platform.Actor;
import org.centrala.platform.postgres.Rows;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What agents are told. */
@Component
class NotificationStore {
    private static final int SHOWN = 3;

    private final JdbcClient jdbc;
    private final JdbcTemplate template;

    NotificationStore(JdbcClient jdbc, JdbcTemplate template) {
        this.jdbc = jdbc;
        this.template = template;
    }

    record Row(
            UUID id,
            UUID agent,
            UUID conversation,
            UUID inbox,
            NotificationKind kind,
            @Nullable UUID message,
            Actor.Kind actorKind,
            @Nullable UUID actor,
            UUID event,
            Instant at,
            @Nullable Instant readAt) {}

    /** The newest notification of a conversation, by which its group has its place. */
    record Head(UUID id, UUID conversation) {}

    /** The rows of a conversation that are shown, and how many are unread. */
    record Group(List<Row> newest, long unread) {}

    /** Each agent is told once of an event; {@code mailAt} says from when on by mail. */
    void insertAll(List<Row> rows, Function<Row, @Nullable Instant> mailAt) {
        if (!rows.isEmpty()) {
            template.batchUpdate(
                    """
                    insert into notification (id, agent_id, conversation_id, inbox_id, kind, message_id, actor_kind, actor_id,
                      event_id, created_at, mail_at)
                    values (?, ?, ?, ?, ?, ?::uuid, ?, ?::uuid, ?, ?, ?::timestamptz) on conflict (event_id, agent_id) do nothing
                    """,
                    rows.stream().map(row -> values(row, mailAt.apply(row))).toList());
        }
    }

    private static @Nullable Object[] values(Row row, @Nullable Instant mailAt) {
        return new @Nullable Object[] {
            row.id(),
            row.agent(),
            row.conversation(),
            row.inbox(),
            row.kind().wire(),
            row.message(),
            row.actorKind().wire(),
            row.actor(),
            row.event(),
            utc(row.at()),
            mailAt == null ? null : utc(mailAt)
        };
    }

    /** What was said of a conversation belongs to another one now, or to another inbox; whose it is. */
    List<UUID> move(UUID conversation, UUID shown, UUID inbox) {
        return jdbc.sql("""
                with moved as (
                  update notification set conversation_id = :shown, inbox_id = :inbox
                  where conversation_id = :conversation and (conversation_id <> :shown or inbox_id <> :inbox)
                  returning agent_id)
                select distinct agent_id from moved
                """)
                .param("conversation", conversation)
                .param("shown", shown)
                .param("inbox", inbox)
                .query(Rows.of(UUID.class))
                .list();
    }

    /** Takes back what was told of messages that are not sent after all; whom it was told. */
    List<UUID> takeBack(Collection<UUID> messages) {
        return jdbc.sql("delete from notification where message_id = any(?) and kind = 'reply' returning agent_id")
                .param(messages.toArray(UUID[]::new))
                .query(Rows.of(UUID.class))
                .list();
    }

    /** The conversations of which an agent was told, by the newest of each. */
    List<Head> heads(UUID agent, UUID[] inboxes, boolean unread, @Nullable UUID before, int limit) {
        return jdbc.sql("""
                select n.id, n.conversation_id as conversation from notification n
                where n.agent_id = :agent and n.inbox_id = any(:inboxes) and (:before::uuid is null or n.id < :before)
                  and not exists (
                    select 1 from notification later
                    where later.agent_id = n.agent_id and later.conversation_id = n.conversation_id and later.id > n.id)
                  and (not :unread or exists (
                    select 1 from notification fresh
                    where fresh.agent_id = n.agent_id and fresh.conversation_id = n.conversation_id
                      and fresh.read_at is null))
                order by n.id desc limit :limit
                """)
                .param("agent", agent)
                .param("inboxes", inboxes)
                .param("unread", unread)
                .param("before", before)
                .param("limit", limit)
                .query(Rows.of(Head.class))
                .list();
    }

    /** What the agent was told of these conversations. */
    Map<UUID, Group> groups(UUID agent, UUID[] inboxes, Collection<UUID> conversations) {
        var rows = new HashMap<UUID, List<Row>>();
        var unread = new HashMap<UUID, Long>();
        jdbc.sql("""
                select n.*, (
                    select count(*) from notification fresh
                    where fresh.agent_id = :agent and fresh.conversation_id = c.id and fresh.read_at is null
                      and fresh.inbox_id = any(:inboxes)) as unread
                from unnest(:conversations::uuid[]) as c (id)
                cross join lateral (
                  select * from notification one
                  where one.agent_id = :agent and one.conversation_id = c.id and one.inbox_id = any(:inboxes)
                  order by one.id desc limit :shown) n
                order by n.id desc
                """)
                .param("agent", agent)
                .param("inboxes", inboxes)
                .param("conversations", conversations.toArray(UUID[]::new))
                .param("shown", SHOWN)
                .query(row -> {
                    var one = row(row);
                    rows.computeIfAbsent(one.conversation(), id -> new java.util.ArrayList<>())
                            .add(one);
                    unread.put(one.conversation(), row.getLong("unread"));
                });
        var groups = new HashMap<UUID, Group>();
        rows.forEach((conversation, newest) ->
                groups.put(conversation, new Group(newest, unread.getOrDefault(conversation, 0L))));
        return groups;
    }

    /** Of how many conversations the agent has not read everything they were told. */
    long unread(UUID agent, UUID[] inboxes) {
        return jdbc.sql("""
                select count(distinct conversation_id) from notification
                where agent_id = ? and read_at is null and inbox_id = any(?)
                """)
                .param(agent)
                .param(inboxes)
                .query(Rows.of(Long.class))
                .single();
    }

    /** Marks what is unread: all, or of one conversation; and nothing that came after a notification. */
    int read(UUID agent, @Nullable UUID conversation, @Nullable UUID until, Instant at) {
        return jdbc.sql("""
                update notification set read_at = :at, mail_at = null
                where agent_id = :agent and read_at is null and (:conversation::uuid is null or conversation_id = :conversation)
                  and (:until::uuid is null or id <= :until)
                """)
                .param("agent", agent)
                .param("conversation", conversation)
                .param("until", until)
                .param("at", utc(at))
                .update();
    }

    /** What was marked at that moment, or the newest of a conversation, is unread again. */
    int unread(UUID agent, @Nullable UUID conversation, @Nullable Instant readAt) {
        return jdbc.sql("""
                update notification set read_at = null
                where agent_id = :agent and read_at is not null
                  and (read_at = :readAt::timestamptz or id = (
                    select id from notification
                    where agent_id = :agent and conversation_id = :conversation::uuid order by id desc limit 1))
                """)
                .param("agent", agent)
                .param("conversation", conversation)
                .param("readAt", readAt == null ? null : utc(readAt), Types.TIMESTAMP_WITH_TIMEZONE)
                .update();
    }

    int sweep(Instant before, int limit) {
        return jdbc.sql("""
                delete from notification where id in (
                  select id from notification where created_at < ? limit ?)
                """).param(utc(before)).param(limit).update();
    }

    private static Row row(ResultSet row) throws SQLException {
        var read = row.getObject("read_at", OffsetDateTime.class);
        return new Row(
                row.getObject("id", UUID.class),
                row.getObject("agent_id", UUID.class),
                row.getObject("conversation_id", UUID.class),
                row.getObject("inbox_id", UUID.class),
                NotificationKind.of(row.getString("kind")),
                row.getObject("message_id", UUID.class),
                Actor.Kind.of(row.getString("actor_kind")),
                row.getObject("actor_id", UUID.class),
                row.getObject("event_id", UUID.class),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                read == null ? null : read.toInstant());
    }

    private static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }
}
