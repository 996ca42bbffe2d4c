package org.centrala.fields;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something that a team asks about its conversations, customers or companies.
 *
 * @param key what values are held by; it never changes
 * @param brand only of conversations of this brand; absent: of all
 * @param choices what there is to choose, for the type choice
 * @param condition when it is asked; absent: always
 * @param required whether a conversation is solved only with it
 * @param archivedAt since when it is not asked any more; its values stay
 * @param sequence counts its changes; its entity tag
 */
@Schema(name = "Field")
public record Field(
        UUID id,
        Subject subject,
        String key,
        @Nullable UUID brand,
        String name,
        Type type,
        List<Choice> choices,
        @Nullable Condition condition,
        boolean required,
        @Nullable Instant archivedAt,
        long sequence) {

    /** What it is asked about. */
    @Schema(name = "FieldSubject")
    public enum Subject {
        CONVERSATION,
        CUSTOMER,
        COMPANY;

        @JsonValue
        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }

        @JsonCreator
        public static Subject of(String wire) {
            return valueOf(wire.toUpperCase(Locale.ROOT));
        }
    }

    /** What its values look like. */
    @Schema(name = "FieldType")
    public enum Type {
        TEXT,
        NUMBER,
        DATE,
        /** One of a tree. */
        CHOICE,
        /** Ticked or not; what is not ticked has no value. */
        CHECKBOX,
        LINK;

        @JsonValue
        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }

        @JsonCreator
        public static Type of(String wire) {
            return valueOf(wire.toUpperCase(Locale.ROOT));
        }
    }

    /**
     * When a field is asked: another field has one of these values or something below it, or there is one of these contact
     * reasons or one below it.
     *
     * @param field the key of a choice or a checkbox of the same subject
     * @param values keys of its choices; a checkbox is asked for nothing but to be ticked
     */
    @Schema(name = "FieldCondition")
    public record Condition(
            @Nullable String field,
            @Nullable List<String> values,
            @Nullable List<String> reasons) {
        List<String> wantedValues() {
            return values == null ? List.of() : values;
        }

        List<String> wantedReasons() {
            return reasons == null ? List.of() : reasons;
        }
    }

    /** What somebody writes who makes or changes one; subject and type are for a new one only. */
    @Schema(name = "NewField")
    public record Wanted(
            @Nullable Subject subject,
            @Nullable Type type,
            @Nullable String name,
            @Nullable UUID brand,
            @Nullable List<Choice.Wanted> choices,
            @Nullable Condition condition,
            @Nullable Boolean required) {}

    /** The fields of a subject in the order in which they shall be asked. */
    @Schema(name = "FieldOrder")
    public record Order(Subject subject, List<UUID> fields) {}

    Choices tree() {
        return new Choices(choices);
    }

    boolean isAsked() {
        return archivedAt == null;
    }

    boolean concerns(@Nullable UUID ofBrand) {
        return brand == null || brand.equals(ofBrand);
    }
}
