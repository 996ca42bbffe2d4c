package org.centrala.channels;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.centrala.Api;
import org.centrala.ServerProcess;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The whole application, killed while mail pours in and a program writes: nothing acknowledged is lost or there twice. */
class KillStoryTests {
    private static final int MESSAGES = 2000;
    private static final int SENDERS = 8;
    private static final int KILLS = 3;
    private static final String MAILBOX = "support@shop.example";

    @TempDir
    Path place;

    private final Queue<String> unsent = new ConcurrentLinkedQueue<>();
    private final Map<String, AtomicInteger> acknowledged = new ConcurrentHashMap<>();
    private final AtomicInteger unanswered = new AtomicInteger();
    private volatile boolean over;
    private ServerProcess application;

    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void everyAcknowledgedMessageIsThereExactlyOnceAfterKills() throws Exception {
        var seed = Long.getLong("centrala.kill.seed", System.nanoTime());
        System.out.println("The kills of this run have the seed " + seed + " (-Dcentrala.kill.seed=" + seed + ")");
        var random = new Random(seed);
        application = new ServerProcess(place.resolve("data"), place.resolve("centrala.log"));
        var api = application.api();
        application.start();
        var notes = new KeyedNotes(application);
        api.post("/mailboxes", Map.of("name", "Support", "address", MAILBOX, "incoming", Map.of("type", "listener")))
                .ok();
        IntStream.range(0, MESSAGES).forEach(number -> unsent.add("kill-" + number + "@customers.example"));

        try (var senders = Executors.newVirtualThreadPerTaskExecutor()) {
            var sending = IntStream.range(0, SENDERS)
                    .mapToObj(sender -> senders.submit(this::deliver))
                    .toList();
            var writing = senders.submit(() -> notes.write(() -> over));
            for (var kill = 0; kill < KILLS; kill++) {
                awaitAcknowledged(MESSAGES * kill / KILLS + random.nextInt(MESSAGES / KILLS * 3 / 4), sending);
                Thread.sleep(random.nextInt(100));
                application.kill();
                System.out.println("Killed after " + acknowledged.size() + " acknowledged messages");
                application.start();
            }
            for (var sender : sending) {
                sender.get();
            }
            over = true;
            writing.get();
        } finally {
            over = true;
        }

        assertThat(acknowledged).hasSize(MESSAGES);
        assertThat(acknowledged.values()).allMatch(times -> times.get() == 1);
        var taken = awaitDecided(api).stream()
                .collect(groupingBy(record -> record.get("outcome").asString()));
        var again = taken.getOrDefault("duplicate", List.of()).size();
        System.out.println("Taken a second time " + again + ", attempts without an answer " + unanswered);
        assertThat(taken.keySet()).isSubsetOf("conversation", "duplicate");
        assertThat(taken.get("conversation"))
                .extracting(record -> record.get("messageId").asString())
                .containsExactlyInAnyOrderElementsOf(acknowledged.keySet());
        assertThat(again)
                .as("taken, but the acknowledgement did not arrive, so that they were sent again")
                .isLessThanOrEqualTo(unanswered.get());
        everyMessageIsThereOnce(api);
        notes.areThereOnce();
        assertThat(api.all("/conversations?mailbox=" + Api.encode(MAILBOX), 200))
                .hasSize(MESSAGES);
    }

    @AfterEach
    void end() throws InterruptedException {
        if (application != null) {
            application.close();
        }
    }

    // --- the senders

    /** Sends what is left, one connection for as long as it holds, each message again until it is acknowledged. */
    private Void deliver() throws InterruptedException {
        var message = unsent.poll();
        while (message != null && !over) {
            try (var connection = new Connection()) {
                while (message != null) {
                    connection.send(message);
                    acknowledged
                            .computeIfAbsent(message, id -> new AtomicInteger())
                            .incrementAndGet();
                    message = unsent.poll();
                }
            } catch (ConnectException down) {
                Thread.sleep(50);
            } catch (IOException broken) {
                Thread.sleep(10);
            }
        }
        return null;
    }

    private final class Connection implements AutoCloseable {
        private final Socket socket = new Socket(InetAddress.getLoopbackAddress(), application.smtpPort());
        private final BufferedReader in;

        Connection() throws IOException {
            socket.setSoTimeout(30_000);
            in = new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII));
            expect("220");
            say("EHLO mail.customers.example", "250");
        }

        void send(String messageId) throws IOException {
            say("MAIL FROM:<" + messageId + ">", "250");
            say("RCPT TO:<" + MAILBOX + ">", "250");
            say("DATA", "354");
            unanswered.incrementAndGet();
            say("""
                    From: <%1$s>
                    To: <%2$s>
                    Message-ID: <%1$s>
                    Subject: Where is %1$s?

                    It was sent last week and has not come.
                    .""".formatted(messageId, MAILBOX).replace("\n", "\r\n"), "250");
            unanswered.decrementAndGet();
        }

        private void say(String text, String code) throws IOException {
            socket.getOutputStream().write((text + "\r\n").getBytes(US_ASCII));
            expect(code);
        }

        private void expect(String code) throws IOException {
            String line;
            do {
                line = in.readLine();
            } while (line != null && line.length() > 3 && line.charAt(3) == '-');
            if (line == null || !line.startsWith(code)) {
                throw new IOException("wanted " + code + " and heard " + line);
            }
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    private void awaitAcknowledged(int count, List<? extends Future<?>> sending)
            throws InterruptedException, ExecutionException {
        while (acknowledged.size() < count) {
            for (var sender : sending) {
                if (sender.isDone()) {
                    sender.get();
                }
            }
            Thread.sleep(5);
        }
    }

    // --- what became of it

    /** The records of all accepted mail, once each has its outcome. */
    private static List<JsonNode> awaitDecided(Api api) throws InterruptedException {
        var deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (true) {
            var records = api.all("/inbound", 200);
            if (records.stream().noneMatch(record -> record.get("outcome").isNull())) {
                return records;
            }
            assertThat(System.nanoTime()).as("all is decided in time").isLessThan(deadline);
            Thread.sleep(200);
        }
    }

    private void everyMessageIsThereOnce(Api api) throws InterruptedException, ExecutionException {
        try (var readers = Executors.newFixedThreadPool(SENDERS)) {
            var reading = new ArrayList<Future<?>>();
            for (var messageId : acknowledged.keySet()) {
                reading.add(readers.submit(() -> assertThat(api.get("/messages?messageId=" + Api.encode(messageId))
                                .ok()
                                .get("items"))
                        .as(messageId)
                        .hasSize(1)));
            }
            for (var one : reading) {
                one.get();
            }
        }
    }
}
