package org.centrala.platform.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.centrala.Api;
import org.centrala.ServerProcess;
import org.centrala.channels.email.SmtpTalk;
import org.centrala.platform.CentralaSettings;
import org.centrala.platform.postgres.DebianPostgres;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import tools.jackson.databind.JsonNode;

/** An installation moves from its embedded database to a PostgreSQL 15 of somebody else and goes on working there. */
class ExternalPostgresStoryTests {
    private static final String MAILBOX = "support@shop.example";

    @TempDir
    Path place;

    @Test
    @Timeout(value = 4, unit = TimeUnit.MINUTES)
    void anInstallationMovesToPostgres15AndGoesOnThere() throws Exception {
        if (!DebianPostgres.isInstalled()) {
            System.err.println(
                    "SKIPPED: the story of the external database needs PostgreSQL 15 (Debian: postgresql-15)");
        }
        assumeTrue(DebianPostgres.isInstalled(), "there is no PostgreSQL 15");
        var customers = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        customers.start();
        var log = place.resolve("centrala.log");
        try (var embedded = new ServerProcess(place.resolve("embedded"), log)) {
            embedded.start();
            var api = embedded.api();
            api.post(
                            "/mailboxes",
                            Map.of(
                                    "name",
                                    "Support",
                                    "address",
                                    MAILBOX,
                                    "incoming",
                                    Map.of("type", "listener"),
                                    "outgoing",
                                    Map.of(
                                            "smtp",
                                            Map.of(
                                                    "host", "127.0.0.1",
                                                    "port", customers.getSmtp().getPort(),
                                                    "tls", "none"))))
                    .ok();
            receive(embedded, "before-the-move", 1);
            receive(embedded, "a-large-one", 8000);
            backup(place.resolve("embedded"), place.resolve("backup"));
        }

        try (var postgres = new DebianPostgres(place.resolve("postgres"));
                var moved = new ServerProcess(place.resolve("moved"), log).with("CENTRALA_UNDOSEND", "0s")) {
            var url = postgres.create("centrala");
            new Restore(settings(place.resolve("moved"), url)).read(place.resolve("backup"));
            moved.with("CENTRALA_DATABASE_URL", url).start();
            var api = moved.api();
            assertThat(message(api, "before-the-move").get("text").asString()).contains("Where is it?");
            assertThat(message(api, "a-large-one").get("text").asString().length())
                    .isGreaterThan(8000);

            receive(moved, "after-the-move", 1);
            var asked = message(api, "after-the-move");
            api.post(
                            "/conversations/" + asked.get("conversation").asString() + "/messages",
                            Map.of("audience", "customer", "channel", "email", "text", "It comes tomorrow."))
                    .ok();
            assertThat(customers.waitForIncomingEmail(20_000, 1)).isTrue();
            assertThat(customers.getReceivedMessages()[0].getSubject()).contains("after-the-move");
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(
                            () -> assertThat(api.get("/search?q=tomorrow").ok().get("items"))
                                    .isNotEmpty());

            postgres.stop();
            await().atMost(Duration.ofSeconds(30)).until(() -> moved.health() == 503);
            postgres.start();
            await().atMost(Duration.ofSeconds(30)).until(() -> moved.health() == 200);
            receive(moved, "after-its-restart", 1);
        } finally {
            customers.stop();
        }

        try (var postgres = new DebianPostgres(place.resolve("another"));
                var fresh = new ServerProcess(place.resolve("fresh"), log)) {
            fresh.with("CENTRALA_DATABASE_URL", postgres.create("fresh")).start();
            assertThat(fresh.api().get("/inboxes").ok().get("items")).isNotEmpty();
        }
    }

    private static void receive(ServerProcess server, String name, int lines) {
        try (var talk = new SmtpTalk(server.smtpPort())) {
            talk.say("EHLO mail.customers.example");
            assertThat(talk.deliver("ana@customers.example", MAILBOX, """
                            From: <ana@customers.example>
                            To: <%1$s>
                            Message-ID: <%2$s@customers.example>
                            Subject: %2$s

                            %3$s""".formatted(
                            MAILBOX, name, "Where is it? It was sent last week and has not come.\n".repeat(lines))))
                    .startsWith("250 ");
        }
        await().atMost(Duration.ofSeconds(20))
                .until(() -> server.api()
                                .get("/messages?messageId=" + name + "@customers.example")
                                .ok()
                                .get("items")
                                .size()
                        == 1);
    }

    private static JsonNode message(Api api, String name) {
        return api.get("/messages?messageId=" + name + "@customers.example")
                .ok()
                .get("items")
                .get(0);
    }

    private static void backup(Path directory, Path file) {
        try (var installation = Installation.existing(settings(directory, ""))) {
            new Backup(Clock.systemUTC()).write(installation, file);
        }
    }

    private static CentralaSettings settings(Path directory, String url) {
        return new Binder(new MapConfigurationPropertySource(
                        Map.of("centrala.data-dir", directory.toString(), "centrala.database-url", url)))
                .bind("centrala", CentralaSettings.class)
                .get();
    }
}
