package org.centrala.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.centrala.platform.DataDirectory;
import org.centrala.platform.postgres.EmbeddedPostgres;
import org.springframework.util.FileSystemUtils;

/**
 * Measures the way of a mail from SMTP until it is visible over the API, on a Centrala of its own in a temporary
 * directory, and what the same statements cost on its database alone.
 */
final class MailBench {
    static final int SENDERS = 8;
    static final int CONNECTIONS = 10;
    static final int WARM_UP = 12_000;
    static final int RECORDED = 1000;
    static final int PACED_PER_SECOND = 100;
    static final int PACED_SECONDS = 20;
    static final int SAMPLE = 300;

    private static final String MAILBOX = "support@shop.example";
    private static final String BORDER = "select 'the recorded messages begin or end here'";
    private static final Duration SETTLE = Duration.ofSeconds(5);
    private static final int LONGEST_SETTLING = 12;
    private static final double RESTING = 100;
    private static final Duration IDLE = Duration.ofSeconds(5);

    private final Path place;
    private final Server server;
    private final Mails mails = new Mails(20261122, MAILBOX, Long.toString(System.currentTimeMillis(), 36));
    private final List<Mails.Mail> sent = new ArrayList<>();

    private MailBench(Path place) {
        this.place = place;
        this.server = new Server(place);
    }

    static MailResults run(int messages) throws IOException, InterruptedException, SQLException {
        var place = Files.createTempDirectory("centrala-bench-");
        var bench = new MailBench(place);
        // Also when it is interrupted, nothing stays.
        var cleaner = Thread.ofPlatform().unstarted(bench::clean);
        Runtime.getRuntime().addShutdownHook(cleaner);
        return bench.measure(messages);
    }

    private void clean() {
        try {
            server.close();
            FileSystemUtils.deleteRecursively(place);
        } catch (IOException | InterruptedException | BenchFailed e) {
            System.err.println("bench: something may be left in " + place + ": " + e.getMessage());
        }
    }

    private MailResults measure(int messages) throws IOException, InterruptedException, SQLException {
        var loadAtStart = Machine.load();
        say("starting Centrala in " + place);
        server.start();
        var machine = Machine.here(place, postgresVersion(), loadAtStart);
        var api = server.api();
        api.post("/mailboxes", Map.of("name", "Support", "address", MAILBOX, "incoming", Map.of("type", "listener")));
        var arrivals = new Arrivals(api);

        say("warming up with " + WARM_UP + " messages");
        deliver(batch(WARM_UP));
        arrivals.await(WARM_UP);
        var idle = rest();

        say("sending " + messages + " messages from " + SENDERS + " senders at full speed");
        var full = batch(messages);
        var cpuBefore = server.cpuTime();
        var began = System.nanoTime();
        var sending = Thread.ofPlatform().start(new Delivery(full));
        arrivals.await(messages);
        var seconds = (System.nanoTime() - began) / 1e9;
        var cpu = server.cpuTime().since(cpuBefore).since(idle.times(seconds)).times(1.0 / messages);
        sending.join();

        say("sending " + PACED_PER_SECOND + " messages a second for " + PACED_SECONDS + " s");
        var latencies = Paced.send(
                batch(PACED_PER_SECOND * PACED_SECONDS),
                PACED_PER_SECOND,
                server.smtpPort(),
                MAILBOX,
                api,
                arrivals.position());
        arrivals.await(PACED_PER_SECOND * PACED_SECONDS);
        verify();

        var reference = reference(arrivals);
        return new MailResults(
                machine, Machine.load(), messages, seconds, cpu, idle, latencies, reference, RECORDED, sent.size());
    }

    /**
     * What a second of rest costs, when compilers and merges have ended what the warm-up left them: otherwise work that
     * belongs to messages would be taken off as rest.
     */
    private CpuTime rest() throws InterruptedException {
        Thread.sleep(SETTLE);
        var idle = idle();
        for (var look = 0; idle.total() > RESTING; look++) {
            if (look == LONGEST_SETTLING) {
                throw new BenchFailed("Centrala does not come to rest: " + Math.round(idle.total()) + " ms a second");
            }
            idle = idle();
        }
        return idle;
    }

    /** Milliseconds of processor time in a second of rest. */
    private CpuTime idle() throws InterruptedException {
        var before = server.cpuTime();
        Thread.sleep(IDLE);
        return server.cpuTime().since(before).times(1.0 / IDLE.toSeconds());
    }

    /**
     * Takes the statements of two batches: the first warms up both sides and is not timed. The copy of the data is made
     * before both, of a server at rest.
     */
    private MailResults.Reference reference(Arrivals arrivals) throws IOException, InterruptedException, SQLException {
        say("recording the statements of " + RECORDED + " messages");
        server.stop();
        var copy = place.resolve("copy");
        copy(server.data(), copy);
        var log = Files.createDirectory(place.resolve("statements"));
        Files.write(
                server.cluster().resolve("postgresql.auto.conf"),
                StatementLog.settings(log),
                StandardOpenOption.APPEND);
        server.start();
        deliver(batch(RECORDED));
        arrivals.await(RECORDED);
        border();
        deliver(batch(RECORDED));
        arrivals.await(RECORDED);
        border();
        verify();
        server.stop();

        say("saying them to a copy of the database from " + CONNECTIONS + " plain connections");
        var statements = StatementLog.read(log, "centrala", BORDER);
        try (var directory = new DataDirectory(copy);
                var postgres = EmbeddedPostgres.start(directory);
                var replay = new Replay(postgres, CONNECTIONS)) {
            var warmUp = replay.run(statements.beforeBorders());
            var outcome = replay.run(statements.betweenBorders());
            return new MailResults.Reference(outcome, warmUp, StatementLog.counts(statements.betweenBorders()));
        }
    }

    /** Marks a place in the statement log. */
    private void border() throws SQLException {
        var database = server.database();
        try (var connection = DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
                var statement = connection.createStatement()) {
            statement.execute(BORDER);
        }
    }

    private List<Mails.Mail> batch(int count) {
        var batch = mails.batch(count);
        sent.addAll(batch);
        return batch;
    }

    private void deliver(List<Mails.Mail> batch) {
        new Delivery(batch).run();
    }

    /** All senders at once, each as fast as it is answered. */
    private final class Delivery implements Runnable {
        private final List<Mails.Mail> batch;

        Delivery(List<Mails.Mail> batch) {
            this.batch = batch;
        }

        @Override
        public void run() {
            Workers.each(SENDERS, batch, worker -> {
                var sender = new SmtpSender(server.smtpPort(), MAILBOX);
                return new Workers.Work<>() {
                    @Override
                    public void take(Mails.Mail mail) throws IOException {
                        sender.send(mail);
                    }

                    @Override
                    public void close() throws IOException {
                        sender.close();
                    }
                };
            });
        }
    }

    /**
     * Every message that was acknowledged must have become one message, and each that is looked up by its Message-ID must be
     * there exactly once; a number without that is worth nothing. {@link Arrivals} has counted them, too.
     */
    private void verify() {
        say("looking whether each message is there exactly once");
        var api = server.api();
        var became = api.becameOfMail();
        for (var mail : sent) {
            var outcomes = became.getOrDefault(mail.messageId(), List.of());
            if (!outcomes.equals(List.of("conversation"))) {
                throw new BenchFailed("message " + mail.messageId() + " was acknowledged and became " + outcomes);
            }
        }
        if (became.size() != sent.size()) {
            throw new BenchFailed(became.size() + " mails were taken and " + sent.size() + " sent");
        }
        var sample = new ArrayList<>(sent);
        Collections.shuffle(sample);
        Workers.each(SENDERS, sample.subList(0, SAMPLE), worker -> mail -> {
            var found = api.messages(mail.messageId());
            if (found != 1) {
                throw new BenchFailed(
                        "message " + mail.messageId() + " was acknowledged and is there " + found + " times");
            }
        });
    }

    private String postgresVersion() throws SQLException {
        var database = server.database();
        try (var connection = DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password())) {
            return connection.getMetaData().getDatabaseProductVersion();
        }
    }

    private static void copy(Path from, Path to) throws IOException, InterruptedException {
        if (new ProcessBuilder("cp", "-a", from.toString(), to.toString())
                        .inheritIO()
                        .start()
                        .waitFor()
                != 0) {
            throw new BenchFailed("cannot copy " + from);
        }
    }

    private static void say(String text) {
        System.err.println("bench: " + text + " ...");
    }
}
