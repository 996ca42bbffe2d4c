package org.centrala.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.TransactionSystemException;

class OutageTests {

    @Test
    void aDiskIsFullWhereverItIsSaid() {
        assertThat(Outage.diskFull(new IOException("No space left on device"))).isTrue();
        assertThat(Outage.diskFull(new UncheckedIOException(
                        "not kept", new FileSystemException("/data/files", null, "No space left on device"))))
                .isTrue();
        assertThat(Outage.diskFull(new IllegalStateException(new SQLException("could not extend file", "53100"))))
                .isTrue();
        assertThat(Outage.diskFull(new FileNotFoundException("data/files"))).isFalse();
    }

    @Test
    void aDatabaseThatIsAwayPassesAndAWrongStatementDoesNot() {
        assertThat(Outage.is(new SQLException("the database system is in recovery mode", "57P03")))
                .isTrue();
        assertThat(Outage.is(new SQLTransientConnectionException("timed out after 10000 ms")))
                .isTrue();
        assertThat(Outage.is(new IllegalStateException(new SQLException("deadlock", "40P01"))))
                .isTrue();
        assertThat(Outage.is(new TransactionSystemException("JDBC rollback failed", new SQLException("closed"))))
                .isTrue();
        assertThat(Outage.is(new SQLException("value too long", "22001"))).isFalse();
        assertThat(Outage.is(new IllegalArgumentException())).isFalse();
    }
}
