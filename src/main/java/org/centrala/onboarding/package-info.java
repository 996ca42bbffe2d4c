/**
 * Shows a new agent the way: a few first steps that are ticked by what they really do, read from the log.
 *
 * <p>{@link org.centrala.onboarding.Onboarding} is the service.
 */
@NullMarked
@ApplicationModule(
        displayName = "Onboarding",
        allowedDependencies = {"platform", "platform::*", "access", "access::*", "realtime"})
package org.centrala.onboarding;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
