package org.centrala.channels.email.parse;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads delivery reports: feedback (RFC 5965) and notices in JSON first, the standard form (RFC 3464) next, even where
 * its part lost its label, then the free text of servers that know none of them. A free text counts only when a machine
 * sent it and it speaks of a failed delivery.
 */
final class DeliveryReports {
    static final int MOST_RECIPIENTS = 100;

    private static final String[] DAEMONS = Words.list("""
            mailer-daemon | postmaster | post master | mail-daemon | mailerdaemon | mdaemon@ | mail delivery
            mailer daemon | delivery subsystem | mail administrator | mail system | maildelivery | microsoftexchange
            mail router | smtp server | mailsystem | delivery-status | mail-deliver | delivery notification
            système de messagerie | система доставки | почтовая система | returned mail | bounce@ | bounces@
            """);

    private static final String[] SUBJECTS = Words.list("""
            undeliver | delivery status | delivery fail | delivery error | delivery report | delivery problem
            failure notice | failure delivery | returned mail | returned to sender | delivery notification
            mail system error | mail delivery | mail could not be delivered | mail failure | message delayed
            delivery delayed | warning: message | message delivery | could not send | couldn't be delivered
            not delivered | non delivery | non-delivery | user unknown | email bounced | returning message
            permanent failure | delivery has been delayed | delayed mail | delivery incomplete | address not found
            failed delivery | message not deliverable | bounce | loop alert | rejected: | mail rejected
            postmaster notify | delivery attempt | unzustellbar | nicht zustellbar | zustellung fehlgeschlagen
            unzustellbare | zustellfehler | fehlgeschlagen | nie dostarczono | niedostarcz
            nie można dostarczyć | zwrot przesyłki | zwrot wiadomości | błąd dostarcz | nieudane dostarcz
            nedostavljivo | ni bilo mogoče dostaviti | ni dostavljeno | nedostavljen | dostava ni uspela
            obvestilo o nedostav | non remis | non distribué | échec de la remise | échec de remise | non délivr
            notificación de entrega | no se puede entregar | no se pudo entregar | correo devuelto | devuelto
            mancato recapito | mancata consegna | impossibile recapitare | notifica di consegna | não entregue
            falha na entrega | devolvida | onbestelbaar | niet bezorgd | kan inte levereras | kunne ikke leveres
            не доставлено | недоставленное | не может быть доставлено | ошибка доставки | nedoručiteln | nedoručen
            kézbesíthetetlen | 退信 | 邮件被退回 | 送信できませんでした | 配信不能 | 配信エラー | エラーメール
            could not be delivered. | failed mail | mail error | mail failed | 邮件传输失败 | 邮件投递失败 | 邮件发送失败 | 無法傳遞 | 未送达 | 전송 실패
            배달 실패 | 반송 | neisporuč | nije isporuč | nije moguće isporučiti | toimittamaton | ei voitu toimittaa
            teslim edilemedi | iletilemedi | nelivrat | nu a putut fi livrat | не вдалося доставити | не доставлений
            μη παραδόσιμο | δεν παραδόθηκε | ikke leveret | ikke levert | inte levererats | kunde inte levereras
            non recapitabile | no entregado | no entregable | não entregável | mail non remis | nie dostarczon
            nedoručiteľn | nebylo možné doručit | nepodarilo sa doručiť | nebolo možné doručiť | kézbesítési hiba
            """);

    private DeliveryReports() {}

    static @Nullable DeliveryReport read(ParsedMail mail, String envelopeFrom) {
        return read(mail, envelopeFrom, 0);
    }

    private static @Nullable DeliveryReport read(ParsedMail mail, String envelopeFrom, int depth) {
        boolean machine = machine(mail, envelopeFrom);
        if (!machine && depth == 0) {
            var passedOn = OrdinaryReports.passedOn(mail);
            if (passedOn != null) {
                return read(passedOn, "", 1);
            }
            if (OrdinaryReports.commented(mail)) {
                return null;
            }
        }
        boolean ordinary = OrdinaryReports.is(mail);
        machine |= ordinary;
        var feedback = FeedbackReports.read(mail);
        if (feedback != null) {
            return feedback;
        }
        var recipients = new ArrayList<DeliveryFailure>();
        String original = JsonNotices.read(mail, recipients);
        for (var part : mail.reports()) {
            if (part.contentType().endsWith("/delivery-status")
                    || part.contentType().endsWith("global-delivery-status")) {
                StandardReports.read(part.content(), mail, recipients);
            }
        }
        if (recipients.isEmpty() && machine && mail.text().length() < 500_000) {
            // the groups of the standard lost their part's label, or were forwarded with marks
            StandardReports.read(FreeReports.unquoted(mail.text()), mail, recipients);
        }
        if (recipients.isEmpty() && machine) {
            boolean certain = ordinary || certain(mail);
            if (certain || speaksOfFailure(mail, envelopeFrom)) {
                FreeReports.read(mail, certain, recipients);
            }
            boolean unnamed = recipients.isEmpty()
                    || recipients.size() == 1 && recipients.getFirst().reason().equals("undefined");
            if (unnamed && depth == 0) {
                var inner = inner(mail);
                if (inner != null) {
                    return inner;
                }
            }
            if (recipients.isEmpty() && certain) {
                recipients.add(FreeReports.ofOriginal(mail));
            }
        }
        return recipients.isEmpty()
                ? null
                : new DeliveryReport(List.copyOf(recipients), original != null ? original : originalId(mail));
    }

    /** A gateway wrapped another server's report without saying anything itself. */
    private static @Nullable DeliveryReport inner(ParsedMail mail) {
        for (var attachment : mail.attachments()) {
            if (attachment.contentType().equals("message/rfc822") && attachment.content().length < 1_000_000) {
                try {
                    var wrapped = new MailParser().parse(attachment.content());
                    var report = daemon(wrapped) ? read(wrapped, "", 1) : null;
                    if (report != null) {
                        return report;
                    }
                } catch (MailUnreadable notThat) {
                    continue;
                }
            }
        }
        return null;
    }

    static boolean daemon(ParsedMail mail) {
        var from = mail.from();
        if (from == null) {
            var raw = mail.headers().first("from");
            return raw != null && Words.anyIn(raw.toLowerCase(Locale.ROOT), DAEMONS);
        }
        var shown = (from.canonical() + " " + (from.name() == null ? "" : from.name()))
                .toLowerCase(Locale.ROOT)
                .replace('_', ' ');
        return Words.anyIn(shown, DAEMONS);
    }

    static boolean nullSender(ParsedMail mail, String envelopeFrom) {
        return envelopeFrom.isBlank() || blank(mail, "return-path") || blank(mail, "from");
    }

    private static boolean blank(ParsedMail mail, String header) {
        var value = mail.headers().first(header);
        return value != null && value.stripTrailing().replace(" ", "").endsWith("<>")
                || value != null && value.strip().equalsIgnoreCase("<mailer-daemon>");
    }

    private static boolean machine(ParsedMail mail, String envelopeFrom) {
        return nullSender(mail, envelopeFrom)
                || daemon(mail)
                || mail.headers().has("x-failed-recipients")
                || mail.contentType().equals("multipart/report");
    }

    /** Whether a subject has the words of a report. */
    static boolean speaksOfReports(String lowerSubject) {
        return Words.anyIn(lowerSubject, SUBJECTS);
    }

    static boolean namesDaemon(String lower) {
        return Words.anyIn(lower.replace('_', ' '), DAEMONS);
    }

    private static boolean certain(ParsedMail mail) {
        return mail.headers().has("x-failed-recipients")
                || mail.contentType().equals("multipart/report") && !receipt(mail)
                || Words.anyIn(mail.subject().toLowerCase(Locale.ROOT), SUBJECTS);
    }

    static boolean receipt(ParsedMail mail) {
        return mail.reports().stream().anyMatch(part -> part.contentType().endsWith("disposition-notification"));
    }

    private static boolean speaksOfFailure(ParsedMail mail, String envelopeFrom) {
        var text = Text.cut(mail.text(), 4000).toLowerCase(Locale.ROOT);
        if (daemon(mail)) {
            // a postmaster may be a person, too, and speak of errors
            return nullSender(mail, envelopeFrom)
                            || mail.from() == null
                            || !mail.from().canonical().startsWith("postmaster@")
                    ? BounceReasons.speaksOfFailure(text)
                    : BounceReasons.speaksOfDelivery(text);
        }
        return BounceReasons.speaksOfDelivery(text) && !AutoReplyPhrases.answers(mail.subject());
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
        var named = idInText(FreeReports.unquoted(mail.text()));
        if (named != null) {
            return named;
        }
        var all = new ArrayList<>(mail.inReplyTo());
        all.addAll(mail.references().reversed());
        return all.isEmpty() ? null : all.getFirst();
    }

    /** The id of the message that a text copies, wherever its line stands. */
    private static @Nullable String idInText(String text) {
        int at = text.toLowerCase(Locale.ROOT).lastIndexOf("message-id:");
        while (at >= 0) {
            int line = text.lastIndexOf('\n', at) + 1;
            if (text.substring(line, at).isBlank()) {
                int end = Math.min(text.length(), at + 600);
                var ids = MessageIds.parse(
                        text.substring(at + 11, end).strip().lines().findFirst().orElse(""));
                return ids.isEmpty() ? null : ids.getFirst();
            }
            at = at == 0 ? -1 : text.toLowerCase(Locale.ROOT).lastIndexOf("message-id:", at - 1);
        }
        return null;
    }
}
