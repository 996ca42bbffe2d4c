package org.centrala.platform.postgres;

import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The identity of this installation. */
@Component
public class InstallationStore {
    private final JdbcClient jdbc;

    public InstallationStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Changes with a restore: whoever remembers positions of another epoch remembers another log. */
    public UUID epoch() {
        return jdbc.sql("select epoch from installation").query(UUID.class).single();
    }
}
