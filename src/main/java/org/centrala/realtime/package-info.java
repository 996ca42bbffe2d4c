/**
 * Tell a browser now: one WebSocket, over which whoever may see a change gets the changed row or message, with the
 * position of the log.
 *
 * <p>What is told comes from whoever implements {@link org.centrala.realtime.spi.FrameSource}; the module knows
 * sockets, viewers and the log. Every node follows the log itself; between nodes there is only who is looking at what, which nobody keeps. See ADR 0032
 * and 0066.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"platform", "access"})
package org.centrala.realtime;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
