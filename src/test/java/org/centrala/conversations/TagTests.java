package org.centrala.conversations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.centrala.access.House;
import org.centrala.access.SetupCode;
import org.centrala.access.Visitor;
import org.centrala.platform.CentralaTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

@CentralaTest
class TagTests {
    private static final String TAGS = "/api/v1/tags";
    private static final String CONVERSATIONS = "/api/v1/conversations";

    @LocalServerPort
    int port;

    @Autowired
    SetupCode code;

    House house;
    Visitor owner;
    /** Keeps the tags of one test from those of another. */
    String own;

    @BeforeEach
    void begin() {
        house = House.of(port, code);
        owner = house.owner();
        own = UUID.randomUUID().toString().substring(0, 8);
    }

    @Test
    void whoTagsAtTheSameTimeLosesNothing() {
        var conversation = conversation("First " + own);
        var seen = "\"" + conversation.get("sequence").asLong() + "\"";
        var path = CONVERSATIONS + "/" + conversation.get("id").asString();

        owner.with("If-Match", seen)
                .patch(path, Map.of("addTags", List.of("Second " + own)))
                .is(200);
        owner.with("If-Match", seen)
                .patch(path, Map.of("addTags", List.of("Third " + own), "removeTags", List.of("FIRST " + own)))
                .is(200);

        assertThat(tags(path)).containsExactly("Second " + own, "Third " + own);
        owner.with("If-Match", seen)
                .patch(path, Map.of("tags", List.of("Fourth " + own)))
                .is(412, "conversation.conflict");
        owner.patch(path, Map.of("tags", List.of(), "addTags", List.of("x"))).is(400, "validation.failed");
    }

    @Test
    void aRenamedTagIsCalledSoEverywhereAndFoundByItsOldNameToo() {
        var conversation = conversation("Refund " + own);
        var path = CONVERSATIONS + "/" + conversation.get("id").asString();
        var tag = managed("Refund " + own);
        var macro = owner.post(
                        "/api/v1/macros",
                        Map.of(
                                "title", "Money back",
                                "scope", "everyone",
                                "actions", Map.of("addTags", List.of("Refund " + own))))
                .is(201)
                .text("id");

        var renamed = owner.with("If-Match", "\"1\"")
                .put(TAGS + "/" + tag, Map.of("name", "Return " + own, "colour", "amber"))
                .is(200);

        assertThat(renamed.text("colour")).isEqualTo("amber");
        assertThat(renamed.body().get("earlier").valueStream().map(JsonNode::asString))
                .containsExactly("refund " + own);
        owner.with("If-Match", "\"1\"")
                .put(TAGS + "/" + tag, Map.of("name", "Else " + own))
                .is(412, "tag.changed");
        assertThat(tags(path)).containsExactly("Return " + own);
        assertThat(found("Return " + own)).isEqualTo(1);
        assertThat(found("refund " + own)).isEqualTo(1);
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(owner.get("/api/v1/search?q=return%20" + own)
                                .body()
                                .get("items"))
                        .hasSize(1));
        assertThat(owner.get("/api/v1/macros/" + macro).text("actions.addTags.0"))
                .isEqualTo("Return " + own);
        var other = conversation("Else " + own);
        owner.post(
                        "/api/v1/macros/" + macro + "/run",
                        Map.of("conversation", other.get("id").asString()))
                .is(200);
        assertThat(tags(CONVERSATIONS + "/" + other.get("id").asString()))
                .containsExactly("Else " + own, "Return " + own);
        owner.post(TAGS, Map.of("name", "REFUND " + own)).is(409, "tag.exists");
        assertThat(owner.get(TAGS + "?q=refund%20" + own).text("items.0.name")).isEqualTo("Return " + own);
    }

    @Test
    void mergedTagsAreOneUntilTheyAreUnmerged() {
        var cup = CONVERSATIONS + "/" + conversation("Cup " + own).get("id").asString();
        var mug = CONVERSATIONS + "/" + conversation("Mug " + own).get("id").asString();
        var both = CONVERSATIONS + "/"
                + conversation("Cup " + own, "Mug " + own).get("id").asString();
        var cupTag = managed("Cup " + own);
        var mugTag = managed("Mug " + own);
        var merge = Map.of("tags", List.of(mugTag));

        var preview = owner.post(TAGS + "/" + cupTag + "/merge/preview", merge).is(200);
        assertThat(preview.body().get("conversations").asLong()).isEqualTo(3);
        assertThat(preview.body().get("gaining").asLong()).isEqualTo(1);
        var merged = owner.post(TAGS + "/" + cupTag + "/merge", merge).is(200);

        assertThat(merged.body().get("conversations").asLong()).isEqualTo(3);
        assertThat(merged.text("merged.0.id")).isEqualTo(mugTag);
        assertThat(tags(mug)).containsExactly("Cup " + own);
        assertThat(tags(both)).containsExactly("Cup " + own);
        assertThat(found("mug " + own)).isEqualTo(3);
        owner.put(TAGS + "/" + mugTag, Map.of("name", "x")).is(409, "tag.merged");
        owner.post(TAGS + "/" + mugTag + "/merge", Map.of("tags", List.of(cupTag)))
                .is(409, "tag.merged");
        owner.post(TAGS + "/" + cupTag + "/merge", Map.of("tags", List.of(cupTag)))
                .is(400);
        owner.delete(TAGS + "/" + cupTag).is(409, "tag.used");

        owner.post(TAGS + "/" + mugTag + "/unmerge", Map.of()).is(200);

        assertThat(tags(cup)).containsExactly("Cup " + own);
        assertThat(tags(mug)).containsExactly("Mug " + own);
        assertThat(tags(both)).containsExactly("Cup " + own, "Mug " + own);
        owner.post(TAGS + "/" + mugTag + "/unmerge", Map.of()).is(409, "tag.not_merged");
    }

    @Test
    void aTagThatWasMergedTwiceComesBackWithWhatItHad() {
        conversation("A " + own, "B " + own, "C " + own);
        var a = managed("A " + own);
        var b = managed("B " + own);
        var c = managed("C " + own);
        owner.post(TAGS + "/" + b + "/merge", Map.of("tags", List.of(c))).is(200);
        owner.post(TAGS + "/" + a + "/merge", Map.of("tags", List.of(b))).is(200);
        assertThat(owner.get(TAGS + "/" + a).is(200).body().get("merged")).hasSize(2);

        owner.post(TAGS + "/" + b + "/unmerge", Map.of()).is(200);

        assertThat(owner.get(TAGS + "/" + a).is(200).body().get("merged")).isEmpty();
        assertThat(owner.get(TAGS + "/" + b).is(200).text("merged.0.id")).isEqualTo(c);
    }

    @Test
    void onlyWhoManagesTagsChangesTheirList() {
        var tag = owner.post(TAGS, Map.of("name", "Ours " + own)).is(201).text("id");
        var agent = house.person("agent").browser();

        agent.get(TAGS + "/managed").is(403, "access.forbidden");
        agent.get(TAGS + "/" + tag).is(403);
        agent.post(TAGS, Map.of("name", "Mine " + own)).is(403);
        agent.put(TAGS + "/" + tag, Map.of("name", "Mine " + own)).is(403);
        agent.delete(TAGS + "/" + tag).is(403);
        agent.post(TAGS + "/" + tag + "/merge/preview", Map.of("tags", List.of(tag)))
                .is(403);
        agent.post(TAGS + "/" + tag + "/merge", Map.of("tags", List.of(tag))).is(403);
        agent.post(TAGS + "/" + tag + "/unmerge", Map.of()).is(403);
        owner.delete(TAGS + "/" + tag).is(204);
        owner.get(TAGS + "/" + tag).is(404);
    }

    @Test
    void aTagOfAnInboxThatSomebodyDoesNotSeeIsNotOfferedToThem() {
        var inbox = owner.post("/api/v1/inboxes", Map.of("name", "Hidden " + own, "teams", List.of()))
                .is(201)
                .text("id");
        owner.post(
                        CONVERSATIONS,
                        Map.of(
                                "inbox", inbox,
                                "tags", List.of("Secret " + own),
                                "customer", Map.of("email", own + "@klient.example")))
                .is(201);
        var agent = house.person("supervisor").browser();

        assertThat(owner.get(TAGS + "?q=secret%20" + own).body().get("items")).hasSize(1);
        assertThat(agent.get(TAGS + "?q=secret%20" + own).is(200).body().get("items"))
                .isEmpty();
        var tag = managed("Secret " + own);
        if (agent.get(TAGS + "/" + tag).is(200).body().get("conversations").asLong() != 0) {
            throw new AssertionError("counts what the supervisor does not see");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "two\nlines", "tur\u202Eegral", "bell\u0007", "nul\u0000"})
    void aNameThatCannotBeReadIsRefused(String name) {
        owner.post(TAGS, Map.of("name", name)).is(400, "validation.failed");
        var path = CONVERSATIONS + "/" + conversation("Plain " + own).get("id").asString();
        owner.patch(path, Map.of("addTags", List.of(name))).is(400, "validation.failed");
        owner.post(TAGS, Map.of("name", "x".repeat(61))).is(400, "validation.failed");
    }

    private JsonNode conversation(String... tags) {
        return owner.post(
                        CONVERSATIONS,
                        Map.of(
                                "subject",
                                "Cups",
                                "tags",
                                List.of(tags),
                                "customer",
                                Map.of("email", UUID.randomUUID() + "@klient.example")))
                .is(201)
                .body();
    }

    private String managed(String name) {
        return owner.get(TAGS + "/managed?limit=200")
                .is(200)
                .body()
                .get("items")
                .valueStream()
                .filter(tag -> tag.get("name").asString().equals(name))
                .findFirst()
                .orElseThrow()
                .get("id")
                .asString();
    }

    private List<String> tags(String conversation) {
        return owner.get(conversation)
                .is(200)
                .body()
                .get("tags")
                .valueStream()
                .map(JsonNode::asString)
                .toList();
    }

    private int found(String tag) {
        return owner.get(CONVERSATIONS + "?tag=" + tag.replace(" ", "%20"))
                .is(200)
                .body()
                .get("items")
                .size();
    }
}
