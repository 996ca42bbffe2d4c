package org.centrala.channels.email;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.centrala.Api;
import org.centrala.channels.email.smtp.MailDoor;
import org.centrala.channels.email.smtp.SmtpListener;
import org.centrala.channels.email.trust.TestClamd;
import org.centrala.channels.email.trust.TestDns;
import org.centrala.channels.email.trust.TestSigner;
import org.centrala.platform.CentralaTest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

/** Mail of honest people and of others, from their server to what an agent sees; the name server is the test's own. */
@CentralaTest
@TestPropertySource(
        properties = {
            "centrala.bootstrap-token=trust-story-tests-0123456789abcdef",
            "centrala.trust.relays=10.9.8.7",
            "centrala.trust.authserv-ids=mx.zrno.example",
            "centrala.trust.dns-timeout=300ms"
        })
class TrustStoryTests {
    private static final String BANK = "192.0.2.10";
    private static final String STRANGER = "203.0.113.66";
    private static final String RELAY = "10.9.8.7";
    private static final TestSigner KEY = TestSigner.rsa(2048);
    private static final TestClamd CLAMD = TestClamd.start();
    private static final TestDns ZONES = new TestDns()
            .txt("bank.example", "v=spf1 ip4:" + BANK + " -all")
            .txt("_dmarc.bank.example", "v=DMARC1; p=reject")
            .txt("post.example", "v=spf1 ip4:" + BANK + " -all")
            .txt("k._domainkey.post.example", KEY.record())
            .silentAbout("_dmarc.slow.example")
            .silentAbout("slow.example");

    @LocalServerPort
    private int port;

    @Autowired
    private MailDoor door;

    @Autowired
    private SmtpListener listener;

    private Api api;
    private UUID mailbox;
    private String address;

    @DynamicPropertySource
    static void servers(DynamicPropertyRegistry registry) {
        registry.add("centrala.trust.dns", ZONES::address);
        registry.add("centrala.clamd", () -> "127.0.0.1:" + CLAMD.port());
    }

    @AfterAll
    static void close() throws IOException {
        ZONES.close();
        CLAMD.close();
    }

    @BeforeEach
    void mailbox() {
        api = new Api(port, "trust-story-tests-0123456789abcdef");
        address = "box-" + UUID.randomUUID().toString().substring(0, 8) + "@zrno.example";
        mailbox = UUID.fromString(api.post("/api/v1/mailboxes", Map.of("name", "Zrno Store", "address", address))
                .ok()
                .get("id")
                .asString());
    }

    private static String id() {
        return UUID.randomUUID() + "@bank.example";
    }

    private String mail(String from, String id, @Nullable String answers, String extra) {
        return "From: " + from + "\nTo: " + address + "\nSubject: My account\nDate: "
                + DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC))
                + "\nMessage-ID: <" + id + ">\n" + (answers == null ? "" : "In-Reply-To: <" + answers + ">\n") + extra
                + "\nHello.\n";
    }

    /** Leaves a mail as a client at this address does; what became of it. */
    private JsonNode deliver(String client, String sender, String mail) {
        leave(client, sender, mail);
        return outcome(mail.replaceAll("(?s).*Message-ID: <(.*?)>.*", "$1"));
    }

    private void leave(String client, String sender, String mail) {
        var octets = mail.replace("\r\n", "\n").replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
        try {
            door.keep(
                    new MailDoor.Sender(sender, client, "mx.example"),
                    List.of(new MailDoor.Recipient(mailbox, address)),
                    new ByteArrayInputStream(octets));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private JsonNode outcome(String id) {
        return await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(30))
                .until(
                        () -> api.get("/api/v1/inbound?messageId=" + id).ok().get("items"),
                        items -> items.size() == 1
                                && !items.get(0).get("outcome").isNull())
                .get(0);
    }

    private JsonNode message(JsonNode outcome) {
        return api.get("/api/v1/messages/" + outcome.get("message").asString()).ok();
    }

    private JsonNode conversation(JsonNode outcome) {
        return api.get("/api/v1/conversations/" + outcome.get("conversation").asString())
                .ok();
    }

    private static String verdict(JsonNode holder) {
        return holder.get("trust").get("verdict").asString();
    }

    @Test
    void aVerdictIsKeptWithTheRecordAndShownOnTheMessage() {
        var outcome = deliver(BANK, "ola@bank.example", mail("Ola <ola@bank.example>", id(), null, ""));
        assertThat(outcome.get("trust").get("spf").asString()).isEqualTo("pass");
        assertThat(outcome.get("trust").get("dmarc").asString()).isEqualTo("pass");
        assertThat(verdict(outcome)).isEqualTo("pass");
        assertThat(message(outcome).get("trust")).isEqualTo(outcome.get("trust"));
        assertThat(conversation(outcome).get("tags").size()).isZero();
        var signed =
                deliver(STRANGER, "", KEY.sign(mail("Jan <jan@post.example>", id(), null, ""), "post.example", "k"));
        assertThat(message(signed).get("trust").get("dkim").asString()).isEqualTo("pass");
        assertThat(message(signed).get("trust").get("domain").asString()).isEqualTo("post.example");
    }

    @Test
    void mailFromThisMachineIsNotLookedAt() {
        var id = id();
        try (var talk = new SmtpTalk(listener.port())) {
            talk.say("EHLO test");
            assertThat(talk.deliver("ola@bank.example", address, mail("ola@bank.example", id, null, "")))
                    .startsWith("250");
        }
        var outcome = outcome(id);
        assertThat(outcome.get("trust").isNull()).isTrue();
        assertThat(verdict(message(outcome))).isEqualTo("none");
    }

    @Test
    void aForgedSenderNeverJoinsTheConversationTheyAnswer() {
        var first = id();
        var honest = deliver(BANK, "ola@bank.example", mail("Ola <ola@bank.example>", first, null, ""));
        var joined = deliver(BANK, "ola@bank.example", mail("Ola <ola@bank.example>", id(), first, ""));
        assertThat(joined.get("conversation")).isEqualTo(honest.get("conversation"));
        var number = conversation(honest).get("number").asLong();
        var forged = deliver(
                STRANGER,
                "ola@bank.example",
                mail("Ola <ola@bank.example>", id(), first, "")
                        .replace("My account", "Re: [#" + number + "] My account"));
        assertThat(forged.get("outcome").asString()).isEqualTo("conversation");
        assertThat(forged.get("reason").asString()).isEqualTo("forged.dmarc");
        assertThat(forged.get("conversation")).isNotEqualTo(honest.get("conversation"));
        assertThat(verdict(message(forged))).isEqualTo("fail");
        assertThat(conversation(forged).get("tags").get(0).asString()).isEqualTo("suspicious");
        assertThat(conversation(forged).get("messageCount").asInt()).isEqualTo(1);
    }

    @Test
    void whoWasProvenBeforeMustBeProvenAgainToJoin() {
        var first = id();
        var honest = deliver(BANK, "jan@post.example", mail("jan@post.example", first, null, ""));
        assertThat(verdict(honest)).isEqualTo("pass");
        var odd = deliver(STRANGER, "jan@elsewhere.example", mail("jan@post.example", id(), first, ""));
        assertThat(verdict(odd)).isEqualTo("neutral");
        assertThat(odd.get("reason").asString()).isEqualTo("forged.unaligned");
        assertThat(odd.get("conversation")).isNotEqualTo(honest.get("conversation"));
        var unproven = id();
        var never = deliver(STRANGER, "eva@home.example", mail("eva@home.example", unproven, null, ""));
        var again = deliver(STRANGER, "eva@home.example", mail("eva@home.example", id(), unproven, ""));
        assertThat(again.get("conversation"))
                .as("a domain that proves nothing is treated as before")
                .isEqualTo(never.get("conversation"));
    }

    @Test
    void aFormOnAStrangersMachineDoesNotSpeakForACustomer() {
        var first = id();
        var honest = deliver(BANK, "ola@bank.example", mail("Ola <ola@bank.example>", first, null, ""));
        var form =
                deliver(STRANGER, "web@home.example", mail(address, id(), first, "Reply-To: Ola <ola@bank.example>\n"));
        assertThat(form.get("reason").asString()).isEqualTo("forged.form");
        assertThat(form.get("conversation")).isNotEqualTo(honest.get("conversation"));
    }

    @Test
    void aSilentDnsLosesNothingAndHoldsUpNobodyElse() {
        var began = System.nanoTime();
        var slow = deliver(STRANGER, "a@slow.example", mail("a@slow.example", id(), null, ""));
        assertThat(verdict(slow)).isEqualTo("temperror");
        assertThat(slow.get("outcome").asString()).isEqualTo("conversation");
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void aRelayOfOursIsBelievedAboutHonestyAndJunk() {
        var headers =
                "Authentication-Results: mx.zrno.example; spf=pass smtp.mailfrom=bank.example; dmarc=pass header.from=bank.example\n";
        var good = deliver(RELAY, "ola@bank.example", mail("ola@bank.example", id(), null, headers));
        assertThat(verdict(good)).isEqualTo("pass");
        assertThat(good.get("trust").get("relay").asString()).isEqualTo("mx.zrno.example");
        assertThat(conversation(good).get("spam").asBoolean()).isFalse();
        var junk = deliver(RELAY, "win@post.example", mail("win@post.example", id(), null, "X-Spam-Flag: YES\n"));
        assertThat(conversation(junk).get("spam").asBoolean()).isTrue();
        var claimed = deliver(
                STRANGER, "win@post.example", mail("win@post.example", id(), null, headers + "X-Spam-Flag: YES\n"));
        assertThat(conversation(claimed).get("spam").asBoolean())
                .as("anybody can write a header")
                .isFalse();
        assertThat(verdict(claimed)).isNotEqualTo("pass");
    }

    @Test
    void junkIsInItsOwnViewAndInNoCountUntilItIsRestored() {
        var open = api.get("/api/v1/conversations/counts").ok().get("open").asLong();
        var junk = deliver(
                RELAY, "win@post.example", mail("win@post.example", id(), null, "X-Spam-Status: Yes, score=9\n"));
        var conversation = conversation(junk);
        var counts = api.get("/api/v1/conversations/counts").ok();
        assertThat(counts.get("open").asLong()).isEqualTo(open);
        assertThat(ids("junk")).contains(conversation.get("id").asString());
        assertThat(ids("open")).doesNotContain(conversation.get("id").asString());
        api.patch("/api/v1/conversations/" + conversation.get("id").asString(), Map.of("spam", false))
                .ok();
        assertThat(ids("junk")).doesNotContain(conversation.get("id").asString());
        assertThat(ids("open")).contains(conversation.get("id").asString());
        assertThat(api.get("/api/v1/conversations/counts").ok().get("open").asLong())
                .isEqualTo(open + 1);
    }

    @Test
    void whoLooksLikeSomebodyElseIsMarked() {
        deliver(BANK, "ola@bank.example", mail("Ola <ola@bank.example>", id(), null, ""));
        assertThat(warnings(mail("Zrno <help@zrn0.example>", id(), null, ""))).contains("lookAlike zrno.example");
        assertThat(warnings(mail("Ola <ola@bаnk.example>", id(), null, ""))).contains("lookAlike bank.example");
        assertThat(warnings(mail("Zrno Store <shop@post.example>", id(), null, "")))
                .containsExactly("ownName Zrno Store");
        assertThat(warnings(mail("\"" + address + "\" <x@post.example>", id(), null, "")))
                .containsExactly("otherAddress " + address);
        assertThat(warnings(mail("Eva <eva@post.example>", id(), null, ""))).isEmpty();
    }

    private List<String> warnings(String mail) {
        return message(deliver("127.0.0.1", "x@post.example", mail))
                .get("trust")
                .get("warnings")
                .valueStream()
                .map(one -> one.get("kind").asString() + " " + one.get("what").asString())
                .toList();
    }

    @Test
    void aLinkThatShowsAnotherAddressIsMarked() {
        var html = mail("Eva <eva@post.example>", id(), null, "Content-Type: text/html; charset=utf-8\n")
                .replace("Hello.", "<p>Pay at <a href='https://evil.net/x'>www.bank.com</a></p>");
        var message = message(deliver("127.0.0.1", "eva@post.example", html));
        assertThat(message.get("html").asString()).contains("\u26a0\u00a0evil.net");
        assertThat(message.get("trust").get("warnings").get(0).get("kind").asString())
                .isEqualTo("link");
    }

    private static String withFile(String mail, String file) {
        return mail.replace(
                "\nHello.\n",
                "Content-Type: multipart/mixed; boundary=b\n\n--b\n\nHello.\n--b\n"
                        + "Content-Type: application/octet-stream\nContent-Disposition: attachment; filename=list.bin\n\n"
                        + file
                        + "\n--b--\n");
    }

    @Test
    void anInfectedFileIsKeptBackAndItsMailArrives() {
        var clean = message(
                deliver("127.0.0.1", "eva@post.example", withFile(mail("eva@post.example", id(), null, ""), "pots")));
        assertThat(clean.get("attachments").get(0).get("withheld").isNull()).isTrue();
        assertThat(api.get(clean.get("attachments").get(0).get("url").asString())
                        .status())
                .isEqualTo(200);
        var infected = message(
                deliver("127.0.0.1", "eva@post.example", withFile(mail("eva@post.example", id(), null, ""), "MALICE")));
        assertThat(infected.get("text").asString()).contains("Hello.");
        var file = infected.get("attachments").get(0);
        assertThat(file.get("withheld").asString()).isEqualTo("Test.Malice");
        var refused = api.get(file.get("url").asString());
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.text()).contains("attachment.withheld").doesNotContain("MALICE");
    }

    @Test
    void whileTheAntivirusIsAwayMailWithFilesWaitsAndOtherMailArrives() throws IOException {
        var waiting = id();
        CLAMD.away(true);
        try {
            leave("127.0.0.1", "eva@post.example", withFile(mail("eva@post.example", waiting, null, ""), "MALICE"));
            deliver("127.0.0.1", "eva@post.example", mail("eva@post.example", id(), null, ""));
            assertThat(api.get("/api/v1/inbound?messageId=" + waiting)
                            .ok()
                            .get("items")
                            .get(0)
                            .get("outcome")
                            .isNull())
                    .isTrue();
        } finally {
            CLAMD.away(false);
        }
        assertThat(message(outcome(waiting))
                        .get("attachments")
                        .get(0)
                        .get("withheld")
                        .asString())
                .isEqualTo("Test.Malice");
    }

    @Test
    void aSlowAntivirusDelaysNoMailWithoutFiles() throws IOException {
        var slow = new ArrayList<String>();
        CLAMD.slow(Duration.ofSeconds(4));
        try {
            for (int i = 0; i < 6; i++) {
                slow.add(id());
                leave(
                        "127.0.0.1",
                        "eva@post.example",
                        withFile(mail("eva@post.example", slow.getLast(), null, ""), "x"));
            }
            long from = System.nanoTime();
            deliver("127.0.0.1", "eva@post.example", mail("eva@post.example", id(), null, ""));
            assertThat(Duration.ofNanos(System.nanoTime() - from)).isLessThan(Duration.ofSeconds(3));
        } finally {
            CLAMD.slow(Duration.ZERO);
        }
        slow.forEach(id -> assertThat(outcome(id).get("outcome").asString()).isEqualTo("conversation"));
    }

    @Test
    void noMachineAnswersWhatCouldNotBeChecked() {
        var inbox = api.post("/api/v1/inboxes", Map.of("name", "Told " + address, "teams", List.of()))
                .ok()
                .get("id")
                .asString();
        api.patch("/api/v1/mailboxes/" + mailbox, Map.of("inbox", inbox)).ok();
        api.put(
                        "/api/v1/inboxes/" + inbox + "/acknowledgements",
                        Map.of("items", List.of(Map.of("language", "en", "enabled", true, "text", "We have it."))))
                .ok();
        var unknown = deliver(STRANGER, "a@slow.example", mail("a@slow.example", id(), null, ""));
        assertThat(verdict(unknown)).isEqualTo("temperror");
        var forged = deliver(STRANGER, "ola@bank.example", mail("ola@bank.example", id(), null, ""));
        var believed = deliver(BANK, "ola@bank.example", mail("ola@bank.example", id(), null, ""));

        await().atMost(Duration.ofSeconds(10)).until(() -> messages(believed) == 2);
        assertThat(messages(unknown)).isEqualTo(1);
        assertThat(messages(forged)).isEqualTo(1);
    }

    private int messages(JsonNode outcome) {
        return api.get("/api/v1/conversations/" + outcome.get("conversation").asString() + "/messages")
                .ok()
                .get("items")
                .size();
    }

    private List<String> ids(String view) {
        return api.all("/api/v1/conversations?view=" + view, 100).stream()
                .map(one -> one.get("id").asString())
                .toList();
    }
}
