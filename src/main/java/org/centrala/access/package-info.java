/**
 * Who may do what: brands, agents, teams, roles and permissions, set-up, sign-in with its second factors and passkeys,
 * sessions, invitations, API keys and the audit trail.
 *
 * <p>Every request is answered for a {@link org.centrala.access.Viewer}, whose rights are read from the database each
 * time, so that a change of role or team counts from the next request on. Which inboxes exist is told by whoever
 * implements {@link org.centrala.access.spi.InboxDirectory}; what lies on somebody's desk by
 * {@link org.centrala.access.spi.Desk}, and letters go by {@link org.centrala.access.spi.PostOffice}.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"platform"})
package org.centrala.access;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
