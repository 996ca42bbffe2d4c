package org.centrala.channels.email.parse;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Reports as the common servers and providers write them, each with what it says. */
class BounceServersTests {
    static Stream<Arguments> reports() {
        return new String(Fixtures.bytes("bounces/expected.txt"), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> Arguments.of((Object[]) line.split("\\|", -1)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("reports")
    void whatAServerReportsIsRead(
            String file, String recipient, String kind, boolean hard, String code, String dsn, String original) {
        assertThat(AutomaticMail.of(Fixtures.mail("bounces/" + file + ".eml"), ""))
                .isInstanceOfSatisfying(AutomaticMail.Bounce.class, bounce -> {
                    assertThat(bounce.report().recipients()).singleElement().satisfies(one -> {
                        assertThat(one.recipient()).isEqualTo(recipient);
                        assertThat(one.kind()).isEqualTo(kind);
                        assertThat(one.hard()).as(one.toString()).isEqualTo(hard);
                        assertThat(one.smtpCode()).isEqualTo(code.isEmpty() ? null : code);
                        assertThat(one.dsn()).isEqualTo(dsn.isEmpty() ? null : dsn);
                    });
                    assertThat(bounce.report().originalMessageId()).isEqualTo(original.isEmpty() ? null : original);
                });
    }

    @Test
    void whatPeopleWriteAboutReportsIsNoReport() {
        for (var mail : new String[] {
            "From: zofia@customer.example\nSubject: Fwd: Undelivered Mail Returned to Sender\n\nWhat is this? The lamp did"
                    + " not arrive.\n\n> <lamp@shop.example>: 550 5.1.1 User unknown\n",
            "From: zofia@customer.example\nSubject: Returned mail\n\nI returned the parcel to you, write to"
                    + " zofia@other.example, my mailbox is full\n",
            "From: shop@partner.example\nSubject: Delivery failed\n\nThe parcel could not be delivered to Dworcowa 5."
                    + " Call us: info@partner.example\n"
        }) {
            assertThat(AutomaticMail.of(
                            new MailParser().parse(mail.getBytes(StandardCharsets.UTF_8)), "zofia@customer.example"))
                    .isInstanceOf(AutomaticMail.Personal.class);
        }
    }

    private static AutomaticMail of(String mail, String envelopeFrom) {
        return AutomaticMail.of(new MailParser().parse(mail.getBytes(StandardCharsets.UTF_8)), envelopeFrom);
    }

    /** Gateways that send reports as anybody sends a mail: what they say tells. */
    @Test
    void aGatewayThatReportsUnderAnOrdinarySenderIsKnown() {
        for (var report : new String[] {
            "Subject: Returned Mail - Delivery Error\n\n---- Failed Recipients ----\n\n<gone@dest.example>: mailbox"
                    + " unavailable\n\n---- Returned Mail ----\n\nReceived: from shop.example\nSubject: Your lamp\n",
            "Subject: Delivery failure notification\n\nYour message with Subject: Re: lamp\ncould not be delivered to the"
                    + " following recipients:\n\ngone@dest.example\n",
            "Subject: Mail could not be delivered\n\n**** Gateway ****\n\nSent >>> RCPT TO:<gone@dest.example>\nReceived"
                    + " <<< 550 5.1.1 unknown user.\n\nUnable to deliver message to <gone@dest.example>\n",
            "Subject: Mail delivery failed\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nA message that you sent"
                    + " could not be delivered.\ngone@dest.example: not a valid recipient\n--b\nContent-Type:"
                    + " message/rfc822\n\nSubject: x\n\nHello\n--b--\n"
        }) {
            assertThat(of("From: gateway@dest.example\nTo: support@zrno.example\n" + report, "gateway@dest.example"))
                    .as(report)
                    .isInstanceOfSatisfying(
                            AutomaticMail.Bounce.class,
                            bounce -> assertThat(bounce.report().recipients())
                                    .singleElement()
                                    .extracting(DeliveryFailure::recipient)
                                    .isEqualTo("gone@dest.example"));
        }
        assertThat(of(
                        "From: \"Mail robot\" <>\nSubject: Mail Error\n\nYour mail cannot be delivered: no such user\n",
                        "a@b.example"))
                .isInstanceOf(AutomaticMail.Bounce.class);
    }

    private static Stream<Arguments> samples(String file) {
        return Stream.of(new String(Fixtures.bytes("bounces/" + file), StandardCharsets.UTF_8).split("(?m)^##### "))
                .filter(sample -> !sample.isBlank())
                .map(sample -> sample.split("\n", 2))
                .map(sample -> Arguments.of(sample[0], sample[1]));
    }

    static Stream<Arguments> ordinary() {
        return samples("ordinary.txt");
    }

    /** Each sample begins with recipient, whether hard, SMTP code, DSN, and what it is. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("ordinary")
    void aReportUnderAnOrdinarySenderIsKnownByWhatItSays(String expected, String mail) {
        var values = expected.split("\\|", -1);
        assertThat(of("To: support@zrno.example\n" + mail, "bouncer@dest.example"))
                .isInstanceOfSatisfying(
                        AutomaticMail.Bounce.class,
                        bounce -> assertThat(bounce.report().recipients())
                                .singleElement()
                                .satisfies(one -> {
                                    assertThat(one.recipient()).isEqualTo(values[0]);
                                    assertThat(one.hard())
                                            .as(one.toString())
                                            .isEqualTo(Boolean.parseBoolean(values[1]));
                                    assertThat(one.smtpCode()).isEqualTo(values[2].isEmpty() ? null : values[2]);
                                    assertThat(one.dsn()).isEqualTo(values[3].isEmpty() ? null : values[3]);
                                }));
    }

    static Stream<Arguments> people() {
        return samples("people.txt");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("people")
    void whoeverSaysAWordOfTheirOwnIsAPerson(String about, String mail) {
        assertThat(of("From: zofia@customer.example\nTo: support@zrno.example\n" + mail, "zofia@customer.example"))
                .isInstanceOf(AutomaticMail.Personal.class);
    }

    /** Carriers, postmasters and senders of an answer use the same words. */
    @Test
    void whoSpeaksOfDeliveriesIsNoRobot() {
        for (var mail : new String[] {
            "From: info@courier.example\nSubject: Delivery failed\n\nYour parcel could not be delivered to the following"
                    + " address:\nDworcowa 5, Lublin\nWrite to info@courier.example\n",
            "From: info@courier.example\nSubject: Delivery failed\n\nThis is an automatic message. Your parcel could not be"
                    + " delivered to the following recipient:\n\nzofia@customer.example\nDworcowa 5, Lublin\n",
            "From: Jan <postmaster@customer.example>\nSubject: your SPF record\n\nHello, your mails to us are refused with"
                    + " an error. Please write to jan@customer.example\n",
            "From: zofia@customer.example\nSubject: Re: Mail delivery failed\n\nYour message bounced? I got it.\n\n> A message"
                    + " that you sent could not be delivered to the following recipients:\n> zofia@customer.example\n"
        }) {
            assertThat(of(mail, "zofia@customer.example")).as(mail).isInstanceOf(AutomaticMail.Personal.class);
        }
        // a machine without an own sender that answers a person's words quotes them, and reports nothing
        assertThat(of(
                        "From: zofia@customer.example\nSubject: Re: lamp\n\n> my mail to info@shop.example bounced\nSo?\n",
                        ""))
                .isInstanceOf(AutomaticMail.Personal.class);
    }

    /** Whom the message was for stands above those whom it did not reach. */
    @Test
    void thoseThatItDidNotReachAreNamedAndNoOthers() {
        assertThat(of("""
                        From: System Administrator <postmaster@dest.example>
                        Subject: Undeliverable: offer

                        Your message

                          To:      all@list.example
                          Subject: offer
                          Sent:    Mon, 5 Jan 2026 10:00:00 +0100

                        did not reach the following recipient(s):

                        SMTP=gone@dest.example on Mon, 5 Jan 2026 10:00:02 +0100
                            The recipient name is not recognized
                        """, ""))
                .isInstanceOfSatisfying(
                        AutomaticMail.Bounce.class,
                        bounce -> assertThat(bounce.report().recipients())
                                .singleElement()
                                .satisfies(one -> {
                                    assertThat(one.recipient()).isEqualTo("gone@dest.example");
                                    assertThat(one.hard()).isTrue();
                                }));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "550 5.0.0 Addressee unknown",
                "550 No mail box available for this user",
                "550 is not an active address at this host",
                "553 sorry, this recipient is not in my validrcptto list",
                "550 Odbiorca nieznany",
                "550 neveljaven naslov",
                "550 Empfänger nicht bekannt",
                "550 destinatário inválido"
            })
    void wordsAtRecipientSayThatAnAddressIsDead(String said) {
        assertThat(BounceReasons.of(said, "5.0.0", "550", SmtpStage.RECIPIENT)).isEqualTo("userunknown");
    }

    @Test
    void aMessageThatIsTooBigSaysNothingOfItsRecipient() {
        assertThat(BounceReasons.of("550 max message size exceeded", "5.1.1", "550", SmtpStage.RECIPIENT))
                .isEqualTo("mesgtoobig");
    }

    @Test
    void aReceiptThatSomethingWasReadIsAnAutomaticReply() {
        var mail = "From: zofia@customer.example\nSubject: Read: Your order\nContent-Type: multipart/report;"
                + " report-type=disposition-notification; boundary=r\n\n--r\nContent-Type: text/plain\n\nYour message was"
                + " read.\n--r\nContent-Type: message/disposition-notification\n\nFinal-Recipient: rfc822;"
                + " zofia@customer.example\nOriginal-Message-ID: <sent-1@zrno.example>\nDisposition:"
                + " manual-action/MDN-sent-manually; displayed\n\n--r--\n";
        assertThat(AutomaticMail.of(
                        new MailParser().parse(mail.getBytes(StandardCharsets.UTF_8)), "zofia@customer.example"))
                .isInstanceOf(AutomaticMail.AutoReply.class);
    }
}
