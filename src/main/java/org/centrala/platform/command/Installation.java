package org.centrala.platform.command;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Files;
import java.nio.file.Path;
import org.centrala.platform.CentralaSettings;
import org.centrala.platform.DataDirectory;
import org.centrala.platform.StartRefused;
import org.centrala.platform.postgres.DatabaseConfiguration;
import org.centrala.platform.postgres.DatabaseServer;
import org.centrala.platform.postgres.EmbeddedPostgres;

/**
 * What a command works on: a data directory and its database. While the server runs, its embedded database is shared;
 * otherwise the command holds the directory itself and ends the database with itself.
 */
final class Installation implements AutoCloseable {
    private final DataDirectory directory;
    private final DatabaseServer server;
    private final HikariDataSource database;

    private Installation(DataDirectory directory, DatabaseServer server) {
        this.directory = directory;
        this.server = server;
        this.database = DatabaseConfiguration.pool(server, 2);
    }

    /** Opens one that exists. */
    static Installation existing(CentralaSettings settings) {
        var path = settings.dataDir();
        if (!Files.isDirectory(path)) {
            throw new StartRefused("there is no data directory " + path + ": name it with --data-dir");
        }
        if (settings.databaseUrl() != null) {
            return new Installation(
                    DataDirectory.besideItsHolder(path), DatabaseServer.external(settings.databaseUrl()));
        }
        if (!Files.isDirectory(path.resolve("postgres"))) {
            throw new StartRefused("there is no database in " + path + ": name the data directory with --data-dir");
        }
        var running = EmbeddedPostgres.runningIn(path);
        return running.isPresent()
                ? new Installation(DataDirectory.besideItsHolder(path), running.get())
                : held(new DataDirectory(path), settings);
    }

    /** Takes the directory for this process alone, making it when it is not there. */
    static Installation held(DataDirectory directory, CentralaSettings settings) {
        try {
            return new Installation(directory, DatabaseServer.of(settings, directory));
        } catch (RuntimeException e) {
            directory.close();
            throw e;
        }
    }

    DataDirectory directory() {
        return directory;
    }

    Path path() {
        return directory.path();
    }

    HikariDataSource database() {
        return database;
    }

    DatabaseServer server() {
        return server;
    }

    @Override
    public void close() {
        database.close();
        server.close();
        directory.close();
    }
}
