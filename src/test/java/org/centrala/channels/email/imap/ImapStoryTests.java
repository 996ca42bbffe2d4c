package org.centrala.channels.email.imap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.sun.net.httpserver.HttpServer;
import jakarta.mail.Flags;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.centrala.Api;
import org.centrala.platform.CentralaTest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

/** Mail that is fetched, against GreenMail over real sockets, seen through the API. */
@CentralaTest
@TestPropertySource(
        properties = {
            "centrala.bootstrap-token=imap-story-tests-0123456789abcdef",
            "centrala.undo-send=0s",
            "centrala.imap.poll=500ms",
            "centrala.imap.timeout=2s",
            "centrala.imap.retry=200ms",
            "centrala.imap.import-per-second=5000"
        })
class ImapStoryTests {
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static GreenMail server;

    @LocalServerPort
    private int port;

    private Api api;

    @BeforeAll
    static void startServer() {
        // the peer's own threads complain when a connection is cut, as it is here on purpose
        Awaitility.doNotCatchUncaughtExceptionsByDefault();
        server = new GreenMail(new ServerSetup[] {ServerSetup.IMAP.dynamicPort(), ServerSetup.SMTP.dynamicPort()});
        server.start();
    }

    @AfterAll
    static void stopServer() {
        server.stop();
        Awaitility.reset();
    }

    @BeforeEach
    void speak() {
        api = new Api(port, "imap-story-tests-0123456789abcdef");
    }

    private static GreenMailAccount account() {
        return GreenMailAccount.make(server, "imap" + NUMBER.incrementAndGet());
    }

    private Map<String, Object> incoming(GreenMailAccount account) {
        var incoming = new HashMap<String, Object>();
        incoming.put("type", "imap");
        incoming.put("host", "127.0.0.1");
        incoming.put("port", server.getImap().getPort());
        incoming.put("tls", "none");
        incoming.put("username", account.user().getLogin());
        incoming.put("password", "secret");
        return incoming;
    }

    private JsonNode mailbox(GreenMailAccount account, Map<String, Object> incoming, Object... more) {
        var body = new HashMap<String, Object>();
        body.put("address", account.address());
        body.put("incoming", incoming);
        for (int i = 0; i < more.length; i += 2) {
            body.put((String) more[i], more[i + 1]);
        }
        return api.post("/mailboxes", body).ok();
    }

    private static String mail(String from, String to, String id, String subject, String extra) {
        return "From: " + from + "\nTo: " + to + "\nSubject: " + subject + "\nMessage-ID: <" + id
                + ">\nDate: Sun, 22 Nov 2026 10:15:00 +0100\n" + extra + "Content-Type: text/plain; charset=utf-8\n\n"
                + "Text of " + subject + "\n";
    }

    private static String id() {
        return UUID.randomUUID() + "@customer.example";
    }

    private List<JsonNode> inbound(String messageId) {
        var items = new ArrayList<JsonNode>();
        api.get("/inbound?messageId=" + Api.encode(messageId)).ok().get("items").forEach(items::add);
        return items;
    }

    private JsonNode outcome(String messageId) {
        return await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(50))
                .until(
                        () -> inbound(messageId),
                        items -> !items.isEmpty()
                                && items.stream()
                                        .allMatch(item -> item.path("outcome").isString()))
                .getFirst();
    }

    private JsonNode state(JsonNode mailbox) {
        return api.get("/mailboxes/" + mailbox.get("id").asString()).ok().get("state");
    }

    private void awaitPhase(JsonNode mailbox, String phase) {
        await().atMost(Duration.ofSeconds(20))
                .until(() -> state(mailbox).path("fetching").path("phase").asString(""), phase::equals);
    }

    private List<String> events(JsonNode mailbox) {
        var kinds = new ArrayList<String>();
        JsonNode page;
        var after = "0";
        do {
            page = api.get("/events?limit=200&after=" + after).ok();
            for (var event : page.get("items")) {
                if (event.toString().contains(mailbox.get("id").asString())) {
                    kinds.add(event.get("kind").asString());
                }
            }
            after = page.get("next").asString();
        } while (!page.get("items").isEmpty());
        return kinds;
    }

    @Test
    void aMailboxStartsFromNowAndIsToldOfNewMailReadOrNot() {
        var account = account();
        var old = id();
        account.put(mail("zofia@customer.example", account.address(), old, "Old", ""));
        var mailbox = mailbox(account, incoming(account));
        assertThat(mailbox.get("incoming").get("type").asString()).isEqualTo("imap");
        assertThat(mailbox.get("incoming").get("hasPassword").asBoolean()).isTrue();
        assertThat(mailbox.toString()).doesNotContain("secret");
        awaitPhase(mailbox, "idle");

        var first = id();
        account.put(mail("zofia@customer.example", account.address(), first, "New", ""));
        assertThat(outcome(first).get("outcome").asString()).isEqualTo("conversation");
        var read = id();
        account.put(
                "INBOX",
                mail("zofia@customer.example", account.address(), read, "Read elsewhere", ""),
                Instant.now(),
                new Flags(Flags.Flag.SEEN));
        assertThat(outcome(read).get("outcome").asString()).isEqualTo("conversation");

        assertThat(inbound(old)).isEmpty();
        assertThat(state(mailbox).get("incoming").asString()).isEqualTo("ok");
        assertThat(state(mailbox).get("fetching").get("lastFetchedAt").isString())
                .isTrue();
    }

    @Test
    void whatIsKeptIsMarkedMovedOrDeletedAndWhatIsOldIsLeftAlone() throws Exception {
        for (var after : List.of("seen", "move:Done", "delete")) {
            var account = account();
            account.put(mail("zofia@customer.example", account.address(), id(), "Old", ""));
            var incoming = incoming(account);
            incoming.put("after", after);
            mailbox(account, incoming);
            var id = id();
            account.put(mail("zofia@customer.example", account.address(), id, "New", ""));
            outcome(id);
            var inbox = account.folder("INBOX");
            if (after.equals("seen")) {
                await().until(() -> inbox.getMessages().get(1).getFlags().contains(Flags.Flag.SEEN));
                assertThat(inbox.getMessages().get(0).getFlags().contains(Flags.Flag.SEEN))
                        .isFalse();
            } else {
                await().until(() -> inbox.getMessageCount() == 1);
                assertThat(inbox.getMessages().getFirst().getMimeMessage().getSubject())
                        .isEqualTo("Old");
            }
            if (after.startsWith("move")) {
                assertThat(account.folder("Done").getMessageCount()).isEqualTo(1);
            }
        }
    }

    @Test
    void oldMailIsImportedWhenAskedForAndAnswersNobody() {
        var account = account();
        var old = Instant.now().minus(300, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS);
        var ids = new ArrayList<String>();
        for (int i = 0; i < 120; i++) {
            ids.add(id());
            account.put(
                    "INBOX",
                    mail("old" + i + "@customer.example", account.address(), ids.get(i), "Old " + i, "")
                            .replaceFirst("Date: .*", "Date: Mon, 26 Jan 2026 10:15:00 +0100"),
                    old,
                    new Flags());
        }
        // it comes after the mailbox is saved and before its first look
        var between = id();
        account.put(
                "INBOX",
                mail("mia@customer.example", account.address(), between, "Between", ""),
                Instant.now().plusSeconds(30),
                new Flags());
        var incoming = incoming(account);
        incoming.put("since", "all");
        var mailbox = mailbox(account, incoming);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> inbound(ids.getLast()).size() == 1);
        outcome(between);
        assertThat(api.get("/messages?messageId=" + between)
                        .ok()
                        .get("items")
                        .get(0)
                        .get("imported")
                        .asBoolean())
                .isFalse();
        assertThat(inbound(between).get(0).get("id").asString())
                .as("new mail waits behind no import")
                .isLessThan(inbound(ids.getLast()).get(0).get("id").asString());
        for (var id : List.of(ids.getFirst(), ids.get(70), ids.getLast())) {
            var record = outcome(id);
            assertThat(record.get("outcome").asString()).isEqualTo("conversation");
            var conversation = api.get(
                            "/conversations/" + record.get("conversation").asString())
                    .ok();
            assertThat(conversation.get("status").asString()).isEqualTo("solved");
            assertThat(conversation.get("createdAt").asString()).startsWith("2026-01-26T09:15");
            var message = api.get("/messages?messageId=" + id).ok().get("items").get(0);
            assertThat(message.get("imported").asBoolean()).isTrue();
            assertThat(message.get("createdAt").asString()).startsWith("2026-01-26T09:15");
        }
        awaitPhase(mailbox, "idle");
        assertThat(state(mailbox).get("fetching").get("progress").isNull()).isTrue();
        var fresh = id();
        account.put(mail("zofia@customer.example", account.address(), fresh, "New", ""));
        outcome(fresh);
        assertThat(api.get("/messages?messageId=" + fresh)
                        .ok()
                        .get("items")
                        .get(0)
                        .get("imported")
                        .asBoolean())
                .isFalse();
    }

    @Test
    void olderMailComesOnlyFromTheDayOnThatWasNamedAlsoWhenThatIsSaidLater() {
        var account = account();
        var tooOld = id();
        var wanted = id();
        account.put(
                "INBOX",
                mail("a@customer.example", account.address(), tooOld, "Too old", ""),
                Instant.parse("2026-03-01T12:00:00Z"),
                new Flags());
        account.put(
                "INBOX",
                mail("b@customer.example", account.address(), wanted, "Wanted", ""),
                Instant.parse("2026-06-02T12:00:00Z"),
                new Flags());
        var mailbox = mailbox(account, incoming(account));
        var fresh = id();
        account.put(mail("c@customer.example", account.address(), fresh, "New", ""));
        outcome(fresh);
        assertThat(inbound(wanted)).isEmpty();

        api.patch(
                        "/mailboxes/" + mailbox.get("id").asString(),
                        Map.of("incoming", Map.of("type", "imap", "since", "2026-06-01")))
                .ok();
        outcome(wanted);
        awaitPhase(mailbox, "idle");
        assertThat(inbound(tooOld)).isEmpty();
        assertThat(inbound(fresh)).hasSize(1);
    }

    @Test
    void aRefusedSignInIsToldAndOverAsSoonAsThePasswordIsRight() {
        var account = account();
        var incoming = incoming(account);
        incoming.put("password", "wrong");
        var mailbox = mailbox(account, incoming);
        await().atMost(Duration.ofSeconds(10))
                .until(() -> state(mailbox).get("incoming").asString().equals("failing"));
        assertThat(state(mailbox).get("lastError").asString()).contains("refused the sign-in of imap");
        assertThat(state(mailbox).get("fetching").get("failingSince").isString())
                .isTrue();
        await().until(() -> events(mailbox).contains("mailbox.failing"));
        assertThat(api.get("/api/v1/inbound").status()).isEqualTo(200);

        api.patch(
                        "/mailboxes/" + mailbox.get("id").asString(),
                        Map.of("incoming", Map.of("type", "imap", "password", "secret")))
                .ok();
        awaitPhase(mailbox, "idle");
        assertThat(state(mailbox).get("incoming").asString()).isEqualTo("ok");
        await().until(() -> events(mailbox).contains("mailbox.recovered"));
    }

    @Test
    void oneServerThatNeverSpeaksDelaysNoOtherMailboxAndIsSaid() throws IOException {
        try (var silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            var stuck = account();
            var incoming = incoming(stuck);
            incoming.put("port", silent.getLocalPort());
            var mailbox = mailbox(stuck, incoming);
            var account = account();
            mailbox(account, incoming(account));
            long from = System.nanoTime();
            var id = id();
            account.put(mail("zofia@customer.example", account.address(), id, "Quick", ""));
            outcome(id);
            assertThat(Duration.ofNanos(System.nanoTime() - from)).isLessThan(Duration.ofSeconds(5));
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> state(mailbox).get("incoming").asString().equals("failing"));
            assertThat(state(mailbox).get("lastError").asString()).contains("127.0.0.1");
        }
    }

    @Test
    void aServerThatIsAwayIsUsedAgainAsSoonAsItTakesConnections() {
        var other = new GreenMail(ServerSetup.IMAP.dynamicPort());
        other.start();
        int itsPort = other.getImap().getPort();
        other.setUser("away@zrno.example", "away", "secret");
        var incoming = new HashMap<String, Object>(Map.of(
                "type",
                "imap",
                "host",
                "127.0.0.1",
                "port",
                itsPort,
                "tls",
                "none",
                "username",
                "away",
                "password",
                "secret"));
        var mailbox = api.post("/mailboxes", Map.of("address", "away@zrno.example", "incoming", incoming))
                .ok();
        awaitPhase(mailbox, "idle");
        other.stop();
        await().atMost(Duration.ofSeconds(15))
                .until(() -> state(mailbox).get("incoming").asString().equals("failing"));
        var again = new GreenMail(new ServerSetup(itsPort, "127.0.0.1", "imap"));
        again.start();
        try {
            var user = again.setUser("away@zrno.example", "away", "secret");
            awaitPhase(mailbox, "idle");
            var id = id();
            GreenMailAccount.append(
                    again,
                    user,
                    "INBOX",
                    mail("zofia@customer.example", "away@zrno.example", id, "Back", ""),
                    Instant.now(),
                    new Flags());
            outcome(id);
        } finally {
            again.stop();
        }
    }

    @Test
    void settingsAreTriedStepByStepAndWrongOnesAreRefused() {
        var account = account();
        var steps = api.post("/mailboxes/check", Map.of("incoming", incoming(account)))
                .ok()
                .get("checks");
        assertThat(steps.valueStream()
                        .map(step ->
                                step.get("step").asString() + step.get("ok").asBoolean()))
                .startsWith("connecttrue", "authtrue", "foldertrue");
        var wrong = incoming(account);
        wrong.put("folder", "Nowhere");
        steps = api.post("/mailboxes/check", Map.of("incoming", wrong)).ok().get("checks");
        assertThat(steps.get(steps.size() - 1).get("detail").asString()).contains("Nowhere");

        for (var field : Map.of(
                        "tls",
                        (Object) "maybe",
                        "since",
                        "yesterday",
                        "after",
                        "burn",
                        "username",
                        " ",
                        "port",
                        70000,
                        "host",
                        "a b")
                .entrySet()) {
            var bad = incoming(account);
            bad.put(field.getKey(), field.getValue());
            var answer = api.post("/mailboxes", Map.of("address", account.address(), "incoming", bad));
            assertThat(answer.status()).as(field.getKey()).isEqualTo(400);
            assertThat(answer.text()).contains("incoming." + field.getKey());
        }
    }

    @Test
    void theAddressAMailWasForIsAnAliasOrWhateverTheDomainCatches() {
        var account = account();
        var mailbox =
                mailbox(account, incoming(account), "aliases", List.of("Shop" + account.address()), "catchAll", true);
        assertThat(mailbox.get("aliases").get(0).asString()).isEqualTo("shop" + account.address());
        var alias = id();
        account.put(mail(
                "zofia@customer.example",
                "list@elsewhere.example",
                alias,
                "Alias",
                "Delivered-To: shop" + account.address() + "\n"));
        assertThat(outcome(alias).get("envelopeTo").asString()).isEqualTo("shop" + account.address());
        var caught = id();
        account.put(mail("zofia@customer.example", "anything@zrno.example", caught, "Caught", ""));
        assertThat(outcome(caught).get("envelopeTo").asString()).isEqualTo("anything@zrno.example");
        var other = account();
        var taken = api.post(
                "/mailboxes",
                Map.of("address", other.address(), "aliases", List.of(account.address()), "incoming", incoming(other)));
        assertThat(taken.status()).isEqualTo(409);
    }

    @Test
    void anAnswerFromAnotherProgramAppearsOnceAndIsNotSentAgain() {
        var account = account();
        account.folder("Sent");
        var mailbox = mailbox(account, incoming(account), "outgoing", outgoing());
        var question = id();
        account.put(mail("zofia@customer.example", account.address(), question, "Question", ""));
        var conversation = outcome(question).get("conversation").asString();

        var answer = UUID.randomUUID() + "@outlook.example";
        account.put(
                "Sent",
                mail(
                        account.address(),
                        "Zofia <zofia@customer.example>",
                        answer,
                        "Re: Question",
                        "In-Reply-To: <" + question + ">\n"),
                Instant.now(),
                new Flags(Flags.Flag.SEEN));
        var record = outcome(answer);
        assertThat(record.get("outcome").asString()).isEqualTo("conversation");
        assertThat(record.get("conversation").asString()).isEqualTo(conversation);
        var message = api.get("/messages?messageId=" + answer).ok().get("items").get(0);
        assertThat(message.get("direction").asString()).isEqualTo("outbound");
        assertThat(message.get("deliveryState").asString()).isEqualTo("sent");
        assertThat(message.get("actor").get("kind").asString()).isEqualTo("integration");
        assertThat(message.get("actor").get("name").asString()).isEqualTo(account.address());
        assertThat(api.get("/conversations/" + conversation).ok().get("status").asString())
                .isEqualTo("open");

        var private1 = UUID.randomUUID() + "@outlook.example";
        account.put(
                "Sent",
                mail(account.address(), "friend@elsewhere.example", private1, "Lunch", ""),
                Instant.now(),
                new Flags());
        record = outcome(private1);
        assertThat(record.get("outcome").asString()).isEqualTo("ownEcho");
        assertThat(record.get("reason").asString()).isEqualTo("sent.noConversation");

        var thanks = id();
        account.put(mail(
                "zofia@customer.example",
                account.address(),
                thanks,
                "Re: Question",
                "In-Reply-To: <" + answer + ">\n"));
        assertThat(outcome(thanks).get("conversation").asString()).isEqualTo(conversation);
        assertThat(api.get("/conversations/" + conversation + "/messages")
                        .ok()
                        .get("items")
                        .size())
                .isEqualTo(3);
        assertThat(List.of(server.getReceivedMessages()).stream()
                        .filter(mail -> header(mail, "Message-ID").contains(answer)))
                .as("the copy in the Sent folder, and nothing that was sent")
                .hasSize(1);
        assertThat(mailbox.get("id").asString()).isNotEmpty();
    }

    private Map<String, Object> outgoing() {
        return Map.of(
                "smtp", Map.of("host", "127.0.0.1", "port", server.getSmtp().getPort(), "tls", "none"));
    }

    @Test
    void plusAddressesAreUsedAfterAMailToOneCameBack() throws Exception {
        var account = account();
        var mailbox = mailbox(account, incoming(account), "outgoing", outgoing());
        // this server knows no plus: the mail for trial is refused or lies in another mailbox
        await().atMost(Duration.ofSeconds(15))
                .until(() -> state(mailbox).get("plusAddresses").asString().matches("testing|fails"));
        var question = id();
        account.put(mail("zofia@customer.example", account.address(), question, "Question", ""));
        var conversation = outcome(question).get("conversation").asString();
        assertThat(replyTo(conversation, "First")).isNull();

        var trial = await().until(
                        () -> List.of(server.getReceivedMessages()).stream()
                                .filter(mail -> header(mail, "To")
                                        .startsWith(account.user().getLogin() + "+selftest"))
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
        account.folder("INBOX").appendMessage(trial, new Flags(), Date.from(Instant.now()));
        await().atMost(Duration.ofSeconds(15))
                .until(() -> state(mailbox).get("plusAddresses").asString().equals("works"));
        assertThat(replyTo(conversation, "Second")).contains("+c");
        var messageId = header(trial, "Message-ID").replaceAll("[<>]", "");
        assertThat(outcome(messageId).get("outcome").asString()).isEqualTo("ownEcho");
    }

    private @Nullable String replyTo(String conversation, String text) {
        var posted = api.post(
                        "/conversations/" + conversation + "/messages",
                        Map.of("audience", "customer", "channel", "email", "text", text))
                .ok();
        var id = posted.get("messageId").asString();
        var sent = await().atMost(Duration.ofSeconds(15))
                .until(
                        () -> List.of(server.getReceivedMessages()).stream()
                                .filter(mail -> header(mail, "Message-ID").contains(id))
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
        var replyTo = header(sent, "Reply-To");
        return replyTo.isEmpty() ? null : replyTo;
    }

    private static String header(MimeMessage mail, String name) {
        try {
            var value = mail.getHeader(name, ",");
            return value == null ? "" : value;
        } catch (MessagingException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    @Test
    void anAccessTokenIsAskedForAndTheReplacedRefreshTokenIsKept() throws Exception {
        var account = account();
        var asked = new ArrayList<String>();
        var provider = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        provider.createContext("/token", exchange -> {
            var form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            asked.add(form);
            boolean good = form.contains("client_secret=hush") && form.contains("refresh_token=first");
            var answer = (good
                            ? "{\"access_token\":\"secret\",\"expires_in\":3600,\"refresh_token\":\"second\"}"
                            : "{\"error\":\"invalid_grant\",\"error_description\":\"Token was revoked\"}")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(good ? 200 : 400, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        provider.start();
        try {
            var incoming = incoming(account);
            incoming.remove("password");
            incoming.put(
                    "auth",
                    new HashMap<>(Map.of(
                            "type",
                            "oauth2",
                            "provider",
                            "http://127.0.0.1:" + provider.getAddress().getPort() + "/token",
                            "clientId",
                            "centrala",
                            "clientSecret",
                            "hush",
                            "refreshToken",
                            "first")));
            var mailbox = mailbox(account, incoming);
            assertThat(mailbox.toString()).doesNotContain("hush").doesNotContain("first");
            assertThat(mailbox.get("incoming")
                            .get("auth")
                            .get("hasRefreshToken")
                            .asBoolean())
                    .isTrue();
            awaitPhase(mailbox, "idle");
            var id = id();
            account.put(mail("zofia@customer.example", account.address(), id, "By token", ""));
            outcome(id);
            assertThat(asked).hasSize(1).first().asString().contains("grant_type=refresh_token", "client_id=centrala");

            // signed in anew, the token in memory is good for an hour; another one is asked for with the new refresh
            // token
            api.patch(
                            "/mailboxes/" + mailbox.get("id").asString(),
                            Map.of(
                                    "incoming",
                                    Map.of("type", "imap", "auth", Map.of("type", "oauth2", "clientId", "other"))))
                    .ok();
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> state(mailbox).get("incoming").asString().equals("failing"));
            assertThat(asked.getLast()).contains("refresh_token=second");
            assertThat(state(mailbox).get("lastError").asString()).contains("grant access again", "Token was revoked");
        } finally {
            provider.stop(0);
        }
    }

    @Test
    void newNumbersForAllMailsNeitherLoseNorDouble() {
        var account = account();
        var old = id();
        account.put(
                "INBOX",
                mail("old@customer.example", account.address(), old, "Old", ""),
                Instant.now().minus(30, ChronoUnit.DAYS),
                new Flags());
        var mailbox = mailbox(account, incoming(account));
        var known = id();
        var nameless = mail("b@customer.example", account.address(), "x", "Nameless", "")
                .replaceFirst("Message-ID:.*\n", "");
        account.put(mail("a@customer.example", account.address(), known, "Known", ""));
        account.put(nameless);
        outcome(known);
        await().until(() -> titled("Nameless") == 1);
        awaitPhase(mailbox, "idle");

        api.patch(
                        "/mailboxes/" + mailbox.get("id").asString(),
                        Map.of("incoming", Map.of("type", "imap", "host", "localhost", "password", "secret")))
                .ok();
        var fresh = id();
        account.put(mail("c@customer.example", account.address(), fresh, "Fresh", ""));
        outcome(fresh);
        awaitPhase(mailbox, "idle");
        assertThat(inbound(known)).hasSize(1);
        assertThat(inbound(old)).isEmpty();
        assertThat(titled("Nameless")).isEqualTo(1);
    }

    private int titled(String subject) {
        return (int) api.all("/conversations", 200).stream()
                .filter(conversation -> conversation.get("subject").asString().equals(subject))
                .count();
    }
}
