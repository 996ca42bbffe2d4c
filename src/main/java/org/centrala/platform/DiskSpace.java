package org.centrala.platform;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * How much room the data directory has. While it is low, doors refuse new work for the time being, so that what was
 * taken already can still be finished.
 */
@Component
public final class DiskSpace {
    private static final Logger log = LoggerFactory.getLogger(DiskSpace.class);
    private static final Duration KEEP = Duration.ofSeconds(1);

    private final DataDirectory directory;
    private final Clock clock;
    private final long minimum;

    private volatile Reading last = new Reading(Instant.MIN, Long.MAX_VALUE);

    private record Reading(Instant at, long free) {}

    public DiskSpace(CentralaSettings settings, DataDirectory directory, Clock clock, MeterRegistry metrics) {
        this.directory = directory;
        this.clock = clock;
        this.minimum = settings.minimumFreeSpace();
        Gauge.builder("centrala.disk.free", this, DiskSpace::free)
                .baseUnit("bytes")
                .description("Room in the data directory")
                .register(metrics);
        Gauge.builder("centrala.disk.low", this, space -> space.low() ? 1 : 0)
                .description("1 while new mail is refused for lack of room")
                .register(metrics);
    }

    public boolean low() {
        return free() < minimum;
    }

    public long free() {
        var now = clock.instant();
        var reading = last;
        if (reading.at().isBefore(now.minus(KEEP))) {
            var fresh = new Reading(now, usable());
            if (fresh.free() < minimum && reading.free() >= minimum) {
                log.error(
                        "The disk of {} is almost full ({} MB free): new mail is refused until there is room",
                        directory.path(),
                        fresh.free() >> 20);
            }
            last = fresh;
            return fresh.free();
        }
        return reading.free();
    }

    private long usable() {
        try {
            FileStore store = Files.getFileStore(directory.path());
            return store.getUsableSpace();
        } catch (IOException e) {
            log.warn("The free space of {} cannot be told: {}", directory.path(), e.getMessage());
            return Long.MAX_VALUE;
        }
    }
}
