package org.centrala.customers;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.centrala.platform.Actor;
import org.centrala.platform.postgres.Rows;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The tables of imports, and what only their undo does to customers. */
@Component
class ImportStore {
    private final JdbcClient jdbc;

    ImportStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    record Import(
            UUID id,
            String fileName,
            int created,
            int updated,
            Instant at,
            @Nullable Instant undoneAt) {}

    record Done(UUID customer, int line, boolean created, long sequence, List<UUID> points, List<String> filled) {}

    void insert(Import one, Actor by) {
        jdbc.sql("""
                insert into customer_import (id, file_name, actor_kind, actor_id, created, updated, at)
                values (:id, :file, :kind, :actor, :created, :updated, :at)
                """)
                .param("id", one.id())
                .param("file", one.fileName())
                .param("kind", by.kind().wire())
                .param("actor", by.id())
                .param("created", one.created())
                .param("updated", one.updated())
                .param("at", one.at().atOffset(ZoneOffset.UTC))
                .update();
    }

    void insert(UUID id, Done done) {
        jdbc.sql("""
                insert into customer_import_row (import_id, customer_id, line, created, sequence, points, filled)
                values (:import, :customer, :line, :created, :sequence, :points, :filled)
                """)
                .param("import", id)
                .param("customer", done.customer())
                .param("line", done.line())
                .param("created", done.created())
                .param("sequence", done.sequence())
                .param("points", done.points().toArray(UUID[]::new))
                .param("filled", done.filled().toArray(String[]::new))
                .update();
    }

    List<Import> newest(int limit) {
        return jdbc.sql("""
                select id, file_name, created, updated, at, undone_at from customer_import order by at desc, id desc limit ?
                """).param(limit).query(Rows.of(Import.class)).list();
    }

    Optional<Import> locked(UUID id) {
        return jdbc.sql("""
                select id, file_name, created, updated, at, undone_at from customer_import where id = ? for update
                """).param(id).query(Import.class).optional();
    }

    List<Done> rows(UUID id) {
        return jdbc.sql("""
                select customer_id, line, created, sequence, points, filled from customer_import_row
                where import_id = ? order by customer_id
                """)
                .param(id)
                .query((row, index) -> new Done(
                        row.getObject(1, UUID.class),
                        row.getInt(2),
                        row.getBoolean(3),
                        row.getLong(4),
                        List.of((UUID[]) row.getArray(5).getArray()),
                        List.of((String[]) row.getArray(6).getArray())))
                .list();
    }

    void undone(UUID id, Instant at) {
        jdbc.sql("update customer_import set undone_at = ? where id = ?")
                .param(at.atOffset(ZoneOffset.UTC))
                .param(id)
                .update();
    }

    /** Takes away somebody to whom nothing has happened since they were made; tells whether that was so. */
    boolean remove(UUID customer, long sequence) {
        var untouched = jdbc.sql("""
                select id from customer c where c.id = :id and c.sequence = :sequence and c.merged_into is null
                  and not exists (select 1 from customer m where m.merged_into = c.id)
                  and not exists (select 1 from customer_inbox i where i.customer_id = c.id)
                for update
                """)
                .param("id", customer)
                .param("sequence", sequence)
                .query(UUID.class)
                .optional();
        if (untouched.isEmpty()) {
            return false;
        }
        jdbc.sql("delete from contact_point where customer_id = ?")
                .param(customer)
                .update();
        jdbc.sql("delete from customer where id = ?").param(customer).update();
        return true;
    }

    /** Empties again what was filled in, unless something has happened to the customer since. */
    boolean empty(Done done, Instant at) {
        var changed = jdbc.sql("""
                update customer set name = case when 'name' = any(:filled) then '' else name end,
                  language = case when 'language' = any(:filled) then null else language end,
                  notes = case when 'notes' = any(:filled) then '' else notes end,
                  sequence = sequence + 1, updated_at = :at
                where id = :id and sequence = :sequence
                """)
                .param("filled", done.filled().toArray(String[]::new))
                .param("at", at.atOffset(ZoneOffset.UTC))
                .param("id", done.customer())
                .param("sequence", done.sequence())
                .update();
        if (changed == 1) {
            jdbc.sql("delete from contact_point where id = any(?)")
                    .param(done.points().toArray(UUID[]::new))
                    .update();
        }
        return changed == 1;
    }
}
