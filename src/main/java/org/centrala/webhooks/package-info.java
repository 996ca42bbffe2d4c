/**
 * Tells other programs what happened: each event of the log that a webhook asked for becomes a row, and each row is sent,
 * signed, until it is taken or given up.
 *
 * <p>{@link org.centrala.webhooks.Webhooks} is the service.
 */
@NullMarked
@ApplicationModule(
        displayName = "Webhooks",
        allowedDependencies = {"platform", "platform::*", "access", "access::*"})
package org.centrala.webhooks;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
