package org.centrala.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A typed text taken apart: the words to look for, and what its operators ask for.
 *
 * @param words the rest of the text, as typed, for {@link SearchQuery}
 * @param conditions in the order typed
 * @param unknown what looks like an operator and is none; it stays among the words
 */
public record Typed(String words, List<Condition> conditions, List<String> unknown) {
    private static final int MOST = 20;
    private static final int LONGEST = 600;
    private static final Pattern PIECES =
            Pattern.compile("(?<not>-)?(?:(?<name>[A-Za-z]{2,20}):)?(?:\"(?<phrase>[^\"]*)\"?|(?<bare>[^\\s\"]+))?");

    public Typed {
        conditions = List.copyOf(conditions);
        unknown = List.copyOf(unknown);
    }

    /** One operator with its value, e.g. {@code -from:"Ana Kovač"}. */
    public record Condition(String operator, String value, boolean negated, String written) {}

    /** How a name is compared with a typed one: lower case, accents folded. */
    public static String folded(String name) {
        return Documents.key(name).strip();
    }

    /** Takes a text apart by the operators that there are; nothing in it is an error. */
    public static Typed of(String text, Set<String> operators) {
        var words = new StringBuilder();
        var conditions = new ArrayList<Condition>();
        var unknown = new ArrayList<String>();
        var whole = text.length() > LONGEST ? text.substring(0, LONGEST) : text;
        var pieces = PIECES.matcher(whole);
        for (var at = 0; at < whole.length(); ) {
            if (Character.isWhitespace(whole.charAt(at))) {
                words.append(whole.charAt(at++));
                continue;
            }
            pieces.region(at, whole.length());
            if (!pieces.lookingAt() || pieces.end() == at) {
                words.append(whole.charAt(at++));
                continue;
            }
            var written = pieces.group();
            var name = pieces.group("name");
            var phrase = pieces.group("phrase");
            var bare = pieces.group("bare");
            var value = phrase != null ? phrase : bare == null ? "" : bare;
            if (name != null && operators.contains(name.toLowerCase(Locale.ROOT))) {
                if (!value.isBlank() && conditions.size() < MOST) {
                    conditions.add(new Condition(
                            name.toLowerCase(Locale.ROOT), value.strip(), pieces.group("not") != null, written));
                }
            } else {
                words.append(written);
                if (name != null && !value.isBlank() && !value.startsWith("//")) {
                    unknown.add(written);
                }
            }
            at = pieces.end();
        }
        return new Typed(words.toString().strip(), conditions, unknown);
    }
}
