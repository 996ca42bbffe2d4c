package org.centrala.fields;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.centrala.access.House;
import org.centrala.access.SetupCode;
import org.centrala.access.Visitor;
import org.centrala.platform.CentralaTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

@CentralaTest
class FieldTests {
    private static final String FIELDS = "/api/v1/fields";
    private static final String REASONS = "/api/v1/contact-reasons/";
    private static final String CONVERSATIONS = "/api/v1/conversations";

    @LocalServerPort
    int port;

    @Autowired
    SetupCode code;

    House house;
    Visitor owner;
    String brand;
    /** Keeps the fields of one test from those of another. */
    String own;

    @BeforeEach
    void begin() {
        house = House.of(port, code);
        owner = house.owner();
        brand = owner.get("/api/v1/brands").text("items.0.id");
        own = UUID.randomUUID().toString().replace("-", "").substring(0, 8);
    }

    /** What is asked before solving would be asked in the next test, too. */
    @AfterEach
    void askForNothing() {
        for (var turn = 0; turn < 2; turn++) {
            owner.get(FIELDS)
                    .body()
                    .get("items")
                    .forEach(field -> owner.post(FIELDS + "/" + field.get("id").asString() + "/archive", Map.of()));
        }
        owner.put(REASONS + brand, Map.of("required", false)).is(200);
    }

    @Test
    void twoPeopleWhoFillInDifferentFieldsBothSucceed() {
        var serial = field("Serial " + own, Map.of("type", "text"));
        var amount = field("Amount " + own, Map.of("type", "number"));
        var conversation = conversation();
        var path = path(conversation);
        var seen = "\"" + conversation.get("sequence").asLong() + "\"";

        owner.with("If-Match", seen)
                .patch(path, Map.of("fields", Map.of(serial, "AB 1")))
                .is(200);
        var both = owner.with("If-Match", seen)
                .patch(path, Map.of("fields", Map.of(amount, 12.50)))
                .is(200);
        owner.with("If-Match", seen)
                .patch(path, Map.of("fields", Map.of(serial, "AB 2")))
                .is(412, "conversation.conflict");

        assertThat(both.body().get("fields").get(serial).asString()).isEqualTo("AB 1");
        assertThat(both.body().get("fields").get(amount).decimalValue()).isEqualByComparingTo("12.5");
        var emptied = house.owner()
                .patch(path, Map.of("fields", Collections.singletonMap(serial, null)))
                .is(200);
        assertThat(emptied.body().get("fields").has(serial)).isFalse();
        var log = owner.get(path + "/events").raw().body();
        assertThat(log).contains("fields." + serial).doesNotContain("AB 1");
    }

    @Test
    void whatIsMissingIsNamedWhereverSomebodySolves() {
        var part = field(
                "Part " + own,
                Map.of("type", "choice", "choices", List.of(Map.of("name", "Pump"), Map.of("name", "Burr"))));
        var serial = field(
                "Serial " + own,
                Map.of(
                        "type",
                        "text",
                        "required",
                        true,
                        "condition",
                        Map.of("field", part, "values", List.of("pump"))));
        var tree = reasons();
        tree.add(Map.of("name", "Late " + own));
        owner.put(REASONS + brand, Map.of("required", true, "reasons", tree)).is(200);
        var conversation = conversation();
        var path = path(conversation);
        owner.patch(path, Map.of("fields", Map.of(part, "pump"))).is(200);

        var refused = owner.patch(path, Map.of("status", "solved")).is(409, "conversation.incomplete");
        assertThat(refused.text("missing.0.kind")).isEqualTo("reason");
        assertThat(refused.text("missing.1.key")).isEqualTo(serial);
        assertThat(refused.text("missing.1.name")).isEqualTo("Serial " + own);
        owner.patch(path, Map.of("status", "closed")).is(409, "conversation.incomplete");
        owner.post(path + "/messages", Map.of("audience", "customer", "text", "Done.", "status", "solved"))
                .is(409, "conversation.incomplete");
        owner.post(path + "/messages", Map.of("audience", "team", "text", "Done.", "status", "solved"))
                .is(409, "conversation.incomplete");
        var id = conversation.get("id").asString();
        var bulk = owner.post(
                        CONVERSATIONS + "/bulk",
                        Map.of("change", Map.of("status", "solved"), "conversations", List.of(Map.of("id", id))))
                .is(200);
        assertThat(bulk.text("items.0.problem.code")).isEqualTo("conversation.incomplete");
        assertThat(bulk.text("items.0.problem.detail")).contains("Serial " + own);
        assertThat(bulk.text("items.0.problem.missing.1.key")).isEqualTo(serial);
        var macro = owner.post(
                        "/api/v1/macros",
                        Map.of(
                                "title",
                                "Solve " + own,
                                "scope",
                                "everyone",
                                "actions",
                                Map.of("note", "<p>Solved.</p>", "status", "solved")))
                .is(201)
                .text("id");
        owner.post("/api/v1/macros/" + macro + "/run", Map.of("conversation", id))
                .is(409, "conversation.incomplete");
        assertThat(owner.get(path + "/messages").body().get("items"))
                .as("nothing of what was refused was done")
                .isEmpty();

        owner.patch(path, Map.of("spam", true, "status", "closed")).is(200);
        owner.patch(path, Map.of("spam", false, "status", "open")).is(200);
        var reason = owner.get(REASONS + brand)
                .body()
                .get("reasons")
                .valueStream()
                .filter(one -> one.get("name").asString().equals("Late " + own))
                .findFirst()
                .orElseThrow()
                .get("key")
                .asString();
        owner.patch(path, Map.of("status", "solved", "reason", reason, "fields", Map.of(serial, "7")))
                .is(200);
        owner.patch(path, Map.of("status", "closed", "fields", Collections.singletonMap(serial, null)))
                .is(200);
    }

    @Test
    void aRenamedFieldAndChoiceKeepTheirValuesAndAreFoundByEitherName() {
        var key = field(
                "Defect " + own,
                Map.of(
                        "type",
                        "choice",
                        "choices",
                        List.of(Map.of("name", "Grinder"), Map.of("name", "Burr " + own, "depth", 1))));
        var field = byKey(key);
        var id = field.get("id").asString();
        var burr = field.get("choices").get(1).get("key").asString();
        var path = path(conversation());
        owner.patch(path, Map.of("fields", Map.of(key, burr), "complexity", "hard"))
                .is(200);

        owner.with("If-Match", "\"1\"")
                .put(
                        FIELDS + "/" + id,
                        Map.of(
                                "name",
                                "Fault " + own,
                                "choices",
                                List.of(
                                        Map.of("key", "grinder", "name", "Mill"),
                                        Map.of("key", burr, "name", "Disc " + own, "depth", 1, "archived", true))))
                .is(200);
        owner.with("If-Match", "\"1\"")
                .put(FIELDS + "/" + id, Map.of("name", "Else", "choices", List.of()))
                .is(412, "field.changed");
        owner = house.owner();
        owner.put(FIELDS + "/" + id, Map.of("name", "Fault " + own, "choices", List.of(Map.of("name", "New"))))
                .is(400, "validation.failed");
        owner.put(FIELDS + "/" + id, Map.of("name", "Fault " + own, "type", "text"))
                .is(400, "validation.failed");

        assertThat(owner.get(path).text("fields." + key)).isEqualTo(burr);
        owner.patch(path(conversation()), Map.of("fields", Map.of(key, burr))).is(400, "validation.failed");
        await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
            assertThat(found("field:" + key + "=mill")).isEqualTo(1);
            assertThat(found("field:\"fault " + own + "=disc " + own + "\"")).isEqualTo(1);
            assertThat(found("field:" + key)).isEqualTo(1);
            assertThat(found("field:" + key + "=mill complexity:hard")).isEqualTo(1);
            assertThat(found("field:" + key + "=mill -complexity:hard,normal")).isZero();
        });
        assertThat(owner.get("/api/v1/search?q=field:nothing=1").text("hints.0.reason"))
                .isEqualTo("UNKNOWN_VALUE");

        owner.post(FIELDS + "/" + id + "/archive", Map.of()).is(200);
        assertThat(owner.get(path).text("fields." + key)).isEqualTo(burr);
        owner.patch(path, Map.of("fields", Map.of(key, "grinder"))).is(400, "validation.failed");
        owner.post(FIELDS + "/" + id + "/restore", Map.of()).is(200);
        owner.patch(path, Map.of("fields", Map.of(key, "grinder"))).is(200);
    }

    @Test
    void aReasonIsOfTheBrandAndFoundWithAllBelowIt() {
        var before = owner.get(REASONS + brand).is(200);
        var reasons = new ArrayList<Map<String, Object>>();
        before.body()
                .get("reasons")
                .forEach(one -> reasons.add(Map.of(
                        "key", one.get("key").asString(),
                        "name", one.get("name").asString(),
                        "depth", one.get("depth").asInt())));
        reasons.add(Map.of("name", "Delivery " + own));
        reasons.add(Map.of("name", "Lost " + own, "depth", 1));
        var tree = house.owner()
                .with("If-Match", before.header("ETag").orElseThrow())
                .put(REASONS + brand, Map.of("reasons", reasons))
                .is(200);
        house.owner()
                .with("If-Match", before.header("ETag").orElseThrow())
                .put(REASONS + brand, Map.of("reasons", List.of()))
                .is(412, "contact_reasons.changed");
        house.owner().put(REASONS + brand, Map.of("reasons", List.of())).is(400, "validation.failed");
        owner.get(REASONS + UUID.randomUUID()).is(404, "brand.not_found");
        var all = tree.body().get("reasons");
        var lost = all.get(all.size() - 1).get("key").asString();
        var conversation = conversation();

        assertThat(owner.patch(path(conversation), Map.of("reason", lost))
                        .is(200)
                        .text("reason"))
                .isEqualTo(lost);
        owner.patch(path(conversation), Map.of("reason", "nothing")).is(400, "validation.failed");
        owner.patch(path(conversation), Map.of("complexity", "very")).is(400, "validation.failed");
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() ->
                        assertThat(found("reason:\"delivery " + own + "\"")).isEqualTo(1));
        assertThat(found("reason:none customer" + own)).isZero();
        assertThat(owner.patch(path(conversation), Collections.singletonMap("reason", null))
                        .is(200)
                        .body()
                        .get("reason")
                        .isNull())
                .isTrue();
    }

    @Test
    void customersHaveFieldsOfTheirOwn() {
        var key = owner.post(FIELDS, Map.of("subject", "customer", "name", "Tier " + own, "type", "text"))
                .is(201)
                .text("key");
        var customer = owner.post(
                        "/api/v1/customers", Map.of("name", "Ana " + own, "fields", Map.of(key, "Gold " + own)))
                .is(201);
        var path = "/api/v1/customers/" + customer.text("id");
        assertThat(customer.text("fields." + key)).isEqualTo("Gold " + own);

        var changed = house.owner()
                .with("If-Match", "\"1\"")
                .patch(path, Map.of("fields", Map.of(key, "Silver " + own)))
                .is(200);
        assertThat(changed.text("fields." + key)).isEqualTo("Silver " + own);
        house.owner()
                .with("If-Match", "\"1\"")
                .patch(path, Map.of("fields", Map.of(key, "Bronze " + own)))
                .is(412, "customer.conflict");
        owner.patch(path, Map.of("fields", Map.of(key, "a\u202eb"))).is(400, "validation.failed");
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(owner.get("/api/v1/customers?q=silver%20" + own)
                                .body()
                                .get("items"))
                        .hasSize(1));
        assertThat(owner.patch(path, Map.of("fields", Collections.singletonMap(key, null)))
                        .is(200)
                        .body()
                        .get("fields"))
                .isEmpty();
        owner.post(FIELDS, Map.of("subject", "customer", "name", "X " + own, "type", "text", "required", true))
                .is(400, "validation.failed");
    }

    @Test
    void fieldsThatWaitForEachOtherAreRefused() {
        var first = field("First " + own, Map.of("type", "checkbox"));
        var second = field("Second " + own, Map.of("type", "checkbox", "condition", Map.of("field", first)));
        var id = byKey(first).get("id").asString();

        owner.put(FIELDS + "/" + id, Map.of("name", "First " + own, "condition", Map.of("field", second)))
                .is(400, "validation.failed");
        owner.put(FIELDS + "/" + id, Map.of("name", "First " + own, "condition", Map.of("field", first)))
                .is(400, "validation.failed");
        owner.post(FIELDS + "/" + id + "/archive", Map.of()).is(409, "field.needed");
        owner.post(
                        FIELDS,
                        Map.of(
                                "subject",
                                "conversation",
                                "name",
                                "Third " + own,
                                "type",
                                "text",
                                "condition",
                                Map.of("reasons", List.of("nothing"))))
                .is(400, "validation.failed");
        var order = owner.put(
                        FIELDS + "/order",
                        Map.of(
                                "subject",
                                "conversation",
                                "fields",
                                List.of(byKey(second).get("id").asString(), id)))
                .is(200);
        assertThat(order.text("items.1.key")).isEqualTo(first);
    }

    @Test
    void onlyWhoManagesSettingsSaysWhatIsAsked() {
        var key = field("Ours " + own, Map.of("type", "text"));
        var id = byKey(key).get("id").asString();
        var wanted = Map.of("subject", "conversation", "name", "Mine " + own, "type", "text");
        for (var role : List.of("supervisor", "agent", "light_agent")) {
            var person = house.person(role).browser();
            person.get(FIELDS).is(200);
            person.get("/api/v1/contact-reasons").is(200);
            person.post(FIELDS, wanted).is(403, "access.forbidden");
            person.put(FIELDS + "/" + id, wanted).is(403);
            person.put(FIELDS + "/order", Map.of("subject", "conversation", "fields", List.of()))
                    .is(403);
            person.post(FIELDS + "/" + id + "/archive", Map.of()).is(403);
            person.post(FIELDS + "/" + id + "/restore", Map.of()).is(403);
            person.put(REASONS + brand, Map.of("required", true)).is(403);
        }
        var light = house.person("light_agent").browser();
        light.patch(path(conversation()), Map.of("fields", Map.of(key, "x"))).is(403);
        light.patch(path(conversation()), Map.of("complexity", "hard")).is(403);
        var program = house.key("customer.read").program();
        program.get(FIELDS).is(403);
        program.get(FIELDS + "?subject=customer").is(200);
        program.get("/api/v1/contact-reasons").is(403);
    }

    private String field(String name, Map<String, Object> described) {
        var wanted = new HashMap<>(described);
        wanted.put("subject", "conversation");
        wanted.put("name", name);
        return owner.post(FIELDS, wanted).is(201).text("key");
    }

    private JsonNode byKey(String key) {
        return owner.get(FIELDS)
                .body()
                .get("items")
                .valueStream()
                .filter(field -> field.get("key").asString().equals(key))
                .findFirst()
                .orElseThrow();
    }

    /** The tree of the brand as it is, to be written anew. */
    private List<Map<String, Object>> reasons() {
        var reasons = new ArrayList<Map<String, Object>>();
        owner.get(REASONS + brand)
                .is(200)
                .body()
                .get("reasons")
                .forEach(one -> reasons.add(Map.of(
                        "key", one.get("key").asString(),
                        "name", one.get("name").asString(),
                        "depth", one.get("depth").asInt())));
        return reasons;
    }

    private JsonNode conversation() {
        return owner.post(
                        CONVERSATIONS,
                        Map.of(
                                "subject",
                                "Grinder",
                                "customer",
                                Map.of("email", UUID.randomUUID() + "@klient.example", "name", "Customer" + own)))
                .is(201)
                .body();
    }

    private static String path(JsonNode conversation) {
        return CONVERSATIONS + "/" + conversation.get("id").asString();
    }

    private int found(String typed) {
        return owner.get("/api/v1/search?q=" + URLEncoder.encode(typed, StandardCharsets.UTF_8))
                .is(200)
                .body()
                .get("items")
                .size();
    }
}
