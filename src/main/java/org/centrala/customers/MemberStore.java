package org.centrala.customers;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.centrala.platform.Ids;
import org.centrala.platform.postgres.Rows;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Which customers belong to which company, and whose company is still to be looked up. */
@Component
class MemberStore {
    private final JdbcClient jdbc;

    MemberStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Where a customer belonged and belongs now. */
    record Moved(UUID id, @Nullable UUID old, @Nullable UUID now) {}

    /** Customers whose company is to be looked up: exactly one of the three says which. */
    record Task(
            UUID id,
            @Nullable String domain,
            @Nullable UUID companyId,
            @Nullable UUID customerId,
            @Nullable UUID afterId) {}

    /** A step through the customers of a task: whom they are shown as, and where the step ended. */
    record Step(UUID root, UUID place) {}

    /** Those of them that nobody is at work on, locked in an order that all keep. */
    List<UUID> lock(Collection<UUID> customers) {
        return jdbc.sql("select id from customer where id = any(?) order by id for update skip locked")
                .param(customers.toArray(UUID[]::new))
                .query(Rows.of(UUID.class))
                .list();
    }

    /**
     * Looks up where these customers belong, and writes it down where it is other than it was. What somebody has said of
     * them, or of one who is merged into them, counts first; then the oldest of their own addresses in a company's domain,
     * then those of the merged.
     */
    List<Moved> settle(Collection<UUID> customers) {
        return jdbc.sql("""
                with person as (
                  select r.id, r.company_id as old, case when hand.id is not null then hand.company_id else dom.company_id end as now
                  from customer r
                  left join lateral (
                    select m.id, m.company_id from customer m
                    where (m.id = r.id or m.merged_root = r.id) and m.company_by_hand
                      and not exists (select 1 from company o where o.id = m.company_id and o.removed_at is not null)
                    order by (m.id = r.id) desc, m.merged_at, m.id limit 1) hand on true
                  left join lateral (
                    select d.company_id from customer m
                    join contact_point p on p.customer_id = m.id and p.kind = 'email'
                    join company_domain d on d.domain = split_part(p.normalized, '@', 2)
                    where m.id = r.id or m.merged_root = r.id
                    order by (m.id = r.id) desc, p.created_at, p.id limit 1) dom on true
                  where r.id = any(:customers) and r.merged_into is null)
                update customer c set company_id = p.now, company_by_hand = false
                from person p where p.id = c.id and p.now is distinct from p.old
                returning c.id, p.old, p.now
                """)
                .param("customers", customers.toArray(UUID[]::new))
                .query(Rows.of(Moved.class))
                .list();
    }

    /** Somebody says where a customer belongs, or takes back having said so. */
    void choose(UUID customer, @Nullable UUID company, boolean byHand) {
        jdbc.sql("update customer set company_id = ?::uuid, company_by_hand = ? where id = ?")
                .param(company)
                .param(byHand)
                .param(customer)
                .update();
    }

    void later(Task task, Instant at) {
        jdbc.sql("""
                insert into company_settling (id, domain, company_id, customer_id, created_at)
                values (:id, :domain, :company::uuid, :customer::uuid, :at)
                """)
                .param("id", task.id())
                .param("domain", task.domain())
                .param("company", task.companyId())
                .param("customer", task.customerId())
                .param("at", at.atOffset(ZoneOffset.UTC))
                .update();
    }

    static Task ofDomain(String domain) {
        return new Task(Ids.next(), domain, null, null, null);
    }

    static Task ofCompany(UUID company) {
        return new Task(Ids.next(), null, company, null, null);
    }

    static Task ofCustomer(UUID customer) {
        return new Task(Ids.next(), null, null, customer, null);
    }

    /** The oldest task that nobody is at work on. */
    Optional<Task> task() {
        return jdbc.sql("""
                select id, domain, company_id, customer_id, after_id from company_settling
                order by created_at, id limit 1 for update skip locked
                """).query(Task.class).optional();
    }

    /** The next customers of a task, in order of id. */
    List<Step> next(Task task, int limit) {
        if (task.customerId() != null) {
            return List.of(new Step(task.customerId(), task.customerId()));
        }
        var sql = task.domain() != null ? """
                select coalesce(c.merged_root, c.id) as root, p.id as place
                from contact_point p join customer c on c.id = p.customer_id
                where p.kind = 'email' and split_part(p.normalized, '@', 2) = :domain
                  and (:after::uuid is null or p.id > :after::uuid)
                order by p.id limit :limit
                """ : """
                select c.id as root, c.id as place from customer c
                where c.company_id = :company::uuid and c.merged_into is null and (:after::uuid is null or c.id > :after::uuid)
                order by c.id limit :limit
                """;
        return jdbc.sql(sql)
                .param("domain", task.domain())
                .param("company", task.companyId())
                .param("after", task.afterId())
                .param("limit", limit)
                .query(Rows.of(Step.class))
                .list();
    }

    void reached(UUID task, UUID place) {
        jdbc.sql("update company_settling set after_id = ? where id = ?")
                .param(place)
                .param(task)
                .update();
    }

    void done(UUID task) {
        jdbc.sql("delete from company_settling where id = ?").param(task).update();
    }
}
