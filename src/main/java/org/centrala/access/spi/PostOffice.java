package org.centrala.access.spi;

import java.util.Optional;

/** Sends the few letters that access writes to people inside; implemented by whoever has a mailbox. */
public interface PostOffice {

    /** A letter of plain text. */
    record Letter(String to, String subject, String text) {}

    /** The address that letters leave from; empty while no mailbox can send. */
    Optional<String> sender();

    /** Hands the letter to a mail server at once and keeps no copy; false when none takes it. */
    boolean send(Letter letter);
}
