package org.centrala.channels.email;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.Multipart;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.centrala.channels.email.smtp.SmtpListener;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What stories of mail are told with: the application's API and listener, and a server that takes what it sends. */
abstract class EmailStory {
    static final String KEY = "email-story-tests-0123456789abcdef";
    static final AtomicInteger NUMBER = new AtomicInteger();
    static GreenMail server;

    final HttpClient http = HttpClient.newHttpClient();
    final JsonMapper json = JsonMapper.builder().build();

    @LocalServerPort
    int port;

    @Autowired
    SmtpListener listener;

    @BeforeAll
    static void startServer() {
        server = new GreenMail(ServerSetup.SMTP.dynamicPort());
        server.start();
        server.setUser("user@zrno.example", "user", "secret");
    }

    @AfterAll
    static void stopServer() {
        server.stop();
    }

    record Answer(int status, JsonNode body) {}

    Answer call(String method, String path, @Nullable Object body) {
        try {
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1" + path))
                    .header("Authorization", "Bearer " + KEY)
                    .header("Content-Type", "application/json")
                    .method(
                            method,
                            body == null
                                    ? HttpRequest.BodyPublishers.noBody()
                                    : HttpRequest.BodyPublishers.ofString(json.writeValueAsString(body)))
                    .build();
            var response = http.send(request, HttpResponse.BodyHandlers.ofString());
            var text = response.body();
            return new Answer(
                    response.statusCode(),
                    text.startsWith("{") || text.startsWith("[")
                            ? json.readTree(text)
                            : json.createObjectNode().put("text", text));
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    JsonNode get(String path) {
        var answer = call("GET", path, null);
        assertThat(answer.status()).as(path + " " + answer.body()).isEqualTo(200);
        return answer.body();
    }

    JsonNode mailbox(boolean outgoing) {
        var body = new HashMap<String, Object>();
        var name = "box" + NUMBER.incrementAndGet();
        body.put("name", "Zrno " + name);
        body.put("address", name + "@zrno.example");
        body.put("incoming", Map.of("type", "listener"));
        body.put("signature", "{{mailbox.name}}\nconversation {{conversation.number}}");
        if (outgoing) {
            body.put(
                    "outgoing",
                    Map.of(
                            "smtp",
                            Map.of(
                                    "host",
                                    "127.0.0.1",
                                    "port",
                                    server.getSmtp().getPort(),
                                    "tls",
                                    "none",
                                    "username",
                                    "user",
                                    "password",
                                    "secret")));
        }
        var answer = call("POST", "/mailboxes", body);
        assertThat(answer.status()).as("" + answer.body()).isEqualTo(201);
        return answer.body();
    }

    void deliver(String from, String to, String mail) {
        try (var talk = new SmtpTalk(listener.port())) {
            talk.say("EHLO test");
            assertThat(talk.deliver(from, to, mail)).startsWith("250");
        }
    }

    /** A mail whose author is its sender. */
    void write(String from, String address, String id, String subject, String extra, String text) {
        deliver(from, address, mail(from, address, id, subject, extra, text));
    }

    /** An answer to the customer, as it was queued. */
    JsonNode reply(String conversation, String text) {
        return call(
                        "POST",
                        "/conversations/" + conversation + "/messages",
                        Map.of("audience", "customer", "channel", "email", "text", text))
                .body();
    }

    void awaitState(JsonNode message, String state) {
        await().atMost(Duration.ofSeconds(20))
                .until(() -> get("/messages/" + message.get("id").asString())
                        .get("deliveryState")
                        .asString()
                        .equals(state));
    }

    JsonNode inbound(String messageId) {
        return await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(30))
                .until(
                        () -> get("/inbound?messageId=" + messageId).get("items"),
                        items -> items.size() > 0
                                && items.valueStream()
                                        .noneMatch(item -> item.get("outcome").isNull()))
                .get(0);
    }

    static String id() {
        return UUID.randomUUID() + "@customer.example";
    }

    static String mail(String from, String to, String id, String subject, String extra, String text) {
        return "From: " + from + "\nTo: " + to + "\nSubject: " + subject + "\nMessage-ID: <" + id
                + ">\nDate: " + DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC)) + "\n"
                + extra + "Content-Type: text/plain; charset=utf-8\n\n"
                + text + "\n";
    }

    /** A mail of the fixtures, to a mailbox of ours. */
    JsonNode told(String fixture) {
        var address = mailbox(false).get("address").asString();
        var id = id();
        try (var mail = Objects.requireNonNull(getClass().getResourceAsStream("/mail/mime/" + fixture + ".eml"))) {
            var text = new String(mail.readAllBytes(), StandardCharsets.UTF_8);
            deliver(
                    "zofia@customer.example",
                    address,
                    "Message-ID: <" + id + ">\n" + text.replaceFirst("Message-ID: .*\n", ""));
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
        return get("/messages/" + inbound(id).get("message").asString());
    }

    MimeMessage sentTo(String address) {
        return await().atMost(Duration.ofSeconds(20))
                .until(
                        () -> {
                            for (var message : server.getReceivedMessages()) {
                                if (((InternetAddress) message.getAllRecipients()[0])
                                        .getAddress()
                                        .equals(address)) {
                                    return message;
                                }
                            }
                            return null;
                        },
                        message -> message != null);
    }

    static String body(jakarta.mail.Part part, String wanted) throws Exception {
        if (part.isMimeType("multipart/*")) {
            var multipart = (Multipart) part.getContent();
            for (int i = 0; i < multipart.getCount(); i++) {
                var found = body(multipart.getBodyPart(i), wanted);
                if (found != null) {
                    return found;
                }
            }
            return null;
        }
        var name = part.getFileName() == null ? null : jakarta.mail.internet.MimeUtility.decodeText(part.getFileName());
        boolean match = wanted.contains("/") ? name == null && part.isMimeType(wanted) : wanted.equals(name);
        return match ? new String(part.getInputStream().readAllBytes(), StandardCharsets.UTF_8) : null;
    }
}
