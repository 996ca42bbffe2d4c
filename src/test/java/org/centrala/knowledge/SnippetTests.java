package org.centrala.knowledge;

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
import tools.jackson.databind.JsonNode;

@CentralaTest
class SnippetTests {
    private static final String SNIPPETS = "/api/v1/snippets";

    @LocalServerPort
    int port;

    @Autowired
    SetupCode code;

    House house;
    Visitor owner;
    String team;

    @BeforeEach
    void begin() {
        house = House.of(port, code);
        owner = house.owner();
        team = owner.post("/api/v1/teams", Map.of("name", "Roasters", "members", List.of()))
                .is(201)
                .text("id");
    }

    @Test
    void aSnippetIsSeenByThoseItIsForAndByThoseWhoManageThem() {
        var mark = mark();
        var member = house.person("agent", team).browser();
        var other = house.person("agent").browser();
        owner.post(SNIPPETS, snippet(mark + " all", "everyone", null)).is(201);
        var forTeam =
                owner.post(SNIPPETS, snippet(mark + " team", "team", team)).is(201);
        var own =
                member.post(SNIPPETS, snippet(mark + " own", "personal", null)).is(201);

        assertThat(titles(member, mark)).containsExactly(mark + " all", mark + " own", mark + " team");
        assertThat(titles(other, mark)).containsExactly(mark + " all");
        assertThat(titles(owner, mark)).containsExactly(mark + " all", mark + " team");
        assertThat(titles(owner, mark + "&usable=true")).containsExactly(mark + " all");
        other.get(SNIPPETS + "/" + forTeam.text("id")).is(404);
        owner.get(SNIPPETS + "/" + own.text("id")).is(404);
        owner.delete(SNIPPETS + "/" + own.text("id")).is(404);
    }

    @Test
    void onlyWhoManagesKnowledgeWritesForOthers() {
        var agent = house.person("agent", team).browser();
        var shared = owner.post(SNIPPETS, snippet(mark(), "everyone", null)).is(201);
        var own = agent.post(SNIPPETS, snippet(mark(), "personal", null)).is(201);

        agent.post(SNIPPETS, snippet(mark(), "everyone", null)).is(403);
        agent.post(SNIPPETS, snippet(mark(), "team", team)).is(403);
        agent.put(path(shared), snippet(mark(), "everyone", null)).is(403);
        agent.delete(path(shared)).is(403);
        agent.put(path(own), snippet(mark(), "everyone", null)).is(403);
        agent.put(path(own), snippet("mine", "personal", null)).is(200);
        house.person("supervisor")
                .browser()
                .put(path(shared), snippet(mark(), "team", team))
                .is(200);
        house.person("light_agent")
                .browser()
                .post(SNIPPETS, snippet(mark(), "team", team))
                .is(403);
    }

    @Test
    void twoWhoChangeItAtOnceDoNotOverwriteEachOther() {
        var made = owner.post(SNIPPETS, snippet("First", "everyone", null)).is(201);
        var tag = made.header("ETag").orElseThrow();
        owner.with("If-Match", tag)
                .put(path(made), snippet("Second", "everyone", null))
                .is(200);

        var refused = owner.with("If-Match", tag)
                .put(path(made), snippet("Third", "everyone", null))
                .is(412, "snippet.changed");

        assertThat(refused.text("snippet.title")).isEqualTo("Second");
        assertThat(owner.get(path(made)).is(200).text("title")).isEqualTo("Second");
    }

    @Test
    void whatItSaysIsCleanedAndWhatItLacksIsNamed() {
        var wanted = snippet("Vračilo", "everyone", null);
        wanted.put("html", "<p onclick=\"x()\">Hi {{customer.name}}</p><script>x()</script>");
        wanted.put("shortcut", "Vračilo-1");
        wanted.put("language", "sl");
        var made = owner.post(SNIPPETS, wanted).is(201);

        assertThat(made.text("html")).isEqualTo("<p>Hi {{customer.name}}</p>");
        assertThat(made.text("text")).isEqualTo("Hi {{customer.name}}");
        assertThat(made.text("shortcut")).isEqualTo("vračilo-1");
        var wrong = owner.post(
                        SNIPPETS,
                        Map.of(
                                "title",
                                "a\u202eb",
                                "html",
                                "<p> </p>",
                                "scope",
                                "team",
                                "shortcut",
                                "a b",
                                "language",
                                "!"))
                .is(400, "validation.failed");
        assertThat(wrong.body().get("errors").findValuesAsString("field"))
                .containsExactly("title", "shortcut", "language", "html");
        owner.post(SNIPPETS, snippet("x", "team", null)).is(400, "validation.failed");
        owner.post(SNIPPETS, snippet("x", "team", UUID.randomUUID().toString())).is(400, "validation.failed");
    }

    @Test
    void filesComeAlongAndAreSeenOnlyWithTheSnippet() {
        var own = house.person("agent").browser();
        var made = own.post(SNIPPETS, snippet("With file", "personal", null)).is(201);

        var with = own.send("POST", path(made) + "/files?fileName=..%2Fcenik%20%C5%BE.txt", "1 kg 20 €", "text/plain")
                .is(201);

        assertThat(with.text("files.0.fileName")).isEqualTo(".._cenik ž.txt");
        assertThat(own.get(with.text("files.0.url")).is(200).raw().body()).isEqualTo("1 kg 20 €");
        owner.get(with.text("files.0.url")).is(404);
        assertThat(own.delete(with.text("files.0.url")).is(200).body().get("files"))
                .isEmpty();
    }

    @Test
    void theListIsPagedByTitleAndSearchedByEveryWord() {
        var mark = mark();
        for (var title : List.of("Šipek", "ajda", "Zrno", "banana", "čaj")) {
            owner.post(SNIPPETS, snippet(mark + title, "everyone", null)).is(201);
        }
        var all = titles(owner, mark);
        var first = owner.get(SNIPPETS + "?limit=3&q=" + mark).is(200);
        var second = owner.get(SNIPPETS + "?limit=3&q=" + mark + "&cursor=" + first.text("next"))
                .is(200);

        assertThat(titles(first.body())).isEqualTo(all.subList(0, 3));
        assertThat(titles(second.body())).isEqualTo(all.subList(3, 5));
        assertThat(titles(owner, mark + "%20zrn")).containsExactly(mark + "Zrno");
        assertThat(titles(owner, mark + "%25")).isEmpty();
    }

    private static String mark() {
        return "m" + UUID.randomUUID().toString().substring(0, 8);
    }

    private static Map<String, Object> snippet(String title, String scope, @Nullable String team) {
        var wanted = new HashMap<String, Object>(Map.of("title", title, "scope", scope, "html", "<p>Hello</p>"));
        if (team != null) {
            wanted.put("team", team);
        }
        return wanted;
    }

    private static String path(Visitor.Answer made) {
        return SNIPPETS + "/" + made.text("id");
    }

    private static List<String> titles(Visitor viewer, String q) {
        return titles(viewer.get(SNIPPETS + "?q=" + q).is(200).body());
    }

    private static List<String> titles(JsonNode page) {
        return page.get("items").findValuesAsString("title");
    }
}
