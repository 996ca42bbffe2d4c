package org.centrala.channels.email;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import org.centrala.channels.email.Submission.Result;
import org.centrala.channels.email.Submission.Server;
import org.centrala.channels.email.imap.AccessTokens;
import org.centrala.channels.email.imap.TestTokens;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.subethamail.smtp.auth.EasyAuthenticationHandlerFactory;
import org.subethamail.smtp.auth.LoginFailedException;
import org.subethamail.smtp.helper.SimpleMessageListener;
import org.subethamail.smtp.server.SMTPServer;

/** Submission to servers that encrypt, with all that can be wrong with them. */
class SubmissionTlsTests {
    private static final String HOST = "localhost";
    private static final byte[] MAIL = """
            From: <support@shop.example>\r
            To: <ana@customers.example>\r
            Subject: It comes tomorrow\r
            \r
            Żółty ekspres.\r
            """.getBytes(StandardCharsets.UTF_8);

    private static final AccessTokens NO_TOKENS = TestTokens.none();

    private static TestCertificates certificates;
    private static SSLContext good;
    private static SSLContext otherName;
    private static SSLContext expired;
    private static SSLContext selfSigned;

    private final Submission submission = new Submission(host -> false, certificates.trust(), NO_TOKENS);
    private final List<String> received = new CopyOnWriteArrayList<>();
    private final List<SMTPServer> servers = new ArrayList<>();

    @BeforeAll
    static void issue() {
        certificates = new TestCertificates();
        good = certificates.server(HOST, 1, 30);
        otherName = certificates.server("mail.elsewhere.example", 1, 30);
        expired = certificates.server(HOST, 60, 30);
        selfSigned = certificates.selfSigned(HOST);
    }

    @AfterEach
    void stop() {
        servers.forEach(SMTPServer::stop);
    }

    @ParameterizedTest
    @ValueSource(strings = {"starttls", "tls"})
    void aMailGoesEncryptedAndSignedIn(String tls) {
        assertThat(send(tls, serve(tls, good), "correct horse")).isEqualTo(new Result.Sent(null));

        assertThat(received).hasSize(1);
        assertThat(received.getFirst()).startsWith("encrypted").contains("Żółty ekspres.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"starttls", "tls"})
    void aWrongPasswordIsRefusedForGoodInTheServersWords(String tls) {
        assertThat(send(tls, serve(tls, good), "wrong horse")).isInstanceOfSatisfying(Result.Refused.class, refused -> {
            assertThat(refused.detail().kind()).isEqualTo("authentication");
            assertThat(refused.detail().smtpCode()).isEqualTo(535);
            assertThat(refused.detail().reason()).contains("535");
        });
        assertThat(received).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"starttls", "tls"})
    void aCertificateForAnotherNameIsNotBelieved(String tls) {
        refusedFor(tls, otherName, "is made out to another name");
    }

    @ParameterizedTest
    @ValueSource(strings = {"starttls", "tls"})
    void anExpiredCertificateIsNotBelieved(String tls) {
        refusedFor(tls, expired, "has expired");
    }

    @ParameterizedTest
    @ValueSource(strings = {"starttls", "tls"})
    void aCertificateThatNobodyVouchesForIsNotBelieved(String tls) {
        refusedFor(tls, selfSigned, "is issued by nobody whom this machine trusts");
    }

    @Test
    void whereTheOfferOfEncryptionIsTakenOutNothingIsSaid() throws IOException {
        try (var between = new StrippingProxy(serve("starttls", good))) {
            var result = send("starttls", between.port(), "correct horse");

            assertThat(result).isInstanceOfSatisfying(Result.TryAgain.class, again -> {
                assertThat(again.detail().kind()).isEqualTo("tls");
                assertThat(again.detail().reason())
                        .isEqualTo(HOST + ":" + between.port()
                                + " does not offer STARTTLS, without which nothing is sent to it");
            });
            assertThat(between.overheard()).isNotEmpty().noneMatch(line -> line.matches("(AUTH|MAIL|RCPT|DATA).*"));
        }
        assertThat(received).isEmpty();
    }

    @Test
    void aServerThatDoesNotSpeakTlsAtAllIsNotSpokenToInTheClear() {
        var result = send("tls", serve("none", good), "correct horse");

        assertThat(result)
                .isInstanceOfSatisfying(
                        Result.TryAgain.class,
                        again -> assertThat(again.detail().reason()).startsWith("No encrypted connection to " + HOST));
        assertThat(received).isEmpty();
    }

    @Test
    void theTrialInTheSettingsSaysTheSame() {
        var steps = submission.check(server("starttls", serve("starttls", expired), "correct horse"));

        assertThat(steps).extracting(ServerCheck::step).containsExactly("connect", "tls");
        assertThat(steps.getLast().ok()).isFalse();
        assertThat(steps.getLast().detail()).contains("has expired");
    }

    @Test
    void onTheLoopbackACertificateOfOnesOwnWillDo() {
        var result = new Submission(NO_TOKENS)
                .send(
                        server("starttls", serve("starttls", selfSigned), "correct horse"),
                        "support@shop.example",
                        List.of("ana@customers.example"),
                        MAIL);

        assertThat(result).isEqualTo(new Result.Sent(null));
    }

    private void refusedFor(String tls, SSLContext certificate, String reason) {
        var result = send(tls, serve(tls, certificate), "correct horse");

        assertThat(result).isInstanceOfSatisfying(Result.TryAgain.class, again -> {
            assertThat(again.detail().kind()).isEqualTo("tls");
            assertThat(again.detail().reason())
                    .startsWith("The certificate of " + HOST)
                    .contains(reason);
        });
        assertThat(received).isEmpty();
    }

    private Result send(String tls, int port, String password) {
        return submission.send(
                server(tls, port, password), "support@shop.example", List.of("ana@customers.example"), MAIL);
    }

    private static Server server(String tls, int port, String password) {
        return new Server(HOST, port, tls, "shop", password, null);
    }

    /** A server that takes mail only from who signed in, and lets nobody sign in without encryption. */
    private int serve(String tls, SSLContext certificate) {
        var builder = SMTPServer.port(0)
                .bindAddress(InetAddress.getLoopbackAddress())
                .hostName(HOST)
                .requireAuth()
                .authenticationHandlerFactory(new EasyAuthenticationHandlerFactory((user, password, context) -> {
                    if (!user.equals("shop") || !password.equals("correct horse")) {
                        throw new LoginFailedException("Authentication credentials invalid");
                    }
                }))
                .simpleMessageListener(new SimpleMessageListener() {
                    @Override
                    public boolean accept(String from, String recipient) {
                        return true;
                    }

                    @Override
                    public void deliver(String from, String recipient, InputStream data) throws IOException {
                        received.add((tls.equals("none") ? "clear " : "encrypted ")
                                + new String(data.readAllBytes(), StandardCharsets.UTF_8));
                    }
                });
        switch (tls) {
            case "starttls" -> builder.startTlsSocketFactory(certificate).requireTLS();
            case "tls" -> builder.serverSocketFactory(certificate);
            default -> {}
        }
        var server = builder.build();
        server.start();
        servers.add(server);
        return server.getPortAllocated();
    }
}
