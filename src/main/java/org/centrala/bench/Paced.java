package org.centrala.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Sends at an even pace and asks for each message, from its acknowledgement on, until the API has it: at first every 5 ms,
 * the longer it takes the more seldom, so that asking does not become the load.
 */
final class Paced {
    private static final long FIRST_PAUSE = 5_000_000;

    /** So many ask at one time; who waits for a turn measures that, too. */
    private static final Semaphore ASKING = new Semaphore(8, true);

    /**
     * Milliseconds from the acknowledgement of a message until the API answered with it, what asking takes included.
     *
     * @param lateMillis how far the senders fell behind the pace at worst
     */
    record Latencies(int messages, double p50, double p95, double p99, double max, double perSecond, double lateMillis) {
        static Latencies of(double[] sorted, double seconds, double lateMillis) {
            return new Latencies(
                    sorted.length, percentile(sorted, 50), percentile(sorted, 95), percentile(sorted, 99),
                    sorted[sorted.length - 1], sorted.length / seconds, lateMillis);
        }

        private static double percentile(double[] sorted, int percent) {
            return sorted[(int) Math.ceil(percent / 100.0 * sorted.length) - 1];
        }
    }

    private record Due(Mails.Mail mail, long at) {}

    private Paced() {}

    static Latencies send(List<Mails.Mail> mails, int perSecond, int smtpPort, String mailbox, Api api) {
        var begin = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(200);
        var dues = new ArrayList<Due>();
        for (var mail : mails) {
            dues.add(new Due(mail, begin + dues.size() * (1_000_000_000L / perSecond)));
        }
        var latencies = new ConcurrentLinkedQueue<Double>();
        var late = new ConcurrentLinkedQueue<Long>();
        var failures = new ConcurrentLinkedQueue<RuntimeException>();
        try (var watchers = Executors.newVirtualThreadPerTaskExecutor()) {
            Workers.each(MailBench.SENDERS, dues, worker -> {
                var sender = new SmtpSender(smtpPort, mailbox);
                return new Workers.Work<>() {
                    @Override
                    public void take(Due due) throws IOException, InterruptedException {
                        TimeUnit.NANOSECONDS.sleep(due.at() - System.nanoTime());
                        late.add(System.nanoTime() - due.at());
                        sender.send(due.mail());
                        var accepted = System.nanoTime();
                        watchers.submit(() -> {
                            try {
                                latencies.add(untilVisible(due.mail(), accepted, api) / 1e6);
                            } catch (RuntimeException e) {
                                failures.add(e);
                            }
                            return null;
                        });
                    }

                    @Override
                    public void close() throws IOException {
                        sender.close();
                    }
                };
            });
        }
        var seconds = (System.nanoTime() - begin) / 1e9;
        if (!failures.isEmpty()) {
            throw failures.peek();
        }
        var sorted = latencies.stream().mapToDouble(Double::doubleValue).toArray();
        Arrays.sort(sorted);
        return Latencies.of(sorted, seconds, late.stream().mapToLong(Long::longValue).max().orElse(0) / 1e6);
    }

    private static long untilVisible(Mails.Mail mail, long accepted, Api api) throws InterruptedException {
        while (true) {
            ASKING.acquire();
            boolean there;
            try {
                there = api.messages(mail.messageId()) > 0;
            } finally {
                ASKING.release();
            }
            var taken = System.nanoTime() - accepted;
            if (there) {
                return taken;
            }
            if (taken > Duration.ofSeconds(60).toNanos()) {
                throw new BenchFailed("message " + mail.messageId() + " was not visible after 60 s");
            }
            TimeUnit.NANOSECONDS.sleep(Math.max(FIRST_PAUSE, taken / 10));
        }
    }
}
