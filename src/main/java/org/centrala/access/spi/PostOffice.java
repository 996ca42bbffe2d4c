package org.centrala.access.spi;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Sends the letters that go to people inside; implemented by whoever has a mailbox. */
public interface PostOffice {

    /**
     * A letter, of plain text or with the same in HTML beside it.
     *
     * @param id the part of its Message-ID before the address's domain, the same whenever it is sent again
     * @param unsubscribe where a mail program may ask with one click for no more of these
     */
    record Letter(
            String to,
            String subject,
            String text,
            @Nullable String html,
            @Nullable String id,
            @Nullable String unsubscribe) {
        public Letter(String to, String subject, String text) {
            this(to, subject, text, null, null, null);
        }
    }

    /** What became of a letter: taken by a server, refused for good, or to be tried later. */
    enum Outcome {
        TAKEN,
        REFUSED,
        LATER
    }

    /** The address that letters leave from; empty while no mailbox can send. */
    Optional<String> sender();

    /** Hands the letter to a mail server at once and keeps no copy. */
    Outcome post(Letter letter);

    /** The same for whoever tries once; false when no server takes it. */
    default boolean send(Letter letter) {
        return post(letter) == Outcome.TAKEN;
    }
}
