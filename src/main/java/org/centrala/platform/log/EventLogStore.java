package org.centrala.platform.log;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.centrala.platform.Actor;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The tables of the log. */
@Component
class EventLogStore {
    /** Names the advisory lock of the stamper: "Centrala" and "log". */
    private static final long STAMPER_LOCK = 0x43656e74_6c6f67L;

    private static final String COLUMNS =
            "id, at, stream_type, stream_id, sequence, kind, actor_kind, actor_id, inbox_id, changes, refs";

    private final JdbcClient jdbc;
    private final JdbcTemplate template;
    private final JsonMapper json;

    EventLogStore(JdbcClient jdbc, JdbcTemplate template, JsonMapper json) {
        this.jdbc = jdbc;
        this.template = template;
        this.json = json;
    }

    void insert(List<NewEvent> events, Supplier<UUID> ids, Instant at) {
        var rows = new ArrayList<@Nullable Object[]>(events.size());
        var time = OffsetDateTime.ofInstant(at, ZoneOffset.UTC);
        for (var event : events) {
            rows.add(new @Nullable Object[] {
                ids.get(),
                time,
                event.streamType(),
                event.streamId(),
                event.sequence(),
                event.kind(),
                event.actor().kind().wire(),
                event.actor().id(),
                event.inbox(),
                event.changes().isEmpty() ? null : json.writeValueAsString(event.changes()),
                event.refs().isEmpty() ? null : json.writeValueAsString(event.refs())
            });
        }
        template.batchUpdate("""
                insert into event_incoming
                  (id, at, stream_type, stream_id, sequence, kind, actor_kind, actor_id, inbox_id, changes, refs)
                values (?, ?, ?, ?, ?, ?, ?, ?::uuid, ?::uuid, ?::jsonb, ?::jsonb)
                """, rows);
    }

    boolean tryStamperLock() {
        return jdbc.sql("select pg_try_advisory_xact_lock(?)")
                .param(STAMPER_LOCK)
                .query(Boolean.class)
                .single();
    }

    /** Under the stamper's lock: its snapshot is younger than the commit of the one before it. */
    int stamp(int limit) {
        return jdbc.sql("""
                with taken as (
                  delete from event_incoming
                  where ctid = any (array(select ctid from event_incoming order by serial limit :limit))
                  returning *
                )
                insert into event_log (position, %1$s)
                select (select coalesce(max(position), 0) from event_log) + row_number() over (order by serial), %1$s
                from taken
                """.formatted(COLUMNS)).param("limit", limit).update();
    }

    long head() {
        return jdbc.sql("select coalesce(max(position), 0) from event_log")
                .query(Long.class)
                .single();
    }

    List<Event> read(long after, int limit) {
        return jdbc.sql("select position, " + COLUMNS + " from event_log where position > ? order by position limit ?")
                .param(after)
                .param(limit)
                .query(this::event)
                .list();
    }

    List<Event> readVisible(long after, long until, int limit, UUID[] inboxes, boolean all) {
        return jdbc.sql("select position, " + COLUMNS + """
                 from event_log
                where position > :after and position <= :until and (inbox_id = any(:inboxes) or (:all and inbox_id is null))
                order by position limit :limit
                """)
                .param("after", after)
                .param("until", until)
                .param("inboxes", inboxes)
                .param("all", all)
                .param("limit", limit)
                .query(this::event)
                .list();
    }

    List<Event> readBackwards(long above, long below, int limit, EventFilter filter) {
        return jdbc.sql("select position, " + COLUMNS + """
                 from event_log
                where position > :above and position < :below
                  and (inbox_id = any(:inboxes) or (:beyond and inbox_id is null))
                  and (cast(:actor as uuid) is null or actor_id = :actor)
                  and (cast(:kind as text) is null or kind = :kind or starts_with(kind, rtrim(:kind, '.') || '.'))
                  and (cast(:type as text) is null or stream_type = :type)
                  and (cast(:stream as uuid) is null or stream_id = :stream)
                  and (cast(:from as timestamptz) is null or at >= :from)
                  and (cast(:until as timestamptz) is null or at < :until)
                order by position desc limit :limit
                """)
                .param("above", above)
                .param("below", below)
                .param("inboxes", filter.inboxes())
                .param("beyond", filter.beyond())
                .param("actor", filter.actor())
                .param("kind", filter.kind())
                .param("type", filter.streamType())
                .param("stream", filter.streamId())
                .param("from", time(filter.from()))
                .param("until", time(filter.until()))
                .param("limit", limit)
                .query(this::event)
                .list();
    }

    /** When the event at a position, or the first one after it, happened. */
    Optional<Instant> timeFrom(long position) {
        return jdbc.sql("select at from event_log where position >= ? order by position limit 1")
                .param(position)
                .query((row, index) -> row.getObject("at", OffsetDateTime.class).toInstant())
                .optional();
    }

    private static @Nullable OffsetDateTime time(@Nullable Instant at) {
        return at == null ? null : OffsetDateTime.ofInstant(at, ZoneOffset.UTC);
    }

    List<Event> stream(UUID streamId, long afterSequence) {
        return jdbc.sql("""
                select position, %1$s from event_log where stream_id = :stream and sequence > :after
                union all
                select 0, %1$s from event_incoming where stream_id = :stream and sequence > :after
                order by sequence, position
                """.formatted(COLUMNS))
                .param("stream", streamId)
                .param("after", afterSequence)
                .query(this::event)
                .list();
    }

    private Event event(ResultSet row, int index) throws SQLException {
        return new Event(
                row.getLong("position"),
                row.getObject("id", UUID.class),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getString("stream_type"),
                row.getObject("stream_id", UUID.class),
                row.getLong("sequence"),
                row.getString("kind"),
                new Actor(Actor.Kind.of(row.getString("actor_kind")), row.getObject("actor_id", UUID.class)),
                row.getObject("inbox_id", UUID.class),
                map(row.getString("changes"), new TypeReference<LinkedHashMap<String, Change>>() {}),
                map(row.getString("refs"), new TypeReference<LinkedHashMap<String, UUID>>() {}));
    }

    private <V> Map<String, V> map(@Nullable String text, TypeReference<LinkedHashMap<String, V>> type) {
        return text == null ? Map.of() : json.readValue(text, type);
    }
}
