package org.centrala.platform.postgres;

import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationVersion;

/** The one history of migrations over all modules. */
public final class Migrations {
    private Migrations() {}

    /** Brings a database to the newest state that this build knows. */
    public static void migrate(DataSource database) {
        of(database, MigrationVersion.LATEST).migrate();
    }

    /** Brings a database to an earlier state, or as far as this build knows the way. */
    public static void migrateTo(DataSource database, String version) {
        of(database, MigrationVersion.fromVersion(version)).migrate();
    }

    /** The newest state that a database has reached. */
    public static String version(DataSource database) {
        var current = of(database, MigrationVersion.LATEST).info().current();
        return current == null ? "0" : current.getVersion().getVersion();
    }

    private static Flyway of(DataSource database, MigrationVersion target) {
        return Flyway.configure()
                .dataSource(database)
                .locations("classpath:db/migration")
                .target(target)
                .configuration(Map.of("flyway.postgresql.transactional.lock", "false"))
                .load();
    }
}
