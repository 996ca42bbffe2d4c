package org.centrala.demo;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.centrala.Api;
import org.centrala.access.Agents;
import org.centrala.access.Role;
import org.centrala.access.Viewer;
import org.centrala.access.Viewers;
import org.centrala.conversations.Conversation;
import org.centrala.conversations.ConversationId;
import org.centrala.conversations.Conversations;
import org.centrala.conversations.DeliveryState;
import org.centrala.conversations.Direction;
import org.centrala.conversations.Message;
import org.centrala.conversations.Messages;
import org.centrala.platform.CentralaTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

@CentralaTest
@TestPropertySource(
        properties = {"centrala.demo=true", "centrala.undo-send=0s", "centrala.bootstrap-token=" + DemoShopTests.KEY})
class DemoShopTests {
    static final String KEY = "a-key-that-only-this-test-knows";

    @LocalServerPort
    private int port;

    @Autowired
    private DemoShop shop;

    @Autowired
    private DemoSink sink;

    @Autowired
    private DemoClock clock;

    @Autowired
    private Conversations conversations;

    @Autowired
    private Messages messages;

    @Autowired
    private Agents agents;

    @Autowired
    private Viewers viewers;

    private Api api() {
        return new Api(port, KEY);
    }

    private List<JsonNode> all() {
        return api().all("/api/v1/conversations", 200);
    }

    private List<Message> messages(JsonNode conversation) {
        return messages.list(id(conversation), false, 200, null, viewers.system())
                .items();
    }

    private static ConversationId id(JsonNode conversation) {
        return new ConversationId(
                java.util.UUID.fromString(conversation.get("id").asString()));
    }

    private Viewer agent(Cast.Colleague colleague) {
        return viewers.ofAgent(
                        agents.findByEmail(colleague.email()).orElseThrow().id())
                .orElseThrow();
    }

    @Test
    void thereAreAboutThreeHundredConversationsInThreeLanguages() {
        var all = all();

        assertThat(all).hasSizeBetween(280, 320);
        assertThat(all.stream()
                        .filter(one -> !one.get("language").isNull())
                        .collect(groupingBy(one -> one.get("language").asString(), counting())))
                .hasSize(3)
                .allSatisfy((language, count) -> assertThat(count).isGreaterThan(70));
        assertThat(api().all("/api/v1/customers", 200)).hasSizeBetween(100, 130);
        assertThat(api().all("/api/v1/snippets", 200))
                .extracting(one -> one.get("language").asString())
                .contains("en", "pl", "sl");
        assertThat(api().all("/api/v1/macros", 200)).hasSize(3);
    }

    @Test
    void workIsInEveryState() {
        var byStatus =
                all().stream().collect(groupingBy(one -> one.get("status").asString(), counting()));

        assertThat(byStatus.keySet()).contains("new", "open", "pending", "on_hold", "solved", "closed");
        assertThat(byStatus.get("new")).isBetween(3L, 50L);
        assertThat(byStatus.get("solved") + byStatus.get("closed")).isGreaterThan(180);
        assertThat(all())
                .anyMatch(one -> one.get("assignee").isNull()
                        && one.get("status").asString().equals("new"));
    }

    @Test
    void everyRoleIsThereAndEveryConversationIsReadByItsTeams() {
        var roles = new HashSet<Role>();
        var readable = new HashSet<java.util.UUID>();
        for (var colleague : Cast.COLLEAGUES) {
            roles.add(colleague.role());
            if (!colleague.role().isOwner() && !colleague.role().equals(Role.ADMINISTRATOR)) {
                var viewer = agent(colleague);
                var ids = all().stream().map(one -> id(one).value()).toList();
                conversations.list(ids, viewer).stream().map(Conversation::id).forEach(readable::add);
            }
        }

        assertThat(roles)
                .containsExactlyInAnyOrder(
                        Role.OWNER, Role.ADMINISTRATOR, Role.SUPERVISOR, Role.AGENT, Role.LIGHT_AGENT);
        assertThat(readable).hasSameSizeAs(all());
    }

    @Test
    void whatWasSaidIsWhatWasWritten() {
        var stray = new ArrayList<String>();
        int notes = 0;
        int files = 0;
        int html = 0;
        for (var conversation : all()) {
            for (var message : messages(conversation)) {
                notes += message.direction() == Direction.NOTE ? 1 : 0;
                files += message.attachments().size();
                html += message.direction() == Direction.INBOUND && message.html() != null ? 1 : 0;
                if (message.direction() == Direction.INBOUND
                        && message.visibleText()
                                .matches("(?s).*((^|\\n)(>|From: |Od: |On |W dniu )|@zrno.example).*")) {
                    stray.add(message.visibleText());
                }
                if (message.direction() == Direction.OUTBOUND) {
                    assertThat(message.deliveryState()).isEqualTo(DeliveryState.SENT);
                }
                assertThat(message.createdAt())
                        .isBefore(clock.instant())
                        .isAfter(clock.instant().minus(Duration.ofDays(91)));
            }
        }

        assertThat(stray).isEmpty();
        assertThat(notes).isGreaterThan(30);
        assertThat(files).isGreaterThan(30);
        assertThat(html).isGreaterThan(100);
    }

    @Test
    void repliesAreWrittenInOfficeHours() {
        for (var conversation : all()) {
            for (var message : messages(conversation)) {
                if (message.direction() == Direction.OUTBOUND) {
                    assertThat(message.createdAt().atZone(Hours.ZONE).getHour()).isBetween(8, 18);
                    assertThat(message.createdAt().atZone(Hours.ZONE).getDayOfWeek())
                            .isNotEqualTo(java.time.DayOfWeek.SUNDAY);
                }
            }
        }
    }

    @Test
    void anotherStartAddsNothing() {
        var before = api().all("/api/v1/conversations", 200).size();

        shop.start();

        assertThat(api().all("/api/v1/conversations", 200)).hasSize(before);
    }

    @Test
    void aReplyWrittenNowIsSentAndReachesNobody() {
        var conversation = all().stream()
                .filter(one -> one.get("status").asString().equals("open"))
                .findFirst()
                .orElseThrow();
        var swallowed = sink.swallowed();

        var posted = api().post(
                        "/api/v1/conversations/" + conversation.get("id").asString() + "/messages",
                        Map.of("audience", "customer", "channel", "email", "text", "Thank you, I will look into it."))
                .ok();

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(
                                api().get("/api/v1/messages/" + posted.get("id").asString())
                                        .ok()
                                        .get("deliveryState")
                                        .asString())
                        .isEqualTo("sent"));
        assertThat(sink.swallowed()).isGreaterThan(swallowed);
    }

    @Test
    void theDocumentedPasswordOpensTheDoor() {
        var guide = Premises.guide();

        assertThat(shop.startNotice().toString()).contains(guide.email()).contains(Premises.PASSWORD);
        var me = api().post("/session", Map.of("email", guide.email(), "password", Premises.PASSWORD))
                .ok();
        assertThat(me.get("agent").get("name").asString()).isEqualTo(guide.name());
    }
}
