package org.centrala.platform.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

class DatabaseConfigurationTests {
    @Test
    void anErrorOfTheDatabaseTellsNoValueOfARow() {
        var jdbc = new JdbcTemplate(TestDatabase.fresh());
        jdbc.execute("create table word (text text unique)");
        jdbc.update("insert into word values ('my secret illness')");

        var failures = List.of(
                catchThrowable(() -> jdbc.update("insert into word values (?)", "my secret illness")),
                catchThrowable(() -> jdbc.batchUpdate(
                        "insert into word values (?)",
                        List.of(new Object[] {"another secret"}, new Object[] {"my secret illness"}))));

        for (var failure : failures) {
            var told = new StringWriter();
            failure.printStackTrace(new PrintWriter(told));
            assertThat(told.toString()).contains("word").doesNotContain("secret");
        }
    }
}
