package org.centrala.platform.files;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;
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

    private static final int BUFFER = 64 * 1024;

    private final Path root;

    Files(DataDirectory dataDirectory) {
        this.root = dataDirectory.path().resolve("files");
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
                if (java.nio.file.Files.exists(target)) {
                    return hash;
                }
                var directory = Objects.requireNonNull(target.getParent());
                java.nio.file.Files.createDirectories(directory);
                java.nio.file.Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
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

    private Path place(String hash) {
        if (!hash.matches("[0-9a-f]{64}")) {
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
