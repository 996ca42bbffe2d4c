package org.centrala.conversations;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.imageio.ImageIO;
import org.awaitility.Awaitility;
import org.centrala.access.House;
import org.centrala.access.SetupCode;
import org.centrala.access.Visitor;
import org.centrala.customers.CustomerId;
import org.centrala.customers.Customers;
import org.centrala.platform.Actor;
import org.centrala.platform.CentralaTest;
import org.centrala.realtime.LiveClient;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.transaction.support.TransactionTemplate;

/** A conversation stands in an inbox that somebody's teams do not see: it must not exist for them, by any door. */
@CentralaTest
class VisibilityTests {
    private static final String SECRET = "Skrivnost";

    @LocalServerPort
    int port;

    @Autowired
    SetupCode code;

    @Autowired
    InboundMessages messages;

    @Autowired
    Messages outgoing;

    @Autowired
    Customers customers;

    @Autowired
    TransactionTemplate transaction;

    House house;
    String hiddenInbox;
    InboundMessages.Received hidden;
    String hiddenCustomer;
    InboundMessages.Received seen;

    @BeforeEach
    void plant() {
        house = House.of(port, code);
        hiddenInbox = house.owner()
                .post("/api/v1/inboxes", Map.of("name", "Complaints", "teams", List.of()))
                .is(201)
                .text("id");
        var seenInbox = house.owner()
                .get("/api/v1/inboxes")
                .is(200)
                .body()
                .at("/items/0/id")
                .asString();
        hidden = receive(hiddenInbox, "hidden-" + UUID.randomUUID() + "@posta.example", SECRET);
        seen = receive(seenInbox, "seen-" + UUID.randomUUID() + "@posta.example", "Visible");
        hiddenCustomer = house.owner()
                .get("/api/v1/conversations/" + hidden.conversation().value())
                .is(200)
                .text("customer");
    }

    @Test
    void aBrandIsItsInboxesWithAllThatIsInThem() {
        var owner = house.owner();
        var first = owner.get("/api/v1/brands").is(200).text("items.0.id");
        var name = "Pražarna " + UUID.randomUUID().toString().substring(0, 8);
        var brand = owner.post(
                        "/api/v1/brands",
                        Map.of("name", name, "language", "sl", "languages", List.of("pl"), "accent", "#8A5A00"))
                .is(201);
        var id = brand.text("id");
        assertThat(brand.text("accent")).isEqualTo("#8a5a00");
        assertThat(brand.body().get("languages").valueStream().map(one -> one.asString()))
                .containsExactly("sl", "pl");
        var inbox = owner.post("/api/v1/inboxes", Map.of("name", name, "brand", id))
                .is(201)
                .text("id");
        var conversation = receive(inbox, "brand-" + UUID.randomUUID() + "@posta.example", "Of the brand")
                .conversation()
                .value()
                .toString();

        assertThat(ids(owner, "brand=" + id)).containsExactly(conversation);
        assertThat(ids(owner, "brand=" + id + "&inbox=" + inbox)).containsExactly(conversation);
        assertThat(ids(owner, "brand=" + first + "&inbox=" + inbox)).isEmpty();
        assertThat(ids(owner, "brand=" + first)).doesNotContain(conversation);
        Awaitility.await()
                .untilAsserted(() -> assertThat(ids(owner, "q=" + encode("brand:\"" + name + "\"")))
                        .containsExactly(conversation));
        owner.patch("/api/v1/brands/" + id, Map.of("archived", true)).is(409, "brand.used");

        owner.patch("/api/v1/inboxes/" + inbox, Map.of("brand", first)).is(200);

        assertThat(owner.get("/api/v1/conversations/" + conversation).is(200).text("brand"))
                .isEqualTo(first);
        assertThat(ids(owner, "brand=" + id)).isEmpty();
        assertThat(owner.patch("/api/v1/brands/" + id, Map.of("archived", true))
                        .is(200)
                        .body()
                        .get("archivedAt")
                        .isNull())
                .isFalse();
        owner.post("/api/v1/inboxes", Map.of("name", "Late", "brand", id)).is(400);
        owner.patch("/api/v1/brands/" + first, Map.of("archived", true)).is(409);
        owner.patch("/api/v1/brands/" + first, Map.of("accent", "red")).is(400);
        owner.patch("/api/v1/brands/" + first, Map.of("languages", List.of("xx")))
                .is(400);
    }

    @Test
    void aLogoIsAPictureThatTheSettingsRightPutsThere() {
        var owner = house.owner();
        var path = "/api/v1/brands/" + owner.get("/api/v1/brands").is(200).text("items.0.id");
        var picture = new BufferedImage(300, 300, BufferedImage.TYPE_INT_RGB);
        var png = new ByteArrayOutputStream();
        try {
            ImageIO.write(picture, "png", png);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var key = house.key("settings.manage").program();
        key.get(path + "/logo").is(404);

        var version =
                key.put(path + "/logo", png.toByteArray(), "image/png").is(200).text("logo");

        assertThat(version).isNotEmpty();
        assertThat(key.bytes(path + "/logo")).startsWith(0x89, 'P', 'N', 'G');
        key.put(path + "/logo", "<svg/>".getBytes(UTF_8), "image/png").is(400);
        key.put(path + "/logo", "<svg/>".getBytes(UTF_8), "image/svg+xml").is(415);
        for (var role : List.of("supervisor", "agent", "light_agent")) {
            var browser = house.person(role).browser();
            browser.get("/api/v1/brands").is(200);
            browser.put(path + "/logo", png.toByteArray(), "image/png").is(403);
            browser.delete(path + "/logo").is(403);
            browser.patch(path, Map.of("name", "Mine")).is(403);
            browser.post("/api/v1/brands", Map.of("name", "Mine")).is(403);
        }
        assertThat(key.delete(path + "/logo").is(200).body().get("logo").isNull())
                .isTrue();
    }

    private static List<String> ids(Visitor who, String query) {
        return who.get("/api/v1/conversations?limit=200&" + query)
                .is(200)
                .body()
                .get("items")
                .valueStream()
                .map(item -> item.get("id").asString())
                .toList();
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, UTF_8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"supervisor", "agent", "light_agent"})
    void whoseTeamsDoNotSeeAnInboxFindsNothingOfItAnywhere(String role) {
        var team = house.owner()
                .get("/api/v1/teams")
                .is(200)
                .body()
                .at("/items/0/id")
                .asString();
        var person = house.person(role, team);
        var browser = person.browser();
        var id = hidden.conversation().value();
        var message = hidden.message().value();
        var attachment = house.owner()
                .get("/api/v1/messages/" + message)
                .is(200)
                .body()
                .at("/attachments/0/id")
                .asString();

        // What they may see is there, so that the refusals below mean something.
        browser.get("/api/v1/conversations/" + seen.conversation().value()).is(200);
        assertThat(browser.get("/api/v1/conversations?limit=200").is(200).raw().body())
                .contains(seen.conversation().value().toString())
                .doesNotContain(id.toString(), SECRET);
        for (var query : List.of(
                "?inbox=" + hiddenInbox,
                "?brand=" + house.owner().get("/api/v1/brands").is(200).text("items.0.id"),
                "?customer=" + hiddenCustomer,
                "?view=open",
                "?view=unassigned",
                "?sort=activity",
                "?q=" + SECRET)) {
            assertThat(browser.get("/api/v1/conversations" + query)
                            .is(200)
                            .raw()
                            .body())
                    .as(query)
                    .doesNotContain(id.toString(), SECRET);
        }
        for (var path : List.of(
                "/conversations/" + id,
                "/conversations/" + number(id),
                "/conversations/" + id + "/messages",
                "/conversations/" + id + "/events",
                "/conversations/" + id + "/participants",
                "/conversations/" + id + "/draft",
                "/messages/" + message,
                "/messages/" + message + "/html",
                "/messages/" + message + "/raw",
                "/attachments/" + attachment,
                "/customers/" + hiddenCustomer)) {
            assertThat(browser.get("/api/v1" + path).status()).as(path).isEqualTo(404);
        }
        var counts = browser.get("/api/v1/conversations/counts").is(200);
        assertThat(counts.body().get("byInbox").has(hiddenInbox)).isFalse();
        assertThat(counts.body().get("open").asLong())
                .isEqualTo(browser.get("/api/v1/conversations?view=open&limit=200")
                        .body()
                        .get("items")
                        .size());
        assertThat(browser.get("/api/v1/inboxes").is(200).raw().body()).doesNotContain(hiddenInbox);
        assertThat(browser.get("/api/v1/customers?limit=200").is(200).raw().body())
                .doesNotContain(hiddenCustomer);
        assertThat(browser.get("/api/v1/messages?messageId=" + externalId(message))
                        .is(200)
                        .body()
                        .get("items"))
                .isEmpty();
        assertThat(browser.get("/api/v1/events?limit=200").is(200).raw().body())
                .doesNotContain(id.toString(), hiddenInbox);
        findsOnlyAsOwner(browser);
        cannotTouch(browser, id);
    }

    @ParameterizedTest
    @ValueSource(strings = {"administrator"})
    void whoSeesEveryInboxFindsIt(String role) {
        var browser = house.person(role).browser();

        browser.get("/api/v1/conversations/" + hidden.conversation().value()).is(200);
        assertThat(browser.get("/api/v1/events?limit=200").is(200).status()).isEqualTo(200);
    }

    @Test
    void aBrowserIsToldOfWhatItMaySeeAndOfNothingElse() {
        var team = house.owner()
                .get("/api/v1/teams")
                .is(200)
                .body()
                .at("/items/0/id")
                .asString();
        var browser = house.person("agent", team).browser();
        var live = LiveClient.open(port, Map.of("Cookie", "centrala_session=" + browser.cookie("centrala_session")))
                .greeted();
        live.say(Map.of("type", "watch", "conversation", hidden.conversation().value()));
        live.say(Map.of("type", "watch", "conversation", seen.conversation().value()));
        live.caughtUp();

        answer(hidden, SECRET + " again");
        answer(seen, "Visible again");

        var message = live.hear("message").get("message");
        assertThat(message.get("text").asString()).isEqualTo("Visible again");
        assertThat(live.hear("conversation").get("conversation").get("unread").asBoolean())
                .isTrue();
        // "gone" is the answer to asking for what does not exist, too.
        assertThat(live.heard().stream()
                        .filter(frame -> !frame.get("type").asString().equals("gone"))
                        .toList()
                        .toString())
                .doesNotContain(SECRET, hidden.conversation().value().toString(), hiddenInbox);
    }

    @Test
    void aMessageThatCameBackIsToldToItsAuthorAndToTheAssigneeOnly() {
        var team = house.owner()
                .get("/api/v1/teams")
                .is(200)
                .body()
                .at("/items/0/id")
                .asString();
        var author = house.person("agent", team);
        var assignee = house.person("agent", team);
        var colleague = house.person("agent", team);
        var path = "/api/v1/conversations/" + seen.conversation().value();
        var inbox = house.owner().get(path).is(200).text("inbox");
        house.owner()
                .post(
                        "/api/v1/mailboxes",
                        Map.of(
                                "name",
                                "Zrno",
                                "address",
                                "back-" + UUID.randomUUID() + "@zrno.example",
                                "inbox",
                                inbox,
                                "incoming",
                                Map.of("type", "listener")))
                .is(201);
        var reply = author.browser()
                .post(path + "/messages", Map.of("audience", "customer", "text", "Sent to nobody"))
                .is(201)
                .body();
        house.owner().patch(path, Map.of("assignee", assignee.id())).is(200);
        var heard = java.util.stream.Stream.of(author, assignee, colleague)
                .map(one -> LiveClient.open(
                                port,
                                Map.of(
                                        "Cookie",
                                        "centrala_session=" + one.browser().cookie("centrala_session")))
                        .greeted()
                        .caughtUp())
                .toList();

        transaction.executeWithoutResult(status -> outgoing.bounced(
                new MessageId(UUID.fromString(reply.get("id").asString())),
                new DeliveryDetail("permanent", true, "userunknown", 550, "5.1.1", "gone@customer.example")));

        for (var one : heard) {
            Awaitility.await().until(() -> bounced(one).size() == 1);
            one.caughtUp();
        }
        assertThat(heard.stream()
                        .map(one -> bounced(one).stream()
                                .filter(frame ->
                                        frame.at("/conversation/cameBack").asBoolean(false))
                                .count()))
                .containsExactly(1L, 1L, 0L);
        heard.forEach(LiveClient::close);
    }

    private static java.util.List<tools.jackson.databind.JsonNode> bounced(LiveClient live) {
        return live.heard("conversation").stream()
                .filter(frame -> frame.path("bounced").asBoolean(false))
                .toList();
    }

    private void findsOnlyAsOwner(Visitor browser) {
        Awaitility.await()
                .untilAsserted(() -> assertThat(house.owner()
                                .get("/api/v1/search?q=" + SECRET)
                                .is(200)
                                .body()
                                .get("items"))
                        .isNotEmpty());
        assertThat(browser.get("/api/v1/search?q=" + SECRET).is(200).body().get("items"))
                .isEmpty();
        assertThat(browser.get("/api/v1/search?q=" + SECRET + "&inbox=" + hiddenInbox)
                        .is(200)
                        .body()
                        .get("items"))
                .isEmpty();
    }

    private static void cannotTouch(Visitor browser, UUID id) {
        var path = "/api/v1/conversations/" + id;
        assertThat(browser.patch(path, Map.of("status", "solved")).status()).isIn(403, 404);
        assertThat(browser.post(path + "/messages", Map.of("audience", "team", "text", "x"))
                        .status())
                .isIn(403, 404);
        assertThat(browser.post(path + "/messages", Map.of("audience", "customer", "text", "x"))
                        .status())
                .isIn(403, 404);
        assertThat(browser.post(path + "/read", Map.of()).status()).isEqualTo(404);
        assertThat(browser.put(path + "/draft", Map.of("text", "x")).status()).isIn(403, 404);
    }

    private String number(UUID id) {
        return house.owner().get("/api/v1/conversations/" + id).text("number");
    }

    private String externalId(UUID message) {
        return house.owner().get("/api/v1/messages/" + message).text("messageId");
    }

    private void answer(InboundMessages.Received known, String text) {
        var row = house.owner()
                .get("/api/v1/conversations/" + known.conversation().value())
                .is(200);
        transaction.executeWithoutResult(status -> messages.receive(List.of(new InboundMessage(
                        UUID.fromString(row.text("inbox")),
                        null,
                        "email",
                        known.conversation(),
                        new CustomerId(UUID.fromString(row.text("customer"))),
                        UUID.randomUUID() + "@test",
                        new Party("someone@posta.example", null),
                        null,
                        List.of(),
                        List.of(),
                        text,
                        text,
                        text,
                        null,
                        List.of(),
                        false)))
                .getFirst());
    }

    private InboundMessages.Received receive(String inbox, String from, String text) {
        return transaction.execute(status -> {
            var id = UUID.fromString(inbox);
            var customer = customers.identify(from, null, id, Actor.SYSTEM);
            return messages.receive(List.of(new InboundMessage(
                            id,
                            null,
                            "email",
                            null,
                            customer,
                            UUID.randomUUID() + "@test",
                            new Party(from, null),
                            null,
                            List.of(),
                            List.of(),
                            text,
                            text,
                            text,
                            "<p>" + text + "</p>",
                            List.of(new NewAttachment("photo.png", "image/png", null, new byte[] {1, 2, 3})),
                            false)))
                    .getFirst();
        });
    }
}
