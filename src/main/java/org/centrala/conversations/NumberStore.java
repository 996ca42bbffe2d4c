package org.centrala.conversations;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.centrala.platform.postgres.Rows;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Counts what came in and what was answered, in the inboxes that somebody sees (docs/adr/0077). */
@Component
class NumberStore {
    /**
     * What customers opened in a time, each with the first answer of a person. A merged conversation counts with the one it is
     * shown in; junk, machines and what was imported do not count.
     */
    private static final String OPENED = """
            with opened as (
              select c.id, c.inbox_id, c.team_id, c.brand_id, c.reason, first.created_at as opened_at, reply.at as replied_at, reply.by as replier,
                extract(epoch from reply.at - first.created_at) as seconds
              from conversation c
              cross join lateral (
                select m.created_at, m.direction, m.automatic, m.imported from message m
                where m.conversation_id = c.id order by m.sequence limit 1) first
              left join lateral (
                select coalesce(m.send_at, m.created_at) as at, case when m.actor_kind = 'agent' then m.actor_id end as by
                from message m
                where m.conversation_id = any(array_append(array(
                    select f.id from conversation f where f.merged_root = c.id), c.id))
                  and m.direction = 'outbound' and not m.automatic and m.created_at >= first.created_at
                  and m.delivery_state in ('sent', 'delivered', 'read', 'bounced')
                order by m.created_at limit 1) reply on true
              where c.inbox_id = any(:inboxes) and c.created_at >= :from and c.created_at < :until
                and not c.spam and c.merged_into is null and c.side_of is null and (:team::uuid is null or c.team_id = :team)
                and first.direction = 'inbound' and not first.automatic and not first.imported)
            """;

    private final JdbcClient jdbc;

    NumberStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Which time and which part of the work is counted. */
    record Scope(UUID[] inboxes, @Nullable UUID team, Instant from, Instant until, ZoneId zone) {}

    /** One line of one breakdown: which of the keys is there says which. */
    record Line(
            int kind,
            @Nullable LocalDate day,
            @Nullable UUID agent,
            @Nullable UUID team,
            @Nullable UUID inbox,
            @Nullable UUID brand,
            @Nullable String reason,
            long received,
            long answered,
            @Nullable Double median,
            @Nullable Double slowest) {}

    record Count(@Nullable UUID id, long count) {}

    /** What is unanswered for longer than asked: of whom, which team and inbox, and why. */
    record Waiting(
            @Nullable UUID agent,
            @Nullable UUID team,
            UUID inbox,
            UUID brand,
            @Nullable String reason,
            long count) {}

    List<Line> lines(Scope scope) {
        return jdbc.sql(OPENED + """
                select grouping(day, replier, team_id, inbox_id, reason) as kind, day, replier as agent, team_id as team,
                  inbox_id as inbox, brand_id as brand, reason,
                  count(*) as received, count(replied_at) as answered,
                  percentile_cont(0.5) within group (order by seconds) as median,
                  percentile_cont(0.9) within group (order by seconds) as slowest
                from (select *, (opened_at at time zone :zone)::date as day from opened) o
                group by grouping sets ((), (day), (replier), (team_id), (inbox_id), (brand_id, reason))
                """)
                .param("inboxes", scope.inboxes())
                .param("team", scope.team())
                .param("from", scope.from().atOffset(ZoneOffset.UTC))
                .param("until", scope.until().atOffset(ZoneOffset.UTC))
                .param("zone", scope.zone().getId())
                .query(Rows.of(Line.class))
                .list();
    }

    /** How many replies each agent sent in a time, also to what was opened before. */
    List<Count> replies(Scope scope) {
        return jdbc.sql("""
                select m.actor_id as id, count(*) as count
                from message m join conversation c on c.id = m.conversation_id
                where m.created_at >= :from and m.created_at < :until and m.direction = 'outbound' and not m.automatic
                  and m.actor_kind = 'agent' and m.delivery_state in ('sent', 'delivered', 'read', 'bounced')
                  and c.inbox_id = any(:inboxes) and not c.spam and c.side_of is null
                  and (:team::uuid is null or c.team_id = :team)
                group by m.actor_id
                """)
                .param("inboxes", scope.inboxes())
                .param("team", scope.team())
                .param("from", scope.from().atOffset(ZoneOffset.UTC))
                .param("until", scope.until().atOffset(ZoneOffset.UTC))
                .query(Rows.of(Count.class))
                .list();
    }

    /** What waits now: new or open, its customer wrote last, before the moment. */
    List<Waiting> waiting(UUID[] inboxes, @Nullable UUID team, Instant before) {
        return jdbc.sql("""
                select c.assignee_id as agent, c.team_id as team, c.inbox_id as inbox, c.brand_id as brand, c.reason,
                  count(*) as count
                from conversation c
                join message last on last.conversation_id = any(array_append(array(
                    select f.id from conversation f where f.merged_root = c.id), c.id))
                  and last.direction <> 'note' and not last.automatic and coalesce(last.delivery_state, '') <> 'undone'
                where c.inbox_id = any(:inboxes) and c.is_open and c.status in ('new', 'open') and not c.spam
                  and c.merged_into is null and c.side_of is null and (:team::uuid is null or c.team_id = :team)
                  and last.direction = 'inbound' and last.created_at < :before
                  and not exists (
                    select 1 from message later where later.conversation_id = any(array_append(array(
                        select f.id from conversation f where f.merged_root = c.id), c.id))
                      and later.direction <> 'note' and not later.automatic
                      and coalesce(later.delivery_state, '') <> 'undone'
                      and (later.created_at, later.id) > (last.created_at, last.id))
                group by c.assignee_id, c.team_id, c.inbox_id, c.brand_id, c.reason
                """)
                .param("inboxes", inboxes)
                .param("team", team)
                .param("before", before.atOffset(ZoneOffset.UTC))
                .query(Rows.of(Waiting.class))
                .list();
    }
}
