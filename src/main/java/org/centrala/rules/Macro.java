package org.centrala.rules;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.centrala.access.Sharing;
import org.centrala.conversations.Priority;
import org.centrala.conversations.Status;
import org.jspecify.annotations.Nullable;

/**
 * Several things that an agent does to a conversation in one step.
 *
 * @param team whose members use it, when the scope is team
 * @param sequence counts its changes; its entity tag
 */
public record Macro(
        UUID id,
        String title,
        Sharing.Scope scope,
        @Nullable UUID team,
        Actions actions,
        long sequence,
        Instant updatedAt) {

    /**
     * What it does; absent things stay as they are.
     *
     * @param reply HTML to the customer, with {@code {{variables}}}
     * @param note HTML to the team, with {@code {{variables}}}
     * @param assignee an agent's id, {@code me} for whoever runs it, {@code none} for nobody
     * @param assignTeam the team that the conversation goes to
     * @param snoozeHours how long it is snoozed from then on
     */
    @Schema(name = "MacroActions")
    public record Actions(
            @Nullable String reply,
            @Nullable String note,
            @Nullable Status status,
            @Nullable Priority priority,
            @Nullable String assignee,
            @Nullable UUID assignTeam,
            @Nullable List<String> addTags,
            @Nullable List<String> removeTags,
            @Nullable Integer snoozeHours) {

        boolean nothing() {
            return reply == null
                    && note == null
                    && status == null
                    && priority == null
                    && assignee == null
                    && assignTeam == null
                    && adds().isEmpty()
                    && removes().isEmpty()
                    && snoozeHours == null;
        }

        List<String> adds() {
            return addTags == null ? List.of() : addTags;
        }

        List<String> removes() {
            return removeTags == null ? List.of() : removeTags;
        }

        /** The same with tags called by other names. */
        Actions calling(Map<String, String> names) {
            return new Actions(
                    reply,
                    note,
                    status,
                    priority,
                    assignee,
                    assignTeam,
                    called(addTags, names),
                    called(removeTags, names),
                    snoozeHours);
        }

        private static @Nullable List<String> called(@Nullable List<String> tags, Map<String, String> names) {
            return tags == null
                    ? null
                    : tags.stream()
                            .map(tag -> names.getOrDefault(tag, tag))
                            .distinct()
                            .toList();
        }
    }

    /** What an author writes. */
    @Schema(name = "NewMacro")
    public record Wanted(
            String title,
            Sharing.@Nullable Scope scope,
            @Nullable UUID team,
            @Nullable Actions actions) {}

    /** Its words, filled for one conversation. */
    @Schema(name = "FilledMacro")
    record Filled(@Nullable String reply, @Nullable String note) {}
}
