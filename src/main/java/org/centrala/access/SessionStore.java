package org.centrala.access;

import static org.centrala.platform.postgres.Columns.instant;
import static org.centrala.platform.postgres.Columns.utc;
import static org.centrala.platform.postgres.Columns.uuid;
import static org.centrala.platform.postgres.Columns.uuids;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.centrala.platform.postgres.Rows;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The table of sessions, and who an agent is at this moment. */
@Component
class SessionStore {
    private final JdbcClient jdbc;

    SessionStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Whoever holds a session, as they are now; {@code enrolling} while they have to set up a second factor first. */
    record Holder(UUID agent, Role role, Set<Permission> permissions, Set<UUID> teams, boolean enrolling) {}

    record Current(UUID session, Instant lastSeenAt, Holder holder) {}

    record Row(UUID id, Instant createdAt, Instant lastSeenAt, String ip, String userAgent) {}

    /** The session of a token with its agent's rights, unless either is over. */
    Optional<Current> current(byte[] tokenHash, Instant createdAfter, Instant seenAfter) {
        return jdbc.sql("""
                select s.id as session_id, s.last_seen_at, a.id, a.role, r.permissions,
                       array(select m.team_id from team_member m where m.agent_id = a.id) as teams,
                       s.way in ('password', 'provider') and s.created_at >= r.second_factor_since
                         and not exists (select 1 from agent_code c
                                         where c.agent_id = a.id and c.confirmed_at is not null)
                         and not exists (select 1 from passkey p where p.agent_id = a.id) as enrolling
                from agent_session s join agent a on a.id = s.agent_id join agent_role r on r.id = a.role
                where s.token_hash = :hash and s.created_at > :created and s.last_seen_at > :seen
                  and a.status = 'active'
                """)
                .param("hash", tokenHash)
                .param("created", utc(createdAfter))
                .param("seen", utc(seenAfter))
                .query((row, number) -> new Current(uuid(row, "session_id"), instant(row, "last_seen_at"), holder(row)))
                .optional();
    }

    /** The rights of an active agent, of one session of theirs when that is given and not over. */
    Optional<Holder> holder(UUID agent, @Nullable UUID session, Instant createdAfter, Instant seenAfter) {
        return jdbc.sql("""
                select a.id, a.role, r.permissions,
                       array(select m.team_id from team_member m where m.agent_id = a.id) as teams, false as enrolling
                from agent a join agent_role r on r.id = a.role
                where a.id = :agent and a.status = 'active'
                  and (cast(:session as uuid) is null
                       or exists (select 1 from agent_session s
                                  where s.id = :session and s.agent_id = a.id
                                    and not coalesce(s.way in ('password', 'provider') and s.created_at >= r.second_factor_since
                                          and not exists (select 1 from agent_code c
                                                          where c.agent_id = a.id and c.confirmed_at is not null)
                                          and not exists (select 1 from passkey p where p.agent_id = a.id), false)
                                    and s.created_at > :created and s.last_seen_at > :seen))
                """)
                .param("agent", agent)
                .param("session", session)
                .param("created", utc(createdAfter))
                .param("seen", utc(seenAfter))
                .query((row, number) -> holder(row))
                .optional();
    }

    /** The rights of every active agent. */
    List<Holder> holders() {
        return jdbc.sql("""
                select a.id, a.role, r.permissions,
                       array(select m.team_id from team_member m where m.agent_id = a.id) as teams, false as enrolling
                from agent a join agent_role r on r.id = a.role
                where a.status = 'active'
                """).query((row, number) -> holder(row)).list();
    }

    void insert(UUID id, byte[] tokenHash, UUID agent, Instant at, String ip, String userAgent, String way) {
        jdbc.sql("""
                insert into agent_session (id, token_hash, agent_id, created_at, last_seen_at, ip, user_agent, way)
                values (:id, :hash, :agent, :at, :at, :ip, :userAgent, :way)
                """)
                .param("id", id)
                .param("hash", tokenHash)
                .param("agent", agent)
                .param("at", utc(at))
                .param("ip", ip)
                .param("userAgent", userAgent)
                .param("way", way)
                .update();
    }

    void upgrade(UUID session) {
        jdbc.sql("update agent_session set way = 'passkey' where id = ? and way in ('password', 'provider')")
                .param(session)
                .update();
    }

    /** Notes that the session and its agent were here; only the first of many at once writes. */
    void touch(UUID session, Instant at, Instant seenBefore, String ip) {
        jdbc.sql("""
                with touched as (
                    update agent_session set last_seen_at = :at, ip = :ip
                    where id = :session and last_seen_at < :before
                    returning agent_id)
                update agent set last_seen_at = :at where id in (select agent_id from touched)
                """)
                .param("session", session)
                .param("at", utc(at))
                .param("before", utc(seenBefore))
                .param("ip", ip)
                .update();
    }

    List<Row> list(UUID agent, Instant createdAfter, Instant seenAfter) {
        return jdbc.sql("""
                select id, created_at, last_seen_at, ip, user_agent
                from agent_session
                where agent_id = :agent and created_at > :created and last_seen_at > :seen
                order by last_seen_at desc, id desc
                limit 200
                """)
                .param("agent", agent)
                .param("created", utc(createdAfter))
                .param("seen", utc(seenAfter))
                .query((row, number) -> new Row(
                        uuid(row, "id"),
                        instant(row, "created_at"),
                        instant(row, "last_seen_at"),
                        row.getString("ip"),
                        row.getString("user_agent")))
                .list();
    }

    Optional<UUID> find(byte[] tokenHash) {
        return jdbc.sql("select id from agent_session where token_hash = ?")
                .param(tokenHash)
                .query(UUID.class)
                .optional();
    }

    /** Ends one session; answers whose it was. */
    Optional<UUID> delete(UUID session) {
        return jdbc.sql("delete from agent_session where id = ? returning agent_id")
                .param(session)
                .query(UUID.class)
                .optional();
    }

    boolean deleteOwn(UUID session, UUID agent) {
        return jdbc.sql("delete from agent_session where id = ? and agent_id = ?")
                        .param(session)
                        .param(agent)
                        .update()
                == 1;
    }

    List<UUID> deleteAllBut(UUID agent, @Nullable UUID kept) {
        return jdbc.sql("""
                delete from agent_session
                where agent_id = :agent and (cast(:kept as uuid) is null or id <> :kept)
                returning id
                """)
                .param("agent", agent)
                .param("kept", kept)
                .query(Rows.of(UUID.class))
                .list();
    }

    void deleteExpired(Instant createdBefore, Instant seenBefore) {
        jdbc.sql("delete from agent_session where created_at <= :created or last_seen_at <= :seen")
                .param("created", utc(createdBefore))
                .param("seen", utc(seenBefore))
                .update();
    }

    private static Holder holder(ResultSet row) throws SQLException {
        var role = Role.of(row.getString("role"));
        return new Holder(
                uuid(row, "id"),
                role,
                RoleStore.permissions(role, row, "permissions"),
                Set.copyOf(uuids(row, "teams")),
                row.getBoolean("enrolling"));
    }
}
