package org.centrala.platform.reading;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import org.centrala.platform.DataDirectory;
import org.centrala.platform.reading.FileText.Reason;
import org.centrala.platform.reading.FileText.Unreadable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Reads the words out of files, one at a time, in a process that has little memory, little time, no network and no
 * secrets. It is started when there is something to read, and ended when there has been nothing for a while.
 */
@Component
public class FileTexts implements DisposableBean {
    /** So many characters of a file are kept. */
    public static final int MOST_CHARACTERS = 100_000;

    private static final Reader.Limits LIMITS =
            new Reader.Limits(Duration.ofSeconds(20), Duration.ofMinutes(2), MOST_CHARACTERS);
    private static final Duration IDLE = Duration.ofMinutes(1);
    /** What a library does not give back is given back by the end of its process. */
    private static final int MOST_FILES = 200;

    private static final Logger log = LoggerFactory.getLogger(FileTexts.class);

    private final Path directory;
    private final Reader.Limits limits;
    private final Clock clock;
    private volatile @Nullable Reader reader;
    private volatile boolean stopping;
    private Instant used = Instant.EPOCH;
    private int files;

    @Autowired
    FileTexts(DataDirectory directory, Clock clock) {
        this(directory.resolve("reading"), LIMITS, clock);
    }

    FileTexts(Path directory, Reader.Limits limits, Clock clock) {
        this.directory = directory;
        this.limits = limits;
        this.clock = clock;
    }

    /** The words of a file, or why it has none; never anything else, whatever the file is. */
    public synchronized FileText read(String fileName, byte[] file) {
        try {
            var open = reader;
            if (open == null || !open.alive() || files >= MOST_FILES) {
                close();
                Files.createDirectories(directory);
                open = new Reader(directory, limits);
                reader = open;
                files = 0;
            }
            files++;
            var text = open.read(fileName, file);
            used = clock.instant();
            if (stopping) {
                throw new IllegalStateException("the reader of files was stopped");
            }
            if (text instanceof Unreadable(var reason) && (reason == Reason.CRASHED || reason == Reason.TOO_SLOW)) {
                close();
            }
            return text;
        } catch (IOException cannotStart) {
            throw new UncheckedIOException("no process can be started to read files", cannotStart);
        }
    }

    /** Ends the process when it has had nothing to do for a while. */
    public synchronized void rest() {
        if (reader != null && used.plus(IDLE).isBefore(clock.instant())) {
            close();
        }
    }

    private void close() {
        end();
        if (Files.exists(directory)) {
            try (var left = Files.walk(directory)) {
                for (var path : left.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(path);
                }
            } catch (IOException | UncheckedIOException busy) {
                log.debug("The directory of the reader stays for now: {}", busy.toString());
            }
        }
    }

    private void end() {
        var open = reader;
        if (open != null) {
            open.close();
            reader = null;
        }
    }

    /** Does not wait for a file that is being read: it is read after the next start. */
    @Override
    public void destroy() {
        stopping = true;
        end();
        synchronized (this) {
            close();
        }
    }
}
