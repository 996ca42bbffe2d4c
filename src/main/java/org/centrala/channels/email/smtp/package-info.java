/**
 * The SMTP listener: subethasmtp carries sessions, TLS and limits of connections; the commands that decide what is
 * accepted, and the reading of DATA, are our own, since the library's do not keep what we promise.
 */
@NullMarked
@NamedInterface("smtp")
package org.centrala.channels.email.smtp;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
