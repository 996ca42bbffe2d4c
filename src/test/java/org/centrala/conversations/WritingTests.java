package org.centrala.conversations;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.centrala.access.House;
import org.centrala.access.SetupCode;
import org.centrala.access.Visitor;
import org.centrala.platform.CentralaTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What an agent does before a message leaves: drafts, their files, passing on, and sending later. */
@CentralaTest
class WritingTests {
    private static final String ADDRESS = "podpora@zrno.example";

    @LocalServerPort
    int port;

    @Autowired
    SetupCode code;

    House house;
    Visitor agent;
    String conversation;

    @BeforeEach
    void begin() {
        house = House.of(port, code);
        agent = house.owner();
        if (agent.get("/api/v1/mailboxes").is(200).body().get("items").isEmpty()) {
            agent.post("/api/v1/mailboxes", Map.of("name", "Zrno", "address", ADDRESS))
                    .is(201);
        }
        conversation = agent.post(
                        "/api/v1/conversations",
                        Map.of(
                                "subject",
                                "Grinder",
                                "customer",
                                Map.of("email", UUID.randomUUID() + "@klient.example")))
                .is(201)
                .text("id");
    }

    @Test
    void filesWaitInTheDraftAndGoOutWithTheMessage() {
        var first = upload("navodila žabica.txt", "text/plain", "Two rounds.");
        upload("forgotten.txt", "text/plain", "no");
        assertThat(agent.get(draft()).is(200).body().get("attachments")).hasSize(2);
        assertThat(agent.get(first.text("url")).is(200).raw().body()).isEqualTo("Two rounds.");

        agent.put(draft(), Map.of("text", "Hello", "html", "<p>Hello</p>")).is(200);
        assertThat(agent.get(draft()).is(200).body().get("attachments")).hasSize(2);

        var sent = agent.post(messages(), Map.of("text", "Hello", "draftFiles", List.of(first.text("id"))))
                .is(201);
        assertThat(sent.text("attachments.0.fileName")).isEqualTo("navodila žabica.txt");
        assertThat(agent.get(sent.text("attachments.0.url")).is(200).raw().body())
                .isEqualTo("Two rounds.");
        agent.get(draft()).is(204);
        agent.get(first.text("url")).is(404);
    }

    @Test
    void aMessageTakenBackIsADraftWithItsFilesAgain() {
        var file = upload("a.txt", "text/plain", "A");
        var sent = agent.post(messages(), Map.of("text", "Too soon", "draftFiles", List.of(file.text("id"))))
                .is(201);

        var back = agent.post("/api/v1/messages/" + sent.text("id") + "/undo", Map.of())
                .is(200);

        assertThat(back.text("draft.text")).isEqualTo("Too soon");
        var again = back.text("draft.attachments.0.id");
        assertThat(back.text("draft.attachments.0.fileName")).isEqualTo("a.txt");
        agent.post(messages(), Map.of("text", "Now", "draftFiles", List.of(again)))
                .is(201);
    }

    @Test
    void anUnwantedFileIsTakenOutAndADroppedDraftTakesItsFilesAlong() {
        var gone = upload("gone.txt", "text/plain", "x");
        agent.delete(gone.text("url")).is(204);
        assertThat(agent.get(draft()).is(200).body().get("attachments")).isEmpty();
        var dropped = upload("dropped.txt", "text/plain", "x");
        agent.delete(draft()).is(204);
        agent.get(dropped.text("url")).is(404);
        agent.post(messages(), Map.of("text", "x", "draftFiles", List.of(dropped.text("id"))))
                .is(400, "validation.failed");
    }

    @Test
    void nobodyElseSeesOrSendsTheFilesOfADraft() {
        var file = upload("mine.txt", "text/plain", "x");
        var team = agent.get("/api/v1/teams").is(200).body().at("/items/0/id").asString();
        var colleague = house.person("agent", team).browser();

        colleague.get(file.text("url")).is(404);
        colleague.delete(file.text("url")).is(204);
        colleague
                .post(messages(), Map.of("text", "x", "draftFiles", List.of(file.text("id"))))
                .is(400, "validation.failed");
        agent.get(file.text("url")).is(200);
    }

    @Test
    void aMessageThatLeavesLaterIsATakenBackDraftUntilThen() {
        var later = Instant.now().plus(Duration.ofDays(3)).truncatedTo(ChronoUnit.SECONDS);
        var scheduled = agent.post(
                        messages(), Map.of("text", "On Monday", "bcc", List.of("chef@zrno.example"), "sendAt", later))
                .is(201);

        assertThat(Instant.parse(scheduled.text("sendAt"))).isEqualTo(later);
        assertThat(scheduled.text("deliveryState")).isEqualTo("queued");
        var back = agent.post("/api/v1/messages/" + scheduled.text("id") + "/undo", Map.of())
                .is(200);
        assertThat(back.text("draft.text")).isEqualTo("On Monday");
        assertThat(back.text("draft.bcc.0")).isEqualTo("chef@zrno.example");
        agent.post(messages(), Map.of("text", "x", "sendAt", Instant.now().plus(Duration.ofDays(800))))
                .is(400, "validation.failed");
    }

    @Test
    void aColleaguesScheduledMessageIsTakenBackByWhoeverMayReplyAndNoDraftIsLostByIt() {
        var later = Instant.now().plus(Duration.ofDays(3));
        var scheduled = agent.post(messages(), Map.of("text", "On Monday", "sendAt", later))
                .is(201);
        var undo = "/api/v1/messages/" + scheduled.text("id") + "/undo";
        var team = agent.get("/api/v1/teams").is(200).body().at("/items/0/id").asString();
        house.person("light_agent", team).browser().post(undo, Map.of()).is(403);
        var colleague = house.person("agent", team).browser();
        colleague.put(draft(), Map.of("text", "Mine")).is(200);

        colleague.post(undo, Map.of()).is(409, "draft.in_the_way");
        assertThat(colleague.get(draft()).is(200).text("text")).isEqualTo("Mine");
        colleague.delete(draft()).is(204);

        assertThat(colleague.post(undo, Map.of()).is(200).text("draft.text")).isEqualTo("On Monday");
        assertThat(colleague.get(draft()).is(200).text("text")).isEqualTo("On Monday");
        agent.post(undo, Map.of()).is(409);
    }

    @Test
    void aMessageIsPassedOnToSomebodyElseOnly() {
        var file = upload("receipt.txt", "text/plain", "paid");
        var first = agent.post(messages(), Map.of("text", "Hello", "draftFiles", List.of(file.text("id"))))
                .is(201);

        agent.post(messages(), Map.of("forward", first.text("id"))).is(400, "validation.failed");
        agent.post(messages(), Map.of("forward", UUID.randomUUID(), "to", List.of("service@workshop.example")))
                .is(400, "validation.failed");
        var passedOn = agent.post(
                        messages(),
                        Map.of(
                                "text",
                                "See below",
                                "forward",
                                first.text("id"),
                                "to",
                                List.of("service@workshop.example")))
                .is(201);
        assertThat(passedOn.text("forwardOf")).isEqualTo(first.text("id"));
        assertThat(passedOn.text("attachments.0.fileName")).isEqualTo("receipt.txt");
        var bare = agent.post(
                        messages(),
                        Map.of(
                                "forward",
                                first.text("id"),
                                "forwardFiles",
                                false,
                                "to",
                                List.of("service@workshop.example")))
                .is(201);
        assertThat(bare.body().get("attachments")).isEmpty();
        var copied = agent.post(draft() + "/files/copy?message=" + first.text("id"), Map.of())
                .is(200);
        assertThat(copied.text("items.0.fileName")).isEqualTo("receipt.txt");
    }

    private Visitor.Answer upload(String name, String type, String content) {
        return agent.send(
                        "POST",
                        draft() + "/files?fileName="
                                + java.net.URLEncoder.encode(name, java.nio.charset.StandardCharsets.UTF_8),
                        content,
                        type)
                .is(201);
    }

    private String draft() {
        return "/api/v1/conversations/" + conversation + "/draft";
    }

    private String messages() {
        return "/api/v1/conversations/" + conversation + "/messages";
    }
}
