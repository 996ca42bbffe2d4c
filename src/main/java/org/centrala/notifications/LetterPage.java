package org.centrala.notifications;

import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.regex.Pattern;
import org.springframework.web.util.HtmlUtils;

/** A letter in the making, as text and as HTML side by side; words of strangers stay words in both. */
final class LetterPage {
    private static final int LONGEST_SUBJECT = 150;
    /** Also what turns the direction of writing: nobody is to read another line than was written. */
    private static final Pattern UNSEEN = Pattern.compile("[\\p{Cntrl}\\u200E\\u200F\\u202A-\\u202E\\u2066-\\u2069]+");

    private final ResourceBundle words;
    private final Locale locale;
    private final StringBuilder text = new StringBuilder();
    private final StringBuilder html = new StringBuilder();

    LetterPage(String language) {
        locale = language.equals("en") ? Locale.UK : Locale.of(language);
        words = ResourceBundle.getBundle(
                "notifications.letter",
                Locale.of(language),
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
        html.append("<!DOCTYPE html><html lang=\"")
                .append(escape(language))
                .append("\"><head><meta charset=\"utf-8\"><meta name=\"color-scheme\" content=\"light dark\"></head>")
                .append("<body style=\"margin:0;padding:24px 16px;font:15px/1.5 Inter,system-ui,sans-serif\">")
                .append("<div style=\"max-width:560px;margin:0 auto\">");
    }

    Locale locale() {
        return locale;
    }

    String word(String key, Object... values) {
        return values.length == 0
                ? words.getString(key)
                : new MessageFormat(words.getString(key), locale).format(values);
    }

    /** The subject of a conversation, as much of it as a line holds. */
    String subject(String subject) {
        var seen = UNSEEN.matcher(subject).replaceAll(" ").strip();
        if (seen.isEmpty()) {
            return word("noSubject");
        }
        return seen.codePointCount(0, seen.length()) <= LONGEST_SUBJECT
                ? seen
                : seen.substring(0, seen.offsetByCodePoints(0, LONGEST_SUBJECT)) + "…";
    }

    void open(String key, String name, String brand) {
        paragraph(word("hello", shown(name)));
        paragraph(word(key, shown(brand)));
    }

    void heading(String key, Object... values) {
        var heading = word(key, values);
        text.append(heading).append("\n\n");
        html.append("<h2 style=\"font-size:16px;margin:24px 0 8px\">")
                .append(escape(heading))
                .append("</h2>");
    }

    void item(String title, String about, List<String> lines, String link) {
        var subject = subject(title);
        text.append(subject).append('\n').append(shown(about)).append('\n');
        html.append("<div style=\"border-top:1px solid #8886;padding:10px 0\"><a href=\"")
                .append(escape(link))
                .append("\" style=\"font-weight:600\">")
                .append(escape(subject))
                .append("</a><br>")
                .append(escape(shown(about)));
        for (var line : lines) {
            text.append(shown(line)).append('\n');
            html.append("<br>").append(escape(shown(line)));
        }
        text.append(link).append("\n\n");
        html.append("</div>");
    }

    void line(String key, String value) {
        var line = word(key, value);
        text.append(line).append('\n');
        html.append("<div>").append(escape(line)).append("</div>");
    }

    void more(String link) {
        link("more", link);
    }

    void link(String key, String link) {
        text.append(word(key)).append(": ").append(link).append("\n\n");
        html.append("<p><a href=\"")
                .append(escape(link))
                .append("\">")
                .append(escape(word(key)))
                .append("</a></p>");
    }

    void close(String preferences) {
        text.append("-- \n").append(word("why")).append('\n');
        html.append("<div style=\"border-top:1px solid #8886;margin-top:16px;padding-top:8px;font-size:13px\">")
                .append(escape(word("why")));
        link("preferences", preferences);
        html.append("</div></div></body></html>");
    }

    String text() {
        return text.toString();
    }

    String html() {
        return html.toString();
    }

    private void paragraph(String words) {
        text.append(words).append("\n\n");
        html.append("<p>").append(escape(words)).append("</p>");
    }

    private static String shown(String words) {
        return UNSEEN.matcher(words).replaceAll(" ").strip();
    }

    private static String escape(String words) {
        return HtmlUtils.htmlEscape(words, "UTF-8");
    }
}
