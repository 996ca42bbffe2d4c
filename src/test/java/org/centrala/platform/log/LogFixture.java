package org.centrala.platform.log;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.centrala.platform.Actor;
import org.centrala.platform.postgres.TestDatabase;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** One node's view of a log on a real database: its pool, its log, its transactions. */
public final class LogFixture {
    private final DataSource database;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final EventLog log;

    private LogFixture(DataSource database) {
        this.database = database;
        jdbc = JdbcClient.create(database);
        transaction = new TransactionTemplate(new JdbcTransactionManager(database));
        log = new EventLog(
                new EventLogStore(jdbc, new JdbcTemplate(database), JsonMapper.shared()),
                transaction,
                Clock.systemUTC());
    }

    /** The first node on a fresh database. */
    public static LogFixture fresh() {
        return new LogFixture(TestDatabase.fresh());
    }

    /** One more node on the same database, with a stamper of its own. */
    public LogFixture anotherNode() {
        return new LogFixture(database);
    }

    public EventLog log() {
        return log;
    }

    public JdbcClient jdbc() {
        return jdbc;
    }

    public TransactionTemplate transaction() {
        return transaction;
    }

    /** Appends in a transaction of its own. */
    public void append(NewEvent... events) {
        transaction.executeWithoutResult(status -> log.append(events));
    }

    /** Appends {@code count} events to a stream of their own. */
    public UUID appendSome(int count) {
        var stream = UUID.randomUUID();
        transaction.executeWithoutResult(status -> {
            for (var sequence = 1; sequence <= count; sequence++) {
                log.append(event(stream, sequence));
            }
        });
        return stream;
    }

    public static NewEvent event(UUID stream, long sequence) {
        return NewEvent.of("thing", stream, sequence, "thing.changed", Actor.SYSTEM);
    }

    /** The runner of these consumers on this node, with short pauses. */
    LogConsumers consumers(LogConsumer... consumers) {
        return new LogConsumers(
                log,
                new LogConsumerStore(jdbc),
                transaction,
                List.of(consumers),
                new SimpleMeterRegistry(),
                Duration.ofMillis(2));
    }
}
