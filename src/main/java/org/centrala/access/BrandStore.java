package org.centrala.access;

import static org.centrala.platform.postgres.Columns.instantOrNull;
import static org.centrala.platform.postgres.Columns.texts;
import static org.centrala.platform.postgres.Columns.utc;
import static org.centrala.platform.postgres.Columns.uuid;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The tables of brands and their logos. */
@Component
class BrandStore {
    private static final String COLUMNS =
            "id, name, language, signature, languages, signatures, accent, logo, archived_at";
    private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final JsonMapper json;

    BrandStore(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    List<Brand> list(@Nullable UUID after, int limit) {
        return jdbc.sql("select " + COLUMNS + """
                 from brand
                where cast(:after as uuid) is null or id > :after
                order by id
                limit :limit
                """)
                .param("after", after)
                .param("limit", limit)
                .query(this::brand)
                .list();
    }

    /** The one that has been used for longest. */
    Optional<Brand> oldest() {
        return jdbc.sql("select " + COLUMNS + " from brand where archived_at is null order by id limit 1")
                .query(this::brand)
                .optional();
    }

    Optional<Brand> find(UUID id) {
        return jdbc.sql("select " + COLUMNS + " from brand where id = ?")
                .param(id)
                .query(this::brand)
                .optional();
    }

    long count() {
        return jdbc.sql("select count(*) from brand").query(Long.class).single();
    }

    void insert(Brand brand, Instant at) {
        jdbc.sql("""
                insert into brand (id, name, language, signature, languages, signatures, accent, created_at)
                values (?, ?, ?, ?, ?, ?::jsonb, ?, ?)
                """)
                .param(brand.id())
                .param(brand.name())
                .param(brand.language())
                .param(brand.signature())
                .param(brand.languages().toArray(String[]::new))
                .param(json.writeValueAsString(brand.signatures()))
                .param(brand.accent())
                .param(utc(at))
                .update();
    }

    /** Counts the brand's stream on, holding its row; empty when there is no such brand. */
    Optional<Long> next(UUID id) {
        return jdbc.sql("update brand set sequence = sequence + 1 where id = ? returning sequence")
                .param(id)
                .query(Long.class)
                .optional();
    }

    void update(Brand brand) {
        jdbc.sql("""
                update brand set name = ?, language = ?, signature = ?, languages = ?, signatures = ?::jsonb, accent = ?,
                  archived_at = ?::timestamptz
                where id = ?
                """)
                .param(brand.name())
                .param(brand.language())
                .param(brand.signature())
                .param(brand.languages().toArray(String[]::new))
                .param(json.writeValueAsString(brand.signatures()))
                .param(brand.accent())
                .param(brand.archivedAt() == null ? null : utc(brand.archivedAt()))
                .param(brand.id())
                .update();
    }

    Optional<byte[]> logo(UUID id) {
        return jdbc.sql("select png from brand_logo where brand_id = ?")
                .param(id)
                .query(byte[].class)
                .optional();
    }

    void setLogo(UUID id, byte[] png, String version) {
        jdbc.sql(
                        "insert into brand_logo (brand_id, png) values (?, ?) on conflict (brand_id) do update set png = excluded.png")
                .param(id)
                .param(png)
                .update();
        jdbc.sql("update brand set logo = ? where id = ?")
                .param(version)
                .param(id)
                .update();
    }

    void removeLogo(UUID id) {
        jdbc.sql("delete from brand_logo where brand_id = ?").param(id).update();
        jdbc.sql("update brand set logo = null where id = ?").param(id).update();
    }

    private Brand brand(ResultSet row, int number) throws SQLException {
        return new Brand(
                uuid(row, "id"),
                row.getString("name"),
                row.getString("language"),
                row.getString("signature"),
                texts(row, "languages"),
                json.readValue(row.getString("signatures"), TEXTS),
                row.getString("accent"),
                row.getString("logo"),
                instantOrNull(row, "archived_at"));
    }
}
