package org.centrala.access;

import static org.centrala.platform.postgres.Columns.instant;
import static org.centrala.platform.postgres.Columns.instantOrNull;
import static org.centrala.platform.postgres.Columns.utc;
import static org.centrala.platform.postgres.Columns.uuid;
import static org.centrala.platform.postgres.Columns.uuids;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.centrala.platform.postgres.Rows;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The table of agents, read with their teams. */
@Component
class AgentStore {
    private static final String SELECT = """
            select a.id, a.name, a.email, a.role, a.language, a.theme, a.density, a.signature, a.status, a.created_at,
                   a.last_seen_at,
                   exists (select 1 from agent_code c where c.agent_id = a.id and c.confirmed_at is not null) as code,
                   (select r.second_factor_since is not null from agent_role r where r.id = a.role)
                     and a.status = 'active'
                     and not exists (select 1 from agent_code c
                                     where c.agent_id = a.id and c.confirmed_at is not null)
                     and not exists (select 1 from passkey p where p.agent_id = a.id) as code_missing,
                   exists (select 1 from passkey p where p.agent_id = a.id) as passkey,
                   (select max(l.expires_at) from agent_link l
                    where l.agent_id = a.id and l.used_at is null and l.expires_at > now()) as link_until,
                   array(select m.team_id from team_member m where m.agent_id = a.id order by m.team_id) as teams
            from agent a
            """;

    private final JdbcClient jdbc;

    AgentStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    record Credentials(
            UUID agent, Agent.Status status, @Nullable String password) {}

    List<Agent> list(Agent.@Nullable Status status, @Nullable String afterName, @Nullable UUID afterId, int limit) {
        return jdbc.sql(SELECT + """
                where (cast(:status as text) is null or a.status = :status)
                  and (cast(:name as text) is null or (lower(a.name), a.id) > (:name, cast(:id as uuid)))
                order by lower(a.name), a.id
                limit :limit
                """)
                .param("status", status == null ? null : status.wire())
                .param("name", afterName)
                .param("id", afterId)
                .param("limit", limit)
                .query(AgentStore::agent)
                .list();
    }

    /** The name as the list is sorted by, in the database's own lower case. */
    String sortName(UUID id) {
        return jdbc.sql("select lower(name) from agent where id = ?")
                .param(id)
                .query(String.class)
                .single();
    }

    Optional<Agent> find(UUID id) {
        return jdbc.sql(SELECT + "where a.id = ?")
                .param(id)
                .query(AgentStore::agent)
                .optional();
    }

    Optional<Agent> findByEmail(String email) {
        return jdbc.sql(SELECT + "where a.email = ?")
                .param(email)
                .query(AgentStore::agent)
                .optional();
    }

    /** Holds the row until the end of the transaction, so that the agent's changes and events queue up. */
    boolean lock(UUID id) {
        return jdbc.sql("select id from agent where id = ? for no key update")
                .param(id)
                .query(UUID.class)
                .optional()
                .isPresent();
    }

    /** Holds the rows of all active owners, in a fixed order, and tells who they are. */
    List<UUID> lockActiveOwners() {
        return jdbc.sql("""
                select id from agent where role = 'owner' and status = 'active' order by id for no key update
                """).query(Rows.of(UUID.class)).list();
    }

    boolean hasActiveOwner() {
        return jdbc.sql("select exists (select 1 from agent where role = 'owner' and status = 'active')")
                .query(Boolean.class)
                .single();
    }

    Optional<Credentials> credentials(String email) {
        return jdbc.sql("select id, status, password from agent where email = ?")
                .param(email)
                .query((row, number) -> new Credentials(
                        uuid(row, "id"), Agent.Status.of(row.getString("status")), row.getString("password")))
                .optional();
    }

    Optional<String> password(UUID id) {
        return jdbc.sql("select password from agent where id = ? and password is not null")
                .param(id)
                .query(String.class)
                .optional();
    }

    void insert(Agent agent, @Nullable String password) {
        jdbc.sql("""
                insert into agent (id, name, email, role, status, password, language, created_at)
                values (:id, :name, :email, :role, :status, :password, :language, :at)
                """)
                .param("id", agent.id())
                .param("name", agent.name())
                .param("email", agent.email())
                .param("role", agent.role().id())
                .param("status", agent.status().wire())
                .param("password", password)
                .param("language", agent.language())
                .param("at", utc(agent.createdAt()))
                .update();
    }

    /** Writes every field that can change and answers the place in the agent's stream. */
    long update(Agent agent) {
        return jdbc.sql("""
                update agent
                set name = :name, email = :email, role = :role, status = :status, language = :language, theme = :theme,
                    density = :density, signature = :signature, sequence = sequence + 1
                where id = :id
                returning sequence
                """)
                .param("id", agent.id())
                .param("name", agent.name())
                .param("email", agent.email())
                .param("role", agent.role().id())
                .param("status", agent.status().wire())
                .param("language", agent.language())
                .param("theme", agent.theme())
                .param("density", agent.density())
                .param("signature", agent.signature())
                .query(Long.class)
                .single();
    }

    long next(UUID id) {
        return jdbc.sql("update agent set sequence = sequence + 1 where id = ? returning sequence")
                .param(id)
                .query(Long.class)
                .single();
    }

    long activate(UUID id) {
        return jdbc.sql("update agent set status = 'active', sequence = sequence + 1 where id = ? returning sequence")
                .param(id)
                .query(Long.class)
                .single();
    }

    void rename(UUID id, String name) {
        jdbc.sql("update agent set name = ? where id = ?").param(name).param(id).update();
    }

    long updatePassword(UUID id, String password, Agent.Status status) {
        return jdbc.sql("""
                update agent set password = :password, status = :status, sequence = sequence + 1
                where id = :id
                returning sequence
                """)
                .param("id", id)
                .param("password", password)
                .param("status", status.wire())
                .query(Long.class)
                .single();
    }

    /** Replaces a hash made with older parameters; no change that anyone needs to hear of. */
    void rehash(UUID id, String old, String fresh) {
        jdbc.sql("update agent set password = :fresh where id = :id and password = :old")
                .param("id", id)
                .param("old", old)
                .param("fresh", fresh)
                .update();
    }

    Map<UUID, String> names(Collection<UUID> ids) {
        return jdbc
                .sql("select id, name from agent where id = any(:ids)")
                .param("ids", ids.toArray(UUID[]::new))
                .query((row, number) -> Map.entry(uuid(row, "id"), row.getString("name")))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    List<String> activeNames() {
        return jdbc.sql("select name from agent where status = 'active'")
                .query(Rows.of(String.class))
                .list();
    }

    private static Agent agent(ResultSet row, int number) throws SQLException {
        return new Agent(
                uuid(row, "id"),
                row.getString("name"),
                row.getString("email"),
                Role.of(row.getString("role")),
                row.getString("language"),
                row.getString("theme"),
                row.getString("density"),
                row.getString("signature"),
                Agent.Status.of(row.getString("status")),
                uuids(row, "teams"),
                instant(row, "created_at"),
                instantOrNull(row, "last_seen_at"),
                new Agent.Access(
                        row.getBoolean("code"),
                        row.getBoolean("passkey"),
                        row.getBoolean("code_missing"),
                        instantOrNull(row, "link_until")));
    }
}
