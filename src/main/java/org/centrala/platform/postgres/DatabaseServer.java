package org.centrala.platform.postgres;

import org.centrala.platform.CentralaSettings;
import org.centrala.platform.DataDirectory;

/** The PostgreSQL that this process works with: its own or somebody else's. */
public sealed interface DatabaseServer extends AutoCloseable permits EmbeddedPostgres, ExternalPostgres {

    /** Starts the embedded server, or takes the external one that the settings name. */
    static DatabaseServer of(CentralaSettings settings, DataDirectory directory) {
        return settings.databaseUrl() == null ? EmbeddedPostgres.start(directory) : external(settings.databaseUrl());
    }

    /** A PostgreSQL 15 or newer at an address; refused when it does not answer or is older. */
    static DatabaseServer external(String url) {
        var server = ExternalPostgres.at(url);
        server.refuseTooOld();
        return server;
    }

    String jdbcUrl();

    String user();

    String password();

    /** Whether work can be done now; false while the embedded server is down or starting again. */
    boolean healthy();

    @Override
    void close();
}
