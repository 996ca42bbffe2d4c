package org.centrala.customers;

import java.time.Instant;
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
import org.centrala.fields.FieldValues;
import org.centrala.platform.postgres.Rows;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The pointers between customers that are one person. */
@Component
class FamilyStore {
    private final JdbcClient jdbc;

    FamilyStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Where somebody stands among those that are one person. */
    record Place(
            UUID id, @Nullable UUID mergedInto, @Nullable UUID mergedRoot, long sequence) {}

    private record Merged(
            UUID root,
            UUID id,
            String name,
            @Nullable String language,
            String notes,
            Instant mergedAt,
            @Nullable UUID mergedBy,
            String fields) {}

    private record Root(UUID id, UUID root) {}

    /** One merge at a time, so that no circle can come about. */
    void lock() {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended('customer.merge', 0))")
                .query(row -> {});
    }

    Optional<Place> place(UUID id) {
        return jdbc.sql("select id, merged_into, merged_root, sequence from customer where id = ? for update")
                .param(id)
                .query(Place.class)
                .optional();
    }

    /** Whom each of them is shown as. */
    Map<UUID, UUID> roots(Collection<UUID> ids) {
        var roots = new HashMap<UUID, UUID>();
        jdbc.sql("select id, coalesce(merged_root, id) as root from customer where id = any(?)")
                .param(ids.toArray(UUID[]::new))
                .query(Rows.of(Root.class))
                .list()
                .forEach(one -> roots.put(one.id(), one.root()));
        return roots;
    }

    /** All ids of one person, the asked one among them even when nobody has it. */
    Set<UUID> family(UUID id) {
        var ids = new HashSet<UUID>(
                jdbc.sql("""
                select f.id from customer r
                join customer f on f.id = coalesce(r.merged_root, r.id) or f.merged_root = coalesce(r.merged_root, r.id)
                where r.id = ?
                """).param(id).query(Rows.of(UUID.class)).list());
        ids.add(id);
        return ids;
    }

    Set<UUID> blocked(Collection<UUID> ids) {
        return new HashSet<>(jdbc.sql("""
                select c.id from customer c join customer r on r.id = coalesce(c.merged_root, c.id)
                where c.id = any(?) and r.blocked_at is not null
                """)
                .param(ids.toArray(UUID[]::new))
                .query(Rows.of(UUID.class))
                .list());
    }

    void block(UUID id, @Nullable Instant at, @Nullable UUID by) {
        jdbc.sql("update customer set blocked_at = ?, blocked_by = ? where id = ?")
                .param(at == null ? null : at.atOffset(ZoneOffset.UTC))
                .param(by)
                .param(id)
                .update();
    }

    Map<UUID, List<Customer.MergedCustomer>> merged(Collection<UUID> roots) {
        var merged = new HashMap<UUID, List<Customer.MergedCustomer>>();
        jdbc.sql("""
                select merged_root as root, id, name, language, notes, merged_at, merged_by, fields::text as fields from customer
                where merged_root = any(?) order by merged_at, id
                """)
                .param(roots.toArray(UUID[]::new))
                .query(Rows.of(Merged.class))
                .list()
                .forEach(one -> merged.computeIfAbsent(one.root(), root -> new ArrayList<>())
                        .add(new Customer.MergedCustomer(
                                one.id(),
                                one.name(),
                                one.language(),
                                one.notes(),
                                one.mergedAt(),
                                one.mergedBy(),
                                FieldValues.read(one.fields()))));
        return merged;
    }

    /** Takes somebody, with all that were merged into them, to another. */
    void merge(UUID from, UUID into, Instant at, @Nullable UUID by) {
        jdbc.sql("""
                update customer set merged_root = :into,
                  merged_into = case when id = :from then :into else merged_into end,
                  merged_at = case when id = :from then :at else merged_at end,
                  merged_by = case when id = :from then :by::uuid else merged_by end
                where id = :from or merged_root = :from
                """)
                .param("from", from)
                .param("into", into)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .param("by", by)
                .update();
    }

    /** Gives somebody back, with all that were merged into them before. */
    void unmerge(UUID id) {
        jdbc.sql("""
                with recursive branch as (
                  select id from customer where id = :id
                  union all select c.id from customer c join branch b on c.merged_into = b.id)
                update customer c set merged_root = case when c.id = :id then null else :id::uuid end,
                  merged_into = case when c.id = :id then null else c.merged_into end,
                  merged_at = case when c.id = :id then null else c.merged_at end,
                  merged_by = case when c.id = :id then null else c.merged_by end
                from branch b where b.id = c.id
                """).param("id", id).update();
    }

    /** Others of the same name, newest first. */
    List<UUID> namesakes(UUID id, int limit) {
        return jdbc.sql("""
                select o.id from customer c join customer o on (o.name = '') = false and lower(o.name) = lower(c.name)
                where c.id = :id and c.name <> '' and o.id <> c.id and o.merged_into is null
                order by o.created_at desc limit :limit
                """)
                .param("id", id)
                .param("limit", limit)
                .query(Rows.of(UUID.class))
                .list();
    }
}
