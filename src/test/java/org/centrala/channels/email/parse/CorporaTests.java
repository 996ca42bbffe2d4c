package org.centrala.channels.email.parse;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** How much of other people's mail is read as they expect; the bounds only ever rise. */
class CorporaTests {
    private final JsonMapper json = JsonMapper.builder().build();
    private final MailParser parser = new MailParser();

    @Test
    void newPartsOfRepliesAreFound() {
        var cases = json.readTree(Corpora.text(Corpora.folder("replies").resolve("cases.json")));
        var wrong = new ArrayList<String>();
        for (var one : cases) {
            var seen = VisibleReply.of(one.get("input").asString());
            if (!squeezed(seen).equals(squeezed(one.get("trimmed").asString()))) {
                wrong.add(one.get("name").asString() + "\n--- seen\n" + seen + "\n--- expected\n"
                        + one.get("trimmed").asString());
            }
        }
        report("replies", cases.size(), wrong);
        assertThat(wrong.size()).isLessThanOrEqualTo(1);
    }

    @Test
    void structuresOfDifficultMailAreRead() {
        var mails = Corpora.mails("mime");
        var wrong = new ArrayList<String>();
        for (var file : mails) {
            var expected = json.readTree(Corpora.text(
                    file.resolveSibling(file.getFileName().toString().replace(".eml", ".json"))));
            try {
                var lines = new String(Corpora.bytes(file), java.nio.charset.StandardCharsets.ISO_8859_1)
                        .replace("\r\n", "\n");
                var difference = difference(
                        parser.parse(lines.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1)), expected);
                var crlf = difference(
                        parser.parse(
                                lines.replace("\n", "\r\n").getBytes(java.nio.charset.StandardCharsets.ISO_8859_1)),
                        json.readTree(Corpora.text(file.resolveSibling(
                                file.getFileName().toString().replace(".eml", ".crlf.json")))));
                if (difference.isEmpty() && !crlf.isEmpty()) {
                    difference = "with CRLF " + crlf;
                }
                if (!difference.isEmpty()) {
                    wrong.add(file.getParent().getFileName() + "/" + file.getFileName() + ": " + difference);
                }
            } catch (MailUnreadable unreadable) {
                wrong.add(file.getParent().getFileName() + "/" + file.getFileName() + ": " + unreadable.code() + " "
                        + unreadable.getCause());
            }
        }
        report("mime", mails.size(), wrong);
        // what stands in uuencode is a file here; where it swallows what stands behind a part that was not closed,
        // takes the last of two dates, or counts an
        // empty part that was cut off, we differ on purpose
        assertThat(wrong.size()).isLessThanOrEqualTo(9);
    }

    private static String difference(ParsedMail mail, JsonNode expected) {
        var differences = new ArrayList<String>();
        for (var header : expected.get("parts").get(0).get("headers")) {
            var name = header.get("name");
            if (!name.isString()) {
                continue;
            }
            if (name.asString().equals("subject")
                    && header.get("value").has("Text")
                    && !matches(
                            mail.subject(),
                            Text.line(header.get("value").get("Text").asString()),
                            false)) {
                differences.add("subject <" + mail.subject() + "> not <"
                        + header.get("value").get("Text").asString() + ">");
            }
            if (name.asString().equals("from")
                    && header.get("value").at("/Address/List/0/address").isString()) {
                var address = header.get("value").at("/Address/List/0/address").asString();
                if (mail.from() == null || !mail.from().canonical().equals(address.toLowerCase(Locale.ROOT))) {
                    differences.add("from <" + mail.from() + "> not <" + address + ">");
                }
            }
        }
        for (var name : List.of("to", "cc", "message_id", "date")) {
            var other = other(mail, expected, name);
            if (!other.isEmpty()) {
                differences.add(name + " " + other);
            }
        }
        contents(mail, expected, differences);
        int attachments = expected.get("attachments").size();
        if (mail.attachments().size() != attachments) {
            differences.add("attachments " + mail.attachments().size() + " not " + attachments);
        }
        for (var index : expected.get("text_body")) {
            var body = expected.get("parts").get(index.asInt()).get("body");
            if (body.has("Text")
                    && !matches(squeezed(mail.text()), squeezed(body.get("Text").asString()), true)) {
                differences.add("text <" + shortened(mail.text()) + "> not <"
                        + shortened(body.get("Text").asString()) + ">");
            }
        }
        for (var index : expected.get("html_body")) {
            var body = expected.get("parts").get(index.asInt()).get("body");
            if (body.has("Html")
                    && (mail.html() == null
                            || !squeezed(mail.html())
                                    .contains(squeezed(body.get("Html").asString())))) {
                differences.add("html <" + shortened(mail.html() + "") + "> not <"
                        + shortened(body.get("Html").asString()) + ">");
            }
        }
        return String.join("; ", differences);
    }

    private static String other(ParsedMail mail, JsonNode expected, String name) {
        String seen = null;
        String wanted = null;
        for (var header : expected.get("parts").get(0).get("headers")) {
            if (!header.get("name").isString() || !header.get("name").asString().equals(name)) {
                continue;
            }
            var value = header.get("value");
            switch (name) {
                case "message_id" -> {
                    wanted = value.at("/Text").asString(null);
                    seen = mail.messageId();
                }
                case "date" -> {
                    var date = value.get("DateTime");
                    if (date != null && date.get("year").asInt() > 1970) {
                        int offset = date.get("tz_hour").asInt() * 60
                                + date.get("tz_minute").asInt();
                        wanted = java.time.LocalDateTime.of(
                                        date.get("year").asInt(),
                                        date.get("month").asInt(),
                                        date.get("day").asInt(),
                                        date.get("hour").asInt(),
                                        date.get("minute").asInt(),
                                        Math.min(59, date.get("second").asInt()))
                                .plusMinutes(date.get("tz_before_gmt").asBoolean() ? offset : -offset)
                                .toInstant(java.time.ZoneOffset.UTC)
                                .toString();
                        seen = mail.date() + "";
                    }
                }
                default -> {
                    var addresses = new ArrayList<String>();
                    for (var one : value.at("/Address/List")) {
                        if (one.get("address").isString()
                                && one.get("address").asString().contains("@")) {
                            addresses.add(one.get("address").asString().toLowerCase(Locale.ROOT));
                        }
                    }
                    wanted = addresses.toString();
                    seen = (name.equals("to") ? mail.to() : mail.cc())
                            .stream().map(MailAddress::canonical).toList().toString();
                }
            }
        }
        return java.util.Objects.equals(seen, wanted) ? "" : "<" + seen + "> not <" + wanted + ">";
    }

    /** Byte for byte, and by name where the other parser found one. */
    private static void contents(ParsedMail mail, JsonNode expected, List<String> differences) {
        for (var index : expected.get("attachments")) {
            var part = expected.get("parts").get(index.asInt());
            var binary = part.at("/body/Binary");
            if (binary.isMissingNode() || binary.isEmpty()) {
                continue;
            }
            var bytes = new byte[binary.size()];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) binary.get(i).asInt();
            }
            var same = mail.attachments().stream()
                    .filter(one -> java.util.Arrays.equals(one.content(), bytes))
                    .toList();
            if (same.isEmpty()) {
                differences.add("attachment " + index + " of " + bytes.length + " bytes is another: "
                        + mail.attachments().stream()
                                .map(one -> one.content().length)
                                .toList());
                continue;
            }
            for (var header : part.get("headers")) {
                for (var attribute : header.at("/value/ContentType/attributes")) {
                    if (header.get("name").asString("").equals("content_disposition")
                            && attribute.get("name").asString("").equals("filename")
                            && same.stream()
                                    .noneMatch(one -> matches(
                                                    attribute.get("value").asString(), one.fileName(), true)
                                            || matches(
                                                    one.fileName(),
                                                    attribute.get("value").asString(),
                                                    true))) {
                        differences.add("name <" + same.getFirst().fileName() + "> not <"
                                + attribute.get("value").asString() + ">");
                    }
                }
            }
        }
    }

    @Test
    void deliveryReportsAreUnderstood() {
        var folder = Corpora.folder("bounces");
        var expected = json.readTree(Corpora.text(folder.resolve("expected.json")));
        var unread = new ArrayList<String>();
        var hard = new ArrayList<String>();
        var reasons = new ArrayList<String>();
        var codes = new ArrayList<String>();
        int total = 0;
        for (var entry : expected.properties()) {
            var mail = parser.parse(Corpora.bytes(folder.resolve(entry.getKey() + ".eml")));
            var known = entry.getValue().get(0);
            total++;
            if (!(AutomaticMail.of(mail, "") instanceof AutomaticMail.Bounce bounce)) {
                if (!known.get("reason").asString().equals("vacation")) {
                    unread.add(entry.getKey() + " " + AutomaticMail.of(mail, "") + " " + mail.subject());
                }
                continue;
            }
            var first = bounce.report().recipients().getFirst();
            if (first.hard() != known.get("hardbounce").asBoolean()) {
                hard.add(entry.getKey() + " hard " + first.hard());
            }
            if (!first.reason().equals(known.get("reason").asString())) {
                reasons.add(entry.getKey() + ": " + first.reason() + " not "
                        + known.get("reason").asString() + " dsn " + first.dsn() + " <" + first.diagnostic() + ">");
            }
            if (!known.get("replycode").asString().equals(first.smtpCode() == null ? "" : first.smtpCode())
                    || !known.get("dsn").asString().contains(".9")
                            && !known.get("dsn").asString().equals(first.dsn() == null ? "" : first.dsn())) {
                codes.add(entry.getKey() + ": " + first.smtpCode() + " " + first.dsn() + " not "
                        + known.get("replycode").asString() + " "
                        + known.get("dsn").asString());
            }
        }
        report("bounces not recognised", total, unread);
        report("bounces with another hardness", total, hard);
        report("bounces with another reason", total, reasons);
        report("bounces with another code", total, codes);
        assertThat(unread).isEmpty();
        // two that say "no such user" plainly count as hard here: one after DATA with 5.1.1, one refused at RCPT
        assertThat(hard.size()).isLessThanOrEqualTo(2);
    }

    /** A server that takes mail over from another one may give it a sender of its own. */
    @Test
    void deliveryReportsAreKnownUnderAnOrdinarySender() {
        var folder = Corpora.folder("bounces");
        var expected = json.readTree(Corpora.text(folder.resolve("expected.json")));
        var unread = new ArrayList<String>();
        int total = 0;
        for (var entry : expected.properties()) {
            var mail = parser.parse(Corpora.bytes(folder.resolve(entry.getKey() + ".eml")));
            total++;
            if (!(AutomaticMail.of(mail, "somebody@example.com") instanceof AutomaticMail.Bounce)
                    && !entry.getValue().get(0).get("reason").asString().equals("vacation")) {
                unread.add(entry.getKey() + " " + mail.subject());
            }
        }
        report("bounces under an ordinary sender not recognised", total, unread);
        assertThat(unread).isEmpty();
    }

    @Test
    void noMailOfAnyCorpusBreaksAnything() {
        var sanitizer = new HtmlSanitizer();
        for (var folder : List.of("mime", "bounces")) {
            for (var file : Corpora.mails(folder)) {
                try {
                    var mail = parser.parse(Corpora.bytes(file));
                    VisibleReply.of(mail);
                    AutomaticMail.of(mail, "someone@example.com");
                    if (mail.html() != null) {
                        assertThat(sanitizer.sanitize(mail.html()).toLowerCase(Locale.ROOT))
                                .doesNotContain("<script", "javascript:", "onerror=");
                    }
                } catch (MailUnreadable quarantined) {
                    assertThat(quarantined.code()).startsWith("mail.");
                }
            }
        }
    }

    private static void report(String what, int total, List<String> wrong) {
        System.out.println("CORPUS " + what + ": " + wrong.size() + " of " + total + " differ");
        wrong.forEach(one -> System.out.println("  " + one));
    }

    /** Where the other parser gave a letter up ("�"), ours may stand; controls are nobody's words. */
    private static boolean matches(String seen, String expected, boolean within) {
        var pattern = java.util.Arrays.stream(
                        expected.replaceAll("\\p{Cntrl}", "").split("\ufffd", -1))
                .map(java.util.regex.Pattern::quote)
                .collect(java.util.stream.Collectors.joining(".{1,3}?"));
        var matcher = java.util.regex.Pattern.compile(pattern, java.util.regex.Pattern.DOTALL)
                .matcher(seen);
        return within ? matcher.find() : matcher.matches();
    }

    private static String squeezed(String text) {
        return text.replaceAll("\\s+", "");
    }

    private static String shortened(String text) {
        var line = text.replaceAll("\\s+", " ");
        return line.length() > 160 ? line.substring(0, 160) : line;
    }
}
