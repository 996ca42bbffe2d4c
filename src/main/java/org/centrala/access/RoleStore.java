package org.centrala.access;

import static org.centrala.platform.postgres.Columns.instantOrNull;
import static org.centrala.platform.postgres.Columns.utc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The table of roles. */
@Component
class RoleStore {
    private static final String SELECT = """
            select r.id, r.name, r.permissions, r.second_factor_since,
                   (select count(*) from agent a where a.role = r.id and a.status <> 'deactivated') as people
            from agent_role r
            """;

    private final JdbcClient jdbc;

    RoleStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    record Row(
            Role role,
            @Nullable String name,
            Set<Permission> permissions,
            @Nullable Instant secondFactorSince,
            long people) {}

    List<Row> list() {
        return jdbc.sql(SELECT + "order by r.created_at, r.id")
                .query(RoleStore::role)
                .list();
    }

    Optional<Row> find(Role role) {
        return jdbc.sql(SELECT + "where r.id = ?")
                .param(role.id())
                .query(RoleStore::role)
                .optional();
    }

    /** Holds the role until the end of the transaction: what it may do stays as it was read. */
    Optional<Row> lock(Role role) {
        jdbc.sql("select id from agent_role where id = ? for no key update")
                .param(role.id())
                .query(String.class)
                .optional();
        return find(role);
    }

    /** Keeps what the role may do as it is until the end of the transaction; others may do the same beside. */
    Optional<Row> hold(Role role) {
        jdbc.sql("select id from agent_role where id = ? for share")
                .param(role.id())
                .query(String.class)
                .optional();
        return find(role);
    }

    void insert(Role role, String name, Collection<Permission> permissions, Instant at) {
        jdbc.sql("insert into agent_role (id, name, permissions, created_at) values (?, ?, ?, ?)")
                .param(role.id())
                .param(name)
                .param(wire(permissions))
                .param(utc(at))
                .update();
    }

    void update(Role role, @Nullable String name, Collection<Permission> permissions, @Nullable Instant since) {
        jdbc.sql("""
                update agent_role
                set name = :name, permissions = case when name is null then null else cast(:permissions as text[]) end,
                    second_factor_since = :since
                where id = :id
                """)
                .param("id", role.id())
                .param("name", name)
                .param("permissions", wire(permissions))
                .param("since", since == null ? null : utc(since))
                .update();
    }

    long next(Role role) {
        return jdbc.sql("update agent_role set sequence = sequence + 1 where id = ? returning sequence")
                .param(role.id())
                .query(Long.class)
                .single();
    }

    void delete(Role role) {
        jdbc.sql("delete from agent_role where id = ?").param(role.id()).update();
    }

    /** What a role may do: the program knows it of the given ones, the row of the others. */
    static Set<Permission> permissions(Role role, ResultSet row, String column) throws SQLException {
        var given = role.permissions();
        if (given.isPresent()) {
            return given.get();
        }
        var permissions = EnumSet.noneOf(Permission.class);
        var array = row.getArray(column);
        if (array != null) {
            Arrays.stream((String[]) array.getArray())
                    .flatMap(Permission::known)
                    .forEach(permissions::add);
        }
        return permissions;
    }

    private static String[] wire(Collection<Permission> permissions) {
        return permissions.stream().sorted().map(Permission::wire).toArray(String[]::new);
    }

    private static Row role(ResultSet row, int number) throws SQLException {
        var role = Role.of(row.getString("id"));
        return new Row(
                role,
                row.getString("name"),
                permissions(role, row, "permissions"),
                instantOrNull(row, "second_factor_since"),
                row.getLong("people"));
    }
}
