package org.centrala.channels.email.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MailParserTests {
    private final MailParser parser = new MailParser();

    private ParsedMail parse(String mail) {
        return parser.parse(mail.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aPlainMailIsReadWhole() {
        var mail = parse("""
                From: =?UTF-8?Q?Zofia_W=C3=B3jcik?= <Zofia@Example.PL>
                To: "Zrno, Support" <support@zrno.example>, other@zrno.example
                Cc: Team: a@zrno.example, b@zrno.example;
                Reply-To: zofia.private@example.pl
                Subject: =?UTF-8?B?WmFtw7N3aWVuaWUg?= =?UTF-8?B?MTIzNA==?=
                Date: Sun, 22 Nov 2026 10:15:00 +0100
                Message-ID: <one@example.pl>
                In-Reply-To: <zero@zrno.example>
                References: <root@zrno.example>
                 <zero@zrno.example>
                Content-Type: text/plain; charset=utf-8

                Dzień dobry
                """);
        assertThat(mail.from()).isEqualTo(new MailAddress("Zofia@example.pl", "Zofia Wójcik"));
        assertThat(mail.to())
                .extracting(MailAddress::address)
                .containsExactly("support@zrno.example", "other@zrno.example");
        assertThat(mail.to().getFirst().name()).isEqualTo("Zrno, Support");
        assertThat(mail.cc()).extracting(MailAddress::address).containsExactly("a@zrno.example", "b@zrno.example");
        assertThat(mail.answerTo()).isEqualTo(new MailAddress("zofia.private@example.pl", null));
        assertThat(mail.subject()).isEqualTo("Zamówienie 1234");
        assertThat(mail.date()).isEqualTo(Instant.parse("2026-11-22T09:15:00Z"));
        assertThat(mail.messageId()).isEqualTo("one@example.pl");
        assertThat(mail.inReplyTo()).containsExactly("zero@zrno.example");
        assertThat(mail.references()).containsExactly("root@zrno.example", "zero@zrno.example");
        assertThat(mail.text().strip()).isEqualTo("Dzień dobry");
    }

    @Test
    void theBestBodyAndTheInlineImageAreChosen() {
        var mail = parse("""
                From: a@example.com
                Content-Type: multipart/mixed; boundary=m

                --m
                Content-Type: multipart/alternative; boundary=a

                --a
                Content-Type: text/plain

                plain words
                --a
                Content-Type: multipart/related; boundary=r

                --r
                Content-Type: text/html

                <p>html <img src="cid:logo@x"></p>
                --r
                Content-Type: image/png; name="logo.png"
                Content-ID: <logo@x>
                Content-Disposition: inline; filename="logo.png"
                Content-Transfer-Encoding: base64

                iVBORw0KGgo=
                --r--
                --a--
                --m
                Content-Type: application/pdf
                Content-Disposition: attachment; filename*0*=UTF-8''ra%C4%8D; filename*1="un.pdf"

                %PDF
                --m--
                """);
        assertThat(mail.text()).isEqualTo("plain words");
        assertThat(mail.html()).contains("cid:logo@x");
        assertThat(mail.attachments()).extracting(MailAttachment::fileName).containsExactly("logo.png", "račun.pdf");
        assertThat(mail.attachments().getFirst().inline()).isTrue();
        assertThat(mail.attachments().getFirst().contentId()).isEqualTo("logo@x");
        assertThat(mail.attachments().getFirst().content()).hasSize(8);
        assertThat(mail.attachments().get(1).inline()).isFalse();
    }

    @Test
    void htmlAloneBecomesReadableText() {
        var mail = parse("""
                From: a@example.com
                Content-Type: text/html; charset=utf-8

                <html><head><style>p{}</style></head><body><p>Hello&nbsp;there,</p><ul><li>one</li><li>two</li></ul>
                <p>see <a href="https://example.com/a">the page</a><br>bye</p></body></html>
                """);
        assertThat(mail.text()).isEqualTo("Hello there,\n\n- one\n- two\n\nsee the page <https://example.com/a>\nbye");
        assertThat(mail.textFromHtml()).isTrue();
    }

    @Test
    void undeclaredAndWronglyDeclaredCharsetsAreMended() {
        assertThat(bytes("Zażółć gęślą jaźń", "windows-1250", null)).isEqualTo("Zażółć gęślą jaźń");
        assertThat(bytes("Zażółć gęślą jaźń", "ISO-8859-2", null)).isEqualTo("Zażółć gęślą jaźń");
        assertThat(bytes("Grüße aus Köln", "windows-1252", null)).isEqualTo("Grüße aus Köln");
        assertThat(bytes("Zażółć gęślą jaźń", "UTF-8", "iso-8859-1")).isEqualTo("Zażółć gęślą jaźń");
        assertThat(bytes("Grüße aus Köln", "windows-1252", "utf-8")).isEqualTo("Grüße aus Köln");
        assertThat(bytes("Reklamacija žičke", "windows-1250", "windows-1250")).isEqualTo("Reklamacija žičke");
        assertThat(bytes("Grüße", "UTF-8", "no-such-charset")).isEqualTo("Grüße");
    }

    private String bytes(String text, String real, String declared) {
        var out = new ByteArrayOutputStream();
        out.writeBytes(("From: a@example.com\r\n"
                        + (declared == null ? "" : "Content-Type: text/plain; charset=" + declared + "\r\n") + "\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(text.getBytes(Charset.forName(real)));
        return parser.parse(out.toByteArray()).text();
    }

    @Test
    void bareLineFeedsAndAMissingBoundaryAreForgiven() {
        var mail = parser.parse(
                "From: a@example.com\nContent-Type: multipart/mixed\n\n--xyz99\nContent-Type: text/plain\n\nfirst\n--xyz99\nContent-Type: text/csv; name=a.csv\n\n1,2\n--xyz99--\n"
                        .getBytes(StandardCharsets.UTF_8));
        assertThat(mail.text()).isEqualTo("first");
        assertThat(mail.attachments()).extracting(MailAttachment::fileName).containsExactly("a.csv");
    }

    @Test
    void anEncodedNameNeverMakesAnotherAddress() {
        var mail = parse("From: =?utf-8?Q?boss=40zrno.example=3E=2C?= <evil@example.com>\n\nx\n");
        assertThat(mail.from().address()).isEqualTo("evil@example.com");
    }

    @Test
    void flowedTextRunsOn() {
        var mail = parse(
                "From: a@example.com\nContent-Type: text/plain; format=flowed\n\nOne line \nthat goes on.\n> quoted \n> too\n");
        assertThat(mail.text()).isEqualTo("One line that goes on.\n> quoted too\n");
    }

    @Test
    void deepNestingEndsInAnAttachmentAndTooManyPartsAreRefused() {
        var deep = new StringBuilder("From: a@example.com\r\n");
        for (int i = 0; i < 300; i++) {
            deep.append("Content-Type: multipart/mixed; boundary=b")
                    .append(i)
                    .append("x\r\n\r\n--b")
                    .append(i)
                    .append("x\r\n");
        }
        deep.append("Content-Type: text/plain\r\n\r\nbottom\r\n");
        assertThat(parser.parse(deep.toString().getBytes(StandardCharsets.US_ASCII))
                        .attachments())
                .hasSize(1);

        var wide = "From: a@example.com\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
                + "--b\r\n\r\nx\r\n".repeat(2000) + "--b--\r\n";
        assertThatThrownBy(() -> parser.parse(wide.getBytes(StandardCharsets.US_ASCII)))
                .isInstanceOfSatisfying(
                        MailUnreadable.class, wrong -> assertThat(wrong.code()).isEqualTo("mail.tooManyParts"));
        assertThatThrownBy(() -> parser.parse(new byte[0])).isInstanceOf(MailUnreadable.class);
    }

    @Test
    void mutatedMailNeverDoesWorseThanBeUnreadable() {
        var seed = """
                From: "A \\" B" <a@example.com>
                To: =?UTF-8?Q?=C5=BB?= <b@example.com>
                Subject: =?iso-8859-2?B?qeU=?= x
                Date: Sun, 22 Nov 2026 10:15:00 +0100
                Content-Type: multipart/alternative; boundary="=_x"

                --=_x
                Content-Type: text/plain; charset=utf-8; format=flowed
                Content-Transfer-Encoding: quoted-printable

                Cze=C5=9B=C4=87 =
                On Mon, 1 Jan 2026 A <a@example.com> wrote:
                > hi
                --=_x
                Content-Type: text/html; charset="utf-8"
                Content-Transfer-Encoding: base64

                PGRpdiBvbmNsaWNrPSJ4KCkiPjxibG9ja3F1b3RlPmE8L2Jsb2NrcXVvdGU+PC9kaXY+
                --=_x--
                """.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
        var random = new Random(20261122);
        var sanitizer = new HtmlSanitizer();
        long started = System.nanoTime();
        for (int round = 0; round < 3000; round++) {
            var mail = seed.clone();
            for (int change = random.nextInt(12); change >= 0; change--) {
                int at = random.nextInt(mail.length);
                if (random.nextBoolean()) {
                    mail[at] = (byte) random.nextInt(256);
                } else {
                    int from = random.nextInt(mail.length);
                    System.arraycopy(
                            seed,
                            from,
                            mail,
                            at,
                            Math.min(random.nextInt(60), Math.min(seed.length - from, mail.length - at)));
                }
            }
            try {
                var parsed = parser.parse(mail);
                VisibleReply.of(parsed);
                AutomaticMail.of(parsed, "");
                if (parsed.html() != null) {
                    assertThat(sanitizer.sanitize(parsed.html())).doesNotContainPattern("<[^>]*onclick");
                }
                assertThat(parsed.text() + parsed.subject()).doesNotContain("\0");
            } catch (MailUnreadable quarantined) {
                assertThat(quarantined.code()).isNotEmpty();
            }
        }
        assertThat(System.nanoTime() - started).isLessThan(30_000_000_000L);
    }

    @Test
    void hostileSizesTakeLinearTime() {
        long started = System.nanoTime();
        VisibleReply.of("On a wrote\n".repeat(200_000));
        VisibleReply.of("> ".repeat(500_000));
        VisibleReply.of("From: a\n\n".repeat(100_000));
        VisibleReply.of("--\n".repeat(40_000) + "x");
        VisibleReply.of("On 1 2026 a wrote:\n> q\nanswer\n".repeat(15_000));
        HtmlText.of("<div>".repeat(200_000) + "x");
        new HtmlSanitizer().sanitize("<b><table><tr><td>".repeat(20_000));
        Addresses.parse("<".repeat(200_000));
        Addresses.parse("(".repeat(200_000));
        EncodedWords.decode("=?utf-8?B?".repeat(20_000));
        MessageIds.parse("<".repeat(200_000));
        assertThat(System.nanoTime() - started).isLessThan(30_000_000_000L);
    }
}
