package org.centrala.platform.postgres;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.centrala.platform.StartRefused;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;
import org.tukaani.xz.XZInputStream;

/** The programs of PostgreSQL, unpacked once from the jar that brings them. */
record PostgresBinaries(Path directory, String version) {
    private static final Pattern VERSION = Pattern.compile("-(\\d+(?:\\.\\d+)*)\\.jar");

    static PostgresBinaries unpackedIn(Path parent) {
        return unpackedIn(parent, System.getProperty("os.name"), System.getProperty("os.arch"));
    }

    /** The programs for some system and processor, as Java names them. */
    static PostgresBinaries unpackedIn(Path parent, String system, String processor) {
        var resource = resource(system, processor);
        var url = resource == null ? null : PostgresBinaries.class.getResource(resource);
        if (resource == null || url == null) {
            throw new StartRefused("this build brings no PostgreSQL for " + system + " on " + processor
                    + ": set CENTRALA_DATABASE_URL to a PostgreSQL 15 or newer of your own");
        }
        var matcher = VERSION.matcher(url.toString());
        var version = "18";
        while (matcher.find()) {
            version = matcher.group(1);
        }
        var directory = parent.resolve("bin-" + version);
        if (!Files.exists(directory)) {
            unpack(resource, parent, directory);
        }
        return new PostgresBinaries(directory, version);
    }

    String major() {
        return version.substring(0, version.indexOf('.') < 0 ? version.length() : version.indexOf('.'));
    }

    String program(String name) {
        return directory.resolve("bin").resolve(name).toString();
    }

    private static @Nullable String resource(String system, String processor) {
        var name = system.toLowerCase(Locale.ROOT);
        var family = name.startsWith("mac") ? "darwin" : name.startsWith("linux") ? "linux" : null;
        var machine = switch (processor) {
            case "amd64", "x86_64" -> "x86_64";
            case "aarch64", "arm64" -> "arm_64";
            default -> null;
        };
        return family == null || machine == null ? null : "/postgres-" + family + "-" + machine + ".txz";
    }

    private static void unpack(String resource, Path parent, Path directory) {
        try {
            var temporary = Files.createTempDirectory(
                    parent,
                    "unpacking-",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
            try (var in = PostgresBinaries.class.getResourceAsStream(resource);
                    var tar = new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(in)))) {
                for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                    unpack(tar, entry, temporary);
                }
            }
            Files.move(temporary, directory, StandardCopyOption.ATOMIC_MOVE);
            removeOthers(parent, directory);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot unpack PostgreSQL into " + directory, e);
        }
    }

    private static void unpack(TarArchiveInputStream tar, TarArchiveEntry entry, Path root) throws IOException {
        var target = root.resolve(entry.getName()).normalize();
        if (!target.startsWith(root)) {
            throw new IOException("the archive of PostgreSQL leaves its directory: " + entry.getName());
        }
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            return;
        }
        Files.createDirectories(target.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
            return;
        }
        Files.copy(tar, target);
        Files.setPosixFilePermissions(
                target, PosixFilePermissions.fromString((entry.getMode() & 0100) != 0 ? "rwxr-xr-x" : "rw-r--r--"));
    }

    private static void removeOthers(Path parent, Path current) throws IOException {
        try (var siblings = Files.list(parent)) {
            for (var sibling : siblings.toList()) {
                var name = sibling.getFileName().toString();
                if (!sibling.equals(current) && (name.startsWith("bin-") || name.startsWith("unpacking-"))) {
                    FileSystemUtils.deleteRecursively(sibling);
                }
            }
        }
    }
}
