/**
 * Who may do what: brands, agents, teams, roles and permissions, set-up, sign-in, sessions, invitations and API keys.
 *
 * <p>Every request is answered for a {@link org.centrala.access.Viewer}, whose rights are read from the database each
 * time, so that a change of role or team counts from the next request on. Which inboxes exist is told by whoever
 * implements {@link org.centrala.access.spi.InboxDirectory}.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"platform"})
package org.centrala.access;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
