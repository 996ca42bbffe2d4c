package org.centrala.platform;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LogLineTests {

    @Test
    void isOneLineWhateverHappened() {
        var event = new LoggingEvent(
                "",
                new LoggerContext().getLogger("org.centrala.platform.Sample"),
                Level.WARN,
                "a \"quoted\"\nline",
                new IllegalStateException("and\nits reason"),
                new Object[0]);
        event.setInstant(Instant.parse("2026-11-22T10:00:00.123Z"));
        event.setMDCPropertyMap(Map.of("requestId", "r1"));

        var line = new LogLine().format(event);

        assertThat(line)
                .startsWith(
                        "time=2026-11-22T10:00:00.123Z level=warn logger=platform.Sample requestId=r1"
                                + " message=\"a \\\"quoted\\\"\\nline\" error=\"java.lang.IllegalStateException: and\\nits reason")
                .endsWith("\n");
        assertThat(line.lines()).hasSize(1);
    }
}
