package org.centrala.fields;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.centrala.platform.log.Change;
import org.centrala.platform.web.Problem;
import org.jspecify.annotations.Nullable;

/** All fields of one subject and the contact reasons, as they are at one moment. */
public final class Shape {
    private final List<Field> fields;
    private final Map<String, Field> byKey;
    private final Map<UUID, ReasonTree> reasons;

    Shape(List<Field> fields, List<ReasonTree> reasons) {
        this.fields = List.copyOf(fields);
        this.byKey = fields.stream().collect(toMap(Field::key, Function.identity()));
        this.reasons = reasons.stream().collect(toMap(ReasonTree::brand, Function.identity()));
    }

    /** Something that has to be filled in first. */
    @Schema(name = "MissingValue")
    public record Missing(Kind kind, @Nullable String key, String name) {
        /** Where it is filled in. */
        @Schema(name = "MissingKind")
        public enum Kind {
            reason,
            field
        }
    }

    /**
     * Values after some were given: an absent key stays as it is, null empties it.
     *
     * @param brand of the conversation, whose own fields may be given
     */
    public Map<String, Object> changed(Map<String, Object> present, Map<?, ?> given, @Nullable UUID brand) {
        var values = new HashMap<>(present);
        given.forEach((key, value) -> {
            var field = key instanceof String name ? byKey.get(name) : null;
            if (field == null) {
                throw Problem.invalid("fields", "there is no field “" + shortened(String.valueOf(key)) + "”");
            }
            if (value != null && (!field.isAsked() || !field.concerns(brand))) {
                throw Problem.invalid("fields." + field.key(), "is not asked here");
            }
            var now = Objects.equals(value, present.get(field.key())) ? value : FieldValues.checked(field, value);
            if (now == null) {
                values.remove(field.key());
            } else {
                values.put(field.key(), now);
            }
        });
        return Map.copyOf(values);
    }

    /** A contact reason of the brand as somebody chose it. */
    public String reason(String given, @Nullable UUID brand) {
        if (!tree(brand).offered().contains(given)) {
            throw Problem.invalid("reason", "is no contact reason of this brand");
        }
        return given;
    }

    /** What still has to be filled in before a conversation is solved, in the order asked. */
    public List<Missing> missing(@Nullable UUID brand, @Nullable String reason, Map<String, Object> values) {
        var missing = new ArrayList<Missing>();
        var tree = brand == null ? null : reasons.get(brand);
        if (tree != null
                && tree.required()
                && !tree.tree().offered().isEmpty()
                && (reason == null || tree.tree().find(reason).isEmpty())) {
            missing.add(new Missing(Missing.Kind.reason, null, "Contact reason"));
        }
        for (var field : fields) {
            if (field.required()
                    && !values.containsKey(field.key())
                    && asked(field, brand, reason, values, new HashSet<>())) {
                missing.add(new Missing(Missing.Kind.field, field.key(), field.name()));
            }
        }
        return missing;
    }

    /** Whether a field is asked, given all else; one that waits for another is not while that one is not asked itself. */
    private boolean asked(
            Field field, @Nullable UUID brand, @Nullable String reason, Map<String, Object> values, Set<String> seen) {
        if (!field.isAsked() || !field.concerns(brand) || !seen.add(field.key())) {
            return false;
        }
        var condition = field.condition();
        if (condition == null) {
            return true;
        }
        if (!condition.wantedReasons().isEmpty()
                && (reason == null
                        || !tree(brand)
                                .below(Set.copyOf(condition.wantedReasons()))
                                .contains(reason))) {
            return false;
        }
        if (condition.field() == null) {
            return true;
        }
        var other = byKey.get(condition.field());
        if (other == null || !asked(other, brand, reason, values, seen)) {
            return false;
        }
        return switch (values.get(other.key())) {
            case null -> false;
            case String chosen ->
                other.tree().below(Set.copyOf(condition.wantedValues())).contains(chosen);
            default -> true;
        };
    }

    private Choices tree(@Nullable UUID brand) {
        var tree = brand == null ? null : reasons.get(brand);
        return tree == null ? new Choices(List.of()) : tree.tree();
    }

    /** What differs, as the log may know it: of what people type only that it changed. */
    public static Map<String, Change> difference(Map<String, Object> old, Map<String, Object> now) {
        var changes = new HashMap<String, Change>();
        var keys = new HashSet<>(old.keySet());
        keys.addAll(now.keySet());
        for (var key : keys) {
            if (!Objects.equals(old.get(key), now.get(key))) {
                changes.put("fields." + key, new Change(null, null));
            }
        }
        return changes;
    }

    /** Keys of what is chosen and not typed: values of these can be counted without telling of anybody. */
    public Set<String> countable() {
        return fields.stream()
                .filter(field -> field.type() == Field.Type.CHOICE || field.type() == Field.Type.CHECKBOX)
                .map(Field::key)
                .collect(toSet());
    }

    // --- searching

    /** How values are found exactly: the key alone, and the key with the value in lower case. */
    public static Set<String> marks(Map<String, Object> values) {
        var marks = new LinkedHashSet<String>();
        values.forEach((key, value) -> {
            marks.add(key);
            marks.add(mark(key, value.toString()));
        });
        return marks;
    }

    private static String mark(String key, String value) {
        return key + "=" + Words.folded(value);
    }

    /** What people typed into fields: also found by its words. */
    public static String words(Map<String, Object> values) {
        var words = new StringBuilder();
        values.values().stream()
                .filter(value -> !(value instanceof Boolean))
                .forEach(value -> words.append(value).append('\n'));
        return words.toString();
    }

    /**
     * The marks that {@code key=value} asks for, where both may be names; {@code key} alone asks for any value.
     *
     * @return empty when there is no such field or choice
     */
    public Set<String> meant(String typed) {
        var equals = typed.indexOf('=');
        var name = equals < 0 ? typed : typed.substring(0, equals);
        var value = equals < 0 ? "" : typed.substring(equals + 1).strip();
        var marks = new LinkedHashSet<String>();
        for (var field : named(name)) {
            if (value.isEmpty()) {
                marks.add(field.key());
            } else if (field.type() == Field.Type.CHOICE) {
                field.tree().meant(value).forEach(key -> marks.add(mark(field.key(), key)));
            } else if (field.type() != Field.Type.CHECKBOX
                    || value.toLowerCase(Locale.ROOT).equals("true")) {
                marks.add(mark(field.key(), value));
            }
        }
        return marks;
    }

    private List<Field> named(String name) {
        var word = Words.folded(name);
        return Optional.ofNullable(byKey.get(word))
                .map(List::of)
                .orElseGet(() -> fields.stream()
                        .filter(field -> Words.folded(field.name()).equals(word))
                        .toList());
    }

    /** The names by which fields are asked for. */
    public List<String> keys() {
        return fields.stream().filter(Field::isAsked).map(Field::key).toList();
    }

    /** The keys of the contact reasons of any brand that a typed word means, with those below. */
    public Set<String> reasonsMeant(String typed) {
        var keys = new LinkedHashSet<String>();
        reasons.values().forEach(tree -> keys.addAll(tree.tree().meant(typed)));
        return keys;
    }

    /** What contact reasons are called. */
    public List<String> reasonNames() {
        return reasons.values().stream()
                .flatMap(tree -> tree.reasons().stream())
                .filter(reason -> !reason.archived())
                .map(Choice::name)
                .distinct()
                .toList();
    }

    List<Field> fields() {
        return fields;
    }

    private static String shortened(String key) {
        return key.length() <= 60 ? key : key.substring(0, 60) + "…";
    }
}
