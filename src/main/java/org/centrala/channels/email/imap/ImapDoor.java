package org.centrala.channels.email.imap;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Where fetched mail is left, and where the watches learn whom to watch. */
public interface ImapDoor {
    /** Every account that mail is to be fetched from. */
    List<ImapAccount> accounts();

    /** Whether nothing may be taken for want of disk. */
    boolean full();

    /** A mail that was read and is not kept yet. */
    interface Mail {
        @Nullable
        String messageId();
    }

    /**
     * Where a mail was found.
     *
     * @param sent it lay among what was sent from the account
     * @param imported it is older than the mailbox is here
     * @param dated when the server got it
     */
    record Origin(String folder, long uid, boolean sent, boolean imported, Instant dated) {}

    /** A mail as its server lists it. */
    record Listed(String messageId, long size) {}

    /** Reads a mail; a large one is on the disk afterwards. */
    Mail read(InputStream raw) throws IOException;

    /** Keeps a mail in the caller's transaction; it is worked on after the commit. */
    void keep(ImapAccount account, Mail mail, Origin origin);

    /** Keeps, in the caller's transaction, that there is a mail that its server does not hand over. */
    void keepUnreadable(ImapAccount account, Origin origin, String reason);

    /** Which of these were fetched from the account's mailbox before. */
    Set<Listed> known(UUID mailbox, Collection<Listed> mails);

    /** Whether a mail without a Message-ID was fetched before, byte for byte the same. */
    boolean known(UUID mailbox, Mail mail);

    /** How many fetched mails of a mailbox have no outcome yet. */
    int waiting(UUID mailbox);

    /** The provider replaced the refresh token; where another one is stored, nothing changes. */
    void replaced(UUID mailbox, String before, String now);

    /** Tells whoever looks after the installation that a mailbox does not fetch, or fetches again. */
    void told(UUID mailbox, boolean failing);
}
