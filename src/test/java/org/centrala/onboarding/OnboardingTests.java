package org.centrala.onboarding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.centrala.access.House;
import org.centrala.access.SetupCode;
import org.centrala.access.Visitor;
import org.centrala.platform.CentralaTest;
import org.centrala.realtime.LiveClient;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@CentralaTest
class OnboardingTests {
    private static final String ONBOARDING = "/api/v1/onboarding";

    @LocalServerPort
    int port;

    @Autowired
    SetupCode code;

    House house;
    String inbox;
    String team;

    @BeforeEach
    void begin() {
        house = House.of(port, code);
        var first = house.owner().get("/api/v1/inboxes").is(200);
        inbox = first.text("items.0.id");
        team = first.text("items.0.teams.0");
    }

    private static List<String> taken(Visitor who) {
        return who.get(ONBOARDING)
                .is(200)
                .body()
                .get("steps")
                .valueStream()
                .filter(step ->
                        !step.path("at").isMissingNode() && !step.get("at").isNull())
                .map(step -> step.get("step").asString())
                .toList();
    }

    @Test
    void aNewAgentsFirstStepsAreTickedByDoingThemAndByNothingThatOthersDo() {
        var agent = house.person("agent", team);
        var colleague = house.person("agent", team);
        var browser = agent.browser();
        assertThat(taken(browser)).isEmpty();

        var conversation = browser.post(
                        "/api/v1/conversations",
                        Map.of("inbox", inbox, "subject", "Mill", "customer", Map.of("email", "ana@posta.example")))
                .is(201)
                .text("id");
        var path = "/api/v1/conversations/" + conversation;
        house.owner().patch(path, Map.of("assignee", agent.id())).is(200);
        colleague
                .browser()
                .post(path + "/messages", Map.of("audience", "team", "text", "I know her"))
                .is(201);
        await().until(() -> taken(colleague.browser()).equals(List.of("note")));
        assertThat(taken(browser)).isEmpty();

        browser.patch(path, Map.of("assignee", colleague.id())).is(200);
        browser.patch(path, Map.of("assignee", agent.id())).is(200);
        browser.post(path + "/messages", Map.of("audience", "team", "text", "Thank you"))
                .is(201);
        browser.patch(
                        path,
                        Map.of(
                                "snoozedUntil",
                                Instant.now().plus(Duration.ofDays(1)).toString()))
                .is(200);
        browser.patch(path, Map.of("status", "solved")).is(200);
        browser.patch("/api/v1/me", Map.of("theme", "dark")).is(200);
        await().untilAsserted(
                        () -> assertThat(taken(browser)).containsExactly("profile", "take", "note", "snooze", "solve"));
    }

    @Test
    void whatOnlyTheBrowserKnowsItSaysAndAllElseIsRefused() {
        var agent = house.person("agent", team);
        var browser = agent.browser();
        try (var live = LiveClient.open(
                        port, Map.of("Cookie", "centrala_session=" + browser.cookie("centrala_session")))
                .greeted()) {
            browser.post(ONBOARDING + "/steps", Map.of("step", "keys")).is(200);
            assertThat(live.hear("nudge").get("about").asString()).isEqualTo("onboarding");
        }
        browser.post(ONBOARDING + "/steps", Map.of("step", "keys")).is(200);
        assertThat(taken(browser)).containsExactly("keys");
        browser.post(ONBOARDING + "/steps", Map.of("step", "reply")).is(400);
        browser.post(ONBOARDING + "/steps", Map.of("step", "<script>")).is(400);
        browser.post(ONBOARDING + "/steps", Map.of()).is(400);
        assertThat(taken(browser)).containsExactly("keys");
    }

    @Test
    void firstStepsAreHiddenAndShownAgainByTheirAgentAlone() {
        var agent = house.person("agent", team);
        agent.browser().put(ONBOARDING + "/shown", Map.of("hidden", true)).is(200);
        agent.browser().put(ONBOARDING + "/shown", Map.of("hidden", true)).is(200);
        assertThat(agent.browser().get(ONBOARDING).is(200).body().get("hidden").asBoolean())
                .isTrue();
        assertThat(house.owner().get(ONBOARDING).is(200).body().get("hidden").asBoolean())
                .isFalse();
        agent.browser().put(ONBOARDING + "/shown", Map.of("hidden", false)).is(200);
        assertThat(agent.browser().get(ONBOARDING).is(200).body().get("hidden").asBoolean())
                .isFalse();
        house.key("conversation.read").program().get(ONBOARDING).is(403);
        Visitor.browser(port).get(ONBOARDING).is(401);
    }
}
