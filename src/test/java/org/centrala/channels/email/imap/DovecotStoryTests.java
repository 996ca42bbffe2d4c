package org.centrala.channels.email.imap;

import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.centrala.Api;
import org.centrala.ServerProcess;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Mail fetched from a real Dovecot by a real process, while either is killed: nothing lost, nothing doubled. */
class DovecotStoryTests {
    private static final int MANY = 20_000;

    /** {@code -Dcentrala.old-mails=20000} makes the run of docs/performance.md of it. */
    private static final int OLD = Integer.getInteger("centrala.old-mails", 1_200);

    private static final String NOW = DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC));

    private static Path directory;
    private static Dovecot dovecot;
    private static ServerProcess centrala;
    private static Api api;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        // the path of a socket has little room
        directory = Files.createTempDirectory("imap");
        Files.setPosixFilePermissions(directory, java.nio.file.attribute.PosixFilePermissions.fromString("rwxr-xr-x"));
        dovecot = new Dovecot(directory.resolve("dovecot"));
        dovecot.start();
        centrala = new ServerProcess(directory.resolve("data"), directory.resolve("centrala.log"))
                .with("CENTRALA_IMAP_POLL", "1s")
                .with("CENTRALA_IMAP_TIMEOUT", "2s")
                .with("CENTRALA_IMAP_RETRY", "200ms")
                .with("CENTRALA_IMAP_IMPORTPERSECOND", "150");
        centrala.start();
        api = centrala.api();
    }

    @AfterAll
    static void stop() throws IOException, InterruptedException {
        if (centrala != null) {
            centrala.close();
        }
        if (dovecot != null) {
            dovecot.close();
        }
        try (var files = Files.walk(directory)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    private static JsonNode mailbox(String user, int port, Map<String, Object> more) {
        var incoming = new HashMap<String, Object>(Map.of(
                "type",
                "imap",
                "host",
                "127.0.0.1",
                "port",
                port,
                "tls",
                "none",
                "username",
                user,
                "password",
                "secret"));
        incoming.putAll(more);
        var wanted = new HashMap<String, Object>(Map.of("address", user + "@zrno.example", "incoming", incoming));
        var inbox = incoming.remove("inbox");
        if (inbox != null) {
            wanted.put("inbox", inbox);
        }
        return api.post("/mailboxes", wanted).ok();
    }

    private static String mail(String user, String id, String subject, String extra) {
        return "From: Zofia <zofia@customer.example>\nTo: " + user + "@zrno.example\nSubject: " + subject
                + "\nMessage-ID: <" + id + ">\nDate: Sun, 22 Nov 2026 10:15:00 +0100\n" + extra + "\nText of " + subject
                + "\n";
    }

    private static String id() {
        return UUID.randomUUID() + "@customer.example";
    }

    private static JsonNode state(JsonNode mailbox) {
        return api.get("/mailboxes/" + mailbox.get("id").asString()).ok().get("state");
    }

    private static void awaitAtRest(JsonNode mailbox) {
        await().atMost(Duration.ofSeconds(40)).until(() -> {
            var fetching = state(mailbox).path("fetching");
            return fetching.path("phase").asString("").equals("idle")
                    && fetching.path("progress").isNull();
        });
    }

    private static JsonNode outcome(String messageId) {
        return await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(50))
                .until(
                        () -> api.get("/inbound?messageId=" + messageId).ok().get("items"),
                        items -> !items.isEmpty() && items.get(0).get("outcome").isString())
                .get(0);
    }

    private static List<JsonNode> taken(JsonNode mailbox) {
        return api.all("/inbound", 200).stream()
                .filter(record -> record.get("mailbox").equals(mailbox.get("id")))
                .toList();
    }

    @Test
    void twentyThousandOldMailsStayOutAlsoWhenAllGetNewNumbers() throws Exception {
        var started = Instant.now().minus(400, ChronoUnit.DAYS);
        for (int i = 0; i < MANY; i++) {
            dovecot.old(
                    "big", mail("big", "old-" + i + "@customer.example", "Old " + i, ""), started.plusSeconds(60L * i));
        }
        var mailbox = mailbox("big", dovecot.port(), Map.of());
        awaitAtRest(mailbox);
        var first = id();
        dovecot.deliver("big", "INBOX", mail("big", first, "First", ""));
        outcome(first);

        dovecot.kill();
        dovecot.forgetNumbers("big");
        var meanwhile = id();
        dovecot.deliver("big", "INBOX", mail("big", meanwhile, "Meanwhile", ""));
        dovecot.start();
        outcome(meanwhile);
        awaitAtRest(mailbox);
        var last = id();
        dovecot.deliver("big", "INBOX", mail("big", last, "Last", ""));
        outcome(last);

        assertThat(taken(mailbox))
                .extracting(record -> record.get("messageId").asString())
                .containsExactlyInAnyOrder(first, meanwhile, last);
        assertThat(api.all("/conversations?mailbox=" + mailbox.get("id").asString(), 200))
                .hasSize(3)
                .allMatch(conversation -> conversation
                        .get("lastMessage")
                        .get("direction")
                        .asString()
                        .equals("inbound"));
    }

    @Test
    void allOldMailIsImportedOnceBehindNewMailAndNobodyIsAcknowledged() throws Exception {
        var ids = new ArrayList<String>();
        for (int i = 0; i < OLD; i++) {
            ids.add("import-" + i + "@customer.example");
            dovecot.old(
                    "import",
                    mail("import", ids.get(i), "Old " + i, ""),
                    Instant.now().minus(300, ChronoUnit.DAYS).plusSeconds(60L * i));
        }
        var inbox = api.post("/inboxes", Map.of("name", "Import", "teams", List.of()))
                .ok()
                .get("id")
                .asString();
        api.put(
                        "/inboxes/" + inbox + "/acknowledgements",
                        Map.of("items", List.of(Map.of("language", "en", "enabled", true, "text", "We have it."))))
                .ok();
        long from = System.nanoTime();
        var mailbox = mailbox("import", dovecot.port(), Map.of("since", "all", "inbox", inbox));
        var progress = Collections.synchronizedList(new ArrayList<Integer>());
        var looking = Thread.ofVirtual().start(() -> {
            long latest = System.nanoTime() + Duration.ofSeconds(20).toNanos();
            while (progress.isEmpty() ? System.nanoTime() < latest : progress.getLast() < OLD && underWay(mailbox)) {
                var now = state(mailbox).path("fetching").path("progress");
                if (now.isObject() && now.get("done").asInt() > 0) {
                    assertThat(now.get("total").asInt()).isEqualTo(OLD);
                    progress.add(now.get("done").asInt());
                }
                pause(20);
            }
        });
        await().atMost(Duration.ofSeconds(20)).until(() -> !progress.isEmpty());
        var answeredAfter = Duration.ZERO;
        var fresh = new ArrayList<String>();
        do {
            fresh.add(id());
            long delivered = System.nanoTime();
            dovecot.deliver(
                    "import",
                    "INBOX",
                    mail("import", fresh.getLast(), "New", "")
                            .replace("zofia@", "new" + fresh.size() + "@")
                            .replaceFirst("Date: .*", "Date: " + NOW));
            outcome(fresh.getLast());
            var after = Duration.ofNanos(System.nanoTime() - delivered);
            answeredAfter = after.compareTo(answeredAfter) > 0 ? after : answeredAfter;
        } while (fresh.size() < 3 && underWay(mailbox));
        looking.join();
        assertThat(List.copyOf(progress)).as("seen to go on").isSorted().hasSizeGreaterThan(1);
        assertThat(answeredAfter).isLessThan(Duration.ofSeconds(10));

        var all = new ArrayList<>(ids);
        all.addAll(fresh);
        var taken = await().atMost(Duration.ofMinutes(10))
                .pollInterval(Duration.ofMillis(500))
                .until(
                        () -> taken(mailbox),
                        records -> records.size() == all.size()
                                && records.stream()
                                        .allMatch(record -> record.get("outcome")
                                                .asString("")
                                                .equals("conversation")));
        var lasted = Duration.ofNanos(System.nanoTime() - from);
        assertThat(taken)
                .extracting(record -> record.get("messageId").asString())
                .containsExactlyInAnyOrderElementsOf(all);
        assertThat(taken.stream()
                        .sorted(Comparator.comparing(record -> record.get("id").asString()))
                        .map(record -> record.get("messageId").asString())
                        .toList()
                        .indexOf(fresh.getFirst()))
                .as("new mail does not wait for the end of the import")
                .isLessThan(OLD);
        for (var id : fresh) {
            var messages = "/conversations/" + outcome(id).get("conversation").asString() + "/messages";
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> api.get(messages).ok().get("items").size() == 2);
        }
        assertThat(queued(mailbox)).as("only who wrote now was acknowledged").isEqualTo(fresh.size());
        System.out.printf(
                "Imported %d mails in %d ms; a new mail took %d ms at most%n",
                OLD, lasted.toMillis(), answeredAfter.toMillis());
    }

    /** How many messages were given to be sent from a mailbox. */
    private static int queued(JsonNode mailbox) {
        int count = 0;
        JsonNode page;
        var after = "0";
        do {
            page = api.get("/events?limit=200&after=" + after).ok();
            for (var event : page.get("items")) {
                if (event.get("kind").asString().equals("message.queued")
                        && event.toString().contains(mailbox.get("id").asString())) {
                    count++;
                }
            }
            after = page.get("next").asString();
        } while (!page.get("items").isEmpty());
        return count;
    }

    private static boolean underWay(JsonNode mailbox) {
        return state(mailbox).path("fetching").path("progress").isObject();
    }

    @Test
    void nothingIsLostOrDoubledWhileBothSidesAreKilled() throws Exception {
        var ids = new ArrayList<String>();
        for (int i = 0; i < 200; i++) {
            ids.add("busy-" + i + "@customer.example");
        }
        // half of it lies there before, and is imported while the other half arrives
        for (int i = 0; i < 100; i++) {
            dovecot.old(
                    "busy",
                    mail("busy", ids.get(i), "Busy " + i, ""),
                    Instant.now().minus(100, ChronoUnit.DAYS).plusSeconds(i));
        }
        var mailbox = mailbox("busy", dovecot.port(), Map.of("since", "all", "after", "move:Done"));
        var arriving = Thread.ofVirtual().start(() -> {
            for (int i = 100; i < ids.size(); i++) {
                dovecot.deliver("busy", "INBOX", mail("busy", ids.get(i), "Busy " + i, ""));
                pause(30);
            }
        });
        pause(700);
        centrala.kill();
        centrala.start();
        pause(700);
        dovecot.kill();
        pause(300);
        dovecot.start();
        pause(500);
        centrala.kill();
        dovecot.kill();
        dovecot.start();
        centrala.start();
        arriving.join();

        ids.forEach(DovecotStoryTests::outcome);
        await().atMost(Duration.ofSeconds(30)).until(() -> dovecot.count("busy", "INBOX") == 0);
        assertThat(dovecot.count("busy", "Done")).isEqualTo(ids.size());
        var byOutcome = taken(mailbox).stream()
                .collect(groupingBy(record -> record.get("outcome").asString()));
        assertThat(byOutcome.keySet()).containsExactly("conversation");
        assertThat(byOutcome.get("conversation"))
                .extracting(record -> record.get("messageId").asString())
                .containsExactlyInAnyOrderElementsOf(ids);
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    @Test
    void aConnectionThatHangsIsNoticedAndDelaysNobodyElse() throws Exception {
        try (var way = new Hanging(dovecot.port())) {
            var stuck = mailbox("stuck", way.port(), Map.of());
            var free = mailbox("free", dovecot.port(), Map.of());
            awaitAtRest(stuck);
            awaitAtRest(free);
            way.freeze();
            var delayed = id();
            var quick = id();
            dovecot.deliver("stuck", "INBOX", mail("stuck", delayed, "Delayed", ""));
            dovecot.deliver("free", "INBOX", mail("free", quick, "Quick", ""));
            long from = System.nanoTime();
            outcome(quick);
            assertThat(Duration.ofNanos(System.nanoTime() - from)).isLessThan(Duration.ofSeconds(3));
            assertThat(centrala.health()).isEqualTo(200);
            outcome(delayed);
            await().until(() -> state(stuck).get("incoming").asString().equals("ok"));
            assertThat(state(stuck).get("fetching").get("lastError").asString()).contains("went silent");
        }
    }

    @Test
    void theServersOwnSentFolderIsReadOverAConnectionThatIsSecuredFirst() {
        var mailbox = mailbox("safe", dovecot.port(), Map.of("tls", "starttls"));
        awaitAtRest(mailbox);
        var question = id();
        dovecot.deliver("safe", "INBOX", mail("safe", question, "Question", ""));
        var conversation = outcome(question).get("conversation").asString();
        var answer = id();
        dovecot.deliver(
                "safe",
                "Gesendetes",
                "From: safe@zrno.example\nTo: zofia@customer.example\nSubject: Re: Question\nMessage-ID: <" + answer
                        + ">\nIn-Reply-To: <" + question + ">\nDate: Sun, 22 Nov 2026 11:15:00 +0100\n\nAnswer\n");
        assertThat(outcome(answer).get("conversation").asString()).isEqualTo(conversation);
        assertThat(api.get("/messages?messageId=" + answer)
                        .ok()
                        .get("items")
                        .get(0)
                        .get("direction")
                        .asString())
                .isEqualTo("outbound");
    }
}
