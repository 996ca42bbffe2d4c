package org.centrala.channels.email.trust;

import java.util.List;
import javax.sql.DataSource;
import org.centrala.platform.postgres.Rows;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Which domains our mailboxes have, for doctor, who has a database and nothing else. */
final class OwnDomainStore {
    private final JdbcClient jdbc;

    OwnDomainStore(DataSource database) {
        this.jdbc = JdbcClient.create(database);
    }

    /** A domain by one of its addresses, with the server that sends its mail; empty when there is none. */
    record Place(String address, String host) {}

    List<Place> places() {
        return jdbc.sql("""
                select distinct on (split_part(address, '@', 2)) address, coalesce(smtp_host, '') as host
                from mailbox where deleted_at is null order by split_part(address, '@', 2), created_at
                """).query(Rows.of(Place.class)).list();
    }
}
