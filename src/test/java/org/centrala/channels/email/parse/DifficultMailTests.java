package org.centrala.channels.email.parse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The kinds of mail that readers stumble over, one small message of our own for each. */
class DifficultMailTests {
    private static final byte[] ALL_BYTES = new byte[256];

    static {
        for (int i = 0; i < 256; i++) {
            ALL_BYTES[i] = (byte) i;
        }
    }

    // --- boundaries

    @ParameterizedTest
    @ValueSource(strings = {"boundary-wrong.eml", "boundary-inner-open.eml", "boundary-glued.eml"})
    void boundariesThatAreWrongGluedOrLeftOpenLoseNothing(String name) {
        var mail = Fixtures.mail("mime/" + name);
        assertThat(mail.text().strip()).isEqualTo("words");
        assertThat(mail.attachments()).singleElement().satisfies(file -> {
            assertThat(file.fileName()).isEqualTo("a.pdf");
            assertThat(file.content()).isEqualTo("%PDF".getBytes(StandardCharsets.US_ASCII));
        });
    }

    @Test
    void aMailThatWasCutOffIsShownAndAttachedAsItCame() {
        var mail = Fixtures.mail("mime/cut-off.eml");
        assertThat(mail.text()).isEqualTo("the first half of wha");
        assertThat(mail.attachments())
                .singleElement()
                .satisfies(file -> assertThat(new String(file.content(), StandardCharsets.US_ASCII))
                        .isEqualTo("the first half of wha"));
        assertThat(mail.warnings()).containsExactly("mail.cutOff");
    }

    @Test
    void textThatFollowsItsHeaderWithoutABlankLineIsText() {
        assertThat(Fixtures.mail("mime/no-blank-line.eml").text())
                .isEqualTo("These words follow the header at once.\nAnd these.");
    }

    @Test
    void aDigestsPartsAreMessagesAndAForwardedMessageKeepsItsParts() {
        var digest = Fixtures.mail("mime/digest.eml");
        assertThat(digest.attachments()).extracting(MailAttachment::contentType).containsOnly("message/rfc822");
        assertThat(digest.attachments()).hasSize(2);
        assertThat(new String(digest.attachments().get(1).content(), StandardCharsets.US_ASCII))
                .contains("--d2--");

        var forwarded = Fixtures.mail("mime/forwarded-same-boundary.eml");
        assertThat(forwarded.attachments()).extracting(MailAttachment::fileName).containsExactly("old.eml", "out.csv");
        var inner = new MailParser().parse(forwarded.attachments().getFirst().content());
        assertThat(inner.subject()).isEqualTo("old");
        assertThat(inner.attachments()).extracting(MailAttachment::fileName).containsExactly("in.csv");
        assertThat(Fixtures.mail("mime/message-global.eml").attachments())
                .singleElement()
                .satisfies(file -> assertThat(
                                new MailParser().parse(file.content()).from().name())
                        .isEqualTo("Żaneta"));
    }

    // --- what is wrapped a second time

    @Test
    void winmailDatIsUnpacked() {
        var mail = Fixtures.mail("mime/winmail.eml");
        assertThat(mail.text().strip()).isEqualTo("Please find the invoice.");
        assertThat(mail.attachments())
                .extracting(MailAttachment::fileName)
                .containsExactly("Račun št. 7 – końcówka.txt", "photo.png");
        assertThat(mail.attachments().getFirst().content())
                .isEqualTo("Total: 12,50 EUR\r\n".getBytes(StandardCharsets.US_ASCII));
        assertThat(mail.attachments().get(1).content()).hasSize(1024);
        assertThat(mail.attachments().get(1).contentType()).isEqualTo("image/png");

        var bare = Fixtures.mail("mime/winmail-only.eml");
        assertThat(bare.text()).isEqualTo("Body out of the package.");
        assertThat(bare.attachments()).hasSize(2);
    }

    @Test
    void uuencodeAndYEncInTextAreFiles() {
        var uu = Fixtures.mail("mime/uuencode.eml");
        assertThat(uu.text()).contains("Here is the scan.", "Thanks").doesNotContain("begin 644", "`");
        assertThat(uu.attachments()).singleElement().satisfies(file -> {
            assertThat(file.fileName()).isEqualTo("scan of order.bin");
            assertThat(file.content()).isEqualTo(ALL_BYTES);
        });
        var yenc = new MailParser().parse(Fixtures.bytes("mime/yenc.eml"));
        assertThat(yenc.text().strip()).isEqualTo("Here it is.");
        assertThat(yenc.attachments()).singleElement().satisfies(file -> {
            assertThat(file.fileName()).isEqualTo("scan.bin");
            assertThat(file.content()).isEqualTo(ALL_BYTES);
        });
    }

    @Test
    void aSentenceThatBeginsWithBeginIsNoFile() {
        var mail = parse("Content-Type: text/plain\n\nHello,\nbegin 644 or so of the boxes\nand end\n");
        assertThat(mail.text()).contains("begin 644 or so");
        assertThat(mail.attachments()).isEmpty();
    }

    // --- signed and encrypted

    @Test
    void aSignatureIsCheckedAgainstTheBytesThatCame() {
        var signed = Fixtures.mail("mime/smime-signed.eml");
        assertThat(signed.text().strip()).isEqualTo("Podpisane słowa.");
        assertThat(signed.attachments()).extracting(MailAttachment::fileName).containsExactly("list.csv", "smime.p7s");
        assertThat(signed.protection())
                .isEqualTo(new Protection(
                        Protection.Kind.SIGNED,
                        Protection.Format.SMIME,
                        Protection.Signature.VALID,
                        false,
                        "zofia@customer.example"));
        assertThat(Fixtures.mail("mime/smime-tampered.eml").protection().signature())
                .isEqualTo(Protection.Signature.INVALID);
    }

    @Test
    void anOpaqueSignatureIsUnpackedAndAnEncryptedMailIsShownAsSuch() {
        var opaque = Fixtures.mail("mime/smime-opaque.eml");
        assertThat(opaque.text().strip()).isEqualTo("Podpisane słowa.");
        assertThat(opaque.protection().signature()).isEqualTo(Protection.Signature.VALID);
        assertThat(opaque.attachments()).extracting(MailAttachment::fileName).containsExactly("list.csv", "smime.p7m");

        var encrypted = Fixtures.mail("mime/smime-encrypted.eml");
        assertThat(encrypted.protection().kind()).isEqualTo(Protection.Kind.ENCRYPTED);
        assertThat(encrypted.attachments()).extracting(MailAttachment::fileName).containsExactly("smime.p7m");
    }

    @Test
    void pgpIsShownAsSuchInlineAndAsMime() {
        assertThat(Fixtures.mail("mime/pgp-mime-signed.eml").protection())
                .isEqualTo(Protection.unchecked(Protection.Kind.SIGNED, Protection.Format.PGP));
        assertThat(Fixtures.mail("mime/pgp-mime-encrypted.eml").protection())
                .isEqualTo(Protection.unchecked(Protection.Kind.ENCRYPTED, Protection.Format.PGP));
        var inline = Fixtures.mail("mime/pgp-inline.eml");
        assertThat(inline.protection()).isEqualTo(Protection.unchecked(Protection.Kind.SIGNED, Protection.Format.PGP));
        assertThat(VisibleReply.of(inline)).isEqualTo("Signed words.");
    }

    // --- appointments

    @Test
    void anInvitationIsShownWithItsTime() {
        var outlook = Fixtures.mail("mime/invitation-outlook.eml");
        assertThat(outlook.invitation())
                .isEqualTo(new Invitation(
                        "REQUEST",
                        "040000008200E00074C5B7101A82E008-1",
                        "Odbiór paczki, magazyn 2",
                        OffsetDateTime.parse("2026-11-25T10:00:00+01:00"),
                        OffsetDateTime.parse("2026-11-25T11:30:00+01:00"),
                        false,
                        "Europe/Warsaw",
                        "Dworcowa 5, Gliwice",
                        new MailAddress("zofia@customer.example", "Lis, Zofia"),
                        null,
                        0,
                        null));
        assertThat(outlook.text())
                .startsWith("📅 Odbiór paczki, magazyn 2\n2026-11-25 10:00–11:30 (Europe/Warsaw, +01:00)\n")
                .contains("Dworcowa 5, Gliwice", "You are invited.");
        assertThat(VisibleReply.of(outlook)).startsWith("📅 Odbiór paczki").contains("You are invited.");
        assertThat(outlook.attachments()).extracting(MailAttachment::fileName).containsExactly("invite.ics");

        var own = Fixtures.mail("mime/invitation-own-zone.eml").invitation();
        assertThat(own.start()).isEqualTo(OffsetDateTime.parse("2026-07-25T10:00:00+02:00"));
        assertThat(own.end()).isEqualTo(OffsetDateTime.parse("2026-07-25T11:30:00+02:00"));
        assertThat(own.recurrence()).isEqualTo("FREQ=WEEKLY;COUNT=3");

        var cancelled = Fixtures.mail("mime/invitation-utc-cancelled.eml").invitation();
        assertThat(cancelled.method()).isEqualTo("CANCEL");
        assertThat(cancelled.when()).isEqualTo("2026-11-25 09:00–10:00 (UTC)");

        var days = Fixtures.mail("mime/invitation-all-day.eml").invitation();
        assertThat(days.allDay()).isTrue();
        assertThat(days.when()).isEqualTo("2026-12-24 – 2026-12-26");

        var only = Fixtures.mail("mime/calendar-only.eml");
        assertThat(only.text()).contains("2026-11-25 10:00–11:00 (Europe/Ljubljana, +01:00)");
    }

    // --- letters

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            utf-7            | Hi Mom +Jjo-!                                | Hi Mom ☺!
            unicode-1-1-utf-7| Za+AXwA8wFCAQc-                               | Zażółć
            hz-gb-2312       | ~{;[=[K_?#~} ok                              | 会姐孙?# ok
            """)
    void charsetsOfSevenBits(String charset, String raw, String expected) {
        if (charset.strip().equals("hz-gb-2312")) {
            // from the example of RFC 1843
            var text = parse("Content-Type: text/plain; charset=hz-gb-2312\n\nThis sentence is in ASCII.\n"
                            + "The next sentence is in GB.~{<:Ky2;S{#,NpJ)l6HK!#~}Bye.\n")
                    .text();
            assertThat(text).isEqualTo("This sentence is in ASCII.\nThe next sentence is in GB.己所不欲，勿施於人。Bye.\n");
            return;
        }
        assertThat(parse("Content-Type: text/plain; charset=" + charset.strip() + "\n\n" + raw.strip())
                        .text())
                .isEqualTo(expected.strip());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            iso-2022-jp     | ISO-2022-JP   | お問い合わせありがとうございます。
            shift_jis       | windows-31j   | お問い合わせ①ありがとうございます。
            euc-jp          | EUC-JP        | お問い合わせありがとうございます。
            gb18030         | GB18030       | 订单已发货，𠀀谢谢
            gb2312          | GBK           | 订单已发货，谢谢
            big5            | Big5          | 訂單已經寄出
            ks_c_5601-1987  | x-windows-949 | 주문이 발송되었습니다
            windows-1250    | windows-1250  | Zażółć žičke
            windows-1251    | windows-1251  | Заказ отправлен
            windows-1252    | windows-1252  | Größe – “ok” €
            windows-1253    | windows-1253  | Η παραγγελία
            windows-1254    | windows-1254  | Sipariş ığdır
            windows-1255    | windows-1255  | ההזמנה
            windows-1256    | windows-1256  | الطلب
            windows-1257    | windows-1257  | Užsakymas ąčęė
            windows-1258    | windows-1258  | Đơn hàng
            koi8-u          | KOI8-U        | Замовлення їжак
            iso-8859-2      | ISO-8859-2    | Łódź
            ISO-8859-1      | windows-1252  | smart ‘quotes’
            macintosh       | x-MacRoman    | Größe
            cp852           | IBM852        | Łódź
            utf-16          | UTF-16        | Łódź 日本
            utf-32be        | UTF-32BE      | Łódź
            latin2          | ISO-8859-2    | Łódź
            "utf-8"         | UTF-8         | Łódź
            tis-620         | x-windows-874 | สวัสดี
            """)
    void declaredCharsetsAreRead(String label, String charset, String text) {
        assertThat(read(text, charset, label)).isEqualTo(text);
    }

    @Test
    void everyCharsetThatThePlatformCanWriteIsReadBack() {
        int read = 0;
        for (var charset : Charset.availableCharsets().values()) {
            if (!charset.canEncode()
                    || charset.name().startsWith("x-windows-5022")
                    || charset.name().startsWith("x-JIS")
                    || charset.name().equals("CESU-8")) {
                continue;
            }
            var word = charset.newEncoder().canEncode("Zażółć") ? "Zażółć" : "Abc 123";
            if (charset.newEncoder().canEncode(word) && !charset.name().matches("(?i)(x-)?IBM.*|.*EBCDIC.*|x-.*BOM")) {
                assertThat(read(word, charset.name(), charset.name()))
                        .as(charset.name())
                        .isEqualTo(word);
                read++;
            }
        }
        assertThat(read).isGreaterThan(60);
        assertThat(new String(new byte[] {(byte) 0xe3}, StandardCharsets.ISO_8859_1))
                .isNotEmpty();
        assertThat(raw(new byte[] {(byte) 0xbf, 'x'}, "iso-8859-10")).isEqualTo("ŋx");
        assertThat(raw(new byte[] {(byte) 0xd0, 'y'}, "iso-8859-14")).isEqualTo("Ŵy");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            windows-1251 | Здравствуйте, мой заказ номер 12 ещё не пришёл, подскажите пожалуйста
            KOI8-R       | Здравствуйте, мой заказ номер 12 ещё не пришёл, подскажите пожалуйста
            windows-1253 | Καλημέρα σας, η παραγγελία μου δεν έχει έρθει ακόμα, ευχαριστώ πολύ
            windows-31j  | こんにちは、注文した商品がまだ届いていません。確認してください。
            EUC-JP       | こんにちは、注文した商品がまだ届いていません。確認してください。
            ISO-2022-JP  | こんにちは、注文した商品がまだ届いていません。確認してください。
            GB18030      | 你好，我的订单还没有收到，请帮我查一下，谢谢您的帮助。
            Big5         | 您好，我的訂單還沒有收到，請幫我查詢一下，謝謝您的幫忙。
            EUC-KR       | 안녕하세요 주문한 상품이 아직 도착하지 않았습니다 확인 부탁드립니다
            windows-1250 | Dzień dobry, wciąż czekam na przesyłkę i bardzo proszę o odpowiedź
            ISO-8859-2   | Dzień dobry, wciąż czekam na przesyłkę i bardzo proszę o odpowiedź
            windows-1252 | Grüße aus Köln, die Lieferung fehlt, schöne Grüße
            """)
    void undeclaredAndWronglyDeclaredLettersAreRecognised(String charset, String text) {
        assertThat(read(text, charset, null)).isEqualTo(text);
        assertThat(read(text, charset, "us-ascii")).isEqualTo(text);
        assertThat(read(text, charset, "utf-8")).isEqualTo(text);
        if (!charset.startsWith("ISO-2022")) {
            assertThat(read(text, charset, "iso-8859-1")).isEqualTo(text);
        }
    }

    @Test
    void headersInBareUtf8AreRead() {
        var mail = Fixtures.mail("mime/rfc6532.eml");
        assertThat(mail.from()).isEqualTo(new MailAddress("żaneta@źródło.example", "Żaneta Źródło"));
        assertThat(mail.to()).extracting(MailAddress::name).containsExactly("Pomoč");
        assertThat(mail.subject()).isEqualTo("Naročilo št. 7 – кириллица, 日本語");
        assertThat(mail.messageId()).isEqualTo("utf8@źródło.example");
        assertThat(mail.text()).isEqualTo("Dobrý den\n");
    }

    @Test
    void flowedTextWithDeletedBlanksRunsOnInJapanese() {
        assertThat(Fixtures.mail("mime/flowed-delsp.eml").text()).isEqualTo("こんにちは世界\n> 引用行\n");
    }

    // --- names

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            attachment; filename*=UTF-8''ra%C4%8Dun.pdf                                    | račun.pdf
            attachment; filename*0*=UTF-8''ra%C4%8D; filename*1=un; filename*2=.pdf        | račun.pdf
            attachment; filename*1=un.pdf; filename*0*=UTF-8''ra%C4%8D                      | račun.pdf
            attachment; filename="=?UTF-8?Q?ra=C4=8Dun.pdf?="                               | račun.pdf
            attachment; filename==?UTF-8?B?cmHEjXVuLnBkZg==?=                               | račun.pdf
            attachment; filename="=?UTF-8?Q?ra=C4?= =?UTF-8?Q?=8Dun.pdf?="                  | račun.pdf
            attachment; filename=račun.pdf                                                  | račun.pdf
            attachment; filename="a b.pdf                                                   | a b.pdf
            attachment; filename=a b.pdf                                                    | a b.pdf
            attachment; filename="C:\\Users\\x\\a.pdf"                                      | a.pdf
            attachment; filename="../../etc/passwd"                                         | passwd
            attachment; filename*=iso-8859-2''Zam%F3wienie.pdf; filename=x.pdf              | Zamówienie.pdf
            attachment; filename=UTF-8''ra%C4%8Dun.pdf                                      | račun.pdf
            attachment; filename*="UTF-8''ra%C4%8Dun.pdf"                                   | račun.pdf
            attachment; FileName = "a.pdf" ; size=3                                         | a.pdf
            attachment; name="a.pdf"                                                        | a.pdf
            attachment filename="a.pdf"                                                     | a.pdf
            attachment; filename='a.pdf'                                                    | a.pdf
            attachment; filename="Faktura 11/2026.pdf"                                      | Faktura 11_2026.pdf
            attachment; filename="/home/x/a.pdf"                                            | a.pdf
            attachment; filename="=?UTF-8?Q?ra=C4=8Dun?=.pdf"                               | račun.pdf
            """)
    void namesOfFilesAreReadHoweverBroken(String disposition, String expected) {
        var mail = parse("Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: application/pdf\n"
                + "Content-Disposition: " + disposition.strip() + "\n\nx\n--b--\n");
        assertThat(mail.attachments())
                .singleElement()
                .satisfies(file -> assertThat(file.fileName()).isEqualTo(expected.strip()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            =?UTF-8?Q?Zam=C3=B3wienie_7?=                           | Zamówienie 7
            =?utf-8?b?WmFtw7N3aWVuaWUgNw==?=                        | Zamówienie 7
            =?utf-8?b?WmFtw7N3aWVuaWUgNw?=                          | Zamówienie 7
            =?UTF-8?Q?Zam=C3?= =?UTF-8?Q?=B3wienie 7?=              | Zamówienie 7
            =?iso-8859-2*pl?Q?Zam=F3wienie_7?=                      | Zamówienie 7
            Re: =?UTF-8?Q?Zam=C3=B3wienie?= 7                       | Re: Zamówienie 7
            =?UTF-8?Q?Zam=C3=B3wienie?=_7                           | Zamówienie_7
            x=?UTF-8?Q?=C3=B3?=y                                    | xóy
            =?UTF-8?Q?=41=?=                                        | A=
            =?no-such?Q?abc?=                                       | abc
            =?UTF-8?X?abc?=                                         | =?UTF-8?X?abc?=
            =?UTF-8?Q?unfinished                                    | =?UTF-8?Q?unfinished
            "=?UTF-8?Q?quoted_=C3=B3?="                             | "quoted ó"
            =?utf-7?Q?+AXw-?=                                       | ż
            """)
    void encodedWordsAreReadHoweverBroken(String raw, String expected) {
        assertThat(parse("Subject: " + raw.strip() + "\n\nx").subject()).isEqualTo(expected.strip());
    }

    /** A label on a few letters is right unless they cannot be what it says. */
    @ParameterizedTest
    @ValueSource(
            strings = {"Anhang äöü.txt", "ÄäÖöÜüÄäÖöÜüÄäÖöÜüÄäÖöÜü.txt", "áéíóúñ ÁÉÍÓÚÑ", "æøåÆØÅ", "éèêëçàâîïôûù"})
    void westernLettersUnderTheirLabelStay(String text) {
        var encoded = java.util.Base64.getEncoder().encodeToString(text.getBytes(Charset.forName("windows-1252")));
        assertThat(parse("Subject: =?iso-8859-1?B?" + encoded + "?=\n\nx").subject())
                .isEqualTo(text);
    }

    @Test
    void wordsUnderTheLabelOfBase64AreWords() {
        var text = "The lamp came on Tuesday and it does not work\nat all so please send another one to us\n";
        assertThat(parse("Content-Type: text/plain\nContent-Transfer-Encoding: base64\n\n" + text)
                        .text())
                .isEqualTo(text);
    }

    // --- dates and addresses

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Sun, 22 Nov 2026 10:15:00 +0100                | 2026-11-22T09:15:00Z
            22 Nov 2026 10:15 +0100                        | 2026-11-22T09:15:00Z
            Sun, 22 Nov 26 10:15:00 GMT                    | 2026-11-22T10:15:00Z
            Sunday, 22-Nov-26 10:15:00 EST                 | 2026-11-22T15:15:00Z
            Sun Nov 22 10:15:00 2026                       | 2026-11-22T10:15:00Z
            Sun Nov 22 10:15:00 CET 2026                   | 2026-11-22T09:15:00Z
            Sun, 22 Nov 2026 10:15:00 +0100 (CET)          | 2026-11-22T09:15:00Z
            Sun, 22 Nov 2026 10:15:00 (comment) +0100      | 2026-11-22T09:15:00Z
            Sun,22 Nov 2026 10:15:00+0100                  | 2026-11-22T09:15:00Z
            Sun, 22 Nov 2026 10.15.00 +0100                | 2026-11-22T09:15:00Z
            Sun, 22 Nov 2026 10:15:00 GMT+01:00            | 2026-11-22T09:15:00Z
            Sun, 22 Nov 2026 10:15:00 UTC+0100             | 2026-11-22T09:15:00Z
            Sun, 22 Nov 2026 10:15:00 +01:00               | 2026-11-22T09:15:00Z
            2026-11-22T10:15:00+01:00                      | 2026-11-22T09:15:00Z
            2026-11-22 10:15:00 +0100                      | 2026-11-22T09:15:00Z
            2026/11/22 10:15:00                            | 2026-11-22T10:15:00Z
            niedz., 22 lis 2026 10:15:00 +0100             | 2026-11-22T09:15:00Z
            ned., 22 nov. 2026 10:15:00 +0100              | 2026-11-22T09:15:00Z
            So, 22 Nov 2026 10:15:00 +0100                 | 2026-11-22T09:15:00Z
            Sun, 22 November 2026 10:15:00 +0100           | 2026-11-22T09:15:00Z
            Sun, 22 Nov 2026 10:15:00 PM +0100             | 2026-11-22T21:15:00Z
            Sun, 22 Nov 126 10:15:00 +0100                 | 2026-11-22T09:15:00Z
            Sun, 22 Nov 2026 24:15:00 +0000                | 2026-11-23T00:15:00Z
            Sun, 22 Nov 2026 10:15:61 +0000                | 2026-11-22T10:15:59Z
            22.11.2026 10:15                               | 2026-11-22T10:15:00Z
            11/22/2026 10:15:00 AM                         | 2026-11-22T10:15:00Z
            """)
    void datesInEveryWrongFormAreRead(String raw, String expected) {
        assertThat(parse("Date: " + raw.strip() + "\n\nx").date()).isEqualTo(Instant.parse(expected.strip()));
    }

    @Test
    void whatIsNoDateIsNone() {
        for (var raw : new String[] {"", "yesterday", "99 Foo 2026", "Sun, 45 Nov 2026 10:15:00", "0", "-", "+0100"}) {
            assertThat(parse("Date: " + raw + "\n\nx").date()).as(raw).isNull();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            Zofia Lis <zofia@x.example>                       | zofia@x.example   | Zofia Lis
            "Lis, Zofia" <zofia@x.example>                    | zofia@x.example   | Lis, Zofia
            zofia@x.example (Zofia Lis)                       | zofia@x.example   | Zofia Lis
            zofia@x.example                                   | zofia@x.example   |
            <zofia@x.example>                                 | zofia@x.example   |
            Zofia Lis zofia@x.example                         | zofia@x.example   | Zofia Lis
            Zofia Lis <zofia@x.example                        | zofia@x.example   | Zofia Lis
            Zofia Lis <<zofia@x.example>>                     | zofia@x.example   | Zofia Lis
            "zofia@x.example" <zofia@x.example>               | zofia@x.example   |
            Zofia Lis <mailto:zofia@x.example>                | zofia@x.example   | Zofia Lis
            Zofia Lis < zofia @ x.example >                   | zofia@x.example   | Zofia Lis
            Zofia Lis [zofia@x.example]                       | zofia@x.example   | Zofia Lis
            =?UTF-8?Q?Zofia_=C5=81?= <zofia@x.example>        | zofia@x.example   | Zofia Ł
            "=?UTF-8?Q?Zofia_=C5=81?=" <zofia@x.example>      | zofia@x.example   | Zofia Ł
            'Zofia Lis' <zofia@x.example>                     | zofia@x.example   | Zofia Lis
            <@relay.example,@b.example:zofia@x.example>       | zofia@x.example   |
            "zofia lis"@x.example                             | "zofialis"@x.example |
            Zofia "Zo" Lis <zofia@x.example>                  | zofia@x.example   | Zofia Zo Lis
            Zofia (home) Lis <zofia@x.example>                | zofia@x.example   | Zofia Lis
            Zofia Lis <zofia@X.EXAMPLE.>                      | zofia@x.example   | Zofia Lis
            Zofia <Lis> <zofia@x.example>                     | zofia@x.example   | Zofia Lis
            "Zofia \\"Zo\\" Lis" <zofia@x.example>            | zofia@x.example   | Zofia "Zo" Lis
            """)
    void addressesInEveryWrongFormAreRead(String raw, String address, String name) {
        var from = parse("From: " + raw.strip() + "\n\nx").from();
        assertThat(from).isNotNull();
        assertThat(from.address()).isEqualTo(address.strip());
        assertThat(from.name()).isEqualTo(name);
    }

    @Test
    void listsOfAddressesAreSplitWhereverTheirWritersMeantIt() {
        var mail = parse("To: a@x.example; b@x.example, Team: c@x.example, \"D, D\" <d@x.example>;, , e@x.example\n"
                + "To: undisclosed-recipients:;\nCc: f@x.example\n\nx");
        assertThat(mail.to())
                .extracting(MailAddress::address)
                .containsExactly("a@x.example", "b@x.example", "c@x.example", "d@x.example", "e@x.example");
        assertThat(mail.cc()).hasSize(1);
    }

    // --- bodies

    @Test
    void emptyBodiesAndHtmlAloneAreRead() {
        assertThat(parse("Subject: x\n\n").text()).isEmpty();
        assertThat(parse("Subject: x").subject()).isEqualTo("x");
        assertThat(parse("Content-Type: text/html\n\n<p>a</p><p>b</p>").text()).isEqualTo("a\n\nb");
        assertThat(parse("Content-Type: text/html\n\n").text()).isEmpty();
        assertThat(parse("Content-Type: multipart/alternative; boundary=b\n\n--b\nContent-Type: text/plain\n\n\n--b\n"
                                + "Content-Type: text/html\n\n<p>only here</p>\n--b--\n")
                        .text())
                .isEqualTo("only here");
    }

    @Test
    void filesComeOutByteForByte() {
        for (var encoding :
                new String[] {"base64", "BASE64", " base64 (really)", "\"base64\"", "quoted-printable", "8bit"}) {
            var content = encoding.equals("8bit") ? "Zażółć\r\n\r\n".getBytes(StandardCharsets.UTF_8) : ALL_BYTES;
            var out = new ByteArrayOutputStream();
            out.writeBytes(
                    ("Content-Type: multipart/mixed; boundary=bb\r\n\r\n--bb\r\nContent-Type: application/pdf\r\n"
                                    + "Content-Transfer-Encoding: " + encoding + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            if (encoding.equals("8bit")) {
                out.writeBytes(content);
            } else if (encoding.startsWith("quoted")) {
                for (byte b : content) {
                    out.writeBytes("=%02X".formatted(b & 0xff).getBytes(StandardCharsets.US_ASCII));
                    if (b % 16 == 0) {
                        out.writeBytes("= \r\n".getBytes(StandardCharsets.US_ASCII));
                    }
                }
            } else {
                out.writeBytes(java.util.Base64.getMimeEncoder().encode(content));
            }
            out.writeBytes("\r\n--bb--\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(new MailParser()
                            .parse(out.toByteArray())
                            .attachments()
                            .getFirst()
                            .content())
                    .as(encoding)
                    .isEqualTo(content);
        }
    }

    @Test
    void aListsFooterBehindBase64IsText() {
        assertThat(parse("Content-Transfer-Encoding: base64\n\nd29yZHM=\n_____\nFooter of the list\n")
                        .text())
                .isEqualTo("words\n_____\nFooter of the list\n");
    }

    private static String read(String text, String charset, String label) {
        return raw(text.getBytes(Charset.forName(charset)), label);
    }

    private static String raw(byte[] bytes, String label) {
        var out = new ByteArrayOutputStream();
        out.writeBytes(("From: a@example.com\r\nContent-Transfer-Encoding: base64\r\n"
                        + (label == null ? "" : "Content-Type: text/plain; charset=" + label + "\r\n") + "\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(java.util.Base64.getMimeEncoder().encode(bytes));
        return new MailParser().parse(out.toByteArray()).text();
    }

    private static ParsedMail parse(String mail) {
        return new MailParser().parse(mail.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
    }
}
