package org.centrala.channels.email.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class SmtpSettingsTests {
    @Test
    void defaultsAreThese() {
        var settings =
                new Binder(new MapConfigurationPropertySource()).bindOrCreate("centrala.smtp", SmtpSettings.class);
        assertThat(settings)
                .isEqualTo(new SmtpSettings(
                        null,
                        null,
                        41_943_040,
                        500,
                        100,
                        100,
                        200,
                        30_000,
                        Duration.ofMinutes(2),
                        Duration.ofMinutes(10)));
    }
}
