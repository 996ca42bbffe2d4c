package org.centrala.bench;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.centrala.bench.StatementLog.Statement;
import org.centrala.bench.StatementLog.Transaction;
import org.centrala.platform.postgres.DatabaseServer;

/** Says recorded transactions to a database again, from plain connections that share one queue in recorded order. */
final class Replay implements AutoCloseable {
    private static final int LONGEST_COMPLAINT = 300;

    /**
     * How it went.
     *
     * @param statements said, without begin and commit
     * @param failures statements that failed, by what the database said
     */
    record Outcome(double seconds, int transactions, int statements, Map<String, Integer> failures) {
        int failed() {
            return failures.values().stream().mapToInt(Integer::intValue).sum();
        }
    }

    private record Sql(String text, int[] parameters) {}

    private final List<Connection> connections = new ArrayList<>();
    private final Map<String, Sql> translated = new ConcurrentHashMap<>();

    Replay(DatabaseServer database, int connections) throws SQLException {
        for (var index = 0; index < connections; index++) {
            this.connections.add(DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password()));
        }
    }

    Outcome run(List<Transaction> transactions) throws InterruptedException {
        var next = new AtomicInteger();
        var failures = new ConcurrentHashMap<String, Integer>();
        var began = System.nanoTime();
        var workers = connections.stream()
                .map(connection -> Thread.ofPlatform().start(() -> {
                    for (var index = next.getAndIncrement();
                            index < transactions.size();
                            index = next.getAndIncrement()) {
                        run(transactions.get(index), connection, failures);
                    }
                }))
                .toList();
        for (var worker : workers) {
            worker.join();
        }
        return new Outcome(
                (System.nanoTime() - began) / 1e9,
                transactions.size(),
                transactions.stream()
                        .mapToInt(transaction -> transaction.statements().size())
                        .sum(),
                failures);
    }

    private void run(Transaction transaction, Connection connection, Map<String, Integer> failures) {
        try {
            connection.setAutoCommit(!transaction.explicit());
            var complaint = "";
            try {
                for (var statement : transaction.statements()) {
                    complaint = shorten(statement.sql());
                    execute(statement, connection);
                }
                if (transaction.explicit()) {
                    complaint = "commit";
                    if (transaction.committed()) {
                        connection.commit();
                    } else {
                        connection.rollback();
                    }
                }
            } catch (SQLException e) {
                failures.merge(
                        String.valueOf(e.getMessage()).lines().findFirst().orElse("") + " in: " + complaint,
                        1,
                        Integer::sum);
                if (transaction.explicit()) {
                    connection.rollback();
                }
            }
        } catch (SQLException e) {
            throw new BenchFailed("the reference lost its connection", e);
        }
    }

    private void execute(Statement statement, Connection connection) throws SQLException {
        var sql = translated.computeIfAbsent(statement.sql(), Replay::translate);
        try (var prepared = connection.prepareStatement(sql.text())) {
            for (var index = 0; index < sql.parameters().length; index++) {
                bind(prepared, index + 1, statement, sql.parameters()[index]);
            }
            prepared.execute();
        }
    }

    /** As text without a type: the server infers it, as it did for the application. */
    private static void bind(PreparedStatement prepared, int index, Statement statement, int parameter)
            throws SQLException {
        var value = statement.parameters().get(parameter - 1);
        if (value == null) {
            prepared.setNull(index, Types.OTHER);
        } else {
            prepared.setObject(index, value, Types.OTHER);
        }
    }

    /** Turns the numbered parameters of PostgreSQL into the question marks of JDBC. */
    private static Sql translate(String sql) {
        var text = new StringBuilder();
        var parameters = new ArrayList<Integer>();
        var quote = '\0';
        for (var at = 0; at < sql.length(); at++) {
            var c = sql.charAt(at);
            if (quote != '\0') {
                quote = c == quote ? '\0' : quote;
                text.append(c);
            } else if (c == '\'' || c == '"') {
                quote = c;
                text.append(c);
            } else if (c == '?') {
                text.append("??");
            } else if (c == '$' && at + 1 < sql.length() && Character.isDigit(sql.charAt(at + 1))) {
                var end = at + 1;
                while (end < sql.length() && Character.isDigit(sql.charAt(end))) {
                    end++;
                }
                parameters.add(Integer.parseInt(sql, at + 1, end, 10));
                text.append('?');
                at = end - 1;
            } else {
                text.append(c);
            }
        }
        return new Sql(
                text.toString(), parameters.stream().mapToInt(Integer::intValue).toArray());
    }

    private static String shorten(String sql) {
        var line = sql.replaceAll("\\s+", " ");
        return line.length() <= LONGEST_COMPLAINT ? line : line.substring(0, LONGEST_COMPLAINT) + " …";
    }

    @Override
    public void close() throws SQLException {
        for (var connection : connections) {
            connection.close();
        }
    }
}
