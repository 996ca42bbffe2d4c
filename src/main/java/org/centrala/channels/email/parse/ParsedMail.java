package org.centrala.channels.email.parse;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a mail says, as values. Message ids stand without angle brackets; {@code text} is the whole text (made from the
 * HTML when there is no other), {@code html} is raw and must pass the {@link HtmlSanitizer} before anyone sees it.
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
        List<ReportPart> reports) {

    /** A machine-readable or returned part of a report: delivery status, feedback, or the message it is about. */
    public record ReportPart(String contentType, String content) {}

    /** The address an answer goes to. */
    public @Nullable MailAddress answerTo() {
        return !replyTo.isEmpty() ? replyTo.getFirst() : from != null ? from : sender;
    }
}
