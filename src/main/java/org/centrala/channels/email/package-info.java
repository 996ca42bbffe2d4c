/**
 * E-mail: mailboxes, the walk of an arriving mail from its inbound record to a conversation, and the rendering and
 * submission of replies. {@code parse} turns bytes into values, {@code smtp} listens.
 */
@NullMarked
@NamedInterface("email")
package org.centrala.channels.email;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
