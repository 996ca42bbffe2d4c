package org.centrala.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class DiskSpaceTests {
    @TempDir
    Path place;

    @Test
    void isLowWhenLessThanTheMinimumIsFree() {
        assertThat(space("9000000000000000000").low()).isTrue();
    }

    @Test
    void isNotLowOtherwise() {
        assertThat(space("1").low()).isFalse();
    }

    private DiskSpace space(String minimum) {
        var settings = new Binder(new MapConfigurationPropertySource(
                        Map.of("centrala.data-dir", place.toString(), "centrala.minimum-free-space", minimum)))
                .bind("centrala", CentralaSettings.class)
                .get();
        try (var directory = new DataDirectory(place)) {
            return new DiskSpace(settings, directory, Clock.systemUTC(), new SimpleMeterRegistry());
        }
    }
}
