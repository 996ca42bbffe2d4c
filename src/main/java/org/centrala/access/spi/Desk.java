package org.centrala.access.spi;

import java.util.UUID;
import org.centrala.platform.Actor;
import org.jspecify.annotations.Nullable;

/** The work that lies on somebody's desk; implemented by whoever gives people work. */
public interface Desk {

    /** How many open conversations are theirs, and how many drafts they have begun. */
    record Work(long open, long drafts) {}

    Work of(UUID agent);

    /**
     * Gives the open conversations of an agent away, in the caller's transaction: to a colleague where they see them, to
     * a team, or to nobody, which leaves them to their teams. Drafts stay where they are.
     */
    void handOver(UUID agent, @Nullable UUID colleague, @Nullable UUID team, Actor actor);
}
