package org.centrala.platform.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script {@code ./centrala}, as far as it needs no build. */
class LauncherTests {
    @TempDir
    Path home;

    private record Outcome(int code, String output) {}

    @Test
    void helpListsEveryCommand() throws Exception {
        assertThat(launch("help").output())
                .contains("run", "test", "doctor", "backup FILE", "restore FILE", "token create", "user reset-password")
                .contains("bench", "screenshots", "dist", "version", "--data-dir", "CENTRALA_BOOTSTRAP_TOKEN");
        assertThat(launch().output()).isEqualTo(launch("help").output());
    }

    @Test
    void versionIsTheOneOfTheBuild() throws Exception {
        assertThat(launch("version").output().strip()).matches("Centrala \\d+\\.\\d+\\.\\d+");
    }

    @Test
    void anUnknownCommandIsRefusedInOneLine() throws Exception {
        var outcome = launch("fly");

        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.output().lines())
                .containsExactly("centrala: there is no command 'fly': see ./centrala help");
    }

    @Test
    void worksThroughALinkFromAnywhere() throws Exception {
        var link =
                Files.createSymbolicLink(home.resolve("c"), Path.of("centrala").toAbsolutePath());

        assertThat(run(home, link.toString(), "version").code()).isZero();
    }

    private static Outcome launch(String... arguments) throws IOException, InterruptedException {
        return run(
                Path.of("").toAbsolutePath(),
                Stream.concat(Stream.of("./centrala"), Stream.of(arguments)).toArray(String[]::new));
    }

    private static Outcome run(Path directory, String... command) throws IOException, InterruptedException {
        var process = new ProcessBuilder(List.of(command))
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        var output = new String(process.getInputStream().readAllBytes(), UTF_8);
        return new Outcome(process.waitFor(), output);
    }
}
