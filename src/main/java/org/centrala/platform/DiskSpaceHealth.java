package org.centrala.platform;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Tells administrators about the disk. A full one does not make the process unhealthy: reading goes on. */
@Component("disk")
final class DiskSpaceHealth implements HealthIndicator {
    private final DiskSpace space;

    DiskSpaceHealth(DiskSpace space) {
        this.space = space;
    }

    @Override
    public Health health() {
        return Health.up()
                .withDetail("freeBytes", space.free())
                .withDetail("low", space.low())
                .build();
    }
}
