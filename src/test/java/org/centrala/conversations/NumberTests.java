package org.centrala.conversations;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.centrala.access.House;
import org.centrala.access.SetupCode;
import org.centrala.customers.Customers;
import org.centrala.platform.Actor;
import org.centrala.platform.CentralaTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/** Each number against a handful of conversations whose numbers a person can count. */
@CentralaTest
class NumberTests {
    private static final String WEEK =
            "/api/v1/numbers?from=2026-03-23&until=2026-03-29&zone=Europe/Ljubljana&hours=48";

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

    @Test
    void whatCameWasAnsweredAndWaitsIsCountedByDayPersonTeamAndInbox() {
        var house = House.of(port, code);
        var owner = house.owner();
        var seen = owner.get("/api/v1/inboxes").is(200).body().at("/items/0/id").asString();
        var hidden = owner.post("/api/v1/inboxes", Map.of("name", "=Complaints", "teams", List.of()))
                .is(201)
                .text("id");
        var team = owner.get("/api/v1/teams").is(200).body().at("/items/0/id").asString();
        var supervisor = house.person("supervisor", team);

        // Half past midnight in Ljubljana is the day before in London; the 29th has 23 hours in both.
        var late = opened(seen, "2026-03-24T23:30:00Z");
        answered(late, supervisor.id(), "2026-03-25T00:30:00Z");
        var short23 = opened(seen, "2026-03-29T21:30:00Z");
        answered(short23, supervisor.id(), "2026-03-29T21:40:00Z");
        opened(seen, "2026-03-29T22:30:00Z");
        var waiting = opened(seen, "2026-03-26T10:00:00Z");
        answered(waiting, supervisor.id(), "2026-03-26T10:20:00Z");
        again(waiting, "2026-03-27T10:00:00Z");
        opened(hidden, "2026-03-26T11:00:00Z");
        var junk = opened(seen, "2026-03-26T12:00:00Z");
        jdbc.sql("update conversation set spam = true where id = ?").param(junk).update();

        var brand = owner.get("/api/v1/conversations/" + late).is(200).text("brand");
        var tree =
                Map.of("reasons", List.of(Map.of("name", "=Delivery", "depth", 0), Map.of("name", "Late", "depth", 1)));
        var reason = owner.put("/api/v1/contact-reasons/" + brand, tree).is(200).text("reasons.1.key");
        for (var conversation : List.of(late, waiting)) {
            owner.patch("/api/v1/conversations/" + conversation, Map.of("reason", reason))
                    .is(200);
        }

        var mine = supervisor.browser().get(WEEK).is(200).body();
        assertThat(mine.at("/totals/received").asInt()).isEqualTo(3);
        assertThat(mine.at("/totals/answered").asInt()).isEqualTo(3);
        assertThat(mine.at("/totals/median").asInt()).isEqualTo(20 * 60);
        assertThat(mine.at("/waiting").asInt()).isEqualTo(2);
        assertThat(mine.at("/before/received").asInt()).isZero();
        assertThat(received(mine)).containsExactly(0, 0, 1, 1, 0, 0, 1);
        assertThat(mine.at("/people/0/id").asString()).isEqualTo(supervisor.id());
        assertThat(mine.at("/people/0/replies").asInt()).isEqualTo(3);
        assertThat(mine.get("inboxes")).hasSize(1);
        assertThat(mine.get("reasons")).hasSize(2);
        assertThat(mine.at("/reasons/0/name").asString()).isEqualTo("=Delivery › Late");
        assertThat(mine.at("/reasons/0/received").asInt()).isEqualTo(2);
        assertThat(mine.at("/reasons/0/waiting").asInt()).isEqualTo(1);
        assertThat(mine.at("/reasons/1/key").isNull()).isTrue();
        assertThat(mine.at("/reasons/1/received").asInt()).isEqualTo(1);
        assertThat(mine.toString()).doesNotContain(hidden);

        var all = owner.get(WEEK).is(200).body();
        assertThat(all.at("/totals/received").asInt()).isEqualTo(4);
        assertThat(all.at("/waiting").asInt()).isEqualTo(3);
        assertThat(owner.get(WEEK + "&inbox=" + hidden)
                        .is(200)
                        .body()
                        .at("/totals/received")
                        .asInt())
                .isEqualTo(1);
        assertThat(supervisor
                        .browser()
                        .get(WEEK + "&inbox=" + hidden)
                        .is(200)
                        .body()
                        .at("/totals/received")
                        .asInt())
                .isZero();
        // The same hours by another clock are other days.
        var london = owner.get(WEEK.replace("Europe/Ljubljana", "Europe/London"))
                .is(200)
                .body();
        assertThat(received(london)).containsExactly(0, 1, 0, 2, 0, 0, 2);

        var file = owner.get(WEEK.replace("numbers?", "numbers.csv?")).is(200).raw();
        assertThat(file.headers().firstValue("Content-Type").orElse("")).startsWith("text/csv");
        assertThat(file.body())
                .contains("day,2026-03-25,1,1", "inbox,'=Complaints,1,0", "reason,'=Delivery › Late,2,2");
        assertThat(supervisor
                        .browser()
                        .get(WEEK.replace("numbers?", "numbers.csv?"))
                        .is(200)
                        .raw()
                        .body())
                .doesNotContain("Complaints");

        var agent = house.person("agent", team).browser();
        agent.get(WEEK).is(403);
        agent.get(WEEK.replace("numbers?", "numbers.csv?")).is(403);
        owner.get(WEEK.replace("hours=48", "hours=0")).is(400);
        owner.get("/api/v1/numbers?zone=Nowhere").is(400);
    }

    private static List<Integer> received(JsonNode answer) {
        return answer.get("days")
                .valueStream()
                .map(day -> day.get("received").asInt())
                .toList();
    }

    /** A conversation that somebody opened then. */
    private UUID opened(String inbox, String at) {
        var id = receive(inbox);
        var moment = Instant.parse(at).atOffset(ZoneOffset.UTC);
        jdbc.sql("update conversation set created_at = ? where id = ?")
                .param(moment)
                .param(id)
                .update();
        jdbc.sql("update message set created_at = ? where conversation_id = ?")
                .param(moment)
                .param(id)
                .update();
        return id;
    }

    /** A reply that left then: what the Outbox leaves behind. */
    private void answered(UUID conversation, String agent, String at) {
        var moment = Instant.parse(at).atOffset(ZoneOffset.UTC);
        jdbc.sql("""
                insert into message (id, conversation_id, sequence, direction, audience, channel, actor_kind, actor_id,
                  delivery_state, send_at, created_at)
                values (gen_random_uuid(), ?, 900, 'outbound', 'customer', 'email', 'agent', ?::uuid, 'sent', ?, ?)
                """)
                .param(conversation)
                .param(agent)
                .param(moment)
                .param(moment)
                .update();
    }

    private void again(UUID conversation, String at) {
        jdbc.sql("""
                insert into message (id, conversation_id, sequence, direction, audience, channel, actor_kind, created_at)
                values (gen_random_uuid(), ?, 901, 'inbound', 'customer', 'email', 'customer', ?)
                """)
                .param(conversation)
                .param(Instant.parse(at).atOffset(ZoneOffset.UTC))
                .update();
    }

    private UUID receive(String inbox) {
        var address = "n" + UUID.randomUUID() + "@posta.example";
        return Objects.requireNonNull(transaction.execute(status -> messages.receive(List.of(new InboundMessage(
                        UUID.fromString(inbox),
                        null,
                        "email",
                        null,
                        customers.identify(address, "Ana", UUID.fromString(inbox), Actor.SYSTEM),
                        UUID.randomUUID() + "@posta.example",
                        new Party(address, "Ana"),
                        null,
                        List.of(),
                        List.of(),
                        "Question",
                        "Hello",
                        "Hello",
                        null,
                        List.of(),
                        false)))
                .getFirst()
                .conversation()
                .value()));
    }
}
