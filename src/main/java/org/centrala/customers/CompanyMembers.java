package org.centrala.customers;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.centrala.platform.Actor;
import org.centrala.platform.log.Change;
import org.centrala.platform.log.Event;
import org.centrala.platform.log.EventLog;
import org.centrala.platform.log.LogConsumer;
import org.centrala.platform.log.NewEvent;
import org.springframework.stereotype.Component;

/**
 * Lets customers belong to the company of their addresses (docs/adr/0135). What changes a customer writes down at once where
 * it knows whom; whatever brings an address otherwise is heard of in the log, which also closes the gap between somebody who
 * just writes and a domain that is just added: whichever of the two commits later finds the other.
 */
@Component
class CompanyMembers implements LogConsumer.Reactor {
    private static final String POINTS = "contactPoints";
    private static final Set<String> ARRIVALS = Set.of("customer.created", "customer.unmerged_from");

    private final MemberStore store;
    private final FamilyStore families;
    private final CustomerStore customers;
    private final EventLog log;
    private final Clock clock;

    CompanyMembers(MemberStore store, FamilyStore families, CustomerStore customers, EventLog log, Clock clock) {
        this.store = store;
        this.families = families;
        this.customers = customers;
        this.log = log;
        this.clock = clock;
    }

    /**
     * Looks up where a customer belongs whose row the caller holds and whose event the caller writes; what changed of that.
     */
    Map<String, Change> settled(UUID customer) {
        return store.settle(List.of(customer)).stream()
                .findFirst()
                .map(moved -> Map.of("company", change(moved)))
                .orElse(Map.of());
    }

    private static Change change(MemberStore.Moved moved) {
        return new Change(
                moved.old() == null ? null : moved.old().toString(),
                moved.now() == null ? null : moved.now().toString());
    }

    @Override
    public String name() {
        return "company-members";
    }

    @Override
    public void take(List<Event> events) {
        var changed = new HashSet<UUID>();
        for (var event : events) {
            if (event.streamType().equals("customer")
                    && (ARRIVALS.contains(event.kind()) || event.changes().containsKey(POINTS))) {
                changed.add(event.streamId());
            }
        }
        if (!changed.isEmpty()) {
            settle(families.roots(changed).values());
        }
    }

    /** Looks up where these belong; whoever is being changed right now is looked at later, and then it is not everybody. */
    boolean settle(Collection<UUID> roots) {
        var wanted = new LinkedHashSet<>(roots);
        var free = store.lock(wanted);
        var moved = store.settle(free);
        var events = new ArrayList<NewEvent>();
        for (var one : moved) {
            var sequence = customers.nextSequence(one.id(), clock.instant());
            events.add(NewEvent.of("customer", one.id(), sequence, "customer.changed", Actor.SYSTEM)
                    .changing(Map.of("company", change(one))));
        }
        log.append(events.toArray(NewEvent[]::new));
        free.forEach(wanted::remove);
        wanted.forEach(busy -> store.later(MemberStore.ofCustomer(busy), clock.instant()));
        return wanted.isEmpty();
    }
}
