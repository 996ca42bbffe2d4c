package org.centrala.channels.email.parse;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VisibleReplyTests {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "On Sun, Nov 22, 2026 at 10:15 AM Zrno Support <support@zrno.example> wrote:",
                "On Sun, Nov 22, 2026 at 10:15 AM Zrno Support <\nsupport+cabc@zrno.example> wrote:",
                "W dniu 22.11.2026 o 10:15, Zrno pisze:",
                "W dniu niedz., 22 lis 2026 o 10:15 Zrno <support@zrno.example>\nnapisał(a):",
                "niedz., 22 lis 2026 o 10:15 Zrno <support@zrno.example> napisał(a):",
                "V ned., 22. nov. 2026 ob 10:15 je oseba Zrno <support@zrno.example> napisala:",
                "V V ned., 22. nov. 2026 ob 10:15 je Zrno napisal/a:",
                "Dne 22. 11. 2026 ob 10:15 je Zrno napisal(a):",
                "22. 11. 2026 10:15, Zrno piše:",
                "Am So., 22. Nov. 2026 um 10:15 Uhr schrieb Zrno <support@zrno.example>:",
                "Am 22.11.26 um 10:15 schrieb Zrno:",
                "Le dim. 22 nov. 2026 à 10:15, Zrno <support@zrno.example> a écrit :",
                "Il giorno dom 22 nov 2026 alle ore 10:15 Zrno <support@zrno.example> ha scritto:",
                "pon., 23 lis 2026 o 11:34 Zrno Pomoc\n<support@zrno.example> napisał(a):",
                "ke 18. marrask. 2026 klo 12.04 Zrno <support@zrno.example>\nkirjoitti:",
                "El dom, 22 nov 2026 a las 10:15, Zrno (<support@zrno.example>) escribió:"
            })
    void theAttributionLineEndsWhatIsNew(String attribution) {
        assertThat(VisibleReply.of("Thank you, it works.\n\n" + attribution + "\n\n> Please try again.\n> Zrno\n"))
                .isEqualTo("Thank you, it works.");
        assertThat(VisibleReply.of("Thank you, it works.\n\n" + attribution + "\n\nPlease try again.\n"))
                .isEqualTo("Thank you, it works.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "From: Zrno <support@zrno.example>\nSent: Sunday, November 22, 2026 10:15 AM\nTo: Zofia\nSubject: Re: Order",
                "________________________________\nOd: Zrno <support@zrno.example>\nWysłane: niedziela, 22 listopada 2026 10:15\nDo: Zofia\nTemat: Re: Zamówienie",
                "Od: Zrno\nPoslano: nedelja, 22. november 2026 10:15\nZa: Zofia\nZadeva: Re: Naročilo",
                "Von: Zrno\nGesendet: Sonntag, 22. November 2026 10:15\nAn: Zofia\nBetreff: AW: Bestellung",
                "-----Original Message-----\nFrom: Zrno\nSubject: Order",
                "-----Ursprüngliche Nachricht-----\nVon: Zrno",
                "--------- Izvirno sporočilo ---------\nOd: Zrno"
            })
    void copiedHeadersEndWhatIsNew(String headers) {
        assertThat(VisibleReply.of("Dziękuję!\n\n" + headers + "\n\nPlease try again.\n"))
                .isEqualTo("Dziękuję!");
    }

    @Test
    void answersBetweenQuotedLinesAreKept() {
        var reply =
                "Hello,\n\nOn Sun, 22 Nov 2026 Zrno <s@zrno.example> wrote:\n> Which model?\n\nThe red one.\n\n> Since when?\n\nYesterday.\n\n> Regards\n> Zrno\n";
        assertThat(VisibleReply.of(reply))
                .contains("> Which model?", "The red one.", "> Since when?", "Yesterday.")
                .doesNotContain("Regards", "wrote:");
    }

    @Test
    void signaturesGoAndSeparatorsInTheTextStay() {
        assertThat(VisibleReply.of("Hello\n\n-- \nZofia\n+48 1\n")).isEqualTo("Hello");
        assertThat(VisibleReply.of("Hello\n\nWysłane z iPhone'a\n")).isEqualTo("Hello");
        var form = "Name: Zofia\n-----\nOrder: 12\n=====\nText: it broke\n";
        assertThat(VisibleReply.of(form)).contains("Order: 12", "it broke");
    }

    @Test
    void gmailHtmlIsCutWhereGmailSaysSo() {
        assertThat(
                        html(
                                "<div dir=\"ltr\">New words</div><br><div class=\"gmail_quote\"><div dir=\"ltr\" class=\"gmail_attr\">xx yy zz</div><blockquote class=\"gmail_quote\"><p>old</p></blockquote></div>"))
                .isEqualTo("New words");
    }

    @Test
    void outlookHtmlIsCutAtItsMark() {
        assertThat(
                        html(
                                "<div>New words</div><div id=\"appendonsend\"></div><hr><div id=\"divRplyFwdMsg\"><b>From:</b> x</div><div>old</div>"))
                .isEqualTo("New words");
    }

    @Test
    void thunderbirdAnswersBetweenBlockquotesAreKept() {
        assertThat(
                        html(
                                "<div class=\"moz-cite-prefix\">xx</div><blockquote type=\"cite\">one?</blockquote><p>yes</p><blockquote type=\"cite\">two?</blockquote><p>no</p>"))
                .isEqualTo("> one?\n\nyes\n\n> two?\n\nno");
    }

    private static String html(String body) {
        return VisibleReply.of(new MailParser()
                .parse(("From: a@example.com\r\nContent-Type: text/html\r\n\r\n" + body)
                        .getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void aSentenceThatEndsInAColonIsNoAttribution() {
        var text =
                "I ordered 12345678 on 5 September 2026\nand your colleague promised me:\n\nA new one, free of charge.";
        assertThat(VisibleReply.of(text)).isEqualTo(text);
        var other = "Order 20261122 came at 10:30 and somebody\nin your shop wrote:\n\nSorry.";
        assertThat(VisibleReply.of(other)).isEqualTo(other);
    }

    @Test
    void otherClientsMarksAreKnownAndHiddenLinesAreNotRead() {
        assertThat(html("<div style=\"DISPLAY: none\">preview</div><p>New words</p><div name=\"quote\">old</div>"))
                .isEqualTo("New words");
        assertThat(html("<p>New words</p><hr id=\"zwchr\"><div>old</div>")).isEqualTo("New words");
        assertThat(
                        html(
                                "<p>New words</p><div id=\"ydp1yahoo_quoted_2\" class=\"ydp1yahoo_quoted\"><div>old</div></div>"))
                .isEqualTo("New words");
        assertThat(html("<p>New words</p><div class=\"ms-outlook-mobile-reference-message skipProofing\">old</div>"))
                .isEqualTo("New words");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // Outlook, classic
                "<p class=MsoNormal>New words</p><p class=MsoNormal>&nbsp;</p><div style='border:none;border-top:solid #E1E1E1"
                        + " 1.0pt;padding:3.0pt 0cm 0cm 0cm'><p class=MsoNormal><b>Od:</b> Zrno &lt;support@zrno.example&gt;"
                        + "<br><b>Wysłano:</b> niedziela, 22 listopada 2026 10:15<br><b>Do:</b> Zofia<br><b>Temat:</b> Lampa"
                        + "</p></div><p class=MsoNormal>old words</p>",
                // Outlook, new and on the telephone
                "<div class=elementToProof>New words</div><div id=ms-outlook-mobile-signature>Pobierz <a"
                        + " href='https://aka.ms/o0ukef'>program Outlook dla systemu iOS</a></div><hr><div"
                        + " id=divRplyFwdMsg dir=ltr><b>Od:</b> Zrno<br><b>Wysłane:</b> x<br></div><div>old words</div>",
                // Apple Mail
                "<div>New words</div><br><div><blockquote type=cite><div>On 22 Nov 2026, at 10:15, Zrno"
                        + " &lt;support@zrno.example&gt; wrote:</div><br><div>old words</div></blockquote></div>",
                // Apple Mail on the telephone
                "New words<br><br><div dir=ltr>Wysłane z iPhone’a</div><div dir=ltr><br><blockquote type=cite>Wiadomość"
                        + " napisana przez Zrno w dniu 22.11.2026, o godz. 10:15:<br><br></blockquote></div><blockquote"
                        + " type=cite><div dir=ltr>old words</div></blockquote>",
                // Proton
                "<div>New words</div><div class=protonmail_signature_block>Sent with <a href='https://proton.me'>Proton Mail"
                        + "</a> secure email.</div><div class=protonmail_quote>On Sunday, Zrno wrote:<br><blockquote"
                        + " class=protonmail_quote type=cite>old words</blockquote></div>",
                // Thunderbird
                "<p>New words</p><div class=moz-cite-prefix>W dniu 22.11.2026 o 10:15, Zrno pisze:<br></div><blockquote"
                        + " type=cite cite='mid:x'>old words</blockquote><pre class=moz-signature>-- \nZofia</pre>",
                // WP and o2
                "<div>New words</div><br><br>Dnia 22 listopada 2026 10:15 Zrno &lt;support@zrno.example&gt; napisał(a):<br>"
                        + "<blockquote style='margin-left:5px'>old words</blockquote>",
                // Onet and Interia
                "<p>New words</p><p>W dniu 2026-11-22 10:15:00 użytkownik Zrno &lt;support@zrno.example&gt; napisał:</p>"
                        + "<blockquote>old words</blockquote>",
                // Siol and other Roundcubes
                "<p>New words</p><p id=reply-intro>Zrno je 2026-11-22 10:15 napisal:</p><blockquote type=cite>old"
                        + " words</blockquote>",
                // Outlook on a desk, in any language
                "<div>New words</div><div><div style='border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm'>"
                        + "<p class=MsoNormal><b>Ōa:</b> Zrno<br><b>Ēb:</b> x</p></div></div><p>old words</p>",
                // GMX
                "<div>New words</div><div name=quote><div><b>Gesendet:</b> Sonntag<br><b>Von:</b> Zrno</div>old words</div>"
            })
    void theHtmlOfEachProgramIsCutWhereItsHistoryBegins(String html) {
        assertThat(html(html).strip()).isEqualTo("New words");
    }
}
