package org.centrala.access;

import static org.centrala.platform.postgres.Columns.utc;
import static org.centrala.platform.postgres.Columns.uuid;
import static org.centrala.platform.postgres.Columns.uuids;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.centrala.platform.postgres.Rows;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The tables of teams and who is in them. */
@Component
class TeamStore {
    private static final String SELECT = """
            select t.id, t.name,
                   array(select m.agent_id from team_member m where m.team_id = t.id order by m.agent_id) as members
            from team t
            """;

    private final JdbcClient jdbc;

    TeamStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<Team> list(@Nullable UUID after, int limit) {
        return jdbc.sql(SELECT + """
                where cast(:after as uuid) is null or t.id > :after
                order by t.id
                limit :limit
                """)
                .param("after", after)
                .param("limit", limit)
                .query(TeamStore::team)
                .list();
    }

    Optional<Team> find(UUID id) {
        return jdbc.sql(SELECT + "where t.id = ?")
                .param(id)
                .query(TeamStore::team)
                .optional();
    }

    Map<UUID, String> names(Collection<UUID> ids) {
        var names = new HashMap<UUID, String>();
        jdbc.sql("select id, name from team where id = any(:ids)")
                .param("ids", ids.toArray(UUID[]::new))
                .query(row -> {
                    names.put(row.getObject("id", UUID.class), row.getString("name"));
                });
        return names;
    }

    Set<UUID> existing(Collection<UUID> ids) {
        return jdbc.sql("select id from team where id = any(:ids)")
                .param("ids", ids.toArray(UUID[]::new))
                .query(Rows.of(UUID.class))
                .set();
    }

    Set<UUID> existingAgents(Collection<UUID> ids) {
        return jdbc.sql("select id from agent where id = any(:ids)")
                .param("ids", ids.toArray(UUID[]::new))
                .query(Rows.of(UUID.class))
                .set();
    }

    void insert(UUID id, String name, Instant at) {
        jdbc.sql("insert into team (id, name, created_at) values (?, ?, ?)")
                .param(id)
                .param(name)
                .param(utc(at))
                .update();
    }

    /** Counts the team's stream on, holding its row; empty when there is no such team. */
    Optional<Long> next(UUID id) {
        return jdbc.sql("update team set sequence = sequence + 1 where id = ? returning sequence")
                .param(id)
                .query(Long.class)
                .optional();
    }

    void rename(UUID id, String name) {
        jdbc.sql("update team set name = ? where id = ?").param(name).param(id).update();
    }

    void delete(UUID id) {
        jdbc.sql("delete from team where id = ?").param(id).update();
    }

    boolean join(UUID team, UUID agent) {
        return jdbc.sql("insert into team_member (team_id, agent_id) values (?, ?) on conflict do nothing")
                        .param(team)
                        .param(agent)
                        .update()
                == 1;
    }

    boolean leave(UUID team, UUID agent) {
        return jdbc.sql("delete from team_member where team_id = ? and agent_id = ?")
                        .param(team)
                        .param(agent)
                        .update()
                == 1;
    }

    /** One transaction at a time makes the first team, brand or owner. */
    void lockFirsts() {
        jdbc.sql("select pg_advisory_xact_lock(hashtext('centrala.access.firsts'))")
                .query((row, number) -> true)
                .single();
    }

    private static Team team(ResultSet row, int number) throws SQLException {
        return new Team(uuid(row, "id"), row.getString("name"), uuids(row, "members"));
    }
}
