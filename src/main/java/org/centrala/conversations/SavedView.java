package org.centrala.conversations;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.centrala.access.Sharing;
import org.jspecify.annotations.Nullable;

/**
 * A list of conversations that somebody made up and kept: whatever meets all its conditions, as each viewer may see it.
 *
 * @param team whose members see it, when the scope is team
 * @param columns what a table of it shows; empty: it is shown as a list
 * @param sequence counts its changes; its entity tag
 */
public record SavedView(
        UUID id,
        String title,
        Sharing.Scope scope,
        @Nullable UUID team,
        List<ViewCondition> conditions,
        Sort sort,
        List<Column> columns,
        long sequence,
        Instant updatedAt) {

    /** What an author writes. */
    @Schema(name = "NewSavedView")
    public record Wanted(
            String title,
            Sharing.@Nullable Scope scope,
            @Nullable UUID team,
            @Nullable List<ViewCondition> conditions,
            @Nullable Sort sort,
            @Nullable List<Column> columns) {}

    /** How many it holds for a viewer; {@code more} when it is at least so many. */
    @Schema(name = "SavedViewCount")
    public record Count(long count, boolean more) {}

    @Schema(name = "SavedViewSort")
    public enum Sort {
        /** Whatever happened last is on top. */
        ACTIVITY,
        /** What has been quiet for longest is on top. */
        QUIET,
        NEWEST,
        OLDEST,
        /** The urgent ones are on top, the last activity within; only of what is open. */
        PRIORITY,
        /** What none of us has touched for longest is on top; only of what is open. */
        TOUCHED,
        /** What wakes next is on top; only of what is snoozed. */
        WAKING;

        @JsonValue
        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }

        @JsonCreator
        public static Sort of(String wire) {
            return valueOf(wire.toUpperCase(Locale.ROOT));
        }
    }

    @Schema(name = "SavedViewColumn")
    public enum Column {
        NUMBER,
        CUSTOMER,
        SUBJECT,
        STATUS,
        PRIORITY,
        ASSIGNEE,
        TEAM,
        INBOX,
        TAGS,
        LANGUAGE,
        MESSAGES,
        ACTIVITY,
        CREATED,
        TOUCHED,
        SNOOZED;

        @JsonValue
        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }

        @JsonCreator
        public static Column of(String wire) {
            return valueOf(wire.toUpperCase(Locale.ROOT));
        }
    }
}
