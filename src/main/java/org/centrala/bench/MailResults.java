package org.centrala.bench;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What one run came to.
 *
 * @param messages sent at full speed
 * @param seconds from the first byte of these until the last one was visible
 * @param cpu milliseconds for one of these, without what rest costs
 * @param idle milliseconds of processor time in a second of rest
 * @param verified messages of the run, each found to have become exactly one
 */
record MailResults(
        Machine machine,
        double loadAtEnd,
        int messages,
        double seconds,
        CpuTime cpu,
        CpuTime idle,
        Paced.Latencies latencies,
        Reference reference,
        int recorded,
        int verified)
        implements Bench.Results {

    static final double MOST_CPU = 3;
    static final double LEAST_PER_SECOND = 300;
    static final double SLOWEST_P95 = 1000;
    static final double LEAST_RATIO = 0.4;

    /** The statements alone: what was timed, what warmed up before, and each distinct statement with its count. */
    record Reference(Replay.Outcome outcome, Replay.Outcome warmUp, Map<String, Integer> statements) {}

    double perSecond() {
        return messages / seconds;
    }

    double referencePerSecond() {
        return recorded / reference.outcome().seconds();
    }

    double ratio() {
        return perSecond() / referencePerSecond();
    }

    @Override
    public String table() {
        var table = new StringBuilder("\nCentrala bench mail\n")
                .append(machine.text())
                .append("\n\n");
        row(table, "", "value", "target", "");
        row(table, "CPU for a message", format("%.2f ms", cpu.total()), "<= 3 ms", verdict(cpu.total() <= MOST_CPU));
        row(table, "  JVM", format("%.2f ms", cpu.jvm()), "", "");
        row(table, "  PostgreSQL", format("%.2f ms", cpu.postgres()), "", "");
        row(
                table,
                "Full speed, " + MailBench.SENDERS + " senders",
                format("%.0f/s", perSecond()),
                ">= 300/s",
                verdict(perSecond() >= LEAST_PER_SECOND));
        row(
                table,
                format("Visible after, at %.0f/s: p95", latencies.perSecond()),
                format("%.0f ms", latencies.p95()),
                "<= 1000 ms",
                verdict(latencies.p95() <= SLOWEST_P95));
        row(table, "  p50", format("%.0f ms", latencies.p50()), "", "");
        row(table, "  p99", format("%.0f ms", latencies.p99()), "", "");
        row(table, "  longest", format("%.0f ms", latencies.max()), "", "");
        row(table, "Statements alone", format("%.0f/s", referencePerSecond()), "", "");
        row(table, "Full speed / statements alone", format("%.2f", ratio()), ">= 0.4", verdict(ratio() >= LEAST_RATIO));
        table.append(format(
                "%nEach of the %d messages of the run was there exactly once.%n"
                        + "At rest: %.0f ms of CPU a second. For a message %.1f statements in %.1f transactions; of %d said again %d failed.%n",
                verified,
                idle.total(),
                (double) reference.outcome().statements() / recorded,
                (double) reference.outcome().transactions() / recorded,
                reference.outcome().statements(),
                reference.outcome().failed()));
        if (machine.loadAtStart() > machine.processors() / 2.0) {
            table.append(format(
                    "The machine was busy with other work (load %.2f at start): expect better when it is not.%n",
                    machine.loadAtStart()));
        }
        return table.toString();
    }

    @Override
    public String json() {
        var root = new LinkedHashMap<String, Object>();
        root.put("benchmark", "mail");
        root.put("at", Instant.now().toString());
        root.put("machine", machine);
        root.put("loadAtEnd", loadAtEnd);
        root.put("cpuMillisPerMessage", Map.of("jvm", cpu.jvm(), "postgres", cpu.postgres(), "total", cpu.total()));
        root.put(
                "idleCpuMillisPerSecond",
                Map.of("jvm", idle.jvm(), "postgres", idle.postgres(), "total", idle.total()));
        root.put(
                "fullSpeed",
                Map.of(
                        "messages",
                        messages,
                        "seconds",
                        seconds,
                        "senders",
                        MailBench.SENDERS,
                        "messagesPerSecond",
                        perSecond()));
        root.put("visibleAfterMillis", latencies);
        var outcome = reference.outcome();
        var alone = new LinkedHashMap<String, Object>();
        alone.put("messages", recorded);
        alone.put("connections", MailBench.CONNECTIONS);
        alone.put("seconds", outcome.seconds());
        alone.put("messagesPerSecond", referencePerSecond());
        alone.put("transactions", outcome.transactions());
        alone.put("statements", outcome.statements());
        alone.put("failures", outcome.failures());
        alone.put("warmUpSeconds", reference.warmUp().seconds());
        alone.put("warmUpFailures", reference.warmUp().failures());
        alone.put(
                "statementList",
                reference.statements().entrySet().stream()
                        .map(entry -> Map.of("sql", entry.getKey(), "count", entry.getValue()))
                        .toList());
        root.put("reference", alone);
        root.put("ratio", ratio());
        root.put("messagesThereExactlyOnce", verified);
        root.put(
                "targets",
                List.of(
                        target("cpuMillisPerMessage.total", "<=", MOST_CPU, cpu.total() <= MOST_CPU),
                        target("fullSpeed.messagesPerSecond", ">=", LEAST_PER_SECOND, perSecond() >= LEAST_PER_SECOND),
                        target("visibleAfterMillis.p95", "<=", SLOWEST_P95, latencies.p95() <= SLOWEST_P95),
                        target("ratio", ">=", LEAST_RATIO, ratio() >= LEAST_RATIO)));
        return JsonMapper.builder()
                        .enable(SerializationFeature.INDENT_OUTPUT)
                        .build()
                        .writeValueAsString(root) + "\n";
    }

    private static Map<String, Object> target(String value, String relation, double bound, boolean met) {
        return Map.of("value", value, "relation", relation, "bound", bound, "met", met);
    }

    private static void row(StringBuilder table, String name, String value, String target, String verdict) {
        table.append(format("%-34s %12s   %-11s %s", name, value, target, verdict)
                        .stripTrailing())
                .append('\n');
    }

    private static String verdict(boolean met) {
        return met ? "met" : "MISSED";
    }

    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
