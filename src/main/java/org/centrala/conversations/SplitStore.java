package org.centrala.conversations;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What was split off from where, and the one pointer that it takes. */
@Component
class SplitStore {
    private final JdbcClient jdbc;

    SplitStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** How many messages stand in some conversations. */
    long count(Collection<UUID> conversations) {
        return jdbc.sql("""
                select count(*) from message where conversation_id = any(?) and delivery_state is distinct from 'undone'
                """)
                .param(conversations.toArray(UUID[]::new))
                .query(Long.class)
                .single();
    }

    void insert(UUID conversation, UUID from, Instant at) {
        jdbc.sql("insert into conversation_split (conversation_id, from_id, split_at) values (?, ?, ?)")
                .param(conversation)
                .param(from)
                .param(at.atOffset(ZoneOffset.UTC))
                .update();
    }

    /**
     * Lets messages stand in another conversation from its second place on, in their order, and remembers where they stood;
     * says how many did. One that is just leaving stays.
     */
    int move(List<UUID> messages, UUID into) {
        jdbc.sql("""
                insert into message_move (message_id, into_id, from_id, sequence)
                select id, :into, conversation_id, sequence from message where id = any(:messages)
                """)
                .param("messages", messages.toArray(UUID[]::new))
                .param("into", into)
                .update();
        return jdbc.sql("""
                update message m set conversation_id = :into, sequence = w.place + 1
                from unnest(:messages::uuid[]) with ordinality as w (id, place)
                where m.id = w.id and (m.delivery_state is null or m.delivery_state not in ('queued', 'sending', 'undone'))
                """)
                .param("messages", messages.toArray(UUID[]::new))
                .param("into", into)
                .update();
    }

    /** Takes messages that left off the counts of the conversation they stood in, and of those that it is shown in. */
    void left(UUID conversation, long messages) {
        jdbc.sql("""
                with recursive up as (
                  select :id::uuid as id
                  union select m.into_id from up join conversation_merge m on m.conversation_id = up.id)
                update conversation set message_count = greatest(0, message_count - :messages)
                where id in (select id from up)
                """).param("id", conversation).param("messages", messages).update();
    }

    /** What nobody has answered is what customers wrote that is still here. */
    void newsAgain(UUID conversation, long gone) {
        jdbc.sql("""
                update conversation set last_customer_sequence = coalesce((
                  select max(sequence) from message where conversation_id = :id and direction = 'inbound'), 0)
                where id = :id and last_customer_sequence = :gone
                """).param("id", conversation).param("gone", gone).update();
    }
}
