package org.centrala.channels.email.imap;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.centrala.platform.postgres.Rows;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The tables of fetching: places in folders, what is still to be marked, and how each mailbox is doing. */
@Component
class ImapStore {
    private static final String CURSOR = """
            mailbox_id, folder, account, uid_validity, last_uid, backlog_since, backlog_uid, backlog_end, backlog_done,
            backlog_total, resync, doubtful, messages, looked_at
            """;

    private final JdbcClient jdbc;

    ImapStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * How far a folder was taken in.
     *
     * @param lastUid every mail up to here is either taken in, or part of the backlog, or too old
     * @param backlogUid the backlog is gone through up to here, {@code backlogEnd} is its last one
     * @param resync what the backlog holds may be known already: its mails were numbered anew
     * @param doubtful the server's dates were given anew, too, and say nothing about age
     */
    record Cursor(
            UUID mailbox,
            String folder,
            UUID account,
            long validity,
            long lastUid,
            @Nullable String backlogSince,
            long backlogUid,
            long backlogEnd,
            int done,
            @Nullable Integer total,
            boolean resync,
            boolean doubtful,
            int messages,
            Instant lookedAt) {

        boolean hasBacklog() {
            return backlogUid < backlogEnd;
        }
    }

    /** Somebody else moved the cursor: another process fetches the same mailbox. */
    static final class CursorMoved extends RuntimeException {
        CursorMoved() {
            super("the place in the folder was moved by somebody else", null, false, false);
        }
    }

    Optional<Cursor> cursor(UUID mailbox, String folder) {
        return jdbc.sql("select " + CURSOR + " from imap_cursor where mailbox_id = ? and folder = ?")
                .param(mailbox)
                .param(folder)
                .query(ImapStore::cursor)
                .optional();
    }

    /** Writes a place down that does not follow from the one before. */
    void begin(Cursor cursor) {
        jdbc.sql("insert into imap_cursor (" + CURSOR + """
                ) values (:mailbox, :folder, :account, :validity, :last, :since, :backlog, :end, :done, :total, :resync,
                  :doubtful, :messages, :lookedAt)
                on conflict (mailbox_id, folder) do update set account = excluded.account, uid_validity = excluded.uid_validity,
                  last_uid = excluded.last_uid, backlog_since = excluded.backlog_since, backlog_uid = excluded.backlog_uid,
                  backlog_end = excluded.backlog_end, backlog_done = excluded.backlog_done,
                  backlog_total = excluded.backlog_total, resync = excluded.resync, doubtful = excluded.doubtful,
                  messages = excluded.messages, looked_at = excluded.looked_at
                """)
                .param("mailbox", cursor.mailbox())
                .param("folder", cursor.folder())
                .param("account", cursor.account())
                .param("validity", cursor.validity())
                .param("last", cursor.lastUid())
                .param("since", cursor.backlogSince())
                .param("backlog", cursor.backlogUid())
                .param("end", cursor.backlogEnd())
                .param("done", cursor.done())
                .param("total", cursor.total())
                .param("resync", cursor.resync())
                .param("doubtful", cursor.doubtful())
                .param("messages", cursor.messages())
                .param("lookedAt", utc(cursor.lookedAt()))
                .update();
    }

    /** Moves the place of new mail on, in the transaction that keeps the mail. */
    void advance(Cursor cursor, long to) {
        moved(jdbc.sql("""
                        update imap_cursor set last_uid = :to
                        where mailbox_id = :mailbox and folder = :folder and uid_validity = :validity and last_uid = :from
                        """)
                .param("to", to)
                .param("mailbox", cursor.mailbox())
                .param("folder", cursor.folder())
                .param("validity", cursor.validity())
                .param("from", cursor.lastUid())
                .update());
    }

    /** Moves the place in the backlog on, in the transaction that keeps the mail. */
    void advanceBacklog(Cursor cursor, long to, int done, int total) {
        moved(jdbc.sql("""
                        update imap_cursor set backlog_uid = :to, backlog_done = :done, backlog_total = :total
                        where mailbox_id = :mailbox and folder = :folder and uid_validity = :validity and backlog_uid = :from
                        """)
                .param("to", to)
                .param("done", done)
                .param("total", total)
                .param("mailbox", cursor.mailbox())
                .param("folder", cursor.folder())
                .param("validity", cursor.validity())
                .param("from", cursor.backlogUid())
                .update());
    }

    private static void moved(int rows) {
        if (rows != 1) {
            throw new CursorMoved();
        }
    }

    void looked(Cursor cursor, int messages, Instant at) {
        jdbc.sql("update imap_cursor set messages = ?, looked_at = ? where mailbox_id = ? and folder = ?")
                .param(messages)
                .param(utc(at))
                .param(cursor.mailbox())
                .param(cursor.folder())
                .update();
    }

    void addAfter(Cursor cursor, Collection<Long> uids) {
        jdbc.sql("""
                insert into imap_after (mailbox_id, folder, uid_validity, uid)
                select :mailbox, :folder, :validity, uid from unnest(:uids::bigint[]) as uid on conflict do nothing
                """)
                .param("mailbox", cursor.mailbox())
                .param("folder", cursor.folder())
                .param("validity", cursor.validity())
                .param("uids", uids.toArray(Long[]::new))
                .update();
    }

    List<Long> after(Cursor cursor, int limit) {
        return jdbc.sql("""
                select uid from imap_after where mailbox_id = :mailbox and folder = :folder and uid_validity = :validity
                order by uid limit :limit
                """)
                .param("mailbox", cursor.mailbox())
                .param("folder", cursor.folder())
                .param("validity", cursor.validity())
                .param("limit", limit)
                .query(Rows.of(Long.class))
                .list();
    }

    void doneAfter(Cursor cursor, Collection<Long> uids) {
        jdbc.sql("""
                delete from imap_after where mailbox_id = :mailbox and folder = :folder and uid_validity = :validity
                  and uid = any(:uids)
                """)
                .param("mailbox", cursor.mailbox())
                .param("folder", cursor.folder())
                .param("validity", cursor.validity())
                .param("uids", uids.toArray(Long[]::new))
                .update();
    }

    /** Numbers of another validity name nothing any more. */
    void forgetAfter(UUID mailbox, String folder) {
        jdbc.sql("delete from imap_after where mailbox_id = ? and folder = ?")
                .param(mailbox)
                .param(folder)
                .update();
    }

    /** Leases a mailbox to a node, unless another node's lease has not ended. */
    boolean lease(UUID mailbox, UUID node, Instant now, Instant until) {
        return jdbc.sql("""
                        insert into imap_lease (mailbox_id, node, until) values (:mailbox, :node, :until)
                        on conflict (mailbox_id) do update set node = :node, until = :until
                        where imap_lease.node = :node or imap_lease.until < :now
                        """)
                        .param("mailbox", mailbox)
                        .param("node", node)
                        .param("until", utc(until))
                        .param("now", utc(now))
                        .update()
                == 1;
    }

    /** Extends the leases that the node still has; which these are. */
    List<UUID> extendLeases(Collection<UUID> mailboxes, UUID node, Instant until) {
        return jdbc.sql(
                        "update imap_lease set until = :until where mailbox_id = any(:mailboxes) and node = :node returning mailbox_id")
                .param("until", utc(until))
                .param("mailboxes", mailboxes.toArray(UUID[]::new))
                .param("node", node)
                .query(Rows.of(UUID.class))
                .list();
    }

    void releaseLease(UUID mailbox, UUID node) {
        jdbc.sql("delete from imap_lease where mailbox_id = ? and node = ?")
                .param(mailbox)
                .param(node)
                .update();
    }

    /** How a mailbox is doing, as it is kept. */
    record State(
            UUID mailbox,
            String phase,
            Instant since,
            @Nullable Instant failingSince,
            boolean told,
            @Nullable String lastError,
            @Nullable Instant lastErrorAt,
            @Nullable Instant lastFetchedAt,
            @Nullable Instant retryAt,
            int done,
            @Nullable Integer total) {}

    private static final String STATE = """
            select s.mailbox_id, s.phase, s.since, s.failing_since, s.told, s.last_error, s.last_error_at, s.last_fetched_at,
              s.retry_at, c.done, c.total
            from imap_state s left join (
              select mailbox_id, sum(backlog_done) as done, sum(coalesce(backlog_total, backlog_done)) as total
              from imap_cursor where backlog_uid < backlog_end group by mailbox_id) c on c.mailbox_id = s.mailbox_id
            """;

    Map<UUID, State> states(Collection<UUID> mailboxes) {
        var states = new HashMap<UUID, State>();
        jdbc.sql(STATE + "where s.mailbox_id = any(?)")
                .param(mailboxes.toArray(UUID[]::new))
                .query(ImapStore::state)
                .list()
                .forEach(state -> states.put(state.mailbox(), state));
        return states;
    }

    void phase(UUID mailbox, String phase, Instant at) {
        jdbc.sql("""
                insert into imap_state (mailbox_id, phase, since) values (:mailbox, :phase, :at)
                on conflict (mailbox_id) do update set phase = :phase, since = :at, retry_at = null
                """)
                .param("mailbox", mailbox)
                .param("phase", phase)
                .param("at", utc(at))
                .update();
    }

    void fetched(UUID mailbox, Instant at) {
        jdbc.sql("update imap_state set last_fetched_at = ? where mailbox_id = ?")
                .param(utc(at))
                .param(mailbox)
                .update();
    }

    /** Writes a failure down. */
    void failed(UUID mailbox, String error, Instant at, Instant retryAt) {
        jdbc.sql("""
                insert into imap_state (mailbox_id, phase, since, failing_since, last_error, last_error_at, retry_at)
                values (:mailbox, 'failing', :at, :at, :error, :at, :retryAt)
                on conflict (mailbox_id) do update set phase = 'failing', since = :at,
                  failing_since = coalesce(imap_state.failing_since, :at), last_error = :error, last_error_at = :at, retry_at = :retryAt
                """)
                .param("mailbox", mailbox)
                .param("error", error)
                .param("at", utc(at))
                .param("retryAt", utc(retryAt))
                .update();
    }

    /** Everything works; whether somebody had been told of the contrary. */
    boolean recovered(UUID mailbox) {
        boolean told = jdbc.sql("select told from imap_state where mailbox_id = ? for update")
                .param(mailbox)
                .query(Rows.of(Boolean.class))
                .optional()
                .orElse(false);
        jdbc.sql(
                        "update imap_state set failing_since = null, told = false where mailbox_id = ? and failing_since is not null")
                .param(mailbox)
                .update();
        return told;
    }

    /** Remembers that somebody is told; false when that was done before. */
    boolean tell(UUID mailbox) {
        return jdbc.sql(
                                "update imap_state set told = true where mailbox_id = ? and not told and failing_since is not null")
                        .param(mailbox)
                        .update()
                == 1;
    }

    private static Cursor cursor(ResultSet row, int index) throws SQLException {
        return new Cursor(
                row.getObject("mailbox_id", UUID.class),
                row.getString("folder"),
                row.getObject("account", UUID.class),
                row.getLong("uid_validity"),
                row.getLong("last_uid"),
                row.getString("backlog_since"),
                row.getLong("backlog_uid"),
                row.getLong("backlog_end"),
                row.getInt("backlog_done"),
                row.getObject("backlog_total", Integer.class),
                row.getBoolean("resync"),
                row.getBoolean("doubtful"),
                row.getInt("messages"),
                row.getObject("looked_at", OffsetDateTime.class).toInstant());
    }

    private static State state(ResultSet row, int index) throws SQLException {
        var total = row.getObject("total");
        return new State(
                row.getObject("mailbox_id", UUID.class),
                row.getString("phase"),
                row.getObject("since", OffsetDateTime.class).toInstant(),
                instant(row, "failing_since"),
                row.getBoolean("told"),
                row.getString("last_error"),
                instant(row, "last_error_at"),
                instant(row, "last_fetched_at"),
                instant(row, "retry_at"),
                row.getInt("done"),
                total == null ? null : row.getInt("total"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }

    private static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }
}
