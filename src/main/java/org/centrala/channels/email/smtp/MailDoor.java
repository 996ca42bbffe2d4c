package org.centrala.channels.email.smtp;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Where the listener asks whether somebody lives here, and leaves what came for them. */
public interface MailDoor {
    /** The mailbox that an envelope address belongs to. */
    Optional<UUID> mailbox(String address);

    /** Whether nothing may be taken for want of disk. */
    boolean full();

    /** Whether the database is known to be down for the moment, so that nobody needs to wait for it. */
    boolean away();

    /** Keeps the message for each recipient, durably and all together, before it returns. */
    void keep(Sender sender, List<Recipient> recipients, InputStream message) throws IOException;

    /**
     * Who hands a message over.
     *
     * @param address in the envelope, empty for reports
     * @param client the address of their machine, where there is one
     * @param helo how that machine introduced itself
     */
    record Sender(String address, @Nullable String client, String helo) {
        /** A sender on this machine, where nothing was said but the address. */
        public static Sender of(String address) {
            return new Sender(address, null, "");
        }
    }

    /** A mailbox, and the address by which it was reached. */
    record Recipient(UUID mailbox, String address) {}
}
