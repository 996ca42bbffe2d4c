package org.centrala.customers;

import java.text.Normalizer;
import java.time.Clock;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.centrala.access.Permission;
import org.centrala.access.Viewer;
import org.centrala.fields.Field;
import org.centrala.fields.FieldValues;
import org.centrala.fields.Fields;
import org.centrala.fields.Shape;
import org.centrala.fields.Words;
import org.centrala.platform.Ids;
import org.centrala.platform.log.Change;
import org.centrala.platform.log.EventLog;
import org.centrala.platform.log.NewEvent;
import org.centrala.platform.web.Cursor;
import org.centrala.platform.web.Page;
import org.centrala.platform.web.Problem;
import org.centrala.search.Hits;
import org.centrala.search.SearchIndex;
import org.centrala.search.SearchQuery;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The organisations that customers belong to (docs/adr/0135). A company is known to whoever may read customers; of its people
 * and conversations everybody sees those that they see otherwise.
 */
@Service
@Transactional
public class Companies {
    /** Of a larger company conversations are listed of the first so many people, by name. */
    public static final int MOST_PEOPLE = 5_000;

    static final int MOST_DOMAINS = 50;
    private static final int MOST_MEANT = 200;
    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_NOTES = 10_000;
    private static final Pattern HIDDEN = Pattern.compile("[\\p{Cc}\\u202a-\\u202e\\u2066-\\u2069&&[^\\n\\r\\t]]");

    private final CompanyStore store;
    private final MemberStore members;
    private final CompanySettling settling;
    private final Customers customers;
    private final SearchIndex index;
    private final Fields fields;
    private final EventLog log;
    private final Clock clock;

    Companies(
            CompanyStore store,
            MemberStore members,
            CompanySettling settling,
            Customers customers,
            SearchIndex index,
            Fields fields,
            EventLog log,
            Clock clock) {
        this.store = store;
        this.members = members;
        this.settling = settling;
        this.customers = customers;
        this.index = index;
        this.fields = fields;
        this.log = log;
        this.clock = clock;
    }

    public Company create(Company.Details details, Viewer viewer) {
        viewer.require(Permission.CUSTOMER_UPDATE);
        var id = Ids.next();
        store.insert(
                id,
                name(details.name()),
                notes(details.notes() == null ? "" : details.notes()),
                FieldValues.write(values(Map.of(), details.fields() == null ? Map.of() : details.fields())),
                clock.instant());
        changeDomains(id, details.domains() == null ? List.of() : details.domains());
        log.append(NewEvent.of("company", id, 1, "company.created", viewer.actor()));
        return get(id, viewer);
    }

    /** @param ifMatch the sequence that is being changed: what another has changed since in the same parts is not lost */
    public Company change(UUID id, Company.Details details, @Nullable Long ifMatch, Viewer viewer) {
        viewer.require(Permission.CUSTOMER_UPDATE);
        var row = store.row(id, true).orElseThrow(Companies::notFound);
        Unchanged.require(log, "company", id, row.sequence(), ifMatch, parts(details));
        var name = details.name() == null ? row.name() : name(details.name());
        var notes = details.notes() == null ? row.notes() : notes(details.notes());
        var old = FieldValues.read(row.fields());
        var now = details.fields() == null ? old : values(old, details.fields());
        var changes = new LinkedHashMap<>(Shape.difference(old, now));
        flag(changes, "name", !name.equals(row.name()));
        flag(changes, "notes", !notes.equals(row.notes()));
        flag(changes, "domains", details.domains() != null && changeDomains(id, details.domains()));
        if (!changes.isEmpty()) {
            store.update(
                    new CompanyStore.Row(
                            id,
                            name,
                            notes,
                            FieldValues.write(now),
                            row.sequence() + 1,
                            row.createdAt(),
                            row.updatedAt()),
                    clock.instant());
            log.append(NewEvent.of("company", id, row.sequence() + 1, "company.changed", viewer.actor())
                    .changing(changes));
        }
        return get(id, viewer);
    }

    /** Takes a company off the lists and frees its domains; its customers leave it one batch after another. */
    public void remove(UUID id, @Nullable Long ifMatch, Viewer viewer) {
        viewer.require(Permission.CUSTOMER_UPDATE);
        var row = store.row(id, true).orElseThrow(Companies::notFound);
        if (ifMatch != null && ifMatch != row.sequence()) {
            throw Problem.preconditionFailed(
                    "company.conflict",
                    "Somebody else has changed this company since.",
                    Map.of("sequence", row.sequence()));
        }
        store.remove(id, row.sequence() + 1, clock.instant());
        later(MemberStore.ofCompany(id));
        log.append(NewEvent.of("company", id, row.sequence() + 1, "company.removed", viewer.actor()));
    }

    @Transactional(readOnly = true)
    public Company get(UUID id, Viewer viewer) {
        viewer.require(Permission.CUSTOMER_READ);
        return companies(List.of(store.row(id, false).orElseThrow(Companies::notFound)), viewer)
                .getFirst();
    }

    /**
     * By name, or with {@code words} the best hits of the search.
     *
     * @param domain only the one whose it is
     */
    @Transactional(readOnly = true)
    public Page<Company> list(
            @Nullable String words,
            @Nullable String domain,
            @Nullable Integer limit,
            @Nullable String cursor,
            Viewer viewer) {
        viewer.require(Permission.CUSTOMER_READ);
        var size = Page.limit(limit);
        if (words != null && !words.isBlank()) {
            return found(words, size, cursor, viewer);
        }
        var last = Cursor.decode(cursor, 1);
        var rows = store.list(
                domain == null || domain.isBlank() ? null : CompanyDomain.normal(domain),
                last == null ? null : last.uuid(0),
                size + 1);
        var page = Page.of(rows, size, row -> Cursor.of(row.id()));
        return new Page<>(companies(page.items(), viewer), page.next());
    }

    private Page<Company> found(String words, int size, @Nullable String cursor, Viewer viewer) {
        var start = Cursor.decode(cursor, 1);
        var after = start == null ? 0 : Math.toIntExact(Math.clamp(start.number(0), 0, SearchQuery.LAST));
        var hits = index.search(new SearchQuery(words, Set.of(CompanyDocuments.KIND), viewer.inboxes(), size, after));
        var ids = hits.items().stream().map(Hits.Hit::id).toList();
        var there = store.findAll(ids).stream()
                .sorted(Comparator.comparing(row -> ids.indexOf(row.id())))
                .toList();
        var next = hits.more() && after + size < SearchQuery.LAST
                ? Cursor.of(after + size).encode()
                : null;
        return new Page<>(companies(there, viewer), next);
    }

    /** Its customers whom the viewer sees, by name. */
    @Transactional(readOnly = true)
    public Page<Customer> people(UUID id, @Nullable Integer limit, @Nullable String cursor, Viewer viewer) {
        viewer.require(Permission.CUSTOMER_READ);
        if (store.row(id, false).isEmpty()) {
            throw notFound();
        }
        return customers.byName(id, Page.limit(limit), cursor, viewer);
    }

    /** All ids under which its people are known, of at most {@value #MOST_PEOPLE} of them; empty for a company that is not there. */
    @Transactional(readOnly = true)
    public Set<UUID> family(UUID id, Viewer viewer) {
        viewer.require(Permission.CUSTOMER_READ);
        return store.row(id, false).isEmpty() ? Set.of() : new HashSet<>(store.family(id, MOST_PEOPLE));
    }

    /** Which company each of these customers belongs to. */
    @Transactional(readOnly = true)
    public Map<UUID, UUID> ofCustomers(Collection<UUID> ids) {
        return ids.isEmpty() ? Map.of() : store.ofCustomers(ids);
    }

    /** The companies that somebody means by a name, the beginning of a word of it, or a domain. */
    @Transactional(readOnly = true)
    public Set<UUID> meant(String typed, Viewer viewer) {
        var words = typed.strip();
        if (words.isEmpty() || words.indexOf('\0') >= 0 || !viewer.can(Permission.CUSTOMER_READ)) {
            return Set.of();
        }
        return new HashSet<>(
                store.meant(words, Address.normalEmail("a@" + words).substring(2), MOST_MEANT));
    }

    List<Company> companies(Collection<CompanyStore.Row> rows, Viewer viewer) {
        var ids = rows.stream().map(CompanyStore.Row::id).toList();
        var domains = store.domains(ids);
        var people = store.people(ids, viewer.inboxArray(), Company.MOST_COUNTED);
        return rows.stream()
                .map(row -> new Company(
                        row.id(),
                        row.name(),
                        domains.getOrDefault(row.id(), List.of()).stream()
                                .map(CompanyDomain::shown)
                                .toList(),
                        row.notes(),
                        FieldValues.read(row.fields()),
                        people.getOrDefault(row.id(), 0L),
                        row.sequence(),
                        row.createdAt(),
                        row.updatedAt()))
                .toList();
    }

    /** Makes these its domains, and has the customers of those that come and go looked at; whether any did. */
    private boolean changeDomains(UUID company, List<String> wanted) {
        if (wanted.size() > MOST_DOMAINS) {
            throw Problem.invalid("domains", "are at most " + MOST_DOMAINS);
        }
        var now = new LinkedHashSet<String>();
        wanted.forEach(domain -> now.add(CompanyDomain.normal(domain)));
        var old = store.domains(List.of(company)).getOrDefault(company, List.of());
        var gone = old.stream().filter(domain -> !now.contains(domain)).toList();
        old.forEach(now::remove);
        if (!gone.isEmpty()) {
            store.deleteDomains(company, gone);
            later(MemberStore.ofCompany(company));
        }
        for (var domain : now.stream().sorted().toList()) {
            if (!store.insertDomain(company, domain, clock.instant())) {
                var owner = store.owner(domain).map(CompanyStore.Row::name).orElse("");
                throw Problem.conflict(
                        "company.domain_taken",
                        "“" + CompanyDomain.shown(domain) + "” belongs to another company: “" + owner + "”.",
                        Map.of("domain", CompanyDomain.shown(domain), "company", owner));
            }
            later(MemberStore.ofDomain(domain));
        }
        return !gone.isEmpty() || !now.isEmpty();
    }

    private void later(MemberStore.Task task) {
        members.later(task, clock.instant());
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                settling.nudge();
            }
        });
    }

    private Map<String, Object> values(Map<String, Object> old, Map<String, @Nullable Object> given) {
        return fields.shape(Field.Subject.COMPANY).changed(old, given, null);
    }

    private static Set<String> parts(Company.Details details) {
        var parts = new HashSet<String>();
        Optional.ofNullable(details.name()).ifPresent(name -> parts.add("name"));
        Optional.ofNullable(details.notes()).ifPresent(notes -> parts.add("notes"));
        Optional.ofNullable(details.domains()).ifPresent(domains -> parts.add("domains"));
        if (details.fields() != null) {
            details.fields().keySet().forEach(key -> parts.add("fields." + key));
        }
        return parts;
    }

    private static void flag(Map<String, Change> changes, String part, boolean changed) {
        if (changed) {
            changes.put(part, new Change(null, null));
        }
    }

    private static String name(@Nullable String name) {
        return Words.line("name", name == null ? "" : name, LONGEST_NAME);
    }

    private static String notes(String notes) {
        if (notes.length() > LONGEST_NOTES) {
            throw Problem.invalid("notes", "has more than " + LONGEST_NOTES + " characters");
        }
        if (HIDDEN.matcher(notes).find()) {
            throw Problem.invalid("notes", "has characters that nobody sees");
        }
        return Normalizer.normalize(notes, Normalizer.Form.NFC);
    }

    static Problem notFound() {
        return Problem.notFound("company.not_found", "There is no such company.");
    }
}
