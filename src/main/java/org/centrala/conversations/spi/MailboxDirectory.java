package org.centrala.conversations.spi;

import java.util.Optional;
import java.util.UUID;

/** Knows the mailboxes; implemented by the e-mail channel. */
public interface MailboxDirectory {

    /** A mailbox as conversations need it: where it belongs and how it calls itself. */
    record Mailbox(UUID id, UUID inbox, String address, String name) {}

    Optional<Mailbox> mailbox(UUID id);

    /** The mailbox with this address, in any spelling of it. */
    Optional<Mailbox> byAddress(String address);

    /** The mailbox from which an inbox writes when a conversation did not come in by one: its first. */
    Optional<Mailbox> mainOf(UUID inbox);
}
