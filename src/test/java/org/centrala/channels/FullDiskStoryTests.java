package org.centrala.channels;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.centrala.Api;
import org.centrala.ServerProcess;
import org.centrala.channels.email.SmtpTalk;
import org.centrala.platform.postgres.EmbeddedPostgres;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.subethamail.smtp.helper.SimpleMessageListener;
import org.subethamail.smtp.server.SMTPServer;
import tools.jackson.databind.JsonNode;

/** The whole application on a small file system of its own, which is filled to the last byte while mail comes in. */
class FullDiskStoryTests {
    private static final int MEGABYTES = 512;
    private static final int SENDERS = 8;
    private static final String MAILBOX = "support@shop.example";

    /** Stays behind, to tell what happened when a story fails. */
    private static final Path LOG = Path.of("target", "full-disk-story.log");

    @TempDir
    Path place;

    private final Queue<String> unsent = new ConcurrentLinkedQueue<>();
    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    private final Map<String, Integer> refusals = new ConcurrentHashMap<>();
    private Path disk;
    private Path filler;
    private ServerProcess application;

    @BeforeEach
    void mount() throws Exception {
        disk = Files.createDirectory(place.resolve("disk"));
        filler = disk.resolve("filler");
        boolean mounted = run("mount", "-t", "tmpfs", "-o", "size=" + MEGABYTES + "m", "tmpfs", disk.toString());
        if (!mounted) {
            System.err.println("SKIPPED: the stories of the full disk need the right to mount a small file system");
        }
        assumeTrue(mounted, "may not mount a file system");
        Files.deleteIfExists(LOG);
        application = new ServerProcess(disk.resolve("data"), LOG);
    }

    @AfterEach
    void unmount() throws Exception {
        if (application != null) {
            application.close();
            run("umount", "-l", disk.toString());
        }
    }

    @Test
    @Timeout(value = 3, unit = TimeUnit.MINUTES)
    void aLowDiskRefusesNewMailAndLetsEverythingElseGoOn() throws Exception {
        var api = startWithMailbox();
        send(IntStream.range(0, 20).mapToObj(number -> "before-" + number).toList());
        awaitDecided(api);

        fillUpTo(100);

        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(answerToMail()).isEqualTo("452 4.3.1 Insufficient system storage"));
        assertThat(application.health()).isEqualTo(200);
        var conversation = api.get("/conversations?limit=1").ok().get("items").get(0);
        api.post(
                        "/conversations/" + conversation.get("id").asString() + "/messages",
                        Map.of("audience", "team", "text", "The disk is low."))
                .ok();

        Files.delete(filler);

        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(answerToMail()).startsWith("250 "));
        send(IntStream.range(0, 20).mapToObj(number -> "after-" + number).toList());
        everyAcknowledgedMailIsThereOnce(api);
        assertThat(refusals).isEmpty();
    }

    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void aDiskThatIsFullToTheLastByteLosesNothingAndIsSurvived() throws Exception {
        // One byte: the look at the free space comes too late, as it does when a disk fills within a second.
        application.with("CENTRALA_MINIMUMFREESPACE", "1");
        var api = startWithMailbox();
        IntStream.range(0, 600).forEach(number -> unsent.add("full-" + number));

        try (var senders = Executors.newVirtualThreadPerTaskExecutor()) {
            var sending = IntStream.range(0, SENDERS)
                    .mapToObj(sender -> (Future<?>) senders.submit(this::deliver))
                    .toList();
            await().atMost(Duration.ofMinutes(1)).until(() -> acknowledged.size() >= 100);
            fillUpTo(0);
            await().atMost(Duration.ofMinutes(1)).until(() -> refusals.getOrDefault("452", 0) >= 10);
            panic();
            await().atMost(Duration.ofMinutes(1)).until(() -> application.health() == 503);
            var before = count(refusals);
            await().atMost(Duration.ofMinutes(1)).until(() -> count(refusals) >= before + 10);
            assertThat(application.alive()).isTrue();

            Files.delete(filler);

            await().atMost(Duration.ofSeconds(40)).until(() -> application.health() == 200);
            for (var sender : sending) {
                sender.get();
            }
        }

        System.out.println("Refused while the disk was full: " + refusals);
        assertThat(refusals.keySet()).as("refused for the time being only").isSubsetOf("452", "451");
        assertThat(application.log()).contains("No space left on device");
        everyAcknowledgedMailIsThereOnce(api);

        fillUpTo(0);
        panic();
        await().atMost(Duration.ofMinutes(1)).until(() -> application.health() == 503);
        assertThat(application.stop(Duration.ofSeconds(15)))
                .as("it ends while its database cannot start")
                .isTrue();
        var refused = application.spawn();
        assertThat(refused.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(refused.exitValue()).isEqualTo(2);
        assertThat(application.log().lines().reduce((first, last) -> last).orElseThrow())
                .startsWith("centrala: ")
                .contains("No space left on device");

        Files.delete(filler);
        application.start();
        everyAcknowledgedMailIsThereOnce(api);
    }

    @Test
    @Timeout(value = 3, unit = TimeUnit.MINUTES)
    void aReplyThatLeftWhileTheDiskBecameFullIsNotSentAgain() throws Exception {
        application.with("CENTRALA_MINIMUMFREESPACE", "1").with("CENTRALA_UNDOSEND", "0s");
        var received = new AtomicInteger();
        var peer = SMTPServer.port(0)
                .bindAddress(InetAddress.getLoopbackAddress())
                .simpleMessageListener(new SimpleMessageListener() {
                    @Override
                    public boolean accept(String from, String recipient) {
                        return true;
                    }

                    @Override
                    public void deliver(String from, String recipient, InputStream data) throws IOException {
                        data.readAllBytes();
                        panic();
                        received.incrementAndGet();
                    }
                })
                .build();
        peer.start();
        try {
            var api = startWithMailbox(
                    Map.of("smtp", Map.of("host", "127.0.0.1", "port", peer.getPortAllocated(), "tls", "none")));
            send(List.of("asked"));
            awaitDecided(api);
            var conversation =
                    api.get("/conversations?limit=1").ok().get("items").get(0);
            var message = api.post(
                            "/conversations/" + conversation.get("id").asString() + "/messages",
                            Map.of("audience", "customer", "channel", "email", "text", "It comes tomorrow."))
                    .ok();
            await().atMost(Duration.ofSeconds(30)).until(() -> received.get() == 1);
            Thread.sleep(Outbox.LEASE.plusSeconds(5));

            Files.delete(filler);

            await().atMost(Duration.ofSeconds(60))
                    .ignoreExceptions()
                    .until(() -> api.get("/messages/" + message.get("id").asString())
                            .ok()
                            .get("deliveryState")
                            .asString()
                            .equals("sent"));
            assertThat(received).hasValue(1);
        } finally {
            peer.stop();
        }
    }

    private Api startWithMailbox() throws Exception {
        return startWithMailbox(null);
    }

    private Api startWithMailbox(@Nullable Map<String, ?> outgoing) throws Exception {
        application.start();
        var api = application.api();
        var mailbox = new HashMap<String, Object>(
                Map.of("name", "Support", "address", MAILBOX, "incoming", Map.of("type", "listener")));
        if (outgoing != null) {
            mailbox.put("outgoing", outgoing);
        }
        api.post("/mailboxes", mailbox).ok();
        return api;
    }

    // --- the disk

    /** Writes until no more than so many megabytes are free, at zero until not a byte can be written any more. */
    private void fillUpTo(int megabytesFree) throws IOException {
        var block = new byte[1 << 20];
        try (var out = FileChannel.open(filler, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            while (Files.getFileStore(disk).getUsableSpace() > (long) megabytesFree << 20) {
                out.write(ByteBuffer.wrap(block));
            }
        } catch (IOException full) {
            assertThat(full).hasMessageContaining("No space left on device");
        }
    }

    /** Makes PostgreSQL need a new file of its log at once: without room for one it ends. */
    private void panic() throws IOException {
        var database = EmbeddedPostgres.runningIn(disk.resolve("data")).orElseThrow();
        fillUpTo(0);
        try (var connection = DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
                var statement = connection.createStatement()) {
            for (var time = 0; time < 100; time++) {
                statement.execute("select pg_logical_emit_message(false, 'full', repeat('x', 1000000))");
                statement.execute("select pg_switch_wal()");
                fillUpTo(0);
            }
        } catch (SQLException ended) {
            return;
        }
        throw new AssertionError("PostgreSQL found room for its log on a full disk");
    }

    private static boolean run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command).inheritIO().start().waitFor() == 0;
    }

    // --- the senders

    private void send(List<String> names) {
        try (var talk = new SmtpTalk(application.smtpPort())) {
            talk.say("EHLO mail.customers.example");
            for (var name : names) {
                assertThat(talk.deliver("ana@customers.example", MAILBOX, mail(name)))
                        .startsWith("250 ");
                acknowledged.add(id(name));
            }
        }
    }

    private String answerToMail() {
        try (var talk = new SmtpTalk(application.smtpPort())) {
            talk.say("EHLO mail.customers.example");
            return talk.say("MAIL FROM:<ana@customers.example>");
        }
    }

    /** Sends what is left, each message again until it is acknowledged, as mail servers do, but without their patience. */
    private Void deliver() throws InterruptedException {
        for (var name = unsent.poll(); name != null; name = unsent.poll()) {
            var answer = attempt(name);
            if (answer.startsWith("250 ")) {
                acknowledged.add(id(name));
                continue;
            }
            unsent.add(name);
            if (!answer.isEmpty()) {
                refusals.merge(answer.substring(0, 3), 1, Integer::sum);
            }
            Thread.sleep(50);
        }
        return null;
    }

    /** The last answer of the server, empty when there was none. */
    private String attempt(String name) {
        try (var talk = new SmtpTalk(application.smtpPort())) {
            talk.say("EHLO mail.customers.example");
            for (var line : List.of("MAIL FROM:<ana@customers.example>", "RCPT TO:<" + MAILBOX + ">", "DATA")) {
                var answer = talk.say(line);
                if (!answer.startsWith("2") && !answer.startsWith("354")) {
                    return answer;
                }
            }
            talk.write((mail(name).replace("\n", "\r\n") + "\r\n.\r\n").getBytes(UTF_8));
            var answer = talk.answer();
            return answer.equals("<closed>") ? "" : answer;
        } catch (UncheckedIOException broken) {
            return "";
        }
    }

    /** Some fit into a row, some are so large that they go to a file. */
    private static String mail(String name) {
        var lines = name.hashCode() % 10 == 0 ? 6000 : 40;
        return """
                From: <ana@customers.example>
                To: <%s>
                Message-ID: <%s>
                Subject: Where is %s?

                %s""".formatted(
                MAILBOX, id(name), name, "It was sent last week and has not come, I wait for it.\n".repeat(lines));
    }

    private static String id(String name) {
        return name + "@customers.example";
    }

    private static int count(Map<String, Integer> refusals) {
        return refusals.values().stream().mapToInt(Integer::intValue).sum();
    }

    // --- what became of it

    private static List<JsonNode> awaitDecided(Api api) {
        return await().atMost(Duration.ofSeconds(90))
                .pollInterval(Duration.ofMillis(300))
                .until(
                        () -> api.all("/inbound", 200),
                        records -> records.stream()
                                .noneMatch(record -> record.get("outcome").isNull()));
    }

    private void everyAcknowledgedMailIsThereOnce(Api api) {
        var taken = awaitDecided(api).stream()
                .collect(groupingBy(record -> record.get("outcome").asString()));
        assertThat(taken.keySet()).isSubsetOf("conversation", "duplicate");
        assertThat(taken.get("conversation"))
                .extracting(record -> record.get("messageId").asString())
                .containsExactlyInAnyOrderElementsOf(acknowledged);
        for (var id : acknowledged) {
            assertThat(api.get("/messages?messageId=" + Api.encode(id)).ok().get("items"))
                    .as(id)
                    .hasSize(1);
        }
        var some = acknowledged.iterator().next().replace("@customers.example", "");
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(api.get("/search?q=" + Api.encode("\"" + some + "\""))
                                .ok()
                                .toString())
                        .contains(some));
    }
}
