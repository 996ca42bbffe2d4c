package org.centrala.conversations.spi;

import java.util.Collection;
import java.util.UUID;

/** Keeps what messages were made of, as they came and as they went; implemented by the channels. */
public interface MessageSource {

    /** Forgets it, with the addresses on its envelope, in the caller's transaction; how many there were. */
    int forget(Collection<UUID> messages);
}
