package org.centrala.conversations;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.centrala.platform.postgres.Rows;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The table of links, at most one for a pair, and the follow-ups beside it. */
@Component
class BondStore {
    private final JdbcClient jdbc;

    BondStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What {@code other} is to {@code one}; a follow-up or split has no id. */
    record Row(@Nullable UUID id, UUID one, UUID other, LinkKind kind) {
        Row seenFrom(boolean theOther) {
            return theOther ? new Row(id, other, one, kind.reversed()) : this;
        }
    }

    void lockRanks() {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended('conversation.link', 0))")
                .query(row -> {});
    }

    Optional<Row> between(UUID one, UUID other) {
        return jdbc.sql("""
                select id, one_id, other_id, kind from conversation_link
                where least(one_id, other_id) = least(:one, :other) and greatest(one_id, other_id) = greatest(:one, :other)
                """)
                .param("one", one)
                .param("other", other)
                .query(BondStore::row)
                .optional();
    }

    Optional<Row> find(UUID id) {
        return jdbc.sql("select id, one_id, other_id, kind from conversation_link where id = ?")
                .param(id)
                .query(BondStore::row)
                .optional();
    }

    /** Whether somebody else has linked the pair just now is for the unique index to say: then this writes nothing. */
    boolean insert(Row row, Instant at) {
        return jdbc.sql("""
                        insert into conversation_link (id, one_id, other_id, kind, created_at)
                        values (:id, :one, :other, :kind, :at) on conflict do nothing
                        """)
                        .param("id", row.id())
                        .param("one", row.one())
                        .param("other", row.other())
                        .param("kind", row.kind().wire())
                        .param("at", at.atOffset(ZoneOffset.UTC))
                        .update()
                == 1;
    }

    void delete(UUID id) {
        jdbc.sql("delete from conversation_link where id = ?").param(id).update();
    }

    /** Links of any of these conversations, oldest first, what follows what up, and what was split off. */
    List<Row> of(Collection<UUID> conversations) {
        return jdbc.sql("""
                select id, one_id, other_id, kind from conversation_link where one_id = any(:ids) or other_id = any(:ids)
                union all
                select null, id, follow_up_of, 'follow_up_of' from conversation
                where follow_up_of is not null and (id = any(:ids) or follow_up_of = any(:ids))
                union all
                select null, conversation_id, from_id, 'split_from' from conversation_split
                where conversation_id = any(:ids) or from_id = any(:ids)
                order by 1 nulls first, 2
                """)
                .param("ids", conversations.toArray(UUID[]::new))
                .query(BondStore::row)
                .list();
    }

    /** Whether {@code above} stands somewhere above {@code one} by links of a kind. */
    boolean isAbove(UUID above, UUID one, LinkKind kind) {
        return jdbc.sql("""
                with recursive up as (
                  select other_id as id from conversation_link where one_id = :one and kind = :kind
                  union select l.other_id from up join conversation_link l on l.one_id = up.id and l.kind = :kind)
                select exists (select 1 from up where id = :above)
                """)
                .param("one", one)
                .param("above", above)
                .param("kind", kind.wire())
                .query(Rows.of(Boolean.class))
                .single();
    }

    private static Row row(ResultSet row, int index) throws SQLException {
        return new Row(
                row.getObject(1, UUID.class),
                row.getObject(2, UUID.class),
                row.getObject(3, UUID.class),
                LinkKind.of(row.getString(4)));
    }
}
