package org.centrala.channels;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** A way out: it keeps its own rows of what is to be sent, and carries one at a time. */
public interface Carrier {
    /** The channel whose messages it carries. */
    String channel();

    /** Leases what is due, at most so many. */
    List<Parcel> due(int limit);

    /** Makes the leases of what is still being carried last longer. */
    void extend(Collection<UUID> messages);

    /** Carries one and writes down what became of it. */
    void carry(Parcel parcel);

    /** When the next one is due, so that nobody sleeps past it. */
    Optional<Instant> nextDue();

    /** Ends connections that are no longer used. */
    void tidy();

    /** A message whose turn it is: which try this is, and since when it waits. */
    record Parcel(UUID message, int attempt, Instant since) {}
}
