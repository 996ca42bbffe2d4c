package org.centrala.customers;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.centrala.access.Permission;
import org.centrala.access.Viewer;
import org.centrala.customers.spi.PersonalData;
import org.centrala.platform.log.Change;
import org.centrala.platform.log.EventLog;
import org.centrala.platform.log.NewEvent;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** Hands over all that is kept about one person (articles 15 and 20 of the GDPR), and notes that it was done. */
@Service
class PersonExports {
    private final CustomerStore store;
    private final Customers customers;
    private final List<PersonalData> keepers;
    private final TransactionTemplate transaction;
    private final EventLog log;
    private final JsonMapper json;
    private final Clock clock;

    PersonExports(
            CustomerStore store,
            Customers customers,
            List<PersonalData> keepers,
            TransactionTemplate transaction,
            EventLog log,
            JsonMapper json,
            Clock clock) {
        this.store = store;
        this.customers = customers;
        this.keepers = keepers;
        this.transaction = transaction;
        this.log = log;
        this.json = json;
        this.clock = clock;
    }

    /** What stands first in the archive. */
    record About(Instant exportedAt, boolean notesIncluded, Customer customer) {}

    /** Notes in the log that somebody has it handed over, and answers with whom it is about. */
    Customer begin(CustomerId id, boolean notes, Viewer viewer) {
        viewer.require(Permission.PRIVACY_MANAGE);
        // The person has a right to all of it, and nobody hands out what they may not see themselves.
        viewer.require(Permission.INBOX_ALL);
        return Objects.requireNonNull(transaction.execute(status -> {
            var row = store.row(id.value(), viewer.inboxArray(), true).orElseThrow(Customers::notFound);
            store.touch(row.id(), row.sequence() + 1, row.updatedAt());
            log.append(NewEvent.of("customer", row.id(), row.sequence() + 1, "customer.exported", viewer.actor())
                    .changing(Map.of("notes", new Change(null, notes))));
            return customers.get(new CustomerId(row.id()), viewer);
        }));
    }

    /** Written as it is read: every inbox, since the person has a right to all of it. */
    void write(Customer customer, boolean notes, OutputStream out) throws IOException {
        try (var archive = new PersonArchive(out, json, clock.instant())) {
            archive.data("customer.json", new About(clock.instant(), notes, notes ? customer : withoutNotes(customer)));
            for (var keeper : keepers) {
                keeper.export(customers.family(customer.id()), notes, archive);
            }
        }
    }

    static String fileName(UUID customer) {
        return "customer-" + customer + ".zip";
    }

    private static Customer withoutNotes(Customer customer) {
        return new Customer(
                customer.id(),
                customer.name(),
                customer.language(),
                "",
                customer.contactPoints(),
                customer.sequence(),
                customer.createdAt(),
                customer.updatedAt(),
                customer.blockedAt(),
                customer.merged().stream()
                        .map(one -> new Customer.MergedCustomer(
                                one.id(), one.name(), one.language(), "", one.at(), one.by(), one.fields()))
                        .toList(),
                customer.fields(),
                customer.company(),
                customer.companyByHand());
    }
}
