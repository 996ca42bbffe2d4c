package org.centrala.platform.postgres;

import java.nio.file.Path;
import org.centrala.platform.DataDirectory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** A process of its own for tests that kill one: commits a row, says so and stays. */
final class PostgresChild {
    public static void main(String[] arguments) throws InterruptedException {
        var postgres = EmbeddedPostgres.start(new DataDirectory(Path.of(arguments[0])));
        var database = JdbcClient.create(
                new DriverManagerDataSource(postgres.jdbcUrl(), postgres.user(), postgres.password()));
        database.sql("create table if not exists kept (it text)").update();
        database.sql("insert into kept (it) values (:it)")
                .param("it", "committed")
                .update();
        System.out.println("committed " + postgres.pid());
        Thread.sleep(600_000);
    }
}
