package org.centrala.platform.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class RowsTests {
    private static final UUID ID = UUID.fromString("0196b5a0-0000-7000-8000-000000000001");

    private final JdbcClient database = JdbcClient.create(TestDatabase.fresh());

    record Named(UUID id, String firstName) {}

    @Test
    void aRecordIsReadByTheNamesOfItsColumns() {
        assertThat(database.sql("select 'Tina' as first_name, ?::uuid as id")
                        .param(ID)
                        .query(Rows.of(Named.class))
                        .list())
                .containsExactly(new Named(ID, "Tina"));
    }

    @Test
    void theOnlyColumnIsReadAsItIs() {
        assertThat(database.sql("select ?::uuid")
                        .param(ID)
                        .query(Rows.of(UUID.class))
                        .list())
                .containsExactly(ID);
    }

    @Test
    void aColumnThatHasNothingIsRefusedByItsName() {
        var query = database.sql("select null::uuid as team").query(Rows.of(UUID.class));

        assertThatThrownBy(query::list)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("team");
    }
}
