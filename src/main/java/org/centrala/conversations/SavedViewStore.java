package org.centrala.conversations;

import static org.centrala.platform.postgres.Columns.instant;
import static org.centrala.platform.postgres.Columns.texts;
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
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The saved views, and each agent's order of them. */
@Component
class SavedViewStore {
    private static final String SELECT =
            "select id, title, team_id, owner_id, conditions, sort, columns, sequence, updated_at from saved_view where "
                    + Sharing.VISIBLE;

    private final JdbcClient jdbc;
    private final JsonMapper json;

    SavedViewStore(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    record Row(
            UUID id,
            String title,
            Sharing sharing,
            List<ViewCondition> conditions,
            SavedView.Sort sort,
            List<SavedView.Column> columns,
            long sequence,
            Instant updatedAt) {}

    /** All that a viewer sees, in their order; the number of views is bounded when they are made. */
    List<Row> list(Viewer viewer, boolean managing) {
        return seen(
                        viewer,
                        managing,
                        SELECT
                                + " and deleted_at is null order by array_position((select o.views from saved_view_order o where o.agent_id = :me), id)"
                                + " nulls last, lower(title), id")
                .query(this::row)
                .list();
    }

    Optional<Row> find(Viewer viewer, UUID id) {
        return seen(viewer, true, SELECT + " and id = :id and deleted_at is null")
                .param("id", id)
                .query(this::row)
                .optional();
    }

    /** The same, held until the transaction ends; {@code deleted} finds only what was deleted. */
    Optional<Row> lock(Viewer viewer, UUID id, boolean deleted) {
        return seen(viewer, true, SELECT + " and id = :id and (deleted_at is not null) = :deleted for update")
                .param("id", id)
                .param("deleted", deleted)
                .query(this::row)
                .optional();
    }

    /** How many there are for this owner, or for others than an owner; one at a time counts and adds. */
    long countFor(@Nullable UUID owner) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended(?, 0))")
                .param("centrala.views." + owner)
                .query((row, number) -> true)
                .single();
        return jdbc.sql(
                        "select count(*) from saved_view where owner_id is not distinct from :owner::uuid and deleted_at is null")
                .param("owner", owner)
                .query(Long.class)
                .single();
    }

    void insert(Row row) {
        written(row, """
                insert into saved_view (id, title, team_id, owner_id, conditions, sort, columns, sequence, created_at, updated_at)
                values (:id, :title, :team, :owner, :conditions::jsonb, :sort, :columns, :sequence, :at, :at)
                """);
    }

    void update(Row row) {
        written(row, """
                update saved_view set title = :title, team_id = :team, owner_id = :owner, conditions = :conditions::jsonb,
                  sort = :sort, columns = :columns, sequence = :sequence, updated_at = :at, deleted_at = null
                where id = :id
                """);
    }

    /** Takes it out of sight, and throws away what was taken out before the given moment. */
    void delete(Row row, Instant now, Instant forgotten) {
        jdbc.sql("update saved_view set deleted_at = ?, sequence = ? where id = ?")
                .param(utc(now))
                .param(row.sequence())
                .param(row.id())
                .update();
        jdbc.sql("delete from saved_view where deleted_at < ?")
                .param(utc(forgotten))
                .update();
    }

    void order(UUID agent, List<UUID> views) {
        jdbc.sql("""
                insert into saved_view_order (agent_id, views) values (:agent, :views)
                on conflict (agent_id) do update set views = excluded.views
                """)
                .param("agent", agent)
                .param("views", views.toArray(UUID[]::new))
                .update();
    }

    private JdbcClient.StatementSpec seen(Viewer viewer, boolean managing, String sql) {
        return jdbc.sql(sql.replace(":me", ":me::uuid"))
                .params(Sharing.parameters(viewer, managing && viewer.can(Permission.KNOWLEDGE_MANAGE)));
    }

    private void written(Row row, String sql) {
        jdbc.sql(sql)
                .param("id", row.id())
                .param("title", row.title())
                .param("team", row.sharing().team())
                .param("owner", row.sharing().owner())
                .param("conditions", json.writeValueAsString(row.conditions()))
                .param("sort", row.sort().wire())
                .param(
                        "columns",
                        row.columns().stream().map(SavedView.Column::wire).toArray(String[]::new))
                .param("sequence", row.sequence())
                .param("at", utc(row.updatedAt()))
                .update();
    }

    private Row row(ResultSet row, int number) throws SQLException {
        return new Row(
                uuid(row, "id"),
                row.getString("title"),
                new Sharing(uuidOrNull(row, "team_id"), uuidOrNull(row, "owner_id")),
                json.readValue(row.getString("conditions"), new TypeReference<>() {}),
                SavedView.Sort.of(row.getString("sort")),
                texts(row, "columns").stream().map(SavedView.Column::of).toList(),
                row.getLong("sequence"),
                instant(row, "updated_at"));
    }
}
