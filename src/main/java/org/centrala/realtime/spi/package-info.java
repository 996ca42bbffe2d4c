/** What push asks of the modules above it: how a change looks to a browser. */
@NullMarked
@NamedInterface("spi")
package org.centrala.realtime.spi;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
