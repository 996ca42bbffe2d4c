package org.centrala.platform.postgres;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.centrala.platform.DataDirectory;
import org.centrala.platform.StartRefused;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * Fresh, migrated databases for tests, on one embedded PostgreSQL per JVM. It stays in {@code target/}, and the
 * migrated template with it, until a migration changes.
 */
public final class TestDatabase {
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private TestDatabase() {}

    /** A pool on a new, migrated and otherwise empty database. */
    public static DataSource fresh() {
        return DatabaseConfiguration.pool(freshServer(), 10);
    }

    /** The address of a new, migrated and otherwise empty database, as CENTRALA_DATABASE_URL takes it. */
    public static String freshUrl() {
        var server = freshServer();
        return server.jdbcUrl() + "?user=" + server.user() + "&password=" + server.password();
    }

    /** The address of a new database without anything in it. */
    public static String emptyUrl() {
        var server = create("template0");
        return server.jdbcUrl() + "?user=" + server.user() + "&password=" + server.password();
    }

    private static ExternalPostgres freshServer() {
        return create(Shared.TEMPLATE);
    }

    private static ExternalPostgres create(String template) {
        var name = "test_" + NUMBER.incrementAndGet();
        synchronized (TestDatabase.class) {
            execute("create database " + name + " template " + template);
        }
        return new ExternalPostgres(Shared.SERVER.jdbcUrl(name), Shared.SERVER.user(), Shared.SERVER.password());
    }

    private static void execute(String... statements) {
        try (var connection = DriverManager.getConnection(
                        Shared.SERVER.jdbcUrl("postgres"), Shared.SERVER.user(), Shared.SERVER.password());
                var statement = connection.createStatement()) {
            for (var sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> databases() {
        try (var connection = DriverManager.getConnection(
                        Shared.SERVER.jdbcUrl("postgres"), Shared.SERVER.user(), Shared.SERVER.password());
                var statement = connection.createStatement();
                var rows = statement.executeQuery("select datname from pg_database")) {
            var names = new ArrayList<String>();
            while (rows.next()) {
                names.add(rows.getString(1));
            }
            return names;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class Shared {
        /** Kept as long as the server: what nobody refers to is closed, and lets another run have the directory. */
        static final DataDirectory DIRECTORY = free();

        static final EmbeddedPostgres SERVER = EmbeddedPostgres.start(
                DIRECTORY,
                Map.of(
                        "max_connections", "300",
                        "fsync", "off",
                        "synchronous_commit", "off",
                        "full_page_writes", "off"));
        static final String TEMPLATE = template();

        /** Another test run in the same tree has its own server. */
        private static DataDirectory free() {
            for (var attempt = 1; ; attempt++) {
                try {
                    return new DataDirectory(Path.of("target", "test-postgres-" + attempt));
                } catch (StartRefused e) {
                    if (attempt == 9 || !e.getMessage().contains("in use")) {
                        throw e;
                    }
                }
            }
        }

        private static String template() {
            var template = "template_" + migrations();
            var present = databases();
            present.stream()
                    .filter(name -> name.startsWith("test_") || name.startsWith("template_"))
                    .filter(name -> !name.equals(template))
                    .forEach(name -> execute("drop database " + name + " with (force)"));
            if (!present.contains(template)) {
                execute("drop database if exists migrating", "create database migrating");
                try (var pool = migrating()) {
                    Migrations.migrate(pool);
                }
                execute("alter database migrating rename to " + template);
            }
            return template;
        }

        private static HikariDataSource migrating() {
            return DatabaseConfiguration.pool(
                    new ExternalPostgres(SERVER.jdbcUrl("migrating"), SERVER.user(), SERVER.password()), 3);
        }

        private static String migrations() {
            try {
                var digest = MessageDigest.getInstance("SHA-256");
                var scripts = new PathMatchingResourcePatternResolver().getResources("classpath*:db/migration/**/*.*");
                Arrays.sort(scripts, Comparator.comparing(Resource::getFilename));
                for (var script : scripts) {
                    digest.update(script.getContentAsByteArray());
                }
                return HexFormat.of().formatHex(digest.digest(), 0, 6);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
