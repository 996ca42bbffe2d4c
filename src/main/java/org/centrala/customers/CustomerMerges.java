package org.centrala.customers;

import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
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

/** Says that two customers are one person, or somebody nobody wants to hear of, and takes it back (docs/adr/0075, 0076). */
@Service
@Transactional
class CustomerMerges {
    private static final int NAMESAKES = 20;
    private static final int SHOWN = 5;

    private final Customers customers;
    private final CustomerStore store;
    private final FamilyStore families;
    private final CompanyMembers members;
    private final EventLog log;
    private final Clock clock;

    CustomerMerges(
            Customers customers,
            CustomerStore store,
            FamilyStore families,
            CompanyMembers members,
            EventLog log,
            Clock clock) {
        this.customers = customers;
        this.store = store;
        this.families = families;
        this.members = members;
        this.log = log;
        this.clock = clock;
    }

    /** One thing that speaks for or against two customers being one person, or that merging them means. */
    record Evidence(String kind, Weight weight) {
        enum Weight {
            weak,
            against
        }
    }

    /** Two customers side by side, before they are merged. */
    record CustomerMergePreview(Customer into, Customer from, List<Evidence> evidence) {}

    @Transactional(readOnly = true)
    public CustomerMergePreview preview(CustomerId into, CustomerId from, Viewer viewer) {
        viewer.require(Permission.CUSTOMER_UPDATE);
        var target = customers.get(into, viewer);
        var source = customers.get(from, viewer);
        if (target.id().equals(source.id())) {
            throw Problem.invalid("from", "is the same customer already");
        }
        return new CustomerMergePreview(target, source, evidence(target, source));
    }

    /** Others who may be the same person, since they are called the same; the likeliest first. */
    @Transactional(readOnly = true)
    public List<CustomerMergePreview> similar(CustomerId id, Viewer viewer) {
        var customer = customers.get(id, viewer);
        return customers.list(families.namesakes(customer.id(), NAMESAKES), viewer).stream()
                .limit(SHOWN)
                .map(other -> new CustomerMergePreview(customer, other, evidence(customer, other)))
                .toList();
    }

    public Customer merge(CustomerId into, CustomerId from, @Nullable Long ifMatch, Viewer viewer) {
        viewer.require(Permission.CUSTOMER_UPDATE);
        families.lock();
        var target = row(into.value(), viewer);
        var source = row(from.value(), viewer);
        if (target.id().equals(source.id())) {
            throw Problem.invalid("from", "is the same customer already");
        }
        if (ifMatch != null && ifMatch != target.sequence()) {
            throw Problem.preconditionFailed(
                    "customer.conflict",
                    "Somebody else has changed this customer since.",
                    Map.of("sequence", target.sequence()));
        }
        families.merge(
                source.id(), target.id(), clock.instant(), viewer.agentId().orElse(null));
        tell(target.id(), target.sequence(), "customer.merged", source.id(), viewer);
        tell(source.id(), source.sequence(), "customer.merged_into", target.id(), viewer);
        return customers.get(into, viewer);
    }

    /** Gives a merged customer back as they were; answers with whom they have left. */
    public Customer unmerge(CustomerId id, Viewer viewer) {
        viewer.require(Permission.CUSTOMER_UPDATE);
        families.lock();
        var root = row(id.value(), viewer);
        var place = families.place(id.value()).orElseThrow(Customers::notFound);
        if (place.mergedInto() == null) {
            throw Problem.conflict("customer.not_merged", "This customer is not merged into another.");
        }
        families.unmerge(id.value());
        tell(root.id(), root.sequence(), "customer.unmerged", id.value(), viewer);
        tell(id.value(), place.sequence(), "customer.unmerged_from", root.id(), viewer);
        return customers.get(new CustomerId(root.id()), viewer);
    }

    /** What they write goes to the junk from now on, or no longer. */
    public Customer block(CustomerId id, boolean blocked, Viewer viewer) {
        viewer.require(Permission.CUSTOMER_UPDATE);
        var row = row(id.value(), viewer);
        if (blocked == (row.blockedAt() == null)) {
            families.block(
                    row.id(), blocked ? clock.instant() : null, viewer.agentId().orElse(null));
            store.touch(row.id(), row.sequence() + 1, clock.instant());
            log.append(NewEvent.of(
                            "customer",
                            row.id(),
                            row.sequence() + 1,
                            blocked ? "customer.blocked" : "customer.unblocked",
                            viewer.actor())
                    .changing(Map.of("blocked", new Change(!blocked, blocked))));
        }
        return customers.get(id, viewer);
    }

    private CustomerStore.Row row(UUID id, Viewer viewer) {
        return store.row(id, viewer.inboxArray(), true).orElseThrow(Customers::notFound);
    }

    /** The name is flagged, since conversations are found by it. */
    private void tell(UUID id, long sequence, String kind, UUID other, Viewer viewer) {
        store.touch(id, sequence + 1, clock.instant());
        var changes = new LinkedHashMap<String, Change>();
        changes.put("name", new Change(null, null));
        changes.put("contactPoints", new Change(null, null));
        changes.putAll(members.settled(id));
        log.append(NewEvent.of("customer", id, sequence + 1, kind, viewer.actor())
                .changing(changes)
                .ref("other", other));
    }

    static List<Evidence> evidence(Customer one, Customer other) {
        var found = new ArrayList<Evidence>();
        if (!one.name().isEmpty() && one.name().equalsIgnoreCase(other.name())) {
            found.add(new Evidence("sameName", Evidence.Weight.weak));
        }
        var domains = domains(one);
        domains.retainAll(domains(other));
        if (!domains.isEmpty()) {
            found.add(new Evidence("sameDomain", Evidence.Weight.weak));
        }
        var boxes = boxes(one);
        boxes.retainAll(boxes(other));
        if (!boxes.isEmpty()) {
            found.add(new Evidence("sameBox", Evidence.Weight.weak));
        }
        if (one.language() != null && other.language() != null && !Objects.equals(one.language(), other.language())) {
            found.add(new Evidence("otherLanguage", Evidence.Weight.against));
        }
        if (!one.name().isEmpty() && !other.name().isEmpty() && !one.name().equalsIgnoreCase(other.name())) {
            found.add(new Evidence("otherName", Evidence.Weight.against));
        }
        if ((one.blockedAt() == null) != (other.blockedAt() == null)) {
            found.add(new Evidence("oneBlocked", Evidence.Weight.against));
        }
        return found;
    }

    private static List<String> domains(Customer customer) {
        return parts(customer, false);
    }

    /** What stands before the @: {@code ana.kovac} at two providers is rarely two people. */
    private static List<String> boxes(Customer customer) {
        return parts(customer, true);
    }

    private static List<String> parts(Customer customer, boolean box) {
        var parts = new ArrayList<String>();
        for (var point : customer.contactPoints()) {
            var at = point.value().lastIndexOf('@');
            if (point.kind() == ContactPoint.Kind.email && at > 0) {
                var part = box ? point.value().substring(0, at) : point.value().substring(at + 1);
                parts.add(part.toLowerCase(Locale.ROOT));
            }
        }
        return parts;
    }
}
