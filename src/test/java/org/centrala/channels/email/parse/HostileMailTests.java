package org.centrala.channels.email.parse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Mail that was damaged or made to hurt: it is read or refused with a reason, in time, and nothing of it is lost. */
class HostileMailTests {
    private static final long LONGEST_NANOS = 5_000_000_000L;

    private final MailReader reader = new MailReader();

    @Test
    void base64ThatEndsAtEveryGroupIsReadInLinearTime() {
        var line = "AAA=".repeat(1_000_000).getBytes(StandardCharsets.US_ASCII);
        long started = System.nanoTime();

        var decoded = TransferEncoding.base64(line, 0, line.length);

        assertThat(decoded).hasSize(2_000_000);
        assertThat(System.nanoTime() - started).isLessThan(2_000_000_000L);
    }

    @Test
    void damagedMailIsReadInTime() throws IOException {
        var originals = new ArrayList<byte[]>();
        try (var files = Files.walk(Path.of("src/test/resources/mail"))) {
            for (var file : files.filter(one -> one.toString().endsWith(".eml"))
                    .sorted()
                    .toList()) {
                originals.add(Files.readAllBytes(file));
            }
        }
        assertThat(mutated(originals, 30)).isGreaterThan(1500);
    }

    @Test
    void damagedMailOfOthersIsReadInTime() {
        var originals = new ArrayList<byte[]>();
        for (var folder : List.of("mime", "bounces")) {
            Corpora.mails(folder).forEach(file -> originals.add(Corpora.bytes(file)));
        }
        assertThat(mutated(originals, 5)).isGreaterThan(500);
    }

    private int mutated(List<byte[]> originals, int rounds) {
        var random = new Random(20261122);
        int read = 0;
        for (var original : originals) {
            for (int round = 0; round < rounds; round++) {
                var mail = mutation(original, random);
                long started = System.nanoTime();
                try {
                    var reading = reader.read(mail);
                    AutomaticMail.of(reading.mail(), round % 2 == 0 ? "" : "a@customer.example");
                    assertThat(reading.mail().text() + reading.mail().subject()).doesNotContain("\0");
                    assertThat(reading.mail().warnings()).doesNotContain("mail.malformed", "mail.tooSlow");
                } catch (MailUnreadable refused) {
                    assertThat(refused.code()).isIn("mail.empty", "mail.tooManyParts");
                }
                assertThat(System.nanoTime() - started).isLessThan(LONGEST_NANOS);
                read++;
            }
        }
        return read;
    }

    private static byte[] mutation(byte[] original, Random random) {
        var mail = original.clone();
        switch (random.nextInt(6)) {
            case 0 -> mail = Arrays.copyOf(mail, random.nextInt(mail.length));
            case 1 -> {
                for (int i = random.nextInt(30); i >= 0; i--) {
                    mail[random.nextInt(mail.length)] = (byte) random.nextInt(256);
                }
            }
            case 2 -> {
                for (int i = random.nextInt(6); i >= 0; i--) {
                    int from = random.nextInt(mail.length);
                    int to = random.nextInt(mail.length);
                    int length = Math.min(random.nextInt(200), mail.length - Math.max(from, to));
                    System.arraycopy(original, from, mail, to, length);
                }
            }
            case 3 -> mail = shuffled(original, random);
            case 4 ->
                mail = new String(original, StandardCharsets.ISO_8859_1)
                        .replace(random.nextBoolean() ? "\r\n" : "\n", random.nextBoolean() ? "\n" : "\r")
                        .getBytes(StandardCharsets.ISO_8859_1);
            default -> {
                mail = Arrays.copyOf(original, original.length * 2);
                System.arraycopy(original, 0, mail, original.length, original.length);
            }
        }
        return mail;
    }

    /** The header's lines in another order, folded ones torn from their field. */
    private static byte[] shuffled(byte[] original, Random random) {
        var text = new String(original, StandardCharsets.ISO_8859_1);
        int end = text.indexOf("\n\n");
        end = end < 0 ? text.indexOf("\r\n\r\n") : end;
        if (end < 0) {
            return original;
        }
        var lines = new ArrayList<>(List.of(text.substring(0, end).split("\n")));
        Collections.shuffle(lines, random);
        return (String.join("\n", lines) + text.substring(end)).getBytes(StandardCharsets.ISO_8859_1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ">",
                ">\n",
                "> a\n",
                "--\n",
                "-- \nx\n> q\n",
                "On 1 2026 a wrote:\n> q\n",
                "From: a\nTo: b\n",
                "a@b ",
                "<",
                "On On On ",
                "_",
                "-",
                "x\n\n\n",
                "\u00a0",
                "|\n",
                "-----Original Message-----\n",
                "http://a.b/?",
                "0:0",
                "((((",
                "Sent from my ",
                "wrote:",
                ">:",
                "@"
            })
    void aMegabyteOfOneThingTakesLinearTime(String one) {
        var text = one.repeat(1_000_000 / one.length());
        long started = System.nanoTime();
        VisibleReply.of(text);
        VisibleReply.of("Hello\n" + text + "\nbye");
        HtmlText.of(text);
        var mail = new MailParser()
                .parse(("From: a@b.example\r\nSubject: Undelivered Mail\r\n\r\n" + text)
                        .getBytes(StandardCharsets.UTF_8));
        AutomaticMail.of(mail, "");
        AutomaticMail.of(mail, "a@b.example");
        assertThat(System.nanoTime() - started).isLessThan(LONGEST_NANOS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<",
                "(",
                "\"",
                "=?",
                "=?utf-8?B?",
                "=?utf-8?Q?=41?= ",
                "a@b,",
                "<a@b",
                ";",
                "x=\"y\";",
                "*0*=a;",
                "\\",
                "%41",
                "1:",
                "Nov ",
                "+0100 ",
                "'",
                ":",
                ">"
            })
    void aHeaderOfOneThingTakesLinearTime(String one) {
        var value = one.repeat(500_000 / one.length());
        long started = System.nanoTime();
        for (var name : new String[] {
            "From",
            "To",
            "Subject",
            "Date",
            "Message-ID",
            "References",
            "Content-Type",
            "Content-Disposition",
            "X-Failed-Recipients"
        }) {
            new MailParser()
                    .parse(("From: a@b.example\r\n" + name + ": text/plain;" + value + "\r\n\r\nx")
                            .getBytes(StandardCharsets.UTF_8));
        }
        assertThat(System.nanoTime() - started).isLessThan(LONGEST_NANOS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<div>",
                "<table><tr><td>",
                "<b>",
                "<blockquote>",
                "<ol><li>",
                "<a href=x>",
                "<p style=\"a:b\">",
                "<!--",
                "&amp",
                "<![CDATA[",
                "<x",
                "<svg><math>",
                "<font><i>"
            })
    void htmlOfOneThingIsReadInTime(String one) {
        long started = System.nanoTime();
        var reading = reader.read(
                ("From: a@b.example\r\nContent-Type: text/html\r\n\r\n" + one.repeat(1_000_000 / one.length()))
                        .getBytes(StandardCharsets.UTF_8));
        assertThat(reading.mail().from()).isNotNull();
        assertThat(System.nanoTime() - started).isLessThan(2 * LONGEST_NANOS);
    }

    @Test
    void aMailThatTakesTooLongIsTakenInPlainWithTheWholeAttached() {
        var raw =
                "From: a@b.example\r\nSubject: x\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nwords\r\n--b--\r\n"
                        .getBytes(StandardCharsets.UTF_8);
        var mail = MailParser.degraded(raw, "mail.tooSlow");
        assertThat(mail.subject()).isEqualTo("x");
        assertThat(mail.text()).contains("words");
        assertThat(mail.attachments())
                .singleElement()
                .satisfies(file -> assertThat(file.content()).isEqualTo(raw));
        assertThat(mail.warnings()).containsExactly("mail.tooSlow");
    }
}
