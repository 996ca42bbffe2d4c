package org.centrala.platform.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.centrala.platform.DataDirectory;
import org.centrala.platform.StartRefused;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** What the embedded server promises: durable, alone on its directory, back when it dies, gone when we are. */
class EmbeddedPostgresTests {
    @TempDir
    static Path unpacked;

    @TempDir
    Path place;

    /** Unpacks the programs once for all tests here. */
    @BeforeAll
    static void unpack() {
        PostgresBinaries.unpackedIn(unpacked);
    }

    @BeforeEach
    void linkPrograms() throws IOException {
        Files.createDirectory(place.resolve("postgres"));
        try (var programs = Files.list(unpacked)) {
            for (var directory : programs.toList()) {
                Files.createSymbolicLink(place.resolve("postgres").resolve(directory.getFileName()), directory);
            }
        }
    }

    @Test
    void isDurableAndLoopbackOnlyAndAsksForItsPassword() throws IOException {
        try (var directory = new DataDirectory(place);
                var postgres = EmbeddedPostgres.start(directory)) {
            var database = client(postgres);

            assertThat(setting(database, "fsync")).isEqualTo("on");
            assertThat(setting(database, "synchronous_commit")).isEqualTo("on");
            assertThat(setting(database, "full_page_writes")).isEqualTo("on");
            assertThat(setting(database, "data_checksums")).isEqualTo("on");
            assertThat(setting(database, "listen_addresses")).isEqualTo("127.0.0.1");
            assertThat(setting(database, "unix_socket_directories")).isEmpty();
            assertThat(database.sql("select datlocale from pg_database where datname = current_database()")
                            .query(String.class)
                            .single())
                    .isEqualTo("C.UTF-8");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(place.resolve("postgres.password"))))
                    .isEqualTo("rw-------");
            assertThatThrownBy(() -> client(postgres.jdbcUrl(), postgres.user(), "wrong")
                            .sql("select 1")
                            .query(Integer.class)
                            .single())
                    .rootCause()
                    .hasMessageContaining("password authentication failed");
        }
    }

    @Test
    void comesBackOnTheSamePortWithItsDataWhenItIsKilled() {
        try (var directory = new DataDirectory(place);
                var postgres = EmbeddedPostgres.start(directory);
                var pool = DatabaseConfiguration.pool(postgres, 3)) {
            var database = JdbcClient.create(pool);
            database.sql("create table kept (it text)").update();
            database.sql("insert into kept (it) values ('before')").update();
            var killed = postgres.pid();
            var port = postgres.port();

            assertThat(ProcessHandle.of(killed).orElseThrow().destroyForcibly()).isTrue();

            await().atMost(Duration.ofSeconds(20)).until(() -> postgres.healthy() && postgres.pid() != killed);
            assertThat(postgres.port()).isEqualTo(port);
            await().ignoreExceptions()
                    .atMost(Duration.ofSeconds(10))
                    .untilAsserted(() -> assertThat(kept(database)).isEqualTo("before"));
        }
    }

    @Test
    void endsWithTheProcessAndKeepsWhatWasCommittedWhenThatIsKilled() throws Exception {
        var child = child(place);
        var server = awaitCommit(child);

        child.destroyForcibly().waitFor();

        try (var directory = new DataDirectory(place);
                var postgres = EmbeddedPostgres.start(directory)) {
            assertThat(postgres.pid()).isNotEqualTo(server);
            assertThat(ProcessHandle.of(server).map(ProcessHandle::isAlive).orElse(false))
                    .isFalse();
            assertThat(kept(client(postgres))).isEqualTo("committed");
        }
    }

    @Test
    void recoversWhenTheProcessAndTheServerAreKilledTogether() throws Exception {
        var child = child(place);
        var server = awaitCommit(child);

        child.descendants().forEach(ProcessHandle::destroyForcibly);
        child.destroyForcibly().waitFor();
        await().until(() ->
                !ProcessHandle.of(server).map(ProcessHandle::isAlive).orElse(false));

        try (var directory = new DataDirectory(place);
                var postgres = EmbeddedPostgres.start(directory)) {
            assertThat(kept(client(postgres))).isEqualTo("committed");
        }
    }

    @Test
    void aServerThatLostItsShellIsEndedAndStartedAgain() {
        try (var directory = new DataDirectory(place);
                var postgres = EmbeddedPostgres.start(directory)) {
            var server = ProcessHandle.of(postgres.pid()).orElseThrow();

            assertThat(server.parent().orElseThrow().destroyForcibly()).isTrue();

            await().atMost(Duration.ofSeconds(20)).until(() -> postgres.healthy() && postgres.pid() != server.pid());
            assertThat(server.isAlive()).isFalse();
        }
    }

    @Test
    void aSecondProcessOnTheDirectoryIsRefused() throws Exception {
        var child = child(place);
        try {
            awaitCommit(child);

            assertThatThrownBy(() -> new DataDirectory(place))
                    .isInstanceOf(StartRefused.class)
                    .hasMessage("the data directory " + place + " is in use by another Centrala process");
        } finally {
            child.destroy();
            child.waitFor();
        }
    }

    @Test
    void aPidFileWhosePidIsSomebodyElseByNowIsNoObstacle() throws IOException {
        try (var directory = new DataDirectory(place)) {
            EmbeddedPostgres.start(directory).close();
            Files.writeString(
                    place.resolve("postgres/data-18/postmaster.pid"),
                    ProcessHandle.current().pid() + "\n/elsewhere\n1\n5432\n\n127.0.0.1\n 1 1\nready   \n");

            try (var postgres = EmbeddedPostgres.start(directory)) {
                assertThat(postgres.healthy()).isTrue();
            }
        }
    }

    private static Process child(Path place) {
        try {
            return new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx64m",
                            "-XX:TieredStopAtLevel=1",
                            "-cp",
                            System.getProperty("java.class.path"),
                            PostgresChild.class.getName(),
                            place.toString())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the process id of the server. */
    private static long awaitCommit(Process child) throws IOException {
        for (var line = child.inputReader().readLine();
                line != null;
                line = child.inputReader().readLine()) {
            if (line.startsWith("committed ")) {
                return Long.parseLong(line.substring("committed ".length()));
            }
        }
        throw new IllegalStateException("the child ended");
    }

    private static String kept(JdbcClient database) {
        return database.sql("select it from kept").query(String.class).single();
    }

    private static String setting(JdbcClient database, String name) {
        return database.sql("select current_setting(:name)")
                .param("name", name)
                .query(String.class)
                .single();
    }

    private static JdbcClient client(EmbeddedPostgres postgres) {
        return client(postgres.jdbcUrl(), postgres.user(), postgres.password());
    }

    private static JdbcClient client(String url, String user, String password) {
        return JdbcClient.create(new DriverManagerDataSource(url, user, password));
    }
}
