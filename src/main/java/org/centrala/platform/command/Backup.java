package org.centrala.platform.command;

import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.centrala.platform.StartRefused;
import org.centrala.platform.files.FilesLock;
import org.centrala.platform.postgres.Migrations;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes one installation into one file, also while its server works: the rows of one moment by COPY, then the contents
 * (which never change and are put before the rows that name them), then the key of its secrets, at last the manifest.
 */
final class Backup {
    /** What is kept beside the database. The search index is not: it is built anew from the log. */
    private static final List<String> KEPT = List.of("secret.key", "files");

    private final Clock clock;
    private final List<BackupManifest.Entry> entries = new ArrayList<>();

    Backup(Clock clock) {
        this.clock = clock;
    }

    /** Writes the file, which appears under its name only when it is complete. */
    BackupManifest write(Installation installation, Path file) {
        var target = file.toAbsolutePath().normalize();
        if (Files.exists(target)) {
            throw new StartRefused(target + " exists already: name another file");
        }
        var directory = Objects.requireNonNull(target.getParent());
        if (!Files.isDirectory(directory)) {
            throw new StartRefused("there is no directory " + directory);
        }
        try {
            var temporary = Files.createTempFile(
                    directory,
                    target.getFileName().toString(),
                    ".part",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            try {
                var manifest = writeTo(installation, temporary);
                Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
                return manifest;
            } finally {
                Files.deleteIfExists(temporary);
            }
        } catch (IOException e) {
            throw new StartRefused("the backup could not be written: " + e.getMessage());
        } catch (SQLException e) {
            throw new StartRefused("the database could not be read: " + e.getMessage());
        }
    }

    private BackupManifest writeTo(Installation installation, Path file) throws IOException, SQLException {
        try (var lock = FilesLock.shared(installation.path());
                var channel = FileChannel.open(file, StandardOpenOption.WRITE);
                var zip = new ZipOutputStream(new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16))) {
            var manifest = writeRows(installation, zip);
            for (var kept : KEPT) {
                writeFiles(installation.path(), installation.path().resolve(kept), zip);
            }
            manifest = new BackupManifest(
                    manifest.format(),
                    manifest.createdAt(),
                    manifest.migration(),
                    manifest.postgres(),
                    manifest.tables(),
                    manifest.sequences(),
                    entries);
            zip.putNextEntry(new ZipEntry(BackupManifest.NAME));
            zip.write(JsonMapper.shared().writeValueAsBytes(manifest));
            zip.closeEntry();
            zip.finish();
            zip.flush();
            channel.force(true);
            return manifest;
        }
    }

    private BackupManifest writeRows(Installation installation, ZipOutputStream zip) throws IOException, SQLException {
        try (var connection = installation.database().getConnection()) {
            var store = new BackupStore(connection);
            store.beginSnapshot();
            var tables = new ArrayList<BackupManifest.Table>();
            for (var table : store.tables()) {
                try (var out = entry(zip, table.entry())) {
                    tables.add(new BackupManifest.Table(table.name(), table.columns(), store.copyOut(table, out)));
                }
            }
            var manifest = new BackupManifest(
                    BackupManifest.FORMAT,
                    clock.instant(),
                    Migrations.version(installation.database()),
                    store.serverVersion(),
                    tables,
                    store.sequences(),
                    List.of());
            store.commit();
            return manifest;
        }
    }

    private void writeFiles(Path root, Path start, ZipOutputStream zip) throws IOException {
        if (!Files.exists(start)) {
            return;
        }
        try (var files = Files.walk(start)) {
            for (var file : (Iterable<Path>) files.sorted()::iterator) {
                if (Files.isRegularFile(file) && !file.getFileName().toString().startsWith("new-")) {
                    try (var out = entry(zip, root.relativize(file).toString())) {
                        Files.copy(file, out);
                    }
                }
            }
        }
    }

    /** An entry that, when closed, is noted with its size and checksum. */
    private OutputStream entry(ZipOutputStream zip, String name) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        var digest = sha256();
        return new FilterOutputStream(new DigestOutputStream(zip, digest)) {
            private long size;

            @Override
            public void write(int value) throws IOException {
                out.write(value);
                size++;
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                out.write(bytes, offset, length);
                size += length;
            }

            @Override
            public void close() throws IOException {
                zip.closeEntry();
                entries.add(new BackupManifest.Entry(name, size, HexFormat.of().formatHex(digest.digest())));
            }
        };
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
