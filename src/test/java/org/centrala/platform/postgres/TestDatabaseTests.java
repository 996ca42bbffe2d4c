package org.centrala.platform.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class TestDatabaseTests {

    @Test
    void everyFreshDatabaseIsItsOwn() {
        var first = JdbcClient.create(TestDatabase.fresh());
        var second = JdbcClient.create(TestDatabase.fresh());

        first.sql("create table seen (it text)").update();

        assertThat(second.sql("select to_regclass('seen') is null")
                        .query(Boolean.class)
                        .single())
                .isTrue();
    }

    @Test
    void aFreshDatabaseIsMigrated() {
        var database = JdbcClient.create(TestDatabase.fresh());

        assertThat(database.sql("select count(*) from installation")
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
    }
}
