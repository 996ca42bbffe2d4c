/**
 * The benchmark: drives a Centrala of its own from outside, as mail servers and programs do, and compares it with its
 * database alone. Nothing here runs in a server.
 */
@NullMarked
@ApplicationModule(allowedDependencies = "platform")
package org.centrala.bench;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
