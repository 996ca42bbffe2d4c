package org.centrala.channels.email;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.centrala.Api;
import org.centrala.channels.email.InboundStore.NewArrival;
import org.centrala.platform.CentralaTest;
import org.centrala.platform.Ids;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

/** What mails that come together become. */
@CentralaTest
@TestPropertySource(
        properties = {
            "centrala.bootstrap-token=email-story-tests-0123456789abcdef",
            "centrala.clamd=127.0.0.1:1",
            "centrala.clamd-away=deliver"
        })
class ArrivalsTests {
    private static final AtomicInteger NUMBER = new AtomicInteger();

    @LocalServerPort
    int port;

    @Autowired
    InboundStore store;

    @Autowired
    GroupCommit commit;

    @Autowired
    Arrivals arrivals;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Clock clock;

    private Api api;
    private String address;
    private UUID mailbox;

    @BeforeEach
    void openMailbox() {
        api = new Api(port, "email-story-tests-0123456789abcdef");
        address = "together" + NUMBER.incrementAndGet() + "@zrno.example";
        mailbox = UUID.fromString(api.post(
                        "/mailboxes",
                        Map.of("name", "Zrno", "address", address, "incoming", Map.of("type", "listener")))
                .ok()
                .get("id")
                .asString());
    }

    private NewArrival mail(String from, String id, String more, String text) {
        var raw = ("From: " + from + "\r\nTo: " + address + "\r\nMessage-ID: <" + id + ">\r\nSubject: Grinder\r\n"
                        + more + "\r\n" + text + "\r\n")
                .getBytes(UTF_8);
        return new NewArrival(
                Ids.next(),
                mailbox,
                from,
                address,
                id,
                Arrays.copyOf(text.getBytes(UTF_8), 32),
                clock.instant(),
                raw.length,
                raw,
                null,
                null,
                "");
    }

    /** Takes them together, and what must wait once more, until all have an outcome or {@code rounds} are over. */
    private void take(int rounds, List<NewArrival> mails) {
        store.insert(mails);
        var waiting = mails.stream().map(NewArrival::id).toList();
        for (int round = 0; round < rounds && !waiting.isEmpty(); round++) {
            waiting = List.copyOf(arrivals.take(waiting, id -> null).keySet());
        }
    }

    private String outcome(NewArrival mail) {
        return jdbc.sql("select coalesce(outcome, 'waits') from inbound where id = ?")
                .param(mail.id())
                .query(String.class)
                .single();
    }

    private List<String> conversations(List<NewArrival> mails) {
        return mails.stream()
                .map(mail -> jdbc.sql("select conversation_id from inbound where id = ?")
                        .param(mail.id())
                        .query(String.class)
                        .single())
                .toList();
    }

    @Test
    void aMailThatCannotBeTakenInHoldsUpNoneOfThoseItCameWith() {
        jdbc.sql("""
                create function refuse_poison() returns trigger language plpgsql as
                $$ begin if new.body like '%poison%' then raise exception 'not this one'; end if; return new; end $$
                """).update();
        jdbc.sql(
                        "create trigger refuse_poison before insert on message_content for each row execute function refuse_poison()")
                .update();
        var mails = List.of(
                mail("ana@x.example", "a1@x", "", "first"),
                mail("bo@x.example", "p1@x", "", "poison"),
                mail("cene@x.example", "c1@x", "", "third"));
        try {
            take(1, mails);

            assertThat(mails).extracting(this::outcome).containsExactly("conversation", "waits", "conversation");
        } finally {
            jdbc.sql("drop function refuse_poison() cascade").update();
        }
        arrivals.take(List.of(mails.get(1).id()), id -> null);
        assertThat(outcome(mails.get(1))).isEqualTo("conversation");
    }

    @Test
    void answersToOneConversationThatComeTogetherAllJoinIt() {
        var first = mail("ana@y.example", "y0@y", "", "My grinder is loud.");
        take(5, List.of(first));
        var answers = new ArrayList<NewArrival>();
        for (int i = 1; i <= 3; i++) {
            answers.add(mail("ana@y.example", "y" + i + "@y", "In-Reply-To: <y0@y>\r\n", "answer " + i));
        }

        take(5, answers);

        assertThat(answers).extracting(this::outcome).containsOnly("conversation");
        assertThat(conversations(answers))
                .containsOnly(conversations(List.of(first)).getFirst());
        assertThat(api.get("/conversations/" + conversations(answers).getFirst() + "/messages")
                        .ok()
                        .get("items"))
                .hasSize(4);
    }

    @Test
    void anAnswerThatComesTogetherWithWhatItAnswersFindsIt() {
        var mails = List.of(
                mail("ana@z.example", "z0@z", "", "My grinder is loud."),
                mail("ana@z.example", "z1@z", "In-Reply-To: <z0@z>\r\n", "And it smells."));

        take(5, mails);

        assertThat(conversations(mails).getFirst())
                .isEqualTo(conversations(mails).getLast());
    }

    @Test
    void theSameMailTwiceAtOnceIsOneMessage() {
        var mails = List.of(
                mail("ana@w.example", "w0@w", "", "Only once."), mail("ana@w.example", "w0@w", "", "Only once."));

        take(5, mails);

        assertThat(mails).extracting(this::outcome).containsExactly("conversation", "duplicate");
    }

    @Test
    void mailsOfOneNewPersonThatComeTogetherAreOfOneCustomer() {
        var mails = List.of(
                mail("New@v.example", "v0@v", "", "About beans."), mail("new@V.example", "v1@v", "", "About cups."));

        take(5, mails);

        var customers = conversations(mails).stream()
                .map(id -> api.get("/conversations/" + id).ok().get("customer").asString())
                .toList();
        assertThat(customers.getFirst()).isEqualTo(customers.getLast());
    }

    @Test
    void whereItIsWantedFilesArriveWhileTheAntivirusIsAwayMarkedAsUnseen() {
        var mail = mail(
                "ana@s.example",
                "s0@s",
                "Content-Type: application/octet-stream\r\nContent-Disposition: attachment; filename=list.bin\r\n",
                "pots");

        take(1, List.of(mail));

        var message = api.get("/messages?messageId=s0@s").ok().get("items").get(0);
        assertThat(message.get("attachments").get(0).get("withheld").isNull()).isTrue();
        assertThat(message.get("trust").get("warnings").get(0).get("kind").asString())
                .isEqualTo("unscanned");
    }

    @Test
    void whatIsImportedIsNeverAcknowledgedHoweverNewItIs() {
        var inbox = api.get("/mailboxes/" + mailbox).ok().get("inbox").asString();
        var path = "/inboxes/" + inbox + "/acknowledgements";
        api.put(path, Map.of("items", List.of(Map.of("language", "en", "enabled", true, "text", "We have it."))))
                .ok();
        try {
            var imported = mail("bo@t.example", "t0@t", "", "An hour ago.");
            store.insertFetched(imported, InboundStore.Source.IMAP, true, clock.instant());
            arrivals.take(List.of(imported.id()), id -> null);
            var brought = mail("cene@t.example", "t1@t", "", "Now.");
            take(1, List.of(brought));

            await().atMost(Duration.ofSeconds(10)).until(() -> messages(brought) == 2);
            assertThat(messages(imported)).isEqualTo(1);
        } finally {
            api.put(path, Map.of("items", List.of(Map.of("language", "en", "enabled", false, "text", ""))))
                    .ok();
        }
    }

    private int messages(NewArrival mail) {
        return api.get("/conversations/" + conversations(List.of(mail)).getFirst() + "/messages")
                .ok()
                .get("items")
                .size();
    }

    @Test
    void whatCannotBeWrittenKeepsNothingElseFromBeingKept() throws InterruptedException {
        var good = new ArrayList<NewArrival>();
        var threads = new ArrayList<Thread>();
        var refused = new AtomicInteger();
        for (int i = 0; i < 40; i++) {
            var one = mail("ana@u.example", "u" + i + "@u", "", "text " + i);
            boolean wrong = i % 5 == 0;
            var row = wrong ? toNowhere(one) : one;
            if (!wrong) {
                good.add(one);
            }
            threads.add(Thread.ofVirtual().start(() -> {
                try {
                    commit.insert(List.of(row));
                } catch (DataIntegrityViolationException noSuchMailbox) {
                    refused.incrementAndGet();
                }
            }));
        }
        for (var thread : threads) {
            thread.join();
        }

        assertThat(refused).hasValue(8);
        assertThat(jdbc.sql("select count(*) from inbound where id = any(?)")
                        .param(good.stream().map(NewArrival::id).toArray(UUID[]::new))
                        .query(Integer.class)
                        .single())
                .isEqualTo(32);
    }

    private static NewArrival toNowhere(NewArrival mail) {
        return new NewArrival(
                mail.id(),
                UUID.randomUUID(),
                mail.envelopeFrom(),
                mail.envelopeTo(),
                mail.messageId(),
                mail.bodyHash(),
                mail.receivedAt(),
                mail.size(),
                mail.raw(),
                mail.file(),
                mail.client(),
                mail.helo());
    }
}
