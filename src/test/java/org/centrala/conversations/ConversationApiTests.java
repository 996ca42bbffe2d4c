package org.centrala.conversations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.centrala.Api;
import org.centrala.customers.Customers;
import org.centrala.platform.Actor;
import org.centrala.platform.CentralaTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

@CentralaTest
@TestPropertySource(properties = "centrala.bootstrap-token=" + ConversationApiTests.KEY)
class ConversationApiTests {
    static final String KEY = "a-key-of-the-owner-for-these-tests";

    @LocalServerPort
    int port;

    @Autowired
    InboundMessages messages;

    @Autowired
    Customers customers;

    @Autowired
    Inboxes inboxes;

    @Autowired
    TransactionTemplate transaction;

    Api api;

    @BeforeEach
    void speak() {
        api = new Api(port, KEY);
    }

    @Test
    void anInstallationHasAnInboxFromTheFirstStart() {
        var items = api.get("/inboxes").ok().get("items");

        assertThat(items).hasSize(1);
        assertThat(items.get(0).get("name").asString()).isEqualTo("Support");
        assertThat(items.get(0).get("teams")).hasSize(1);
    }

    @Test
    void aConversationIsOpenedReadAndChanged() {
        var opened = open("Grinder arrived broken", "piotr@klient.example");

        assertThat(opened.get("status").asString()).isEqualTo("new");
        assertThat(opened.get("priority").asString()).isEqualTo("normal");
        assertThat(opened.get("customerName").asString()).isEqualTo("piotr@klient.example");

        var id = opened.get("id").asString();
        var changed = api.patch(
                "/conversations/" + id, Map.of("status", "pending", "tags", List.of("hopper", "hopper", "warranty")));
        assertThat(changed.ok().get("status").asString()).isEqualTo("pending");
        assertThat(changed.json().get("tags")).hasSize(2);
        assertThat(changed.header("ETag"))
                .isEqualTo("\"" + changed.json().get("sequence").asLong() + "\"");
        assertThat(api.get("/conversations/" + opened.get("number").asLong())
                        .ok()
                        .get("id")
                        .asString())
                .isEqualTo(id);
    }

    @Test
    void aConversationIsOpenedWithACustomerByIdInEitherForm() {
        var customer = open("First", "twice@klient.example").get("customer").asString();

        for (var reference : List.of(customer, Map.of("id", customer), Map.of("email", "Twice@Klient.example"))) {
            var opened = api.post("/conversations", Map.of("subject", "Again", "customer", reference))
                    .ok();
            assertThat(opened.get("customer").asString()).isEqualTo(customer);
        }
        for (var wrong : List.of(
                "nobody",
                Map.of("email", "no address"),
                Map.of("id", UUID.randomUUID().toString()))) {
            assertThat(api.post("/conversations", Map.of("subject", "Again", "customer", wrong))
                            .status())
                    .isIn(400, 404);
        }
    }

    @Test
    void twoWritersOfDifferentFieldsBothSucceedAndOfOneFieldTheLaterIsTold() {
        var id = open("Two at once", "ana@posta.example").get("id").asString();
        var seen = "\"1\"";

        assertThat(api.patch("/conversations/" + id, Map.of("priority", "high"), "If-Match", seen)
                        .status())
                .isEqualTo(200);
        assertThat(api.patch("/conversations/" + id, Map.of("status", "open"), "If-Match", seen)
                        .status())
                .isEqualTo(200);

        var refused = api.patch("/conversations/" + id, Map.of("priority", "low"), "If-Match", seen);
        assertThat(refused.status()).isEqualTo(412);
        assertThat(refused.json().get("code").asString()).isEqualTo("conversation.conflict");
        assertThat(refused.json().get("fields").get(0).asString()).isEqualTo("priority");
        assertThat(refused.json().get("conversation").get("priority").asString())
                .isEqualTo("high");
    }

    @Test
    void wrongValuesAreNamedWithTheFieldAndLoseNothing() {
        var id = open("Wrong values", "maja@posta.example").get("id").asString();

        for (var wrong : List.of(
                Map.of("status", "done"),
                Map.of("colour", "red"),
                Map.of("assignee", UUID.randomUUID().toString()),
                Map.of("tags", "one"),
                Map.of("inbox", "nowhere"),
                Map.of("team", UUID.randomUUID().toString()))) {
            var answer = api.patch("/conversations/" + id, wrong);
            assertThat(answer.status()).as(wrong.toString()).isEqualTo(400);
            assertThat(answer.json().get("errors").get(0).get("field").asString())
                    .isEqualTo(wrong.keySet().iterator().next());
        }
        assertThat(api.get("/conversations/" + id).ok().get("sequence").asLong())
                .isEqualTo(1);
    }

    @Test
    void pagesHoldEveryConversationOnceEvenWhileTheyChange() {
        var ids = new ArrayList<String>();
        for (int i = 0; i < 23; i++) {
            ids.add(open("Paging " + i, "pages" + i + "@posta.example")
                    .get("id")
                    .asString());
        }
        var customerOfFirst =
                api.get("/conversations/" + ids.getFirst()).ok().get("customer").asString();

        var seen = new ArrayList<String>();
        String cursor = null;
        do {
            var page = api.get("/conversations?limit=5" + (cursor == null ? "" : "&cursor=" + cursor))
                    .ok();
            page.get("items").forEach(item -> seen.add(item.get("id").asString()));
            api.patch("/conversations/" + ids.getFirst(), Map.of("tags", List.of("t" + seen.size())));
            cursor = page.get("next").isNull() ? null : page.get("next").asString();
        } while (cursor != null);

        assertThat(seen).doesNotHaveDuplicates().containsAll(ids);
        assertThat(api.all("/conversations?sort=activity", 7))
                .extracting(each -> each.get("id").asString())
                .containsAll(ids);
        assertThat(api.all("/conversations?customer=" + customerOfFirst, 50)).hasSize(1);
        assertThat(api.get("/conversations?limit=201").status()).isEqualTo(400);
        assertThat(api.get("/conversations?cursor=rubbish").status()).isEqualTo(400);
    }

    @Test
    void aCustomersMessageOpensAConversationAndTheNextOneReopensIt() {
        var first = receive("jure@kupec.example", null, "Steam wand loses pressure");
        var id = first.conversation().value();
        assertThat(first.opened()).isTrue();
        api.patch("/conversations/" + id, Map.of("status", "solved")).ok();

        var second = receive("jure@kupec.example", first.conversation(), "It is back");

        assertThat(second.opened()).isFalse();
        var row = api.get("/conversations/" + id).ok();
        assertThat(row.get("status").asString()).isEqualTo("open");
        assertThat(row.get("messageCount").asInt()).isEqualTo(2);
        assertThat(row.get("preview").asString()).isEqualTo("It is back");
        assertThat(api.get("/conversations/" + id + "/participants").ok().get("items"))
                .extracting(each -> each.get("address").asString())
                .containsExactly("jure@kupec.example");
        assertThat(api.get("/conversations/" + id + "/messages").ok().get("items"))
                .extracting(each -> each.get("text").asString())
                .containsExactly("Steam wand loses pressure", "It is back");
    }

    @Test
    void aReplyToAClosedConversationOpensOneThatFollowsIt() {
        var first = receive("luka@kupec.example", null, "Return of a tamper");
        api.patch("/conversations/" + first.conversation().value(), Map.of("status", "closed"))
                .ok();

        var later = receive("luka@kupec.example", first.conversation(), "One more thing");

        assertThat(later.opened()).isTrue();
        assertThat(api.get("/conversations/" + later.conversation().value())
                        .ok()
                        .get("followUpOf")
                        .asString())
                .isEqualTo(first.conversation().value().toString());
    }

    @Test
    void aNoteIsForTheTeamAndNeedsNoMailbox() {
        var id = open("Notes", "ewa@klient.example").get("id").asString();

        var note = api.post(
                        "/conversations/" + id + "/messages", Map.of("audience", "team", "text", "Ask the warehouse"))
                .ok();

        assertThat(note.get("direction").asString()).isEqualTo("note");
        assertThat(note.get("deliveryState").isNull()).isTrue();
    }

    @Test
    void whatAnAuthorPutsIntoHtmlCannotAct() {
        var id = open("Hostile html", "eve@klient.example").get("id").asString();

        var note = api.post(
                        "/conversations/" + id + "/messages",
                        Map.of(
                                "audience", "team",
                                "html",
                                        "<p onclick=x()>Hi <b>there</b><script>x()</script><img src=x onerror=x()><a href='javascript:x()'>l</a></p>"))
                .ok();

        assertThat(note.get("html").asString()).contains("<b>there</b>").doesNotContain("script", "onclick", "onerror");
        assertThat(note.get("text").asString()).startsWith("Hi there");
    }

    @Test
    void theLogTellsWhatHappenedAndNeverWhatWasSaid() throws InterruptedException {
        var received = receive("katarzyna@klient.example", null, "My secret is Zlatorog");
        var id = received.conversation().value().toString();
        api.patch("/conversations/" + id, Map.of("priority", "urgent", "subject", "Zlatorog"))
                .ok();

        var kinds = new ArrayList<String>();
        var after = "0";
        for (int i = 0; i < 100 && !kinds.contains("conversation.changed"); i++) {
            var page = api.get("/events?limit=200&wait=5&after=" + after);
            assertThat(page.text()).doesNotContain("Zlatorog").doesNotContain("katarzyna");
            page.ok().get("items").forEach(event -> {
                if (event.get("streamId").asString().equals(id)) {
                    kinds.add(event.get("kind").asString());
                }
            });
            after = page.json().get("next").asString();
        }

        assertThat(kinds).containsExactly("conversation.opened", "message.received", "conversation.changed");
    }

    @Test
    void theSameIdempotencyKeyIsTheSameNote() throws Exception {
        var id = open("Once only", "zofia@klient.example").get("id").asString();
        var path = "/conversations/" + id + "/messages";
        var body = Map.of("audience", "team", "text", "Called back");

        var answers = new HashSet<String>();
        var threads = new ArrayList<Thread>();
        for (int i = 0; i < 6; i++) {
            threads.add(Thread.startVirtualThread(() -> {
                var answer = api.post(path, body, "Idempotency-Key", "k-1");
                while (answer.status() == 409) {
                    assertThat(answer.json().get("code").asString()).isEqualTo("idempotency.in_progress");
                    answer = api.post(path, body, "Idempotency-Key", "k-1");
                }
                synchronized (answers) {
                    answers.add(answer.ok().get("id").asString());
                }
            }));
        }
        for (var thread : threads) {
            thread.join();
        }

        assertThat(answers).hasSize(1);
        assertThat(api.get(path).ok().get("items")).hasSize(1);
        var other = api.post(path, Map.of("audience", "team", "text", "Something else"), "Idempotency-Key", "k-1");
        assertThat(other.status()).isEqualTo(422);
        assertThat(other.json().get("code").asString()).isEqualTo("idempotency.mismatch");
    }

    @Test
    void aRenamedCustomersConversationsAreFoundByTheNewName() {
        var opened = open("Roaster", "renamed@klient.example");
        var id = opened.get("id").asString();

        api.patch("/customers/" + opened.get("customer").asString(), Map.of("name", "Wiktoria Brzęczyszczykiewicz"))
                .ok();

        await().atMost(Duration.ofSeconds(20))
                .until(() -> api.get("/conversations?q=brzeczyszczykiewicz")
                        .ok()
                        .get("items")
                        .valueStream()
                        .anyMatch(row -> row.get("id").asString().equals(id)));
    }

    @Test
    void aConversationIsAPdfInTheLanguageAndTimeOfWhoeverAsks() throws IOException {
        var opened = open("Żółty młynek", "ana.pdf@kupec.example");
        var path = "/conversations/" + opened.get("id").asString();
        receive(
                "ana.pdf@kupec.example",
                new ConversationId(UUID.fromString(opened.get("id").asString())),
                "Dober dan, naročilo še ni prispelo. <script>alert(1)</script> <img src=file:///etc/passwd>");
        api.post(path + "/messages", Map.of("audience", "team", "text", "Only for us"))
                .ok();

        var plain = pdf(path + "/pdf?language=pl&zone=Asia/Tokyo");
        assertThat(plain)
                .contains("Żółty młynek", "Zgłoszenie #" + opened.get("number").asLong(), "Strona 1 z 1", "Asia/Tokyo")
                .contains("naročilo še ni prispelo. <script>alert(1)</script>")
                .doesNotContain("Only for us");
        assertThat(pdf(path + "/pdf?notes=true")).contains("Only for us", "internal note", "Page 1 of 1");

        assertThat(api.get(path + "/pdf?zone=Mars/Olympus").status()).isEqualTo(400);
        assertThat(api.get(path + "/pdf?language=tlh").status()).isEqualTo(400);
        assertThat(api.get("/conversations/" + UUID.randomUUID() + "/pdf").status())
                .isEqualTo(404);
        var reader = api.post("/api-keys", Map.of("name", "reader", "scopes", List.of("conversation.read")))
                .ok();
        var reading = api.as(reader.get("key").asString());
        assertThat(reading.get(path + "/pdf").status()).isEqualTo(200);
        assertThat(reading.get(path + "/pdf?notes=true").status()).isEqualTo(403);
    }

    private String pdf(String path) throws IOException {
        var answer = api.get(path);
        assertThat(answer.header("Content-Type")).isEqualTo("application/pdf");
        assertThat(answer.header("Content-Disposition")).contains("attachment; filename=\"conversation-");
        try (var document = Loader.loadPDF(answer.response().body())) {
            return new PDFTextStripper().getText(document).replaceAll("\\s+", " ");
        }
    }

    private JsonNode open(String subject, String email) {
        return api.post("/conversations", Map.of("subject", subject, "customer", Map.of("email", email)))
                .ok();
    }

    private InboundMessages.Received receive(String from, ConversationId conversation, String text) {
        return transaction.execute(status -> {
            var inbox = inboxes.main();
            var customer = customers.identify(from, null, inbox, Actor.SYSTEM);
            return messages.receive(List.of(new InboundMessage(
                            inbox,
                            null,
                            "email",
                            conversation,
                            customer,
                            UUID.randomUUID() + "@test",
                            new Party(from, null),
                            null,
                            List.of(),
                            List.of(),
                            "A subject",
                            text,
                            text,
                            null,
                            List.of(),
                            false)))
                    .getFirst();
        });
    }
}
