package org.centrala.platform.postgres;

import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Whether the database answers; while the embedded one is down, without waiting for it. */
@Component("database")
final class DatabaseHealth implements HealthIndicator {
    private static final int SECONDS = 2;

    private final DatabaseServer server;
    private final DataSource database;

    DatabaseHealth(DatabaseServer server, DataSource database) {
        this.server = server;
        this.database = database;
    }

    @Override
    public Health health() {
        if (!server.healthy()) {
            return Health.down()
                    .withDetail("reason", "PostgreSQL is down or starting")
                    .build();
        }
        try (var connection = database.getConnection()) {
            return connection.isValid(SECONDS)
                    ? Health.up().build()
                    : Health.down()
                            .withDetail("reason", "PostgreSQL does not answer")
                            .build();
        } catch (SQLException e) {
            return Health.down()
                    .withDetail("reason", String.valueOf(e.getMessage()))
                    .build();
        }
    }
}
