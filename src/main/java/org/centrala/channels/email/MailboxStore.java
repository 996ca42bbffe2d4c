package org.centrala.channels.email;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.centrala.platform.postgres.Rows;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The table of mailboxes. */
@Component
class MailboxStore {
    private static final String COLUMNS = """
            m.id, m.inbox_id, m.name, m.address, m.smtp_host, m.smtp_port, m.smtp_tls, m.smtp_username, m.smtp_password,
            m.signature, m.outgoing_state, m.last_error, m.last_error_at, m.sequence, m.created_at, m.updated_at, m.catch_all,
            array(select a.address from mailbox_alias a where a.mailbox_id = m.id order by a.address) as aliases,
            i.host, i.port, i.tls, i.username, i.password, i.oauth_provider, i.oauth_endpoint, i.oauth_client, i.oauth_secret,
            i.oauth_refresh, i.folder, i.sent_folder, i.since, i.after_action, i.after_folder, i.started_at, i.account,
            i.plus_state, i.plus_message, i.plus_tried_at, m.signature_from,
            m.smtp_oauth
            """;
    private static final String TABLES = " from mailbox m left join mailbox_imap i on i.mailbox_id = m.id ";

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
            @Nullable String password,
            @Nullable Lent lent) {}

    /** The grant by which a mailbox fetches its mail, lent to its submission server. */
    record Lent(UUID mailbox, OAuth grant) {}

    record Row(
            UUID id,
            UUID inbox,
            String name,
            String address,
            List<String> aliases,
            boolean catchAll,
            @Nullable Imap imap,
            @Nullable Smtp smtp,
            String signature,
            String outgoingState,
            @Nullable String lastError,
            @Nullable Instant lastErrorAt,
            long sequence,
            Instant createdAt,
            Instant updatedAt,
            Signatures.From signatureFrom) {

        /** Whether mail to the address with a plus and anything is known to come back: what the listener takes, it takes so. */
        boolean plusWorks() {
            return imap == null || imap.plus() == Plus.WORKS;
        }
    }

    /** Whether mail to the address with a plus arrives; tried by a mail to ourselves. */
    enum Plus {
        UNKNOWN,
        TESTING,
        WORKS,
        FAILS;

        String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What a mailbox signs in with by OAuth 2; the secrets encrypted. */
    record OAuth(
            String provider,
            String endpoint,
            String clientId,
            @Nullable String clientSecret,
            @Nullable String refreshToken) {}

    /**
     * Where a mailbox fetches its mail; the password encrypted.
     *
     * @param account changes with server and user
     * @param plusMessage the Message-ID of the mail that is sent to ourselves to try whether plus addresses work
     */
    record Imap(
            String host,
            int port,
            String tls,
            String username,
            @Nullable String password,
            @Nullable OAuth oauth,
            String folder,
            @Nullable String sentFolder,
            String since,
            String afterAction,
            @Nullable String afterFolder,
            Instant startedAt,
            UUID account,
            Plus plus,
            @Nullable String plusMessage,
            @Nullable Instant plusTriedAt) {

        Imap untried() {
            return new Imap(
                    host,
                    port,
                    tls,
                    username,
                    password,
                    oauth,
                    folder,
                    sentFolder,
                    since,
                    afterAction,
                    afterFolder,
                    startedAt,
                    account,
                    Plus.UNKNOWN,
                    null,
                    null);
        }
    }

    List<Row> all() {
        return jdbc.sql("select " + COLUMNS + TABLES + "where m.deleted_at is null order by m.created_at, m.id")
                .query(MailboxStore::row)
                .list();
    }

    List<Row> list(UUID[] inboxes) {
        return jdbc.sql("select " + COLUMNS + TABLES
                        + "where m.deleted_at is null and m.inbox_id = any(?) order by m.created_at, m.id")
                .param(inboxes)
                .query(MailboxStore::row)
                .list();
    }

    Optional<Row> find(UUID id, UUID[] inboxes, boolean lock) {
        return jdbc.sql("select " + COLUMNS + TABLES
                        + "where m.deleted_at is null and m.id = ? and m.inbox_id = any(?)"
                        + (lock ? " for update of m" : ""))
                .param(id)
                .param(inboxes)
                .query(MailboxStore::row)
                .optional();
    }

    void insert(Row row) {
        jdbc.sql("""
                insert into mailbox (id, inbox_id, name, address, smtp_host, smtp_port, smtp_tls, smtp_username, smtp_password,
                  smtp_oauth, signature, signature_from, incoming, catch_all, created_at, updated_at)
                values (:id, :inbox, :name, :address, :host, :port, :tls, :username, :password, :oauth, :signature, :signatureFrom, :incoming, :catchAll, :at, :at)
                """)
                .param("incoming", row.imap() == null ? "listener" : "imap")
                .param("catchAll", row.catchAll())
                .param("id", row.id())
                .param("inbox", row.inbox())
                .param("name", row.name())
                .param("address", row.address())
                .param("host", row.smtp() == null ? null : row.smtp().host())
                .param("port", row.smtp() == null ? null : row.smtp().port())
                .param("tls", row.smtp() == null ? null : row.smtp().tls())
                .param("username", row.smtp() == null ? null : row.smtp().username())
                .param("password", row.smtp() == null ? null : row.smtp().password())
                .param("oauth", row.smtp() != null && row.smtp().lent() != null)
                .param("signature", row.signature())
                .param("signatureFrom", row.signatureFrom().wire())
                .param("at", utc(row.createdAt()))
                .update();
        replaceParts(row);
    }

    private void replaceParts(Row row) {
        jdbc.sql("delete from mailbox_alias where mailbox_id = ?")
                .param(row.id())
                .update();
        jdbc.sql(
                        "insert into mailbox_alias (address, mailbox_id) select address, :id from unnest(:addresses::text[]) as address")
                .param("id", row.id())
                .param("addresses", row.aliases().toArray(String[]::new))
                .update();
        var imap = row.imap();
        if (imap == null) {
            jdbc.sql("delete from mailbox_imap where mailbox_id = ?")
                    .param(row.id())
                    .update();
        } else {
            insert(row.id(), imap);
        }
    }

    private void insert(UUID mailbox, Imap imap) {
        var oauth = imap.oauth();
        jdbc.sql("""
                insert into mailbox_imap (mailbox_id, host, port, tls, username, password, oauth_provider, oauth_endpoint,
                  oauth_client, oauth_secret, oauth_refresh, folder, sent_folder, since, after_action, after_folder, started_at, account,
                  plus_state, plus_message, plus_tried_at)
                values (:id, :host, :port, :tls, :username, :password, :provider, :endpoint, :client, :secret, :refresh,
                  :folder, :sentFolder, :since, :after, :afterFolder, :startedAt, :account, :plus, :plusMessage, :plusTriedAt)
                on conflict (mailbox_id) do update set host = excluded.host, port = excluded.port, tls = excluded.tls,
                  username = excluded.username, password = excluded.password, oauth_provider = excluded.oauth_provider,
                  oauth_endpoint = excluded.oauth_endpoint, oauth_client = excluded.oauth_client,
                  oauth_secret = excluded.oauth_secret, oauth_refresh = excluded.oauth_refresh, folder = excluded.folder,
                  sent_folder = excluded.sent_folder, since = excluded.since, after_action = excluded.after_action,
                  after_folder = excluded.after_folder, started_at = excluded.started_at, account = excluded.account,
                  plus_state = excluded.plus_state, plus_message = excluded.plus_message, plus_tried_at = excluded.plus_tried_at
                """)
                .param("id", mailbox)
                .param("host", imap.host())
                .param("port", imap.port())
                .param("tls", imap.tls())
                .param("username", imap.username())
                .param("password", imap.password())
                .param("provider", oauth == null ? null : oauth.provider())
                .param("endpoint", oauth == null ? null : oauth.endpoint())
                .param("client", oauth == null ? null : oauth.clientId())
                .param("secret", oauth == null ? null : oauth.clientSecret())
                .param("refresh", oauth == null ? null : oauth.refreshToken())
                .param("folder", imap.folder())
                .param("sentFolder", imap.sentFolder())
                .param("since", imap.since())
                .param("after", imap.afterAction())
                .param("afterFolder", imap.afterFolder())
                .param("startedAt", utc(imap.startedAt()))
                .param("account", imap.account())
                .param("plus", imap.plus().wire())
                .param("plusMessage", imap.plusMessage())
                .param("plusTriedAt", imap.plusTriedAt() == null ? null : utc(imap.plusTriedAt()))
                .update();
    }

    /** Whether another mailbox has one of these addresses, as its own or as an alias. */
    boolean taken(Collection<String> addresses, UUID except) {
        return jdbc.sql("""
                select exists (select 1 from mailbox where address = any(:addresses) and deleted_at is null and id <> :except)
                  or exists (select 1 from mailbox_alias where address = any(:addresses) and mailbox_id <> :except)
                """)
                .param("addresses", addresses.toArray(String[]::new))
                .param("except", except)
                .query(Rows.of(Boolean.class))
                .single();
    }

    /** Stores a refresh token in place of the one that the provider has replaced. */
    void refreshToken(UUID id, String encrypted) {
        jdbc.sql("update mailbox_imap set oauth_refresh = ? where mailbox_id = ?")
                .param(encrypted)
                .param(id)
                .update();
    }

    /** Writes down how far the trial of plus addresses is; whether that is news. */
    boolean plus(UUID id, Plus state, @Nullable String message, Instant at) {
        return jdbc.sql("""
                        update mailbox_imap set plus_state = :state, plus_message = coalesce(:message, plus_message),
                          plus_tried_at = case when :message::text is null then plus_tried_at else :at end
                        where mailbox_id = :id and (plus_state <> :state or :message::text is not null)
                        """)
                        .param("state", state.wire())
                        .param("message", message)
                        .param("at", utc(at))
                        .param("id", id)
                        .update()
                == 1;
    }

    /** Counts the mailbox's own stream on, for an event about it. */
    Optional<Numbered> count(UUID id) {
        return jdbc.sql(
                        "update mailbox set sequence = sequence + 1 where id = ? and deleted_at is null returning sequence, inbox_id")
                .param(id)
                .query((row, index) -> new Numbered(row.getLong(1), row.getObject(2, UUID.class)))
                .optional();
    }

    /** A place in a mailbox's stream of events. */
    record Numbered(long sequence, UUID inbox) {}

    void update(Row row, Instant at) {
        jdbc.sql("""
                update mailbox set inbox_id = :inbox, name = :name, address = :address, smtp_host = :host, smtp_port = :port, smtp_tls = :tls,
                  smtp_username = :username, smtp_password = :password, smtp_oauth = :oauth, signature = :signature, signature_from = :signatureFrom, outgoing_state = :state,
                  incoming = :incoming, catch_all = :catchAll, last_error = :lastError, last_error_at = :lastErrorAt, sequence = :sequence, updated_at = :at
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
                .param("oauth", row.smtp() != null && row.smtp().lent() != null)
                .param("signature", row.signature())
                .param("signatureFrom", row.signatureFrom().wire())
                .param("state", row.outgoingState())
                .param("lastError", row.lastError())
                .param("lastErrorAt", row.lastErrorAt() == null ? null : utc(row.lastErrorAt()))
                .param("sequence", row.sequence())
                .param("incoming", row.imap() == null ? "listener" : "imap")
                .param("catchAll", row.catchAll())
                .param("at", utc(at))
                .update();
        replaceParts(row);
    }

    void delete(UUID id, long sequence, Instant at) {
        jdbc.sql(
                        "update mailbox set deleted_at = :at, updated_at = :at, sequence = :sequence, smtp_password = null where id = :id")
                .param("at", utc(at))
                .param("sequence", sequence)
                .param("id", id)
                .update();
    }

    /** Forgets what gives access to accounts elsewhere, and lets the addresses go. */
    void forgetParts(UUID id) {
        jdbc.sql("delete from mailbox_alias where mailbox_id = ?").param(id).update();
        jdbc.sql(
                        "update mailbox_imap set password = null, oauth_secret = null, oauth_refresh = null where mailbox_id = ?")
                .param(id)
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
        var imap = row.getString("host") == null ? null : imap(row);
        var grant = imap == null || !row.getBoolean("smtp_oauth") ? null : imap.oauth();
        var lastErrorAt = row.getObject("last_error_at", OffsetDateTime.class);
        return new Row(
                row.getObject("id", UUID.class),
                row.getObject("inbox_id", UUID.class),
                row.getString("name"),
                row.getString("address"),
                List.of((String[]) row.getArray("aliases").getArray()),
                row.getBoolean("catch_all"),
                imap,
                host == null
                        ? null
                        : new Smtp(
                                host,
                                row.getInt("smtp_port"),
                                row.getString("smtp_tls"),
                                row.getString("smtp_username"),
                                row.getString("smtp_password"),
                                grant == null ? null : new Lent(row.getObject("id", UUID.class), grant)),
                row.getString("signature"),
                row.getString("outgoing_state"),
                row.getString("last_error"),
                lastErrorAt == null ? null : lastErrorAt.toInstant(),
                row.getLong("sequence"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getObject("updated_at", OffsetDateTime.class).toInstant(),
                Signatures.From.of(row.getString("signature_from")));
    }

    private static Imap imap(ResultSet row) throws SQLException {
        var provider = row.getString("oauth_provider");
        var plusTriedAt = row.getObject("plus_tried_at", OffsetDateTime.class);
        return new Imap(
                row.getString("host"),
                row.getInt("port"),
                row.getString("tls"),
                row.getString("username"),
                row.getString("password"),
                provider == null
                        ? null
                        : new OAuth(
                                provider,
                                row.getString("oauth_endpoint"),
                                row.getString("oauth_client"),
                                row.getString("oauth_secret"),
                                row.getString("oauth_refresh")),
                row.getString("folder"),
                row.getString("sent_folder"),
                row.getString("since"),
                row.getString("after_action"),
                row.getString("after_folder"),
                row.getObject("started_at", OffsetDateTime.class).toInstant(),
                row.getObject("account", UUID.class),
                Plus.valueOf(row.getString("plus_state").toUpperCase(Locale.ROOT)),
                row.getString("plus_message"),
                plusTriedAt == null ? null : plusTriedAt.toInstant());
    }

    static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }
}
