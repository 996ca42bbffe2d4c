package org.centrala.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.centrala.access.spi.PostOffice;
import org.centrala.platform.CentralaTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

/** The ways in: links that go by mail, second factors, passkeys. */
@CentralaTest
@Import(DoorTests.Post.class)
@TestPropertySource(properties = "centrala.public-url=https://help.zrno.example")
class DoorTests {
    private static final Pattern LINK = Pattern.compile("https://help\\.zrno\\.example/invitation/(\\S+)");

    @LocalServerPort
    int port;

    @Autowired
    SetupCode code;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Letterbox letterbox;

    House house;

    /** Keeps the letters that would go to a mail server. */
    static class Letterbox implements PostOffice {
        final List<Letter> letters = new CopyOnWriteArrayList<>();

        @Override
        public Optional<String> sender() {
            return Optional.of("podpora@zrno.example");
        }

        @Override
        public boolean send(Letter letter) {
            letters.add(letter);
            return true;
        }
    }

    @TestConfiguration
    static class Post {
        @Bean
        @Primary
        Letterbox letterbox() {
            return new Letterbox();
        }
    }

    @BeforeEach
    void setUp() {
        jdbc.sql("delete from sign_in_throttle").update();
        letterbox.letters.clear();
        house = House.of(port, code);
    }

    @Test
    void anInvitationGoesByMailInTheLanguageOfThePersonWhoSaysTheirName() {
        var owner = house.owner();
        assertThat(owner.get("/api/v1/agents/letters").is(200).text("sender")).isEqualTo("podpora@zrno.example");

        var invited = owner.post(
                        "/api/v1/agents?mail=true",
                        Map.of("email", "Jana.Mlakar@zrno.example", "role", "agent", "language", "sl"))
                .is(201);

        assertThat(invited.text("mailed")).isEqualTo("true");
        assertThat(invited.text("agent.name")).isEqualTo("Jana Mlakar");
        var letter = letterbox.letters.getFirst();
        assertThat(letter.to()).isEqualTo("jana.mlakar@zrno.example");
        assertThat(letter.subject()).isEqualTo("Povabilo v Zrno");
        var jana = Visitor.browser(port);
        var path = "/api/v1/invitations/" + token(letter);
        assertThat(jana.get(path).is(200).text("invited")).isEqualTo("true");
        jana.post(path, Map.of("password", House.PASSWORD, "name", "Jana Mlakar Kos"))
                .is(200);
        assertThat(jana.get("/api/v1/session").text("agent.name")).isEqualTo("Jana Mlakar Kos");
    }

    @Test
    void aLinkThatWasWithdrawnOpensNothing() {
        var invited = house.owner()
                .post("/api/v1/agents", Map.of("email", "withdrawn@zrno.example", "role", "agent"))
                .is(201);
        var agent = "/api/v1/agents/" + invited.text("agent.id");
        assertThat(house.owner().get(agent).text("access.linkUntil")).startsWith("20");

        house.owner().delete(agent + "/link").is(204);

        Visitor.browser(port)
                .get("/api/v1/invitations/" + House.token(invited.text("link")))
                .is(404, "invitation.not_found");
        assertThat(house.owner().get(agent).body().at("/access/linkUntil").isString())
                .isFalse();
        house.person("agent").browser().delete(agent + "/link").is(403, "access.forbidden");
    }

    @Test
    void whoForgotAPasswordGetsAWayToANewOneByMailWhichEndsAllSessions() {
        var person = house.person("agent");
        assertThat(Visitor.browser(port).get("/api/v1/setup").text("resetByMail"))
                .isEqualTo("true");

        ask(person.email().toUpperCase(java.util.Locale.ROOT)).is(202);

        await().until(() -> !letterbox.letters.isEmpty());
        var letter = letterbox.letters.getFirst();
        assertThat(letter.to()).isEqualTo(person.email());
        Visitor.browser(port)
                .post("/api/v1/invitations/" + token(letter), Map.of("password", "brand new one 9"))
                .is(200);
        person.browser().get("/api/v1/session").is(401);
    }

    @Test
    void askingForANewPasswordTellsNobodyWhichAddressesExist() throws InterruptedException {
        var gone = house.person("agent");
        house.owner()
                .patch("/api/v1/agents/" + gone.id(), Map.of("status", "deactivated"))
                .is(200);
        var invited = house.owner()
                .post("/api/v1/agents", Map.of("email", "not.yet@zrno.example", "role", "agent"))
                .is(201)
                .text("agent.email");

        var known = ask(House.OWNER).is(202);
        for (var address : List.of("nobody@zrno.example", gone.email(), invited)) {
            var answer = ask(address).is(202);
            assertThat(answer.raw().body()).isEqualTo(known.raw().body());
            assertThat(answer.raw().headers().map().keySet())
                    .isEqualTo(known.raw().headers().map().keySet());
        }

        await().until(() -> !letterbox.letters.isEmpty());
        Thread.sleep(300); // what must not come has had its time
        assertThat(letterbox.letters).extracting(PostOffice.Letter::to).containsExactly(House.OWNER);
    }

    @Test
    void nobodyIsFloodedWithResetsAndTheLinkOfAnAdministratorStaysGood() {
        var person = house.person("agent");
        var handed = house.owner()
                .post("/api/v1/agents/" + person.id() + "/link", Map.of())
                .is(200)
                .text("link");

        for (int time = 0; time < 3; time++) {
            ask(person.email()).is(202);
        }
        ask(person.email()).is(429, "session.throttled");
        ask("nobody@zrno.example").is(202);

        await().until(() -> letterbox.letters.size() == 3);
        Visitor.browser(port).get("/api/v1/invitations/" + House.token(handed)).is(200);
    }

    private Visitor.Answer ask(String email) {
        return Visitor.browser(port).post("/api/v1/password-resets", Map.of("email", email));
    }

    private static String token(PostOffice.Letter letter) {
        var found = LINK.matcher(letter.text());
        assertThat(found.find()).as(letter.text()).isTrue();
        return found.group(1);
    }
}
