package org.centrala.channels.email.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import org.centrala.platform.StartRefused;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AntivirusTests {
    private static final Path DAEMON = Path.of("/usr/sbin/clamd");

    private static Antivirus at(int port) {
        return new Antivirus(new AntivirusSettings("127.0.0.1:" + port, AntivirusSettings.WhenAway.WAIT));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void asksByTheStreamCommandAndReadsTheAnswer() throws IOException {
        try (var daemon = new TestClamd()) {
            var antivirus = at(daemon.port());
            assertThat(antivirus.scan(bytes("a list of pots"))).isEqualTo(new Antivirus.Clean());
            assertThat(antivirus.scan(bytes("xx MALICE xx"))).isEqualTo(new Antivirus.Infected("Test.Malice"));
            assertThat(antivirus.scan(new byte[300_000])).isEqualTo(new Antivirus.Clean());
            assertThat(antivirus.scan(new byte[0])).isEqualTo(new Antivirus.Clean());
            assertThat(antivirus.scan(new byte[3_000_000]))
                    .isEqualTo(new Antivirus.Unscanned("INSTREAM size limit exceeded. ERROR"));
        }
    }

    @Test
    void aDaemonThatIsAwayIsNotAskedAgainAtOnce() throws IOException {
        int closed;
        try (var socket = new ServerSocket(0)) {
            closed = socket.getLocalPort();
        }
        var antivirus = at(closed);
        assertThat(antivirus.scan(bytes("x"))).isEqualTo(new Antivirus.Away());
        long began = System.nanoTime();
        assertThat(antivirus.scan(bytes("x"))).isEqualTo(new Antivirus.Away());
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofMillis(200));
    }

    @Test
    void oneThatWasAwayIsAskedByACheapWordWhetherItIsBack() throws IOException {
        try (var daemon = new TestClamd()) {
            var antivirus = at(daemon.port());
            assertThat(antivirus.away()).isFalse();
            daemon.away(true);
            assertThat(antivirus.scan(bytes("x"))).isEqualTo(new Antivirus.Away());
            assertThat(antivirus.away()).isTrue();
            daemon.away(false);
            await().atMost(Duration.ofSeconds(10)).until(() -> !antivirus.away());
            assertThat(antivirus.scan(bytes("x"))).isEqualTo(new Antivirus.Clean());
        }
    }

    @Test
    void withoutADaemonNothingIsLookedAt() {
        var antivirus = new Antivirus(new AntivirusSettings(" ", AntivirusSettings.WhenAway.WAIT));
        assertThat(antivirus.enabled()).isFalse();
        assertThat(antivirus.scan(bytes("MALICE"))).isEqualTo(new Antivirus.Clean());
        assertThatThrownBy(() -> new AntivirusSettings("clamd", AntivirusSettings.WhenAway.WAIT))
                .isInstanceOf(StartRefused.class);
    }

    /** ClamAV's own daemon, where the machine has it, with one signature of ours. */
    @Test
    void theRealDaemonFindsWhatItsSignaturesKnow(@TempDir Path place) throws Exception {
        if (!Files.isExecutable(DAEMON)) {
            System.out.println("AntivirusTests: no " + DAEMON + " here, the real daemon was not asked");
            return;
        }
        int port;
        try (var socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        var database = Files.createDirectory(place.resolve("db"));
        Files.writeString(
                database.resolve("zrno.ndb"),
                "Zrno.Malice:0:*:" + HexFormat.of().formatHex(bytes("MALICE-OF-THE-TEST")) + "\n");
        var configuration = Files.writeString(place.resolve("clamd.conf"), """
                Foreground yes
                TCPAddr 127.0.0.1
                TCPSocket %d
                DatabaseDirectory %s
                SelfCheck 0
                """.formatted(port, database));
        var daemon = new ProcessBuilder(DAEMON.toString(), "--config-file=" + configuration)
                .redirectErrorStream(true)
                .redirectOutput(place.resolve("log").toFile())
                .start();
        try {
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> at(port).scan(bytes("a list of pots")).equals(new Antivirus.Clean()));
            assertThat(at(port).scan(bytes("before MALICE-OF-THE-TEST after")))
                    .isEqualTo(new Antivirus.Infected("Zrno.Malice.UNOFFICIAL"));
        } finally {
            daemon.destroy();
            daemon.waitFor();
        }
    }
}
