package org.centrala.channels.email;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.IntFunction;
import org.centrala.channels.email.Submission.Result;
import org.centrala.channels.email.imap.TestTokens;
import org.centrala.platform.web.Problem;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.subethamail.smtp.AuthenticationHandler;
import org.subethamail.smtp.AuthenticationHandlerFactory;
import org.subethamail.smtp.MessageContext;
import org.subethamail.smtp.RejectException;
import org.subethamail.smtp.helper.SimpleMessageListener;
import org.subethamail.smtp.server.SMTPServer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Submission to a server that takes access tokens only (XOAUTH2), with a provider of our own. */
class SubmissionTokenTests {
    private static final byte[] MAIL =
            "From: <support@shop.example>\r\nTo: <ana@customers.example>\r\nSubject: x\r\n\r\nIt comes.\r\n"
                    .getBytes(StandardCharsets.UTF_8);
    private static final String SIGN_IN = "user=shop\u0001auth=Bearer %s\u0001\u0001";

    private final List<String> said = new CopyOnWriteArrayList<>();
    private final List<String> received = new CopyOnWriteArrayList<>();
    private @Nullable SMTPServer server;
    private @Nullable TestTokens provider;
    private @Nullable Submission submission;

    @AfterEach
    void stop() {
        Objects.requireNonNull(server).stop();
        Objects.requireNonNull(provider).close();
    }

    /** Takes one token; any other is answered as Google and Microsoft do. */
    private final class Tokens implements AuthenticationHandlerFactory {
        private final String good;

        Tokens(String good) {
            this.good = good;
        }

        @Override
        public List<String> getAuthenticationMechanisms() {
            return List.of("XOAUTH2", "LOGIN", "PLAIN");
        }

        @Override
        public AuthenticationHandler create() {
            return new AuthenticationHandler() {
                private boolean refused;

                @Override
                public Optional<String> auth(String line, MessageContext context) throws RejectException {
                    if (refused) {
                        throw new RejectException(535, "5.7.8 Username and Password not accepted");
                    }
                    var sent = new String(
                            Base64.getDecoder().decode(line.substring(line.lastIndexOf(' ') + 1)),
                            StandardCharsets.UTF_8);
                    said.add(sent);
                    if (sent.equals(SIGN_IN.formatted(good))) {
                        return Optional.empty();
                    }
                    refused = true;
                    return Optional.of("334 eyJzdGF0dXMiOiI0MDAifQ==");
                }

                @Override
                public Object getIdentity() {
                    return "shop";
                }
            };
        }
    }

    private Submission.Server serving(String good, IntFunction<String> answers) {
        server = SMTPServer.port(0)
                .bindAddress(InetAddress.getLoopbackAddress())
                .requireAuth()
                .authenticationHandlerFactory(new Tokens(good))
                .simpleMessageListener(new SimpleMessageListener() {
                    @Override
                    public boolean accept(String from, String recipient) {
                        return true;
                    }

                    @Override
                    public void deliver(String from, String recipient, InputStream data) throws java.io.IOException {
                        received.add(new String(data.readAllBytes(), StandardCharsets.UTF_8));
                    }
                })
                .build();
        server.start();
        provider = new TestTokens(answers);
        submission = new Submission(host -> true, null, provider.tokens());
        return new Submission.Server(
                "127.0.0.1",
                server.getPortAllocated(),
                "none",
                "shop",
                null,
                new Submission.Grant(UUID.randomUUID(), provider.grant()));
    }

    private Result send(Submission.Server to) {
        return Objects.requireNonNull(submission)
                .send(to, "support@shop.example", List.of("ana@customers.example"), MAIL);
    }

    private TestTokens provider() {
        return Objects.requireNonNull(provider);
    }

    @Test
    void aMailIsSubmittedWithAnAccessTokenThatIsAskedForOnce() {
        var to = serving(
                "good", count -> "{\"access_token\":\"good\",\"expires_in\":3600,\"refresh_token\":\"second\"}");

        assertThat(send(to)).isEqualTo(new Result.Sent(null));
        assertThat(send(to)).isEqualTo(new Result.Sent(null));

        assertThat(received).hasSize(2).first().asString().contains("It comes.");
        assertThat(provider().asked)
                .hasSize(1)
                .first()
                .asString()
                .contains("grant_type=refresh_token", "refresh_token=first", "client_secret=hush");
        assertThat(provider().replaced).containsExactly("first by second");
        assertThat(Objects.requireNonNull(submission).check(to))
                .extracting(ServerCheck::step)
                .containsExactly("connect", "auth");
    }

    @Test
    void aTokenThatEndedBeforeItsTimeIsAskedForAnew() {
        var to = serving("good", count -> "{\"access_token\":\"" + (count == 1 ? "ended" : "good") + "\"}");

        assertThat(send(to)).isEqualTo(new Result.Sent(null));

        assertThat(said).containsExactly(SIGN_IN.formatted("ended"), SIGN_IN.formatted("good"));
        assertThat(provider().asked).hasSize(2);
    }

    @Test
    void aRevokedGrantIsToldInWordsAndNeverAsAPassword() {
        var to = serving("good", count -> "{\"error\":\"invalid_grant\",\"error_description\":\"Token was revoked\"}");

        assertThat(send(to)).isInstanceOfSatisfying(Result.Refused.class, refused -> {
            assertThat(refused.detail().kind()).isEqualTo("authentication");
            assertThat(refused.detail().reason()).contains("grant access again", "Token was revoked");
        });
        assertThat(said).isEmpty();
        assertThat(Objects.requireNonNull(submission).check(to)).singleElement().satisfies(step -> {
            assertThat(step.step()).isEqualTo("auth");
            assertThat(step.detail()).contains("Token was revoked");
        });
    }

    @Test
    void aProviderThatIsAwayIsWaitedFor() {
        var to = serving("good", count -> "");
        provider().close();

        assertThat(send(to)).isInstanceOf(Result.TryAgain.class);
    }

    @Test
    void theGrantIsLentToServersOfTheSameDomainOnly() {
        serving("good", count -> "");
        assertThat(lent("smtp.mail.example", "starttls")).isEqualTo("shop@mail.example");
        for (var wrong : List.of("smtp.elsewhere.example", "mail.example.elsewhere.example")) {
            assertThatThrownBy(() -> lent(wrong, "starttls"))
                    .isInstanceOf(Problem.class)
                    .hasMessageContaining("same domain");
        }
        assertThatThrownBy(() -> lent("smtp.mail.example", "none")).hasMessageContaining("starttls or tls");
        assertThatThrownBy(() -> new OutgoingRules(null, JsonMapper.shared())
                        .smtp(settings("smtp.mail.example", "tls"), null, UUID.randomUUID(), null))
                .hasMessageContaining("incoming mail");
    }

    private static @Nullable String lent(String host, String tls) {
        var imap = new MailboxStore.Imap(
                "imap.mail.example",
                993,
                "tls",
                "shop@mail.example",
                null,
                new MailboxStore.OAuth("custom", "https://mail.example/token", "centrala", null, null),
                "INBOX",
                null,
                "now",
                "nothing",
                null,
                java.time.Instant.EPOCH,
                UUID.randomUUID(),
                MailboxStore.Plus.UNKNOWN,
                null,
                null);
        var smtp =
                new OutgoingRules(null, JsonMapper.shared()).smtp(settings(host, tls), null, UUID.randomUUID(), imap);
        return smtp == null ? null : smtp.username();
    }

    private static JsonNode settings(String host, String tls) {
        return JsonMapper.shared()
                .readTree("{\"smtp\":{\"host\":\"" + host + "\",\"tls\":\"" + tls + "\",\"signIn\":\"oauth2\"}}");
    }
}
