package org.centrala.conversations;

import com.fasterxml.jackson.annotation.JsonAnySetter;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.centrala.platform.web.Problem;
import org.jspecify.annotations.Nullable;

/**
 * The fields that a writer wants changed: those named in the JSON object, where null empties a field that may be empty.
 *
 * <p>A record cannot tell an absent field from null, and here it matters: {@code {"assignee": null}} unassigns.
 */
@Schema(name = "ConversationPatch", implementation = ConversationPatch.Fields.class)
public final class ConversationPatch {

    /**
     * The fields as the API describes them; an absent one stays as it is.
     *
     * @param tags all that it shall have
     * @param addTags put on, whatever else others do to its tags meanwhile
     * @param removeTags taken off in the same way
     * @param fields values by the keys of their fields; a key that is not there stays as it is, null empties it
     * @param reason the key of a contact reason of the brand
     */
    record Fields(
            @Nullable String subject,
            @Nullable Status status,
            @Nullable Priority priority,
            @Nullable UUID inbox,
            @Nullable UUID mailbox,
            @Nullable UUID team,
            @Nullable UUID assignee,
            @Nullable String language,
            @Nullable List<String> tags,
            @Nullable List<String> addTags,
            @Nullable List<String> removeTags,
            @Nullable Boolean spam,
            @Nullable Instant snoozedUntil,
            @Nullable Map<String, Object> fields,
            @Nullable String reason,
            @Nullable Complexity complexity) {}

    private static final Set<String> FIELDS = Set.of(
            "subject",
            "status",
            "priority",
            "inbox",
            "mailbox",
            "team",
            "assignee",
            "language",
            "tags",
            "addTags",
            "removeTags",
            "spam",
            "snoozedUntil",
            "fields",
            "reason",
            "complexity");

    private final Map<String, @Nullable Object> fields = new LinkedHashMap<>();

    /** Fields to change, for callers in Java. */
    public static ConversationPatch of(Map<String, @Nullable Object> fields) {
        var patch = new ConversationPatch();
        fields.forEach(patch::set);
        return patch;
    }

    /** One field to change, for callers in Java. */
    public static ConversationPatch of(String field, @Nullable Object value) {
        var patch = new ConversationPatch();
        patch.set(field, value);
        return patch;
    }

    @JsonAnySetter
    void set(String field, @Nullable Object value) {
        if (!FIELDS.contains(field)) {
            throw Problem.invalid(
                    field,
                    "cannot be changed; these can: "
                            + String.join(", ", FIELDS.stream().sorted().toList()));
        }
        fields.put(field, value);
    }

    boolean has(String field) {
        return fields.containsKey(field);
    }

    String text(String field) {
        return value(field, String.class, "a text");
    }

    boolean flag(String field) {
        return value(field, Boolean.class, "true or false");
    }

    @Nullable
    String optionalText(String field) {
        return fields.get(field) == null ? null : text(field);
    }

    @Nullable
    UUID optionalId(String field) {
        return switch (fields.get(field)) {
            case null -> null;
            case UUID id -> id;
            default -> read(field, UUID::fromString, "an id");
        };
    }

    @Nullable
    Instant optionalInstant(String field) {
        return switch (fields.get(field)) {
            case null -> null;
            case Instant at -> at;
            default ->
                read(
                        field,
                        text -> {
                            try {
                                return OffsetDateTime.parse(text).toInstant();
                            } catch (DateTimeException wrong) {
                                throw new IllegalArgumentException(wrong);
                            }
                        },
                        "a time with its offset, e.g. 2026-12-01T08:00:00Z");
        };
    }

    UUID id(String field) {
        var id = optionalId(field);
        if (id == null) {
            throw Problem.invalid(field, "must not be empty");
        }
        return id;
    }

    /** A word of a fixed list, read by the list's own function. */
    <T> T word(String field, Function<String, T> reader, String words) {
        return read(field, reader, "one of " + words);
    }

    List<String> texts(String field) {
        if (fields.get(field) instanceof List<?> list && list.stream().allMatch(String.class::isInstance)) {
            return list.stream().map(String.class::cast).toList();
        }
        throw Problem.invalid(field, "must be a list of texts");
    }

    /** Values by key, as they were given. */
    Map<?, ?> values(String field) {
        return value(field, Map.class, "an object");
    }

    private <T> T read(String field, Function<String, T> reader, String what) {
        try {
            return reader.apply(text(field));
        } catch (IllegalArgumentException wrong) {
            throw Problem.invalid(field, "must be " + what);
        }
    }

    private <T> T value(String field, Class<T> type, String what) {
        var value = fields.get(field);
        if (!type.isInstance(value)) {
            throw Problem.invalid(field, "must be " + what);
        }
        return type.cast(value);
    }
}
