package org.centrala.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.jdbc.UncategorizedSQLException;

class ProblemAdviceTests {
    private final ProblemAdvice advice = new ProblemAdvice();

    @Test
    void aFullDiskIsToldApart() {
        var answer =
                advice.database(new UncategorizedSQLException("insert", "", new SQLException("no space", "53100")));

        assertThat(answer.getStatusCode().value()).isEqualTo(507);
        assertThat(answer.getBody()).containsEntry("code", "storage.full");
    }

    @Test
    void aDatabaseThatIsAwayIsWorthAnotherTry() {
        var gone = advice.database(new DataAccessResourceFailureException("", new SQLException("ending", "57P01")));
        var exhausted = advice.database(
                new CannotGetJdbcConnectionException("", new SQLTransientConnectionException("not available")));

        assertThat(gone.getStatusCode().value()).isEqualTo(503);
        assertThat(exhausted.getStatusCode().value()).isEqualTo(503);
        assertThat(exhausted.getBody()).containsEntry("code", "database.unavailable");
    }

    @Test
    void whatNobodyForesawLeaksNothing() {
        var answer = advice.database(new UncategorizedSQLException("q", "", new SQLException("secret", "22000")));

        assertThat(answer.getStatusCode().value()).isEqualTo(500);
        assertThat(answer.getBody()).containsEntry("code", "internal");
        assertThat(String.valueOf(answer.getBody())).doesNotContain("secret");
    }
}
