package org.centrala.rules;

import static org.centrala.platform.postgres.Columns.instant;
import static org.centrala.platform.postgres.Columns.utc;
import static org.centrala.platform.postgres.Columns.uuid;
import static org.centrala.platform.postgres.Columns.uuidOrNull;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.centrala.access.Permission;
import org.centrala.access.Sharing;
import org.centrala.access.Viewer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** The table of macros. */
@Component
class MacroStore {
    private static final String SELECT =
            "select id, title, team_id, owner_id, actions, sequence, updated_at from macro where " + Sharing.VISIBLE;

    private final JdbcClient jdbc;
    private final JsonMapper json;

    MacroStore(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    record Row(UUID id, String title, Sharing sharing, Macro.Actions actions, long sequence, Instant updatedAt) {}

    /** The place of a row in the list. */
    record Place(String title, UUID id) {}

    /** By title; {@code usable} leaves out those of teams that the viewer manages only. */
    List<Row> list(Viewer viewer, boolean usable, @Nullable Place after, int limit) {
        var sql = SELECT
                + (after == null ? "" : " and (lower(title), id) > (lower(:title), :id)")
                + " order by lower(title), id limit :limit";
        var query = seen(viewer, !usable, sql).param("limit", limit);
        if (after != null) {
            query = query.param("title", after.title()).param("id", after.id());
        }
        return query.query(this::row).list();
    }

    Optional<Row> find(Viewer viewer, UUID id) {
        return seen(viewer, true, SELECT + " and id = :id")
                .param("id", id)
                .query(this::row)
                .optional();
    }

    /** The same, held until the transaction ends. */
    Optional<Row> lock(Viewer viewer, UUID id) {
        return seen(viewer, true, SELECT + " and id = :id for update")
                .param("id", id)
                .query(this::row)
                .optional();
    }

    void insert(Row row) {
        written(row, """
                insert into macro (id, title, team_id, owner_id, actions, sequence, created_at, updated_at)
                values (:id, :title, :team, :owner, :actions::jsonb, :sequence, :at, :at)
                """);
    }

    void update(Row row) {
        written(row, """
                update macro set title = :title, team_id = :team, owner_id = :owner, actions = :actions::jsonb,
                  sequence = :sequence, updated_at = :at
                where id = :id
                """);
    }

    void delete(UUID id) {
        jdbc.sql("delete from macro where id = ?").param(id).update();
    }

    private JdbcClient.StatementSpec seen(Viewer viewer, boolean managing, String sql) {
        return jdbc.sql(sql).params(Sharing.parameters(viewer, managing && viewer.can(Permission.KNOWLEDGE_MANAGE)));
    }

    private void written(Row row, String sql) {
        jdbc.sql(sql)
                .param("id", row.id())
                .param("title", row.title())
                .param("team", row.sharing().team())
                .param("owner", row.sharing().owner())
                .param("actions", json.writeValueAsString(row.actions()))
                .param("sequence", row.sequence())
                .param("at", utc(row.updatedAt()))
                .update();
    }

    private Row row(ResultSet row, int number) throws SQLException {
        return new Row(
                uuid(row, "id"),
                row.getString("title"),
                new Sharing(uuidOrNull(row, "team_id"), uuidOrNull(row, "owner_id")),
                json.readValue(row.getString("actions"), Macro.Actions.class),
                row.getLong("sequence"),
                instant(row, "updated_at"));
    }
}
