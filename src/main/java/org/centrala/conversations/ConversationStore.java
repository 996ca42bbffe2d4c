package org.centrala.conversations;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.centrala.conversations.Conversations.Participation;
import org.centrala.customers.Address;
import org.centrala.fields.FieldValues;
import org.centrala.platform.Actor;
import org.centrala.platform.postgres.Rows;
import org.centrala.platform.web.Cursor;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The conversation's own table with its participants and read marks. */
@Component
class ConversationStore {
    /** Counting stops here: a lamp says "many" sooner. */
    static final int COUNT_CAP = 10_000;

    static final String COLUMNS = """
            c.id, c.number, c.subject, c.status, c.priority, c.inbox_id, c.brand_id, c.mailbox_id, c.team_id, c.assignee_id,
            c.customer_id, c.language, c.tags, c.spam, c.follow_up_of, c.sequence, c.last_customer_sequence, c.message_count,
            c.preview, c.last_direction, c.last_channel, c.last_actor_kind, c.last_actor_id, c.last_message_at,
            c.created_at, c.updated_at, c.last_activity_at, c.merged_into, c.merged_root, c.snoozed_until, c.woken_sequence,
            c.touched_at, c.fields, c.reason, c.complexity, c.side_of
            """;

    /** The inboxes, each with the moment since when nothing has been done to what counts as untouched. */
    private static final String UNTOUCHED = """
            (select id, now() - make_interval(hours => untouched_hours) as before from inbox where id = any(:inboxes)) i
            """;

    private final JdbcClient jdbc;
    private final JdbcTemplate template;

    ConversationStore(JdbcClient jdbc, JdbcTemplate template) {
        this.jdbc = jdbc;
        this.template = template;
    }

    /** The row as it is; what depends on the viewer or on other modules is added by {@link Conversations}. */
    record Row(
            UUID id,
            long number,
            String subject,
            Status status,
            Priority priority,
            UUID inbox,
            UUID brand,
            @Nullable UUID mailbox,
            @Nullable UUID team,
            @Nullable UUID assignee,
            UUID customer,
            @Nullable String language,
            List<String> tags,
            boolean spam,
            @Nullable UUID followUpOf,
            long sequence,
            long lastCustomerSequence,
            int messageCount,
            String preview,
            Conversation.@Nullable LastMessage lastMessage,
            Instant createdAt,
            Instant updatedAt,
            Instant lastActivityAt,
            @Nullable UUID mergedInto,
            @Nullable UUID mergedRoot,
            @Nullable Instant snoozedUntil,
            long wokenSequence,
            Instant touchedAt,
            Map<String, Object> fields,
            @Nullable String reason,
            @Nullable Complexity complexity,
            @Nullable UUID sideOf) {
        /** Where it is shown: itself, or what it was merged into. */
        UUID shown() {
            return mergedRoot == null ? id : mergedRoot;
        }

        /** The sequence of the last thing that is news to an agent: what the customer wrote, or that it woke; 0 for none. */
        long newsSequence() {
            return Math.max(lastCustomerSequence, wokenSequence);
        }
    }

    void insertAll(List<Row> rows) {
        template.batchUpdate("""
                insert into conversation (id, subject, status, priority, inbox_id, brand_id, mailbox_id, team_id, assignee_id,
                  customer_id, language, tags, spam, follow_up_of, sequence, last_customer_sequence, message_count, preview,
                  last_direction, last_channel, last_actor_kind, last_actor_id, last_message_at,
                  created_at, updated_at, last_activity_at, side_of, home_inbox_id)
                values (?, ?, ?, ?, ?, ?, ?::uuid, ?::uuid, ?::uuid, ?, ?, ?, ?, ?::uuid, ?, ?, ?, ?, ?, ?, ?, ?::uuid,
                  ?::timestamptz, ?, ?, ?, ?::uuid, ?::uuid)
                """, rows.stream().map(ConversationStore::values).toList());
    }

    private static @Nullable Object[] values(Row row) {
        var last = row.lastMessage();
        return new @Nullable Object[] {
            row.id(),
            row.subject(),
            row.status().wire(),
            row.priority().wire(),
            row.inbox(),
            row.brand(),
            row.mailbox(),
            row.team(),
            row.assignee(),
            row.customer(),
            row.language(),
            row.tags().toArray(String[]::new),
            row.spam(),
            row.followUpOf(),
            row.sequence(),
            row.lastCustomerSequence(),
            row.messageCount(),
            row.preview(),
            last == null ? null : last.direction().wire(),
            last == null ? null : last.channel(),
            last == null ? null : last.actor().kind().wire(),
            last == null ? null : last.actor().id(),
            last == null ? null : utc(last.at()),
            utc(row.createdAt()),
            utc(row.updatedAt()),
            utc(row.lastActivityAt()),
            row.sideOf(),
            row.sideOf() == null ? null : row.inbox()
        };
    }

    Optional<Row> find(UUID id, UUID[] inboxes) {
        return jdbc.sql("select " + COLUMNS + " from conversation c where c.id = ? and c.inbox_id = any(?)")
                .param(id)
                .param(inboxes)
                .query(ConversationStore::row)
                .optional();
    }

    Optional<Row> findByNumber(long number, UUID[] inboxes) {
        return jdbc.sql("select " + COLUMNS + " from conversation c where c.number = ? and c.inbox_id = any(?)")
                .param(number)
                .param(inboxes)
                .query(ConversationStore::row)
                .optional();
    }

    /** One that is in an inbox, or came by it before it was merged. */
    Optional<Row> numbered(long number, UUID inbox) {
        return jdbc.sql("select " + COLUMNS
                        + " from conversation c where c.number = :number and :inbox in (c.inbox_id, c.home_inbox_id)")
                .param("number", number)
                .param("inbox", inbox)
                .query(ConversationStore::row)
                .optional();
    }

    /** The row, locked: whoever writes to a conversation queues here, which orders its stream. */
    Optional<Row> lock(UUID id) {
        return jdbc.sql("select " + COLUMNS + " from conversation c where c.id = ? for update")
                .param(id)
                .query(ConversationStore::row)
                .optional();
    }

    /** Several rows, locked in an order that all keep. */
    List<Row> lockAll(Collection<UUID> ids) {
        return jdbc.sql("select " + COLUMNS + " from conversation c where c.id = any(?) order by c.id for update")
                .param(ids.toArray(UUID[]::new))
                .query(ConversationStore::row)
                .list();
    }

    /** Those of them that stand in these inboxes, locked in the same order. */
    List<Row> lockAll(Collection<UUID> ids, UUID[] inboxes) {
        return jdbc.sql("select " + COLUMNS
                        + " from conversation c where c.id = any(?) and c.inbox_id = any(?) order by c.id for update")
                .param(ids.toArray(UUID[]::new))
                .param(inboxes)
                .query(ConversationStore::row)
                .list();
    }

    /** What an agent has to do. */
    List<UUID> openOf(UUID agent) {
        return jdbc.sql("select id from conversation where assignee_id = ? and is_open")
                .param(agent)
                .query(Rows.of(UUID.class))
                .list();
    }

    long draftsOf(UUID agent) {
        return jdbc.sql("select count(*) from draft where agent_id = ?")
                .param(agent)
                .query(Long.class)
                .single();
    }

    List<Row> findAll(Collection<UUID> ids) {
        return jdbc.sql("select " + COLUMNS + " from conversation c where c.id = any(?)")
                .param(ids.toArray(UUID[]::new))
                .query(ConversationStore::row)
                .list();
    }

    /** Those of the rows that stand in these inboxes. */
    List<Row> findAll(Collection<UUID> ids, UUID[] inboxes) {
        return jdbc.sql("select " + COLUMNS + " from conversation c where c.id = any(?) and c.inbox_id = any(?)")
                .param(ids.toArray(UUID[]::new))
                .param(inboxes)
                .query(ConversationStore::row)
                .list();
    }

    /** The newest conversations of a customer. */
    List<UUID> idsOfCustomer(UUID customer, int limit) {
        return jdbc.sql("select id from conversation where customer_id = ? order by number desc limit ?")
                .param(customer)
                .param(limit)
                .query(Rows.of(UUID.class))
                .list();
    }

    /** All that are shown by themselves. */
    long count() {
        return jdbc.sql("select count(*) from conversation where merged_into is null and side_of is null")
                .query(Long.class)
                .single();
    }

    /** Rows in order of id, for rebuilding what is derived from them. */
    List<Row> after(@Nullable UUID id, int limit) {
        return jdbc.sql("select " + COLUMNS
                        + " from conversation c where (:id::uuid is null or c.id > :id) order by c.id limit :limit")
                .param("id", id)
                .param("limit", limit)
                .query(ConversationStore::row)
                .list();
    }

    void update(Row row) {
        updateAll(List.of(row));
    }

    void updateAll(List<Row> rows) {
        template.batchUpdate(
                """
                update conversation set subject = ?, status = ?, priority = ?, inbox_id = ?, brand_id = ?, mailbox_id = ?::uuid,
                  team_id = ?::uuid, assignee_id = ?::uuid, language = ?, tags = ?, spam = ?, snoozed_until = ?::timestamptz,
                  sequence = ?, updated_at = ?, touched_at = ?, fields = ?::jsonb, reason = ?, complexity = ?
                where id = ?
                """,
                rows.stream()
                        .map(row -> new @Nullable Object[] {
                            row.subject(),
                            row.status().wire(),
                            row.priority().wire(),
                            row.inbox(),
                            row.brand(),
                            row.mailbox(),
                            row.team(),
                            row.assignee(),
                            row.language(),
                            row.tags().toArray(String[]::new),
                            row.spam(),
                            row.snoozedUntil() == null ? null : utc(row.snoozedUntil()),
                            row.sequence(),
                            utc(row.updatedAt()),
                            utc(row.touchedAt()),
                            FieldValues.write(row.fields()),
                            row.reason(),
                            row.complexity() == null ? null : row.complexity().wire(),
                            row.id()
                        })
                        .toList());
    }

    /** A message that was just said, as far as the conversation's row tells of it. */
    record Spoken(
            UUID conversation,
            long sequence,
            Direction direction,
            String channel,
            Actor actor,
            String preview,
            Instant at) {}

    /** Copies new messages into the rows: the preview, who spoke last, and how often was spoken. */
    void spoken(List<Spoken> messages) {
        template.batchUpdate(
                """
                update conversation set sequence = ?, message_count = message_count + 1,
                  last_customer_sequence = coalesce(?::bigint, last_customer_sequence),
                  preview = ?, last_direction = ?, last_channel = ?, last_actor_kind = ?, last_actor_id = ?::uuid,
                  last_message_at = ?, updated_at = ?, last_activity_at = greatest(last_activity_at, ?),
                  touched_at = greatest(touched_at, ?::timestamptz)
                where id = ?
                """,
                messages.stream()
                        .map(one -> new @Nullable Object[] {
                            one.sequence(),
                            one.direction() == Direction.INBOUND ? one.sequence() : null,
                            one.preview(),
                            one.direction().wire(),
                            one.channel(),
                            one.actor().kind().wire(),
                            one.actor().id(),
                            utc(one.at()),
                            utc(one.at()),
                            utc(one.at()),
                            one.actor().actsForUs() ? utc(one.at()) : null,
                            one.conversation()
                        })
                        .toList());
    }

    /** Goes back to an earlier message as the last one, when the newest was taken back. */
    void lastSpoken(UUID id, Direction direction, String channel, Actor actor, String preview, Instant at) {
        jdbc.sql("""
                update conversation set message_count = message_count - 1, preview = :preview, last_direction = :direction,
                  last_channel = :channel, last_actor_kind = :actorKind, last_actor_id = :actorId, last_message_at = :at
                where id = :id
                """)
                .param("id", id)
                .param("preview", preview)
                .param("direction", direction.wire())
                .param("channel", channel)
                .param("actorKind", actor.kind().wire())
                .param("actorId", actor.id())
                .param("at", utc(at))
                .update();
    }

    void nothingSpoken(UUID id) {
        jdbc.sql("""
                update conversation set message_count = 0, preview = '', last_direction = null, last_channel = null,
                  last_actor_kind = null, last_actor_id = null, last_message_at = null
                where id = ?
                """).param(id).update();
    }

    /** Gives a conversation to another customer, who takes part from now on. */
    void customer(UUID id, UUID customer, Party sender, long sequence, Instant at) {
        jdbc.sql("update conversation set customer_id = ?, sequence = ?, updated_at = ? where id = ?")
                .param(customer)
                .param(sequence)
                .param(utc(at))
                .param(id)
                .update();
        jdbc.sql("insert into participant (conversation_id, address, name) values (?, ?, ?) on conflict do nothing")
                .param(id)
                .param(Address.normalEmail(sender.address()))
                .param(sender.name() == null ? "" : sender.name())
                .update();
    }

    /** Makes a conversation new again for these agents, if its customer has written: the last of it counts as unread. */
    void markUnread(UUID id, Collection<UUID> agents) {
        jdbc.sql("""
                update read_mark r set sequence = least(r.sequence, greatest(0, c.last_customer_sequence - 1, c.woken_sequence - 1))
                from conversation c where c.id = r.conversation_id and c.id = :id and r.agent_id = any(:agents)
                """)
                .param("id", id)
                .param("agents", agents.toArray(UUID[]::new))
                .update();
    }

    /** The next place in the conversation's stream, taken under its row lock. */
    Optional<Long> nextSequence(UUID id, Instant at) {
        return jdbc.sql(
                        "update conversation set sequence = sequence + 1, updated_at = ? where id = ? returning sequence")
                .param(utc(at))
                .param(id)
                .query(Long.class)
                .optional();
    }

    /**
     * One page of a list. It is read inbox by inbox, each along its own index, so that a page costs the same however
     * many conversations there are in inboxes that the viewer does not see.
     */
    List<Row> list(
            ConversationFilter filter, UUID[] inboxes, @Nullable UUID viewer, @Nullable Cursor after, int limit) {
        var conditions = new ArrayList<String>();
        conditions.add("c.merged_into is null and c.side_of is null");
        var values = new HashMap<String, @Nullable Object>();
        conditions(filter, viewer, conditions, values);
        var order = switch (filter.sort()) {
            case NUMBER -> "number desc";
            case ACTIVITY -> "last_activity_at desc, id desc";
            case WAKING -> "snoozed_until, id";
            case TOUCHED -> "touched_at, id";
        };
        if (after != null) {
            switch (filter.sort()) {
                case NUMBER -> {
                    conditions.add("c.number < :afterNumber");
                    values.put("afterNumber", after.number(0));
                }
                case ACTIVITY -> {
                    conditions.add("(c.last_activity_at, c.id) < (:afterAt, :afterId)");
                    values.put("afterAt", utc(after.instant(0)));
                    values.put("afterId", after.uuid(1));
                }
                case TOUCHED -> {
                    conditions.add("(c.touched_at, c.id) > (:afterAt, :afterId)");
                    values.put("afterAt", utc(after.instant(0)));
                    values.put("afterId", after.uuid(1));
                }
                case WAKING -> {
                    conditions.add("(c.snoozed_until, c.id) > (:afterAt, :afterId)");
                    values.put("afterAt", utc(after.instant(0)));
                    values.put("afterId", after.uuid(1));
                }
            }
        }
        var untouched = filter.view() == ConversationFilter.View.UNTOUCHED;
        var narrow = !untouched
                && (filter.ids() != null
                        || filter.customer() != null
                        || values.containsKey("assignee")
                        || values.containsKey("follower"));
        var where = conditions.isEmpty() ? "" : " and " + String.join(" and ", conditions);
        var sql = narrow
                ? "select " + COLUMNS + " from conversation c where c.inbox_id = any(:inboxes)" + where + " order by c."
                        + order.replace(", id", ", c.id") + " limit :limit"
                : "select " + COLUMNS
                        + " from " + (untouched ? UNTOUCHED : "unnest(:inboxes::uuid[]) as i (id)")
                        + " cross join lateral (select * from conversation c"
                        + " where c.inbox_id = i.id" + where + " order by c." + order.replace(", id", ", c.id")
                        + " limit :limit) c order by c." + order.replace(", id", ", c.id") + " limit :limit";
        return jdbc.sql(sql)
                .param("inboxes", inboxes)
                .param("limit", limit)
                .params(values)
                .query(ConversationStore::row)
                .list();
    }

    private static void conditions(
            ConversationFilter filter,
            @Nullable UUID viewer,
            List<String> conditions,
            Map<String, @Nullable Object> values) {
        if (filter.view() != null) {
            switch (filter.view()) {
                case MINE -> {
                    conditions.add(
                            "c.assignee_id = :assignee and c.is_open and not c.spam and c.snoozed_until is null");
                    values.put("assignee", viewer);
                }
                case UNASSIGNED ->
                    conditions.add("c.assignee_id is null and c.is_open and not c.spam and c.snoozed_until is null");
                case OPEN -> conditions.add("c.is_open and not c.spam and c.snoozed_until is null");
                case SNOOZED -> conditions.add("c.snoozed_until is not null and not c.spam");
                case UNTOUCHED ->
                    conditions.add("c.is_open and not c.spam and c.snoozed_until is null and c.touched_at < i.before");
                case FOLLOWED -> {
                    conditions.add("c.id = any(array(select conversation_id from follower where agent_id = :follower))"
                            + " and c.is_open and not c.spam");
                    values.put("follower", viewer);
                }
                case DONE -> conditions.add("not c.is_open and not c.spam");
                case JUNK -> conditions.add("c.spam");
            }
        }
        if (!filter.status().isEmpty()) {
            conditions.add("c.status = any(:status)");
            values.put("status", filter.status().stream().map(Status::wire).toArray(String[]::new));
        }
        if (filter.mailbox() != null) {
            conditions.add("c.mailbox_id = :mailbox");
            values.put("mailbox", filter.mailbox());
        }
        if (ConversationFilter.NOBODY.equals(filter.assignee())) {
            conditions.add("c.assignee_id is null");
        } else if (filter.assignee() != null) {
            conditions.add("c.assignee_id = :assignee");
            values.put("assignee", filter.assignee());
        }
        if (filter.team() != null) {
            conditions.add("c.team_id = :team");
            values.put("team", filter.team());
        }
        if (filter.customer() != null) {
            conditions.add(
                    "(c.customer_id = any(:customer) or c.id = any(array(select m.merged_root from conversation m"
                            + " where m.customer_id = any(:customer) and m.merged_root is not null)))");
            values.put("customer", filter.customer().toArray(UUID[]::new));
        }
        if (filter.tag() != null) {
            conditions.add("c.tags && :tag::text[]");
            values.put("tag", filter.tag().toArray(String[]::new));
        }
        if (filter.ids() != null) {
            conditions.add("c.id = any(:ids)");
            values.put("ids", filter.ids().toArray(UUID[]::new));
        }
    }

    /** How many conversations each pinned view holds, each capped. */
    record Counts(
            long mine,
            long unassigned,
            long open,
            long done,
            long unreadMine,
            long snoozed,
            long untouched,
            long followed) {}

    Counts counts(UUID[] inboxes, @Nullable UUID viewer) {
        return jdbc.sql("""
                select
                  (select count(*) from (select 1 from conversation c where c.assignee_id = :viewer and c.is_open and not c.spam and c.snoozed_until is null and c.merged_into is null and c.side_of is null
                     and c.inbox_id = any(:inboxes) limit :cap) x) as mine,
                  (select count(*) from (select 1 from conversation c where c.assignee_id is null and c.is_open and not c.spam and c.snoozed_until is null and c.merged_into is null and c.side_of is null
                     and c.inbox_id = any(:inboxes) limit :cap) x) as unassigned,
                  (select count(*) from (select 1 from conversation c where c.is_open and not c.spam and c.snoozed_until is null and c.merged_into is null and c.side_of is null
                     and c.inbox_id = any(:inboxes) limit :cap) x) as open,
                  (select count(*) from (select 1 from conversation c where not c.is_open and not c.spam and c.merged_into is null and c.side_of is null
                     and c.inbox_id = any(:inboxes) limit :cap) x) as done,
                  (select count(*) from (select 1 from conversation c
                     left join read_mark r on r.conversation_id = c.id and r.agent_id = :viewer
                     where c.assignee_id = :viewer and c.is_open and not c.spam and c.snoozed_until is null and c.merged_into is null and c.side_of is null and c.inbox_id = any(:inboxes)
                       and greatest(c.last_customer_sequence, c.woken_sequence) > coalesce(r.sequence, 0) limit :cap) x) as unread_mine,
                  (select count(*) from (select 1 from conversation c where c.snoozed_until is not null and not c.spam and c.merged_into is null and c.side_of is null
                     and c.inbox_id = any(:inboxes) limit :cap) x) as snoozed,
                  (select count(*) from (select 1 from """ + UNTOUCHED + """
                     join conversation c on c.inbox_id = i.id and c.touched_at < i.before
                     where c.is_open and not c.spam and c.snoozed_until is null and c.merged_into is null and c.side_of is null limit :cap) x) as untouched,
                  (select count(*) from follower f join conversation c on c.id = f.conversation_id
                     where f.agent_id = :viewer and c.is_open and not c.spam and c.merged_into is null and c.side_of is null
                       and c.inbox_id = any(:inboxes)) as followed
                """)
                .param("viewer", viewer)
                .param("inboxes", inboxes)
                .param("cap", COUNT_CAP)
                .query(Counts.class)
                .single();
    }

    /** Open conversations by inbox, each capped. */
    Map<UUID, Long> openByInbox(UUID[] inboxes) {
        var counts = new HashMap<UUID, Long>();
        jdbc.sql("""
                select i.id, n.n from unnest(:inboxes::uuid[]) as i (id) cross join lateral (
                  select count(*) as n from (
                    select 1 from conversation c where c.inbox_id = i.id and c.is_open and not c.spam and c.snoozed_until is null and c.merged_into is null and c.side_of is null limit :cap) x) n
                """).param("inboxes", inboxes).param("cap", COUNT_CAP).query(row -> {
            counts.put(row.getObject(1, UUID.class), row.getLong(2));
        });
        return counts;
    }

    // --- participants

    Set<Participation> participations(Collection<Participation> possible) {
        return new HashSet<>(jdbc.sql("""
                select p.conversation_id, p.address
                from unnest(:conversations::uuid[], :addresses::text[]) as w (conversation_id, address)
                join participant p using (conversation_id, address)
                union select w.conversation_id, w.address
                from unnest(:conversations::uuid[], :addresses::text[]) as w (conversation_id, address)
                join conversation c on c.merged_root = w.conversation_id
                join participant p on p.conversation_id = c.id and p.address = w.address
                """)
                .param(
                        "conversations",
                        possible.stream().map(one -> one.conversation().value()).toArray(UUID[]::new))
                .param(
                        "addresses",
                        possible.stream().map(Participation::address).toArray(String[]::new))
                .query((row, index) ->
                        new Participation(new ConversationId(row.getObject(1, UUID.class)), row.getString(2)))
                .list());
    }

    List<Party> participants(Collection<UUID> conversations) {
        return jdbc.sql("""
                select address, max(name) as name from participant where conversation_id = any(?) group by address order by address
                """)
                .param(conversations.toArray(UUID[]::new))
                .query(Rows.of(Party.class))
                .list();
    }

    void participants(UUID conversation, Collection<Party> parties) {
        template.batchUpdate(
                "insert into participant (conversation_id, address, name) values (?, ?, ?) on conflict do nothing",
                parties.stream()
                        .map(party ->
                                new Object[] {conversation, party.address(), party.name() == null ? "" : party.name()})
                        .toList());
    }

    // --- read marks

    Set<UUID> unread(Collection<UUID> conversations, UUID agent) {
        return new HashSet<>(jdbc.sql("""
                select c.id from conversation c
                left join read_mark r on r.conversation_id = c.id and r.agent_id = :agent
                where c.id = any(:conversations) and c.is_open and greatest(c.last_customer_sequence, c.woken_sequence) > coalesce(r.sequence, 0)
                """)
                .param("agent", agent)
                .param("conversations", conversations.toArray(UUID[]::new))
                .query(Rows.of(UUID.class))
                .list());
    }

    /** The newest conversations that an agent has not read, of those in these inboxes. */
    List<UUID> unreadOf(UUID agent, UUID[] inboxes, int limit) {
        return jdbc.sql("""
                select c.id from conversation c
                left join read_mark r on r.conversation_id = c.id and r.agent_id = :agent
                where c.inbox_id = any(:inboxes) and c.is_open and not c.spam and c.merged_into is null and c.side_of is null
                  and greatest(c.last_customer_sequence, c.woken_sequence) > coalesce(r.sequence, 0)
                order by c.last_activity_at desc limit :limit
                """)
                .param("agent", agent)
                .param("inboxes", inboxes)
                .param("limit", limit)
                .query(Rows.of(UUID.class))
                .list();
    }

    /** Which of these agents have read each conversation up to its last news. */
    Map<UUID, Set<UUID>> readBy(Collection<UUID> conversations, Collection<UUID> agents) {
        var read = new HashMap<UUID, Set<UUID>>();
        jdbc.sql("""
                select r.conversation_id, r.agent_id from read_mark r join conversation c on c.id = r.conversation_id
                where r.conversation_id = any(:conversations) and r.agent_id = any(:agents)
                  and r.sequence >= greatest(c.last_customer_sequence, c.woken_sequence)
                """)
                .param("conversations", conversations.toArray(UUID[]::new))
                .param("agents", agents.toArray(UUID[]::new))
                .query(row -> {
                    read.computeIfAbsent(row.getObject(1, UUID.class), id -> new HashSet<>())
                            .add(row.getObject(2, UUID.class));
                });
        return read;
    }

    void markRead(UUID conversation, UUID agent, long sequence) {
        jdbc.sql("""
                insert into read_mark (conversation_id, agent_id, sequence) values (:conversation, :agent, :sequence)
                on conflict (conversation_id, agent_id) do update set sequence = excluded.sequence
                """)
                .param("conversation", conversation)
                .param("agent", agent)
                .param("sequence", sequence)
                .update();
    }

    void markAllRead(UUID[] inboxes, UUID agent, Instant before) {
        jdbc.sql("""
                insert into read_mark (conversation_id, agent_id, sequence)
                select id, :agent, sequence from conversation where inbox_id = any(:inboxes) and last_activity_at < :before
                on conflict (conversation_id, agent_id) do update set sequence = excluded.sequence
                """)
                .param("agent", agent)
                .param("inboxes", inboxes)
                .param("before", utc(before))
                .update();
    }

    static Row row(ResultSet row, int index) throws SQLException {
        var direction = row.getString("last_direction");
        var complexity = row.getString("complexity");
        return new Row(
                row.getObject("id", UUID.class),
                row.getLong("number"),
                row.getString("subject"),
                Status.of(row.getString("status")),
                Priority.of(row.getString("priority")),
                row.getObject("inbox_id", UUID.class),
                row.getObject("brand_id", UUID.class),
                row.getObject("mailbox_id", UUID.class),
                row.getObject("team_id", UUID.class),
                row.getObject("assignee_id", UUID.class),
                row.getObject("customer_id", UUID.class),
                row.getString("language"),
                Arrays.asList((String[]) row.getArray("tags").getArray()),
                row.getBoolean("spam"),
                row.getObject("follow_up_of", UUID.class),
                row.getLong("sequence"),
                row.getLong("last_customer_sequence"),
                row.getInt("message_count"),
                row.getString("preview"),
                direction == null
                        ? null
                        : new Conversation.LastMessage(
                                Direction.of(direction),
                                row.getString("last_channel"),
                                new Actor(
                                        Actor.Kind.of(row.getString("last_actor_kind")),
                                        row.getObject("last_actor_id", UUID.class)),
                                instant(row, "last_message_at")),
                instant(row, "created_at"),
                instant(row, "updated_at"),
                instant(row, "last_activity_at"),
                row.getObject("merged_into", UUID.class),
                row.getObject("merged_root", UUID.class),
                instantOrNull(row, "snoozed_until"),
                row.getLong("woken_sequence"),
                instant(row, "touched_at"),
                FieldValues.read(row.getString("fields")),
                row.getString("reason"),
                complexity == null ? null : Complexity.of(complexity),
                row.getObject("side_of", UUID.class));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static @Nullable Instant instantOrNull(ResultSet row, String column) throws SQLException {
        return row.getObject(column) == null ? null : instant(row, column);
    }

    private static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }
}
