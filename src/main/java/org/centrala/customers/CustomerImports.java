package org.centrala.customers;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.centrala.access.Permission;
import org.centrala.access.Viewer;
import org.centrala.platform.Ids;
import org.centrala.platform.log.Change;
import org.centrala.platform.log.EventLog;
import org.centrala.platform.log.NewEvent;
import org.centrala.platform.web.Downloads;
import org.centrala.platform.web.Problem;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Customers from a file: what each line would do is told before, all of it is done in one transaction, and it can be taken
 * back (docs/adr/0078).
 */
@Service
@Transactional
class CustomerImports {
    private static final int EVENTS_AT_ONCE = 500;
    private static final int NEWEST = 50;
    private static final int LONGEST_FILE_NAME = 200;

    private final CustomerStore store;
    private final FamilyStore families;
    private final ImportStore imports;
    private final EventLog log;
    private final Clock clock;

    CustomerImports(CustomerStore store, FamilyStore families, ImportStore imports, EventLog log, Clock clock) {
        this.store = store;
        this.families = families;
        this.imports = imports;
        this.log = log;
        this.clock = clock;
    }

    /** What a line would do. */
    enum Action {
        create,
        update,
        same,
        refuse
    }

    /** One line and what it would do; {@code customer} is whom it would change. */
    @Schema(name = "ImportLine")
    record Line(
            int line,
            Action action,
            @Nullable String problem,
            @Nullable UUID customer,
            @Nullable String name,
            @Nullable String email,
            @Nullable String phone,
            @Nullable String language,
            @Nullable String notes) {}

    /** Everything that a file would do; nothing is done. */
    @Schema(name = "ImportPreview")
    record Preview(
            List<String> columns,
            Map<String, Integer> mapping,
            int created,
            int updated,
            int same,
            int refused,
            List<Line> lines) {}

    /** A file that was taken in. */
    @Schema(name = "CustomerImport")
    record Import(
            UUID id,
            String fileName,
            int created,
            int updated,
            Instant at,
            @Nullable Instant undoneAt) {}

    /** What taking back has done; {@code kept} are those to whom something has happened since. */
    @Schema(name = "ImportUndone")
    record Undone(int removed, int restored, int kept) {}

    private record Plan(
            ImportRow row, Action action, @Nullable UUID customer) {}

    /** @param wanted which column says what; empty: found by the names of the columns */
    @Transactional(readOnly = true)
    public Preview preview(byte[] file, Map<ImportRow.Field, Integer> wanted, Viewer viewer) {
        requireRights(viewer);
        var text = CsvText.read(file);
        var mapping = mapping(text.rows().getFirst(), wanted);
        var plans = plans(text, mapping, viewer);
        var names = new LinkedHashMap<String, Integer>();
        mapping.forEach((field, column) -> names.put(field.name(), column));
        return new Preview(
                text.rows().getFirst(),
                names,
                count(plans, Action.create),
                count(plans, Action.update),
                count(plans, Action.same),
                count(plans, Action.refuse),
                plans.stream().map(CustomerImports::line).toList());
    }

    public Import run(byte[] file, String fileName, Map<ImportRow.Field, Integer> wanted, Viewer viewer) {
        requireRights(viewer);
        var text = CsvText.read(file);
        var plans = plans(text, mapping(text.rows().getFirst(), wanted), viewer);
        var created = count(plans, Action.create);
        var updated = count(plans, Action.update);
        if (created + updated == 0) {
            throw Problem.conflict("import.nothing", "No line of this file would make or change a customer.");
        }
        var name = Downloads.fileName(fileName);
        var one = new ImportStore.Import(
                Ids.next(),
                name.substring(0, Math.min(name.length(), LONGEST_FILE_NAME)),
                created,
                updated,
                clock.instant(),
                null);
        imports.insert(one, viewer.actor());
        var events = new ArrayList<NewEvent>();
        for (var plan : plans) {
            if (plan.action() == Action.create || plan.action() == Action.update) {
                var done = plan.customer() == null ? create(plan.row()) : fill(plan.row(), plan.customer(), viewer);
                imports.insert(one.id(), done);
                events.add(NewEvent.of(
                                "customer",
                                done.customer(),
                                done.sequence(),
                                done.created() ? "customer.created" : "customer.changed",
                                viewer.actor())
                        .changing(done.created() ? Map.of() : changes(done))
                        .ref("import", one.id()));
            }
            if (events.size() == EVENTS_AT_ONCE) {
                log.append(events.toArray(NewEvent[]::new));
                events.clear();
            }
        }
        log.append(events.toArray(NewEvent[]::new));
        return view(one);
    }

    @Transactional(readOnly = true)
    public List<Import> list(Viewer viewer) {
        requireRights(viewer);
        return imports.newest(NEWEST).stream().map(CustomerImports::view).toList();
    }

    /** Removes whom it made and empties what it filled in, but touches nobody to whom anything has happened since. */
    public Undone undo(UUID id, Viewer viewer) {
        requireRights(viewer);
        var one =
                imports.locked(id).orElseThrow(() -> Problem.notFound("import.not_found", "There is no such import."));
        if (one.undoneAt() != null) {
            throw Problem.conflict("import.undone", "This import is taken back already.");
        }
        var removed = 0;
        var restored = 0;
        var kept = 0;
        for (var done : imports.rows(id)) {
            var changed = done.created()
                    ? imports.remove(done.customer(), done.sequence())
                    : imports.empty(done, clock.instant());
            if (!changed) {
                kept++;
                continue;
            }
            removed += done.created() ? 1 : 0;
            restored += done.created() ? 0 : 1;
            log.append(NewEvent.of(
                            "customer",
                            done.customer(),
                            done.sequence() + 1,
                            done.created() ? "customer.removed" : "customer.changed",
                            viewer.actor())
                    .changing(done.created() ? Map.of() : changes(done))
                    .ref("import", id));
        }
        imports.undone(id, clock.instant());
        return new Undone(removed, restored, kept);
    }

    /** Many at once is for whoever runs the place. */
    private static void requireRights(Viewer viewer) {
        viewer.require(Permission.CUSTOMER_UPDATE);
        viewer.require(Permission.SETTINGS_MANAGE);
    }

    private List<Plan> plans(CsvText text, Map<ImportRow.Field, Integer> mapping, Viewer viewer) {
        var rows = new ArrayList<ImportRow>();
        for (int i = 1; i < text.rows().size(); i++) {
            rows.add(ImportRow.of(i + 1, text.rows().get(i), mapping));
        }
        var owners = owners(rows);
        var known = new HashMap<UUID, CustomerStore.Row>();
        var ids = Set.copyOf(owners.values());
        store.rows(ids, viewer.inboxArray()).forEach(row -> known.put(row.id(), row));
        var taken = new HashMap<String, Integer>();
        var whose = new HashMap<UUID, Integer>();
        var plans = new ArrayList<Plan>();
        for (var row : rows) {
            plans.add(plan(row, owners, known, taken, whose));
        }
        return plans;
    }

    private static Plan plan(
            ImportRow row,
            Map<String, UUID> owners,
            Map<UUID, CustomerStore.Row> known,
            Map<String, Integer> taken,
            Map<UUID, Integer> whose) {
        if (row.isRefused()) {
            return new Plan(row, Action.refuse, null);
        }
        var keys = keys(row);
        if (keys.stream().anyMatch(taken::containsKey)) {
            return new Plan(row.refused("twice"), Action.refuse, null);
        }
        var found = keys.stream()
                .map(owners::get)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        if (found.size() > 1) {
            return new Plan(row.refused("twoCustomers"), Action.refuse, null);
        }
        keys.forEach(key -> taken.put(key, row.line()));
        if (found.isEmpty()) {
            return new Plan(row, Action.create, null);
        }
        var customer = known.get(found.getFirst());
        if (customer == null) {
            return new Plan(row.refused("unseen"), Action.refuse, null);
        }
        if (whose.putIfAbsent(customer.id(), row.line()) != null) {
            return new Plan(row.refused("twice"), Action.refuse, null);
        }
        var fills = !filled(row, customer).isEmpty() || keys.stream().anyMatch(key -> !owners.containsKey(key));
        return new Plan(row, fills ? Action.update : Action.same, customer.id());
    }

    /** Whom the addresses and numbers of a file belong to. */
    private Map<String, UUID> owners(List<ImportRow> rows) {
        var owners = new HashMap<String, UUID>();
        for (var kind : ContactPoint.Kind.values()) {
            var normal = rows.stream()
                    .filter(row -> !row.isRefused())
                    .map(row -> kind == ContactPoint.Kind.email ? row.email() : row.phone())
                    .filter(Objects::nonNull)
                    .map(value -> normal(kind, value))
                    .distinct()
                    .toList();
            for (var known : store.find(kind, normal, List.of())) {
                owners.put(kind + ":" + known.normalized(), known.customer());
            }
        }
        var roots = families.roots(Set.copyOf(owners.values()));
        owners.replaceAll((key, owner) -> roots.getOrDefault(owner, owner));
        return owners;
    }

    private static List<String> keys(ImportRow row) {
        var keys = new ArrayList<String>();
        if (row.email() != null) {
            keys.add(ContactPoint.Kind.email + ":" + normal(ContactPoint.Kind.email, row.email()));
        }
        if (row.phone() != null) {
            keys.add(ContactPoint.Kind.phone + ":" + normal(ContactPoint.Kind.phone, row.phone()));
        }
        return keys;
    }

    private ImportStore.Done create(ImportRow row) {
        var id = Ids.next();
        store.insert(
                id,
                row.name() == null ? "" : row.name(),
                row.language(),
                row.notes() == null ? "" : row.notes(),
                clock.instant());
        return new ImportStore.Done(id, row.line(), true, 1, points(id, row), List.of());
    }

    private ImportStore.Done fill(ImportRow row, UUID id, Viewer viewer) {
        var customer = store.row(id, viewer.inboxArray(), true).orElseThrow(CustomerImports::changedMeanwhile);
        var filled = filled(row, customer);
        var sequence = customer.sequence() + 1;
        store.update(
                customer.id(),
                filled.contains("name") ? Objects.requireNonNull(row.name()) : customer.name(),
                filled.contains("language") ? row.language() : customer.language(),
                filled.contains("notes") ? Objects.requireNonNull(row.notes()) : customer.notes(),
                sequence,
                clock.instant());
        return new ImportStore.Done(customer.id(), row.line(), false, sequence, points(customer.id(), row), filled);
    }

    /** What a line knows and we do not: nothing that is there is overwritten. */
    private static List<String> filled(ImportRow row, CustomerStore.Row customer) {
        var filled = new ArrayList<String>();
        if (row.name() != null && customer.name().isBlank()) {
            filled.add("name");
        }
        if (row.language() != null && customer.language() == null) {
            filled.add("language");
        }
        if (row.notes() != null && customer.notes().isBlank()) {
            filled.add("notes");
        }
        return filled;
    }

    private List<UUID> points(UUID customer, ImportRow row) {
        var points = new ArrayList<UUID>();
        add(customer, ContactPoint.Kind.email, row.email(), points);
        add(customer, ContactPoint.Kind.phone, row.phone(), points);
        return points;
    }

    private void add(UUID customer, ContactPoint.Kind kind, @Nullable String value, List<UUID> points) {
        if (value == null) {
            return;
        }
        var id = Ids.next();
        if (store.insertPoint(id, customer, kind, value, normal(kind, value), clock.instant())) {
            points.add(id);
        } else if (store.owner(kind, normal(kind, value))
                .filter(customer::equals)
                .isEmpty()) {
            throw changedMeanwhile();
        }
    }

    private static Problem changedMeanwhile() {
        return Problem.conflict(
                "import.changed", "Somebody has changed these customers meanwhile. Nothing was imported: look again.");
    }

    private static String normal(ContactPoint.Kind kind, String value) {
        return switch (kind) {
            case email -> Address.normalEmail(value);
            case phone -> Address.normalPhone(value);
        };
    }

    private static Map<ImportRow.Field, Integer> mapping(List<String> columns, Map<ImportRow.Field, Integer> wanted) {
        if (!wanted.isEmpty()) {
            return wanted;
        }
        var found = new EnumMap<ImportRow.Field, Integer>(ImportRow.Field.class);
        for (int i = 0; i < columns.size(); i++) {
            for (var field : ImportRow.Field.values()) {
                if (field.isCalled(columns.get(i))) {
                    found.putIfAbsent(field, i);
                }
            }
        }
        return found;
    }

    private static Map<String, Change> changes(ImportStore.Done done) {
        var changes = new LinkedHashMap<String, Change>();
        done.filled().forEach(field -> changes.put(field, new Change(null, null)));
        if (!done.points().isEmpty()) {
            changes.put("contactPoints", new Change(null, null));
        }
        return changes;
    }

    private static int count(List<Plan> plans, Action action) {
        return Math.toIntExact(
                plans.stream().filter(plan -> plan.action() == action).count());
    }

    private static Line line(Plan plan) {
        var row = plan.row();
        return new Line(
                row.line(),
                plan.action(),
                row.problem(),
                plan.customer(),
                row.name(),
                row.email(),
                row.phone(),
                row.language(),
                row.notes());
    }

    private static Import view(ImportStore.Import one) {
        return new Import(one.id(), one.fileName(), one.created(), one.updated(), one.at(), one.undoneAt());
    }
}
