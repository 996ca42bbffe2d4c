package org.centrala.channels.email.parse;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads delivery reports: the standard form (RFC 3464) first, feedback (RFC 5965) next, then the free text of servers
 * that know neither. A free text counts only when a mailer daemon sent it and it names an address and a failure.
 */
final class DeliveryReports {
    private static final int MOST_RECIPIENTS = 100;
    private static final int LONGEST_TEXT = 20_000;
    private static final Pattern STATUS = Pattern.compile("(?<![0-9.])([245])\\.([0-9]{1,3})\\.([0-9]{1,3})(?![0-9.])");
    private static final Pattern CODE = Pattern.compile("(?<![0-9.#-])([45][0-5][0-9])(?=[ -]|$|\\)|:)");
    private static final Pattern ADDRESS =
            Pattern.compile("[\\w.!#$%&'*+/=?^`{|}~-]{1,64}@[A-Za-z0-9-]{1,63}(?:\\.[A-Za-z0-9-]{1,63}){0,8}");

    private static final String[] DAEMONS = Words.list("""
            mailer-daemon | postmaster | post master | mail-daemon | mailerdaemon | mdaemon@ | mail delivery
            mailer daemon | mail delivery | delivery subsystem | mail administrator | mail system | maildelivery
            """);

    private static final String[] SUBJECTS = Words.list("""
            undeliver | delivery status | delivery fail | delivery error | delivery report | delivery problem
            failure notice | failure delivery | returned mail | returned to sender | delivery notification
            mail system error | mail delivery | mail could not be delivered | mail failure | message delayed
            delivery delayed | warning: message | message delivery | could not send | couldn't be delivered
            not delivered | non delivery | non-delivery | non remis | nicht zustellbar | unzustellbar
            nie dostarczono | niedostarczona | nedostavljivo | ni bilo mogoče dostaviti | mail not delivered
            user unknown | email bounced | returning message | permanent failure | notificación de entrega
            не доставлено
            """);

    private static final String[] ORIGINALS = Words.list("""
            included is a copy of | original message | message header | returned message | copy of the message
            received:_ | return-path:_ | below this line is | unsent message | message content follows
            message follows | the first 50 lines | mime-version:_
            """);

    private DeliveryReports() {}

    static @Nullable DeliveryReport read(ParsedMail mail, String envelopeFrom) {
        for (var part : mail.reports()) {
            if (part.contentType().equals("message/feedback-report")) {
                return feedback(mail, part);
            }
        }
        var recipients = new ArrayList<DeliveryFailure>();
        for (var part : mail.reports()) {
            if (part.contentType().endsWith("/delivery-status")
                    || part.contentType().endsWith("global-delivery-status")) {
                standard(part.content(), mail, recipients);
            }
        }
        if (recipients.isEmpty()
                && (envelopeFrom.isEmpty() || daemon(mail) || mail.headers().has("x-failed-recipients"))
                && mayReport(mail)) {
            free(mail, recipients);
        }
        return recipients.isEmpty() ? null : new DeliveryReport(List.copyOf(recipients), originalId(mail));
    }

    static boolean daemon(ParsedMail mail) {
        var from = mail.from();
        if (from == null) {
            return false;
        }
        var shown = (from.canonical() + " " + (from.name() == null ? "" : from.name()))
                .toLowerCase(Locale.ROOT)
                .replace('_', ' ');
        return Words.anyIn(shown, DAEMONS);
    }

    private static boolean mayReport(ParsedMail mail) {
        return mail.headers().has("x-failed-recipients")
                || mail.contentType().equals("multipart/report")
                || Words.anyIn(mail.subject().toLowerCase(Locale.ROOT), SUBJECTS)
                || daemon(mail)
                        && BounceReasons.speaksOfFailure(
                                Text.cut(mail.text(), 4000).toLowerCase(Locale.ROOT));
    }

    private static void standard(String content, ParsedMail mail, List<DeliveryFailure> recipients) {
        for (var group : MailParser.headerOnly(content)) {
            var recipient = address(group.first("original-recipient"));
            var last = address(group.first("final-recipient"));
            recipient = last != null && last.indexOf('@') > 0 ? last : recipient;
            if (recipient == null || recipients.size() >= MOST_RECIPIENTS) {
                continue;
            }
            var action = word(group.first("action"));
            var diagnostic = diagnostic(group.first("diagnostic-code"));
            if (diagnostic.isEmpty()) {
                diagnostic = sentence(mail.text(), recipient);
            }
            var reported = status(group.first("status"));
            recipients.add(failure(recipient, action, diagnostic, reported));
        }
    }

    private static DeliveryFailure failure(
            String recipient, String action, String diagnostic, @Nullable String reported) {
        var said = status(diagnostic);
        // "5.0.0" and its like say nothing: what the server wrote says more
        var status = reported == null || said != null && vague(reported) ? said == null ? reported : said : reported;
        var code = code(diagnostic, status);
        if (action.isEmpty() || action.equals("expanded") || action.equals("relayed") || action.equals("delivered")) {
            if (!action.isEmpty()) {
                return new DeliveryFailure(recipient, "delivered", false, "delivered", code, status, cut(diagnostic));
            }
        }
        if (action.equals("delayed")) {
            return new DeliveryFailure(
                    recipient,
                    "delayed",
                    false,
                    BounceReasons.of(diagnostic, status, code),
                    code,
                    status,
                    cut(diagnostic));
        }
        var reason = BounceReasons.of(diagnostic, status, code);
        boolean temporary = code != null ? code.startsWith("4") : status != null && status.startsWith("4");
        return new DeliveryFailure(
                recipient,
                temporary ? "temporary" : "permanent",
                BounceReasons.hard(reason),
                reason,
                code,
                status,
                cut(diagnostic));
    }

    private static boolean vague(String status) {
        return status.endsWith(".0.0") || status.endsWith(".3.0") || status.startsWith("2");
    }

    private static @Nullable String cut(String diagnostic) {
        return diagnostic.isBlank() ? null : Text.cut(Text.line(diagnostic), 500);
    }

    private static DeliveryReport feedback(ParsedMail mail, ParsedMail.ReportPart part) {
        var groups = MailParser.headerOnly(part.content());
        var fields = groups.isEmpty() ? new MailHeaders() : groups.getFirst();
        var recipient = address(fields.first("original-rcpt-to"));
        if (recipient == null) {
            for (var original : mail.reports()) {
                if (original.contentType().contains("rfc822")) {
                    var groupsOfOriginal = MailParser.headerOnly(original.content());
                    var to = groupsOfOriginal.isEmpty()
                            ? List.<MailAddress>of()
                            : Addresses.parse(groupsOfOriginal.getFirst().first("to"));
                    recipient = to.isEmpty() ? null : to.getFirst().address();
                }
            }
        }
        var kind = word(fields.first("feedback-type"));
        return new DeliveryReport(
                List.of(new DeliveryFailure(
                        recipient == null ? "" : recipient,
                        "feedback",
                        false,
                        "feedback",
                        null,
                        null,
                        kind.isEmpty() ? null : kind)),
                originalId(mail));
    }

    private static void free(ParsedMail mail, List<DeliveryFailure> recipients) {
        var text = head(mail.text());
        var status = status(text);
        var found = new LinkedHashMap<String, String>();
        for (var named : Addresses.parse(mail.headers().first("x-failed-recipients"))) {
            found.put(named.address(), sentence(text, named.address()));
        }
        if (found.isEmpty()) {
            var matcher = ADDRESS.matcher(text);
            var own = mail.to().isEmpty() ? "" : mail.to().getFirst().canonical();
            var from = mail.from() == null ? "" : mail.from().canonical();
            String fallback = null;
            while (matcher.find() && found.size() < 10) {
                var address = matcher.group();
                var lower = address.toLowerCase(Locale.ROOT);
                if (lower.equals(own)) {
                    fallback = address;
                }
                if (!lower.equals(own)
                        && !lower.equals(from)
                        && !lower.startsWith("postmaster@")
                        && !lower.startsWith("mailer-daemon@")) {
                    found.putIfAbsent(address, sentence(text, address));
                }
            }
            if (found.isEmpty() && fallback != null) {
                found.put(fallback, sentence(text, fallback));
            }
        }
        var lower = text.toLowerCase(Locale.ROOT);
        if (found.isEmpty() || !BounceReasons.speaksOfFailure(lower) && status == null) {
            return;
        }
        // one address is the failed one; of several, those beside which a reason stands
        for (Map.Entry<String, String> one : found.entrySet()) {
            var local = one.getValue();
            if (recipients.isEmpty()
                    || CODE.matcher(local).find() && recipients.size() < MOST_RECIPIENTS && local.length() < 300) {
                var said = BounceReasons.of(local, status(local), null).equals("undefined") ? text : local;
                var action = lower.contains("will be retried")
                                || lower.contains("still trying")
                                || lower.contains("not yet been delivered")
                                || lower.contains("warning message only")
                        ? "delayed"
                        : "failed";
                recipients.add(failure(one.getKey(), action, said, status(said)));
            }
        }
    }

    /** The report's own words, before the copy of what was sent begins. */
    private static String head(String text) {
        var cut = Text.cut(text, LONGEST_TEXT);
        var lower = cut.toLowerCase(Locale.ROOT);
        int end = cut.length();
        for (var mark : ORIGINALS) {
            int at = lower.indexOf("\n" + mark);
            if (at < 0) {
                at = lower.indexOf("-- " + mark);
            }
            if (at > 80 && at < end) {
                end = at;
            }
        }
        return cut.substring(0, end);
    }

    /** What stands around an address: its line and the few after it. */
    private static String sentence(String text, String address) {
        int at = text.indexOf(address);
        if (at < 0) {
            return Text.cut(head(text), 2000);
        }
        int end = Math.min(text.length(), at + address.length() + 600);
        int paragraph = text.indexOf("\n\n", at + address.length() + 3);
        int after = paragraph < 0 ? -1 : text.indexOf("\n\n", paragraph + 2);
        if (after > 0 && after < end) {
            end = after;
        }
        return text.substring(at, end);
    }

    private static @Nullable String originalId(ParsedMail mail) {
        for (var part : mail.reports()) {
            if (part.contentType().contains("rfc822") || part.contentType().equals("message/global-headers")) {
                for (var headers : MailParser.headerOnly(Text.cut(part.content(), 50_000)).stream()
                        .limit(1)
                        .toList()) {
                    var ids = MessageIds.parse(headers.first("message-id"));
                    if (!ids.isEmpty()) {
                        return ids.getFirst();
                    }
                }
            }
        }
        int at = mail.text().toLowerCase(Locale.ROOT).lastIndexOf("\nmessage-id:");
        if (at >= 0) {
            var ids = MessageIds.parse(mail.text()
                    .substring(at + 12, Math.min(mail.text().length(), at + 600))
                    .strip()
                    .lines()
                    .findFirst()
                    .orElse(""));
            if (!ids.isEmpty()) {
                return ids.getFirst();
            }
        }
        var all = new ArrayList<>(mail.inReplyTo());
        all.addAll(mail.references().reversed());
        return all.isEmpty() ? null : all.getFirst();
    }

    private static @Nullable String address(@Nullable String field) {
        if (field == null) {
            return null;
        }
        int type = field.indexOf(';');
        var raw = field.substring(type + 1).strip();
        var parsed = Addresses.parse(raw);
        return parsed.isEmpty()
                ? raw.isEmpty() || raw.length() > 320 ? null : Text.line(raw.replaceAll("[<>]", ""))
                : parsed.getFirst().address();
    }

    private static String diagnostic(@Nullable String field) {
        if (field == null) {
            return "";
        }
        int type = field.indexOf(';');
        return type > 0 && type < 20 ? field.substring(type + 1).strip() : field.strip();
    }

    private static String word(@Nullable String field) {
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

    private static @Nullable String status(@Nullable String text) {
        if (text == null) {
            return null;
        }
        Matcher matcher = STATUS.matcher(text);
        return matcher.find() ? matcher.group() : null;
    }

    private static @Nullable String code(String diagnostic, @Nullable String status) {
        Matcher matcher = CODE.matcher(diagnostic);
        while (matcher.find()) {
            if (status == null || status.charAt(0) == matcher.group(1).charAt(0) || status.startsWith("2")) {
                return matcher.group(1);
            }
        }
        matcher.reset();
        return matcher.find() ? matcher.group(1) : null;
    }
}
