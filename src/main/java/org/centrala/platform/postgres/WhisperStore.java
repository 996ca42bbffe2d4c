package org.centrala.platform.postgres;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The database's {@code notify} and {@code listen}. */
@Component
class WhisperStore {
    private final DataSource database;
    private final JdbcClient jdbc;

    WhisperStore(DataSource database, JdbcClient jdbc) {
        this.database = database;
        this.jdbc = jdbc;
    }

    void say(String channel, String word) {
        jdbc.sql("select pg_notify(?, ?)").param(channel).param(word).query(row -> {});
    }

    /** Listens on a connection of its own, as long as it is wanted. */
    void hear(
            Collection<String> channels,
            Duration longestWait,
            BooleanSupplier wanted,
            BiConsumer<String, String> listener)
            throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            for (var channel : channels) {
                statement.execute("listen " + channel);
            }
            var heard = connection.unwrap(PGConnection.class);
            while (wanted.getAsBoolean()) {
                for (var word : heard.getNotifications((int) longestWait.toMillis())) {
                    listener.accept(word.getName(), word.getParameter());
                }
            }
            statement.execute("unlisten *"); // the pool gives the connection to somebody else
        }
    }
}
