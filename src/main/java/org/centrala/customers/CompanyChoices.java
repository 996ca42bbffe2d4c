package org.centrala.customers;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.centrala.access.Permission;
import org.centrala.access.Viewer;
import org.centrala.platform.log.Change;
import org.centrala.platform.log.EventLog;
import org.centrala.platform.log.NewEvent;
import org.centrala.platform.web.Problem;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What somebody says of where a customer belongs, against all addresses, until it is taken back. */
@Service
@Transactional
class CompanyChoices {
    private final Customers customers;
    private final CustomerStore store;
    private final CompanyStore companies;
    private final MemberStore members;
    private final CompanyMembers settled;
    private final EventLog log;
    private final Clock clock;

    CompanyChoices(
            Customers customers,
            CustomerStore store,
            CompanyStore companies,
            MemberStore members,
            CompanyMembers settled,
            EventLog log,
            Clock clock) {
        this.customers = customers;
        this.store = store;
        this.companies = companies;
        this.members = members;
        this.settled = settled;
        this.log = log;
        this.clock = clock;
    }

    /** @param company where they belong from now on; nowhere, if there is none */
    public Customer choose(CustomerId id, @Nullable UUID company, @Nullable Long ifMatch, Viewer viewer) {
        var row = row(id, ifMatch, viewer);
        // Held until the commit, so that nobody is put into a company that is just removed.
        if (company != null && companies.row(company, true).isEmpty()) {
            throw Problem.invalid("company", "does not exist");
        }
        if (row.companyByHand() && Objects.equals(company, row.companyId())) {
            return customers.get(id, viewer);
        }
        members.choose(row.id(), company, true);
        return told(row, Map.of("company", new Change(text(row.companyId()), text(company))), viewer);
    }

    /** Takes back what was said: an address in a company's domain decides again. */
    public Customer unchoose(CustomerId id, @Nullable Long ifMatch, Viewer viewer) {
        var row = row(id, ifMatch, viewer);
        if (!row.companyByHand()) {
            return customers.get(id, viewer);
        }
        members.choose(row.id(), row.companyId(), false);
        var changes = new LinkedHashMap<>(settled.settled(row.id()));
        changes.putIfAbsent("company", new Change(text(row.companyId()), text(row.companyId())));
        return told(row, changes, viewer);
    }

    private CustomerStore.Row row(CustomerId id, @Nullable Long ifMatch, Viewer viewer) {
        viewer.require(Permission.CUSTOMER_UPDATE);
        var row = store.row(id.value(), viewer.inboxArray(), true).orElseThrow(Customers::notFound);
        Unchanged.require(log, "customer", row.id(), row.sequence(), ifMatch, Set.of("company"));
        return row;
    }

    private Customer told(CustomerStore.Row row, Map<String, Change> changes, Viewer viewer) {
        store.touch(row.id(), row.sequence() + 1, clock.instant());
        log.append(NewEvent.of("customer", row.id(), row.sequence() + 1, "customer.changed", viewer.actor())
                .changing(changes));
        return customers.get(new CustomerId(row.id()), viewer);
    }

    private static @Nullable String text(@Nullable UUID id) {
        return id == null ? null : id.toString();
    }
}
