package org.centrala.platform.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.centrala.platform.CentralaSettings;
import org.centrala.platform.StartRefused;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptionsTests {

    @Test
    void everySettingHasItsDefault() {
        var options = Options.parse(List.of("run"), Map.of());
        var settings = options.settings();

        assertThat(options.httpPort()).isEqualTo(8080);
        assertThat(settings.smtpPort()).isEqualTo(2525);
        assertThat(settings.bind()).isEqualTo("127.0.0.1");
        assertThat(settings.dataDir()).isEqualTo(Path.of("data").toAbsolutePath());
        assertThat(settings.publicUrl()).isNull();
        assertThat(settings.trustedProxies()).isEmpty();
        assertThat(settings.databaseUrl()).isNull();
        assertThat(settings.bootstrapToken()).isNull();
        assertThat(settings.undoSend()).isEqualTo(Duration.ofSeconds(10));
        assertThat(settings.minimumFreeSpace()).isEqualTo(200L << 20);
        assertThat(settings.metrics()).isEqualTo(CentralaSettings.Metrics.KEY);
        assertThat(settings.demo()).isFalse();
    }

    @Test
    void anOptionWinsOverItsVariable() {
        var options = Options.parse(
                List.of("run", "--http-port=1234", "--smtp-port", "0", "--demo"),
                Map.of("CENTRALA_HTTP_PORT", "4321", "CENTRALA_SMTP_PORT", "4321"));

        assertThat(options.httpPort()).isEqualTo(1234);
        assertThat(options.settings().smtpPort()).isZero();
        assertThat(options.settings().demo()).isTrue();
        assertThat(options.arguments()).isEmpty();
    }

    @Test
    void variablesAreTaken() {
        var settings = Options.parse(
                        List.of("run"),
                        Map.of(
                                "CENTRALA_PUBLIC_URL", "https://support.zrno.example/",
                                "CENTRALA_TRUSTED_PROXIES", "10.0.0.0/8, ::1",
                                "CENTRALA_BOOTSTRAP_TOKEN", "twenty-four characters !"))
                .settings();

        assertThat(settings.publicUrl()).isEqualTo(URI.create("https://support.zrno.example"));
        assertThat(settings.trustedProxies()).containsExactly("10.0.0.0/8", "::1");
        assertThat(settings.bootstrapToken()).isEqualTo("twenty-four characters !");
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
                    CENTRALA_HTTP_PORT,       65536
                    CENTRALA_SMTP_PORT,       mail
                    CENTRALA_BIND,            192.0.2.1
                    CENTRALA_DATA_DIR,        /dev/null
                    CENTRALA_DATABASE_URL,    mysql://localhost/centrala
                    CENTRALA_PUBLIC_URL,      support.zrno.example
                    CENTRALA_TRUSTED_PROXIES, proxy.example
                    CENTRALA_METRICS,         open
                    CENTRALA_BOOTSTRAP_TOKEN, too short
                    """)
    void aWrongValueIsRefusedByTheNameOfItsVariable(String variable, String value) {
        assertThatThrownBy(() -> Options.parse(List.of("run"), Map.of(variable, value)))
                .isInstanceOf(StartRefused.class)
                .hasMessageStartingWith(variable)
                .message()
                .doesNotContain("\n");
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
                    --http-port, 0x50
                    --smtp-port, -1
                    --bind,      not an address
                    --database-url, postgresql://localhost
                    """)
    void aWrongOptionIsRefusedByItsName(String flag, String value) {
        assertThatThrownBy(() -> Options.parse(List.of("run", flag, value), Map.of()))
                .isInstanceOf(StartRefused.class)
                .hasMessageStartingWith(flag);
    }

    @Test
    void whatIsNoOptionIsRefused() {
        assertThatThrownBy(() -> Options.parse(List.of("run", "--fast"), Map.of()))
                .hasMessageContaining("no option --fast");
        assertThatThrownBy(() -> Options.parse(List.of("run", "--bind"), Map.of()))
                .hasMessage("--bind needs a value");
        assertThatThrownBy(() -> Options.parse(List.of("run", "now"), Map.of()).refuseArguments())
                .hasMessageContaining("'now'");
    }
}
