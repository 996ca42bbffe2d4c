package org.centrala.conversations;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One thing that a saved view asks of a conversation.
 *
 * @param values ids or words; {@code me} and {@code nobody} stand for an assignee, {@code mine} and {@code nobody} for a team,
 *     {@code none} for no language, reason or complexity; of a time one moment, or how long ago it is, such as {@code 36h} or {@code 7d}
 * @param key which of the fields that people have made, for {@code field} alone
 */
public record ViewCondition(
        Field field,
        Match is,
        List<String> values,
        @Nullable String key) {
    static final String ME = "me";
    static final String MINE = "mine";
    static final String NOBODY = "nobody";
    static final String NONE = "none";
    static final String YES = "yes";
    static final String NO = "no";

    private static final int MOST_VALUES = 50;
    private static final Pattern AGO = Pattern.compile("([1-9][0-9]{0,3})([hd])");
    private static final int LONGEST_VALUE = 200;
    private static final Pattern KEY = Pattern.compile("[\\p{Ll}\\p{N}._-]{1,100}");
    private static final Pattern LANGUAGE = Pattern.compile("[a-z]{2,3}");
    private static final Pattern NUMBER = Pattern.compile("0|[1-9][0-9]{0,5}");
    private static final Pattern INVISIBLE =
            Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Co}\\p{Cs}\\u2028\\u2029&&[^\\u200c\\u200d]]");

    private static final Set<Match> OF_WORDS = Set.of(Match.ANY, Match.NONE);
    private static final Set<Match> OF_TIMES = Set.of(Match.AFTER, Match.BEFORE);

    public enum Field {
        STATUS,
        PRIORITY,
        INBOX,
        MAILBOX,
        BRAND,
        ASSIGNEE,
        TEAM,
        TAG,
        LANGUAGE,
        /** Which way the last message went. */
        LAST,
        UNREAD,
        FOLLOWED,
        /** Without it only what is not snoozed is shown. */
        SNOOZED,
        /** Without it only what is no junk is shown. */
        JUNK,
        MESSAGES,
        /** The key of a contact reason. */
        REASON,
        COMPLEXITY,
        /** One that people have made, by its key. */
        FIELD,
        CREATED,
        ACTIVITY,
        TOUCHED;

        @JsonValue
        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }

        @JsonCreator
        public static Field of(String wire) {
            return valueOf(wire.toUpperCase(Locale.ROOT));
        }

        boolean isTime() {
            return this == CREATED || this == ACTIVITY || this == TOUCHED;
        }

        Set<Match> matches() {
            return switch (this) {
                case STATUS,
                        PRIORITY,
                        INBOX,
                        MAILBOX,
                        BRAND,
                        ASSIGNEE,
                        TEAM,
                        LANGUAGE,
                        LAST,
                        REASON,
                        COMPLEXITY,
                        FIELD -> OF_WORDS;
                case TAG -> Set.of(Match.ANY, Match.NONE, Match.ALL);
                case UNREAD, FOLLOWED, SNOOZED, JUNK -> Set.of(Match.ANY);
                case MESSAGES -> Set.of(Match.AT_LEAST, Match.AT_MOST);
                case CREATED, ACTIVITY, TOUCHED -> OF_TIMES;
            };
        }
    }

    public enum Match {
        ANY,
        NONE,
        /** Every one of them, which only several tags can be. */
        ALL,
        AFTER,
        BEFORE,
        AT_LEAST,
        AT_MOST;

        @JsonValue
        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }

        @JsonCreator
        public static Match of(String wire) {
            return valueOf(wire.toUpperCase(Locale.ROOT));
        }
    }

    /** The same with the names that its tags have now. */
    ViewCondition named(Map<String, String> names) {
        return field == Field.TAG
                ? new ViewCondition(
                        field,
                        is,
                        values.stream()
                                .map(name -> names.getOrDefault(name, name))
                                .distinct()
                                .toList(),
                        key)
                : this;
    }

    /** What is wrong with it, or null. */
    @Nullable
    String problem() {
        if (field == null || is == null || values == null) {
            return "has a field, a match and values";
        }
        if (!field.matches().contains(is)) {
            return field.wire() + " cannot be asked for by " + is.wire();
        }
        if ((key != null) != (field == Field.FIELD)
                || key != null && !KEY.matcher(key).matches()) {
            return "has a key when, and only when, it asks for a field that people have made";
        }
        if (values.isEmpty() || values.size() > MOST_VALUES) {
            return field.wire() + " needs 1 to " + MOST_VALUES + " values";
        }
        if ((field.isTime() || field == Field.MESSAGES) && values.size() != 1) {
            return field.wire() + " needs one value";
        }
        return values.stream().allMatch(value -> value != null && fits(value))
                ? null
                : field.wire() + " has a value that it cannot have";
    }

    private boolean fits(String value) {
        return switch (field) {
            case STATUS -> known(() -> Status.of(value).wire().equals(value));
            case PRIORITY -> known(() -> Priority.of(value).wire().equals(value));
            case LAST -> known(() -> Direction.of(value).wire().equals(value));
            case COMPLEXITY ->
                value.equals(NONE) || known(() -> Complexity.of(value).wire().equals(value));
            case REASON -> KEY.matcher(value).matches();
            case FIELD ->
                !value.isBlank()
                        && value.length() <= LONGEST_VALUE
                        && !INVISIBLE.matcher(value).find();
            case INBOX, MAILBOX, BRAND -> isId(value);
            case ASSIGNEE -> value.equals(ME) || value.equals(NOBODY) || isId(value);
            case TEAM -> value.equals(MINE) || value.equals(NOBODY) || isId(value);
            case TAG ->
                !value.isBlank()
                        && value.length() <= 60
                        && !INVISIBLE.matcher(value).find();
            case LANGUAGE -> value.equals(NONE) || LANGUAGE.matcher(value).matches();
            case UNREAD, FOLLOWED, SNOOZED, JUNK -> value.equals(YES) || value.equals(NO);
            case MESSAGES -> NUMBER.matcher(value).matches();
            case CREATED, ACTIVITY, TOUCHED -> known(() -> since(value, Instant.EPOCH) != null);
        };
    }

    /** The moment that a value of a time means. */
    static Instant since(String value, Instant now) {
        var ago = AGO.matcher(value);
        if (!ago.matches()) {
            var moment = Instant.parse(value);
            if (moment.isBefore(Instant.EPOCH) || moment.isAfter(Instant.parse("2200-01-01T00:00:00Z"))) {
                throw new IllegalArgumentException("out of range");
            }
            return moment;
        }
        var many = Integer.parseInt(ago.group(1));
        return now.minus(Duration.ofHours(ago.group(2).equals("d") ? many * 24L : many));
    }

    private static boolean isId(String value) {
        return known(() -> UUID.fromString(value).toString().equals(value));
    }

    private static boolean known(BooleanSupplier check) {
        try {
            return check.getAsBoolean();
        } catch (IllegalArgumentException | DateTimeException unknown) {
            return false;
        }
    }
}
