package org.centrala.conversations;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.centrala.platform.Actor;
import org.centrala.platform.postgres.Rows;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What customers and we have said to each other, over all their conversations that somebody sees. */
@Component
class CustomerTimelineStore {
    private static final int BEGINNING = 400;

    private final JdbcClient jdbc;

    CustomerTimelineStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** How much there is of one of several ids. */
    record Part(
            UUID customer,
            long conversations,
            long open,
            @Nullable Instant lastAt) {}

    /** The newest messages first; each is told of the conversation that it is shown in. */
    List<CustomerTimeline.Entry> messages(
            Collection<UUID> customers,
            UUID[] inboxes,
            boolean notes,
            @Nullable Instant beforeAt,
            @Nullable UUID beforeId,
            int limit) {
        return jdbc.sql("""
                select m.id, m.direction, m.channel, m.actor_kind, m.actor_id, m.automatic, m.created_at,
                  t.from_address, t.from_name, left(t.visible_body, :beginning) as beginning,
                  r.id as conversation, r.number, r.subject, r.status
                from conversation c
                join message m on m.conversation_id = c.id
                join message_content t on t.message_id = m.id
                join conversation r on r.id = coalesce(c.merged_root, c.id)
                where c.customer_id = any(:customers) and c.inbox_id = any(:inboxes)
                  and coalesce(m.delivery_state, '') <> 'undone' and (:notes or m.direction <> 'note')
                  and (:beforeAt::timestamptz is null or (m.created_at, m.id) < (:beforeAt, :beforeId))
                order by m.created_at desc, m.id desc
                limit :limit
                """)
                .param("beginning", BEGINNING)
                .param("customers", customers.toArray(UUID[]::new))
                .param("inboxes", inboxes)
                .param("notes", notes)
                .param("beforeAt", beforeAt == null ? null : beforeAt.atOffset(ZoneOffset.UTC))
                .param("beforeId", beforeId)
                .param("limit", limit)
                .query((row, index) -> new CustomerTimeline.Entry(
                        row.getObject("id", UUID.class),
                        new CustomerTimeline.Place(
                                row.getObject("conversation", UUID.class),
                                row.getLong("number"),
                                row.getString("subject"),
                                Status.of(row.getString("status"))),
                        Direction.of(row.getString("direction")),
                        row.getString("channel"),
                        new Actor(Actor.Kind.of(row.getString("actor_kind")), row.getObject("actor_id", UUID.class)),
                        row.getString("from_address") == null
                                ? null
                                : new Party(row.getString("from_address"), row.getString("from_name")),
                        row.getString("beginning"),
                        row.getBoolean("automatic"),
                        row.getObject("created_at", OffsetDateTime.class).toInstant()))
                .list();
    }

    /** Conversations that are merged count with the one they are shown in. */
    List<Part> parts(Collection<UUID> customers, UUID[] inboxes) {
        return jdbc.sql("""
                select c.customer_id as customer, count(*) as conversations, count(*) filter (where c.is_open and not c.spam) as open,
                  max(c.last_activity_at) as last_at
                from conversation c
                where c.customer_id = any(:customers) and c.inbox_id = any(:inboxes) and c.merged_into is null
                group by c.customer_id
                """)
                .param("customers", customers.toArray(UUID[]::new))
                .param("inboxes", inboxes)
                .query(Rows.of(Part.class))
                .list();
    }
}
