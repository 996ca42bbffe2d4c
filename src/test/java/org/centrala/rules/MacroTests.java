package org.centrala.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.centrala.access.House;
import org.centrala.access.SetupCode;
import org.centrala.access.Visitor;
import org.centrala.platform.CentralaTest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@CentralaTest
class MacroTests {
    private static final String MACROS = "/api/v1/macros";

    @LocalServerPort
    int port;

    @Autowired
    SetupCode code;

    House house;
    Visitor owner;
    String team;
    String conversation;

    @BeforeEach
    void begin() {
        house = House.of(port, code);
        owner = house.owner();
        if (owner.get("/api/v1/mailboxes").is(200).body().get("items").isEmpty()) {
            owner.post("/api/v1/mailboxes", Map.of("name", "Zrno", "address", "podpora@zrno.example"))
                    .is(201);
        }
        team = owner.get("/api/v1/teams").is(200).text("items.0.id");
        conversation = owner.post(
                        "/api/v1/conversations",
                        Map.of(
                                "subject",
                                "Leaking <valve>",
                                "tags",
                                List.of("new-machine", "waits"),
                                "customer",
                                Map.of("email", UUID.randomUUID() + "@klient.example", "name", "Ana <b>Kovač")))
                .is(201)
                .text("id");
    }

    @Test
    void aMacroDoesEverythingInOneStep() {
        var made = macro(
                "everyone",
                Map.of(
                        "reply", "<p>Dear {{customer.firstName}}, about {{conversation.subject}}</p>",
                        "note", "<p>{{agent.name}} sent the valve</p>",
                        "status", "pending",
                        "priority", "high",
                        "assignee", "me",
                        "assignTeam", team,
                        "addTags", List.of("valve", "new-machine"),
                        "removeTags", List.of("waits")));
        assertThat(preview(made).text("reply")).isEqualTo("<p>Dear Ana, about Leaking &lt;valve&gt;</p>");

        var ran =
                owner.post(made + "/run", Map.of("conversation", conversation)).is(200);

        assertThat(ran.text("conversation.status")).isEqualTo("pending");
        assertThat(ran.text("conversation.priority")).isEqualTo("high");
        assertThat(ran.text("conversation.team")).isEqualTo(team);
        assertThat(ran.text("conversation.assignee"))
                .isEqualTo(owner.get("/api/v1/session").text("agent.id"));
        assertThat(ran.body().at("/conversation/tags").valueStream().map(tag -> tag.asString()))
                .containsExactly("new-machine", "valve");
        assertThat(ran.text("message.text")).isEqualTo("Dear Ana, about Leaking <valve>");
        var messages = owner.get("/api/v1/conversations/" + conversation + "/messages")
                .is(200)
                .body()
                .get("items");
        assertThat(messages.findValuesAsString("direction")).containsExactly("note", "outbound");
        assertThat(messages.get(0).get("text").asString()).isEqualTo("Tina Zore sent the valve");
    }

    @Test
    void aRepeatedRequestDoesNothingTwice() {
        var made = macro("everyone", Map.of("reply", "<p>Hello</p>"));
        var run = Map.of("conversation", conversation);

        var keyed = house.owner().with("Idempotency-Key", "k1");
        var first = keyed.post(made + "/run", run).is(200);
        var second = keyed.post(made + "/run", run).is(200);

        assertThat(second.text("message.id")).isEqualTo(first.text("message.id"));
        assertThat(owner.get("/api/v1/conversations/" + conversation + "/messages")
                        .body()
                        .get("items"))
                .hasSize(1);
        var other = macro("everyone", Map.of("status", "solved"));
        keyed.post(other + "/run", run).is(422, "idempotency.mismatch");
    }

    @Test
    void whenOnePartIsRefusedNothingIsDone() {
        var stranger = house.person("agent").id();
        var made = macro("everyone", Map.of("note", "<p>Over to you</p>", "status", "solved", "assignee", stranger));

        owner.post(made + "/run", Map.of("conversation", conversation)).is(400, "validation.failed");

        assertThat(owner.get("/api/v1/conversations/" + conversation).text("status"))
                .isEqualTo("new");
        assertThat(owner.get("/api/v1/conversations/" + conversation + "/messages")
                        .body()
                        .get("items"))
                .isEmpty();
    }

    @Test
    void whoRunsItMayNoMoreThanByHand() {
        var made = macro("everyone", Map.of("reply", "<p>Hello</p>", "status", "solved"));
        var light = house.person("light_agent", team).browser();
        var outsider = house.person("agent").browser();

        light.post(made + "/run", Map.of("conversation", conversation)).is(403, "access.forbidden");
        outsider.post(made + "/run", Map.of("conversation", conversation)).is(404);
        outsider.get(made + "/preview?conversation=" + conversation).is(404);
    }

    @Test
    void aMacroOfATeamOrAPersonIsNobodyElses() {
        var agent = house.person("agent").browser();
        var forTeam = macro("team", Map.of("status", "solved"));
        agent.get(forTeam).is(404);
        agent.post(forTeam + "/run", Map.of("conversation", conversation)).is(404);
        agent.post(MACROS, wanted("everyone", null, Map.of("status", "solved"))).is(403);
        var own = MACROS + "/"
                + agent.post(MACROS, wanted("personal", null, Map.of("status", "solved")))
                        .is(201)
                        .text("id");
        owner.get(own).is(404);
        owner.delete(own).is(404);
        agent.delete(own).is(204);
    }

    @Test
    void aMacroThatDoesNothingOrTheImpossibleIsRefused() {
        owner.post(MACROS, wanted("everyone", null, Map.of())).is(400, "validation.failed");
        owner.post(MACROS, wanted("everyone", null, Map.of("reply", "<p> </p>")))
                .is(400, "validation.failed");
        owner.post(MACROS, wanted("everyone", null, Map.of("assignee", "somebody")))
                .is(400, "validation.failed");
        owner.post(MACROS, wanted("everyone", null, Map.of("assignTeam", UUID.randomUUID())))
                .is(400, "validation.failed");
        owner.post(MACROS, wanted("everyone", null, Map.of("addTags", List.of("x".repeat(61)))))
                .is(400, "validation.failed");
        owner.post(MACROS, wanted("everyone", null, Map.of("status", "sold"))).is(400);
    }

    private String macro(String scope, Map<String, Object> actions) {
        return MACROS + "/"
                + owner.post(MACROS, wanted(scope, scope.equals("team") ? team : null, actions))
                        .is(201)
                        .text("id");
    }

    private Visitor.Answer preview(String macro) {
        return owner.get(macro + "/preview?conversation=" + conversation).is(200);
    }

    private static Map<String, Object> wanted(String scope, @Nullable String team, Map<String, Object> actions) {
        var wanted = new HashMap<String, Object>(Map.of("title", "Valve", "scope", scope, "actions", actions));
        if (team != null) {
            wanted.put("team", team);
        }
        return wanted;
    }
}
