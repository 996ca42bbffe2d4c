package org.centrala.conversations;

import static org.centrala.platform.postgres.Columns.utc;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.centrala.customers.spi.PersonalErasure.Person;
import org.centrala.platform.postgres.Rows;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The statements that forget a person in conversations. What numbers are made of they leave alone. */
@Component
class ErasedConversationStore {
    /** Theirs, and what was asked beside them; each once more when somebody has written in it since. */
    private static final String THEIR_CONVERSATIONS = """
            from conversation c
            where c.id in (select id from conversation where customer_id = any(:customers)
                union all select s.id from conversation p join conversation s on s.side_of = p.id where p.customer_id = any(:customers))
              and (c.erased_at is null or c.last_message_at > c.erased_at)
            """;

    private static final String THEIR_MESSAGES = """
            from conversation c join message m on m.conversation_id = c.id join message_content t on t.message_id = m.id
            where c.id in (select id from conversation where customer_id = any(:customers)
                union all select s.id from conversation p join conversation s on s.side_of = p.id where p.customer_id = any(:customers))
              and t.erased_at is null
            """;
    /** Of others, in which they take part. Those that they open later are a new customer's. */
    private static final String ELSEWHERE = """
            from conversation c
            where c.id in (select conversation_id from participant where address = any(:addresses)) and c.created_at < :before
              and not (c.customer_id = any(:customers))
            """;

    private static final String AT_REST = " and coalesce(m.delivery_state, '') not in ('queued', 'sending')";
    private static final String ALL_AT_REST = """
              and not exists (select 1 from message m where m.conversation_id = c.id and m.delivery_state in ('queued', 'sending'))
            """;
    private static final String BY_THEM = """
            ((m.actor_kind = 'customer' and m.actor_id = any(:customers)
              or lower(t.from_address) = any(:addresses)) and m.created_at < :before)
            """;
    private static final String TO_THEM = """
            exists (select 1 from jsonb_path_query(t.recipients, '$.*[*].address') a where lower(a #>> '{}') = any(:addresses))
            """;

    private final JdbcClient jdbc;

    ErasedConversationStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A message that is about to be forgotten. */
    record Said(UUID id, UUID conversation, UUID inbox) {}

    /** A conversation of which the subject was. */
    record Place(UUID id, UUID inbox) {}

    long messages(Person person) {
        return about("select count(*) " + THEIR_MESSAGES, person)
                .query(Long.class)
                .single();
    }

    long conversations(Person person) {
        return about("select count(*) " + THEIR_CONVERSATIONS, person)
                .query(Long.class)
                .single();
    }

    long elsewhere(Person person) {
        return about("select count(*) " + ELSEWHERE, person).query(Long.class).single();
    }

    long files(Person person) {
        return about(
                        "select count(*) "
                                + THEIR_MESSAGES.replace(
                                        "where c.id", "join attachment a on a.message_id = m.id where c.id"),
                        person)
                .query(Long.class)
                .single();
    }

    List<Place> nextConversations(Person person, int limit) {
        return about(
                        "select c.id, c.inbox_id as inbox " + THEIR_CONVERSATIONS
                                + " order by c.number limit :limit for no key update of c",
                        person)
                .param("limit", limit)
                .query(Rows.of(Place.class))
                .list();
    }

    List<Said> nextMessages(Person person, int limit) {
        return about(
                        "select m.id, m.conversation_id as conversation, c.inbox_id as inbox " + THEIR_MESSAGES
                                + AT_REST + " order by m.conversation_id, m.sequence limit :limit",
                        person)
                .param("limit", limit)
                .query(Rows.of(Said.class))
                .list();
    }

    List<Place> nextElsewhere(Person person, int limit) {
        return about(
                        "select c.id, c.inbox_id as inbox " + ELSEWHERE + ALL_AT_REST
                                + " order by c.number limit :limit for no key update of c",
                        person)
                .param("limit", limit)
                .query(Rows.of(Place.class))
                .list();
    }

    /** What they wrote in a conversation of somebody else. */
    List<UUID> byThem(UUID conversation, Person person) {
        return about(
                        "select m.id from message m join message_content t on t.message_id = m.id where m.conversation_id = :conversation and t.erased_at is null and "
                                + BY_THEM,
                        person)
                .param("conversation", conversation)
                .query(Rows.of(UUID.class))
                .list();
    }

    /** What others wrote there from the first message on that is by them or to them: it may quote or name them. */
    List<UUID> since(UUID conversation, Person person) {
        return about("""
                select m.id from message m join message_content t on t.message_id = m.id
                where m.conversation_id = :conversation and t.erased_at is null and not
                """ + BY_THEM + """
                  and m.sequence >= (select min(m.sequence) from message m join message_content t on t.message_id = m.id
                    where m.conversation_id = :conversation and (
                """ + BY_THEM + " or " + TO_THEM + "))", person)
                .param("conversation", conversation)
                .query(Rows.of(UUID.class))
                .list();
    }

    /** Cuts off what is quoted, and takes them from those who were written to. */
    void cut(UUID[] messages, Person person) {
        about("""
                update message_content t set body = t.visible_body, html = case when t.body = t.visible_body then t.html end,
                  recipients = (
                    select coalesce(jsonb_object_agg(key, case when jsonb_typeof(value) <> 'array' then value else (
                      select coalesce(jsonb_agg(party), '[]') from jsonb_array_elements(value) party
                      where lower(party ->> 'address') <> all(:addresses)) end), '{}')
                    from jsonb_each(t.recipients))
                where t.message_id = any(:messages)
                """, person).param("messages", messages).update();
        about("""
                update message set delivery_detail = null
                where id = any(:messages) and lower(delivery_detail ->> 'recipient') = any(:addresses)
                """, person).param("messages", messages).update();
    }

    /** They take part in it no longer. */
    void forgetParticipant(UUID conversation, Person person) {
        about("delete from participant where conversation_id = :conversation and address = any(:addresses)", person)
                .param("conversation", conversation)
                .update();
    }

    /** What was guessed about their address, and what somebody has begun to write to it, in any conversation. */
    int forgetAddresses(Person person) {
        var hints = about("delete from conversation_hint where lower(address) = any(:addresses)", person)
                .update();
        var drafts = about("""
                delete from draft where updated_at < :before
                  and exists (select 1 from unnest(:addresses) a where position(a in lower(content::text)) > 0)
                """, person).update();
        var reviews = about("""
                delete from draft_review r where updated_at < :before and exists (select 1 from unnest(:addresses) a
                  where position(a in lower(r.text)) > 0 or position(a in lower(r.html)) > 0
                    or exists (select 1 from draft_review_comment c where c.review_id = r.id and position(a in lower(c.text)) > 0))
                """, person).update();
        return hints + drafts + reviews;
    }

    /** Values that are chosen from a list are numbers' matter and stay, like status, tags, reason and complexity. */
    void forgetConversations(UUID[] ids, Collection<String> countable, Instant at) {
        jdbc.sql("""
                update conversation set subject = :bar, preview = :bar, erased_at = :at,
                  fields = (select coalesce(jsonb_object_agg(key, value), '{}') from jsonb_each(fields) where key = any(:countable))
                where id = any(:ids)
                """)
                .param("bar", Redaction.BAR)
                .param("at", utc(at))
                .param("countable", countable.toArray(String[]::new))
                .param("ids", ids)
                .update();
        jdbc.sql("delete from participant where conversation_id = any(?)")
                .param(ids)
                .update();
        jdbc.sql("delete from conversation_hint where conversation_id = any(?)")
                .param(ids)
                .update();
        jdbc.sql("update play_turn set note = null where conversation_id = any(?) and note is not null")
                .param(ids)
                .update();
    }

    /** What people have begun to write; how much that was. */
    int forgetDrafts(UUID[] conversations) {
        var reviews = jdbc.sql("delete from draft_review where conversation_id = any(?)")
                .param(conversations)
                .update();
        return reviews
                + jdbc.sql("delete from draft where conversation_id = any(?)")
                        .param(conversations)
                        .update();
    }

    void forgetMessages(UUID[] ids, Instant at) {
        jdbc.sql("""
                update message_content set from_address = null, from_name = null, reply_to = null, recipients = '{}',
                  subject = null, body = :bar, visible_body = :bar, html = null, trust = null, facts = null, erased_at = :at
                where message_id = any(:ids)
                """)
                .param("bar", Redaction.BAR)
                .param("at", utc(at))
                .param("ids", ids)
                .update();
        jdbc.sql("update message set external_id = null, delivery_detail = null where id = any(?)")
                .param(ids)
                .update();
    }

    int forgetFiles(UUID[] messages) {
        return jdbc.sql("delete from attachment where message_id = any(?)")
                .param(messages)
                .update();
    }

    private JdbcClient.StatementSpec about(String sql, Person person) {
        var statement = jdbc.sql(sql);
        if (sql.contains(":customers")) {
            statement = statement.param("customers", person.customers().toArray(UUID[]::new));
        }
        if (sql.contains(":addresses")) {
            statement = statement.param("addresses", person.addresses().toArray(String[]::new));
        }
        return sql.contains(":before") ? statement.param("before", utc(person.before())) : statement;
    }
}
