package org.centrala.channels.email.parse;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
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
                var difference = difference(parser.parse(Corpora.bytes(file)), expected);
                if (!difference.isEmpty()) {
                    wrong.add(file.getParent().getFileName() + "/" + file.getFileName() + ": " + difference);
                }
            } catch (MailUnreadable unreadable) {
                wrong.add(file.getParent().getFileName() + "/" + file.getFileName() + ": " + unreadable.code() + " "
                        + unreadable.getCause());
            }
        }
        report("mime", mails.size(), wrong);
        assertThat(wrong.size()).isLessThanOrEqualTo(mails.size() / 4);
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
                    && !mail.subject()
                            .equals(Text.line(header.get("value").get("Text").asString()))) {
                differences.add("subject <" + mail.subject() + "> not <"
                        + header.get("value").get("Text").asString() + ">");
            }
            if (name.asString().equals("from")
                    && header.get("value").at("/Address/List/0/address").isString()) {
                var address = header.get("value").at("/Address/List/0/address").asString();
                if (mail.from() == null || !mail.from().canonical().equals(address.toLowerCase())) {
                    differences.add("from <" + mail.from() + "> not <" + address + ">");
                }
            }
        }
        int attachments = expected.get("attachments").size();
        if (mail.attachments().size() != attachments) {
            differences.add("attachments " + mail.attachments().size() + " not " + attachments);
        }
        for (var index : expected.get("text_body")) {
            var body = expected.get("parts").get(index.asInt()).get("body");
            if (body.has("Text")
                    && !squeezed(mail.text()).contains(squeezed(body.get("Text").asString()))) {
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
        // one: a server that takes every address says after DATA, with 5.1.1, that there is no such mailbox
        assertThat(hard.size()).isLessThanOrEqualTo(1);
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
                        assertThat(sanitizer.sanitize(mail.html()).toLowerCase())
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

    private static String squeezed(String text) {
        return text.replaceAll("\\s+", "");
    }

    private static String shortened(String text) {
        var line = text.replaceAll("\\s+", " ");
        return line.length() > 160 ? line.substring(0, 160) : line;
    }
}
