package org.centrala.access;

import static org.centrala.platform.postgres.Columns.instantOrNull;
import static org.centrala.platform.postgres.Columns.utc;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The tables of one-time and recovery codes. */
@Component
class SecondFactorStore {
    private final JdbcClient jdbc;

    SecondFactorStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The encrypted key of somebody's codes, and since when they count. */
    record Key(String secret, @Nullable Instant confirmedAt) {}

    Optional<Key> key(UUID agent) {
        return jdbc.sql("select secret, confirmed_at from agent_code where agent_id = ?")
                .param(agent)
                .query((row, number) -> new Key(row.getString("secret"), instantOrNull(row, "confirmed_at")))
                .optional();
    }

    /** Keeps a key that is still to be confirmed; one in use is never replaced. */
    boolean begin(UUID agent, String secret) {
        return jdbc.sql("""
                insert into agent_code as c (agent_id, secret) values (:agent, :secret)
                on conflict (agent_id) do update set secret = :secret, last_step = 0 where c.confirmed_at is null
                """).param("agent", agent).param("secret", secret).update() == 1;
    }

    boolean confirm(UUID agent, Instant at) {
        return jdbc.sql("update agent_code set confirmed_at = :at where agent_id = :agent and confirmed_at is null")
                        .param("agent", agent)
                        .param("at", utc(at))
                        .update()
                == 1;
    }

    /** Uses the code of a step up: none counts twice, also of two at the same moment. */
    boolean use(UUID agent, long step) {
        return jdbc.sql("update agent_code set last_step = :step where agent_id = :agent and last_step < :step")
                        .param("agent", agent)
                        .param("step", step)
                        .update()
                == 1;
    }

    boolean delete(UUID agent) {
        replaceRecovery(agent, List.of());
        return jdbc.sql("delete from agent_code where agent_id = ? and confirmed_at is not null")
                        .param(agent)
                        .update()
                == 1;
    }

    void replaceRecovery(UUID agent, List<byte[]> hashes) {
        jdbc.sql("delete from recovery_code where agent_id = ?").param(agent).update();
        for (var hash : hashes) {
            jdbc.sql("insert into recovery_code (agent_id, code_hash) values (?, ?)")
                    .param(agent)
                    .param(hash)
                    .update();
        }
    }

    boolean useRecovery(UUID agent, byte[] hash) {
        return jdbc.sql("delete from recovery_code where agent_id = ? and code_hash = ?")
                        .param(agent)
                        .param(hash)
                        .update()
                == 1;
    }

    int recoveryLeft(UUID agent) {
        return jdbc.sql("select count(*) from recovery_code where agent_id = ?")
                .param(agent)
                .query(Integer.class)
                .single();
    }

    boolean hasPasskey(UUID agent) {
        return jdbc.sql("select exists (select 1 from passkey where agent_id = ?)")
                .param(agent)
                .query(Boolean.class)
                .single();
    }

    boolean deletePasskeys(UUID agent) {
        return jdbc.sql("delete from passkey where agent_id = ?").param(agent).update() > 0;
    }

    boolean isRequired(UUID agent) {
        return jdbc.sql("""
                select r.second_factor_since is not null from agent a join agent_role r on r.id = a.role where a.id = ?
                """).param(agent).query(Boolean.class).single();
    }
}
