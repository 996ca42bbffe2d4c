package org.centrala.bench;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** The command {@code ./centrala bench}: measures this machine and prints what came out beside what is promised. */
public final class Bench {
    private static final String USAGE = "Usage: ./centrala bench mail [--json FILE] [--messages N]";

    private Bench() {}

    /** @param messages how many are sent at full speed */
    private record Options(int messages, @Nullable Path json) {}

    public static void main(String[] arguments) throws Exception {
        ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).setLevel(Level.WARN);
        var options = parse(arguments);
        if (options == null) {
            System.err.println(USAGE);
            System.exit(2);
            return;
        }
        try {
            var results = MailBench.run(options.messages());
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
        if (arguments.length == 0 || !arguments[0].equals("mail") || arguments.length % 2 == 0) {
            return null;
        }
        var messages = 3000;
        @Nullable Path json = null;
        for (var index = 1; index < arguments.length; index += 2) {
            var value = arguments[index + 1];
            switch (arguments[index]) {
                case "--json" -> json = Path.of(value).toAbsolutePath();
                case "--messages" -> {
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
        return new Options(messages, json);
    }

    private static void write(Path file, MailResults results) throws IOException {
        if (file.getParent() != null) {
            Files.createDirectories(file.getParent());
        }
        Files.writeString(file, results.json());
        System.out.println("All of it, with the list of statements: " + file);
    }
}
