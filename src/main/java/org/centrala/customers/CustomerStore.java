package org.centrala.customers;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.centrala.platform.postgres.Rows;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The tables of customers. */
@Component
class CustomerStore {
    /** Seen through a visible inbox, or met through none yet. */
    private static final String VISIBLE = """
             (exists (select 1 from customer_inbox i where i.customer_id = c.id and i.inbox_id = any(:inboxes))
              or not exists (select 1 from customer_inbox i where i.customer_id = c.id))
            """;

    private final JdbcClient jdbc;

    CustomerStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Whom a contact point belongs to, and through which of the inboxes asked for they were met. */
    record Known(String normalized, UUID customer, Set<UUID> inboxes) {}

    /** Somebody nobody knows yet, with the contact point and the inbox they are met by. */
    record Stranger(UUID id, String name, UUID point, String value, String normalized, UUID inbox) {}

    record Row(
            UUID id,
            String name,
            @Nullable String language,
            String notes,
            long sequence,
            Instant createdAt,
            Instant updatedAt) {}

    private record Point(UUID customer, ContactPoint point) {}

    List<Known> find(ContactPoint.Kind kind, Collection<String> normalized, Collection<UUID> inboxes) {
        return jdbc.sql("""
                select p.normalized, p.customer_id,
                  array(select i.inbox_id from customer_inbox i
                        where i.customer_id = p.customer_id and i.inbox_id = any(:inboxes)) as met
                from contact_point p
                where p.kind = :kind and p.normalized = any(:normalized)
                """)
                .param("inboxes", inboxes.toArray(UUID[]::new))
                .param("kind", kind.name())
                .param("normalized", normalized.toArray(String[]::new))
                .query((row, index) -> new Known(row.getString(1), row.getObject(2, UUID.class), Set.of((UUID[])
                        row.getArray(3).getArray())))
                .list();
    }

    Optional<String> knownDomain(Collection<String> domains) {
        return jdbc.sql("""
                select split_part(normalized, '@', 2) from contact_point
                where kind = 'email' and split_part(normalized, '@', 2) = any(:domains) limit 1
                """)
                .param("domains", domains.toArray(String[]::new))
                .query(String.class)
                .optional();
    }

    Optional<UUID> owner(ContactPoint.Kind kind, String normalized) {
        return jdbc.sql("select customer_id from contact_point where kind = ? and normalized = ?")
                .param(kind.name())
                .param(normalized)
                .query(UUID.class)
                .optional();
    }

    Optional<Customers.Owner> known(ContactPoint.Kind kind, String normalized) {
        return jdbc.sql("select customer_id, verified from contact_point where kind = ? and normalized = ?")
                .param(kind.name())
                .param(normalized)
                .query((row, index) ->
                        new Customers.Owner(new CustomerId(row.getObject(1, UUID.class)), row.getBoolean(2)))
                .optional();
    }

    boolean changePoint(UUID customer, UUID point, @Nullable Boolean verified, boolean reachable) {
        return jdbc.sql("""
                        update contact_point set verified = coalesce(:verified::boolean, verified),
                          undeliverable_since = case when :reachable then null else undeliverable_since end,
                          undeliverable_code = case when :reachable then null else undeliverable_code end
                        where id = :point and customer_id = :customer
                        """)
                        .param("verified", verified)
                        .param("reachable", reachable)
                        .param("point", point)
                        .param("customer", customer)
                        .update()
                == 1;
    }

    /** Whose point has become undeliverable by this, and was not before. */
    List<UUID> undeliverable(String normalized, @Nullable String code, Instant at) {
        return jdbc.sql("""
                update contact_point set undeliverable_since = :at, undeliverable_code = :code
                where kind = 'email' and normalized = :normalized and undeliverable_since is null returning customer_id
                """)
                .param("normalized", normalized)
                .param("code", code)
                .param("at", utc(at))
                .query(Rows.of(UUID.class))
                .list();
    }

    List<UUID> reachable(Collection<String> normalized) {
        return jdbc.sql("""
                update contact_point set undeliverable_since = null, undeliverable_code = null
                where kind = 'email' and normalized = any(?) and undeliverable_since is not null returning customer_id
                """)
                .param(normalized.toArray(String[]::new))
                .query(Rows.of(UUID.class))
                .list();
    }

    void touch(UUID id, long sequence, Instant at) {
        jdbc.sql("update customer set sequence = ?, updated_at = ? where id = ?")
                .param(sequence)
                .param(utc(at))
                .param(id)
                .update();
    }

    long nextSequence(UUID id, Instant at) {
        return jdbc.sql("update customer set sequence = sequence + 1, updated_at = ? where id = ? returning sequence")
                .param(utc(at))
                .param(id)
                .query(Rows.of(Long.class))
                .single();
    }

    void insert(UUID id, String name, @Nullable String language, String notes, Instant at) {
        jdbc.sql("""
                insert into customer (id, name, language, notes, created_at, updated_at)
                values (:id, :name, :language, :notes, :at, :at)
                """)
                .param("id", id)
                .param("name", name)
                .param("language", language)
                .param("notes", notes)
                .param("at", utc(at))
                .update();
    }

    /**
     * Customers with one contact point each, met through one inbox each, in one round trip; the ids of those that are new.
     * A contact point that has an owner already makes nobody; one that another transaction is about to make is waited for.
     */
    Set<UUID> insertMet(ContactPoint.Kind kind, Collection<Stranger> strangers, Instant at) {
        return new HashSet<>(jdbc.sql("""
                with stranger as (
                  select * from unnest(:ids::uuid[], :names::text[], :points::uuid[], :values::text[], :normalized::text[],
                    :inboxes::uuid[]) as s (id, name, point, value, normalized, inbox)),
                point as (
                  insert into contact_point (id, customer_id, kind, value, normalized, created_at)
                  select point, id, :kind, value, normalized, :at from stranger order by normalized
                  on conflict (kind, normalized) do nothing returning customer_id),
                person as (
                  insert into customer (id, name, created_at, updated_at)
                  select s.id, s.name, :at, :at from stranger s join point p on p.customer_id = s.id)
                insert into customer_inbox (customer_id, inbox_id)
                select s.id, s.inbox from stranger s join point p on p.customer_id = s.id
                returning customer_id
                """)
                .param("ids", strangers.stream().map(Stranger::id).toArray(UUID[]::new))
                .param("names", strangers.stream().map(Stranger::name).toArray(String[]::new))
                .param("points", strangers.stream().map(Stranger::point).toArray(UUID[]::new))
                .param("values", strangers.stream().map(Stranger::value).toArray(String[]::new))
                .param(
                        "normalized",
                        strangers.stream().map(Stranger::normalized).toArray(String[]::new))
                .param("inboxes", strangers.stream().map(Stranger::inbox).toArray(UUID[]::new))
                .param("kind", kind.name())
                .param("at", utc(at))
                .query(UUID.class)
                .list());
    }

    /** Whether the contact point is new; waits for another transaction that is about to make it. */
    boolean insertPoint(UUID id, UUID customer, ContactPoint.Kind kind, String value, String normalized, Instant at) {
        return jdbc.sql("""
                        insert into contact_point (id, customer_id, kind, value, normalized, created_at)
                        values (:id, :customer, :kind, :value, :normalized, :at)
                        on conflict (kind, normalized) do nothing
                        """)
                        .param("id", id)
                        .param("customer", customer)
                        .param("kind", kind.name())
                        .param("value", value)
                        .param("normalized", normalized)
                        .param("at", utc(at))
                        .update()
                == 1;
    }

    void deletePointsExcept(UUID customer, Collection<UUID> kept) {
        jdbc.sql("delete from contact_point where customer_id = :customer and not (id = any(:kept))")
                .param("customer", customer)
                .param("kept", kept.toArray(UUID[]::new))
                .update();
    }

    void met(UUID customer, UUID inbox) {
        jdbc.sql("insert into customer_inbox (customer_id, inbox_id) values (?, ?) on conflict do nothing")
                .param(customer)
                .param(inbox)
                .update();
    }

    Optional<Row> row(UUID id, UUID[] inboxes, boolean lock) {
        return jdbc.sql(
                        "select id, name, language, notes, sequence, created_at, updated_at from customer c where id = :id and"
                                + VISIBLE
                                + (lock ? " for update of c" : ""))
                .param("id", id)
                .param("inboxes", inboxes)
                .query(Row.class)
                .optional();
    }

    void update(UUID id, String name, @Nullable String language, String notes, long sequence, Instant at) {
        jdbc.sql("""
                update customer set name = :name, language = :language, notes = :notes, sequence = :sequence, updated_at = :at
                where id = :id
                """)
                .param("id", id)
                .param("name", name)
                .param("language", language)
                .param("notes", notes)
                .param("sequence", sequence)
                .param("at", utc(at))
                .update();
    }

    List<Row> list(
            UUID[] inboxes, @Nullable String email, @Nullable Instant beforeAt, @Nullable UUID beforeId, int limit) {
        return jdbc.sql("select id, name, language, notes, sequence, created_at, updated_at from customer c where"
                        + VISIBLE + """
                   and (:email::text is null or exists (
                        select 1 from contact_point p where p.customer_id = c.id and p.kind = 'email' and p.normalized = :email))
                   and (:beforeAt::timestamptz is null or (created_at, id) < (:beforeAt, :beforeId))
                 order by created_at desc, id desc
                 limit :limit
                """)
                .param("inboxes", inboxes)
                .param("email", email)
                .param("beforeAt", beforeAt == null ? null : utc(beforeAt))
                .param("beforeId", beforeId)
                .param("limit", limit)
                .query(Rows.of(Row.class))
                .list();
    }

    List<Row> rows(Collection<UUID> ids, UUID[] inboxes) {
        return jdbc.sql(
                        "select id, name, language, notes, sequence, created_at, updated_at from customer c where id = any(:ids) and"
                                + VISIBLE)
                .param("ids", ids.toArray(UUID[]::new))
                .param("inboxes", inboxes)
                .query(Rows.of(Row.class))
                .list();
    }

    List<Row> findAll(Collection<UUID> ids) {
        return jdbc.sql(
                        "select id, name, language, notes, sequence, created_at, updated_at from customer where id = any(?)")
                .param(ids.toArray(UUID[]::new))
                .query(Rows.of(Row.class))
                .list();
    }

    /** Rows in order of id, for rebuilding what is derived from them. */
    List<Row> after(@Nullable UUID id, int limit) {
        return jdbc.sql("""
                select id, name, language, notes, sequence, created_at, updated_at from customer
                where (:id::uuid is null or id > :id) order by id limit :limit
                """)
                .param("id", id)
                .param("limit", limit)
                .query(Rows.of(Row.class))
                .list();
    }

    Map<UUID, List<ContactPoint>> points(Collection<UUID> customers) {
        return jdbc
                .sql("""
                select customer_id, id, kind, value, verified, undeliverable_since, undeliverable_code from contact_point
                where customer_id = any(:customers) order by created_at, id
                """)
                .param("customers", customers.toArray(UUID[]::new))
                .query(CustomerStore::point)
                .list()
                .stream()
                .collect(groupingBy(Point::customer, mapping(Point::point, toList())));
    }

    /** Customers' names, or where they have none their first address. */
    Map<UUID, String> names(Collection<UUID> customers) {
        var names = new HashMap<UUID, String>();
        jdbc.sql("""
                select c.id, case when c.name <> '' then c.name else coalesce(
                         (select p.value from contact_point p where p.customer_id = c.id order by p.created_at, p.id limit 1), '') end as name
                from customer c where c.id = any(:customers)
                """).param("customers", customers.toArray(UUID[]::new)).query(row -> {
            names.put(row.getObject("id", UUID.class), row.getString("name"));
        });
        return names;
    }

    Map<UUID, List<UUID>> inboxes(Collection<UUID> customers) {
        var inboxes = new HashMap<UUID, List<UUID>>();
        jdbc.sql("select customer_id, inbox_id from customer_inbox where customer_id = any(:customers)")
                .param("customers", customers.toArray(UUID[]::new))
                .query(row -> {
                    inboxes.computeIfAbsent(row.getObject("customer_id", UUID.class), id -> new ArrayList<>())
                            .add(row.getObject("inbox_id", UUID.class));
                });
        return inboxes;
    }

    private static Point point(ResultSet row, int index) throws SQLException {
        return new Point(
                row.getObject("customer_id", UUID.class),
                new ContactPoint(
                        row.getObject("id", UUID.class),
                        ContactPoint.Kind.valueOf(row.getString("kind")),
                        row.getString("value"),
                        row.getBoolean("verified"),
                        undeliverable(row)));
    }

    private static ContactPoint.@Nullable Undeliverable undeliverable(ResultSet row) throws SQLException {
        var since = row.getObject("undeliverable_since", OffsetDateTime.class);
        return since == null
                ? null
                : new ContactPoint.Undeliverable(since.toInstant(), row.getString("undeliverable_code"));
    }

    private static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }
}
