package org.centrala.channels.email;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.centrala.channels.email.parse.MailAddress;
import org.centrala.channels.email.parse.MailParser;
import org.centrala.channels.email.parse.MailUnreadable;
import org.centrala.channels.email.parse.ParsedMail;

/** Who wrote the mail that somebody passes on: as it is attached, or as its header stands between the lines. */
final class ForwardedSender {
    /** How subjects of forwarded mails begin, and what stands above them, in the languages of the usual programs. */
    private static final Pattern SUBJECT = Pattern.compile(
            "^\\s*(?:fwd?|wg|pd|vb|vs|tr|i|rv|enc|fs|przek|posr|doorst|vidar|edasi|továbbítás)\\s*:.*",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern MARK = Pattern.compile(
            "forwarded message|begin forwarded|weitergeleitete nachricht|przekazana wiadomo|początek przekazywan|posredovano sporočilo|"
                    + "message transféré|messaggio inoltrato|mensaje reenviado|doorgestuurd bericht",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern FROM = Pattern.compile(
            "^[\\s>*|]{0,20}(?:from|von|de|od|da|van|fra|från|pošiljatelj|nadawca|lähettäjä|feladó)\\s*[:：]\\s*\\**\\s*(.{3,300})$",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    private static final Pattern OTHER_FIELD = Pattern.compile(
            "^[\\s>*|]{0,20}(?:date|sent|subject|to|datum|gesendet|betreff|an|data|temat|do|wysłano|wysłane|poslano|zadeva|za|objet|"
                    + "envoyé|oggetto|inviato|asunto|enviado|onderwerp|aan|emne|ämne)\\s*[:：].*",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    private static final Pattern ADDRESS = Pattern.compile(
            "[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[a-z0-9-]{1,63}(?:\\.[a-z0-9-]{1,63}){1,8}", Pattern.CASE_INSENSITIVE);

    private static final int MOST_LINES = 400;
    private static final int MOST_CHARACTERS = 20_000;
    private static final int FIELDS_WITHIN = 5;

    private ForwardedSender() {}

    static Optional<MailAddress> of(ParsedMail mail) {
        return attached(mail).or(() -> between(mail));
    }

    private static Optional<MailAddress> attached(ParsedMail mail) {
        return mail.attachments().stream()
                .filter(file -> file.contentType().startsWith("message/"))
                .findFirst()
                .flatMap(file -> {
                    try {
                        return Optional.ofNullable(
                                new MailParser().parse(file.content()).from());
                    } catch (MailUnreadable unreadable) {
                        return Optional.empty();
                    }
                });
    }

    private static Optional<MailAddress> between(ParsedMail mail) {
        if (!SUBJECT.matcher(mail.subject()).matches()
                && !MARK.matcher(beginning(mail.text())).find()) {
            return Optional.empty();
        }
        var lines = beginning(mail.text()).lines().limit(MOST_LINES).toList();
        for (int i = 0; i < lines.size(); i++) {
            var line = lines.get(i);
            var from = line.length() > 400 ? null : FROM.matcher(line);
            if (from != null
                    && from.matches()
                    && isHeader(lines.subList(i + 1, Math.min(lines.size(), i + 1 + FIELDS_WITHIN)))) {
                return address(from.group(1));
            }
        }
        return Optional.empty();
    }

    private static String beginning(String text) {
        return text.substring(0, Math.min(text.length(), MOST_CHARACTERS));
    }

    private static boolean isHeader(List<String> next) {
        return next.stream()
                .anyMatch(line ->
                        line.length() < 1000 && OTHER_FIELD.matcher(line).matches());
    }

    private static Optional<MailAddress> address(String value) {
        var found = ADDRESS.matcher(value);
        if (!found.find()) {
            return Optional.empty();
        }
        var name = value.substring(0, found.start())
                .replaceAll("(?i)mailto:", "")
                .replaceAll("[<\\[(\"*]+\\s*$", "")
                .replaceAll("[\"*]", "")
                .strip();
        return Optional.of(new MailAddress(found.group(), name.isEmpty() ? null : name));
    }
}
