package org.centrala.customers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import org.awaitility.Awaitility;
import org.centrala.access.House;
import org.centrala.access.SetupCode;
import org.centrala.access.Visitor;
import org.centrala.conversations.InboundMessage;
import org.centrala.conversations.InboundMessages;
import org.centrala.conversations.Party;
import org.centrala.platform.Actor;
import org.centrala.platform.CentralaTest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/** Companies by domain, who belongs to them by itself or by hand, and what everybody sees of that. */
@CentralaTest
class CompanyTests {
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

    House house;
    Visitor owner;
    String open;
    String hidden;
    final String domain = "d" + UUID.randomUUID().toString().substring(0, 18) + ".example";

    @BeforeEach
    void move() {
        house = House.of(port, code);
        owner = house.owner();
        open = owner.get("/api/v1/inboxes").is(200).body().at("/items/0/id").asString();
        hidden = owner.post("/api/v1/inboxes", Map.of("name", "Complaints " + UUID.randomUUID(), "teams", List.of()))
                .is(201)
                .text("id");
    }

    @Test
    void whoWritesFromItsDomainBelongsToTheCompanyHoweverTheyCameAndWhicheverWasFirst() {
        write("early@" + domain, open, "Before");
        var company = company("Zrno", domain);
        var early = byAddress("early@" + domain);
        await(() -> assertThat(companyOf(early)).isEqualTo(company));

        write("late@" + domain.toUpperCase(Locale.ROOT), open, "After");
        var late = byAddress("late@" + domain);
        await(() -> assertThat(companyOf(late)).isEqualTo(company));

        var made = customer("Made", "made@" + domain);
        assertThat(companyOf(made)).isEqualTo(company);
        var other = customer("Other", "other@" + UUID.randomUUID() + ".example");
        assertThat(companyOf(other)).isNull();
        owner.patch("/api/v1/customers/" + other, Map.of("email", "also@" + domain))
                .is(200);
        assertThat(companyOf(other)).isEqualTo(company);

        assertThat(names(people(owner, company))).containsExactlyInAnyOrder("Made", "Other", "early", "late");
        assertThat(owner.get("/api/v1/conversations?company=" + company)
                        .is(200)
                        .body()
                        .get("items")
                        .valueStream()
                        .map(one -> one.get("subject").asString()))
                .containsExactlyInAnyOrder("Before", "After");
        var work = owner.get("/api/v1/companies/" + company + "/work").is(200).body();
        assertThat(work.get("conversations").asInt()).isEqualTo(2);
        assertThat(work.get("open").asInt()).isEqualTo(2);
        Awaitility.await()
                .untilAsserted(() -> assertThat(owner.get("/api/v1/audit?objectType=company&object=" + company)
                                .is(200)
                                .body()
                                .get("items"))
                        .hasSize(1));

        await(() -> assertThat(found(owner, domain)).isEqualTo(2));
        assertThat(found(house.key("conversation.read", "inbox.all").program(), domain))
                .isZero();
        assertThat(found(owner, "nonesuch." + domain)).isZero();

        owner.patch("/api/v1/companies/" + company, Map.of("domains", List.of()))
                .is(200);
        await(() -> assertThat(people(owner, company)).isEmpty());
        var plain = customer("Root", "root@" + UUID.randomUUID() + ".example");
        owner.post("/api/v1/customers/" + plain + "/merge", Map.of("from", early))
                .is(200);
        owner.put("/api/v1/customers/" + plain + "/company", Map.of("company", company))
                .is(200);
        var unlike = "Zrno " + domain.substring(0, 12);
        owner.patch("/api/v1/companies/" + company, Map.of("name", unlike)).is(200);
        await(() -> assertThat(found(owner, "%22" + unlike.replace(" ", "%20") + "%22"))
                .isEqualTo(1));
    }

    @Test
    void whatSomebodySaysStandsAgainstDomainsUntilItIsTakenBack() {
        var company = company("Ours", domain);
        var elsewhere = company("Elsewhere");
        var ana = customer("Ana", "ana@" + domain);
        owner.put("/api/v1/customers/" + ana + "/company", Map.of("company", elsewhere))
                .is(200);
        var borut = customer("Borut", "borut@" + domain);
        owner.put("/api/v1/customers/" + borut + "/company", Map.of()).is(200);
        owner.patch("/api/v1/companies/" + company, Map.of("domains", List.of(domain, "more." + domain)))
                .is(200);
        owner.patch("/api/v1/customers/" + ana, Map.of("email", "ana@more." + domain))
                .is(200);
        settled();
        assertThat(companyOf(ana)).isEqualTo(elsewhere);
        assertThat(companyOf(borut)).isNull();

        assertThat(owner.delete("/api/v1/customers/" + ana + "/company").is(200).text("company.id"))
                .isEqualTo(company);
        owner.delete("/api/v1/customers/" + borut + "/company").is(200);
        assertThat(companyOf(borut)).isEqualTo(company);
        owner.put("/api/v1/customers/" + ana + "/company", Map.of("company", UUID.randomUUID()))
                .is(400);

        owner.put("/api/v1/customers/" + ana + "/company", Map.of("company", elsewhere))
                .is(200);
        owner.delete("/api/v1/companies/" + elsewhere).is(204);
        owner.get("/api/v1/companies/" + elsewhere).is(404);
        await(() -> assertThat(companyOf(ana)).isEqualTo(company));
        assertThat(owner.get("/api/v1/conversations?company=" + elsewhere)
                        .is(200)
                        .body()
                        .get("items"))
                .isEmpty();
    }

    @Test
    void mergedPeopleBelongWhereTheirAddressesSayAndComeApartAgain() {
        var company = company("Ours", domain);
        var plain = customer("Plain", "plain@" + UUID.randomUUID() + ".example");
        var member = customer("Member", "member@" + domain);
        owner.post("/api/v1/customers/" + plain + "/merge", Map.of("from", member))
                .is(200);
        assertThat(companyOf(plain)).isEqualTo(company);
        assertThat(names(people(owner, company))).containsExactly("Plain");
        write("member@" + domain, open, "Of the merged");
        assertThat(owner.get("/api/v1/conversations?company=" + company)
                        .is(200)
                        .body()
                        .get("items"))
                .hasSize(1);

        owner.post("/api/v1/customers/" + member + "/unmerge", Map.of()).is(200);
        assertThat(companyOf(plain)).isNull();
        assertThat(companyOf(member)).isEqualTo(company);
        owner.put("/api/v1/customers/" + member + "/company", Map.of()).is(200);
        owner.post("/api/v1/customers/" + plain + "/merge", Map.of("from", member))
                .is(200);
        assertThat(companyOf(plain)).isNull();
        settled();
        assertThat(people(owner, company)).isEmpty();
    }

    @Test
    void nobodySeesPeopleOrConversationsOfOtherInboxesThroughACompany() {
        var company = company("Shared " + UUID.randomUUID(), domain);
        write("seen@" + domain, open, "Seen");
        write("secret@" + domain, hidden, "Secret");
        await(() -> assertThat(people(owner, company)).hasSize(2));
        var team = owner.get("/api/v1/teams").is(200).body().at("/items/0/id").asString();
        var agent = house.person("agent", team).browser();
        assertThat(names(people(agent, company))).containsExactly("seen");
        assertThat(agent.get("/api/v1/companies/" + company)
                        .is(200)
                        .body()
                        .get("people")
                        .asInt())
                .isEqualTo(1);
        assertThat(agent.get("/api/v1/conversations?company=" + company)
                        .is(200)
                        .raw()
                        .body())
                .contains("Seen")
                .doesNotContain("Secret");
        assertThat(agent.get("/api/v1/companies/" + company + "/work")
                        .is(200)
                        .body()
                        .get("conversations")
                        .asInt())
                .isEqualTo(1);
        agent.put("/api/v1/customers/" + byAddress("secret@" + domain) + "/company", Map.of())
                .is(404);
        agent.get("/api/v1/companies.csv").is(403);

        var reader = house.key("conversation.read").program();
        for (var path : List.of(
                "/companies",
                "/companies?q=Shared",
                "/companies.csv",
                "/companies/" + company,
                "/companies/" + company + "/people",
                "/companies/" + company + "/work",
                "/conversations?company=" + company,
                "/fields?subject=company")) {
            reader.get("/api/v1" + path).is(403);
        }
        var looker = house.key("customer.read").program();
        looker.get("/api/v1/companies").is(200);
        looker.post("/api/v1/companies", Map.of("name", "No")).is(403);
        looker.patch("/api/v1/companies/" + company, Map.of("name", "No")).is(403);
        looker.delete("/api/v1/companies/" + company).is(403);
        looker.put("/api/v1/customers/" + byAddress("seen@" + domain) + "/company", Map.of())
                .is(403);
        looker.delete("/api/v1/customers/" + byAddress("seen@" + domain) + "/company")
                .is(403);
    }

    @Test
    void companiesAreListedByNameFoundByNameAndDomainAndExportedHarmlessly() {
        var mark = "Ž" + UUID.randomUUID();
        var field = owner.post("/api/v1/fields", Map.of("subject", "company", "type", "text", "name", "Tier " + mark))
                .is(201)
                .text("key");
        for (var name : List.of("Cene", "ana", "Bojan", "Ana")) {
            company(mark + " " + name);
        }
        var formula = owner.post(
                        "/api/v1/companies",
                        Map.of(
                                "name",
                                "=SUM(A1) " + mark,
                                "domains",
                                List.of(domain),
                                "notes",
                                "line\n\"quoted\"",
                                "fields",
                                Map.of(field, "+gold")))
                .is(201)
                .text("id");
        var names = new ArrayList<String>();
        var cursor = "";
        do {
            var page = owner.get("/api/v1/companies?limit=2" + cursor).is(200).body();
            page.get("items").forEach(one -> names.add(one.get("name").asString()));
            cursor = page.get("next").isNull()
                    ? ""
                    : "&cursor=" + page.get("next").asString();
        } while (!cursor.isEmpty());
        assertThat(names).doesNotHaveDuplicates();
        assertThat(names.stream()
                        .filter(name -> name.startsWith(mark))
                        .map(name -> name.substring(mark.length() + 1).toLowerCase(Locale.ROOT)))
                .containsExactly("ana", "ana", "bojan", "cene");
        assertThat(ids("/api/v1/companies?domain=" + domain.toUpperCase(Locale.ROOT)))
                .containsExactly(formula);
        await(() -> assertThat(ids("/api/v1/companies?q=" + domain)).contains(formula));
        await(() -> assertThat(ids("/api/v1/companies?q=cene")).hasSize(1));
        assertThat(owner.get("/api/v1/companies.csv").is(200).raw().body())
                .contains("'=SUM(A1) " + mark, "\"line\n\"\"quoted\"\"\"", "'+gold", domain, "Tier " + mark);
    }

    @Test
    void twoAtOnceLoseNothingAndADomainIsOfOneCompany() throws Exception {
        var company = company("Two at once", domain);
        var tag =
                owner.get("/api/v1/companies/" + company).is(200).header("ETag").orElseThrow();
        owner.patch("/api/v1/companies/" + company, Map.of("notes", "first")).is(200);
        var late = house.owner().with("If-Match", tag);
        late.patch("/api/v1/companies/" + company, Map.of("notes", "second")).is(412, "company.conflict");
        late.delete("/api/v1/companies/" + company).is(412, "company.conflict");
        assertThat(late.patch("/api/v1/companies/" + company, Map.of("name", "Renamed"))
                        .is(200)
                        .text("notes"))
                .isEqualTo("first");
        owner.post("/api/v1/companies", Map.of("name", "Thief", "domains", List.of(domain)))
                .is(409, "company.domain_taken");

        var fresh = "fresh." + domain;
        var tries = new ArrayList<Callable<Integer>>();
        for (int i = 0; i < 4; i++) {
            var name = "Racer " + i;
            var visitor = house.owner();
            tries.add(() -> visitor.post("/api/v1/companies", Map.of("name", name, "domains", List.of(fresh)))
                    .status());
            tries.add(() -> {
                write("w" + UUID.randomUUID() + "@" + fresh, open, "Meanwhile");
                return 0;
            });
        }
        var statuses = new ArrayList<Integer>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var one : threads.invokeAll(tries)) {
                statuses.add(one.get());
            }
        } catch (ExecutionException failed) {
            throw new AssertionError(failed);
        }
        assertThat(statuses).containsExactlyInAnyOrder(0, 0, 0, 0, 201, 409, 409, 409);
        var winner = ids("/api/v1/companies?domain=" + fresh).getFirst();
        await(() -> assertThat(people(owner, winner)).hasSize(4));
    }

    @Test
    void whatNobodyMeansIsRefused() {
        for (var name : List.of("", " ", "a\u0000b", "a\nb", "a\u202eb", "x".repeat(201), "y".repeat(200_000))) {
            owner.post("/api/v1/companies", Map.of("name", name)).is(400);
        }
        for (var wrong : List.of("gmail.com", "https://firma.si/x", "../../etc/passwd", "com.pl", "a\u0000.si")) {
            owner.post("/api/v1/companies", Map.of("name", "A", "domains", List.of(wrong)))
                    .is(400);
        }
        for (var notes : List.of("a\u0000b", "a\u202eb", "x".repeat(10_001))) {
            owner.post("/api/v1/companies", Map.of("name", "A", "notes", notes)).is(400);
        }
        owner.post("/api/v1/companies", Map.of("name", "A", "fields", Map.of("nonesuch", "x")))
                .is(400);
        var many = new ArrayList<String>();
        for (int i = 0; i <= Companies.MOST_DOMAINS; i++) {
            many.add("d" + i + "." + domain);
        }
        owner.post("/api/v1/companies", Map.of("name", "A", "domains", many)).is(400);
        owner.post("/api/v1/companies", Map.of("name", "A", "domains", List.of("onet.pl")))
                .is(400, "company.domain_shared");
        owner.get("/api/v1/companies?domain=..%2F..%2Fetc").is(400, "company.domain_invalid");
        owner.get("/api/v1/companies/" + UUID.randomUUID()).is(404);
        owner.get("/api/v1/companies/" + UUID.randomUUID() + "/people").is(404);
        owner.get("/api/v1/companies/" + UUID.randomUUID() + "/work").is(404);
    }

    /** A domain of more customers than one batch takes: done bit by bit, and everybody has one event. */
    @Test
    void largeDomainIsWorkedOffInBatches() {
        var many = CompanySettling.AT_ONCE * 2 + 10;
        jdbc.sql("""
                with c as (insert into customer (id, name, created_at, updated_at)
                  select gen_random_uuid(), 'Many', now(), now() from generate_series(1, :many) returning id)
                insert into contact_point (id, customer_id, kind, value, normalized, created_at)
                select gen_random_uuid(), id, 'email', id || '@' || :domain, id || '@' || :domain, now() from c
                """).param("many", many).param("domain", domain).update();
        var company = company("Many", domain);
        Awaitility.await()
                .untilAsserted(() -> assertThat(count("select count(*) from customer where company_id = ?", company))
                        .isEqualTo(many));
        assertThat(count("select count(*) from customer where company_id = ? and sequence = 2", company))
                .isEqualTo(many);
        assertThat(owner.get("/api/v1/companies/" + company)
                        .is(200)
                        .body()
                        .get("people")
                        .asInt())
                .isEqualTo(Company.MOST_COUNTED);
        settled();
    }

    private long count(String sql, String company) {
        return jdbc.sql(sql).param(UUID.fromString(company)).query(Long.class).single();
    }

    /** Until nobody's company is still to be looked up, and what was in the log before is heard of. */
    private void settled() {
        var head = jdbc.sql("select coalesce(max(position), 0) from event_log")
                .query(Long.class)
                .single();
        Awaitility.await().untilAsserted(() -> {
            assertThat(jdbc.sql("select count(*) from company_settling")
                            .query(Long.class)
                            .single())
                    .isZero();
            assertThat(jdbc.sql("select position from log_consumer where name = 'company-members'")
                            .query(Long.class)
                            .single())
                    .isGreaterThanOrEqualTo(head);
        });
    }

    private static void await(Runnable assertion) {
        Awaitility.await().untilAsserted(assertion::run);
    }

    private String company(String name, String... domains) {
        return owner.post("/api/v1/companies", Map.of("name", name, "domains", List.of(domains)))
                .is(201)
                .text("id");
    }

    private String customer(String name, String address) {
        return owner.post("/api/v1/customers", Map.of("name", name, "email", address))
                .is(201)
                .text("id");
    }

    private String byAddress(String address) {
        return owner.get("/api/v1/customers?email=" + address)
                .is(200)
                .body()
                .at("/items/0/id")
                .asString();
    }

    private @Nullable String companyOf(String customer) {
        var company = owner.get("/api/v1/customers/" + customer).is(200).body().get("company");
        return company.isNull() ? null : company.get("id").asString();
    }

    private static JsonNode people(Visitor visitor, String company) {
        return visitor.get("/api/v1/companies/" + company + "/people")
                .is(200)
                .body()
                .get("items");
    }

    private static List<String> names(JsonNode people) {
        return people.valueStream().map(one -> one.get("name").asString()).toList();
    }

    private List<String> ids(String path) {
        return owner.get(path)
                .is(200)
                .body()
                .get("items")
                .valueStream()
                .map(one -> one.get("id").asString())
                .toList();
    }

    private static int found(Visitor visitor, String company) {
        return visitor.get("/api/v1/search?q=company:" + company)
                .is(200)
                .body()
                .get("items")
                .size();
    }

    private void write(String address, String inbox, String subject) {
        Objects.requireNonNull(transaction.execute(status -> messages.receive(List.of(new InboundMessage(
                UUID.fromString(inbox),
                null,
                "email",
                null,
                customers.identify(
                        address, address.substring(0, address.indexOf('@')), UUID.fromString(inbox), Actor.SYSTEM),
                UUID.randomUUID() + "@posta.example",
                new Party(address, null),
                null,
                List.of(),
                List.of(),
                subject,
                "Hello",
                "Hello",
                null,
                List.of(),
                false)))));
    }
}
