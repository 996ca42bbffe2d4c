package org.centrala.platform.files;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;
import org.centrala.platform.DataDirectory;
import org.centrala.platform.Ids;
import org.springframework.stereotype.Component;

/**
 * Contents too large for a row, by the hash of what they hold: {@code <data-dir>/files/ab/cdef…} (SHA-256).
 *
 * <p>A content is durable, its directory entry included, before {@link #put} returns, so that a row may name it in the
 * same transaction. Equal contents are one file; nothing is ever changed in place.
 */
@Component
public class Files {
    /** From this size on, in bytes, a content belongs here rather than in a row. */
    public static final int LARGE = 256 * 1024;

    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
    private static final int BUFFER = 64 * 1024;

    private final Path dataDirectory;
    private final Path root;

    /** Held while a content gets its place, or loses it. */
    private final ReentrantLock placing = new ReentrantLock();

    Files(DataDirectory dataDirectory) {
        this.dataDirectory = dataDirectory.path();
        this.root = this.dataDirectory.resolve("files");
    }

    Path dataDirectory() {
        return dataDirectory;
    }

    public String put(byte[] content) {
        return put(new ByteArrayInputStream(content));
    }

    /** Keeps the content and returns its hash, 64 hexadecimal digits. */
    public String put(InputStream content) {
        try {
            java.nio.file.Files.createDirectories(root);
            var temporary = root.resolve("new-" + Ids.next());
            try {
                var hash = write(content, temporary);
                var target = place(hash);
                var directory = Objects.requireNonNull(target.getParent());
                placing.lock();
                try {
                    java.nio.file.Files.createDirectories(directory);
                    // In the place of an equal one, too: its age, by which it would be swept, begins anew.
                    java.nio.file.Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
                } finally {
                    placing.unlock();
                }
                forceDirectory(directory);
                forceDirectory(root);
                return hash;
            } finally {
                java.nio.file.Files.deleteIfExists(temporary);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException("A content could not be kept", failure);
        }
    }

    /** Reads a content; one that is not there is an error, since a row names it. */
    public InputStream open(String hash) {
        try {
            return java.nio.file.Files.newInputStream(place(hash));
        } catch (IOException failure) {
            throw new UncheckedIOException("The content " + hash + " cannot be read", failure);
        }
    }

    public byte[] read(String hash) {
        try (var content = open(hash)) {
            return content.readAllBytes();
        } catch (IOException failure) {
            throw new UncheckedIOException("The content " + hash + " cannot be read", failure);
        }
    }

    /** The hashes of contents that nobody has put since then. */
    List<String> putBefore(Instant then) throws IOException {
        if (!java.nio.file.Files.isDirectory(root)) {
            return List.of();
        }
        try (var paths = java.nio.file.Files.walk(root, 2)) {
            var old = new ArrayList<String>();
            for (var path : (Iterable<Path>) paths::iterator) {
                var hash = root.relativize(path).toString().replace("/", "");
                if (HASH.matcher(hash).matches() && olderThan(path, then)) {
                    old.add(hash);
                }
            }
            return old;
        }
    }

    /** Removes a content unless somebody put it after all since then. */
    boolean removePutBefore(String hash, Instant then) throws IOException {
        var place = place(hash);
        placing.lock();
        try {
            return olderThan(place, then) && java.nio.file.Files.deleteIfExists(place);
        } finally {
            placing.unlock();
        }
    }

    /** Removes what a process left that ended while it was writing. */
    void removeUnfinishedBefore(Instant then) throws IOException {
        if (!java.nio.file.Files.isDirectory(root)) {
            return;
        }
        try (var unfinished = java.nio.file.Files.newDirectoryStream(root, "new-*")) {
            for (var path : unfinished) {
                if (olderThan(path, then)) {
                    java.nio.file.Files.deleteIfExists(path);
                }
            }
        }
    }

    private static boolean olderThan(Path path, Instant then) throws IOException {
        try {
            return java.nio.file.Files.getLastModifiedTime(path).toInstant().isBefore(then);
        } catch (NoSuchFileException gone) {
            return false;
        }
    }

    private Path place(String hash) {
        if (!HASH.matcher(hash).matches()) {
            throw new IllegalArgumentException("Not a content hash");
        }
        return root.resolve(hash.substring(0, 2)).resolve(hash.substring(2));
    }

    private static String write(InputStream content, Path target) throws IOException {
        var digest = sha256();
        try (var in = new DigestInputStream(content, digest);
                var out = FileChannel.open(target, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            var buffer = new byte[BUFFER];
            for (var n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                var bytes = ByteBuffer.wrap(buffer, 0, n);
                while (bytes.hasRemaining()) {
                    out.write(bytes);
                }
            }
            out.force(true);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void forceDirectory(Path directory) throws IOException {
        try (var channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
