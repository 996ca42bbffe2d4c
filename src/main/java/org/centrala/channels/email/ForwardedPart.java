package org.centrala.channels.email;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.centrala.channels.email.parse.HtmlText;
import org.centrala.conversations.Outgoing;
import org.centrala.conversations.Party;

/** A message that is passed on, as mail programs write it: a few lines of its header, then all of it. */
final class ForwardedPart {

    /** What the lines are called in one language. */
    private record Words(String begin, String from, String date, String subject, String to) {
        static Words in(String language) {
            return switch (language) {
                case "pl" -> new Words("Przekazana wiadomość", "Od", "Data", "Temat", "Do");
                case "sl" -> new Words("Posredovano sporočilo", "Od", "Datum", "Zadeva", "Za");
                case "de" -> new Words("Weitergeleitete Nachricht", "Von", "Datum", "Betreff", "An");
                default -> new Words("Forwarded message", "From", "Date", "Subject", "To");
            };
        }
    }

    private record Line(String name, String value) {}

    private ForwardedPart() {}

    static String text(Outgoing.Forwarded forwarded, String language) {
        return "---------- " + Words.in(short2(language)).begin() + " ----------\n"
                + lines(forwarded, language).stream()
                        .map(line -> line.name() + ": " + line.value())
                        .collect(Collectors.joining("\n"))
                + "\n\n" + forwarded.text().strip() + "\n";
    }

    static String html(Outgoing.Forwarded forwarded, String language) {
        return "<div class=\"gmail_quote\"><div>---------- "
                + HtmlText.escape(Words.in(short2(language)).begin()) + " ----------<br>"
                + lines(forwarded, language).stream()
                        .map(line -> HtmlText.escape(line.name()) + ": " + HtmlText.escape(line.value()) + "<br>")
                        .collect(Collectors.joining())
                + "</div><br>"
                + (forwarded.html() != null
                        ? forwarded.html()
                        : HtmlText.escape(forwarded.text().strip()).replace("\n", "<br>\n"))
                + "</div>";
    }

    private static List<Line> lines(Outgoing.Forwarded forwarded, String language) {
        var words = Words.in(short2(language));
        var at = DateTimeFormatter.ofLocalizedDateTime(FormatStyle.LONG, FormatStyle.SHORT)
                .withLocale(Locale.forLanguageTag(short2(language)))
                .format(forwarded.at().atZone(ZoneId.systemDefault()));
        return List.of(
                new Line(words.from(), name(forwarded.from())),
                new Line(words.date(), at),
                new Line(words.subject(), forwarded.subject()),
                new Line(
                        words.to(),
                        forwarded.to().stream().map(ForwardedPart::name).collect(Collectors.joining(", "))));
    }

    private static String name(Party party) {
        return party.name() == null || party.name().isBlank()
                ? party.address()
                : party.name() + " <" + party.address() + ">";
    }

    private static String short2(String language) {
        return language.length() < 2 ? "en" : language.substring(0, 2).toLowerCase(Locale.ROOT);
    }
}
