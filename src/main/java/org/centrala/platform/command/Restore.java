package org.centrala.platform.command;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestInputStream;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.centrala.platform.CentralaSettings;
import org.centrala.platform.DataDirectory;
import org.centrala.platform.Ids;
import org.centrala.platform.StartRefused;
import org.centrala.platform.postgres.Migrations;
import org.springframework.util.FileSystemUtils;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Puts a backup into an empty place. It is read through and checked before anything is written; the schema is made as it
 * was then, filled in one transaction, and then brought to today's. A new epoch tells everything that remembers positions
 * outside of the database to begin anew.
 */
final class Restore {
    private final CentralaSettings settings;

    Restore(CentralaSettings settings) {
        this.settings = settings;
    }

    BackupManifest read(Path file) {
        try (var zip = new ZipFile(file.toFile())) {
            var manifest = manifest(zip);
            verify(zip, manifest);
            var existed = Files.exists(settings.dataDir());
            var directory = new DataDirectory(settings.dataDir());
            refuseOccupied(directory);
            try (var installation = Installation.held(directory, settings)) {
                fill(installation, zip, manifest);
            } catch (IOException | SQLException | RuntimeException e) {
                clear(existed);
                throw e;
            }
            return manifest;
        } catch (IOException e) {
            throw new StartRefused("the backup " + file + " cannot be read: " + e.getMessage());
        } catch (SQLException e) {
            throw new StartRefused("the database does not take the backup: " + e.getMessage());
        }
    }

    private static BackupManifest manifest(ZipFile zip) throws IOException {
        var entry = zip.getEntry(BackupManifest.NAME);
        if (entry == null) {
            throw new IOException("it is not a complete backup of Centrala");
        }
        try (var in = zip.getInputStream(entry)) {
            var manifest = JsonMapper.shared().readValue(in, BackupManifest.class);
            if (manifest.format() != BackupManifest.FORMAT) {
                throw new IOException("its format " + manifest.format() + " is not known to this version");
            }
            return manifest;
        } catch (JacksonException e) {
            throw new IOException("its manifest is damaged");
        }
    }

    private static void verify(ZipFile zip, BackupManifest manifest) throws IOException {
        var named = new HashSet<String>();
        for (var entry : manifest.entries()) {
            named.add(entry.name());
            var digest = Backup.sha256();
            try (var in = new DigestInputStream(open(zip, entry.name()), digest)) {
                in.transferTo(OutputStream.nullOutputStream());
            }
            if (!HexFormat.of().formatHex(digest.digest()).equals(entry.sha256())) {
                throw new IOException(entry.name() + " is damaged");
            }
        }
        for (var table : manifest.tables()) {
            if (!named.contains(table.entry())) {
                throw new IOException(table.entry() + " is missing");
            }
        }
    }

    private static void refuseOccupied(DataDirectory directory) throws IOException {
        try (var content = Files.list(directory.path())) {
            if (content.anyMatch(path -> !path.getFileName().toString().equals("lock"))) {
                directory.close();
                throw new StartRefused("a backup is restored into an empty data directory only, and " + directory.path()
                        + " is not empty: name another one with --data-dir");
            }
        }
    }

    private static void fill(Installation installation, ZipFile zip, BackupManifest manifest)
            throws IOException, SQLException {
        try (var connection = installation.database().getConnection()) {
            if (!new BackupStore(connection).isEmpty()) {
                throw new StartRefused("a backup is restored into an empty database only, and this one has tables");
            }
        }
        Migrations.migrateTo(installation.database(), manifest.migration());
        if (!Migrations.version(installation.database()).equals(manifest.migration())) {
            throw new StartRefused("the backup was made by a newer version of Centrala: restore it with that one");
        }
        writeFiles(installation.path(), zip, manifest);
        try (var connection = installation.database().getConnection()) {
            var store = new BackupStore(connection);
            store.begin();
            var foreignKeys = store.clearForLoading(manifest.tables());
            for (var table : manifest.tables()) {
                try (var in = open(zip, table.entry())) {
                    var rows = store.copyIn(table, in);
                    if (rows != table.rows()) {
                        throw new IOException(table.name() + " has " + rows + " rows instead of " + table.rows());
                    }
                }
            }
            store.finishLoading(manifest.tables(), manifest.sequences(), foreignKeys);
            store.beginEpoch(Ids.next());
            store.commit();
        }
        Migrations.migrate(installation.database());
    }

    private static void writeFiles(Path directory, ZipFile zip, BackupManifest manifest) throws IOException {
        for (var entry : manifest.entries()) {
            if (entry.name().startsWith("tables/")) {
                continue;
            }
            var target = directory.resolve(entry.name()).normalize();
            if (!target.startsWith(directory)) {
                throw new IOException(entry.name() + " leaves the data directory");
            }
            Files.createDirectories(target.getParent());
            try (var in = open(zip, entry.name())) {
                Files.copy(in, target);
            }
            Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rw-------"));
        }
    }

    private static InputStream open(ZipFile zip, String name) throws IOException {
        ZipEntry entry = zip.getEntry(name);
        if (entry == null) {
            throw new IOException(name + " is missing");
        }
        return new BufferedInputStream(zip.getInputStream(entry), 1 << 16);
    }

    /** The directory was empty before, and is so again. */
    private void clear(boolean existed) throws IOException {
        var directory = settings.dataDir();
        if (!existed) {
            FileSystemUtils.deleteRecursively(directory);
            return;
        }
        try (var content = Files.list(directory)) {
            for (var path : content.toList()) {
                FileSystemUtils.deleteRecursively(path);
            }
        }
    }
}
