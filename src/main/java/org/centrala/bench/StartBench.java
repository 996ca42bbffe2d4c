package org.centrala.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.regex.Pattern;
import org.springframework.util.FileSystemUtils;

/** Measures how long starting and ending take, what an idle installation holds, and how long the demo takes to set up. */
final class StartBench {
    static final int STARTS = 3;
    static final Duration IDLE = Duration.ofSeconds(25);

    private static final Pattern SEEDED =
            Pattern.compile("The demo shop has (\\d+) conversations, told in ([0-9.]+) s");

    private final Path place;
    private final Server empty;
    private final Server demo;

    private StartBench(Path place) throws IOException {
        this.place = place;
        empty = new Server(Files.createDirectory(place.resolve("empty")));
        demo = new Server(Files.createDirectory(place.resolve("demo")), "--demo");
    }

    static StartResults run() throws IOException, InterruptedException {
        var bench = new StartBench(Files.createTempDirectory("centrala-bench-"));
        // Also when it is interrupted, nothing stays.
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(bench::clean));
        return bench.measure();
    }

    private void clean() {
        try (empty;
                demo) {
            empty.stop();
            demo.stop();
            FileSystemUtils.deleteRecursively(place);
        } catch (IOException | InterruptedException | BenchFailed e) {
            System.err.println("bench: something may be left in " + place + ": " + e.getMessage());
        }
    }

    private StartResults measure() throws IOException, InterruptedException {
        var load = Machine.load();
        say("starting for the first time, which also prepares the fast start");
        empty.start();
        var machine = Machine.here(place, postgresVersion(), load);
        empty.stop();
        Machine.awaitRest();

        var starts = new ArrayList<Duration>();
        var stops = new ArrayList<Duration>();
        Memory memory = null;
        for (var number = 1; number <= STARTS; number++) {
            say("starting again, " + number + " of " + STARTS);
            starts.add(empty.start());
            if (number == STARTS) {
                say("resting for " + IDLE.toSeconds() + " s");
                Thread.sleep(IDLE);
                memory = empty.memory();
            }
            stops.add(empty.stop());
        }
        if (memory == null) {
            throw new IllegalStateException();
        }

        say("setting up the demo shop");
        var demoStart = demo.start();
        var told = SEEDED.matcher(demo.log());
        if (!told.find()) {
            throw new BenchFailed("the demo shop was not set up");
        }
        demo.stop();
        return new StartResults(
                machine,
                starts.stream().map(StartBench::seconds).toList(),
                stops.stream().map(StartBench::seconds).toList(),
                memory,
                Integer.parseInt(told.group(1)),
                Double.parseDouble(told.group(2)),
                seconds(demoStart));
    }

    private String postgresVersion() {
        try (var paths = Files.list(empty.cluster().getParent())) {
            return paths.map(path -> path.getFileName().toString())
                    .filter(name -> name.startsWith("bin-"))
                    .map(name -> name.substring(4))
                    .findFirst()
                    .orElse("");
        } catch (IOException e) {
            throw new BenchFailed("no PostgreSQL in " + place, e);
        }
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }

    private static void say(String doing) {
        System.err.println("bench: " + doing);
    }
}
