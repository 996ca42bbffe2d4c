package org.centrala.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** The one directory of this installation, held by this process alone until it ends. */
@Component
public final class DataDirectory implements AutoCloseable {
    private static final Set<PosixFilePermission> PRIVATE_FILE =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    private final Path path;
    private final FileChannel lock;

    @Autowired
    DataDirectory(CentralaSettings settings) {
        this(settings.dataDir());
    }

    public DataDirectory(Path path) {
        this.path = path.toAbsolutePath().normalize();
        try {
            if (!Files.exists(this.path)) {
                Files.createDirectories(this.path);
                Files.setPosixFilePermissions(this.path, PosixFilePermissions.fromString("rwx------"));
            }
            lock = FileChannel.open(this.path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new StartRefused("the data directory " + this.path + " cannot be written: " + reason(e));
        }
        try {
            if (lock.tryLock() == null) {
                throw inUse();
            }
        } catch (OverlappingFileLockException e) {
            throw inUse();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private DataDirectory(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    /** The directory of an installation that another process holds, for a command that works beside it. */
    public static DataDirectory besideItsHolder(Path path) {
        var absolute = path.toAbsolutePath().normalize();
        try {
            return new DataDirectory(absolute, FileChannel.open(absolute.resolve("lock"), StandardOpenOption.WRITE));
        } catch (IOException e) {
            throw new StartRefused("the data directory " + absolute + " cannot be read: " + reason(e));
        }
    }

    public Path path() {
        return path;
    }

    public Path resolve(String name) {
        return path.resolve(name);
    }

    /** Writes a file that only the owner of the process may read, whole or not at all. */
    public void writePrivately(String name, byte[] content) {
        var target = path.resolve(name);
        try {
            var temporary =
                    Files.createTempFile(path, name, ".new", PosixFilePermissions.asFileAttribute(PRIVATE_FILE));
            try (var channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
                var buffer = ByteBuffer.wrap(content);
                while (buffer.hasRemaining()) {
                    channel.write(buffer);
                }
                channel.force(true);
            }
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + target, e);
        }
    }

    /** Who works here, for what several nodes share: the same after every restart. */
    public synchronized UUID node() {
        var file = path.resolve("node");
        try {
            if (!Files.exists(file)) {
                writePrivately("node", (UUID.randomUUID() + "\n").getBytes(StandardCharsets.US_ASCII));
            }
            return UUID.fromString(Files.readString(file).strip());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        } catch (IllegalArgumentException e) {
            throw new StartRefused(file + " holds no id: delete it, it is made anew");
        }
    }

    /** Lets another process have the directory. */
    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private StartRefused inUse() {
        return new StartRefused("the data directory " + path + " is in use by another Centrala process");
    }

    private static String reason(IOException e) {
        return e.getClass().getSimpleName() + (e.getMessage() == null ? "" : " " + e.getMessage());
    }
}
