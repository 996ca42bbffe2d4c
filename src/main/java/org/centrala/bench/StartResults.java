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
 * @param starts seconds from the command until /health answers 200, of second and later starts
 * @param stops seconds from SIGTERM until everything has ended
 * @param idle what an empty installation holds at rest
 * @param conversations in the demo shop
 * @param seeding seconds that setting up the demo shop takes by itself
 * @param demoStart seconds of a first start with it
 */
record StartResults(
        Machine machine,
        List<Double> starts,
        List<Double> stops,
        Memory idle,
        int conversations,
        double seeding,
        double demoStart)
        implements Bench.Results {

    static final double SLOWEST_START = 8;
    static final double SLOWEST_STOP = 15;
    static final double MOST_MEMORY = 450;

    StartResults {
        starts = List.copyOf(starts);
        stops = List.copyOf(stops);
    }

    static double median(List<Double> values) {
        var sorted = values.stream().sorted().toList();
        return sorted.get(sorted.size() / 2);
    }

    @Override
    public String table() {
        var table = new StringBuilder("\nCentrala bench start\n")
                .append(machine.text())
                .append("\n\n");
        row(table, "", "value", "target", "");
        row(
                table,
                "Second start until /health (median)",
                format("%.1f s", median(starts)),
                "<= 8 s",
                verdict(median(starts) <= SLOWEST_START));
        row(table, "  each", each(starts), "", "");
        row(
                table,
                "SIGTERM until all has ended (median)",
                format("%.1f s", median(stops)),
                "<= 15 s",
                verdict(median(stops) <= SLOWEST_STOP));
        row(table, "  each", each(stops), "", "");
        row(
                table,
                format("Memory (PSS) after %d s of rest", StartBench.IDLE.toSeconds()),
                format("%.0f MB", idle.total()),
                "<= 450 MB",
                verdict(idle.total() <= MOST_MEMORY));
        row(table, "  JVM", format("%.0f MB", idle.jvm()), "", "");
        row(table, "  PostgreSQL", format("%.0f MB", idle.postgres()), "", "");
        row(table, format("Demo shop, %d conversations", conversations), format("%.1f s", seeding), "", "");
        row(table, "  first start with it", format("%.1f s", demoStart), "", "");
        if (machine.loadAtStart() > machine.processors() / 2.0) {
            table.append(format(
                    "%nThe machine was busy with other work (load %.2f at start): expect better when it is not.%n",
                    machine.loadAtStart()));
        }
        return table.toString();
    }

    @Override
    public String json() {
        var root = new LinkedHashMap<String, Object>();
        root.put("benchmark", "start");
        root.put("at", Instant.now().toString());
        root.put("machine", machine);
        root.put("startSeconds", Map.of("each", starts, "median", median(starts)));
        root.put("stopSeconds", Map.of("each", stops, "median", median(stops)));
        root.put("idlePssMegabytes", Map.of("jvm", idle.jvm(), "postgres", idle.postgres(), "total", idle.total()));
        root.put(
                "demo",
                Map.of("conversations", conversations, "seedingSeconds", seeding, "firstStartSeconds", demoStart));
        root.put(
                "targets",
                List.of(
                        target("startSeconds.median", SLOWEST_START, median(starts)),
                        target("stopSeconds.median", SLOWEST_STOP, median(stops)),
                        target("idlePssMegabytes.total", MOST_MEMORY, idle.total())));
        return JsonMapper.builder()
                        .enable(SerializationFeature.INDENT_OUTPUT)
                        .build()
                        .writeValueAsString(root) + "\n";
    }

    private static Map<String, Object> target(String value, double bound, double measured) {
        return Map.of("value", value, "relation", "<=", "bound", bound, "met", measured <= bound);
    }

    private static void row(StringBuilder table, String name, String value, String target, String verdict) {
        table.append(format("%-38s %16s   %-11s %s", name, value, target, verdict)
                        .stripTrailing())
                .append('\n');
    }

    private static String each(List<Double> values) {
        return String.join(
                ", ", values.stream().map(value -> format("%.1f", value)).toList());
    }

    private static String verdict(boolean met) {
        return met ? "met" : "MISSED";
    }

    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
