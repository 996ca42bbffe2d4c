package org.centrala.channels.email.parse;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** Reports in free text: whom they name, what is said about each, before the copy of what was sent begins. */
final class FreeReports {
    private static final int LONGEST_TEXT = 20_000;
    private static final int LONGEST_SECTION = 1500;
    private static final int MOST_NAMED = 10;
    private static final Pattern ADDRESS = Pattern.compile(
            "[\\w.!#$%&*+/=?^`{|}~-][\\w.!#$%&'*+/=?^`{|}~-]{0,63}+@[A-Za-z0-9-]{1,63}(?:\\.[A-Za-z0-9-]{1,63}){0,8}");

    private static final String[] ORIGINALS = Words.list("""
            included is a copy of | original message | message header | returned message | copy of the message
            received: | return-path: | below this line is | unsent message | message content follows | message follows
            the first 50 lines | mime-version: | original mail | this is a copy of the message | message text follows
            the header of the original | message headers follow | enclosed is | ------ this is | the original message
            header of the source mail | unsent message | your message reads | a summary of the undelivered | returned mail
            the header and top | a copy of the original | attachment is a copy | message header | message headers:
            """);

    /** Behind these stand those whom a message did not reach; before them whom it was for. */
    private static final String[] INTRODUCTIONS = Words.list("""
            did not reach the following | following recipient | following address | failed recipient
            following user | permanent fatal errors | was not delivered to: | could not be delivered to:
            folgenden empfänger | folgende empfänger | destinataires suivants | destinataire(s) suivant(s)
            destinataires ou groupes | siguientes destinatarios | seguenti destinatari | seguintes destinatários
            estes destinatários | następujących odbiorców | następującego odbiorcy | następujących adresatów
            naslednjim prejemnikom | naslednjih prejemnikov | tem prejemnikom | these recipients | undeliverable to the following
            sljedećim primateljima | ovim primateljima | následujícím příjemcům | těmto příjemcům | nasledujúcim príjemcom
            következő címzett | volgende geadresseerde | volgende ontvanger | følgende mottaker | følgende modtager
            följande mottagare | seuraaville vastaanottajille | următorii destinatari | aşağıdaki alıcı
            следующим получателям | следующих получателей | наступним одержувачам | наступним отримувачам
            """);

    private static final String[] DELAYED = Words.list("""
            will be retried | still trying | not yet been delivered | warning message only | this is a warning only
            temporary failure report | no action is required on your part | still being retried | keep trying
            continue to try | will keep trying | try again for | has been delayed | delivery is delayed
            weitere zustellversuche | ponawiane | podejmowane będą kolejne próby
            """);
    private static final String[] OTHERS = Words.list("""
            from | mail from | sender | reply-to | postmaster | contact | reporting | cc | return-path | envelope from
            message-id | received | by | von | od | de | absender | nadawca
            """);

    private FreeReports() {}

    static void read(ParsedMail mail, boolean certain, List<DeliveryFailure> recipients) {
        var text = head(mail.text());
        var lower = text.toLowerCase(Locale.ROOT);
        var found = named(mail, text);
        if (found.isEmpty()
                || !certain && !BounceReasons.speaksOfFailure(lower) && SmtpCodes.firstStatus(text) == null) {
            return;
        }
        boolean delayed = Words.anyIn(lower, DELAYED);
        boolean only = found.size() == 1;
        for (Map.Entry<String, String> one : found.entrySet()) {
            int transcript = only ? text.indexOf("<<< ") : -1;
            var said = transcript < 0 ? one.getValue() : text.substring(transcript);
            var stage = SmtpStage.in(said);
            if (stage == SmtpStage.UNKNOWN && only) {
                stage = SmtpStage.in(text);
            }
            if (vague(said, stage)) {
                // one address is the failed one; of several, those beside which a reason stands
                if (!recipients.isEmpty()) {
                    continue;
                }
                said = text;
            }
            var status = SmtpCodes.firstStatus(said);
            recipients.add(
                    StandardReports.failure(one.getKey(), delayed ? "delayed" : "failed", said, status, null, stage));
        }
    }

    private static boolean vague(String said, SmtpStage stage) {
        var status = SmtpCodes.firstStatus(said);
        return BounceReasons.of(said, status, SmtpCodes.code(said, status), stage)
                .equals("undefined");
    }

    /** A report that names nobody: about whoever the copied message went to. */
    static DeliveryFailure ofOriginal(ParsedMail mail) {
        var recipient = "";
        for (var part : mail.reports()) {
            if (part.contentType().contains("rfc822") && recipient.isEmpty()) {
                for (var group : MailParser.headerOnly(Text.cut(part.content(), 50_000)).stream()
                        .limit(1)
                        .toList()) {
                    var to = Addresses.parse(group.first("to"));
                    recipient = to.isEmpty() ? "" : to.getFirst().address();
                }
            }
        }
        var text = head(mail.text());
        return StandardReports.failure(
                recipient,
                Words.anyIn(text.toLowerCase(Locale.ROOT), DELAYED) ? "delayed" : "failed",
                mail.subject() + "\n" + text,
                SmtpCodes.firstStatus(text),
                null,
                SmtpStage.in(text));
    }

    private static Map<String, String> named(ParsedMail mail, String text) {
        var found = new LinkedHashMap<String, String>();
        for (var failed : Addresses.parse(mail.headers().first("x-failed-recipients"))) {
            if (found.size() < MOST_NAMED) {
                found.put(failed.address(), section(text, failed.address()));
            }
        }
        if (!found.isEmpty()) {
            return found;
        }
        return introduced(text) < 0 ? named(mail, text, 0) : behind(mail, text);
    }

    private static Map<String, String> behind(ParsedMail mail, String text) {
        var found = named(mail, text, introduced(text));
        return found.isEmpty() ? named(mail, text, 0) : found;
    }

    /** Where those begin whom it did not reach, or -1. */
    private static int introduced(String text) {
        var lower = text.toLowerCase(Locale.ROOT);
        int first = -1;
        for (var introduction : INTRODUCTIONS) {
            int at = lower.indexOf(introduction);
            first = at >= 0 && (first < 0 || at < first) ? at : first;
        }
        return first < 0 || lower.length() != text.length() ? -1 : first;
    }

    /** Whether addresses stand on lines of their own behind words that introduce failed recipients. */
    static boolean listsRecipients(ParsedMail mail) {
        var text = head(mail.text());
        int from = introduced(text);
        if (from < 0) {
            return false;
        }
        var matcher = ADDRESS.matcher(text).region(from, Math.min(text.length(), from + 600));
        while (matcher.find()) {
            if (begins(text.substring(text.lastIndexOf('\n', matcher.start()) + 1, matcher.start())
                    .strip())) {
                return true;
            }
        }
        return false;
    }

    private static Map<String, String> named(ParsedMail mail, String whole, int start) {
        var text = whole.substring(start);
        var found = new LinkedHashMap<String, String>();
        var own = mail.to().isEmpty() ? "" : mail.to().getFirst().canonical();
        var from = mail.from() == null ? "" : mail.from().canonical();
        var elsewhere = new LinkedHashMap<String, String>();
        var ours = new LinkedHashMap<String, String>();
        var matcher = ADDRESS.matcher(text);
        while (matcher.find() && found.size() < MOST_NAMED && elsewhere.size() < 50) {
            var address = untyped(matcher.group());
            var lower = address.toLowerCase(Locale.ROOT);
            int line = text.lastIndexOf('\n', matcher.start()) + 1;
            var before = text.substring(line, matcher.start()).strip();
            if (lower.startsWith("postmaster@")
                    || lower.startsWith("mailer-daemon@")
                    || lower.equals(from)
                    || worm(lower)) {
                continue;
            }
            var target = lower.equals(own) ? ours : begins(before) ? found : elsewhere;
            if (!target.containsKey(address) && !other(before)) {
                target.put(address, section(text, address));
            }
        }
        if (found.isEmpty()) {
            elsewhere.entrySet().stream().limit(MOST_NAMED).forEach(one -> found.put(one.getKey(), one.getValue()));
        }
        return found.isEmpty() ? ours : found;
    }

    /** "W32.Example@mm": how virus scanners name what mails itself. */
    private static boolean worm(String address) {
        return address.endsWith("@mm") || address.endsWith("@m");
    }

    /** Exchange writes the type of an address before it: "SMTP=zofia@shop.example". */
    private static String untyped(String address) {
        int type = address.indexOf('=');
        return type == 4 && address.regionMatches(true, 0, "smtp", 0, 4)
                        || type == 6 && address.regionMatches(true, 0, "rfc822", 0, 6)
                ? address.substring(type + 1)
                : address;
    }

    /** Whether nothing but decoration or a label stands before the address on its line. */
    private static boolean begins(String before) {
        int end = before.length();
        while (end > 0 && "<\"'( ".indexOf(before.charAt(end - 1)) >= 0) {
            end--;
        }
        return end == 0 || ":*>-".indexOf(before.charAt(end - 1)) >= 0;
    }

    private static boolean other(String before) {
        int colon = before.indexOf(':');
        colon = colon < 0 && before.endsWith("=") ? before.length() - 1 : colon;
        if (colon <= 0) {
            return before.endsWith(" mail from") || before.endsWith(" message from");
        }
        var label = before.substring(0, colon).strip().toLowerCase(Locale.ROOT);
        for (var other : OTHERS) {
            if (label.equals(other) || label.endsWith(" " + other)) {
                return true;
            }
        }
        return label.endsWith(" from");
    }

    /** The report's own words, before the copy of what was sent begins. */
    static String head(String text) {
        var cut = Text.cut(text, LONGEST_TEXT);
        var lower = cut.toLowerCase(Locale.ROOT);
        int end = cut.length();
        for (var mark : ORIGINALS) {
            for (var start : new String[] {"\n", "\n-- ", "-- ", "--"}) {
                int at = lower.indexOf(start + mark);
                if (at > 40 && at < end) {
                    end = at;
                }
            }
        }
        return cut.substring(0, end);
    }

    /** What is said about an address: from its line to where another one's begins, or the second paragraph ends. */
    static String section(String whole, String address) {
        var text = Text.cut(whole, LONGEST_TEXT);
        int at = text.indexOf(address);
        if (at < 0) {
            return Text.cut(head(text), 2000);
        }
        var first = section(text, address, at);
        var told = first;
        for (int n = 0; n < 5 && at >= 0 && says(told) == 0; n++) {
            at = text.indexOf(address, at + address.length());
            told = at < 0 ? first : section(text, address, at);
        }
        return told;
    }

    private static int says(String section) {
        return (SmtpStage.in(section) == SmtpStage.UNKNOWN ? 0 : 1)
                + (SmtpCodes.firstStatus(section) == null && SmtpCodes.code(section, null) == null ? 0 : 1);
    }

    private static String section(String text, String address, int at) {
        int end = Math.min(text.length(), at + address.length() + LONGEST_SECTION);
        int paragraph = text.indexOf("\n\n", at + address.length() + 3);
        int after = paragraph < 0 ? -1 : text.indexOf("\n\n", paragraph + 2);
        if (after > 0 && after < end) {
            end = after;
        }
        var matcher = ADDRESS.matcher(text).region(at + address.length(), end);
        while (matcher.find()) {
            int line = text.lastIndexOf('\n', matcher.start()) + 1;
            if (line > at
                    && !matcher.group().equalsIgnoreCase(address)
                    && begins(text.substring(line, matcher.start()).strip())) {
                end = line;
                break;
            }
        }
        return text.substring(at, end);
    }

    /** Lines without the marks of a quote. */
    static String unquoted(String text) {
        if (text.indexOf("\n>") < 0 && !text.startsWith(">")) {
            return text;
        }
        var out = new StringBuilder(text.length());
        text.lines().forEach(line -> {
            int at = 0;
            while (at < line.length() && line.charAt(at) == '>') {
                at++;
            }
            boolean blank = at > 0 && at < line.length() && line.charAt(at) == ' ';
            out.append(line, blank ? at + 1 : at, line.length()).append('\n');
        });
        return out.toString();
    }
}
