package org.centrala.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** What the numbers were measured on. */
record Machine(
        int processors,
        String model,
        double memoryGigabytes,
        String system,
        String fileSystem,
        String java,
        String postgres,
        double loadAtStart) {
    private static final double BUSY = 0.1;

    static Machine here(Path directory, String postgres, double load) throws IOException {
        var system = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return new Machine(
                Runtime.getRuntime().availableProcessors(),
                field("/proc/cpuinfo", "model name"),
                Math.round(system.getTotalMemorySize() / 1e8) / 10.0,
                System.getProperty("os.name") + " " + System.getProperty("os.version"),
                Files.getFileStore(directory).type(),
                System.getProperty("java.vendor.version", System.getProperty("java.vendor")) + " (" + Runtime.version()
                        + ")",
                postgres,
                load);
    }

    /** The load average of the last minute. */
    static double load() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }

    /** Waits, a minute at most, until the machine has next to nothing else to do: a build may just have ended. */
    static void awaitRest() throws InterruptedException {
        var system = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        for (var look = 0; look < 60; look++) {
            system.getCpuLoad(); // since the last look
            Thread.sleep(1000);
            if (system.getCpuLoad() < BUSY) {
                return;
            }
        }
    }

    String text() {
        return String.format(
                Locale.ROOT,
                "%d × %s, %.1f GB, %s, %s%n%s, PostgreSQL %s, load average %.2f at start",
                processors,
                model,
                memoryGigabytes,
                system,
                fileSystem,
                java,
                postgres,
                loadAtStart);
    }

    private static String field(String file, String name) throws IOException {
        try (var lines = Files.lines(Path.of(file))) {
            return lines.filter(line -> line.startsWith(name))
                    .findFirst()
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .orElse(System.getProperty("os.arch"));
        }
    }
}
