package org.centrala.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What an application said to PostgreSQL, from the server's own log in JSON (log_statement = all): transactions in the
 * order in which they began, each with its statements and their parameters.
 */
final class StatementLog {
    /** A statement as the driver sent it; parameters as text, null for null. */
    record Statement(String sql, List<@Nullable String> parameters) {}

    /**
     * What belongs together; a statement outside of any transaction is one by itself.
     *
     * @param explicit whether it stood between begin and commit
     * @param committed false when it was rolled back
     */
    record Transaction(List<Statement> statements, boolean explicit, boolean committed) {}

    /** What PostgreSQL settings make it keep such a log in a directory. */
    static List<String> settings(Path directory) {
        return List.of(
                "logging_collector = on",
                "log_destination = 'jsonlog'",
                "log_directory = '" + directory + "'",
                "log_filename = 'statements.log'",
                "log_rotation_age = 0",
                "log_rotation_size = 0",
                "log_statement = 'all'",
                "log_parameter_max_length = -1");
    }

    private static final Pattern LINE = Pattern.compile("(?:statement|execute [^:]*): (.*)", Pattern.DOTALL);

    private final List<Transaction> transactions = new ArrayList<>();
    private final Map<String, List<Statement>> open = new HashMap<>();
    private final Map<String, Integer> places = new HashMap<>();
    private final String application;
    private final String border;
    private final List<Integer> borders = new ArrayList<>();

    /**
     * @param application whose statements count, by the name it gives the server
     * @param border a statement of anybody that divides the log
     */
    private StatementLog(String application, String border) {
        this.application = application;
        this.border = border;
    }

    static StatementLog read(Path directory, String application, String border) {
        var log = new StatementLog(application, border);
        var json = JsonMapper.shared();
        try (var lines = Files.lines(directory.resolve("statements.json"))) {
            lines.forEach(line -> {
                try {
                    log.take(json.readTree(line));
                } catch (JacksonException torn) {
                    throw new BenchFailed(
                            "the statement log has a torn line: " + line.substring(0, Math.min(200, line.length())));
                }
            });
        } catch (IOException e) {
            throw new BenchFailed("cannot read the statement log", e);
        }
        if (log.borders.size() != 2) {
            throw new BenchFailed("the statement log has " + log.borders.size() + " borders instead of 2");
        }
        return log;
    }

    List<Transaction> beforeBorders() {
        return complete(transactions.subList(0, borders.getFirst()));
    }

    List<Transaction> betweenBorders() {
        return complete(transactions.subList(borders.getFirst(), borders.getLast()));
    }

    /** Distinct statements and how often each was said, most frequent first. */
    static Map<String, Integer> counts(List<Transaction> transactions) {
        var counts = new TreeMap<String, Integer>();
        transactions.forEach(transaction -> transaction
                .statements()
                .forEach(statement -> counts.merge(statement.sql().strip().replaceAll("\\s+", " "), 1, Integer::sum)));
        var sorted = new LinkedHashMap<String, Integer>();
        counts.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                .forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
        return sorted;
    }

    private static List<Transaction> complete(List<Transaction> transactions) {
        return transactions.stream()
                .filter(transaction -> !transaction.statements().isEmpty())
                .toList();
    }

    private void take(JsonNode line) {
        var said = LINE.matcher(text(line, "message"));
        if (!"LOG".equals(text(line, "error_severity")) || !said.matches()) {
            return;
        }
        var sql = said.group(1).strip();
        if (sql.equals(border)) {
            borders.add(transactions.size());
            return;
        }
        if (!application.equals(text(line, "application_name")) || sql.isEmpty()) {
            return;
        }
        var session = text(line, "session_id");
        var verb = sql.split("\\W", 2)[0].toLowerCase(Locale.ROOT);
        switch (verb) {
            case "begin" -> {
                open.put(session, new ArrayList<>());
                // Keeps the place in the order of beginnings until its end is known.
                places.put(session, transactions.size());
                transactions.add(new Transaction(List.of(), true, true));
            }
            case "commit", "rollback" -> {
                var statements = open.remove(session);
                var place = places.remove(session);
                if (statements != null && place != null) {
                    transactions.set(place, new Transaction(statements, true, verb.equals("commit")));
                }
            }
            default -> {
                var statement = new Statement(sql, parameters(text(line, "detail")));
                var current = open.get(session);
                if (current != null) {
                    current.add(statement);
                } else {
                    transactions.add(new Transaction(List.of(statement), false, true));
                }
            }
        }
    }

    private static String text(JsonNode line, String field) {
        return line.path(field).asString("");
    }

    /** Reads {@code Parameters: $1 = 'it''s', $2 = NULL}. */
    static List<@Nullable String> parameters(String detail) {
        var values = new ArrayList<@Nullable String>();
        var at = detail.toLowerCase(Locale.ROOT).startsWith("parameters: ") ? "parameters: ".length() : detail.length();
        while (at < detail.length()) {
            at = detail.indexOf(" = ", at) + 3;
            if (detail.charAt(at) != '\'') {
                values.add(null);
                at += "NULL".length();
            } else {
                var value = new StringBuilder();
                for (at++;
                        detail.charAt(at) != '\'' || at + 1 < detail.length() && detail.charAt(at + 1) == '\'';
                        at++) {
                    value.append(detail.charAt(at));
                    if (detail.charAt(at) == '\'') {
                        at++;
                    }
                }
                values.add(value.toString());
                at++;
            }
            at += ", ".length();
        }
        return values;
    }
}
