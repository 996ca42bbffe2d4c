package org.centrala.channels.email.parse;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The groups of fields of RFC 3464, one for each recipient. */
final class StandardReports {
    private StandardReports() {}

    static void read(String content, ParsedMail mail, List<DeliveryFailure> recipients) {
        for (var group : MailParser.headerOnly(content)) {
            if (!group.has("final-recipient") && !group.has("original-recipient")) {
                continue;
            }
            var recipient = recipient(group, mail);
            if (recipient == null || recipients.size() >= DeliveryReports.MOST_RECIPIENTS) {
                continue;
            }
            var around = FreeReports.section(mail.text(), recipient);
            var diagnostic = diagnostic(group.first("diagnostic-code"));
            var stage = SmtpStage.in(diagnostic);
            if (stage == SmtpStage.UNKNOWN) {
                stage = SmtpStage.in(around);
            }
            boolean silent = diagnostic.isEmpty();
            recipients.add(failure(
                    recipient,
                    word(group.first("action")),
                    silent ? around : diagnostic,
                    SmtpCodes.firstStatus(group.first("status")),
                    silent ? SmtpCodes.firstStatus(around) : SmtpCodes.lastStatus(diagnostic),
                    stage));
        }
    }

    private static @Nullable String recipient(MailHeaders group, ParsedMail mail) {
        String plain = null;
        for (var name : List.of("final-recipient", "original-recipient", "x-actual-recipient")) {
            var address = address(group.first(name));
            if (address != null && address.indexOf('@') > 0) {
                return address;
            }
            plain = plain == null ? address : plain;
        }
        var failed = Addresses.parse(mail.headers().first("x-failed-recipients"));
        return failed.isEmpty() ? plain : failed.getFirst().address();
    }

    /** What the other server said outweighs what the reporting one made of it. */
    static DeliveryFailure failure(
            String recipient,
            String action,
            String diagnostic,
            @Nullable String reported,
            @Nullable String said,
            SmtpStage stage) {
        boolean better = said != null && !said.startsWith("2") && (reported == null || !SmtpCodes.vague(said));
        var status = better ? said : reported;
        var code = SmtpCodes.code(diagnostic, status);
        if (action.equals("expanded") || action.equals("relayed") || action.equals("delivered")) {
            return new DeliveryFailure(recipient, "delivered", false, "delivered", code, status, cut(diagnostic));
        }
        var reason = BounceReasons.of(diagnostic, status, code, stage);
        if (action.equals("delayed")) {
            return new DeliveryFailure(recipient, "delayed", false, reason, code, status, cut(diagnostic));
        }
        boolean temporary = code != null ? code.startsWith("4") : status != null && status.startsWith("4");
        return new DeliveryFailure(
                recipient,
                temporary ? "temporary" : "permanent",
                BounceReasons.hard(reason, code, status),
                reason,
                code,
                status,
                cut(diagnostic));
    }

    private static @Nullable String cut(String diagnostic) {
        return diagnostic.isBlank() ? null : Text.cut(Text.line(diagnostic), 500);
    }

    static @Nullable String address(@Nullable String field) {
        if (field == null) {
            return null;
        }
        int type = field.indexOf(';');
        var raw = field.substring(type + 1).strip();
        var parsed = Addresses.parse(raw);
        return parsed.isEmpty()
                ? raw.isEmpty() || raw.length() > 320
                        ? null
                        : Text.line(raw.replace("<", "").replace(">", ""))
                : parsed.getFirst().address();
    }

    private static String diagnostic(@Nullable String field) {
        if (field == null) {
            return "";
        }
        int type = field.indexOf(';');
        return type > 0 && type < 20 ? field.substring(type + 1).strip() : field.strip();
    }

    static String word(@Nullable String field) {
        if (field == null) {
            return "";
        }
        var stripped = field.strip().toLowerCase(Locale.ROOT);
        int end = 0;
        while (end < stripped.length() && Character.isLetter(stripped.charAt(end))) {
            end++;
        }
        return stripped.substring(0, end);
    }
}
