package org.centrala.channels.email.parse;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Notices of bounces, complaints and deliveries that Amazon SES mails as JSON, bare or inside one of SNS. */
final class JsonNotices {
    private static final int LONGEST = 200_000;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private JsonNotices() {}

    /** Adds what the notice says; returns the Message-ID it speaks of, if any. */
    static @Nullable String read(ParsedMail mail, List<DeliveryFailure> recipients) {
        int from = mail.text().indexOf('{');
        if (from < 0
                || from > 200
                || mail.text().length() > LONGEST
                || !mail.text().contains("otificationType") && !mail.text().contains("eventType")
                || !fromAmazon(mail)) {
            return null;
        }
        var notice = parsed(mail.text(), from);
        if (notice != null && notice.path("Message").isString()) {
            notice = parsed(notice.path("Message").asString(), 0);
        }
        if (notice == null) {
            return null;
        }
        var type = notice.path("notificationType")
                .asString(notice.path("eventType").asString(""));
        switch (type.toLowerCase(Locale.ROOT)) {
            case "bounce" -> bounced(notice.path("bounce"), recipients);
            case "complaint" -> complained(notice.path("complaint"), recipients);
            case "delivery" -> {
                for (var one : notice.path("delivery").path("recipients")) {
                    recipients.add(
                            new DeliveryFailure(one.asString(""), "delivered", false, "delivered", null, null, null));
                }
            }
            default -> {
                return null;
            }
        }
        for (var header : notice.path("mail").path("headers")) {
            if (header.path("name").asString("").equalsIgnoreCase("message-id")) {
                return first(header.path("value").asString(""));
            }
        }
        return first(notice.path("mail").path("commonHeaders").path("messageId").asString(""));
    }

    private static @Nullable String first(String value) {
        var ids = MessageIds.parse(value);
        return ids.isEmpty() ? null : ids.getFirst();
    }

    private static boolean fromAmazon(ParsedMail mail) {
        return mail.headers().has("x-amz-sns-message-id")
                || mail.from() != null
                        && (mail.from().domain().endsWith("amazonaws.com")
                                || mail.from().domain().endsWith("amazonses.com"));
    }

    private static @Nullable JsonNode parsed(String text, int from) {
        int to = text.lastIndexOf('}');
        if (to <= from) {
            return null;
        }
        try {
            // relays fold the long line; the fold stands inside no word that matters
            return JSON.readTree(
                    text.substring(from, to + 1).replace("!\n ", "").replace("\n", ""));
        } catch (JacksonException | StackOverflowError broken) {
            return null;
        }
    }

    private static void bounced(JsonNode bounce, List<DeliveryFailure> recipients) {
        boolean permanent = bounce.path("bounceType").asString("").equalsIgnoreCase("Permanent");
        for (var one : bounce.path("bouncedRecipients")) {
            if (recipients.size() >= DeliveryReports.MOST_RECIPIENTS) {
                return;
            }
            var diagnostic = one.path("diagnosticCode").asString("");
            int type = diagnostic.indexOf(';');
            var said = type > 0 && type < 20 ? diagnostic.substring(type + 1).strip() : diagnostic;
            var status = SmtpCodes.firstStatus(one.path("status").asString(null));
            recipients.add(StandardReports.failure(
                    one.path("emailAddress").asString(""),
                    StandardReports.word(one.path("action").asString("failed")),
                    said.isEmpty() ? bounce.path("bounceSubType").asString("") : said,
                    status == null ? permanent ? "5.0.0" : "4.0.0" : status,
                    SmtpCodes.lastStatus(said),
                    SmtpStage.in(said)));
        }
    }

    private static void complained(JsonNode complaint, List<DeliveryFailure> recipients) {
        var kind = complaint.path("complaintFeedbackType").asString("abuse");
        for (var one : complaint.path("complainedRecipients")) {
            if (recipients.size() < DeliveryReports.MOST_RECIPIENTS) {
                recipients.add(new DeliveryFailure(
                        one.path("emailAddress").asString(""), "feedback", false, "feedback", null, null, kind));
            }
        }
    }
}
