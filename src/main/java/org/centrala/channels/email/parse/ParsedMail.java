package org.centrala.channels.email.parse;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a mail says, as values. Message ids stand without angle brackets; {@code text} is the whole text (made from the
 * HTML when there is no other, below the lines of an invitation), {@code html} is raw and must pass the
 * {@link HtmlSanitizer} before anyone sees it; {@code warnings} are words such as {@code mail.cutOff} for what is not whole.
 */
public record ParsedMail(
        MailHeaders headers,
        @Nullable MailAddress from,
        @Nullable MailAddress sender,
        List<MailAddress> replyTo,
        List<MailAddress> to,
        List<MailAddress> cc,
        String subject,
        @Nullable String messageId,
        List<String> inReplyTo,
        List<String> references,
        @Nullable Instant date,
        String contentType,
        String text,
        boolean textFromHtml,
        @Nullable String html,
        List<MailAttachment> attachments,
        List<ReportPart> reports,
        @Nullable Invitation invitation,
        @Nullable Protection protection,
        List<String> warnings) {

    /** A machine-readable or returned part of a report: delivery status, feedback, or the message it is about. */
    public record ReportPart(String contentType, String content) {}

    ParsedMail with(@Nullable String otherHtml, List<MailAttachment> otherAttachments, List<String> otherWarnings) {
        return new ParsedMail(
                headers,
                from,
                sender,
                replyTo,
                to,
                cc,
                subject,
                messageId,
                inReplyTo,
                references,
                date,
                contentType,
                text,
                textFromHtml,
                otherHtml,
                List.copyOf(otherAttachments),
                reports,
                invitation,
                protection,
                List.copyOf(otherWarnings));
    }

    /** The same mail with other words. */
    ParsedMail saying(String otherSubject, String otherText) {
        return new ParsedMail(
                headers,
                from,
                sender,
                replyTo,
                to,
                cc,
                otherSubject,
                messageId,
                inReplyTo,
                references,
                date,
                contentType,
                otherText,
                textFromHtml,
                html,
                attachments,
                reports,
                invitation,
                protection,
                warnings);
    }

    /** The address an answer goes to. */
    public @Nullable MailAddress answerTo() {
        return !replyTo.isEmpty() ? replyTo.getFirst() : from != null ? from : sender;
    }
}
