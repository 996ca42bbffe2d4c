package org.centrala.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Processor time in milliseconds: of the JVM, and of PostgreSQL, that is the server process with its children, those
 * that ended included.
 */
record CpuTime(double jvm, double postgres) {
    private static final double TICK = 1000.0 / ticksPerSecond();

    private record Stat(double own, double ended) {}

    static CpuTime of(long jvm, long postgres) {
        try {
            var server = stat(postgres);
            var children = ProcessHandle.of(postgres).stream()
                    .flatMap(ProcessHandle::children)
                    .mapToDouble(CpuTime::whole)
                    .sum();
            return new CpuTime(stat(jvm).own(), server.own() + server.ended() + children);
        } catch (IOException e) {
            throw new BenchFailed("cannot read the processor times in /proc (Linux only)", e);
        }
    }

    CpuTime since(CpuTime before) {
        return new CpuTime(jvm - before.jvm, postgres - before.postgres);
    }

    CpuTime times(double factor) {
        return new CpuTime(jvm * factor, postgres * factor);
    }

    double total() {
        return jvm + postgres;
    }

    private static double whole(ProcessHandle process) {
        try {
            var stat = stat(process.pid());
            return stat.own() + stat.ended();
        } catch (IOException e) {
            return 0; // ended just now: counted with its parent next time
        }
    }

    /** The fields after the name, which stands in brackets and may itself hold anything. */
    private static Stat stat(long pid) throws IOException {
        var text = Files.readString(Path.of("/proc", String.valueOf(pid), "stat"));
        var fields = text.substring(text.lastIndexOf(')') + 2).split(" ");
        return new Stat(
                TICK * (Long.parseLong(fields[11]) + Long.parseLong(fields[12])),
                TICK * (Long.parseLong(fields[13]) + Long.parseLong(fields[14])));
    }

    private static long ticksPerSecond() {
        try {
            var getconf = new ProcessBuilder("getconf", "CLK_TCK").start();
            return Long.parseLong(
                    new String(getconf.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip());
        } catch (IOException | NumberFormatException e) {
            return 100;
        }
    }
}
