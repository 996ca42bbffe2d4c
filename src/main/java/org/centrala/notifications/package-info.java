/**
 * Tells people inside what concerns them: what happens in the log becomes a row for each agent whom it concerns and who
 * may see it, never for whoever did it.
 *
 * <p>{@link org.centrala.notifications.Notifications} is the service.
 */
@NullMarked
@ApplicationModule(
        displayName = "Notifications",
        allowedDependencies = {"platform", "platform::*", "access", "access::*", "realtime", "conversations"})
package org.centrala.notifications;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
