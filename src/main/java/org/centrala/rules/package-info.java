/**
 * What must happen: macros, which do several things to a conversation in one step.
 *
 * <p>{@link org.centrala.rules.Macros} is the service. A macro only asks other modules for what an agent could ask for by
 * hand: it may no more than whoever runs it.
 */
@NullMarked
@ApplicationModule(
        displayName = "Rules",
        allowedDependencies = {"platform", "access", "customers", "conversations"})
package org.centrala.rules;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
