/**
 * Put and find text: one full-text index on every node, fed from the event log.
 *
 * <p>What is found is told by whoever implements {@link org.centrala.search.spi.SearchSource}; the module knows neither
 * conversations nor customers. {@link org.centrala.search.SearchIndex} is its one service.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"platform", "access"})
package org.centrala.search;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
