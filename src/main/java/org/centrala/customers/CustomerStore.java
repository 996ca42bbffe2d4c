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
    private static final String COLUMNS = """
            c.id, c.name, c.language, c.notes, c.sequence, c.created_at, c.updated_at, c.blocked_at, c.fields::text as fields,
            c.company_id, (select o.name from company o where o.id = c.company_id and o.removed_at is null) as company_name,
            c.company_by_hand
            """;

    /** A customer with all that are merged into them. */
    private static final String FAMILY =
            "array_append(array(select m.id from customer m where m.merged_root = c.id), c.id)";

    /** Seen through a visible inbox, or met through none yet, as one of those that are one person. */
    static final String VISIBLE = """
             c.merged_into is null
             and (exists (select 1 from customer_inbox i where i.customer_id = any(FAMILY) and i.inbox_id = any(:inboxes))
              or not exists (select 1 from customer_inbox i where i.customer_id = any(FAMILY)))
            """.replace("FAMILY", FAMILY);

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
            Instant updatedAt,
            @Nullable Instant blockedAt,
            String fields,
            @Nullable UUID companyId,
            @Nullable String companyName,
            boolean companyByHand) {
        Customer.@Nullable OfCompany company() {
            return companyId == null || companyName == null ? null : new Customer.OfCompany(companyId, companyName);
        }
    }

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
        return jdbc.sql("""
                select coalesce(c.merged_root, c.id) from contact_point p join customer c on c.id = p.customer_id
                where p.kind = ? and p.normalized = ?
                """)
                .param(kind.name())
                .param(normalized)
                .query(UUID.class)
                .optional();
    }

    Optional<Customers.Owner> known(ContactPoint.Kind kind, String normalized) {
        return jdbc.sql("""
                select coalesce(c.merged_root, c.id), p.verified, array(
                  select f.id from customer f
                  where f.id = coalesce(c.merged_root, c.id) or f.merged_root = coalesce(c.merged_root, c.id))
                from contact_point p join customer c on c.id = p.customer_id where p.kind = ? and p.normalized = ?
                """)
                .param(kind.name())
                .param(normalized)
                .query((row, index) -> new Customers.Owner(
                        new CustomerId(row.getObject(1, UUID.class)), row.getBoolean(2), Set.of((UUID[])
                                row.getArray(3).getArray())))
                .optional();
    }

    boolean changePoint(UUID customer, UUID point, @Nullable Boolean verified, boolean reachable) {
        return jdbc.sql("""
                        update contact_point set verified = coalesce(:verified::boolean, verified),
                          undeliverable_since = case when :reachable then null else undeliverable_since end,
                          undeliverable_code = case when :reachable then null else undeliverable_code end
                        where id = :point
                          and customer_id in (select id from customer where id = :customer or merged_root = :customer)
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
        jdbc.sql("""
                delete from contact_point
                where customer_id in (select id from customer where id = :customer or merged_root = :customer)
                  and not (id = any(:kept))
                """)
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
        return jdbc.sql("select " + COLUMNS + """
                 from customer c
                 where c.id = (select coalesce(r.merged_root, r.id) from customer r where r.id = :id) and
                """ + VISIBLE + (lock ? " for update of c" : ""))
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

    void fields(UUID id, String values) {
        jdbc.sql("update customer set fields = ?::jsonb where id = ?")
                .param(values)
                .param(id)
                .update();
    }

    List<Row> list(
            UUID[] inboxes, @Nullable String email, @Nullable Instant beforeAt, @Nullable UUID beforeId, int limit) {
        return jdbc.sql("select " + COLUMNS + " from customer c where" + VISIBLE + """
                   and (:email::text is null or c.id = (
                        select coalesce(o.merged_root, o.id) from contact_point p join customer o on o.id = p.customer_id
                        where p.kind = 'email' and p.normalized = :email))
                   and (:beforeAt::timestamptz is null or (c.created_at, c.id) < (:beforeAt, :beforeId))
                 order by c.created_at desc, c.id desc
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

    /** By name, whoever has none last; those of one company if any is given. */
    List<Row> listByName(
            @Nullable UUID company,
            UUID[] inboxes,
            @Nullable Boolean nameless,
            @Nullable String name,
            @Nullable UUID id,
            int limit) {
        var whose = company == null ? "" : " c.company_id = :company and";
        return jdbc.sql("select " + COLUMNS + " from customer c where" + whose + VISIBLE + """
                   and (:id::uuid is null or ((c.name = ''), lower(c.name), c.id) > (:nameless::boolean, :name::text, :id))
                 order by (c.name = ''), lower(c.name), c.id
                 limit :limit
                """)
                .param("company", company)
                .param("inboxes", inboxes)
                .param("nameless", nameless)
                .param("name", name)
                .param("id", id)
                .param("limit", limit)
                .query(Rows.of(Row.class))
                .list();
    }

    List<Row> rows(Collection<UUID> ids, UUID[] inboxes) {
        return jdbc.sql("select " + COLUMNS + " from customer c where c.id = any(:ids) and" + VISIBLE)
                .param("ids", ids.toArray(UUID[]::new))
                .param("inboxes", inboxes)
                .query(Rows.of(Row.class))
                .list();
    }

    List<Row> findAll(Collection<UUID> ids) {
        return jdbc.sql("select " + COLUMNS + " from customer c where c.id = any(?)")
                .param(ids.toArray(UUID[]::new))
                .query(Rows.of(Row.class))
                .list();
    }

    long count() {
        return jdbc.sql("select count(*) from customer").query(Long.class).single();
    }

    /** Rows in order of id, for rebuilding what is derived from them. */
    List<Row> after(@Nullable UUID id, int limit) {
        return jdbc.sql("select " + COLUMNS + " from customer c" + """
                 where (:id::uuid is null or c.id > :id) order by c.id limit :limit
                """)
                .param("id", id)
                .param("limit", limit)
                .query(Rows.of(Row.class))
                .list();
    }

    /** What reaches each customer, with what came along with those that are merged into them. */
    Map<UUID, List<ContactPoint>> points(Collection<UUID> customers) {
        return jdbc
                .sql("""
                select coalesce(c.merged_root, c.id) as customer_id, p.id, p.kind, p.value, p.verified, p.undeliverable_since,
                  p.undeliverable_code, case when c.merged_root is not null then c.id end as merged_from
                from customer c join contact_point p on p.customer_id = c.id
                where c.id = any(:customers) or c.merged_root = any(:customers)
                order by c.merged_root is not null, p.created_at, p.id
                """)
                .param("customers", customers.toArray(UUID[]::new))
                .query(CustomerStore::point)
                .list()
                .stream()
                .collect(groupingBy(Point::customer, mapping(Point::point, toList())));
    }

    /** Customers' names, or where they have none their first address; of the merged that of whom they belong to. */
    Map<UUID, String> names(Collection<UUID> customers) {
        var names = new HashMap<UUID, String>();
        jdbc.sql("""
                select c.id, coalesce(nullif(r.name, ''), nullif(c.name, ''),
                         (select p.value from contact_point p where p.customer_id = r.id order by p.created_at, p.id limit 1),
                         (select p.value from contact_point p where p.customer_id = c.id order by p.created_at, p.id limit 1), '') as name
                from customer c join customer r on r.id = coalesce(c.merged_root, c.id) where c.id = any(:customers)
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
                        undeliverable(row),
                        row.getObject("merged_from", UUID.class)));
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
