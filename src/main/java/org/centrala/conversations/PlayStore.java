package org.centrala.conversations;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.centrala.platform.Ids;
import org.centrala.platform.postgres.Rows;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Whose turn a conversation is in play mode. */
@Component
class PlayStore {
    private final JdbcClient jdbc;

    PlayStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A conversation that was handed out; {@code took}: it became the agent's by that. */
    record Turn(UUID id, boolean took) {}

    /** One that was passed on, with the reason. */
    record Skip(
            UUID id,
            UUID conversation,
            UUID agent,
            String reason,
            @Nullable String note,
            Instant skippedAt) {}

    /** For whom and from where something is looked for; what the agent passed on after {@code skippedSince} stays away. */
    record Search(UUID agent, UUID[] inboxes, @Nullable UUID brand, boolean mine, boolean free, Instant skippedSince) {}

    /**
     * What waits for us and is the agent's or nobody's, with the time since when: the first of what the customer wrote after
     * our last answer, so that whoever writes again does not go back to the end. The row says who spoke last, which leaves
     * only what is unanswered to be looked at closely.
     */
    private static final String WAITING = """
            from conversation c cross join lateral (
              select min(m.created_at) as since from message m
              where m.conversation_id = any(array(select f.id from conversation f where f.merged_root = c.id) || c.id)
                and m.direction = 'inbound' and m.created_at > coalesce((
                  select max(o.created_at) from message o
                  where o.conversation_id = any(array(select f.id from conversation f where f.merged_root = c.id) || c.id)
                    and o.direction = 'outbound' and o.delivery_state is distinct from 'undone'), '-infinity')) w
            where c.inbox_id = any(:inboxes) and (:brand::uuid is null or c.brand_id = :brand)
              and c.is_open and c.status in ('new', 'open') and not c.spam
              and c.snoozed_until is null and c.merged_into is null and c.side_of is null
              and c.last_direction in ('inbound', 'note') and w.since is not null
              and (:mine and c.assignee_id = :agent or :free and c.assignee_id is null)
              and not exists (select 1 from play_turn t
                where t.conversation_id = c.id and t.agent_id = :agent and t.skipped_at > :skippedSince)
            """;

    /** Locks what has waited longest; what somebody else is about to take is passed over. */
    Optional<UUID> next(Search search) {
        return of(search, "select c.id " + WAITING + " order by w.since, c.id limit 1 for update of c skip locked")
                .query(Rows.of(UUID.class))
                .optional();
    }

    /** How many wait, at most so many. */
    int waiting(Search search, int most) {
        return of(search, "select count(*) from (select 1 " + WAITING + " limit :most) those")
                .param("most", most)
                .query(Integer.class)
                .single();
    }

    private JdbcClient.StatementSpec of(Search search, String sql) {
        return jdbc.sql(sql)
                .param("agent", search.agent())
                .param("inboxes", search.inboxes())
                .param("brand", search.brand())
                .param("mine", search.mine())
                .param("free", search.free())
                .param("skippedSince", search.skippedSince().atOffset(ZoneOffset.UTC));
    }

    /** The turn that the agent has with a conversation, if it was handed to them and not passed on. */
    Optional<Turn> turn(UUID conversation, UUID agent) {
        return jdbc.sql("""
                select id, took from (
                  select id, took, skipped_at from play_turn where conversation_id = ? and agent_id = ?
                  order by handed_at desc limit 1) last
                where skipped_at is null
                """)
                .param(conversation)
                .param(agent)
                .query(Rows.of(Turn.class))
                .optional();
    }

    void hand(UUID conversation, UUID agent, boolean took, Instant at) {
        jdbc.sql("insert into play_turn (id, conversation_id, agent_id, took, handed_at) values (?, ?, ?, ?, ?)")
                .param(Ids.next())
                .param(conversation)
                .param(agent)
                .param(took)
                .param(at.atOffset(ZoneOffset.UTC))
                .update();
    }

    void skip(UUID turn, String reason, @Nullable String note, Instant at) {
        jdbc.sql("update play_turn set skipped_at = ?, reason = ?, note = ? where id = ?")
                .param(at.atOffset(ZoneOffset.UTC))
                .param(reason)
                .param(note)
                .param(turn)
                .update();
    }

    /** What was passed on, the newest first. */
    List<Skip> skips(UUID[] inboxes, @Nullable Instant beforeAt, @Nullable UUID beforeId, int limit) {
        return jdbc.sql("""
                select t.id, t.conversation_id as conversation, t.agent_id as agent, t.reason, t.note, t.skipped_at
                from play_turn t join conversation c on c.id = t.conversation_id
                where t.skipped_at is not null and c.inbox_id = any(:inboxes)
                  and (:beforeAt::timestamptz is null or (t.skipped_at, t.id) < (:beforeAt, :beforeId))
                order by t.skipped_at desc, t.id desc limit :limit
                """)
                .param("inboxes", inboxes)
                .param("beforeAt", beforeAt == null ? null : beforeAt.atOffset(ZoneOffset.UTC))
                .param("beforeId", beforeId)
                .param("limit", limit)
                .query(Rows.of(Skip.class))
                .list();
    }
}
