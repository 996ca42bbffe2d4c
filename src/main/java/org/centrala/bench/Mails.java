package org.centrala.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Makes mail as customers write it, 2 to 6 KB: plain or with an HTML alternative, from new and from known senders, opening
 * a matter or answering an earlier message with the history quoted below.
 */
final class Mails {
    private static final String[] WORDS = """
            the order grinder espresso machine parcel invoice delivery portafilter gasket broken arrived yesterday please
            could you tell me when it will be replaced because the pressure drops after two cups and water leaks thank for
            your help młynek zamówienie przesyłka ekspres ciśnienie uszczelka proszę dziękuję kiedy będzie faktura zwrot
            paczka dotarła uszkodzona kavni mlinček naročilo pošiljka tesnilo prosim hvala račun vračilo kdaj bo dostava
            we bought last spring warranty still valid number photo attached see below best regards again second time
            """.split("\\s+");
    private static final int KNOWN_SENDERS = 400;

    /**
     * A message as it goes over the wire after DATA, dots doubled, without the end of data.
     *
     * @param answers whether it names an earlier message
     */
    record Mail(String messageId, String from, boolean answers, byte[] wire) {}

    private final Random random;
    private final String mailbox;
    private final String run;
    private final List<Mail> earlier = new ArrayList<>();
    private int number;

    Mails(long seed, String mailbox, String run) {
        this.random = new Random(seed);
        this.mailbox = mailbox;
        this.run = run;
    }

    /**
     * The next messages: of ten, four from new senders, three from known ones, three answers to a message of an earlier
     * batch.
     */
    List<Mail> batch(int count) {
        var mails = new ArrayList<Mail>(count);
        for (var index = 0; index < count; index++) {
            var dice = random.nextInt(10);
            if (dice >= 7 && !earlier.isEmpty()) {
                var answered = earlier.get(random.nextInt(earlier.size()));
                mails.add(mail(answered.from(), answered));
            } else if (dice >= 4) {
                mails.add(mail("known" + random.nextInt(KNOWN_SENDERS) + "@customers.example", null));
            } else {
                mails.add(mail("new" + number + "." + run + "@people.example", null));
            }
        }
        earlier.addAll(mails);
        return mails;
    }

    private Mail mail(String from, @Nullable Mail answered) {
        number++;
        var id = number + "." + run + "@bench.example";
        var said = paragraphs(2 + random.nextInt(3));
        var quoted = answered != null || random.nextInt(3) == 0 ? paragraphs(3 + random.nextInt(3)) : List.<String>of();
        var head = new StringBuilder()
                .append("Received: from mail.customers.example by mx.customers.example with ESMTPS id ")
                .append(id)
                .append("\r\n")
                .append("Message-ID: <")
                .append(id)
                .append(">\r\n")
                .append("Date: Sun, 22 Nov 2026 10:")
                .append(two(number / 60 % 60))
                .append(':')
                .append(two(number % 60))
                .append(" +0100\r\n")
                .append("From: ")
                .append(encoded("Zofia Żak " + number))
                .append(" <")
                .append(from)
                .append(">\r\n")
                .append("To: Support <")
                .append(mailbox)
                .append(">\r\n")
                .append("Subject: ")
                .append(encoded((answered == null ? "" : "Re: ") + "Naročilo " + number + ", zwrot i " + words(3)))
                .append("\r\n")
                .append("MIME-Version: 1.0\r\n")
                .append("User-Agent: Mozilla Thunderbird\r\n");
        if (answered != null) {
            head.append("In-Reply-To: <")
                    .append(answered.messageId())
                    .append(">\r\n")
                    .append("References: <")
                    .append(answered.messageId())
                    .append(">\r\n");
        }
        if (random.nextInt(10) < 4) {
            head.append("Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n")
                    .append(plain(said, quoted));
        } else {
            var boundary = "=_part_" + number + "_" + run;
            head.append("Content-Type: multipart/alternative; boundary=\"")
                    .append(boundary)
                    .append("\"\r\n\r\n--")
                    .append(boundary)
                    .append("\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n")
                    .append(plain(said, quoted))
                    .append("\r\n--")
                    .append(boundary)
                    .append(
                            "\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n")
                    .append(quotedPrintable(html(said, quoted)))
                    .append("\r\n--")
                    .append(boundary)
                    .append("--\r\n");
        }
        return new Mail(
                id,
                from,
                answered != null,
                head.toString().replace("\r\n.", "\r\n..").getBytes(UTF_8));
    }

    private static String plain(List<String> said, List<String> quoted) {
        var text = new StringBuilder(String.join("\r\n\r\n", said)).append("\r\n");
        if (!quoted.isEmpty()) {
            text.append("\r\nOn Sat, 21 Nov 2026 at 18:04, Support <support@shop.example> wrote:\r\n");
            quoted.forEach(paragraph -> text.append("> ")
                    .append(paragraph.replace("\r\n", "\r\n> "))
                    .append("\r\n>\r\n"));
        }
        return text.toString();
    }

    private static String html(List<String> said, List<String> quoted) {
        var html = new StringBuilder("<html><head><style>p { margin: 0 }</style></head><body dir=\"ltr\">");
        said.forEach(paragraph -> html.append("<p style=\"font-family: Arial\">")
                .append(paragraph)
                .append("</p><br>"));
        if (!quoted.isEmpty()) {
            html.append(
                            "<div class=\"gmail_quote\"><div class=\"gmail_attr\">On Sat, 21 Nov 2026 at 18:04, Support wrote:<br></div>")
                    .append(
                            "<blockquote class=\"gmail_quote\" style=\"margin:0 0 0 .8ex;border-left:1px solid #ccc\">");
            quoted.forEach(paragraph -> html.append("<div>").append(paragraph).append("</div>"));
            html.append("</blockquote></div>");
        }
        return html.append("</body></html>").toString();
    }

    private List<String> paragraphs(int count) {
        var paragraphs = new ArrayList<String>();
        for (var index = 0; index < count; index++) {
            var lines = new ArrayList<String>();
            for (var line = 0; line < 2 + random.nextInt(4); line++) {
                lines.add(words(9 + random.nextInt(4)));
            }
            paragraphs.add(String.join("\r\n", lines));
        }
        return paragraphs;
    }

    private String words(int count) {
        var words = new ArrayList<String>();
        for (var index = 0; index < count; index++) {
            words.add(WORDS[random.nextInt(WORDS.length)]);
        }
        return String.join(" ", words);
    }

    private static String encoded(String text) {
        return "=?utf-8?B?" + Base64.getEncoder().encodeToString(text.getBytes(UTF_8)) + "?=";
    }

    private static String quotedPrintable(String text) {
        var out = new StringBuilder();
        var column = 0;
        for (var octet : text.getBytes(UTF_8)) {
            var next = octet == '\r' || octet == '\n' || octet < ' ' || octet == '='
                    ? "=%02X".formatted(octet & 0xff)
                    : String.valueOf((char) octet);
            if (column + next.length() > 75) {
                out.append("=\r\n");
                column = 0;
            }
            out.append(next);
            column += next.length();
        }
        return out.toString();
    }

    private static String two(int value) {
        return value < 10 ? "0" + value : String.valueOf(value);
    }
}
