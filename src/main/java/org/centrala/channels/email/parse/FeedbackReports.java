package org.centrala.channels.email.parse;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Complaints of recipients: the abuse reporting format (RFC 5965), and the older forms that came before it. */
final class FeedbackReports {
    private FeedbackReports() {}

    static @Nullable DeliveryReport read(ParsedMail mail) {
        for (var part : mail.reports()) {
            if (part.contentType().equals("message/feedback-report")) {
                var groups = MailParser.headerOnly(part.content());
                return report(mail, groups.isEmpty() ? new MailHeaders() : groups.getFirst());
            }
        }
        var original = original(mail);
        if (original == null) {
            return null;
        }
        var subject = mail.subject().toLowerCase(Locale.ROOT);
        var text = Text.cut(mail.text(), 2000).toLowerCase(Locale.ROOT);
        if (text.contains("feedback-type:") && text.contains("user-agent:")) {
            for (var group : MailParser.headerOnly(mail.text())) {
                if (group.has("feedback-type")) {
                    return report(mail, group);
                }
            }
        }
        boolean told = original.has("x-hmxmroriginalrecipient")
                || text.contains("this is an email abuse report")
                || text.contains("this is a spam complaint");
        return told || subject.startsWith("complaint about message from ") ? report(mail, new MailHeaders()) : null;
    }

    private static DeliveryReport report(ParsedMail mail, MailHeaders fields) {
        var original = original(mail);
        var recipient = recipient(fields, original);
        var kind = kind(fields.first("feedback-type"));
        var ids = original == null ? List.<String>of() : MessageIds.parse(original.first("message-id"));
        return new DeliveryReport(
                List.of(new DeliveryFailure(recipient, "feedback", false, "feedback", null, null, kind)),
                ids.isEmpty() ? null : ids.getFirst());
    }

    private static String recipient(MailHeaders fields, @Nullable MailHeaders original) {
        for (var name : List.of("original-rcpt-to", "removal-recipient", "final-recipient")) {
            var address = StandardReports.address(fields.first(name));
            if (address != null && address.indexOf('@') > 0) {
                return address;
            }
        }
        if (original != null) {
            for (var name :
                    List.of("x-hmxmroriginalrecipient", "x-original-to", "to", "delivered-to", "apparently-to")) {
                var to = Addresses.parse(original.first(name));
                if (!to.isEmpty()) {
                    return to.getFirst().address();
                }
            }
        }
        return "";
    }

    private static String kind(@Nullable String field) {
        var word = field == null ? "" : Text.cut(Text.line(field), 40).toLowerCase(Locale.ROOT);
        return word.isEmpty() ? "abuse" : word;
    }

    private static @Nullable MailHeaders original(ParsedMail mail) {
        for (var part : mail.reports()) {
            if (part.contentType().contains("rfc822")) {
                var groups = MailParser.headerOnly(Text.cut(part.content(), 50_000));
                if (!groups.isEmpty()) {
                    return groups.getFirst();
                }
            }
        }
        return null;
    }
}
