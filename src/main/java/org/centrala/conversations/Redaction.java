package org.centrala.conversations;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.TextNode;
import org.jspecify.annotations.Nullable;

/** Words that must not be readable any more: finds them however they are spaced, and puts a bar in their place. */
final class Redaction {
    static final String BAR = "█████";
    /** Between two characters of what is looked for: nothing, spaces or a hyphen, as in 4111 1111-1111. */
    private static final String GAP = "[\\s\\u00a0\\u2009\\u202f-]*";

    private final List<Pattern> patterns;

    Redaction(List<String> words) {
        patterns = words.stream().map(Redaction::pattern).toList();
    }

    private static Pattern pattern(String words) {
        var expression = new StringBuilder();
        words.codePoints()
                .filter(c -> !Character.isWhitespace(c) && c != 0xa0 && c != '-')
                .forEach(c -> expression
                        .append(expression.isEmpty() ? "" : GAP)
                        .append(Pattern.quote(Character.toString(c))));
        return Pattern.compile(expression.toString(), Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }

    boolean finds(@Nullable String text) {
        return text != null
                && patterns.stream().anyMatch(pattern -> pattern.matcher(text).find());
    }

    String text(String text) {
        var barred = text;
        for (var pattern : patterns) {
            barred = pattern.matcher(barred).replaceAll(Matcher.quoteReplacement(BAR));
        }
        return barred;
    }

    /** The HTML without the words; none at all when they are cut up by its markup or stand in it. */
    @Nullable
    String html(String html) {
        var document = Jsoup.parse(html);
        document.outputSettings().prettyPrint(false);
        document.nodeStream(TextNode.class).forEach(node -> node.text(text(node.getWholeText())));
        var barred = document.body().html();
        return finds(document.wholeText()) || finds(barred) ? null : barred;
    }
}
