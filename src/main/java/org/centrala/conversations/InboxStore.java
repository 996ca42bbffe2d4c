package org.centrala.conversations;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.centrala.platform.postgres.Rows;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The tables of inboxes. */
@Component
class InboxStore {
    private final JdbcClient jdbc;

    InboxStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    record Row(UUID id, String name, UUID brandId, long sequence, int untouchedHours) {}

    List<UUID> ids() {
        return jdbc.sql("select id from inbox").query(Rows.of(UUID.class)).list();
    }

    List<UUID> idsOf(Collection<UUID> teams) {
        return jdbc.sql("select distinct inbox_id from inbox_team where team_id = any(?)")
                .param(teams.toArray(UUID[]::new))
                .query(Rows.of(UUID.class))
                .list();
    }

    List<Inbox> list(UUID[] ids) {
        var teams = teams(ids);
        return jdbc
                .sql(
                        "select id, name, brand_id, sequence, untouched_hours from inbox where id = any(?) order by created_at, id")
                .param(ids)
                .query(Rows.of(Row.class))
                .list()
                .stream()
                .map(row -> new Inbox(
                        row.id(),
                        row.name(),
                        row.brandId(),
                        teams.getOrDefault(row.id(), List.of()),
                        row.untouchedHours()))
                .toList();
    }

    Optional<Row> lock(UUID id) {
        return jdbc.sql("select id, name, brand_id, sequence, untouched_hours from inbox where id = ? for update")
                .param(id)
                .query(Row.class)
                .optional();
    }

    Optional<UUID> first() {
        return jdbc.sql("select id from inbox order by created_at, id limit 1")
                .query(UUID.class)
                .optional();
    }

    Optional<UUID> brandOf(UUID id) {
        return jdbc.sql("select brand_id from inbox where id = ?")
                .param(id)
                .query(UUID.class)
                .optional();
    }

    List<UUID> idsOfBrand(UUID brand) {
        return jdbc.sql("select id from inbox where brand_id = ?")
                .param(brand)
                .query(Rows.of(UUID.class))
                .list();
    }

    /** What is in an inbox is of its brand. */
    void rebrand(UUID id, UUID brand) {
        jdbc.sql("update conversation set brand_id = :brand where inbox_id = :inbox and brand_id <> :brand")
                .param("brand", brand)
                .param("inbox", id)
                .update();
    }

    void insert(UUID id, String name, UUID brand, Instant at) {
        jdbc.sql("insert into inbox (id, name, brand_id, created_at) values (?, ?, ?, ?)")
                .param(id)
                .param(name)
                .param(brand)
                .param(at.atOffset(ZoneOffset.UTC))
                .update();
    }

    void update(UUID id, String name, UUID brand, int untouchedHours, long sequence) {
        jdbc.sql("update inbox set name = ?, brand_id = ?, untouched_hours = ?, sequence = ? where id = ?")
                .param(name)
                .param(brand)
                .param(untouchedHours)
                .param(sequence)
                .param(id)
                .update();
    }

    void setTeams(UUID inbox, Collection<UUID> teams) {
        var array = teams.toArray(UUID[]::new);
        jdbc.sql("delete from inbox_team where inbox_id = ? and not (team_id = any(?))")
                .param(inbox)
                .param(array)
                .update();
        jdbc.sql("insert into inbox_team (inbox_id, team_id) select ?, unnest(?::uuid[]) on conflict do nothing")
                .param(inbox)
                .param(array)
                .update();
    }

    /** Keeps whoever else makes the first inbox waiting. */
    void lockSeeding() {
        jdbc.sql("select pg_advisory_xact_lock(hashtext('inbox.seed'))").query(row -> {});
    }

    private Map<UUID, List<UUID>> teams(UUID[] inboxes) {
        var teams = new HashMap<UUID, List<UUID>>();
        jdbc.sql("select inbox_id, team_id from inbox_team where inbox_id = any(?) order by team_id")
                .param(inboxes)
                .query(row -> {
                    teams.computeIfAbsent(row.getObject(1, UUID.class), id -> new ArrayList<>())
                            .add(row.getObject(2, UUID.class));
                });
        return teams;
    }
}
