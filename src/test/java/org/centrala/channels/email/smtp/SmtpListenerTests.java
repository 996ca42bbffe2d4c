package org.centrala.channels.email.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import jakarta.mail.Message;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;
import org.centrala.channels.email.SmtpTalk;
import org.centrala.platform.CentralaSettings;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SmtpListenerTests {
    private record Kept(String sender, String helo, List<MailDoor.Recipient> recipients, byte[] bytes) {
        String text() {
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }
    }

    private final UUID support = UUID.randomUUID();
    private final UUID sales = UUID.randomUUID();
    private final List<Kept> kept = Collections.synchronizedList(new ArrayList<>());
    private volatile boolean full;
    private volatile boolean away;
    private volatile @Nullable RuntimeException failure;
    private SmtpListener listener;

    private final MailDoor door = new MailDoor() {
        @Override
        public Optional<UUID> mailbox(String address) {
            return address.startsWith("support")
                    ? Optional.of(support)
                    : address.startsWith("sales") ? Optional.of(sales) : Optional.empty();
        }

        @Override
        public boolean full() {
            return full;
        }

        @Override
        public boolean away() {
            return away;
        }

        @Override
        public void keep(Sender sender, List<Recipient> recipients, InputStream message) throws IOException {
            var bytes = message.readAllBytes();
            if (failure != null) {
                throw failure;
            }
            assertThat(sender.client()).isEqualTo("127.0.0.1");
            kept.add(new Kept(sender.address(), sender.helo(), recipients, bytes));
        }
    };

    @BeforeEach
    void listen() {
        listen(settings(100_000, 30_000, 100));
    }

    private static SmtpSettings settings(int size, int burst, int connections) {
        return new SmtpSettings(
                null, null, size, 500, connections, 100, 1, burst, Duration.ofSeconds(20), Duration.ofSeconds(20));
    }

    private void listen(SmtpSettings settings) {
        if (listener != null) {
            listener.stop();
        }
        listener = new SmtpListener(
                new CentralaSettings(
                        Path.of("target"),
                        "127.0.0.1",
                        0,
                        URI.create("http://mail.example"),
                        List.of(),
                        null,
                        null,
                        Duration.ZERO,
                        0,
                        CentralaSettings.Metrics.KEY,
                        false),
                settings,
                door);
        listener.start();
    }

    @AfterEach
    void end() {
        listener.stop();
    }

    private SmtpTalk talk() {
        return new SmtpTalk(listener.port());
    }

    private SmtpTalk inData() {
        var talk = talk();
        talk.say("EHLO test");
        assertThat(talk.say("MAIL FROM:<a@example.com>")).startsWith("250");
        assertThat(talk.say("RCPT TO:<support@zrno.example>")).startsWith("250");
        assertThat(talk.say("DATA")).startsWith("354");
        return talk;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    @Test
    void offersWhatItKeepsAndNothingElse() {
        try (var talk = talk()) {
            assertThat(talk.say("EHLO test"))
                    .contains("SIZE 100000", "8BITMIME", "PIPELINING", "SMTPUTF8")
                    .doesNotContain("CHUNKING", "STARTTLS", "AUTH");
        }
    }

    @Test
    void keepsEveryOctetAndTakesStuffedDotsOut() {
        var content =
                "Subject: x\n\nbare line feeds\nlong " + "x".repeat(5000) + "\n8-bit \u00e9\u00ff\r\nnul \0 too\r\n";
        try (var talk = inData()) {
            talk.write(bytes("..first\r\n" + content + "..dot\r\n.\r\n"));
            talk.expect("250");
        }
        assertThat(kept)
                .singleElement()
                .satisfies(one -> assertThat(one.text()).isEqualTo(".first\r\n" + content + ".dot\r\n"));
    }

    @Test
    void nothingButTheWholeMarkEndsAMessage() {
        var smuggled = "one\n.\nMAIL FROM:<evil@example.com>\r\n two\n.\r\n three\r.\r\n four\r\n.\n five\r\n..\r\n";
        try (var talk = inData()) {
            talk.write(bytes(smuggled));
            talk.write(bytes(".\r\n"));
            talk.expect("250");
            assertThat(talk.say("NOOP")).startsWith("250");
        }
        assertThat(kept).hasSize(1);
        assertThat(kept.getFirst().text())
                .contains("one\n.\nMAIL FROM", "two\n.\r\n three\r.\r\n four\r\n\n five\r\n.\r\n");
    }

    @Test
    void pipelinedCommandsBehindTheMarkAreNotEaten() {
        try (var talk = inData()) {
            talk.write(bytes("x\r\n.\r\nMAIL FROM:<b@example.com>\r\nRCPT TO:<sales@zrno.example>\r\nDATA\r\n"));
            talk.expect("250");
            talk.expect("250");
            talk.expect("250");
            talk.expect("354");
            talk.write(bytes("y\r\n."));
            talk.write(bytes("\r\n"));
            talk.expect("250");
        }
        assertThat(kept).extracting(Kept::sender).containsExactly("a@example.com", "b@example.com");
        assertThat(kept).extracting(Kept::text).containsExactly("x\r\n", "y\r\n");
    }

    @Test
    void unknownRecipientsAreRefusedAndTheNullSenderIsNot() {
        try (var talk = talk()) {
            talk.say("HELO test");
            assertThat(talk.say("MAIL FROM:<> SIZE=100 BODY=8BITMIME")).startsWith("250");
            assertThat(talk.say("RCPT TO:<nobody@zrno.example>")).startsWith("550 5.1.1");
            assertThat(talk.say("DATA")).startsWith("554");
            assertThat(talk.say("RCPT TO:<support+anything@zrno.example>")).startsWith("250");
            assertThat(talk.say("RCPT TO:<support@zrno.example>")).startsWith("250");
            assertThat(talk.say("RCPT TO:<sales@zrno.example>")).startsWith("250");
            assertThat(talk.say("DATA")).startsWith("354");
            talk.write(bytes("x\r\n.\r\n"));
            talk.expect("250");
        }
        assertThat(kept).singleElement().satisfies(one -> {
            assertThat(one.sender()).isEmpty();
            assertThat(one.recipients()).extracting(MailDoor.Recipient::mailbox).containsExactly(support, sales);
        });
    }

    @Test
    void tooMuchIsRefusedAsDeclaredAndAsSent() {
        try (var talk = talk()) {
            talk.say("EHLO test");
            assertThat(talk.say("MAIL FROM:<a@example.com> SIZE=99999999999999999999"))
                    .startsWith("552");
            assertThat(talk.deliver("a@example.com", "support@zrno.example", "x".repeat(150_000)))
                    .startsWith("552");
            assertThat(talk.deliver("a@example.com", "support@zrno.example", "fits"))
                    .startsWith("250");
        }
        assertThat(kept).hasSize(1);
    }

    @Test
    void nothingIsAcknowledgedThatWasNotKept() {
        try (var talk = talk()) {
            talk.say("EHLO test");
            failure = new IllegalStateException("database away");
            assertThat(talk.deliver("a@example.com", "support@zrno.example", "x"))
                    .startsWith("451");
            failure = new IllegalStateException(new SQLException("disk", "53100"));
            assertThat(talk.deliver("a@example.com", "support@zrno.example", "x"))
                    .startsWith("452");
            failure = null;
            full = true;
            assertThat(talk.say("MAIL FROM:<a@example.com>")).startsWith("452");
            full = false;
            away = true;
            assertThat(talk.say("MAIL FROM:<a@example.com>")).startsWith("451");
            away = false;
            assertThat(talk.deliver("a@example.com", "support@zrno.example", "x"))
                    .startsWith("250");
        }
        assertThat(kept).hasSize(1);
    }

    @Test
    void aConnectionThatBreaksWithinAMessageLeavesNothing() {
        try (var talk = inData()) {
            talk.write(bytes("half a mess"));
        }
        try (var talk = inData()) {
            talk.write(bytes("whole\r\n.\r\n"));
            talk.expect("250");
        }
        assertThat(kept).extracting(Kept::text).containsExactly("whole\r\n");
    }

    @Test
    void limitsOfConnectionsAndRateHold() {
        listen(settings(100_000, 3, 2));
        try (var one = talk();
                var two = talk()) {
            assertThat(two.say("EHLO x")).startsWith("250");
            assertThat(catchThrowable(this::talk)).hasMessageContaining("421");
            for (int i = 0; i < 3; i++) {
                assertThat(one.deliver("a@example.com", "support@zrno.example", "x"))
                        .startsWith("250");
            }
            assertThat(one.say("MAIL FROM:<a@example.com>")).startsWith("451 4.7.1");
        }
    }

    @Test
    void aCertificateMakesItOfferTls() throws Exception {
        listen(new SmtpSettings(
                Path.of("src/test/resources/smtp/certificate.pem"),
                Path.of("src/test/resources/smtp/key.pem"),
                100_000,
                500,
                100,
                100,
                1,
                30_000,
                Duration.ofSeconds(20),
                Duration.ofSeconds(20)));
        try (var talk = talk()) {
            assertThat(talk.say("EHLO test")).contains("STARTTLS");
        }
        var properties = new Properties();
        properties.put("mail.smtp.host", "127.0.0.1");
        properties.put("mail.smtp.port", Integer.toString(listener.port()));
        properties.put("mail.smtp.starttls.required", "true");
        properties.put("mail.smtp.starttls.enable", "true");
        properties.put("mail.smtp.ssl.trust", "*");
        properties.put("mail.smtp.ssl.checkserveridentity", "false");
        var session = Session.getInstance(properties);
        var mail = new MimeMessage(session);
        mail.setFrom("a@example.com");
        mail.setRecipients(Message.RecipientType.TO, "support@zrno.example");
        mail.setText("secret");
        Transport.send(mail);
        assertThat(kept).singleElement().satisfies(one -> assertThat(one.text()).contains("secret"));
    }
}
