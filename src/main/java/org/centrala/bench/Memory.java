package org.centrala.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Memory in megabytes, what is shared counted in parts (PSS): of the JVM, and of PostgreSQL with all its processes. */
record Memory(double jvm, double postgres) {

    static Memory of(ProcessHandle jvm) {
        return new Memory(
                pss(jvm.pid()),
                jvm.descendants().mapToDouble(process -> pss(process.pid())).sum());
    }

    double total() {
        return jvm + postgres;
    }

    private static double pss(long pid) {
        try (var lines = Files.lines(Path.of("/proc", String.valueOf(pid), "smaps_rollup"))) {
            return lines.filter(line -> line.startsWith("Pss:"))
                    .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1000)
                    .sum();
        } catch (IOException e) {
            throw new BenchFailed("cannot read the memory in /proc (Linux only)", e);
        }
    }
}
