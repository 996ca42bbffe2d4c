package org.centrala.conversations;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.centrala.access.Viewer;
import org.centrala.conversations.ViewCondition.Field;
import org.centrala.conversations.ViewCondition.Match;
import org.jspecify.annotations.Nullable;

/**
 * What the conditions of a saved view are in SQL, for one viewer and now.
 *
 * @param sql holds for a row {@code c} of the table of conversations
 * @param open whether it can hold what is open
 * @param done whether it can hold what is done
 * @param snoozedOnly whether all that it holds is snoozed
 */
record ViewWhere(String sql, Map<String, @Nullable Object> values, boolean open, boolean done, boolean snoozedOnly) {

    /** Whom it is asked for, when, and by which keys conversations may have each tag. */
    record Asking(Viewer viewer, Instant now, Map<String, List<String>> tags) {}

    /** @param prefix begins the names of the values, so that several can stand in one statement */
    static ViewWhere of(List<ViewCondition> conditions, String prefix, Asking asking) {
        return new Builder(prefix, asking).of(conditions);
    }

    /** What may be asked about it: open, done or both, and whether only snoozed. */
    static ViewWhere shape(List<ViewCondition> conditions, Viewer viewer) {
        return of(conditions, "v", new Asking(viewer, Instant.EPOCH, Map.of()));
    }

    static List<String> tags(Collection<ViewCondition> conditions) {
        return conditions.stream()
                .filter(condition -> condition.field() == Field.TAG)
                .flatMap(condition -> condition.values().stream())
                .distinct()
                .toList();
    }

    private static final class Builder {
        private final String prefix;
        private final Asking asking;
        private final List<String> parts = new ArrayList<>();
        private final Map<String, @Nullable Object> values = new HashMap<>();

        Builder(String prefix, Asking asking) {
            this.prefix = prefix;
            this.asking = asking;
        }

        ViewWhere of(List<ViewCondition> conditions) {
            var statuses = EnumSet.allOf(Status.class);
            for (var condition : conditions) {
                if (condition.field() == Field.STATUS) {
                    var named = condition.values().stream().map(Status::of).collect(Collectors.toSet());
                    if (condition.is() == Match.NONE) {
                        statuses.removeAll(named);
                    } else {
                        statuses.retainAll(named);
                    }
                } else {
                    parts.add(part(condition));
                }
            }
            var open = statuses.stream().anyMatch(Status::isOpen);
            var done = statuses.stream().anyMatch(status -> !status.isOpen());
            if (!statuses.equals(EnumSet.allOf(Status.class))) {
                parts.add("c.status = any("
                        + text(statuses.stream().map(Status::wire).toList()) + ")");
            }
            // What is asked for by nothing is out of the way, as in the views that everybody has.
            if (conditions.stream().noneMatch(condition -> condition.field() == Field.JUNK)) {
                parts.add("not c.spam");
            }
            if (conditions.stream().noneMatch(condition -> condition.field() == Field.SNOOZED)) {
                parts.add("c.snoozed_until is null");
            }
            var snoozedOnly = conditions.stream()
                    .anyMatch(condition -> condition.field() == Field.SNOOZED
                            && Set.copyOf(condition.values()).equals(Set.of(ViewCondition.YES)));
            return new ViewWhere(
                    parts.isEmpty() ? "true" : String.join(" and ", parts), values, open, done, snoozedOnly);
        }

        private String part(ViewCondition asked) {
            return switch (asked.field()) {
                case STATUS -> throw new IllegalArgumentException("is read with the others of its kind");
                case PRIORITY -> not(asked, "c.priority = any(" + text(asked.values()) + ")");
                case LAST -> not(asked, "c.last_direction = any(" + text(asked.values()) + ")");
                case LANGUAGE -> not(asked, among(asked, "c.language", ViewCondition.NONE));
                case REASON -> not(asked, among(asked, "c.reason", ViewCondition.NONE));
                case COMPLEXITY -> not(asked, among(asked, "c.complexity", ViewCondition.NONE));
                case FIELD ->
                    not(
                            asked,
                            "(c.fields <> '{}' and c.fields ->> " + value(asked.key()) + "::text = any("
                                    + text(asked.values()) + "))");
                case INBOX -> not(asked, "c.inbox_id = any(" + ids(asked.values()) + ")");
                case MAILBOX -> not(asked, "c.mailbox_id = any(" + ids(asked.values()) + ")");
                case BRAND -> not(asked, "c.brand_id = any(" + ids(asked.values()) + ")");
                case ASSIGNEE -> not(asked, someone(asked, "c.assignee_id"));
                case TEAM -> not(asked, someone(asked, "c.team_id"));
                case TAG -> tags(asked);
                case UNREAD ->
                    yesOrNo(
                            asked,
                            asking.viewer().agentId().isEmpty()
                                    ? "false"
                                    : "c.is_open and greatest(c.last_customer_sequence, c.woken_sequence) > coalesce((select r.sequence"
                                            + " from read_mark r where r.conversation_id = c.id and r.agent_id = "
                                            + me()
                                            + "), 0)");
                case FOLLOWED ->
                    yesOrNo(
                            asked,
                            "c.id in (select f.conversation_id from follower f where f.agent_id = " + me() + ")");
                case SNOOZED -> yesOrNo(asked, "c.snoozed_until is not null");
                case JUNK -> yesOrNo(asked, "c.spam");
                case MESSAGES -> {
                    var bound = value(Integer.parseInt(asked.values().getFirst()));
                    yield "c.message_count " + (asked.is() == Match.AT_LEAST ? ">= " : "<= ") + bound;
                }
                case CREATED -> time(asked, "c.created_at");
                case ACTIVITY -> time(asked, "c.last_activity_at");
                case TOUCHED -> time(asked, "c.touched_at");
            };
        }

        private String time(ViewCondition asked, String column) {
            var moment = ViewCondition.since(asked.values().getFirst(), asking.now());
            return column + (asked.is() == Match.AFTER ? " >= " : " < ") + value(moment.atOffset(ZoneOffset.UTC));
        }

        private String tags(ViewCondition asked) {
            if (asked.is() == Match.ALL) {
                return "("
                        + String.join(
                                " and ",
                                asked.values().stream()
                                        .map(name -> "c.tags && " + text(keys(name)))
                                        .toList())
                        + ")";
            }
            return not(
                    asked,
                    "c.tags && "
                            + text(asked.values().stream()
                                    .flatMap(name -> keys(name).stream())
                                    .toList()));
        }

        private List<String> keys(String name) {
            return asking.tags().getOrDefault(name, List.of(name));
        }

        private String someone(ViewCondition asked, String column) {
            var named = new ArrayList<UUID>();
            for (var value : asked.values()) {
                switch (value) {
                    case ViewCondition.NOBODY -> {}
                    case ViewCondition.ME -> asking.viewer().agentId().ifPresent(named::add);
                    case ViewCondition.MINE -> named.addAll(asking.viewer().teams());
                    default -> named.add(UUID.fromString(value));
                }
            }
            var among = column + " = any(" + value(named.toArray(UUID[]::new)) + "::uuid[])";
            return asked.values().contains(ViewCondition.NOBODY) ? "(" + among + " or " + column + " is null)" : among;
        }

        private String among(ViewCondition asked, String column, String none) {
            var among = column + " = any(" + text(asked.values()) + ")";
            return asked.values().contains(none) ? "(" + among + " or " + column + " is null)" : among;
        }

        /** Also what has no value at all is none of the named. */
        private static String not(ViewCondition asked, String sql) {
            return asked.is() == Match.NONE ? "(" + sql + ") is not true" : sql;
        }

        private static String yesOrNo(ViewCondition asked, String sql) {
            boolean yes = asked.values().contains(ViewCondition.YES);
            boolean no = asked.values().contains(ViewCondition.NO);
            return yes && no ? "true" : yes ? "(" + sql + ")" : "not (" + sql + ")";
        }

        private String me() {
            return value(asking.viewer().agentId().orElse(null)) + "::uuid";
        }

        private String text(List<String> words) {
            return value(words.toArray(String[]::new)) + "::text[]";
        }

        private String ids(List<String> words) {
            return value(words.stream().map(UUID::fromString).toArray(UUID[]::new)) + "::uuid[]";
        }

        private String value(@Nullable Object value) {
            var name = prefix + values.size();
            values.put(name, value);
            return ":" + name;
        }
    }
}
