package org.centrala.access;

import static org.centrala.platform.postgres.Columns.instant;
import static org.centrala.platform.postgres.Columns.utc;
import static org.centrala.platform.postgres.Columns.uuid;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The table of one-time links. */
@Component
class LinkStore {
    private final JdbcClient jdbc;

    LinkStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    record Link(UUID agent, Instant expiresAt, boolean used) {}

    Optional<Link> find(byte[] tokenHash) {
        return jdbc.sql("select agent_id, expires_at, used_at is not null as used from agent_link where token_hash = ?")
                .param(tokenHash)
                .query((row, number) ->
                        new Link(uuid(row, "agent_id"), instant(row, "expires_at"), row.getBoolean("used")))
                .optional();
    }

    /** Takes the link for oneself: of two at once, one gets it. */
    Optional<UUID> use(byte[] tokenHash, Instant now) {
        return jdbc.sql("""
                update agent_link set used_at = :now
                where token_hash = :hash and used_at is null and expires_at > :now
                returning agent_id
                """)
                .param("hash", tokenHash)
                .param("now", utc(now))
                .query(UUID.class)
                .optional();
    }

    void insert(byte[] tokenHash, UUID agent, Instant now, Instant expiresAt) {
        jdbc.sql("insert into agent_link (token_hash, agent_id, created_at, expires_at) values (?, ?, ?, ?)")
                .param(tokenHash)
                .param(agent)
                .param(utc(now))
                .param(utc(expiresAt))
                .update();
    }

    /** Takes back the links that nobody has used; answers whether one of them was still good. */
    boolean deleteUnused(UUID agent) {
        return jdbc.sql("delete from agent_link where agent_id = ? and used_at is null")
                        .param(agent)
                        .update()
                > 0;
    }

    void deleteExpired(Instant before) {
        jdbc.sql("delete from agent_link where expires_at < ?")
                .param(utc(before))
                .update();
    }
}
