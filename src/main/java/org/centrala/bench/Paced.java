package org.centrala.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Sends at an even pace, and notes when the API first answers with each message: a follower waits at {@code GET /events}
 * and asks for every message that it hears of, once. Asking of our own accord, again and again, would become the load.
 */
final class Paced {
    private static final int ASKING = 8;
    private static final Duration LONGEST = Duration.ofSeconds(60);

    /**
     * Milliseconds from the acknowledgement of a message until the API answered with it, what asking takes included.
     *
     * @param lateMillis how far the senders fell behind the pace at worst
     */
    record Latencies(
            int messages, double p50, double p95, double p99, double max, double perSecond, double lateMillis) {
        static Latencies of(double[] sorted, double seconds, double lateMillis) {
            return new Latencies(
                    sorted.length,
                    percentile(sorted, 50),
                    percentile(sorted, 95),
                    percentile(sorted, 99),
                    sorted[sorted.length - 1],
                    sorted.length / seconds,
                    lateMillis);
        }

        private static double percentile(double[] sorted, int percent) {
            return sorted[(int) Math.ceil(percent / 100.0 * sorted.length) - 1];
        }
    }

    private record Due(Mails.Mail mail, long at) {}

    private Paced() {}

    static Latencies send(List<Mails.Mail> mails, int perSecond, int smtpPort, String mailbox, Api api, long position)
            throws InterruptedException {
        var begin = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(200);
        var dues = new ArrayList<Due>();
        for (var mail : mails) {
            dues.add(new Due(mail, begin + dues.size() * (1_000_000_000L / perSecond)));
        }
        var late = new ConcurrentLinkedQueue<Long>();
        var accepted = new ConcurrentHashMap<String, Long>();
        var visible = new ConcurrentHashMap<String, Long>();
        var follower = Thread.ofVirtual().unstarted(() -> follow(api, position, mails.size(), visible));
        follower.start();
        Workers.each(MailBench.SENDERS, dues, worker -> {
            var sender = new SmtpSender(smtpPort, mailbox);
            return new Workers.Work<>() {
                @Override
                public void take(Due due) throws IOException, InterruptedException {
                    TimeUnit.NANOSECONDS.sleep(due.at() - System.nanoTime());
                    late.add(System.nanoTime() - due.at());
                    sender.send(due.mail());
                    accepted.put(due.mail().messageId(), System.nanoTime());
                }

                @Override
                public void close() throws IOException {
                    sender.close();
                }
            };
        });
        follower.join();
        var seconds = (System.nanoTime() - begin) / 1e9;
        var sorted = new double[accepted.size()];
        var count = 0;
        for (var mail : accepted.entrySet()) {
            var seen = visible.get(mail.getKey());
            if (seen == null) {
                throw new BenchFailed(
                        "of " + accepted.size() + " messages " + visible.size() + " became visible within " + LONGEST);
            }
            // A message may be seen before its sender has read the 250: that is no time at all.
            sorted[count++] = Math.max(0, seen - mail.getValue()) / 1e6;
        }
        Arrays.sort(sorted);
        return Latencies.of(
                sorted, seconds, late.stream().mapToLong(Long::longValue).max().orElse(0) / 1e6);
    }

    /** Hears of messages from a position of the log on, until it has got so many of them from the API. */
    private static void follow(Api api, long from, int count, Map<String, Long> visible) {
        var until = System.nanoTime() + LONGEST.toNanos();
        var position = from;
        var asking = new Semaphore(ASKING);
        try (var askers = Executors.newVirtualThreadPerTaskExecutor()) {
            while (visible.size() < count && System.nanoTime() < until) {
                var page = api.get("/events?limit=200&wait=1&after=" + position);
                for (var event : page.get("items")) {
                    if (event.get("kind").asString().equals("message.received")) {
                        var message = event.get("refs").get("message").asString();
                        askers.execute(() -> {
                            asking.acquireUninterruptibly();
                            try {
                                var answer = api.get("/messages/" + message);
                                visible.put(answer.get("messageId").asString(), System.nanoTime());
                            } finally {
                                asking.release();
                            }
                        });
                    }
                }
                position = page.get("next").asLong();
            }
        }
    }
}
