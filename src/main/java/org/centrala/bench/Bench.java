package org.centrala.bench;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** The command {@code ./centrala bench}: measures this machine and prints what came out beside what is promised. */
public final class Bench {
    private static final String USAGE = """
            Usage: ./centrala bench mail [--json FILE] [--messages N]
                   ./centrala bench start [--json FILE]""";

    private Bench() {}

    /** What a run came to, for people and for programs. */
    sealed interface Results permits MailResults, StartResults {
        String table();

        String json();
    }

    /** @param messages how many are sent at full speed */
    private record Options(
            String what, int messages, @Nullable Path json) {}

    public static void main(String[] arguments) throws Exception {
        ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).setLevel(Level.WARN);
        var options = parse(arguments);
        if (options == null) {
            System.err.println(USAGE);
            System.exit(2);
            return;
        }
        try {
            var results = options.what().equals("mail") ? MailBench.run(options.messages()) : StartBench.run();
            System.out.print(results.table());
            if (options.json() != null) {
                write(options.json(), results);
            }
            System.exit(0);
        } catch (BenchFailed failure) {
            System.err.println("bench: " + failure.getMessage());
            System.exit(1);
        }
    }

    private static @Nullable Options parse(String[] arguments) {
        if (arguments.length % 2 == 0 || !List.of("mail", "start").contains(arguments[0])) {
            return null;
        }
        var what = arguments[0];
        var messages = 3000;
        @Nullable Path json = null;
        for (var index = 1; index < arguments.length; index += 2) {
            var value = arguments[index + 1];
            switch (arguments[index]) {
                case "--json" -> json = Path.of(value).toAbsolutePath();
                case "--messages" -> {
                    if (what.equals("start")) {
                        return null;
                    }
                    if (!value.matches("[1-9][0-9]{2,4}")) {
                        System.err.println("bench: --messages takes a number from 100 to 99999");
                        return null;
                    }
                    messages = Integer.parseInt(value);
                }
                default -> {
                    return null;
                }
            }
        }
        return new Options(what, messages, json);
    }

    private static void write(Path file, Results results) throws IOException {
        if (file.getParent() != null) {
            Files.createDirectories(file.getParent());
        }
        Files.writeString(file, results.json());
        System.out.println("All of it: " + file);
    }
}
