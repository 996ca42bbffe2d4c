package org.centrala.demo;

import jakarta.activation.DataHandler;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.MimePart;
import jakarta.mail.util.ByteArrayDataSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** The programs that customers write with, each with its way to quote and to sign. */
enum MailClient {
    GMAIL,
    OUTLOOK,
    APPLE,
    THUNDERBIRD,
    WEBMAIL;

    private static final Session SESSION = Session.getInstance(new Properties());

    /**
     * A mail to be written.
     *
     * @param shop the address and name written to
     * @param answered what it answers; the first mail answers nothing
     */
    record Letter(
            String id,
            Instant at,
            Cast.Buyer from,
            String language,
            InternetAddress shop,
            String subject,
            String text,
            @Nullable Answered answered,
            @Nullable File file) {}

    /** What the shop wrote before, as the customer got it. */
    record Answered(String id, List<String> references, Instant at, String text) {}

    /** A file that comes with a mail. */
    record File(String name, String type, byte[] content) {}

    /** What somebody uses: companies Outlook, everybody else always the same. */
    static MailClient of(Cast.Buyer buyer) {
        return buyer.company() != null
                ? OUTLOOK
                : values()[Math.floorMod(buyer.address().hashCode(), values().length)];
    }

    byte[] write(Letter letter) {
        try {
            var mail = new Named(letter.id());
            mail.setSentDate(Date.from(letter.at()));
            mail.setFrom(
                    new InternetAddress(letter.from().address(), letter.from().name(), "UTF-8"));
            mail.setRecipient(RecipientType.TO, letter.shop());
            mail.setSubject(letter.subject(), "UTF-8");
            var answered = letter.answered();
            if (answered != null) {
                mail.setHeader("In-Reply-To", "<" + answered.id() + ">");
                mail.setHeader(
                        "References",
                        String.join(
                                "\r\n ",
                                answered.references().stream()
                                        .map(id -> "<" + id + ">")
                                        .toList()));
            }
            var program = program();
            if (program != null) {
                mail.setHeader(this == OUTLOOK ? "X-Mailer" : "User-Agent", program);
            }
            mail.setHeader("Content-Language", letter.language());
            content(mail, letter);
            mail.saveChanges();
            var bytes = new ByteArrayOutputStream(8192);
            mail.writeTo(bytes);
            return bytes.toByteArray();
        } catch (MessagingException | IOException impossible) {
            throw new IllegalStateException("A mail of the demo could not be written", impossible);
        }
    }

    private @Nullable String program() {
        return switch (this) {
            case OUTLOOK -> "Microsoft Outlook 16.0";
            case APPLE -> "Apple Mail (2.3776)";
            case THUNDERBIRD -> "Mozilla Thunderbird";
            case GMAIL, WEBMAIL -> null;
        };
    }

    private void content(MimeMessage mail, Letter letter) throws MessagingException {
        var file = letter.file();
        if (file == null) {
            body(mail, letter);
            return;
        }
        var mixed = new MimeMultipart("mixed");
        var words = new MimeBodyPart();
        body(words, letter);
        mixed.addBodyPart(words);
        var part = new MimeBodyPart();
        part.setDataHandler(new DataHandler(new ByteArrayDataSource(file.content(), file.type())));
        part.setFileName(file.name());
        part.setDisposition(Part.ATTACHMENT);
        mixed.addBodyPart(part);
        mail.setContent(mixed);
    }

    private void body(MimePart part, Letter letter) throws MessagingException {
        switch (this) {
            case GMAIL, OUTLOOK -> {
                Multipart alternative = new MimeMultipart("alternative");
                var plain = new MimeBodyPart();
                plain.setText(plain(letter), "UTF-8", "plain");
                alternative.addBodyPart(plain);
                var html = new MimeBodyPart();
                html.setText(this == GMAIL ? gmail(letter) : outlook(letter), "UTF-8", "html");
                alternative.addBodyPart(html);
                part.setContent(alternative);
            }
            case APPLE, THUNDERBIRD, WEBMAIL -> part.setText(plain(letter), "UTF-8", "plain");
        }
    }

    private String plain(Letter letter) {
        var text = new StringBuilder(letter.text()).append('\n');
        if (this == APPLE && letter.text().length() < 120) {
            text.append('\n').append(phone(letter.language())).append('\n');
        }
        if (letter.from().company() != null) {
            text.append('\n').append(card(letter.from())).append('\n');
        }
        var answered = letter.answered();
        if (answered != null && this != WEBMAIL) {
            text.append('\n').append(attribution(letter, answered)).append("\n\n");
            answered.text()
                    .lines()
                    .forEach(line -> text.append(this == OUTLOOK ? "" : line.isEmpty() ? ">" : "> ")
                            .append(line)
                            .append('\n'));
        }
        return text.toString().replace("\n", "\r\n");
    }

    private static String card(Cast.Buyer buyer) {
        return "--\n" + buyer.name()
                + (buyer.company() == null || buyer.name().startsWith(buyer.company()) ? "" : "\n" + buyer.company())
                + (buyer.telephone() == null ? "" : "\n" + buyer.telephone());
    }

    private static String phone(String language) {
        return switch (language) {
            case "pl" -> "Wysłane z iPhone’a";
            case "sl" -> "Poslano iz mojega iPhona";
            default -> "Sent from my iPhone";
        };
    }

    private String gmail(Letter letter) {
        var html = new StringBuilder("<div dir=\"ltr\">")
                .append(lines(letter.text()))
                .append("</div>");
        var answered = letter.answered();
        if (answered != null) {
            html.append("<br><div class=\"gmail_quote\"><div dir=\"ltr\" class=\"gmail_attr\">")
                    .append(escape(attribution(letter, answered)))
                    .append(
                            "<br></div><blockquote class=\"gmail_quote\" style=\"margin:0px 0px 0px 0.8ex;border-left:1px solid rgb(204,204,204);padding-left:1ex\">")
                    .append(lines(answered.text()))
                    .append("</blockquote></div>");
        }
        return html.toString();
    }

    private String outlook(Letter letter) {
        var html = new StringBuilder("<html><body lang=\"")
                .append(letter.language())
                .append("\"><div class=\"WordSection1\">");
        paragraphs(html, letter.text());
        if (letter.from().company() != null) {
            paragraphs(html, card(letter.from()));
        }
        var answered = letter.answered();
        if (answered != null) {
            html.append(
                    "<div style=\"border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm\"><p class=\"MsoNormal\">");
            for (var line : attribution(letter, answered).split("\n")) {
                var parts = line.split(":", 2);
                html.append("<b>")
                        .append(escape(parts[0]))
                        .append(":</b>")
                        .append(escape(parts[1]))
                        .append("<br>");
            }
            html.append("</p></div>");
            paragraphs(html, answered.text());
        }
        return html.append("</div></body></html>").toString();
    }

    private static void paragraphs(StringBuilder html, String text) {
        for (var paragraph : text.split("\n\n")) {
            html.append("<p class=\"MsoNormal\">")
                    .append(lines(paragraph))
                    .append("</p><p class=\"MsoNormal\">&nbsp;</p>");
        }
    }

    private String attribution(Letter letter, Answered answered) {
        var who = letter.shop().getPersonal() + " <" + letter.shop().getAddress() + ">";
        return switch (this) {
            case GMAIL, WEBMAIL ->
                switch (letter.language()) {
                    case "pl" -> at(answered, "EEE, d MMM yyyy 'o' HH:mm", "pl") + " " + who + " napisał(a):";
                    case "sl" ->
                        "V " + at(answered, "EEE, d. MMM yyyy 'ob' HH:mm", "sl") + " je oseba " + who + " napisala:";
                    default -> "On " + at(answered, "EEE, d MMM yyyy 'at' HH:mm", "en") + ", " + who + " wrote:";
                };
            case APPLE ->
                switch (letter.language()) {
                    case "pl" ->
                        "Wiadomość napisana przez " + who + " w dniu "
                                + at(answered, "d MMM yyyy, 'o godz.' HH:mm", "pl") + ":";
                    case "sl" -> "Oseba " + who + " je " + at(answered, "d. MMM yyyy 'ob' HH:mm", "sl") + " napisala:";
                    default -> "On " + at(answered, "d MMM yyyy, 'at' HH:mm", "en") + ", " + who + " wrote:";
                };
            case THUNDERBIRD ->
                switch (letter.language()) {
                    case "pl" ->
                        "W dniu " + at(answered, "dd.MM.yyyy 'o' HH:mm", "pl") + ", "
                                + letter.shop().getPersonal() + " pisze:";
                    case "sl" ->
                        "Dne " + at(answered, "d. M. yyyy 'ob' HH:mm", "sl") + " je "
                                + letter.shop().getPersonal() + " napisal(a):";
                    default ->
                        "On " + at(answered, "dd/MM/yyyy HH:mm", "en") + ", "
                                + letter.shop().getPersonal() + " wrote:";
                };
            case OUTLOOK ->
                switch (letter.language()) {
                    case "pl" ->
                        block(
                                letter,
                                "Od",
                                "Wysłano",
                                "Do",
                                "Temat",
                                at(answered, "EEEE, d MMMM yyyy HH:mm", "pl"),
                                who);
                    case "sl" ->
                        block(
                                letter,
                                "Od",
                                "Poslano",
                                "Za",
                                "Zadeva",
                                at(answered, "EEEE, d. MMMM yyyy HH:mm", "sl"),
                                who);
                    default ->
                        block(
                                letter,
                                "From",
                                "Sent",
                                "To",
                                "Subject",
                                at(answered, "EEEE, d MMMM yyyy HH:mm", "en"),
                                who);
                };
        };
    }

    private static String block(
            Letter letter, String from, String sent, String to, String subject, String at, String who) {
        return from + ": " + who + "\n" + sent + ": " + at + "\n" + to + ": "
                + letter.from().name() + " <" + letter.from().address() + ">\n" + subject + ": " + letter.subject();
    }

    private static String at(Answered answered, String pattern, String language) {
        return DateTimeFormatter.ofPattern(pattern, Locale.of(language))
                .format(answered.at().atZone(Hours.ZONE));
    }

    private static String lines(String text) {
        return escape(text).replace("\n", "<br>\n");
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    /** A mail that keeps its Message-ID. */
    private static final class Named extends MimeMessage {
        private final String id;

        Named(String id) {
            super(SESSION);
            this.id = id;
        }

        @Override
        protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", "<" + id + ">");
        }
    }
}
