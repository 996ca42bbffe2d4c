package org.centrala.customers;

import static org.centrala.platform.postgres.Columns.instant;
import static org.centrala.platform.postgres.Columns.instantOrNull;
import static org.centrala.platform.postgres.Columns.texts;
import static org.centrala.platform.postgres.Columns.utc;
import static org.centrala.platform.postgres.Columns.uuid;
import static org.centrala.platform.postgres.Columns.uuids;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.centrala.customers.spi.PersonalErasure.Person;
import org.centrala.platform.Actor;
import org.centrala.platform.postgres.Rows;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The table of erasures, and what of the customer's own rows is forgotten. */
@Component
class ErasureStore {
    private static final String SELECT = """
            select id, customer_id, family, addresses, reason, total, counts, actor_kind, actor_id, begun_at, finished_at, hash
            from erasure
            """;

    private final JdbcClient jdbc;
    private final JsonMapper json;

    ErasureStore(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** An erasure with whom it is about. */
    record Row(Erasure erasure, Person person) {}

    void insert(Erasure erasure, Person person) {
        jdbc.sql("""
                insert into erasure (id, customer_id, family, addresses, reason, total, counts, actor_kind, actor_id, begun_at)
                values (:id, :customer, :family, :addresses, :reason, :total, :counts::jsonb, :kind, :actor, :at)
                """)
                .param("id", erasure.id())
                .param("customer", erasure.customer())
                .param("family", person.customers().toArray(UUID[]::new))
                .param("addresses", person.addresses().toArray(String[]::new))
                .param("reason", erasure.reason())
                .param("total", erasure.total())
                .param("counts", json.writeValueAsString(erasure.counts()))
                .param("kind", erasure.by().kind().wire())
                .param("actor", erasure.by().id())
                .param("at", utc(erasure.begunAt()))
                .update();
    }

    /** More may be told of somebody after they were forgotten, and that is forgotten again. */
    Optional<Row> newest(UUID customer) {
        return jdbc.sql(SELECT + "where customer_id = ? order by begun_at desc limit 1")
                .param(customer)
                .query(this::row)
                .optional();
    }

    Optional<Row> find(UUID id) {
        return jdbc.sql(SELECT + "where id = ?").param(id).query(this::row).optional();
    }

    List<Row> list(@Nullable Instant beforeAt, @Nullable UUID beforeId, int limit) {
        return jdbc.sql(SELECT + """
                where cast(:at as timestamptz) is null or (begun_at, id) < (:at, cast(:id as uuid))
                order by begun_at desc, id desc limit :limit
                """)
                .param("at", beforeAt == null ? null : utc(beforeAt))
                .param("id", beforeId)
                .param("limit", limit)
                .query(this::row)
                .list();
    }

    /** One that goes on and that no other node works at, held until the transaction ends. */
    Optional<Row> next(Set<UUID> but) {
        return jdbc.sql(SELECT + """
                where finished_at is null and not (id = any(:but)) order by begun_at limit 1 for update skip locked
                """)
                .param("but", but.toArray(UUID[]::new))
                .query(this::row)
                .optional();
    }

    void progress(UUID id, Map<String, Long> counts) {
        jdbc.sql("update erasure set counts = ?::jsonb where id = ?")
                .param(json.writeValueAsString(counts))
                .param(id)
                .update();
    }

    void finish(UUID id, Instant at, String hash) {
        jdbc.sql("update erasure set finished_at = ?, hash = ?, addresses = '{}' where id = ?")
                .param(utc(at))
                .param(hash)
                .param(id)
                .update();
    }

    /** What reaches the person, as it is compared. */
    Set<String> addresses(Set<UUID> family) {
        return Set.copyOf(jdbc.sql("select distinct normalized from contact_point where customer_id = any(?)")
                .param(family.toArray(UUID[]::new))
                .query(Rows.of(String.class))
                .list());
    }

    int forgetPoints(Set<UUID> family) {
        return jdbc.sql("delete from contact_point where customer_id = any(?)")
                .param(family.toArray(UUID[]::new))
                .update();
    }

    /** The rows stay as those who somebody was, without a word about them. */
    void forgetNames(Set<UUID> family, Instant at) {
        jdbc.sql(
                        "update customer set name = '', notes = '', language = null, fields = '{}', company_id = null, updated_at = ? where id = any(?)")
                .param(utc(at))
                .param(family.toArray(UUID[]::new))
                .update();
    }

    private Row row(ResultSet row, int number) throws SQLException {
        var counts = json.readValue(row.getString("counts"), new TypeReference<TreeMap<String, Long>>() {});
        return new Row(
                new Erasure(
                        uuid(row, "id"),
                        uuid(row, "customer_id"),
                        row.getString("reason"),
                        row.getLong("total"),
                        counts,
                        new Actor(Actor.Kind.of(row.getString("actor_kind")), row.getObject("actor_id", UUID.class)),
                        instant(row, "begun_at"),
                        instantOrNull(row, "finished_at"),
                        row.getString("hash")),
                new Person(
                        Set.copyOf(uuids(row, "family")),
                        Set.copyOf(texts(row, "addresses")),
                        instant(row, "begun_at")));
    }
}
