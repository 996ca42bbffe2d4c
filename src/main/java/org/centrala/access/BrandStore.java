package org.centrala.access;

import static org.centrala.platform.postgres.Columns.utc;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.centrala.platform.postgres.Rows;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The table of brands. */
@Component
class BrandStore {
    private final JdbcClient jdbc;

    BrandStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<Brand> list(@Nullable UUID after, int limit) {
        return jdbc.sql("""
                select id, name, language, signature from brand
                where cast(:after as uuid) is null or id > :after
                order by id
                limit :limit
                """)
                .param("after", after)
                .param("limit", limit)
                .query(Rows.of(Brand.class))
                .list();
    }

    Optional<Brand> find(UUID id) {
        return jdbc.sql("select id, name, language, signature from brand where id = ?")
                .param(id)
                .query(Brand.class)
                .optional();
    }

    void insert(Brand brand, Instant at) {
        jdbc.sql("insert into brand (id, name, language, signature, created_at) values (?, ?, ?, ?, ?)")
                .param(brand.id())
                .param(brand.name())
                .param(brand.language())
                .param(brand.signature())
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
        jdbc.sql("update brand set name = ?, language = ?, signature = ? where id = ?")
                .param(brand.name())
                .param(brand.language())
                .param(brand.signature())
                .param(brand.id())
                .update();
    }
}
