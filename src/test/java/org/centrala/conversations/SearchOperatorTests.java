package org.centrala.conversations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.centrala.access.House;
import org.centrala.access.SetupCode;
import org.centrala.access.Visitor;
import org.centrala.platform.CentralaTest;
import org.centrala.platform.reading.SampleFiles;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

@CentralaTest
class SearchOperatorTests {
    @LocalServerPort
    int port;

    @Autowired
    SetupCode code;

    @Autowired
    JdbcClient jdbc;

    House house;
    Visitor owner;
    /** A word that is in every conversation of one test and in none of another. */
    String own;

    @BeforeEach
    void begin() {
        house = House.of(port, code);
        owner = house.owner();
        own = "own" + UUID.randomUUID().toString().replace("-", "").substring(0, 10);
    }

    @Test
    void operatorsNarrowByWhatAConversationIs() {
        var team = owner.get("/api/v1/teams").text("items.0.id");
        var inbox = owner.get("/api/v1/inboxes").text("items.0.name");
        open("Open", Map.of("tags", List.of("Vip " + own), "priority", "high", "team", team));
        var solved =
                open("Solved", Map.of("assignee", owner.get("/api/v1/session").text("agent.id")));
        owner.patch("/api/v1/conversations/" + solved, Map.of("status", "solved"))
                .is(200);
        await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> finds("status:solved", "Solved"));

        finds("status:new,open", "Open");
        finds("is:open", "Open");
        finds("is:done", "Solved");
        finds("-is:done", "Open");
        finds("is:mine", "Solved");
        finds("is:unassigned", "Open");
        finds("assignee:me", "Solved");
        finds("assignee:tina", "Solved");
        finds("assignee:none", "Open");
        finds("priority:high", "Open");
        finds("tag:\"vip " + own + "\"", "Open");
        finds("-tag:\"vip " + own + "\"", "Solved");
        finds("in:\"" + inbox + "\" is:done", "Solved");
        finds("from:" + own + "-open", "Open");
        finds("has:attachment");
        finds("-has:attachment is:open", "Open");
        var today = LocalDate.now(ZoneOffset.UTC);
        finds("after:" + today.minusDays(1) + " is:open", "Open");
        finds("after:" + today.plusDays(2));
        finds("before:" + today.plusDays(2) + " is:open", "Open");
        finds("before:7d");
        finds("is:unread");
        finds("is:snoozed");
        finds("-is:snoozed is:done", "Solved");
    }

    @Test
    void whatWasSentIsFoundByWhomItWentToAndWhatWasAttached() {
        if (owner.get("/api/v1/mailboxes").is(200).body().get("items").isEmpty()) {
            owner.post("/api/v1/mailboxes", Map.of("name", "Zrno", "address", "podpora@zrno.example"))
                    .is(201);
        }
        var path = "/api/v1/conversations/" + open("Files", Map.of());
        open("None", Map.of());
        var file = owner.send("POST", path + "/draft/files?fileName=blueprint-kettle.txt", "Two rounds.", "text/plain")
                .is(201)
                .text("id");
        owner.post(path + "/messages", Map.of("text", "See the file", "draftFiles", List.of(file)))
                .is(201);

        await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> finds("has:attachment", "Files"));
        finds("-has:attachment", "None");
        finds("to:" + own + "-files@klient.example", "Files");
        finds("to:@klient.example", "Files");
        finds("blueprint", "Files");
    }

    @Test
    void whatIsWrittenInAFileIsFoundWithItsNameByWhoSeesTheConversationOnly() {
        var hidden = owner.post("/api/v1/inboxes", Map.of("name", "Hidden " + own, "teams", List.of()))
                .is(201)
                .text("id");
        var path = "/api/v1/conversations/" + open("Paper", Map.of("inbox", hidden));
        var word = "papirnica" + own;
        var note =
                note(path, "umowa.docx", SampleFiles.docx("Reklamacja " + word + " młynka, karta 4111 1111 1111 1111"));
        var agent = house.person("agent").browser();

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(search(word).text("items.0.highlights.0.file"))
                        .isEqualTo("umowa.docx"));
        assertThat(search(word + " reklamacje").body().at("/items/0/highlights").toString())
                .contains("\"text\":\"Reklamacja\",\"hit\":true", " młynka, karta 4111");
        finds("filename:umowa has:attachment", "Paper");
        finds("filename:pismo");
        for (var asked : List.of(word, word + " filename:umowa", "filename:umowa after:1d")) {
            assertThat(agent.get("/api/v1/search?q=" + encoded(asked))
                            .is(200)
                            .body()
                            .get("items"))
                    .as(asked)
                    .isEmpty();
        }

        // What is taken out of the message is taken out of what was read; what goes with the file is found no more.
        var message = note(path, "second.txt", ("Second " + word).getBytes(StandardCharsets.UTF_8));
        owner.post(path + "/messages", Map.of("audience", "team", "text", "4111111111111111"))
                .is(201);
        await().atMost(Duration.ofSeconds(20)).until(() -> state(message).equals("read"));
        owner.post("/api/v1/messages/" + message + "/redact", Map.of("words", List.of("4111 1111 1111 1111")))
                .is(200);
        assertThat(written(note)).contains("karta █████");
        for (var one : List.of(note, message)) {
            var file = jdbc.sql("select id from attachment where message_id = ?::uuid")
                    .param(one)
                    .query(UUID.class)
                    .single();
            owner.post("/api/v1/messages/" + one + "/redact", Map.of("files", List.of(file)))
                    .is(200);
            assertThat(jdbc.sql("select count(*) from attachment_text where attachment_id = ?")
                            .param(file)
                            .query(Long.class)
                            .single())
                    .isZero();
        }
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(
                        () -> assertThat(search(word).body().get("items")).isEmpty());
    }

    @Test
    void aFileThatCannotBeReadSaysWhyAndOneWhoseReaderDiedIsReadAgainButNotForEver() {
        var path = "/api/v1/conversations/" + open("Broken", Map.of());
        var broken = note(path, "broken.pdf", "%PDF-1.7".getBytes(StandardCharsets.UTF_8));
        var left = note(path, "left.txt", ("left " + own).getBytes(StandardCharsets.UTF_8));
        await().atMost(Duration.ofSeconds(20)).until(() -> state(broken).equals("unreadable: broken"));
        await().atMost(Duration.ofSeconds(20)).until(() -> state(left).equals("read"));

        jdbc.sql(AGAIN).param(1).param(left).update();
        await().atMost(Duration.ofSeconds(20)).until(() -> state(left).equals("read"));
        jdbc.sql(AGAIN).param(4).param(left).update();
        await().atMost(Duration.ofSeconds(20)).until(() -> state(left).equals("unreadable: given_up"));
    }

    private static final String AGAIN = """
            update attachment_text set state = 'waiting', due_at = now() - interval '1 minute', attempts = ?
            where attachment_id in (select id from attachment where message_id = ?::uuid)
            """;

    private String note(String path, String fileName, byte[] file) {
        return owner.post(
                        path + "/messages",
                        Map.of(
                                "audience",
                                "team",
                                "text",
                                "See",
                                "attachments",
                                List.of(Map.of(
                                        "fileName",
                                        fileName,
                                        "contentType",
                                        "application/octet-stream",
                                        "base64",
                                        Base64.getEncoder().encodeToString(file)))))
                .is(201)
                .text("id");
    }

    private String state(String message) {
        return column(message, "t.state || coalesce(': ' || t.reason, '')");
    }

    private String written(String message) {
        return column(message, "t.body");
    }

    private String column(String message, String what) {
        return jdbc.sql("select " + what + """
                 from attachment_text t join attachment a on a.id = t.attachment_id where a.message_id = ?::uuid
                """)
                .param(message)
                .query(String.class)
                .single();
    }

    @Test
    void whatIsNotUnderstoodIsSaid() {
        for (var wrong : List.of(
                "status:opn",
                "is:nice",
                "has:love",
                "in:nowhere-" + own,
                "assignee:nobody-called-so",
                "before:someday",
                "after:2026-13-40",
                "tag:none-such-" + own,
                "priority:asap")) {
            var found = search(wrong).is(200);
            assertThat(found.text("hints.0.reason")).as(wrong).isEqualTo("UNKNOWN_VALUE");
            assertThat(found.text("hints.0.written")).isEqualTo(wrong);
            assertThat(found.body().get("items")).isEmpty();
        }
        assertThat(search("form:ana").text("hints.0.reason")).isEqualTo("UNKNOWN_OPERATOR");
        owner.get("/api/v1/search?q=x&zone=Nowhere/Land").is(400, "validation.failed");
    }

    @Test
    void noOperatorOpensAnInboxThatSomebodyDoesNotSee() {
        var name = "Hidden " + own;
        var inbox = owner.post("/api/v1/inboxes", Map.of("name", name, "teams", List.of()))
                .is(201)
                .text("id");
        open("Secret", Map.of("inbox", inbox, "tags", List.of("Secret " + own)));
        var agent = house.person("agent").browser();
        await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> finds("in:\"" + name + "\"", "Secret"));

        for (var asked :
                List.of(own, "is:new", "-status:solved", "from:" + own, "tag:\"Secret " + own + "\"", "after:1d")) {
            assertThat(agent.get("/api/v1/search?q=" + encoded(asked))
                            .is(200)
                            .body()
                            .get("items"))
                    .as(asked)
                    .isEmpty();
            assertThat(agent.get("/api/v1/conversations?q=" + encoded(asked))
                            .is(200)
                            .body()
                            .get("items"))
                    .isEmpty();
        }
        var hint =
                agent.get("/api/v1/search?q=" + encoded("in:\"" + name + "\"")).is(200);
        assertThat(hint.body().get("items")).isEmpty();
        assertThat(hint.body().get("hints").toString()).contains("UNKNOWN_VALUE");
        assertThat(hint.body().at("/hints/0/known").toString()).doesNotContain(own);
        owner.get("/api/v1/conversations?q=" + encoded("is:open in:\"" + name + "\""))
                .is(200);
    }

    @Test
    void onlyWhoManagesSettingsRenewsTheIndex() {
        open("Kettle", Map.of());
        house.person("supervisor").browser().get("/api/v1/search/index").is(403, "access.forbidden");
        house.person("supervisor")
                .browser()
                .post("/api/v1/search/index/renew", Map.of())
                .is(403);

        owner.post("/api/v1/search/index/renew", Map.of()).is(202);

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () -> assertThat(owner.get("/api/v1/search/index").text("phase"))
                                .isEqualTo("READY"));
        finds("is:open", "Kettle");
    }

    private String open(String subject, Map<String, Object> more) {
        var wanted = new HashMap<String, Object>(more);
        wanted.put("subject", subject + " " + own);
        wanted.put("customer", Map.of("email", own + "-" + subject.toLowerCase(Locale.ROOT) + "@klient.example"));
        return owner.post("/api/v1/conversations", wanted).is(201).text("id");
    }

    private void finds(String operators, String... subjects) {
        assertThat(search(own + " " + operators)
                        .is(200)
                        .body()
                        .get("items")
                        .valueStream()
                        .map(hit -> hit.at("/conversation/subject").asString()))
                .as(operators)
                .containsExactlyInAnyOrder(Arrays.stream(subjects)
                        .map(subject -> subject + " " + own)
                        .toArray(String[]::new));
    }

    private Visitor.Answer search(String text) {
        return owner.get("/api/v1/search?q=" + encoded(text));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
