package org.centrala.channels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import org.centrala.Api;
import org.centrala.ServerProcess;
import org.centrala.access.House;
import org.centrala.access.Visitor;

/** A program that writes notes, each under a key and again until it is answered, and the agent who is told of them. */
final class KeyedNotes {
    private final Api api;
    private final Visitor agent;
    private final String conversation;
    private int answered;
    private int attempts;

    /** In an installation that nobody has set up yet. */
    KeyedNotes(ServerProcess application) {
        api = application.api();
        var code = Pattern.compile("enter the code (\\S+)").matcher(application.log());
        assertThat(code.find()).isTrue();
        agent = Visitor.browser(api.port());
        agent.post(
                        "/api/v1/setup",
                        Map.of(
                                "code",
                                code.group(1),
                                "owner",
                                Map.of("name", "Ana", "email", House.OWNER, "password", House.PASSWORD),
                                "brand",
                                Map.of("name", "Shop")))
                .is(201);
        conversation = api.post(
                        "/conversations",
                        Map.of(
                                "subject",
                                "What the program saw",
                                "customer",
                                Map.of("email", "shop@customers.example"),
                                "assignee",
                                agent.get("/api/v1/me").is(200).text("agent.id")))
                .ok()
                .get("id")
                .asString();
    }

    /** Until it is over. */
    Void write(BooleanSupplier over) throws InterruptedException {
        while (!over.getAsBoolean()) {
            if (written("note " + answered)) {
                answered++;
            }
            // A program that writes now and then, so that a kill meets it in all its moments.
            Thread.sleep(20);
        }
        while (!written("note " + answered)) {
            // The server is starting again: the same write, with its key, until it is answered.
            Thread.sleep(50);
        }
        answered++;
        return null;
    }

    private boolean written(String text) {
        attempts++;
        try {
            var answer = api.post(
                    "/conversations/" + conversation + "/messages",
                    Map.of("audience", "team", "text", text),
                    "Idempotency-Key",
                    text);
            assertThat(answer.status()).as(answer::text).isIn(201, 409, 429, 500, 503);
            return answer.status() == 201;
        } catch (AssertionError gone) {
            if (gone.getCause() instanceof IOException) {
                return false;
            }
            throw gone;
        }
    }

    /** Each note is there once, and was told once. */
    void areThereOnce() {
        System.out.println("Wrote " + answered + " notes in " + attempts + " attempts");
        assertThat(api.all("/conversations/" + conversation + "/messages", 200))
                .extracting(note -> note.get("text").asString())
                .hasSize(answered)
                .doesNotHaveDuplicates();
        await().atMost(Duration.ofSeconds(30)).until(() -> told() >= answered + 1); // and that it was given to them
        assertThat(told()).isEqualTo(answered + 1);
    }

    private long told() {
        return agent.get("/api/v1/notifications")
                .is(200)
                .body()
                .at("/items/0/unread")
                .asLong();
    }
}
