package org.centrala.conversations;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.centrala.platform.postgres.Rows;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What was asked beside conversations. */
@Component
class SideStore {
    private static final String SELECT = """
            select s.conversation_id as id, s.kind, s.asked_by, s.due_at, coalesce(p.merged_root, p.id) as parent
            from side_thread s
            join conversation c on c.id = s.conversation_id
            join conversation p on p.id = c.side_of
            where c.inbox_id = any(:inboxes)
            """;

    private final JdbcClient jdbc;

    SideStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A side thread, and the conversation where it is shown. */
    record Row(UUID id, SideThread.Kind kind, @Nullable UUID askedBy, Instant dueAt, UUID parent) {}

    void insert(UUID id, SideThread.Kind kind, @Nullable UUID askedBy, Instant dueAt, Instant at) {
        jdbc.sql("""
                insert into side_thread (conversation_id, kind, asked_by, due_at, created_at) values (?, ?, ?::uuid, ?, ?)
                """)
                .param(id)
                .param(kind.name())
                .param(askedBy)
                .param(dueAt.atOffset(ZoneOffset.UTC))
                .param(at.atOffset(ZoneOffset.UTC))
                .update();
    }

    void due(UUID id, Instant at) {
        jdbc.sql("update side_thread set due_at = ? where conversation_id = ?")
                .param(at.atOffset(ZoneOffset.UTC))
                .param(id)
                .update();
    }

    Optional<UUID> askedBy(UUID id) {
        return jdbc.sql("select asked_by from side_thread where conversation_id = ? and asked_by is not null")
                .param(id)
                .query(Rows.of(UUID.class))
                .optional();
    }

    Optional<Row> find(UUID id, UUID[] inboxes) {
        return jdbc.sql(SELECT + " and s.conversation_id = :id")
                .param("inboxes", inboxes)
                .param("id", id)
                .query(Rows.of(Row.class))
                .optional();
    }

    /** Those of some conversations, the earliest first. */
    List<Row> of(Collection<UUID> conversations, UUID[] inboxes, int limit) {
        return jdbc.sql(SELECT + " and c.side_of = any(:parents) order by s.created_at, s.conversation_id limit :limit")
                .param("inboxes", inboxes)
                .param("parents", conversations.toArray(UUID[]::new))
                .param("limit", limit)
                .query(Rows.of(Row.class))
                .list();
    }

    /** Whose turn it is, and what is wanted of whom. */
    record Wanted(
            SideThread.View view, UUID[] inboxes, @Nullable UUID agent, UUID[] teams, Instant now) {}

    /** One page of what is open, what is due first at first. */
    List<Row> list(Wanted wanted, @Nullable Instant afterAt, @Nullable UUID afterId, int limit) {
        var condition = switch (wanted.view()) {
            case open -> "";
            case own -> " and s.asked_by = :agent";
            case overdue -> " and c.status = 'pending' and s.due_at < :now";
            case asked -> """
                 and c.status = 'pending' and (s.kind = 'colleague' and c.assignee_id = :agent
                   or s.kind = 'team' and c.team_id = any(:teams))
                """;
        };
        return jdbc.sql(SELECT + " and c.is_open" + condition + """
                 and (:afterAt::timestamptz is null or (s.due_at, s.conversation_id) > (:afterAt, :afterId))
                order by s.due_at, s.conversation_id limit :limit
                """)
                .param("inboxes", wanted.inboxes())
                .param("agent", wanted.agent())
                .param("teams", wanted.teams())
                .param("now", wanted.now().atOffset(ZoneOffset.UTC))
                .param("afterAt", afterAt == null ? null : afterAt.atOffset(ZoneOffset.UTC))
                .param("afterId", afterId)
                .param("limit", limit)
                .query(Rows.of(Row.class))
                .list();
    }

    /** Of those that are side threads, the conversation where each is shown. */
    Map<UUID, UUID> parents(Collection<UUID> conversations) {
        var parents = new HashMap<UUID, UUID>();
        jdbc.sql("""
                select c.id, coalesce(p.merged_root, p.id) from conversation c join conversation p on p.id = c.side_of
                where c.id = any(?)
                """).param(conversations.toArray(UUID[]::new)).query(row -> {
            parents.put(row.getObject(1, UUID.class), row.getObject(2, UUID.class));
        });
        return parents;
    }

    /** Makes it news to whoever reads the conversation that something was answered beside it. */
    void news(UUID conversation, long sequence, Instant at) {
        jdbc.sql("""
                update conversation set woken_sequence = :sequence, last_activity_at = greatest(last_activity_at, :at)
                where id = :id
                """)
                .param("id", conversation)
                .param("sequence", sequence)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .update();
    }
}
