/**
 * Fetches mail: each IMAP mailbox has a watch on its own virtual thread, which keeps a place in its folders and hands
 * what it finds through the {@link org.centrala.channels.email.imap.ImapDoor}. It knows nothing of conversations.
 */
@NullMarked
package org.centrala.channels.email.imap;

import org.jspecify.annotations.NullMarked;
