package org.centrala.customers;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import java.time.Instant;
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

/** The tables of companies. */
@Component
class CompanyStore {
    private static final String COLUMNS =
            "o.id, o.name, o.notes, o.fields::text as fields, o.sequence, o.created_at, o.updated_at";

    private final JdbcClient jdbc;

    CompanyStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    record Row(
            UUID id, String name, String notes, String fields, long sequence, Instant createdAt, Instant updatedAt) {}

    private record Domain(UUID companyId, String domain) {}

    void insert(UUID id, String name, String notes, String fields, Instant at) {
        jdbc.sql("""
                insert into company (id, name, notes, fields, created_at, updated_at)
                values (:id, :name, :notes, :fields::jsonb, :at, :at)
                """)
                .param("id", id)
                .param("name", name)
                .param("notes", notes)
                .param("fields", fields)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .update();
    }

    void update(Row row, Instant at) {
        jdbc.sql("""
                update company set name = :name, notes = :notes, fields = :fields::jsonb, sequence = :sequence, updated_at = :at
                where id = :id
                """)
                .param("id", row.id())
                .param("name", row.name())
                .param("notes", row.notes())
                .param("fields", row.fields())
                .param("sequence", row.sequence())
                .param("at", at.atOffset(ZoneOffset.UTC))
                .update();
    }

    void remove(UUID id, long sequence, Instant at) {
        jdbc.sql("delete from company_domain where company_id = ?").param(id).update();
        jdbc.sql("update company set removed_at = :at, updated_at = :at, sequence = :sequence where id = :id")
                .param("id", id)
                .param("sequence", sequence)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .update();
    }

    Optional<Row> row(UUID id, boolean lock) {
        return jdbc.sql("select " + COLUMNS + " from company o where o.id = ? and o.removed_at is null"
                        + (lock ? " for update" : ""))
                .param(id)
                .query(Row.class)
                .optional();
    }

    /** By name, those of one domain if any is given. */
    List<Row> list(@Nullable String domain, @Nullable UUID after, int limit) {
        return jdbc.sql("select " + COLUMNS + " from company o where o.removed_at is null" + """
                   and (:domain::text is null or o.id = (select d.company_id from company_domain d where d.domain = :domain))
                   and (:after::uuid is null
                     or (lower(o.name), o.id) > (select lower(l.name), l.id from company l where l.id = :after::uuid))
                 order by lower(o.name), o.id
                 limit :limit
                """)
                .param("domain", domain)
                .param("after", after)
                .param("limit", limit)
                .query(Rows.of(Row.class))
                .list();
    }

    List<Row> findAll(Collection<UUID> ids) {
        return jdbc.sql("select " + COLUMNS + " from company o where o.id = any(?) and o.removed_at is null")
                .param(ids.toArray(UUID[]::new))
                .query(Rows.of(Row.class))
                .list();
    }

    /** Rows in order of id, for rebuilding what is derived from them. */
    List<Row> after(@Nullable UUID id, int limit) {
        return jdbc.sql("select " + COLUMNS + " from company o where o.removed_at is null" + """
                   and (:id::uuid is null or o.id > :id) order by o.id limit :limit
                """)
                .param("id", id)
                .param("limit", limit)
                .query(Rows.of(Row.class))
                .list();
    }

    long count() {
        return jdbc.sql("select count(*) from company where removed_at is null")
                .query(Long.class)
                .single();
    }

    Map<UUID, List<String>> domains(Collection<UUID> companies) {
        return jdbc
                .sql(
                        "select company_id, domain from company_domain where company_id = any(?) order by created_at, length(domain), domain")
                .param(companies.toArray(UUID[]::new))
                .query(Rows.of(Domain.class))
                .list()
                .stream()
                .collect(groupingBy(Domain::companyId, mapping(Domain::domain, toList())));
    }

    /** Whose a domain is. */
    Optional<Row> owner(String domain) {
        return jdbc.sql("select " + COLUMNS
                        + " from company o join company_domain d on d.company_id = o.id where d.domain = ?")
                .param(domain)
                .query(Row.class)
                .optional();
    }

    /** Whether the domain is the company's now; waits for another transaction that is about to take it. */
    boolean insertDomain(UUID company, String domain, Instant at) {
        return jdbc.sql("""
                        insert into company_domain (domain, company_id, created_at) values (?, ?, ?) on conflict do nothing
                        """)
                        .param(domain)
                        .param(company)
                        .param(at.atOffset(ZoneOffset.UTC))
                        .update()
                == 1;
    }

    void deleteDomains(UUID company, Collection<String> domains) {
        jdbc.sql("delete from company_domain where company_id = ? and domain = any(?)")
                .param(company)
                .param(domains.toArray(String[]::new))
                .update();
    }

    /** How many of its customers somebody sees, of each company, counted as far as {@code most}. */
    Map<UUID, Long> people(Collection<UUID> companies, UUID[] inboxes, int most) {
        var people = new HashMap<UUID, Long>();
        jdbc.sql("""
                select o.id, p.people from unnest(:companies::uuid[]) as o (id) cross join lateral (
                  select count(*) as people from (
                    select 1 from customer c where c.company_id = o.id and
                """ + CustomerStore.VISIBLE + " limit :most) s) p")
                .param("companies", companies.toArray(UUID[]::new))
                .param("inboxes", inboxes)
                .param("most", most)
                .query(row -> {
                    people.put(row.getObject("id", UUID.class), row.getLong("people"));
                });
        return people;
    }

    /** Which company each of these customers belongs to, the merged with whom they are shown as. */
    Map<UUID, UUID> ofCustomers(Collection<UUID> customers) {
        var companies = new HashMap<UUID, UUID>();
        jdbc.sql("""
                select c.id, r.company_id from customer c join customer r on r.id = coalesce(c.merged_root, c.id)
                where c.id = any(?) and r.company_id is not null
                """).param(customers.toArray(UUID[]::new)).query(row -> {
            companies.put(row.getObject("id", UUID.class), row.getObject("company_id", UUID.class));
        });
        return companies;
    }

    /** Those called so or having the domain; otherwise those in whose name a word begins so. */
    List<UUID> meant(String name, @Nullable String domain, int limit) {
        return jdbc.sql("""
                with meant as (
                  select o.id, lower(o.name) = lower(:name)
                    or exists (select 1 from company_domain d where d.company_id = o.id and d.domain = :domain::text) as exact
                  from company o
                  where o.removed_at is null and (strpos(' ' || lower(o.name), ' ' || lower(:name)) > 0
                    or o.id = (select d.company_id from company_domain d where d.domain = :domain::text)))
                select id from meant where exact or not exists (select 1 from meant m where m.exact) order by id limit :limit
                """)
                .param("name", name)
                .param("domain", domain)
                .param("limit", limit)
                .query(Rows.of(UUID.class))
                .list();
    }

    /** All ids under which a company's customers are known, those of at most so many of them. */
    List<UUID> family(UUID company, int most) {
        return jdbc.sql("""
                with person as (
                  select id from customer where company_id = :company and merged_into is null
                  order by (name = ''), lower(name), id limit :most)
                select id from person
                union all select m.id from customer m join person p on m.merged_root = p.id
                """)
                .param("company", company)
                .param("most", most)
                .query(Rows.of(UUID.class))
                .list();
    }
}
