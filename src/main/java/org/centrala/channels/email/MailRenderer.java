package org.centrala.channels.email;

import jakarta.activation.DataHandler;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.MimePart;
import jakarta.mail.internet.MimeUtility;
import jakarta.mail.util.ByteArrayDataSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UnsupportedEncodingException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.regex.Pattern;
import org.centrala.access.Brands;
import org.centrala.channels.email.parse.HtmlText;
import org.centrala.channels.email.parse.VisibleReply;
import org.centrala.conversations.Outgoing;
import org.centrala.conversations.Party;
import org.centrala.platform.Actor;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Makes the mail of a reply, once: text and HTML side by side, the signature, what is answered, files, and the headers
 * by which the answer finds back.
 */
@Component
class MailRenderer {
    private static final Pattern TYPE = Pattern.compile("[a-z0-9!#$&^_.+-]{1,100}/[a-z0-9!#$&^_.+-]{1,100}");
    private static final Session SESSION = Session.getInstance(new Properties());
    /** RFC 5321; with a longer one the Message-IDs must do. */
    private static final int LONGEST_LOCAL_PART = 64;

    private static final int LONGEST_QUOTE = 60_000;
    private static final Pattern REPLY = Pattern.compile("(?i)^(re|aw|odp|sv|ad|antw)\\s*:.*");
    private static final Pattern CID_IMAGE = Pattern.compile("<img[^>]*src=\"cid:[^>]*>");

    /** Something in a message that no mail can carry, such as an address of no known form. */
    static final class Unrenderable extends RuntimeException {
        Unrenderable(Exception cause) {
            super(cause.getMessage(), cause);
        }
    }

    private final ReplyAddress replyAddress;
    private final OwnMail ownMail;
    private final Signatures signatures;
    private final Brands brands;

    MailRenderer(ReplyAddress replyAddress, OwnMail ownMail, Signatures signatures, Brands brands) {
        this.replyAddress = replyAddress;
        this.ownMail = ownMail;
        this.signatures = signatures;
        this.brands = brands;
    }

    byte[] render(Outgoing outgoing, MailboxStore.Row mailbox, Instant now) {
        try {
            var mail = new Rendered(outgoing.externalId());
            var brand = brands.find(outgoing.brand());
            mail.setFrom(address(mailbox.address(), mailbox.name()));
            var replyTo = replyAddress.of(outgoing.conversation(), mailbox.address());
            if (mailbox.plusWorks() && replyTo.indexOf('@') <= LONGEST_LOCAL_PART) {
                mail.setReplyTo(new InternetAddress[] {address(replyTo, mailbox.name())});
            }
            mail.setRecipients(RecipientType.TO, addresses(outgoing.to()));
            mail.setRecipients(RecipientType.CC, addresses(outgoing.cc()));
            mail.setSubject(subject(outgoing), "UTF-8");
            mail.setSentDate(Date.from(now));
            threads(mail, outgoing);
            mail.setHeader(OwnMail.HEADER, ownMail.mark());
            if (outgoing.actor().kind() != Actor.Kind.AGENT && outgoing.actor().kind() != Actor.Kind.INTEGRATION) {
                mail.setHeader("Auto-Submitted", "auto-replied");
                mail.setHeader("X-Auto-Response-Suppress", "All");
            }
            var signature = signatures.of(outgoing, mailbox, brand.orElse(null));
            var language = brand.map(one -> one.speaks(outgoing.language())).orElse("en");
            content(mail, outgoing, signature, language);
            mail.saveChanges();
            var bytes = new ByteArrayOutputStream(8192);
            mail.writeTo(bytes);
            return bytes.toByteArray();
        } catch (MessagingException | IOException | RuntimeException wrong) {
            throw new Unrenderable(wrong);
        }
    }

    private static InternetAddress address(String address, @Nullable String name)
            throws AddressException, UnsupportedEncodingException {
        var parsed = new InternetAddress(Submission.wire(address), false);
        if (name != null && !name.isBlank() && !name.equalsIgnoreCase(address)) {
            parsed.setPersonal(name, "UTF-8");
        }
        return parsed;
    }

    private static InternetAddress[] addresses(List<Party> parties)
            throws AddressException, UnsupportedEncodingException {
        var addresses = new ArrayList<InternetAddress>();
        for (var party : parties) {
            addresses.add(address(party.address(), party.name()));
        }
        return addresses.toArray(InternetAddress[]::new);
    }

    private static String subject(Outgoing outgoing) {
        var number = "[#" + outgoing.number() + "]";
        var subject = outgoing.subject().replaceAll("[\\r\\n\\t]+", " ").strip();
        var numbered = subject.contains(number) ? subject : (subject + " " + number).strip();
        if (outgoing.forwarded() != null) {
            return "Fwd: " + numbered;
        }
        return outgoing.references().isEmpty() || REPLY.matcher(numbered).matches() ? numbered : "Re: " + numbered;
    }

    private static void threads(MimeMessage mail, Outgoing outgoing) throws MessagingException {
        var references = outgoing.references();
        if (references.isEmpty()) {
            return;
        }
        mail.setHeader("In-Reply-To", "<" + references.getLast() + ">");
        var folded = new StringBuilder();
        for (var reference : references) {
            folded.append(folded.isEmpty() ? "" : "\r\n ")
                    .append('<')
                    .append(reference)
                    .append('>');
        }
        mail.setHeader("References", folded.toString());
    }

    private static void content(MimeMessage mail, Outgoing outgoing, String signature, String language)
            throws MessagingException {
        var alternative = new MimeMultipart("alternative");
        var text = new MimeBodyPart();
        text(text, text(outgoing, signature, language), "plain");
        alternative.addBodyPart(text);
        var html = html(outgoing, signature, language);
        var inline = outgoing.attachments().stream()
                .filter(file -> shown(file, html))
                .toList();
        var attached = outgoing.attachments().stream()
                .filter(file -> !shown(file, html))
                .toList();
        alternative.addBodyPart(inline.isEmpty() ? htmlPart(html) : related(html, inline));
        if (attached.isEmpty()) {
            mail.setContent(alternative);
            return;
        }
        var mixed = new MimeMultipart("mixed");
        var body = new MimeBodyPart();
        body.setContent(alternative);
        mixed.addBodyPart(body);
        for (var file : attached) {
            mixed.addBodyPart(file(file, Part.ATTACHMENT));
        }
        mail.setContent(mixed);
    }

    private static boolean shown(Outgoing.File file, String html) {
        return file.contentId() != null
                && file.contentType().startsWith("image/")
                && html.contains("cid:" + file.contentId());
    }

    private static MimeBodyPart related(String html, List<Outgoing.File> images) throws MessagingException {
        var related = new MimeMultipart("related");
        related.addBodyPart(htmlPart(html));
        for (var image : images) {
            var part = file(image, Part.INLINE);
            part.setContentID("<" + image.contentId() + ">");
            related.addBodyPart(part);
        }
        var body = new MimeBodyPart();
        body.setContent(related);
        return body;
    }

    private static MimeBodyPart htmlPart(String html) throws MessagingException {
        var part = new MimeBodyPart();
        text(part, html, "html");
        return part;
    }

    private static void text(MimePart part, String text, String subtype) throws MessagingException {
        part.setText(text.replace("\r\n", "\n").replace("\n", "\r\n"), "UTF-8", subtype);
        part.setHeader("Content-Transfer-Encoding", "quoted-printable");
    }

    private static MimeBodyPart file(Outgoing.File file, String disposition) throws MessagingException {
        var part = new MimeBodyPart();
        // What a stranger called their file is passed on only if it is a type; a mail in a mail would be sent
        // unencoded.
        var type = file.contentType().toLowerCase(Locale.ROOT);
        var plain = TYPE.matcher(type).matches() && !type.startsWith("message/") && !type.startsWith("multipart/");
        part.setDataHandler(
                new DataHandler(new ByteArrayDataSource(file.content(), plain ? type : "application/octet-stream")));
        try {
            part.setFileName(MimeUtility.encodeText(file.fileName(), "UTF-8", null));
        } catch (UnsupportedEncodingException impossible) {
            throw new IllegalStateException(impossible);
        }
        part.setDisposition(disposition);
        part.setHeader("Content-Transfer-Encoding", "base64");
        return part;
    }

    private static String text(Outgoing outgoing, String signature, String language) {
        var text = new StringBuilder(outgoing.text().stripTrailing()).append('\n');
        if (!signature.isEmpty()) {
            text.append("\n-- \n").append(signature).append('\n');
        }
        var answered = outgoing.answered();
        if (answered != null) {
            text.append('\n')
                    .append(attribution(answered, language))
                    .append('\n')
                    .append(VisibleReply.quoted(cut(answered.text())));
        }
        if (outgoing.forwarded() != null) {
            text.append('\n').append(ForwardedPart.text(outgoing.forwarded(), language));
        }
        return text.toString();
    }

    private static String html(Outgoing outgoing, String signature, String language) {
        var html = new StringBuilder("<!DOCTYPE html><html><head><meta charset=\"utf-8\"></head><body>");
        html.append("<div>")
                .append(outgoing.html() != null ? outgoing.html().replace("&#64;", "@") : paragraphs(outgoing.text()))
                .append("</div>");
        if (!signature.isEmpty()) {
            html.append("<br><div>-- <br>").append(paragraphs(signature)).append("</div>");
        }
        var answered = outgoing.answered();
        if (answered != null) {
            var quoted = answered.html() != null && answered.html().length() <= LONGEST_QUOTE
                    ? CID_IMAGE.matcher(answered.html()).replaceAll("")
                    : paragraphs(cut(answered.text()));
            html.append("<br><div class=\"gmail_quote\"><div class=\"gmail_attr\">")
                    .append(escape(attribution(answered, language)))
                    .append(
                            "<br></div><blockquote type=\"cite\" style=\"margin:0 0 0 8px;border-left:1px solid #cccccc;padding-left:8px\">")
                    .append(quoted)
                    .append("</blockquote></div>");
        }
        if (outgoing.forwarded() != null) {
            html.append("<br>").append(ForwardedPart.html(outgoing.forwarded(), language));
        }
        return html.append("</body></html>").toString();
    }

    private static String cut(String text) {
        return text.length() <= LONGEST_QUOTE ? text : text.substring(0, LONGEST_QUOTE) + "\n[...]";
    }

    private static String paragraphs(String text) {
        return escape(text.strip()).replace("\n", "<br>\n");
    }

    private static String escape(String text) {
        return HtmlText.escape(text);
    }

    private static String attribution(Outgoing.Answered answered, String language) {
        var at = answered.at().atZone(ZoneId.systemDefault());
        var name = answered.from().name() == null || answered.from().name().isBlank()
                ? answered.from().address()
                : answered.from().name() + " <" + answered.from().address() + ">";
        return switch (language.length() < 2 ? "en" : language.substring(0, 2).toLowerCase(Locale.ROOT)) {
            case "pl" ->
                "W dniu " + DateTimeFormatter.ofPattern("d.MM.uuuu 'o' HH:mm").format(at) + ", " + name + " pisze:";
            case "sl" ->
                "Dne " + DateTimeFormatter.ofPattern("d. M. uuuu 'ob' HH:mm").format(at) + " je " + name
                        + " napisal(a):";
            case "de" ->
                "Am " + DateTimeFormatter.ofPattern("dd.MM.uuuu 'um' HH:mm").format(at) + " schrieb " + name + ":";
            default ->
                "On "
                        + DateTimeFormatter.ofPattern("d MMM uuuu 'at' HH:mm", Locale.ENGLISH)
                                .format(at) + ", " + name + " wrote:";
        };
    }

    /** A message that keeps the Message-ID it was given. */
    private static final class Rendered extends MimeMessage {
        private final String id;

        Rendered(String id) {
            super(SESSION);
            this.id = id;
        }

        @Override
        protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", "<" + id + ">");
        }
    }
}
