package org.centrala.fields;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import org.centrala.access.Brands;
import org.centrala.access.Permission;
import org.centrala.access.Viewer;
import org.centrala.platform.Ids;
import org.centrala.platform.log.Change;
import org.centrala.platform.log.EventLog;
import org.centrala.platform.log.NewEvent;
import org.centrala.platform.web.Problem;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The fields that a team has made. None is ever deleted: an archived one keeps its values and can be asked again. */
@Service
public class Fields {
    /** Of one subject, archived ones among them. */
    static final int MOST = 100;

    private final FieldStore store;
    private final Brands brands;
    private final EventLog log;
    private final Clock clock;

    Fields(FieldStore store, Brands brands, EventLog log, Clock clock) {
        this.store = store;
        this.brands = brands;
        this.log = log;
        this.clock = clock;
    }

    /** What is asked about a subject now: for whoever writes values of it, in their transaction. */
    public Shape shape(Field.Subject subject) {
        return new Shape(
                store.list(subject),
                store.trees().stream().map(FieldStore.TreeRow::tree).toList());
    }

    @Transactional(readOnly = true)
    public List<Field> list(Field.Subject subject, Viewer viewer) {
        viewer.require(subject == Field.Subject.CONVERSATION ? Permission.CONVERSATION_READ : Permission.CUSTOMER_READ);
        return store.list(subject);
    }

    @Transactional
    public Field create(Field.Wanted wanted, Viewer viewer) {
        viewer.require(Permission.SETTINGS_MANAGE);
        store.lock();
        if (wanted.subject() == null) {
            throw Problem.invalid("subject", "is conversation, customer or company");
        }
        if (wanted.type() == null) {
            throw Problem.invalid("type", "is text, number, date, choice, checkbox or link");
        }
        var others = store.list(wanted.subject());
        if (others.size() >= MOST) {
            throw Problem.conflict("field.too_many", "There are " + MOST + " fields already, with the archived ones.");
        }
        var name = Words.name("name", wanted.name());
        var key = Words.key(name, "field", others.stream().map(Field::key).collect(toSet()));
        var field = described(
                new Field(
                        Ids.next(), wanted.subject(), key, null, name, wanted.type(), List.of(), null, false, null, 1),
                wanted,
                others);
        store.insert(field, others.size(), clock.instant());
        log.append(NewEvent.of("field", field.id(), 1, "field.created", viewer.actor())
                .changing(Map.of("name", new Change(null, name))));
        return field;
    }

    /** Changes what it is called and when it is asked; with a sequence only while nobody else has changed it since. */
    @Transactional
    public Field change(UUID id, Field.Wanted wanted, @Nullable Long sequence, Viewer viewer) {
        var held = held(id, viewer);
        var before = held.field();
        if (sequence != null && sequence != before.sequence()) {
            throw Problem.preconditionFailed(
                    "field.changed", "Somebody has changed the field since you opened it.", Map.of("field", before));
        }
        if (wanted.subject() != null && wanted.subject() != before.subject()
                || wanted.type() != null && wanted.type() != before.type()) {
            throw Problem.invalid("type", "stays as it is: values have been written for it. Make another field.");
        }
        var now = described(before, wanted, held.all());
        var changes = new LinkedHashMap<String, Change>();
        note(changes, "name", before.name(), now.name());
        note(changes, "brand", before.brand(), now.brand());
        note(changes, "required", before.required(), now.required());
        flag(changes, "choices", !before.choices().equals(now.choices()));
        flag(changes, "condition", !Objects.equals(before.condition(), now.condition()));
        return written(held, now, changes, "field.changed", viewer);
    }

    /** Asks for it no more: its values stay, are found, and are shown again when it is restored. */
    @Transactional
    public Field archive(UUID id, Viewer viewer) {
        var held = held(id, viewer);
        var before = held.field();
        var waiting = held.all().stream()
                .filter(other -> other.isAsked()
                        && other.condition() != null
                        && before.key().equals(other.condition().field()))
                .map(Field::name)
                .toList();
        if (!waiting.isEmpty()) {
            throw Problem.conflict(
                    "field.needed", "It decides whether others are asked: " + String.join(", ", waiting) + ".");
        }
        return before.isAsked()
                ? written(held, with(before, clock.instant()), Map.of(), "field.archived", viewer)
                : before;
    }

    @Transactional
    public Field restore(UUID id, Viewer viewer) {
        var held = held(id, viewer);
        var before = held.field();
        requireKnown(before, held.all());
        return before.isAsked() ? before : written(held, with(before, null), Map.of(), "field.restored", viewer);
    }

    /** Asks for the fields in another order; those that are not named come behind, in the order they had. */
    @Transactional
    public List<Field> order(Field.Order wanted, Viewer viewer) {
        viewer.require(Permission.SETTINGS_MANAGE);
        store.lock();
        if (wanted.subject() == null || wanted.fields() == null) {
            throw Problem.invalid("fields", "are the ids of a subject's fields, in their order");
        }
        var before = store.list(wanted.subject());
        var byId = before.stream().collect(toMap(Field::id, Function.identity()));
        var now = new ArrayList<Field>();
        for (var id : wanted.fields()) {
            var field = byId.remove(id);
            if (field == null) {
                throw Problem.invalid("fields", "each is a field of the subject, and none comes twice");
            }
            now.add(field);
        }
        before.stream().filter(field -> byId.containsKey(field.id())).forEach(now::add);
        for (var place = 0; place < now.size(); place++) {
            var field = now.get(place);
            var old = before.indexOf(field);
            if (old != place) {
                store.update(counted(field), place, clock.instant());
                log.append(NewEvent.of("field", field.id(), field.sequence() + 1, "field.ordered", viewer.actor())
                        .changing(Map.of("place", new Change(old, place))));
            }
        }
        return store.list(wanted.subject());
    }

    /** A field with all of its subject, while nobody else changes any. */
    private record Held(Field field, List<Field> all) {}

    private Held held(UUID id, Viewer viewer) {
        viewer.require(Permission.SETTINGS_MANAGE);
        store.lock();
        for (var subject : Field.Subject.values()) {
            var all = store.list(subject);
            var found = all.stream().filter(field -> field.id().equals(id)).findFirst();
            if (found.isPresent()) {
                return new Held(found.get(), all);
            }
        }
        throw Problem.notFound("field.not_found", "There is no such field.");
    }

    private Field written(Held held, Field now, Map<String, Change> changes, String kind, Viewer viewer) {
        if (now.equals(held.field())) {
            return now;
        }
        var counted = counted(now);
        store.update(counted, held.all().indexOf(held.field()), clock.instant());
        log.append(NewEvent.of("field", now.id(), counted.sequence(), kind, viewer.actor())
                .changing(changes));
        return counted;
    }

    /** The field as it is described, if that makes sense beside the others. */
    private Field described(Field field, Field.Wanted wanted, List<Field> others) {
        var ofConversations = field.subject() == Field.Subject.CONVERSATION;
        if (!ofConversations && (wanted.brand() != null || Boolean.TRUE.equals(wanted.required()))) {
            throw Problem.invalid(
                    "brand",
                    "and “required” are for conversations: customers and companies are the same over all brands");
        }
        if (wanted.brand() != null && brands.find(wanted.brand()).isEmpty()) {
            throw Problem.invalid("brand", "does not exist");
        }
        if (wanted.choices() != null && !wanted.choices().isEmpty() && field.type() != Field.Type.CHOICE) {
            throw Problem.invalid("choices", "are for the type choice");
        }
        var choices = wanted.choices() == null
                ? field.choices()
                : field.tree().changed("choices", wanted.choices()).items();
        if (field.type() == Field.Type.CHOICE && choices.isEmpty()) {
            throw Problem.invalid("choices", "are needed: one at least");
        }
        var now = new Field(
                field.id(),
                field.subject(),
                field.key(),
                wanted.brand(),
                Words.name("name", wanted.name()),
                field.type(),
                choices,
                meaningful(wanted.condition()),
                Boolean.TRUE.equals(wanted.required()),
                field.archivedAt(),
                field.sequence());
        requireOwnName(now, others);
        requireKnown(now, others);
        return now;
    }

    private static Field.@Nullable Condition meaningful(Field.@Nullable Condition condition) {
        return condition == null
                        || condition.field() == null
                                && condition.wantedReasons().isEmpty()
                ? null
                : condition;
    }

    private static void requireOwnName(Field field, List<Field> others) {
        if (others.stream()
                .anyMatch(other -> !other.id().equals(field.id())
                        && other.isAsked()
                        && Objects.equals(other.brand(), field.brand())
                        && Words.folded(other.name()).equals(Words.folded(field.name())))) {
            throw Problem.conflict("field.exists", "There is another field called “" + field.name() + "”.");
        }
    }

    /** What it waits for can be answered, and does not wait for it in turn. */
    private void requireKnown(Field field, List<Field> others) {
        var condition = field.condition();
        if (condition == null) {
            return;
        }
        if (!condition.wantedReasons().isEmpty()) {
            var known = new HashSet<String>();
            store.trees().forEach(row -> known.addAll(row.tree().tree().keys()));
            if (field.subject() != Field.Subject.CONVERSATION || !known.containsAll(condition.wantedReasons())) {
                throw Problem.invalid("condition.reasons", "are keys of contact reasons, for a conversation's field");
            }
        }
        if (condition.field() == null) {
            return;
        }
        var byKey = new HashMap<String, Field>();
        others.forEach(other -> byKey.put(other.key(), other));
        byKey.put(field.key(), field);
        var other = byKey.get(condition.field());
        if (other == null
                || !other.isAsked()
                || other.type() != Field.Type.CHECKBOX
                        && (other.type() != Field.Type.CHOICE
                                || condition.wantedValues().isEmpty()
                                || !other.tree().keys().containsAll(condition.wantedValues()))) {
            throw Problem.invalid(
                    "condition.field", "is the key of a checkbox, or of a choice with some of its values");
        }
        var seen = new HashSet<String>();
        for (@Nullable Field one = field; one != null; one = next(one, byKey)) {
            if (!seen.add(one.key())) {
                throw Problem.invalid("condition.field", "waits for this field in turn");
            }
        }
    }

    private static @Nullable Field next(Field field, Map<String, Field> byKey) {
        var condition = field.condition();
        return condition == null || condition.field() == null ? null : byKey.get(condition.field());
    }

    private static Field with(Field field, @Nullable Instant archivedAt) {
        return new Field(
                field.id(),
                field.subject(),
                field.key(),
                field.brand(),
                field.name(),
                field.type(),
                field.choices(),
                field.condition(),
                field.required(),
                archivedAt,
                field.sequence());
    }

    private static Field counted(Field field) {
        return new Field(
                field.id(),
                field.subject(),
                field.key(),
                field.brand(),
                field.name(),
                field.type(),
                field.choices(),
                field.condition(),
                field.required(),
                field.archivedAt(),
                field.sequence() + 1);
    }

    private static void note(Map<String, Change> changes, String name, @Nullable Object old, @Nullable Object now) {
        if (!Objects.equals(old, now)) {
            changes.put(name, new Change(old, now));
        }
    }

    private static void flag(Map<String, Change> changes, String name, boolean changed) {
        if (changed) {
            changes.put(name, new Change(null, null));
        }
    }
}
