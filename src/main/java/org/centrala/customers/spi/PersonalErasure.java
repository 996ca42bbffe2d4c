package org.centrala.customers.spi;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.centrala.platform.Actor;

/** Somebody who keeps data about people outside, and can forget it, piece by piece. */
public interface PersonalErasure {

    /**
     * Whom to forget.
     *
     * @param customers the ids under which the person is known
     * @param addresses what they write from, normalised
     * @param before when it began: what they write later is that of somebody new
     */
    record Person(Set<UUID> customers, Set<String> addresses, Instant before) {}

    /** How much is kept about them, by kind: what an erasure would take. */
    Map<String, Long> count(Person person);

    /**
     * Forgets at most so many things, in the caller's transaction. What numbers are made of stays: that something was
     * said, when, by which side, and what became of it.
     *
     * @return what was forgotten, by kind; nothing when nothing is left or the rest cannot go now
     */
    Map<String, Long> forget(Person person, int limit, Actor actor);

    /** Whether something is left, perhaps for later, as a reply that is on its way. */
    boolean isLeft(Person person);
}
