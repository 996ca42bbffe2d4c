package org.centrala.conversations;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.centrala.platform.Ids;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The table of hints. */
@Component
class HintStore {
    private final JdbcClient jdbc;
    private final JdbcTemplate template;

    HintStore(JdbcClient jdbc, JdbcTemplate template) {
        this.jdbc = jdbc;
        this.template = template;
    }

    /** A hint: {@code other} that a conversation may belong to, or the {@code sender} it may really be from. */
    record Row(
            UUID id,
            UUID conversation,
            @Nullable UUID other,
            String reason,
            @Nullable Party sender,
            boolean open) {
        static Row belongs(UUID conversation, UUID other, String reason) {
            return new Row(Ids.next(), conversation, other, reason, null, true);
        }

        static Row from(UUID conversation, Party sender) {
            return new Row(Ids.next(), conversation, null, "forwarded", sender, true);
        }
    }

    void insertAll(List<Row> rows, Instant at) {
        if (!rows.isEmpty()) {
            template.batchUpdate(
                    """
                    insert into conversation_hint (id, conversation_id, kind, other_id, reason, address, name, created_at)
                    values (?, ?, ?, ?::uuid, ?, ?, ?, ?)
                    """,
                    rows.stream()
                            .map(row -> new @Nullable Object[] {
                                row.id(),
                                row.conversation(),
                                row.sender() == null ? "belongs" : "customer",
                                row.other(),
                                row.reason(),
                                row.sender() == null ? null : row.sender().address(),
                                row.sender() == null ? null : row.sender().name(),
                                at.atOffset(ZoneOffset.UTC)
                            })
                            .toList());
        }
    }

    /**
     * What is to be decided about a conversation. That it was joined is undone by un-merging it: then it is to be decided
     * again.
     */
    List<Row> open(UUID conversation) {
        return jdbc.sql("""
                select h.id, h.conversation_id, h.other_id, h.reason, h.address, h.name, true
                from conversation_hint h join conversation c on c.id = h.conversation_id
                where h.conversation_id = ? and c.merged_into is null
                  and (h.state = 'open' or h.state = 'accepted' and h.kind = 'belongs')
                order by h.created_at, h.id
                """).param(conversation).query(HintStore::row).list();
    }

    Optional<Row> find(UUID conversation, UUID id) {
        return jdbc.sql("""
                select id, conversation_id, other_id, reason, address, name, state <> 'dismissed' from conversation_hint
                where id = ? and conversation_id = ?
                """).param(id).param(conversation).query(HintStore::row).optional();
    }

    void decide(UUID id, String state) {
        jdbc.sql("update conversation_hint set state = ? where id = ?")
                .param(state)
                .param(id)
                .update();
    }

    private static Row row(ResultSet row, int index) throws SQLException {
        var address = row.getString(5);
        return new Row(
                row.getObject(1, UUID.class),
                row.getObject(2, UUID.class),
                row.getObject(3, UUID.class),
                row.getString(4),
                address == null ? null : new Party(address, row.getString(6)),
                row.getBoolean(7));
    }
}
