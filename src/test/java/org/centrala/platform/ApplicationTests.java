package org.centrala.platform;

import static org.assertj.core.api.Assertions.assertThat;

import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@CentralaTest
class ApplicationTests {

    @Test
    void theWholeApplicationStartsOnAFreshDatabase(@Autowired DataSource database) {
        var epochs = JdbcClient.create(database)
                .sql("select count(*) from installation")
                .query(Long.class);

        assertThat(epochs.single()).isEqualTo(1);
    }
}
