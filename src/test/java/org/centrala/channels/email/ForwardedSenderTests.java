package org.centrala.channels.email;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.centrala.channels.email.parse.MailParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who wrote what somebody passes on. */
class ForwardedSenderTests {
    private static String sender(String subject, String text) throws Exception {
        var mail = "From: agent@office.example\nSubject: " + subject + "\nContent-Type: text/plain; charset=utf-8\n\n"
                + text;
        return ForwardedSender.of(new MailParser().parse(mail.getBytes(UTF_8)))
                .map(one -> one.name() + " " + one.address())
                .orElse("");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "---------- Forwarded message ---------\nFrom: Ana Kovač <ana@posta.example>\nDate: Sun\nSubject: x\n",
                "-----Original Message-----\nFrom: Ana Kovač [mailto:ana@posta.example]\nSent: Sunday\n",
                "________________________________\nVon: Ana Kovač <ana@posta.example>\nGesendet: Sonntag\nAn: b\n",
                "---- Przekazana wiadomość ----\nOd: \"Ana Kovač\" <ana@posta.example>\nData: dziś\n",
                "> Od: Ana Kovač <ana@posta.example>\n> Poslano: danes\n> Za: b\n",
                "*From:* Ana Kovač <ana@posta.example>\n*To:* b\n\nSubject: x"
            })
    void isReadFromTheLinesOfEachProgram(String lines) throws Exception {
        assertThat(sender("Fwd: Help", "See below\n\n" + lines + "\nIt leaks."))
                .isEqualTo("Ana Kovač ana@posta.example");
    }

    @Test
    void isNobodyWhenNothingIsPassedOn() throws Exception {
        assertThat(sender(
                        "Re: Help", "Hi\n\n-----Original Message-----\nFrom: Ana <ana@posta.example>\nSent: Sunday\n"))
                .isEmpty();
        assertThat(sender("Fwd: Help", "From: my point of view, ana@posta.example is wrong\n"))
                .isEmpty();
        assertThat(sender("Fwd: Help", "From: nobody\nDate: Sunday\n")).isEmpty();
    }

    @Test
    void isReadFromTheMailThatIsAttached() throws Exception {
        var mail = """
                From: agent@office.example
                Subject: look
                Content-Type: multipart/mixed; boundary=b

                --b
                Content-Type: text/plain

                look
                --b
                Content-Type: message/rfc822

                From: Ana <ana@posta.example>
                Subject: Help

                It leaks.
                --b--
                """;
        assertThat(ForwardedSender.of(new MailParser().parse(mail.getBytes(UTF_8))))
                .hasValueSatisfying(one -> assertThat(one.address()).isEqualTo("ana@posta.example"));
    }

    @Test
    void isLookedForInLinearTime() throws Exception {
        sender("Fwd: x", "From: ".repeat(20_000) + "\n" + "a".repeat(100_000));
        sender("Fwd: x", ("From: " + "a@".repeat(100) + "\nDate:\n").repeat(2_000));
    }
}
