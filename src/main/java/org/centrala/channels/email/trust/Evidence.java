package org.centrala.channels.email.trust;

import org.jspecify.annotations.Nullable;

/**
 * How a mail came to us.
 *
 * @param client the address of who handed it over by SMTP; null when we fetched it ourselves
 * @param helo how the client introduced itself
 * @param envelopeFrom the sender in the envelope, empty for reports
 */
public record Evidence(@Nullable String client, String helo, String envelopeFrom) {}
