package org.centrala.fields;

import static org.centrala.platform.postgres.Columns.instantOrNull;
import static org.centrala.platform.postgres.Columns.utc;
import static org.centrala.platform.postgres.Columns.uuid;
import static org.centrala.platform.postgres.Columns.uuidOrNull;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The tables of fields and contact reasons; both are short and read whole. */
@Component
class FieldStore {
    private static final TypeReference<List<Choice>> CHOICES = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final JsonMapper json;

    FieldStore(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** Whoever changes the lists does so alone. */
    void lock() {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended('fields', 0))").query(row -> {});
    }

    /** In the order asked, archived ones among them. */
    List<Field> list(Field.Subject subject) {
        return jdbc.sql("""
                select id, subject, key, brand_id, name, type, choices, condition, required, archived_at, sequence
                from field where subject = ? order by place, id
                """).param(subject.wire()).query(this::field).list();
    }

    void insert(Field field, int place, Instant at) {
        write(field, """
                insert into field (id, subject, key, brand_id, name, type, choices, condition, required, place, created_at, updated_at)
                values (:id, :subject, :key, :brand, :name, :type, :choices::jsonb, :condition::jsonb, :required, :place, :at, :at)
                """, place, at);
    }

    void update(Field field, int place, Instant at) {
        write(field, """
                update field set brand_id = :brand, name = :name, choices = :choices::jsonb, condition = :condition::jsonb,
                  required = :required, place = :place, archived_at = :archivedAt::timestamptz, sequence = :sequence,
                  updated_at = :at
                where id = :id
                """, place, at);
    }

    private void write(Field field, String sql, int place, Instant at) {
        var archivedAt = field.archivedAt();
        jdbc.sql(sql)
                .param("id", field.id())
                .param("subject", field.subject().wire())
                .param("key", field.key())
                .param("brand", field.brand())
                .param("name", field.name())
                .param("type", field.type().wire())
                .param("choices", json.writeValueAsString(field.choices()))
                .param("condition", field.condition() == null ? null : json.writeValueAsString(field.condition()))
                .param("required", field.required())
                .param("archivedAt", archivedAt == null ? null : utc(archivedAt))
                .param("sequence", field.sequence())
                .param("place", place)
                .param("at", utc(at))
                .update();
    }

    /** A tree and the id under which the log knows it. */
    record TreeRow(UUID id, ReasonTree tree) {}

    List<TreeRow> trees() {
        return jdbc.sql("select id, brand_id, required, reasons, sequence from reason_tree order by brand_id")
                .query((row, index) -> new TreeRow(
                        uuid(row, "id"),
                        new ReasonTree(
                                uuid(row, "brand_id"),
                                row.getBoolean("required"),
                                json.readValue(row.getString("reasons"), CHOICES),
                                row.getLong("sequence"))))
                .list();
    }

    void put(UUID id, ReasonTree tree, Instant at) {
        jdbc.sql("""
                insert into reason_tree (id, brand_id, required, reasons, sequence, updated_at)
                values (:id, :brand, :required, :reasons::jsonb, :sequence, :at)
                on conflict (brand_id) do update set required = excluded.required, reasons = excluded.reasons,
                  sequence = excluded.sequence, updated_at = excluded.updated_at
                """)
                .param("id", id)
                .param("brand", tree.brand())
                .param("required", tree.required())
                .param("reasons", json.writeValueAsString(tree.reasons()))
                .param("sequence", tree.sequence())
                .param("at", utc(at))
                .update();
    }

    private Field field(ResultSet row, int index) throws SQLException {
        var condition = row.getString("condition");
        return new Field(
                uuid(row, "id"),
                Field.Subject.of(row.getString("subject")),
                row.getString("key"),
                uuidOrNull(row, "brand_id"),
                row.getString("name"),
                Field.Type.of(row.getString("type")),
                json.readValue(row.getString("choices"), CHOICES),
                condition == null ? null : condition(condition),
                row.getBoolean("required"),
                instantOrNull(row, "archived_at"),
                row.getLong("sequence"));
    }

    private Field.@Nullable Condition condition(String written) {
        return json.readValue(written, Field.Condition.class);
    }
}
