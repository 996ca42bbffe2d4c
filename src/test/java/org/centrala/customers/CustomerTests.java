package org.centrala.customers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import org.awaitility.Awaitility;
import org.centrala.access.House;
import org.centrala.access.SetupCode;
import org.centrala.access.Visitor;
import org.centrala.conversations.InboundMessage;
import org.centrala.conversations.InboundMessages;
import org.centrala.conversations.Party;
import org.centrala.platform.Actor;
import org.centrala.platform.CentralaTest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The list of customers, one person's story, merging and its undo, and blocking. */
@CentralaTest
class CustomerTests {
    @LocalServerPort
    int port;

    @Autowired
    SetupCode code;

    @Autowired
    InboundMessages messages;

    @Autowired
    Customers customers;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Erasures erasures;

    @Autowired
    ErasureWork erasureWork;

    House house;
    Visitor owner;
    String open;
    String hidden;

    @BeforeEach
    void move() {
        house = House.of(port, code);
        owner = house.owner();
        open = owner.get("/api/v1/inboxes").is(200).body().at("/items/0/id").asString();
        hidden = owner.post("/api/v1/inboxes", Map.of("name", "Complaints " + UUID.randomUUID(), "teams", List.of()))
                .is(201)
                .text("id");
    }

    @Test
    void listIsPagedByNameAndEverybodyStandsInItOnce() {
        var mark = "Ž" + UUID.randomUUID();
        for (var name : List.of("Cene", "ana", "Bojan", "Ana")) {
            owner.post("/api/v1/customers", Map.of("name", mark + " " + name)).is(201);
        }
        var names = new ArrayList<String>();
        var cursor = "";
        do {
            var page = owner.get("/api/v1/customers?sort=name&limit=3" + cursor)
                    .is(200)
                    .body();
            page.get("items").forEach(one -> names.add(one.get("name").asString()));
            cursor = page.get("next").isNull()
                    ? ""
                    : "&cursor=" + page.get("next").asString();
        } while (!cursor.isEmpty());
        assertThat(names.stream().filter(name -> name.startsWith(mark)))
                .extracting(name -> name.substring(mark.length() + 1).toLowerCase(Locale.ROOT))
                .containsExactly("ana", "ana", "bojan", "cene");
        assertThat(owner.get("/api/v1/customers?sort=height").status()).isEqualTo(400);
    }

    @Test
    void whoChangesWhatAnotherHasChangedSinceIsToldAndOtherFieldsGoThrough() {
        var id = customer("Ana", address());
        var tag = owner.get("/api/v1/customers/" + id).is(200).header("ETag").orElseThrow();
        owner.patch("/api/v1/customers/" + id, Map.of("notes", "first")).is(200);

        var late = house.owner().with("If-Match", tag);
        late.patch("/api/v1/customers/" + id, Map.of("notes", "second")).is(412, "customer.conflict");
        assertThat(late.patch("/api/v1/customers/" + id, Map.of("name", "Ana K."))
                        .is(200)
                        .text("notes"))
                .isEqualTo("first");
    }

    @Test
    void mergedPeopleAreOneEverywhereAndComeApartAsTheyWere() {
        var first = address();
        var second = address();
        write(first, "Ana Kovač", open, "One");
        write(second, "Ana Kovač", open, "Two");
        var ana = byAddress(first);
        var other = byAddress(second);
        owner.patch("/api/v1/customers/" + other, Map.of("notes", "likes tea")).is(200);
        assertThat(owner.get("/api/v1/customers/" + ana + "/similar")
                        .is(200)
                        .raw()
                        .body())
                .contains(other, "sameName");
        assertThat(owner.post("/api/v1/customers/" + ana + "/merge/preview", Map.of("from", other))
                        .is(200)
                        .text("from.id"))
                .isEqualTo(other);

        var merged = owner.post("/api/v1/customers/" + ana + "/merge", Map.of("from", other))
                .is(200)
                .body();
        assertThat(values(merged)).containsExactly(first, second);
        assertThat(merged.at("/merged/0/notes").asString()).isEqualTo("likes tea");
        assertThat(owner.get("/api/v1/customers/" + other).is(200).text("id")).isEqualTo(ana);
        assertThat(byAddress(second)).isEqualTo(ana);
        assertThat(subjects(ana)).containsExactlyInAnyOrder("One", "Two");
        assertThat(owner.get("/api/v1/conversations?customer=" + other)
                        .is(200)
                        .body()
                        .get("items"))
                .hasSize(2);
        assertThat(owner.get("/api/v1/customers/work?id=" + ana)
                        .is(200)
                        .body()
                        .at("/items/0/conversations")
                        .asInt())
                .isEqualTo(2);
        owner.post("/api/v1/customers/" + ana + "/merge", Map.of("from", other)).is(400);

        write(second, "Ana Kovač", open, "Three");
        assertThat(subjects(ana)).contains("Three");
        assertThat(owner.post("/api/v1/customers/" + other + "/unmerge", Map.of())
                        .is(200)
                        .text("id"))
                .isEqualTo(ana);
        assertThat(values(owner.get("/api/v1/customers/" + ana).is(200).body())).containsExactly(first);
        assertThat(subjects(ana)).containsExactly("One");
        assertThat(subjects(other)).containsExactlyInAnyOrder("Two", "Three");
        assertThat(owner.get("/api/v1/customers/" + other).is(200).text("notes"))
                .isEqualTo("likes tea");
        owner.post("/api/v1/customers/" + other + "/unmerge", Map.of()).is(409, "customer.not_merged");
    }

    @Test
    void whoIsMergedIntoSomebodyMergedComesApartWithTheirOwn() {
        var a = customer("A", address());
        var b = customer("B", address());
        var c = customer("C", address());
        owner.post("/api/v1/customers/" + b + "/merge", Map.of("from", c)).is(200);
        owner.post("/api/v1/customers/" + a + "/merge", Map.of("from", b)).is(200);
        assertThat(owner.get("/api/v1/customers/" + c).is(200).text("id")).isEqualTo(a);
        owner.post("/api/v1/customers/" + c + "/merge", Map.of("from", a)).is(400);
        owner.post("/api/v1/customers/" + b + "/unmerge", Map.of()).is(200);
        assertThat(owner.get("/api/v1/customers/" + c).is(200).text("id")).isEqualTo(b);
        assertThat(owner.get("/api/v1/customers/" + a).is(200).body().get("merged"))
                .isEmpty();
    }

    @Test
    void storyHoldsOnlyConversationsOfInboxesThatSomebodySees() {
        var team = owner.get("/api/v1/teams").is(200).body().at("/items/0/id").asString();
        var agent = house.person("agent", team).browser();
        var address = address();
        write(address, "Ana", open, "Seen");
        write(address, "Ana", hidden, "Secret");
        var ana = byAddress(address);
        var stranger = address();
        write(stranger, "Borut", hidden, "Unknown");
        var borut = byAddress(stranger);

        assertThat(subjects(ana)).containsExactlyInAnyOrder("Seen", "Secret");
        assertThat(agent.get("/api/v1/customers/" + ana + "/timeline")
                        .is(200)
                        .raw()
                        .body())
                .contains("Seen")
                .doesNotContain("Secret");
        assertThat(agent.get("/api/v1/customers/work?id=" + ana + "&id=" + borut)
                        .is(200)
                        .body()
                        .get("items"))
                .hasSize(1);
        for (var path : List.of("", "/timeline", "/similar")) {
            agent.get("/api/v1/customers/" + borut + path).is(404);
        }
        agent.post("/api/v1/customers/" + ana + "/merge", Map.of("from", borut)).is(404);
        agent.post("/api/v1/customers/" + ana + "/merge/preview", Map.of("from", borut))
                .is(404);
        agent.put("/api/v1/customers/" + borut + "/block", Map.of("blocked", true))
                .is(404);
        assertThat(agent.get("/api/v1/customers?sort=name&limit=200")
                        .is(200)
                        .raw()
                        .body())
                .doesNotContain(borut);
        var light = house.person("light_agent", team).browser();
        light.put("/api/v1/customers/" + ana + "/block", Map.of("blocked", true))
                .is(403);
        light.post("/api/v1/customers/" + ana + "/merge", Map.of("from", borut)).is(403);
        light.post("/api/v1/customers/" + ana + "/unmerge", Map.of()).is(403);
    }

    @Test
    void whatSomebodyBlockedWritesIsKeptInTheJunkAndReopensNothing() {
        var address = address();
        var before = write(address, "Ana", open, "Before");
        var ana = byAddress(address);
        owner.patch("/api/v1/conversations/" + before.conversation().value(), Map.of("status", "solved"))
                .is(200);
        assertThat(owner.put("/api/v1/customers/" + ana + "/block", Map.of("blocked", true))
                        .is(200)
                        .text("blockedAt"))
                .isNotEmpty();

        var opened = write(address, "Ana", open, "Buy this");
        var conversation = owner.get(
                        "/api/v1/conversations/" + opened.conversation().value())
                .is(200);
        assertThat(conversation.body().get("spam").asBoolean()).isTrue();
        answer(address, before, "Again");
        assertThat(owner.get("/api/v1/conversations/" + before.conversation().value())
                        .is(200)
                        .text("status"))
                .isEqualTo("solved");
        assertThat(subjects(ana)).contains("Buy this");

        owner.put("/api/v1/customers/" + ana + "/block", Map.of("blocked", false))
                .is(200);
        var after = write(address, "Ana", open, "Sorry");
        assertThat(owner.get("/api/v1/conversations/" + after.conversation().value())
                        .is(200)
                        .body()
                        .get("spam")
                        .asBoolean())
                .isFalse();
    }

    @Test
    void personIsHandedAllThatIsKeptOverEveryInboxAndNothingOfOthers() throws IOException {
        var address = address();
        write(address, "Ana", open, "Seen");
        var other = address();
        write(other, "Ana", hidden, "Secret");
        write(address(), "Borut", hidden, "Of another");
        var ana = byAddress(address);
        owner.post("/api/v1/customers/" + ana + "/merge", Map.of("from", byAddress(other)))
                .is(200);
        owner.patch("/api/v1/customers/" + ana, Map.of("notes", "talks a lot")).is(200);
        var key = house.key("privacy.manage", "inbox.all", "customer.read").program();

        var without = archive(key, ana, false);
        assertThat(without).doesNotContain("talks a lot", "Of another").contains(address, other, "Seen", "Secret");
        assertThat(archive(key, ana, true)).contains("talks a lot");
        Awaitility.await()
                .untilAsserted(() -> assertThat(owner.get("/api/v1/audit?kind=customer.exported&object=" + ana)
                                .is(200)
                                .body()
                                .get("items"))
                        .hasSize(2));
        for (var role : List.of("supervisor", "agent")) {
            var team =
                    owner.get("/api/v1/teams").is(200).body().at("/items/0/id").asString();
            house.person(role, team)
                    .browser()
                    .get("/api/v1/customers/" + ana + "/export")
                    .is(403);
        }
        house.key("privacy.manage", "customer.read")
                .program()
                .get("/api/v1/customers/" + ana + "/export")
                .is(403);
    }

    @Test
    void personIsForgottenForGoodWithAProofAndTheNumbersOfThePastStay()
            throws InterruptedException, ExecutionException {
        var first = address();
        var second = address();
        write(first, "Ana Kovač", open, "Secret kettle");
        var told = write(first, "Ana Kovač", hidden, "Hidden kettle");
        write(second, "Ana Kovač", open, "Another kettle");
        var bojan = address();
        var others = write(bojan, "Bojan", open, "Of somebody else");
        receive(first, "Ana Kovač", open, "I say so too", others);
        var ana = byAddress(first);
        owner.post("/api/v1/customers/" + ana + "/merge", Map.of("from", byAddress(second)))
                .is(200);
        owner.patch("/api/v1/customers/" + ana, Map.of("notes", "likes oolong")).is(200);
        var conversation = told.conversation().value();
        owner.post(
                        "/api/v1/conversations/" + conversation + "/messages",
                        Map.of("audience", "team", "text", "Ana is upset"))
                .is(201);
        var message = jdbc.sql("select id from message where conversation_id = ? and direction = 'inbound'")
                .param(conversation)
                .query(UUID.class)
                .single();
        var mail = mail(message, first, open);
        var today = LocalDate.now(ZoneOffset.UTC);
        var week = "/api/v1/numbers?from=" + today.minusDays(3) + "&until=" + today + "&zone=UTC&hours=24";
        var numbers = owner.get(week).is(200).raw().body();

        for (var nobody : List.of(
                house.person("supervisor").browser(),
                house.person("agent").browser(),
                house.key("privacy.manage").program())) {
            nobody.get("/api/v1/customers/" + ana + "/erasure").is(403);
            nobody.post(
                            "/api/v1/customers/" + ana + "/erasure",
                            Map.of("reason", "request", "confirmation", "Ana Kovač"))
                    .is(403);
            nobody.get("/api/v1/erasures").is(403);
        }
        var preview = owner.get("/api/v1/customers/" + ana + "/erasure").is(200);
        assertThat(preview.body().get("counts").toString())
                .contains("\"conversations\":3", "\"messages\":4", "\"elsewhere\":1");
        assertThat(preview.text("type")).isEqualTo("Ana Kovač");
        owner.post("/api/v1/customers/" + ana + "/erasure", Map.of("reason", "request", "confirmation", "Ana"))
                .is(400);
        owner.post(
                        "/api/v1/customers/" + ana + "/erasure",
                        Map.of("reason", "she said so", "confirmation", "Ana Kovač"))
                .is(400);

        var statuses = new ArrayList<Integer>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var wanted = Map.of("reason", "request", "confirmation", "Ana Kovač");
            var both = threads.invokeAll(List.<Callable<Integer>>of(
                    () -> house.owner()
                            .post("/api/v1/customers/" + ana + "/erasure", wanted)
                            .status(),
                    () -> house.owner()
                            .post("/api/v1/customers/" + ana + "/erasure", wanted)
                            .status()));
            for (var one : both) {
                statuses.add(one.get());
            }
        }
        assertThat(statuses).containsExactlyInAnyOrder(202, 409);
        // What they write meanwhile is that of somebody new, in a conversation of its own.
        write(first, "Ana Kovač", open, "I am back");
        assertThat(byAddress(first)).isNotEqualTo(ana);

        var erasure = finished(ana);
        var proof = owner.get("/api/v1/erasures/" + erasure.get("id").asString() + "/proof")
                .is(200);
        assertThat(proof.header("Content-Disposition").orElse("")).contains("attachment");
        assertThat(proof.raw().body())
                .contains(
                        "\"messages\":5",
                        "\"mails\":1",
                        "\"conversations\":3",
                        "\"contactPoints\":2",
                        "\"reason\":\"request\"")
                .doesNotContain("Ana", first, second, "kettle");
        assertThat(proof.text("hash")).hasSize(64);
        assertThat(owner.get("/api/v1/erasures").is(200).raw().body()).contains(proof.text("hash"));

        for (var table : List.of(
                "customer",
                "contact_point",
                "conversation",
                "message_content",
                "participant",
                "inbound",
                "draft",
                "erasure")) {
            assertThat(jdbc.sql("select string_agg(t::text, '') from " + table + " t where t::text ~ :words")
                            .param(
                                    "words",
                                    second
                                            + "|Secret kettle|Hidden kettle|Another kettle|likes oolong|upset|I say so too")
                            .query((row, number) -> String.valueOf(row.getString(1)))
                            .single())
                    .as(table)
                    .isEqualTo("null");
        }
        assertThat(new String(
                        jdbc.sql("select raw from inbound where id = ?")
                                .param(mail)
                                .query(byte[].class)
                                .single(),
                        UTF_8))
                .doesNotContain("kettle");
        assertThat(jdbc.sql("select count(*) from inbound where id = ? and envelope_from = ''")
                        .param(mail)
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
        assertThat(owner.get("/api/v1/conversations/" + others.conversation().value())
                        .is(200)
                        .text("subject"))
                .isEqualTo("Of somebody else");
        assertThat(owner.get("/api/v1/customers?email=" + second).is(200).body().get("items"))
                .isEmpty();
        Awaitility.await()
                .untilAsserted(() -> assertThat(owner.get("/api/v1/search?q=Secret+kettle")
                                .is(200)
                                .raw()
                                .body())
                        .doesNotContain("Secret kettle"));
        // One came in meanwhile; all others are counted as they were.
        assertThat(owner.get(week).is(200).body().at("/totals/received").asInt())
                .isEqualTo(JsonMapper.shared()
                                .readTree(numbers)
                                .at("/totals/received")
                                .asInt()
                        + 1);
        assertThat(owner.get(week).is(200).body().at("/totals/answered"))
                .isEqualTo(JsonMapper.shared().readTree(numbers).at("/totals/answered"));
    }

    @Test
    void erasureThatWasInterruptedGoesOnWhereItEndedAndMayBeDoneAgainForWhatWasToldSince() {
        var address = address();
        var told = write(address, "Ana", open, "Secret kettle").conversation().value();
        var ana = byAddress(address);
        var wanted = Map.of("reason", "purpose", "confirmation", "Ana");
        erasureWork.stop();
        try {
            var erasure = owner.post("/api/v1/customers/" + ana + "/erasure", wanted)
                    .is(202)
                    .text("id");
            assertThat(erasures.piece(new HashSet<>())).isEqualTo(Erasures.Step.WENT_ON);
            assertThat(owner.get("/api/v1/erasures/" + erasure).is(200).raw().body())
                    .contains("\"conversations\":1")
                    .doesNotContain("\"messages\"");
            assertThat(owner.get("/api/v1/conversations/" + told).is(200).text("subject"))
                    .isEqualTo("█████");
            assertThat(owner.get("/api/v1/conversations/" + told + "/messages")
                            .is(200)
                            .raw()
                            .body())
                    .contains("Hello");
            owner.get("/api/v1/erasures/" + erasure + "/proof").is(409, "erasure.goes_on");
            owner.post("/api/v1/customers/" + ana + "/erasure", wanted).is(409, "erasure.begun");
        } finally {
            erasureWork.start();
        }
        assertThat(finished(ana).get("counts").toString()).contains("\"messages\":1");
        assertThat(owner.get("/api/v1/conversations/" + told + "/messages")
                        .is(200)
                        .raw()
                        .body())
                .doesNotContain("Hello", address);
        owner.post("/api/v1/customers/" + ana + "/erasure", Map.of("reason", "purpose", "confirmation", ana))
                .is(409, "erasure.nothing_left");

        owner.post(
                        "/api/v1/conversations/" + told + "/messages",
                        Map.of("audience", "team", "text", "Ana called again"))
                .is(201);
        owner.patch("/api/v1/conversations/" + told, Map.of("subject", "Ana")).is(200);
        assertThat(owner.get("/api/v1/customers/" + ana + "/erasure").is(200).text("type"))
                .isEqualTo(ana);
        owner.post("/api/v1/customers/" + ana + "/erasure", Map.of("reason", "purpose", "confirmation", ana))
                .is(202);
        assertThat(finished(ana).get("counts").toString()).contains("\"messages\":1", "\"conversations\":1");
        assertThat(owner.get("/api/v1/conversations/" + told + "/messages")
                        .is(200)
                        .raw()
                        .body())
                .doesNotContain("Ana called");
        assertThat(owner.get("/api/v1/conversations/" + told).is(200).raw().body())
                .doesNotContain("Ana");
    }

    private JsonNode finished(String customer) {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(
                        () -> owner.get("/api/v1/customers/" + customer + "/erasure")
                                .is(200)
                                .body()
                                .get("erasure"),
                        one -> !one.get("finishedAt").isNull());
    }

    /** A record of the mail that a message was made of. */
    private UUID mail(UUID message, String from, String inbox) {
        var mailbox = UUID.randomUUID();
        jdbc.sql(
                        "insert into mailbox (id, inbox_id, name, address, created_at, updated_at) values (?, ?::uuid, 'Shop', ?, now(), now())")
                .param(mailbox)
                .param(inbox)
                .param("m" + mailbox + "@zrno.example")
                .update();
        var id = UUID.randomUUID();
        jdbc.sql("""
                insert into inbound (id, mailbox_id, envelope_from, envelope_to, message_id, body_hash, received_at, size, raw, outcome,
                  message_ref, decided_at)
                values (?, ?, ?, 'shop@zrno.example', 'x@y', 'a', now(), 5, 'Secret kettle', 'conversation', ?, now())
                """).param(id).param(mailbox).param(from).param(message).update();
        return id;
    }

    @Test
    void fileOfCustomersIsShownLineByLineTakenInAndTakenBack() {
        var known = address();
        var ana = customer("", known);
        var fresh = address();
        var moved = address();
        var file = "Nazwa;E-mail;Telefon;Notatki\nAna Kovač;" + known.toUpperCase(Locale.ROOT)
                + ";;likes tea\n\"Borut; Zajc\";"
                + fresh + ";+48 600 " + (100_000 + (int) (Math.random() * 800_000)) + ";\nCene;" + moved
                + ";;\n=SUM(A1);" + address() + ";;\nAgain;" + fresh + ";;\nNobody;no address;;\n";
        var preview = upload(owner, "/preview", file).is(200).body();
        assertThat(preview.get("lines")
                        .valueStream()
                        .map(line -> line.get("action").asString() + " "
                                + line.get("problem").asString("")))
                .containsExactly("update ", "create ", "create ", "refuse formula", "refuse twice", "refuse email");
        assertThat(owner.get("/api/v1/customers?email=" + fresh).is(200).body().get("items"))
                .isEmpty();

        var done = upload(owner, "?fileName=..%2Fold.csv", file).is(201);
        assertThat(done.text("fileName")).isEqualTo(".._old.csv");
        assertThat(owner.get("/api/v1/customers/" + ana).is(200).text("name")).isEqualTo("Ana Kovač");
        var borut = byAddress(fresh);
        assertThat(owner.get("/api/v1/customers/" + borut).is(200).text("name")).isEqualTo("Borut; Zajc");
        write(moved, "Cene", open, "Hello");
        var cene = byAddress(moved);
        upload(owner, "", file).is(409, "import.nothing");

        var undone = owner.post("/api/v1/customer-imports/" + done.text("id") + "/undo", Map.of())
                .is(200)
                .body();
        assertThat(undone.get("removed").asInt()).isEqualTo(1);
        assertThat(undone.get("restored").asInt()).isEqualTo(1);
        assertThat(undone.get("kept").asInt()).isEqualTo(1);
        owner.get("/api/v1/customers/" + borut).is(404);
        owner.get("/api/v1/customers/" + cene).is(200);
        assertThat(owner.get("/api/v1/customers/" + ana).is(200).text("name")).isEmpty();
        assertThat(owner.get("/api/v1/customers/" + ana).is(200).text("notes")).isEmpty();
        owner.post("/api/v1/customer-imports/" + done.text("id") + "/undo", Map.of())
                .is(409, "import.undone");

        upload(owner, "/preview", "name\n\"open").is(400, "import.quote");
        var team = owner.get("/api/v1/teams").is(200).body().at("/items/0/id").asString();
        for (var role : List.of("supervisor", "agent")) {
            var browser = house.person(role, team).browser();
            upload(browser, "/preview", file).is(403);
            upload(browser, "", file).is(403);
            browser.get("/api/v1/customer-imports").is(403);
            browser.post("/api/v1/customer-imports/" + done.text("id") + "/undo", Map.of())
                    .is(403);
        }
    }

    private static Visitor.Answer upload(Visitor visitor, String path, String file) {
        return visitor.send("POST", "/api/v1/customer-imports" + path, file, "application/octet-stream");
    }

    private String archive(Visitor program, String customer, boolean notes) throws IOException {
        var zip = program.bytes("/api/v1/customers/" + customer + "/export?notes=" + notes);
        var entries = PersonArchiveTests.entries(zip);
        assertThat(entries).containsKey("customer.json");
        return String.join("\n", entries.values());
    }

    private static String address() {
        return "c" + UUID.randomUUID() + "@posta.example";
    }

    private String customer(String name, String address) {
        return owner.post("/api/v1/customers", Map.of("name", name, "email", address))
                .is(201)
                .text("id");
    }

    private String byAddress(String address) {
        return owner.get("/api/v1/customers?email=" + address)
                .is(200)
                .body()
                .at("/items/0/id")
                .asString();
    }

    private List<String> values(JsonNode customer) {
        var values = new ArrayList<String>();
        customer.get("contactPoints")
                .forEach(point -> values.add(point.get("value").asString()));
        return values;
    }

    private List<String> subjects(String customer) {
        var subjects = new ArrayList<String>();
        owner.get("/api/v1/customers/" + customer + "/timeline")
                .is(200)
                .body()
                .get("items")
                .forEach(one -> subjects.add(one.at("/conversation/subject").asString()));
        return subjects;
    }

    private InboundMessages.Received write(String address, String name, String inbox, String subject) {
        return receive(address, name, inbox, subject, null);
    }

    private void answer(String address, InboundMessages.Received before, String subject) {
        receive(address, "Ana", open, subject, before);
    }

    private InboundMessages.Received receive(
            String address, String name, String inbox, String subject, InboundMessages.@Nullable Received before) {
        return Objects.requireNonNull(transaction.execute(status -> messages.receive(List.of(new InboundMessage(
                        UUID.fromString(inbox),
                        null,
                        "email",
                        before == null ? null : before.conversation(),
                        customers.identify(address, name, UUID.fromString(inbox), Actor.SYSTEM),
                        UUID.randomUUID() + "@posta.example",
                        new Party(address, name),
                        null,
                        List.of(),
                        List.of(),
                        subject,
                        "Hello",
                        "Hello",
                        null,
                        List.of(),
                        false)))
                .getFirst()));
    }
}
