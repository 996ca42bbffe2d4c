package org.centrala.channels.email;

import org.centrala.channels.email.parse.ParsedMail;
import org.jspecify.annotations.Nullable;

/**
 * All that can be said of a mail before the database is asked.
 *
 * @param visible the new part, without quoted history
 * @param html sanitised
 * @param findings what was found out about it
 */
record ReadMail(ParsedMail mail, String visible, @Nullable String html, Findings findings) {}
