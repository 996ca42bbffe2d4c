package org.centrala.channels.email;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.centrala.conversations.Trust;
import org.centrala.platform.files.Files;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** The table of accepted mail as people see it: what became of each, and the quarantine. */
@Component
class InboundRecordStore {
    private static final String COLUMNS = """
            i.id, i.message_id, i.mailbox_id, i.envelope_from, i.envelope_to, i.received_at, i.size, i.outcome, i.reason,
            i.conversation_id, i.message_ref, i.bounce, i.trust
            """;
    private static final String VISIBLE =
            " from inbound i join mailbox b on b.id = i.mailbox_id where b.inbox_id = any(:inboxes) ";

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Files files;

    InboundRecordStore(JdbcClient jdbc, JsonMapper json, Files files) {
        this.jdbc = jdbc;
        this.json = json;
        this.files = files;
    }

    List<InboundRecord> list(@Nullable String messageId, UUID[] inboxes, @Nullable UUID before, int limit) {
        return jdbc.sql("select " + COLUMNS + VISIBLE + """
                and (:messageId::text is null or i.message_id = :messageId) and (:before::uuid is null or i.id < :before)
                order by i.id desc limit :limit
                """)
                .param("inboxes", inboxes)
                .param("messageId", messageId)
                .param("before", before)
                .param("limit", limit)
                .query(this::row)
                .list();
    }

    Optional<InboundRecord> find(UUID id, UUID[] inboxes) {
        return jdbc.sql("select " + COLUMNS + VISIBLE + "and i.id = :id")
                .param("inboxes", inboxes)
                .param("id", id)
                .query(this::row)
                .optional();
    }

    /** A quarantined mail with the beginning of its bytes. */
    record Held(InboundRecord inbound, byte[] beginning) {}

    List<Held> quarantine(UUID[] inboxes, @Nullable UUID before, int limit) {
        return jdbc.sql("select " + COLUMNS + ", substring(i.raw from 1 for 16384) as beginning, i.file" + VISIBLE
                        + """
                and i.outcome = 'quarantined' and (:before::uuid is null or i.id < :before)
                order by i.id desc limit :limit
                """)
                .param("inboxes", inboxes)
                .param("before", before)
                .param("limit", limit)
                .query((row, index) -> {
                    var beginning = row.getBytes("beginning");
                    var file = row.getString("file");
                    return new Held(
                            row(row, index), beginning != null ? beginning : beginning(Objects.requireNonNull(file)));
                })
                .list();
    }

    private byte[] beginning(String file) {
        try (var content = files.open(file)) {
            return content.readNBytes(16384);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Lets a quarantined mail wait again. */
    boolean reopen(UUID id, UUID[] inboxes) {
        return jdbc.sql("""
                        update inbound i set outcome = null, reason = null, attempts = 0, next_attempt_at = null, decided_at = null
                        from mailbox b
                        where i.id = :id and i.outcome = 'quarantined' and b.id = i.mailbox_id and b.inbox_id = any(:inboxes)
                        """).param("id", id).param("inboxes", inboxes).update() == 1;
    }

    boolean delete(UUID id, UUID[] inboxes) {
        return jdbc.sql("""
                        delete from inbound i using mailbox b
                        where i.id = :id and i.outcome = 'quarantined' and b.id = i.mailbox_id and b.inbox_id = any(:inboxes)
                        """).param("id", id).param("inboxes", inboxes).update() == 1;
    }

    private InboundRecord row(ResultSet row, int index) throws SQLException {
        var bounce = row.getString("bounce");
        var trust = row.getString("trust");
        return new InboundRecord(
                row.getObject("id", UUID.class),
                row.getString("message_id"),
                row.getObject("mailbox_id", UUID.class),
                row.getString("envelope_from"),
                row.getString("envelope_to"),
                instant(row, "received_at"),
                row.getLong("size"),
                row.getString("outcome"),
                row.getString("reason"),
                row.getObject("conversation_id", UUID.class),
                row.getObject("message_ref", UUID.class),
                bounce == null ? null : Arrays.asList(json.readValue(bounce, InboundRecord.Bounce[].class)),
                trust == null ? null : json.readValue(trust, Trust.class));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
