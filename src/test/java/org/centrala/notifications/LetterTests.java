package org.centrala.notifications;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.Message;
import jakarta.mail.Multipart;
import jakarta.mail.internet.MimeMessage;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.centrala.access.House;
import org.centrala.access.SetupCode;
import org.centrala.access.Visitor;
import org.centrala.conversations.InboundMessage;
import org.centrala.conversations.InboundMessages;
import org.centrala.conversations.Party;
import org.centrala.customers.Customers;
import org.centrala.platform.Actor;
import org.centrala.platform.CentralaTest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import org.springframework.transaction.support.TransactionTemplate;

/** What people are told by mail, through a server that takes it. */
@CentralaTest
@TestPropertySource(properties = "centrala.public-url=https://help.zrno.example")
class LetterTests {
    private static final String PREFERENCES = "/api/v1/notifications/preferences";
    private static GreenMail server;

    @LocalServerPort
    int port;

    @Autowired
    SetupCode code;

    @Autowired
    InboundMessages inbound;

    @Autowired
    Customers customers;

    @Autowired
    NotificationLetters letters;

    @Autowired
    LetterStore store;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    Clock clock;

    House house;
    Visitor owner;
    String inbox;
    String team;

    @BeforeAll
    static void startServer() {
        server = new GreenMail(ServerSetup.SMTP.dynamicPort());
        server.start();
        server.setUser("user@zrno.example", "user", "secret");
    }

    @AfterAll
    static void stopServer() {
        server.stop();
    }

    @BeforeEach
    void begin() {
        house = House.of(port, code);
        owner = house.owner();
        inbox = owner.get("/api/v1/inboxes").is(200).text("items.0.id");
        team = owner.get("/api/v1/inboxes").is(200).text("items.0.teams.0");
        if (owner.get("/api/v1/mailboxes").is(200).body().get("items").isEmpty()) {
            assertThat(owner.get(PREFERENCES + "/mail").is(200).text("missing")).isEqualTo("sender");
            var smtp = new HashMap<String, Object>(Map.of("host", "127.0.0.1", "port", port(), "tls", "none"));
            smtp.putAll(Map.of("username", "user", "password", "secret"));
            owner.post(
                            "/api/v1/mailboxes",
                            Map.of(
                                    "address",
                                    "podpora@zrno.example",
                                    "name",
                                    "Zrno",
                                    "inbox",
                                    inbox,
                                    "outgoing",
                                    Map.of("smtp", smtp)))
                    .is(201);
        }
    }

    private static int port() {
        return server.getSmtp().getPort();
    }

    private String given(House.Person to, String in, String subject) {
        var id = Objects.requireNonNull(transaction.execute(status -> {
            var place = UUID.fromString(in);
            var from = UUID.randomUUID() + "@posta.example";
            return inbound.receive(List.of(new InboundMessage(
                            place,
                            null,
                            "email",
                            null,
                            customers.identify(from, "Ana <b>", place, Actor.SYSTEM),
                            UUID.randomUUID() + "@posta.example",
                            new Party(from, "Ana <b>"),
                            null,
                            List.of(),
                            List.of(),
                            subject,
                            "My secret is 4711",
                            "My secret is 4711",
                            null,
                            List.of(),
                            false)))
                    .getFirst()
                    .conversation()
                    .value()
                    .toString();
        }));
        owner.patch("/api/v1/conversations/" + id, Map.of("assignee", to.id())).is(200);
        await().until(() -> waiting(to, id) == 1);
        return id;
    }

    /** How many notifications of a conversation are to be told by mail some time. */
    private long waiting(House.Person who, String conversation) {
        return jdbc.sql("""
                select count(*) from notification
                where agent_id = ? and conversation_id = ? and kind = 'assigned' and mail_at > now() + interval '5 minutes'
                """)
                .param(UUID.fromString(who.id()))
                .param(UUID.fromString(conversation))
                .query(Long.class)
                .single();
    }

    private void pass(House.Person who) {
        jdbc.sql(
                        "update notification set mail_at = now() - interval '1 second' where agent_id = ? and mail_at is not null")
                .param(UUID.fromString(who.id()))
                .update();
    }

    private void round() {
        letters.write();
        while (letters.sendOne()) {
            // the next one
        }
    }

    private String state(House.Person who) {
        return jdbc.sql("select state from notification_letter where agent_id = ? order by id desc limit 1")
                .param(UUID.fromString(who.id()))
                .query(String.class)
                .optional()
                .orElse("none");
    }

    private void awaitState(House.Person who, String state) {
        await().atMost(Duration.ofSeconds(20)).until(() -> state(who).equals(state));
    }

    private static List<MimeMessage> mailTo(String address) {
        return Arrays.stream(server.getReceivedMessages())
                .filter(mail -> {
                    try {
                        return mail.getRecipients(Message.RecipientType.TO)[0]
                                .toString()
                                .equals(address);
                    } catch (jakarta.mail.MessagingException e) {
                        throw new IllegalStateException(e);
                    }
                })
                .toList();
    }

    private static Map<String, Object> wanted() {
        var wanted = new HashMap<String, Object>(Map.of("off", List.of(), "desktop", List.of(), "sound", List.of()));
        wanted.putAll(Map.of("unassigned", false, "soundMine", true, "volume", 10));
        wanted.putAll(Map.of("mail", List.of("assigned"), "mailAfter", 10));
        return wanted;
    }

    private static Map<String, Object> with(String key, Object value) {
        var wanted = wanted();
        wanted.put(key, value);
        return wanted;
    }

    @Test
    void whatIsUnreadForAWhileIsOneMailWithLinksAndAWayOut() throws Exception {
        var agent = house.person("agent", team);
        agent.browser().patch("/api/v1/me", Map.of("language", "pl")).is(200);
        var first = given(agent, inbox, "The <mill> is\u202E loud\r\nBcc: x@evil.example");
        given(agent, inbox, "");
        round();
        assertThat(mailTo(agent.email())).as("read within some minutes?").isEmpty();

        pass(agent);
        round();
        awaitState(agent, "sent");
        round();
        assertThat(mailTo(agent.email())).hasSize(1);
        var mail = mailTo(agent.email()).getFirst();
        assertThat(mail.getSubject()).isEqualTo("Nieprzeczytane zgłoszenia: 2");
        assertThat(mail.getFrom()[0].toString()).contains("podpora@zrno.example");
        assertThat(mail.getHeader("Auto-Submitted")).containsExactly("auto-generated");
        assertThat(mail.getHeader("Bcc")).isNull();
        var parts = (Multipart) mail.getContent();
        var text = parts.getBodyPart(0).getContent().toString();
        var html = parts.getBodyPart(1).getContent().toString();
        var number = owner.get("/api/v1/conversations/" + first).is(200).text("number");
        assertThat(text)
                .contains("The <mill> is", "Przydzielone Tobie · Tina", "Bez tematu")
                .contains("https://help.zrno.example/conversations/" + number)
                .contains("https://help.zrno.example/settings/profile#notifications")
                .doesNotContain("4711")
                .doesNotContain("\u202E");
        assertThat(html).contains("The &lt;mill&gt; is", "Ana &lt;b&gt;").doesNotContain("4711");

        var out = mail.getHeader("List-Unsubscribe")[0].replaceAll("[<>\\s]|https://help\\.zrno\\.example", "");
        assertThat(mail.getHeader("List-Unsubscribe-Post")).containsExactly("List-Unsubscribe=One-Click");
        var stranger = Visitor.browser(port);
        stranger.get(out).is(303);
        stranger.post(out.substring(0, out.length() - 3) + "AAA", Map.of()).is(404);
        assertThat(agent.browser().get(PREFERENCES).is(200).body().get("mail")).isNotEmpty();
        stranger.post(out, Map.of()).is(204);
        assertThat(agent.browser().get(PREFERENCES).is(200).body().get("mail")).isEmpty();
    }

    @Test
    void whatIsReadOrMayNotBeSeenAtTheMomentOfSendingIsNotTold() throws Exception {
        var hidden = owner.post("/api/v1/inboxes", Map.of("name", "Accounts", "teams", List.of(team)))
                .is(201)
                .text("id");
        var agent = house.person("agent", team);
        var read = given(agent, inbox, "Read meanwhile");
        given(agent, hidden, "Secret");
        var seen = given(agent, inbox, "Seen");
        agent.browser()
                .post("/api/v1/notifications/read", Map.of("conversation", read))
                .is(200);
        owner.patch("/api/v1/inboxes/" + hidden, Map.of("teams", List.of())).is(200);
        pass(agent);
        round();
        awaitState(agent, "sent");
        var mail = mailTo(agent.email()).getFirst();
        var number = owner.get("/api/v1/conversations/" + seen).is(200).text("number");
        assertThat(mail.getSubject()).isEqualTo("Given to you: Seen (#" + number + ")");
        assertThat(((Multipart) mail.getContent()).getBodyPart(0).getContent().toString())
                .contains("Seen")
                .doesNotContain("Secret")
                .doesNotContain("Read meanwhile");

        // Nothing is left to tell, or nobody to be told.
        var other = house.person("agent", team);
        given(other, inbox, "Too late");
        owner.patch("/api/v1/agents/" + other.id(), Map.of("status", "deactivated"));
        jdbc.sql("update agent set status = 'deactivated' where id = ?")
                .param(UUID.fromString(other.id()))
                .update();
        pass(other);
        round();
        awaitState(other, "empty");
        assertThat(mailTo(other.email())).isEmpty();
    }

    @Test
    void quietHoursKeepItBack() {
        var agent = house.person("agent", team);
        var quiet = Map.of("from", "00:00", "until", "00:00", "days", List.of(1, 2, 3, 4, 5, 6, 7), "zone", "UTC");
        agent.browser().put(PREFERENCES, with("quiet", quiet)).is(200);
        given(agent, inbox, "At night");
        given(agent, inbox, "In the morning");
        pass(agent);
        round();
        assertThat(state(agent)).isEqualTo("none");
        store.write(UUID.fromString(agent.id()), LetterStore.Kind.NOTICES, clock.instant());
        round();
        assertThat(state(agent)).as("was written right before they began").isEqualTo("waiting");
        assertThat(mailTo(agent.email())).isEmpty();

        agent.browser().put(PREFERENCES, wanted()).is(200);
        due(agent);
        round();
        awaitState(agent, "sent");
        assertThat(mailTo(agent.email())).hasSize(1);
    }

    private void due(House.Person who) {
        jdbc.sql("""
                update notification_letter set due_at = now() - interval '1 second', state = 'waiting', finished_at = null
                where agent_id = ?
                """).param(UUID.fromString(who.id())).update();
    }

    @Test
    void whoeverIsKilledWhileSendingLosesNothingAndTheMailKeepsItsName() throws Exception {
        var agent = house.person("agent", team);
        given(agent, inbox, "The power went");
        pass(agent);
        var id = UUID.fromString(agent.id());
        var taken = Objects.requireNonNull(transaction.execute(status -> {
            store.write(id, LetterStore.Kind.NOTICES, clock.instant());
            var letter = store.take(clock.instant(), clock.instant().plus(NotificationLetters.LEASE))
                    .orElseThrow();
            store.gather(letter);
            return letter;
        }));
        assertThat(taken.agent()).isEqualTo(id);
        round();
        assertThat(mailTo(agent.email())).as("somebody may be sending it").isEmpty();
        due(agent);
        round();
        awaitState(agent, "sent");
        due(agent); // taken by the server, but that was never written down
        round();
        awaitState(agent, "sent");
        assertThat(mailTo(agent.email()))
                .extracting(MimeMessage::getMessageID)
                .containsExactly("<" + taken.id() + "@zrno.example>", "<" + taken.id() + "@zrno.example>");
        assertThat(NotificationLetters.pause(1)).isEqualTo(Duration.ofSeconds(30));
        assertThat(NotificationLetters.pause(40)).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void aSummaryComesWhenItIsWantedAndSaysSomething() throws Exception {
        var supervisor = house.person("supervisor", team);
        var idle = house.person("agent", team);
        var digest = Map.of("every", "daily", "day", 1, "hour", 8, "zone", "Europe/Ljubljana");
        for (var who : List.of(supervisor, idle)) {
            who.browser().put(PREFERENCES, with("digest", digest)).is(200);
        }
        given(supervisor, inbox, "Where is my mill?");
        jdbc.sql(
                        "update conversation set created_at = created_at - interval '1 day' where subject = 'Where is my mill?'")
                .update();
        round();
        assertThat(state(supervisor)).isEqualTo("none");

        jdbc.sql("update notification_preference set digest_at = now() - interval '1 second' where digest is not null")
                .update();
        round();
        awaitState(supervisor, "sent");
        awaitState(idle, "empty");
        assertThat(mailTo(idle.email())).isEmpty();
        var mail = mailTo(supervisor.email()).getFirst();
        assertThat(mail.getSubject()).startsWith("Your day at ");
        assertThat(((Multipart) mail.getContent()).getBodyPart(0).getContent().toString())
                .contains("Unread", "Given to you and open", "Where is my mill?", "Received: 1");
        assertThat(jdbc.sql("select count(*) from notification_preference where digest_at > now()")
                        .query(Long.class)
                        .single())
                .isGreaterThanOrEqualTo(2);
    }
}
