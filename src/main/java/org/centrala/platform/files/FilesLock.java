package org.centrala.platform.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * Keeps sweeping and copying apart, also between processes: a backup reads the rows first and the contents later, and
 * what a row named then must still be there.
 */
public final class FilesLock implements AutoCloseable {
    private final FileChannel channel;

    private FilesLock(FileChannel channel) {
        this.channel = channel;
    }

    /** For whoever copies; waits until no sweep is under way. */
    public static FilesLock shared(Path dataDirectory) {
        try {
            var channel = open(dataDirectory);
            channel.lock(0, Long.MAX_VALUE, true);
            return new FilesLock(channel);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** For whoever sweeps; empty while somebody copies. */
    static Optional<FilesLock> exclusive(Path dataDirectory) throws IOException {
        var channel = open(dataDirectory);
        FileLock lock = null;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException copying) {
            // in this very process
        } finally {
            if (lock == null) {
                channel.close();
            }
        }
        return lock == null ? Optional.empty() : Optional.of(new FilesLock(channel));
    }

    private static FileChannel open(Path dataDirectory) throws IOException {
        return FileChannel.open(
                dataDirectory.resolve("files.lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE);
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
