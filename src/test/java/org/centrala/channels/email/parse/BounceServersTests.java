package org.centrala.channels.email.parse;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

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
