package org.centrala.customers;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.swagger.v3.oas.annotations.media.Schema;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.centrala.access.Permission;
import org.centrala.access.Viewer;
import org.centrala.customers.spi.PersonalErasure;
import org.centrala.customers.spi.PersonalErasure.Person;
import org.centrala.platform.Actor;
import org.centrala.platform.Ids;
import org.centrala.platform.log.Change;
import org.centrala.platform.log.EventLog;
import org.centrala.platform.log.NewEvent;
import org.centrala.platform.web.Cursor;
import org.centrala.platform.web.KeptAnswers;
import org.centrala.platform.web.Page;
import org.centrala.platform.web.Problem;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Forgets one person (article 17 of the GDPR). What reaches them goes at once, so that what they write from then on opens
 * a new customer; the rest follows in pieces, each in a transaction, so that it goes on after a crash. A proof remains.
 */
@Service
class Erasures {
    private static final Set<String> REASONS = Set.of("request", "consent", "purpose", "objection", "unlawful");
    private static final int PIECE = 200;

    private final ErasureStore store;
    private final CustomerStore customerStore;
    private final FamilyStore families;
    private final Customers customers;
    private final List<PersonalErasure> keepers;
    private final KeptAnswers answers;
    private final EventLog log;
    private final TransactionTemplate transaction;
    private final Clock clock;

    Erasures(
            ErasureStore store,
            CustomerStore customerStore,
            FamilyStore families,
            Customers customers,
            List<PersonalErasure> keepers,
            KeptAnswers answers,
            EventLog log,
            TransactionTemplate transaction,
            Clock clock) {
        this.store = store;
        this.customerStore = customerStore;
        this.families = families;
        this.customers = customers;
        this.keepers = keepers;
        this.answers = answers;
        this.log = log;
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * What an erasure would take, and what has to be typed for it; and the newest that was begun.
     *
     * @param type the name, or where there is none the first address; absent while one goes on or nothing is left
     */
    @Schema(name = "ErasurePreview")
    record Preview(
            Map<String, Long> counts,
            @Nullable String type,
            @Nullable Erasure erasure) {}

    /** What the proof says; nothing of it is about the person but that they are gone. */
    @Schema(name = "ErasureProof")
    record Proof(
            UUID erasure,
            UUID customer,
            String reason,
            Map<String, Long> counts,
            String by,
            Instant begunAt,
            Instant finishedAt,
            String backups,
            String hash) {}

    /** How far a piece got. */
    enum Step {
        NOTHING,
        WENT_ON,
        WAITS
    }

    Preview preview(CustomerId id, Viewer viewer) {
        require(viewer);
        var customer = customers.get(id, viewer);
        var erasure = store.newest(customer.id()).map(ErasureStore.Row::erasure).orElse(null);
        var counts = counts(person(customer.id(), clock.instant()));
        var isAsked = erasure == null || erasure.finishedAt() != null && isLeft(customer, counts);
        return new Preview(counts, isAsked ? word(customer) : null, erasure);
    }

    /** Begins it: from now on nothing reaches the person, and nobody finds them. */
    @Transactional
    Erasure begin(CustomerId asked, @Nullable String reason, @Nullable String typed, Viewer viewer) {
        require(viewer);
        if (reason == null || !REASONS.contains(reason)) {
            throw Problem.invalid("reason", "must be one of " + String.join(", ", new TreeSet<>(REASONS)));
        }
        families.lock();
        var id = families.roots(List.of(asked.value())).getOrDefault(asked.value(), asked.value());
        if (families.place(id).isEmpty()) {
            throw Customers.notFound();
        }
        var customer = customers.get(new CustomerId(id), viewer);
        var before = store.newest(id).map(ErasureStore.Row::erasure);
        if (before.isPresent() && before.get().finishedAt() == null) {
            throw Problem.conflict("erasure.begun", "Somebody has begun to erase this person already.");
        }
        if (typed == null || !typed.strip().equals(word(customer))) {
            throw Problem.invalid("confirmation", "must be the name or the address that is shown");
        }
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        var person = person(id, now);
        var kept = counts(person);
        if (before.isPresent() && !isLeft(customer, kept)) {
            throw Problem.conflict("erasure.nothing_left", "Everything about this person is erased.");
        }
        var total = kept.values().stream().mapToLong(Long::longValue).sum();
        var counts = new TreeMap<String, Long>();
        counts.put("contactPoints", (long) store.forgetPoints(person.customers()));
        var erasure = new Erasure(Ids.next(), id, reason, total, counts, viewer.actor(), now, null, null);
        store.insert(erasure, person);
        store.forgetNames(person.customers(), now);
        for (var one : person.customers()) {
            append(
                    one,
                    "customer.erasure_begun",
                    viewer.actor(),
                    Map.of("name", new Change(null, null), "contactPoints", new Change(null, null)));
        }
        return erasure;
    }

    Erasure get(UUID id, Viewer viewer) {
        require(viewer);
        return store.find(id).map(ErasureStore.Row::erasure).orElseThrow(Erasures::notFound);
    }

    Page<Erasure> list(int limit, @Nullable String cursor, Viewer viewer) {
        require(viewer);
        var after = Cursor.decode(cursor, 2);
        var rows =
                store
                        .list(after == null ? null : after.instant(0), after == null ? null : after.uuid(1), limit + 1)
                        .stream()
                        .map(ErasureStore.Row::erasure)
                        .toList();
        return Page.of(rows, limit, last -> Cursor.of(last.begunAt(), last.id()));
    }

    Proof proof(UUID id, Viewer viewer) {
        var erasure = get(id, viewer);
        var finished = erasure.finishedAt();
        var hash = erasure.hash();
        if (finished == null || hash == null) {
            throw Problem.conflict("erasure.goes_on", "The proof is there when everything is forgotten.");
        }
        return new Proof(
                erasure.id(),
                erasure.customer(),
                erasure.reason(),
                erasure.counts(),
                name(erasure.by()),
                erasure.begunAt(),
                finished,
                "Backups made before still hold the data until they are deleted; after a restore the erasure has to be done again.",
                hash);
    }

    /** One piece of one erasure, but of none that has to wait: the one that has to is added to those. */
    Step piece(Set<UUID> waiting) {
        var step = transaction.execute(
                status -> store.next(waiting).map(row -> goOn(row, waiting)).orElse(Step.NOTHING));
        return step == null ? Step.NOTHING : step;
    }

    private Step goOn(ErasureStore.Row row, Set<UUID> waiting) {
        var erasure = row.erasure();
        for (var keeper : keepers) {
            var gone = keeper.forget(row.person(), PIECE, erasure.by());
            if (!gone.isEmpty()) {
                var counts = new TreeMap<>(erasure.counts());
                gone.forEach((kind, number) -> counts.merge(kind, number, Long::sum));
                store.progress(erasure.id(), counts);
                return Step.WENT_ON;
            }
        }
        if (keepers.stream().anyMatch(keeper -> keeper.isLeft(row.person()))) {
            waiting.add(erasure.id());
            return Step.WAITS;
        }
        // The answer to a write of before may repeat a word of theirs to whoever sends it again.
        answers.forgetWords();
        var at = clock.instant().truncatedTo(ChronoUnit.MICROS);
        var hash = hash(erasure, at);
        store.finish(erasure.id(), at, hash);
        var changes = new LinkedHashMap<String, Change>();
        erasure.counts().forEach((kind, number) -> changes.put(kind, new Change(null, number)));
        changes.put("hash", new Change(null, hash));
        append(erasure.customer(), "customer.erased", erasure.by(), changes);
        return Step.WENT_ON;
    }

    /** Of everything that the proof says, in one line each; anybody can compute it again. */
    static String hash(Erasure erasure, Instant finishedAt) {
        var lines = new StringBuilder()
                .append(erasure.id())
                .append('\n')
                .append(erasure.customer())
                .append('\n')
                .append(erasure.reason())
                .append('\n')
                .append(name(erasure.by()))
                .append('\n')
                .append(erasure.begunAt())
                .append('\n')
                .append(finishedAt)
                .append('\n');
        new TreeMap<>(erasure.counts())
                .forEach((kind, number) ->
                        lines.append(kind).append('=').append(number).append('\n'));
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256")
                            .digest(lines.toString().getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private Person person(UUID root, Instant at) {
        var family = families.family(root);
        return new Person(Set.copyOf(family), store.addresses(family), at);
    }

    private Map<String, Long> counts(Person person) {
        var counts = new TreeMap<String, Long>();
        keepers.forEach(keeper -> counts.putAll(keeper.count(person)));
        return counts;
    }

    private static boolean isLeft(Customer customer, Map<String, Long> counts) {
        return !customer.name().isBlank()
                || !customer.notes().isBlank()
                || !customer.contactPoints().isEmpty()
                || counts.values().stream().anyMatch(number -> number > 0);
    }

    private void append(UUID customer, String kind, Actor actor, Map<String, Change> changes) {
        var place = families.place(customer).orElseThrow();
        var sequence = place.sequence() + 1;
        customerStore.touch(customer, sequence, clock.instant());
        log.append(NewEvent.of("customer", customer, sequence, kind, actor).changing(changes));
    }

    private static String name(Actor actor) {
        return actor.kind().wire() + (actor.id() == null ? "" : " " + actor.id());
    }

    private static String word(Customer customer) {
        if (!customer.name().isBlank()) {
            return customer.name().strip();
        }
        return customer.contactPoints().isEmpty()
                ? customer.id().toString()
                : customer.contactPoints().getFirst().value();
    }

    private static void require(Viewer viewer) {
        viewer.require(Permission.PRIVACY_ERASE);
        // Nobody takes away what they may not see.
        viewer.require(Permission.INBOX_ALL);
    }

    private static Problem notFound() {
        return Problem.notFound("erasure.not_found", "There is no such erasure.");
    }
}
