package org.centrala.channels.email.parse;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AutomaticMailTests {
    private static AutomaticMail of(String mail, String envelopeFrom) {
        return AutomaticMail.of(
                new MailParser().parse(mail.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8)), envelopeFrom);
    }

    @Test
    void outOfOfficeIsAnAutoReply() {
        assertThat(of("From: a@example.com\nAuto-Submitted: auto-replied\nSubject: Re: x\n\naway\n", "a@example.com"))
                .isInstanceOf(AutomaticMail.AutoReply.class);
        assertThat(of("From: a@example.com\nSubject: Automatyczna odpowiedź: x\n\naway\n", "a@example.com"))
                .isInstanceOf(AutomaticMail.AutoReply.class);
        assertThat(of("From: a@example.com\nIn-Reply-To: <x@y>\nSubject: Re: x\n\naway\n", ""))
                .isInstanceOf(AutomaticMail.AutoReply.class);
    }

    @Test
    void peopleFormsAndNewslettersArePersonal() {
        assertThat(of("From: a@example.com\nSubject: Chairs for out of office use\n\nHi\n", "a@example.com"))
                .isInstanceOf(AutomaticMail.Personal.class);
        assertThat(of(
                        "From: noreply@shop.example\nSubject: Problem with my order\n\nerror 550, write to me@example.com\n",
                        "noreply@shop.example"))
                .isInstanceOf(AutomaticMail.Personal.class);
        assertThat(of(
                        "From: form@shop.example\nAuto-Submitted: auto-generated\nPrecedence: bulk\nSubject: Contact form\n\nHi\n",
                        "x@shop.example"))
                .isInstanceOf(AutomaticMail.Personal.class);
    }

    @Test
    void aStandardReportNamesRecipientCodeAndMessage() {
        var bounce = of("""
                From: MAILER-DAEMON@mx.example.com
                Subject: Undelivered Mail Returned to Sender
                Content-Type: multipart/report; report-type=delivery-status; boundary=b

                --b

                Sorry.
                --b
                Content-Type: message/delivery-status

                Reporting-MTA: dns; mx.example.com

                Final-Recipient: rfc822; gone@example.com
                Action: failed
                Status: 5.1.1
                Diagnostic-Code: smtp; 550 5.1.1 <gone@example.com>: user unknown
                --b
                Content-Type: message/rfc822

                Message-ID: <sent-1@zrno.example>
                Subject: x

                hello
                --b--
                """, "");
        assertThat(bounce).isInstanceOfSatisfying(AutomaticMail.Bounce.class, found -> {
            assertThat(found.report().originalMessageId()).isEqualTo("sent-1@zrno.example");
            assertThat(found.report().recipients()).singleElement().satisfies(one -> {
                assertThat(one.recipient()).isEqualTo("gone@example.com");
                assertThat(one.hard()).isTrue();
                assertThat(one.kind()).isEqualTo("permanent");
                assertThat(one.reason()).isEqualTo("userunknown");
                assertThat(one.smtpCode()).isEqualTo("550");
                assertThat(one.dsn()).isEqualTo("5.1.1");
            });
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Auto-Submitted: auto-replied (vacation)\nSubject: Re: x",
                "Auto-Submitted: auto-replied (zimbra; vacation)\nSubject: x",
                "Precedence: bulk\nX-Autoreply: yes\nSubject: Re: x",
                "Precedence: auto_reply\nSubject: x",
                "X-Autorespond: x\nSubject: x",
                "X-Precedence: auto_reply\nSubject: x",
                "Subject: Automatic reply: x",
                "Subject: Automatyczna odpowiedź: x",
                "Subject: Autoodpowiedź: x",
                "Subject: Samodejni odgovor: x",
                "Subject: Automatische Antwort: x",
                "Subject: Réponse automatique : x",
                "Subject: Respuesta automática: x",
                "Subject: Risposta automatica: x",
                "Subject: Автоответ: x",
                "X-Auto-Response-Suppress: All\nSubject: Zofia Lis is out of the office",
                "In-Reply-To: <x@zrno.example>\nSubject: Nieobecność do 30.11.",
                "In-Reply-To: <x@zrno.example>\nSubject: Odsotnost: x",
                "In-Reply-To: <x@zrno.example>\nAuto-Submitted: auto-generated\nSubject: Re: x"
            })
    void robotsThatAnswerAreRecognised(String header) {
        assertThat(of("From: a@example.com\n" + header + "\n\naway\n", "a@example.com"))
                .isInstanceOf(AutomaticMail.AutoReply.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "In-Reply-To: <x@zrno.example>\nSubject: Re: I was on vacation, where is my lamp",
                "In-Reply-To: <x@zrno.example>\nSubject: Odp: urlop i nieobecność kuriera",
                "In-Reply-To: <x@zrno.example>\nPrecedence: list\nList-Id: <l.example.com>\nSubject: Re: [list] x",
                "Precedence: bulk\nList-Unsubscribe: <mailto:x@example.com>\nSubject: Our offers",
                "Auto-Submitted: no\nSubject: x",
                "Auto-Submitted: auto-generated\nSubject: New order 12"
            })
    void peopleAndListsAreNoRobotsThatAnswer(String header) {
        assertThat(of("From: a@example.com\n" + header + "\n\nHello\n", "a@example.com"))
                .isInstanceOf(AutomaticMail.Personal.class);
    }
}
