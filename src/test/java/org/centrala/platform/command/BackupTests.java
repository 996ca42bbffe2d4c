package org.centrala.platform.command;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipFile;
import org.centrala.platform.CentralaSettings;
import org.centrala.platform.DataDirectory;
import org.centrala.platform.Secrets;
import org.centrala.platform.StartRefused;
import org.centrala.platform.postgres.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.jdbc.core.simple.JdbcClient;

class BackupTests {
    @TempDir
    Path place;

    @Test
    void aRestoredInstallationHasEveryRowEveryContentAndTheKey() throws IOException {
        var before = settings("before", TestDatabase.freshUrl());
        var secret = fill(before);
        backup(before);

        var after = settings("after", TestDatabase.emptyUrl());
        new Restore(after).read(place.resolve("backup"));

        assertThat(rows(after)).isEqualTo(rows(before)).isNotEmpty();
        assertThat(place.resolve("after/files/ab/content")).hasContent("words");
        try (var directory = new DataDirectory(after.dataDir())) {
            assertThat(new Secrets(directory).decrypt(secret)).isEqualTo("hush");
        }
    }

    @Test
    void aRestoredInstallationIsAnotherOne() throws IOException {
        var before = settings("before", TestDatabase.freshUrl());
        fill(before);
        backup(before);

        var after = settings("after", TestDatabase.emptyUrl());
        new Restore(after).read(place.resolve("backup"));

        assertThat(epoch(after)).isNotEqualTo(epoch(before));
    }

    @Test
    void aBackupMovesToTheEmbeddedDatabase() throws IOException {
        var before = settings("before", TestDatabase.freshUrl());
        fill(before);
        backup(before);

        var after = settings("after", "");
        new Restore(after).read(place.resolve("backup"));

        assertThat(rows(after)).isEqualTo(rows(before));
    }

    @Test
    void aDamagedBackupIsRefusedAndLeavesNothing() throws IOException {
        var before = settings("before", TestDatabase.freshUrl());
        fill(before);
        backup(before);
        damage("secret.key");

        var after = settings("after", TestDatabase.emptyUrl());
        assertThatThrownBy(() -> new Restore(after).read(place.resolve("backup")))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("cannot be read");
        assertThat(place.resolve("after")).doesNotExist();
    }

    @Test
    void aPlaceThatIsNotEmptyIsRefusedAndKept() throws IOException {
        var before = settings("before", TestDatabase.freshUrl());
        fill(before);
        backup(before);

        assertThatThrownBy(() -> new Restore(before).read(place.resolve("backup")))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("is not empty");
        var occupied = settings("elsewhere", before.databaseUrl());
        assertThatThrownBy(() -> new Restore(occupied).read(place.resolve("backup")))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("this one has tables");
        assertThat(place.resolve("before/secret.key")).exists();
        assertThat(rows(before)).isNotEmpty();
    }

    @Test
    void aFileThatExistsIsNotOverwritten() throws IOException {
        var before = settings("before", TestDatabase.freshUrl());
        fill(before);
        Files.writeString(place.resolve("backup"), "mine");

        assertThatThrownBy(() -> backup(before)).hasMessageContaining("exists already");
        assertThat(place.resolve("backup")).hasContent("mine");
    }

    private void backup(CentralaSettings settings) {
        try (var installation = Installation.existing(settings)) {
            new Backup(Clock.systemUTC()).write(installation, place.resolve("backup"));
        }
    }

    /** Returns something encrypted with the key of the directory. */
    private static String fill(CentralaSettings settings) throws IOException {
        String secret;
        try (var directory = new DataDirectory(settings.dataDir())) {
            secret = new Secrets(directory).encrypt("hush");
        }
        var content = Files.createDirectories(settings.dataDir().resolve("files/ab"));
        Files.writeString(content.resolve("content"), "words");
        try (var installation = Installation.existing(settings)) {
            var database = JdbcClient.create(installation.database());
            for (var name : List.of("Ana\tKovač", "line\nbreak", "\\N")) {
                database.sql("insert into log_consumer (name) values (:name)")
                        .param("name", name)
                        .update();
                database.sql("insert into log_dead_letter (consumer, position, error) values (:name, 7, 'x')")
                        .param("name", name)
                        .update();
            }
        }
        return secret;
    }

    /** Every row of every table but the epoch, as text. */
    private static Map<String, List<String>> rows(CentralaSettings settings) {
        try (var installation = Installation.existing(settings)) {
            var database = JdbcClient.create(installation.database());
            var rows = new HashMap<String, List<String>>();
            for (var table : database.sql("select tablename from pg_tables where schemaname = 'public'")
                    .query(String.class)
                    .list()) {
                if (!table.equals("installation") && !table.startsWith("flyway")) {
                    rows.put(
                            table,
                            database.sql("select t::text from " + table + " t order by 1")
                                    .query(String.class)
                                    .list());
                }
            }
            return rows;
        }
    }

    private static String epoch(CentralaSettings settings) {
        try (var installation = Installation.existing(settings)) {
            return JdbcClient.create(installation.database())
                    .sql("select epoch::text from installation")
                    .query(String.class)
                    .single();
        }
    }

    /** Changes a byte of an entry's content. */
    private void damage(String name) throws IOException {
        var file = place.resolve("backup");
        try (var zip = new ZipFile(file.toFile())) {
            assertThat(zip.getEntry(name)).isNotNull();
        }
        var bytes = Files.readAllBytes(file);
        var at = new String(bytes, ISO_8859_1).indexOf(name) + name.length() + 3;
        try (var raw = new RandomAccessFile(file.toFile(), "rw")) {
            raw.seek(at);
            raw.write(bytes[at] ^ 0x55);
        }
    }

    private CentralaSettings settings(String name, String database) {
        return new Binder(new MapConfigurationPropertySource(
                        Map.of("centrala.data-dir", place.resolve(name).toString(), "centrala.database-url", database)))
                .bind("centrala", CentralaSettings.class)
                .get();
    }
}
