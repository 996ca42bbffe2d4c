package org.centrala.search;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Tells how the index is doing; work goes on without it, so it never makes a node unhealthy. */
@Component("centrala.search")
class SearchHealth implements HealthIndicator {
    private final SearchIndex index;

    SearchHealth(SearchIndex index, MeterRegistry meters) {
        this.index = index;
        Gauge.builder("centrala.search.documents", index, one ->
                        (int) one.state().getOrDefault("documents", 0))
                .description("Documents in the search index of this node")
                .register(meters);
    }

    @Override
    public Health health() {
        return Health.up().withDetails(index.state()).build();
    }
}
