/**
 * How far a mail can be believed: SPF, DKIM, DMARC and ARC evaluated, verdicts of a trusted relay read, senders who look
 * like somebody else told apart, files shown to an antivirus. It asks the network, so nothing here runs in a transaction.
 */
@NullMarked
package org.centrala.channels.email.trust;

import org.jspecify.annotations.NullMarked;
