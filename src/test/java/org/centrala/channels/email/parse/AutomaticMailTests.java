package org.centrala.channels.email.parse;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

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
}
