package org.centrala.webhooks;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.centrala.platform.postgres.Rows;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The tables of webhooks and of what is sent to them. */
@Component
class WebhookStore {
    private static final String COLUMNS =
            "id, name, url, kinds, enabled, disabled_for, failing_since, last_error, last_success_at, created_at, created_by";
    private static final String DELIVERY =
            "id, event_id, kind, state, attempts, due_at, status, error, millis, created_at, done_at, body";

    private final JdbcClient jdbc;

    WebhookStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What is to be sent, with what it takes to send it. */
    record Parcel(UUID id, UUID event, String kind, String body, int attempts, String url, String secret) {}

    /** Whom to tell of which kinds. */
    record Listening(UUID id, List<String> kinds) {}

    void insert(Webhook hook, String secret) {
        jdbc.sql("""
                insert into webhook (id, name, url, secret, kinds, enabled, created_at, created_by)
                values (:id, :name, :url, :secret, :kinds, :enabled, :at, :by)
                """)
                .param("id", hook.id())
                .param("name", hook.name())
                .param("url", hook.url())
                .param("secret", secret)
                .param("kinds", hook.kinds().toArray(String[]::new))
                .param("enabled", hook.enabled())
                .param("at", utc(hook.createdAt()))
                .param("by", hook.createdBy())
                .update();
    }

    List<Webhook> list(@Nullable UUID after, int limit) {
        return jdbc.sql("select " + COLUMNS
                        + " from webhook where (:after::uuid is null or id > :after) order by id limit :limit")
                .param("after", after)
                .param("limit", limit)
                .query(WebhookStore::webhook)
                .list();
    }

    Optional<Webhook> find(UUID id) {
        return jdbc.sql("select " + COLUMNS + " from webhook where id = ?")
                .param(id)
                .query(WebhookStore::webhook)
                .optional();
    }

    Optional<Webhook> lock(UUID id) {
        return jdbc.sql("select " + COLUMNS + " from webhook where id = ? for update")
                .param(id)
                .query(WebhookStore::webhook)
                .optional();
    }

    int count() {
        return jdbc.sql("select count(*) from webhook")
                .query(Rows.of(Integer.class))
                .single();
    }

    /** Writes what somebody chose; what it was switched off for is over when it is on again. */
    long change(Webhook hook) {
        return jdbc.sql("""
                        update webhook set name = :name, url = :url, kinds = :kinds, enabled = :enabled, sequence = sequence + 1,
                          disabled_for = case when :enabled then null else disabled_for end,
                          failing_since = case when :enabled and not enabled then null else failing_since end
                        where id = :id returning sequence
                        """)
                .param("name", hook.name())
                .param("url", hook.url())
                .param("kinds", hook.kinds().toArray(String[]::new))
                .param("enabled", hook.enabled())
                .param("id", hook.id())
                .query(Rows.of(Long.class))
                .single();
    }

    Optional<Long> secret(UUID id, String secret) {
        return jdbc.sql("update webhook set secret = ?, sequence = sequence + 1 where id = ? returning sequence")
                .param(secret)
                .param(id)
                .query(Rows.of(Long.class))
                .optional();
    }

    Optional<Long> delete(UUID id) {
        return jdbc.sql("delete from webhook where id = ? returning sequence + 1")
                .param(id)
                .query(Rows.of(Long.class))
                .optional();
    }

    List<Listening> listening() {
        return jdbc.sql("select id, kinds from webhook where enabled")
                .query((row, index) -> new Listening(row.getObject("id", UUID.class), texts(row.getArray("kinds"))))
                .list();
    }

    void add(UUID id, UUID hook, UUID event, String kind, String body, Instant now) {
        jdbc.sql("""
                insert into webhook_delivery (id, webhook_id, event_id, kind, body, state, due_at, created_at)
                values (:id, :hook, :event, :kind, :body, 'waiting', :now, :now)
                """)
                .param("id", id)
                .param("hook", hook)
                .param("event", event)
                .param("kind", kind)
                .param("body", body)
                .param("now", utc(now))
                .update();
    }

    /** Those for which something is due. A test is sent also by one that is switched off. */
    List<UUID> due(Instant now) {
        return jdbc.sql("""
                select w.id from webhook w where exists (
                  select 1 from webhook_delivery d where d.webhook_id = w.id and d.state = 'waiting' and d.due_at <= :now
                    and (d.leased_until is null or d.leased_until < :now) and (w.enabled or d.kind = 'webhook.test'))
                """).param("now", utc(now)).query(Rows.of(UUID.class)).list();
    }

    /** Takes what is due, oldest first, so that no other node does until the lease ends. */
    List<Parcel> claim(UUID hook, int limit, Instant now, Instant until) {
        return jdbc.sql("""
                update webhook_delivery d set leased_until = :until, attempts = d.attempts + 1
                from webhook w
                where w.id = d.webhook_id and d.id in (
                  select o.id from webhook_delivery o join webhook v on v.id = o.webhook_id
                  where o.webhook_id = :hook and o.state = 'waiting' and o.due_at <= :now
                    and (o.leased_until is null or o.leased_until < :now) and (v.enabled or o.kind = 'webhook.test')
                  order by o.due_at limit :limit for update of o skip locked)
                returning d.id, d.event_id, d.kind, d.body, d.attempts, w.url, w.secret
                """)
                .param("until", utc(until))
                .param("now", utc(now))
                .param("hook", hook)
                .param("limit", limit)
                .query((row, index) -> new Parcel(
                        row.getObject("id", UUID.class),
                        row.getObject("event_id", UUID.class),
                        row.getString("kind"),
                        row.getString("body"),
                        row.getInt("attempts"),
                        row.getString("url"),
                        row.getString("secret")))
                .list();
    }

    /** Writes down what came of a try; it waits on when there is a next one. */
    void tried(UUID id, String state, WebhookCall.Answer answer, Instant now, @Nullable Instant next) {
        jdbc.sql("""
                update webhook_delivery set state = :state, status = :status, error = :error, millis = :millis, leased_until = null,
                  due_at = coalesce(:next, due_at), done_at = case when :state = 'waiting' then null else :now::timestamptz end
                where id = :id
                """)
                .param("state", state)
                .param("status", answer.status())
                .param("error", answer.error())
                .param("millis", answer.millis())
                .param("next", next == null ? null : utc(next), java.sql.Types.TIMESTAMP_WITH_TIMEZONE)
                .param("now", utc(now))
                .param("id", id)
                .update();
    }

    void works(UUID hook, Instant now) {
        jdbc.sql("update webhook set failing_since = null, last_error = null, last_success_at = ? where id = ?")
                .param(utc(now))
                .param(hook)
                .update();
    }

    /** Since when it has been failing. */
    Instant fails(UUID hook, @Nullable String error, Instant now) {
        return jdbc.sql("""
                        update webhook set failing_since = coalesce(failing_since, :now), last_error = :error
                        where id = :id returning failing_since
                        """)
                .param("now", utc(now))
                .param("error", error)
                .param("id", hook)
                .query((row, index) -> row.getObject(1, OffsetDateTime.class).toInstant())
                .optional()
                .orElse(now);
    }

    /** Switches it off; the sequence of that, or nothing when it was off already. */
    Optional<Long> disable(UUID hook, String reason) {
        return jdbc.sql("""
                        update webhook set enabled = false, disabled_for = ?, sequence = sequence + 1
                        where id = ? and enabled returning sequence
                        """)
                .param(reason)
                .param(hook)
                .query(Rows.of(Long.class))
                .optional();
    }

    List<WebhookDelivery> deliveries(UUID hook, @Nullable UUID before, int limit) {
        return jdbc.sql("select " + DELIVERY + """
                 from webhook_delivery where webhook_id = :hook and (:before::uuid is null or id < :before)
                order by id desc limit :limit
                """)
                .param("hook", hook)
                .param("before", before)
                .param("limit", limit)
                .query(WebhookStore::delivery)
                .list();
    }

    Optional<WebhookDelivery> delivery(UUID hook, UUID id) {
        return jdbc.sql("select " + DELIVERY + " from webhook_delivery where webhook_id = ? and id = ?")
                .param(hook)
                .param(id)
                .query(WebhookStore::delivery)
                .optional();
    }

    /** Sends it once more, at once; false while it is being sent. */
    boolean replay(UUID hook, UUID id, Instant now) {
        return jdbc.sql("""
                        update webhook_delivery set state = 'waiting', attempts = 0, due_at = :now, done_at = null
                        where webhook_id = :hook and id = :id and (leased_until is null or leased_until < :now)
                        """)
                        .param("hook", hook)
                        .param("id", id)
                        .param("now", utc(now))
                        .update()
                == 1;
    }

    /** Sends what has failed once more, the oldest first if there is too much of it; how many. */
    int replayFailed(UUID hook, Instant now, int limit) {
        return jdbc.sql("""
                update webhook_delivery set state = 'waiting', attempts = 0, due_at = :now, done_at = null
                where id in (select id from webhook_delivery where webhook_id = :hook and state = 'failed'
                             order by id limit :limit for update skip locked)
                """)
                .param("hook", hook)
                .param("now", utc(now))
                .param("limit", limit)
                .update();
    }

    int tidy(Instant before, int limit) {
        return jdbc.sql("""
                delete from webhook_delivery where id in (
                  select id from webhook_delivery where state <> 'waiting' and created_at < :before limit :limit)
                """).param("before", utc(before)).param("limit", limit).update();
    }

    private static Webhook webhook(ResultSet row, int index) throws SQLException {
        return new Webhook(
                row.getObject("id", UUID.class),
                row.getString("name"),
                row.getString("url"),
                texts(row.getArray("kinds")),
                row.getBoolean("enabled"),
                row.getString("disabled_for"),
                instant(row, "failing_since"),
                row.getString("last_error"),
                instant(row, "last_success_at"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getObject("created_by", UUID.class));
    }

    private static WebhookDelivery delivery(ResultSet row, int index) throws SQLException {
        return new WebhookDelivery(
                row.getObject("id", UUID.class),
                row.getObject("event_id", UUID.class),
                row.getString("kind"),
                row.getString("state"),
                row.getInt("attempts"),
                row.getObject("due_at", OffsetDateTime.class).toInstant(),
                row.getObject("status", Integer.class),
                row.getString("error"),
                row.getObject("millis", Long.class),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                instant(row, "done_at"),
                row.getString("body"));
    }

    private static List<String> texts(Array array) throws SQLException {
        return List.of((String[]) array.getArray());
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }

    private static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }
}
