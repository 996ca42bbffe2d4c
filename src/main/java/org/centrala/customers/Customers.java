package org.centrala.customers;

import static org.centrala.customers.ContactPoint.Kind.email;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.centrala.access.Permission;
import org.centrala.access.Viewer;
import org.centrala.fields.Field;
import org.centrala.fields.FieldValues;
import org.centrala.fields.Fields;
import org.centrala.fields.Shape;
import org.centrala.platform.Actor;
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

/** The people outside: who an address belongs to, and what is known about them. */
@Service
@Transactional
public class Customers {
    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_NOTES = 10_000;

    private final CustomerStore store;
    private final FamilyStore families;
    private final SearchIndex index;
    private final Fields fields;
    private final CompanyMembers members;
    private final EventLog log;
    private final Clock clock;

    Customers(
            CustomerStore store,
            FamilyStore families,
            SearchIndex index,
            Fields fields,
            CompanyMembers members,
            EventLog log,
            Clock clock) {
        this.store = store;
        this.families = families;
        this.index = index;
        this.fields = fields;
        this.members = members;
        this.log = log;
        this.clock = clock;
    }

    /** A contact point as somebody enters it. */
    public record NewContactPoint(ContactPoint.Kind kind, String value) {}

    /**
     * What may be said of a customer; absent fields stay as they are. {@code email} is short for one contact point more.
     *
     * @param fields values by the keys of their fields; a key that is not there stays as it is, null empties it
     */
    @Schema(name = "CustomerDetails")
    public record Details(
            @Nullable String name,
            @Nullable String email,
            @Nullable String language,
            @Nullable String notes,
            @Nullable List<NewContactPoint> contactPoints,
            @JsonSetter(contentNulls = Nulls.SET) @Nullable Map<String, @Nullable Object> fields) {

        /** Without fields. */
        public Details(
                @Nullable String name,
                @Nullable String email,
                @Nullable String language,
                @Nullable String notes,
                @Nullable List<NewContactPoint> contactPoints) {
            this(name, email, language, notes, contactPoints, null);
        }
    }

    /** An address that somebody writes from, with the name they give, and the inbox they are met through. */
    public record Met(String address, @Nullable String name, UUID inbox) {}

    /**
     * The customer an address belongs to, who is from now on met through the inbox; a new one when nobody has it.
     * Runs in the caller's transaction; two callers with one new address get one customer.
     */
    public CustomerId identify(String address, @Nullable String name, UUID inbox, Actor actor) {
        return identify(List.of(new Met(address, name, inbox)), actor).getFirst();
    }

    /** The customers that several addresses belong to, in their order. */
    public List<CustomerId> identify(List<Met> people, Actor actor) {
        var normal =
                people.stream().map(one -> Address.normalEmail(one.address())).toList();
        var owners = new HashMap<String, UUID>();
        var met = new HashSet<Map.Entry<UUID, UUID>>();
        for (var known : store.find(
                email, normal, people.stream().map(Met::inbox).distinct().toList())) {
            owners.put(known.normalized(), known.customer());
            known.inboxes().forEach(inbox -> met.add(Map.entry(known.customer(), inbox)));
        }
        var strangers = new TreeMap<String, CustomerStore.Stranger>();
        for (int i = 0; i < people.size(); i++) {
            if (!owners.containsKey(normal.get(i))) {
                var one = people.get(i);
                strangers.putIfAbsent(
                        normal.get(i),
                        new CustomerStore.Stranger(
                                Ids.next(),
                                shorten(one.name() == null ? "" : one.name().strip()),
                                Ids.next(),
                                one.address().strip(),
                                normal.get(i),
                                one.inbox()));
            }
        }
        if (!strangers.isEmpty()) {
            var created = store.insertMet(email, strangers.values(), clock.instant());
            for (var stranger : strangers.values()) {
                if (created.contains(stranger.id())) {
                    owners.put(stranger.normalized(), stranger.id());
                    met.add(Map.entry(stranger.id(), stranger.inbox()));
                } else {
                    owners.put(
                            stranger.normalized(),
                            store.owner(email, stranger.normalized()).orElseThrow());
                }
            }
            log.append(strangers.values().stream()
                    .filter(stranger -> created.contains(stranger.id()))
                    .map(stranger -> NewEvent.of("customer", stranger.id(), 1, "customer.created", actor)
                            .inInbox(stranger.inbox()))
                    .toArray(NewEvent[]::new));
        }
        var found = new ArrayList<CustomerId>(people.size());
        for (int i = 0; i < people.size(); i++) {
            var owner = Objects.requireNonNull(owners.get(normal.get(i)));
            if (met.add(Map.entry(owner, people.get(i).inbox()))) {
                store.met(owner, people.get(i).inbox());
            }
            found.add(new CustomerId(owner));
        }
        return found;
    }

    /** The customer is from now on met through the inbox, too. */
    public void met(CustomerId customer, UUID inbox) {
        store.met(customer.value(), inbox);
    }

    public Customer create(Details details, Viewer viewer) {
        viewer.require(Permission.CUSTOMER_UPDATE);
        var points =
                new ArrayList<>(details.contactPoints() == null ? List.<NewContactPoint>of() : details.contactPoints());
        if (details.email() != null) {
            points.add(new NewContactPoint(email, details.email()));
        }
        if (blank(details.name()) && points.isEmpty()) {
            throw Problem.invalid("name", "or a contact point is needed");
        }
        var id = Ids.next();
        store.insert(
                id,
                checkedName(details.name() == null ? "" : details.name()),
                checkedLanguage(details.language()),
                checkedNotes(details.notes() == null ? "" : details.notes()),
                clock.instant());
        if (details.fields() != null) {
            store.fields(id, FieldValues.write(values(Map.of(), details.fields())));
        }
        addPoints(id, points);
        members.settled(id);
        log.append(NewEvent.of("customer", id, 1, "customer.created", viewer.actor()));
        return get(new CustomerId(id), viewer);
    }

    public Customer change(CustomerId id, Details details, Viewer viewer) {
        return change(id, details, null, viewer);
    }

    /** @param ifMatch the sequence that is being changed: what another has changed since in the same fields is not lost */
    public Customer change(CustomerId asked, Details details, @Nullable Long ifMatch, Viewer viewer) {
        viewer.require(Permission.CUSTOMER_UPDATE);
        var row = store.row(asked.value(), viewer.inboxArray(), true).orElseThrow(Customers::notFound);
        var id = new CustomerId(row.id());
        Unchanged.require(log, "customer", row.id(), row.sequence(), ifMatch, fields(details));
        var name = details.name() == null ? row.name() : checkedName(details.name());
        var language = details.language() == null ? row.language() : checkedLanguage(details.language());
        var notes = details.notes() == null ? row.notes() : checkedNotes(details.notes());
        var changes = new LinkedHashMap<String, Change>();
        if (!Objects.equals(language, row.language())) {
            changes.put("language", new Change(row.language(), language));
        }
        // Names and notes are the person's own and never enter the log: only that they changed.
        flag(changes, "name", !name.equals(row.name()));
        flag(changes, "notes", !notes.equals(row.notes()));
        if (details.contactPoints() != null) {
            flag(changes, "contactPoints", replacePoints(id.value(), details.contactPoints()));
        }
        if (details.email() != null) {
            addPoints(id.value(), List.of(new NewContactPoint(email, details.email())));
            flag(changes, "contactPoints", true);
        }
        if (changes.containsKey("contactPoints")) {
            changes.putAll(members.settled(id.value()));
        }
        if (details.fields() != null) {
            var old = FieldValues.read(row.fields());
            var now = values(old, details.fields());
            changes.putAll(Shape.difference(old, now));
            store.fields(id.value(), FieldValues.write(now));
        }
        if (!changes.isEmpty()) {
            store.update(id.value(), name, language, notes, row.sequence() + 1, clock.instant());
            log.append(NewEvent.of("customer", id.value(), row.sequence() + 1, "customer.changed", viewer.actor())
                    .changing(changes));
        }
        return get(id, viewer);
    }

    @Transactional(readOnly = true)
    public Customer get(CustomerId id, Viewer viewer) {
        viewer.require(Permission.CUSTOMER_READ);
        var row = store.row(id.value(), viewer.inboxArray(), false).orElseThrow(Customers::notFound);
        return customers(List.of(row)).getFirst();
    }

    /**
     * Customers the viewer may see: newest first, or with {@code words} the best hits of the search.
     *
     * @param email only the one whose address it is
     */
    public Page<Customer> list(
            @Nullable String words,
            @Nullable String email,
            @Nullable Integer limit,
            @Nullable String cursor,
            Viewer viewer) {
        return list(words, email, Sort.NEWEST, limit, cursor, viewer);
    }

    /** In which order a list without words stands. */
    enum Sort {
        NEWEST,
        NAME
    }

    Page<Customer> list(
            @Nullable String words,
            @Nullable String email,
            Sort sort,
            @Nullable Integer limit,
            @Nullable String cursor,
            Viewer viewer) {
        viewer.require(Permission.CUSTOMER_READ);
        var size = Page.limit(limit);
        if (words != null && !words.isBlank()) {
            return found(words, size, cursor, viewer);
        }
        if (sort == Sort.NAME && email == null) {
            return byName(null, size, cursor, viewer);
        }
        var after = Cursor.decode(cursor, 2);
        var rows = store.list(
                viewer.inboxArray(),
                email == null ? null : Address.normalEmail(email),
                after == null ? null : after.instant(0),
                after == null ? null : after.uuid(1),
                size + 1);
        return new Page<>(
                customers(rows.subList(0, Math.min(size, rows.size()))),
                Page.of(rows, size, row -> Cursor.of(row.createdAt(), row.id())).next());
    }

    /** Those of all, or of one company, that the viewer may see. */
    Page<Customer> byName(@Nullable UUID company, int size, @Nullable String cursor, Viewer viewer) {
        var last = Cursor.decode(cursor, 3);
        var rows = store.listByName(
                company,
                viewer.inboxArray(),
                last == null ? null : last.text(0).equals("true"),
                last == null ? null : last.text(1),
                last == null ? null : last.uuid(2),
                size + 1);
        return new Page<>(
                customers(rows.subList(0, Math.min(size, rows.size()))),
                Page.of(rows, size, row -> Cursor.of(row.name().isEmpty(), lowered(row.name()), row.id()))
                        .next());
    }

    private Page<Customer> found(String words, int size, @Nullable String cursor, Viewer viewer) {
        var start = Cursor.decode(cursor, 1);
        var after = start == null ? 0 : Math.toIntExact(Math.min(start.number(0), SearchQuery.LAST));
        var hits = index.search(new SearchQuery(words, Set.of("customer"), viewer.inboxes(), size, after));
        var next = hits.more() && after + size < SearchQuery.LAST
                ? Cursor.of(after + size).encode()
                : null;
        return new Page<>(list(hits.items().stream().map(Hits.Hit::id).toList(), viewer), next);
    }

    /** Those of the named customers that the viewer may see, in the order of the ids. */
    @Transactional(readOnly = true)
    public List<Customer> list(List<UUID> ids, Viewer viewer) {
        return List.copyOf(byId(ids, viewer).values());
    }

    /** The named customers that the viewer may see, in the order of the ids; of several that are one person the first. */
    @Transactional(readOnly = true)
    public Map<UUID, Customer> byId(List<UUID> ids, Viewer viewer) {
        viewer.require(Permission.CUSTOMER_READ);
        var roots = families.roots(ids);
        var seen = new HashMap<UUID, Customer>();
        customers(store.rows(roots.values(), viewer.inboxArray()))
                .forEach(customer -> seen.put(customer.id(), customer));
        var found = new LinkedHashMap<UUID, Customer>();
        for (var id : ids) {
            var customer = seen.remove(roots.getOrDefault(id, id));
            if (customer != null) {
                found.put(id, customer);
            }
        }
        return found;
    }

    /** All ids under which one person is known: what is merged is one. */
    @Transactional(readOnly = true)
    public Set<UUID> family(UUID id) {
        return families.family(id);
    }

    /** Those of them whom somebody has blocked. */
    @Transactional(readOnly = true)
    public Set<UUID> blocked(Collection<CustomerId> ids) {
        return families.blocked(ids.stream().map(CustomerId::value).toList());
    }

    /** How to call these customers: the name, or where there is none the first address. One query. */
    @Transactional(readOnly = true)
    public Map<UUID, String> names(Collection<UUID> ids) {
        return ids.isEmpty() ? Map.of() : store.names(ids);
    }

    /** Whose an address is, whether one of us has verified that, and all ids under which they are known. */
    public record Owner(CustomerId customer, boolean verified, Set<UUID> family) {}

    @Transactional(readOnly = true)
    public Optional<Owner> owner(String address) {
        return store.known(email, Address.normalEmail(address));
    }

    /**
     * What an agent knows of a contact point; absent fields stay as they are.
     *
     * @param verified whether it is proven that it is theirs: then they are heard in their conversations from there, too
     * @param undeliverable only false can be said: mail reaches it again
     */
    public record PointChange(
            @Nullable Boolean verified, @Nullable Boolean undeliverable) {}

    public Customer change(CustomerId asked, UUID point, PointChange change, Viewer viewer) {
        viewer.require(Permission.CUSTOMER_UPDATE);
        var row = store.row(asked.value(), viewer.inboxArray(), true).orElseThrow(Customers::notFound);
        var id = new CustomerId(row.id());
        if (Boolean.TRUE.equals(change.undeliverable())) {
            throw Problem.invalid("undeliverable", "is found out by itself, when a mail comes back");
        }
        if (!store.changePoint(id.value(), point, change.verified(), change.undeliverable() != null)) {
            throw Problem.notFound("contact_point.not_found", "The customer has no such contact point.");
        }
        var changes = new LinkedHashMap<String, Change>();
        flag(changes, "contactPoints", true);
        store.touch(id.value(), row.sequence() + 1, clock.instant());
        log.append(NewEvent.of("customer", id.value(), row.sequence() + 1, "customer.changed", viewer.actor())
                .changing(changes)
                .ref("contactPoint", point));
        return get(id, viewer);
    }

    /** Mail to an address came back for good; in the caller's transaction. */
    public void undeliverable(String address, @Nullable String code, Actor actor) {
        told(store.undeliverable(Address.normalEmail(address), code, clock.instant()), actor);
    }

    /** Mail came from these addresses: so they are alive. */
    public void heardFrom(Collection<String> addresses, Actor actor) {
        told(store.reachable(addresses.stream().map(Address::normalEmail).toList()), actor);
    }

    private void told(Collection<UUID> changed, Actor actor) {
        for (var customer : changed) {
            var sequence = store.nextSequence(customer, clock.instant());
            var changes = new LinkedHashMap<String, Change>();
            flag(changes, "contactPoints", true);
            log.append(NewEvent.of("customer", customer, sequence, "customer.changed", actor)
                    .changing(changes));
        }
    }

    /** The first of these domains that a customer has an address in. */
    @Transactional(readOnly = true)
    public Optional<String> knownDomain(Collection<String> domains) {
        return domains.isEmpty() ? Optional.empty() : store.knownDomain(domains);
    }

    /** What reaches the customer, the one to write to first in front: of a merged one that is their own. */
    @Transactional(readOnly = true)
    public List<ContactPoint> contactPoints(CustomerId id) {
        var root = families.roots(List.of(id.value())).getOrDefault(id.value(), id.value());
        return store.points(List.of(root)).getOrDefault(root, List.of()).stream()
                .sorted(Comparator.comparing(point -> !id.value().equals(point.mergedFrom())))
                .toList();
    }

    private List<Customer> customers(List<CustomerStore.Row> rows) {
        if (rows.isEmpty()) {
            return List.of();
        }
        var ids = rows.stream().map(CustomerStore.Row::id).toList();
        var points = store.points(ids);
        var merged = families.merged(ids);
        return rows.stream()
                .map(row -> new Customer(
                        row.id(),
                        row.name(),
                        row.language(),
                        row.notes(),
                        points.getOrDefault(row.id(), List.of()),
                        row.sequence(),
                        row.createdAt(),
                        row.updatedAt(),
                        row.blockedAt(),
                        merged.getOrDefault(row.id(), List.of()),
                        FieldValues.read(row.fields()),
                        row.company(),
                        row.companyByHand()))
                .toList();
    }

    /** Makes the customer's contact points these, keeping those that stay; tells whether anything changed. */
    private boolean replacePoints(UUID customer, List<NewContactPoint> wanted) {
        var normals = new HashSet<String>();
        wanted.forEach(point -> normals.add(point.kind() + ":" + normal(point)));
        Set<UUID> kept = new HashSet<>();
        var there = new HashSet<String>();
        for (var point : store.points(List.of(customer)).getOrDefault(customer, List.of())) {
            var key = point.kind() + ":" + normal(new NewContactPoint(point.kind(), point.value()));
            there.add(key);
            if (normals.contains(key)) {
                kept.add(point.id());
            }
        }
        store.deletePointsExcept(customer, kept);
        var added = new ArrayList<>(wanted);
        added.removeIf(point -> there.contains(point.kind() + ":" + normal(point)));
        addPoints(customer, added);
        return !added.isEmpty() || kept.size() < there.size();
    }

    private void addPoints(UUID customer, List<NewContactPoint> points) {
        for (var point : points) {
            if (point.kind() == email && !Address.isEmail(point.value().strip())) {
                throw Problem.invalid("contactPoints", "\"" + point.value() + "\" is not an e-mail address");
            }
            if (point.kind() == ContactPoint.Kind.phone && normal(point).length() < 3) {
                throw Problem.invalid("contactPoints", "\"" + point.value() + "\" is not a phone number");
            }
            if (!store.insertPoint(
                            Ids.next(), customer, point.kind(), point.value().strip(), normal(point), clock.instant())
                    && !store.owner(point.kind(), normal(point)).equals(Optional.of(customer))) {
                throw Problem.conflict(
                        "customer.contact_point_taken", "\"" + point.value() + "\" belongs to another customer.");
            }
        }
    }

    private static Set<String> fields(Details details) {
        var fields = new HashSet<String>();
        if (details.name() != null) {
            fields.add("name");
        }
        if (details.language() != null) {
            fields.add("language");
        }
        if (details.notes() != null) {
            fields.add("notes");
        }
        if (details.contactPoints() != null || details.email() != null) {
            fields.add("contactPoints");
        }
        if (details.fields() != null) {
            details.fields().keySet().forEach(key -> fields.add("fields." + key));
        }
        return fields;
    }

    private Map<String, Object> values(Map<String, Object> old, Map<String, @Nullable Object> given) {
        return fields.shape(Field.Subject.CUSTOMER).changed(old, given, null);
    }

    private static String lowered(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    private static String normal(NewContactPoint point) {
        return switch (point.kind()) {
            case email -> Address.normalEmail(point.value());
            case phone -> Address.normalPhone(point.value());
        };
    }

    private static void flag(Map<String, Change> changes, String field, boolean changed) {
        if (changed) {
            changes.put(field, new Change(null, null));
        }
    }

    private static boolean blank(@Nullable String text) {
        return text == null || text.isBlank();
    }

    private static String shorten(String name) {
        return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME);
    }

    private static String checkedName(String name) {
        if (name.length() > LONGEST_NAME) {
            throw Problem.invalid("name", "has more than " + LONGEST_NAME + " characters");
        }
        return name.strip();
    }

    private static String checkedNotes(String notes) {
        if (notes.length() > LONGEST_NOTES) {
            throw Problem.invalid("notes", "has more than " + LONGEST_NOTES + " characters");
        }
        return notes;
    }

    private static @Nullable String checkedLanguage(@Nullable String language) {
        if (language == null || language.isBlank()) {
            return null;
        }
        if (!language.matches("[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")) {
            throw Problem.invalid("language", "is a language tag such as pl or sl");
        }
        return language;
    }

    static Problem notFound() {
        return Problem.notFound("customer.not_found", "There is no such customer, or you may not see them.");
    }
}
