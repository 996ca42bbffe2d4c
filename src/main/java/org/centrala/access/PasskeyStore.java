package org.centrala.access;

import static org.centrala.platform.postgres.Columns.instant;
import static org.centrala.platform.postgres.Columns.instantOrNull;
import static org.centrala.platform.postgres.Columns.utc;
import static org.centrala.platform.postgres.Columns.uuid;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The tables of passkeys and of the challenges that wait. */
@Component
class PasskeyStore {
    private static final String SELECT = """
            select id, agent_id, credential_id, credential, rp_id, counter, synced, name, created_at, last_used_at
            from passkey
            """;

    private final JdbcClient jdbc;

    PasskeyStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    record Row(
            UUID id,
            UUID agent,
            byte[] credentialId,
            byte[] credential,
            String host,
            long counter,
            boolean synced,
            String name,
            Instant createdAt,
            @Nullable Instant lastUsedAt) {}

    void expect(byte[] challengeHash, @Nullable UUID agent, Instant now, Instant expiresAt) {
        jdbc.sql("delete from passkey_challenge where expires_at < ?")
                .param(utc(now))
                .update();
        jdbc.sql("insert into passkey_challenge (challenge_hash, agent_id, expires_at) values (?, ?, ?)")
                .param(challengeHash)
                .param(agent)
                .param(utc(expiresAt))
                .update();
    }

    /** Takes a challenge that was made for this agent, or for nobody yet; of two answers at once one gets it. */
    boolean take(byte[] challengeHash, @Nullable UUID agent, Instant now) {
        return jdbc.sql("""
                delete from passkey_challenge
                where challenge_hash = :hash and agent_id is not distinct from cast(:agent as uuid) and expires_at > :now
                """)
                        .param("hash", challengeHash)
                        .param("agent", agent)
                        .param("now", utc(now))
                        .update()
                == 1;
    }

    List<Row> list(UUID agent) {
        return jdbc.sql(SELECT + "where agent_id = ? order by created_at, id")
                .param(agent)
                .query(PasskeyStore::row)
                .list();
    }

    Optional<Row> find(byte[] credentialId) {
        return jdbc.sql(SELECT + "where credential_id = ?")
                .param(credentialId)
                .query(PasskeyStore::row)
                .optional();
    }

    void insert(Row row) {
        jdbc.sql("""
                insert into passkey (id, agent_id, credential_id, credential, rp_id, counter, synced, name, created_at)
                values (:id, :agent, :credentialId, :credential, :host, :counter, :synced, :name, :at)
                """)
                .param("id", row.id())
                .param("agent", row.agent())
                .param("credentialId", row.credentialId())
                .param("credential", row.credential())
                .param("host", row.host())
                .param("counter", row.counter())
                .param("synced", row.synced())
                .param("name", row.name())
                .param("at", utc(row.createdAt()))
                .update();
    }

    void used(UUID id, long counter, Instant at) {
        jdbc.sql("update passkey set counter = :counter, last_used_at = :at where id = :id")
                .param("id", id)
                .param("counter", counter)
                .param("at", utc(at))
                .update();
    }

    boolean delete(UUID agent, UUID id) {
        return jdbc.sql("delete from passkey where agent_id = ? and id = ?")
                        .param(agent)
                        .param(id)
                        .update()
                == 1;
    }

    private static Row row(ResultSet row, int number) throws SQLException {
        return new Row(
                uuid(row, "id"),
                uuid(row, "agent_id"),
                row.getBytes("credential_id"),
                row.getBytes("credential"),
                row.getString("rp_id"),
                row.getLong("counter"),
                row.getBoolean("synced"),
                row.getString("name"),
                instant(row, "created_at"),
                instantOrNull(row, "last_used_at"));
    }
}
