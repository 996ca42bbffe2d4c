package org.centrala.channels.email;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The table of mailboxes. */
@Component
class MailboxStore {
    private static final String COLUMNS = """
            id, inbox_id, name, address, smtp_host, smtp_port, smtp_tls, smtp_username, smtp_password, signature,
            outgoing_state, last_error, last_error_at, sequence, created_at, updated_at
            """;

    private final JdbcClient jdbc;

    MailboxStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The submission server of a mailbox; the password encrypted. */
    record Smtp(
            String host,
            int port,
            String tls,
            @Nullable String username,
            @Nullable String password) {}

    record Row(
            UUID id,
            UUID inbox,
            String name,
            String address,
            @Nullable Smtp smtp,
            String signature,
            String outgoingState,
            @Nullable String lastError,
            @Nullable Instant lastErrorAt,
            long sequence,
            Instant createdAt,
            Instant updatedAt) {}

    List<Row> all() {
        return jdbc.sql("select " + COLUMNS + "from mailbox where deleted_at is null order by created_at, id")
                .query(MailboxStore::row)
                .list();
    }

    List<Row> list(UUID[] inboxes) {
        return jdbc.sql("select " + COLUMNS
                        + "from mailbox where deleted_at is null and inbox_id = any(?) order by created_at, id")
                .param(inboxes)
                .query(MailboxStore::row)
                .list();
    }

    Optional<Row> find(UUID id, UUID[] inboxes, boolean lock) {
        return jdbc.sql("select " + COLUMNS + "from mailbox where deleted_at is null and id = ? and inbox_id = any(?)"
                        + (lock ? " for update" : ""))
                .param(id)
                .param(inboxes)
                .query(MailboxStore::row)
                .optional();
    }

    void insert(Row row) {
        jdbc.sql("""
                insert into mailbox (id, inbox_id, name, address, smtp_host, smtp_port, smtp_tls, smtp_username, smtp_password, signature, created_at, updated_at)
                values (:id, :inbox, :name, :address, :host, :port, :tls, :username, :password, :signature, :at, :at)
                """)
                .param("id", row.id())
                .param("inbox", row.inbox())
                .param("name", row.name())
                .param("address", row.address())
                .param("host", row.smtp() == null ? null : row.smtp().host())
                .param("port", row.smtp() == null ? null : row.smtp().port())
                .param("tls", row.smtp() == null ? null : row.smtp().tls())
                .param("username", row.smtp() == null ? null : row.smtp().username())
                .param("password", row.smtp() == null ? null : row.smtp().password())
                .param("signature", row.signature())
                .param("at", utc(row.createdAt()))
                .update();
    }

    void update(Row row, Instant at) {
        jdbc.sql("""
                update mailbox set inbox_id = :inbox, name = :name, address = :address, smtp_host = :host, smtp_port = :port, smtp_tls = :tls,
                  smtp_username = :username, smtp_password = :password, signature = :signature, outgoing_state = :state,
                  last_error = :lastError, last_error_at = :lastErrorAt, sequence = :sequence, updated_at = :at
                where id = :id
                """)
                .param("id", row.id())
                .param("inbox", row.inbox())
                .param("name", row.name())
                .param("address", row.address())
                .param("host", row.smtp() == null ? null : row.smtp().host())
                .param("port", row.smtp() == null ? null : row.smtp().port())
                .param("tls", row.smtp() == null ? null : row.smtp().tls())
                .param("username", row.smtp() == null ? null : row.smtp().username())
                .param("password", row.smtp() == null ? null : row.smtp().password())
                .param("signature", row.signature())
                .param("state", row.outgoingState())
                .param("lastError", row.lastError())
                .param("lastErrorAt", row.lastErrorAt() == null ? null : utc(row.lastErrorAt()))
                .param("sequence", row.sequence())
                .param("at", utc(at))
                .update();
    }

    void delete(UUID id, long sequence, Instant at) {
        jdbc.sql(
                        "update mailbox set deleted_at = :at, updated_at = :at, sequence = :sequence, smtp_password = null where id = :id")
                .param("at", utc(at))
                .param("sequence", sequence)
                .param("id", id)
                .update();
    }

    /** Writes down that sending works or why not; whether that is news. */
    boolean outgoing(UUID id, boolean ok, @Nullable String error, Instant at) {
        return jdbc.sql("""
                        update mailbox set outgoing_state = :state, last_error = coalesce(:error, last_error),
                          last_error_at = case when :error::text is null then last_error_at else :at end
                        where id = :id and (outgoing_state <> :state or :error::text is not null)
                        """)
                        .param("state", ok ? "ok" : "failing")
                        .param("error", error)
                        .param("at", utc(at))
                        .param("id", id)
                        .update()
                == 1;
    }

    private static Row row(ResultSet row, int index) throws SQLException {
        var host = row.getString("smtp_host");
        var lastErrorAt = row.getObject("last_error_at", OffsetDateTime.class);
        return new Row(
                row.getObject("id", UUID.class),
                row.getObject("inbox_id", UUID.class),
                row.getString("name"),
                row.getString("address"),
                host == null
                        ? null
                        : new Smtp(
                                host,
                                row.getInt("smtp_port"),
                                row.getString("smtp_tls"),
                                row.getString("smtp_username"),
                                row.getString("smtp_password")),
                row.getString("signature"),
                row.getString("outgoing_state"),
                row.getString("last_error"),
                lastErrorAt == null ? null : lastErrorAt.toInstant(),
                row.getLong("sequence"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getObject("updated_at", OffsetDateTime.class).toInstant());
    }

    static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }
}
