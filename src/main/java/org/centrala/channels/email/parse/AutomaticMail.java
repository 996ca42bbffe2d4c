package org.centrala.channels.email.parse;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Whether a person wrote a mail, or a machine answered or reported. */
public sealed interface AutomaticMail {
    /** The weakest sign: some machine answered and says nothing of itself. */
    String NULL_SENDER = "null sender";

    /** Written by a person, or by a machine that starts a matter of its own (an order form, a newsletter). */
    record Personal() implements AutomaticMail {}

    /** Sent by a machine in answer to something (RFC 3834); {@code sign} says by what it was known. */
    record AutoReply(String sign) implements AutomaticMail {}

    /** A report about a mail that was sent (RFC 3464, RFC 5965, and the free forms of servers). */
    record Bounce(DeliveryReport report) implements AutomaticMail {}

    /** Tells them apart; {@code envelopeFrom} is empty for the null sender. */
    static AutomaticMail of(ParsedMail mail, String envelopeFrom) {
        var sign = replySign(mail, envelopeFrom);
        // servers mark their reports as auto-replied too: who sent it decides
        if (sign == null
                || mail.contentType().equals("multipart/report")
                || mail.headers().has("x-failed-recipients")
                || DeliveryReports.daemon(mail)
                || sign.equals(NULL_SENDER)) {
            var report = DeliveryReports.read(mail, envelopeFrom);
            if (report != null) {
                return new Bounce(report);
            }
        }
        if (sign == null && DeliveryReports.receipt(mail)) {
            return new AutoReply("disposition notification");
        }
        return sign == null ? new Personal() : new AutoReply(sign);
    }

    /** Whether it went to many: a list (RFC 2369, RFC 2919), a newsletter, a campaign. */
    static boolean toMany(ParsedMail mail) {
        var headers = mail.headers();
        return headers.has("list-id")
                || headers.has("list-unsubscribe")
                || headers.has("list-post")
                || headers.has("feedback-id")
                || lower(headers.first("precedence")).matches("bulk|junk|list");
    }

    /** Whether it asks for no answer by a machine (RFC 3834), whoever wrote it. */
    static boolean wantsNoAnswer(ParsedMail mail) {
        var headers = mail.headers();
        var submitted = lower(headers.first("auto-submitted"));
        return !submitted.isEmpty() && !submitted.startsWith("no") || headers.has("x-auto-response-suppress");
    }

    private static @Nullable String replySign(ParsedMail mail, String envelopeFrom) {
        var headers = mail.headers();
        var submitted = lower(headers.first("auto-submitted"));
        if (submitted.startsWith("auto-replied") || submitted.startsWith("auto_replied")) {
            return "Auto-Submitted: auto-replied";
        }
        for (var name : new String[] {
            "x-autoreply",
            "x-autorespond",
            "x-autoresponder",
            "x-autoreply-from",
            "x-mail-autoreply",
            "x-auto-reply",
            "vacation"
        }) {
            if (headers.has(name) && !lower(headers.first(name)).equals("no")) {
                return name;
            }
        }
        if (lower(headers.first("x-precedence")).contains("auto")
                || lower(headers.first("precedence")).startsWith("auto")) {
            return "Precedence: auto_reply";
        }
        if (lower(headers.first("delivered-to")).equals("autoresponder")
                || lower(headers.first("x-fc-machinegenerated")).equals("true")) {
            return "autoresponder";
        }
        var phrase = AutoReplyPhrases.in(mail.subject());
        boolean answers = !mail.inReplyTo().isEmpty() || !mail.references().isEmpty();
        boolean machine = envelopeFrom.isEmpty()
                || !submitted.isEmpty() && !submitted.startsWith("no")
                || headers.has("x-auto-response-suppress")
                || lower(headers.first("precedence")).matches("bulk|junk|list");
        return switch (phrase) {
            case CERTAIN -> "subject";
            // a person who answers begins with "Re:", a robot with what it has to say
            case LIKELY -> machine || answers && !AutoReplyPhrases.answers(mail.subject()) ? "subject" : null;
            case NONE -> {
                boolean daemon = DeliveryReports.daemon(mail);
                boolean generated = submitted.startsWith("auto-generated") || submitted.startsWith("auto-notified");
                yield answers
                                && !daemon
                                && (generated
                                        || envelopeFrom.isEmpty()
                                                && mail.reports().isEmpty())
                        ? generated ? "Auto-Submitted: auto-generated" : NULL_SENDER
                        : null;
            }
        };
    }

    private static String lower(@Nullable String value) {
        return value == null ? "" : value.strip().toLowerCase(Locale.ROOT);
    }
}
