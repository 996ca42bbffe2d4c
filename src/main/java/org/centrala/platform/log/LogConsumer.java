package org.centrala.platform.log;

import java.util.List;

/**
 * A reader of the log. Implement {@link Projection}, {@link Reactor} or {@link NodeProjection}, which say what may be
 * replayed and where it runs. Events come in order of position; a batch that throws is tried again.
 */
public sealed interface LogConsumer {

    /** The durable name; a changed name is a new consumer. */
    String name();

    /** Takes the events in order. For consumers that run once in the cluster it is called inside the transaction that moves their place. */
    void take(List<Event> events);

    /** Runs once in the cluster, effect and place in one transaction, starts at the first event and may be replayed at will. */
    non-sealed interface Projection extends LogConsumer {}

    /** Runs once in the cluster, effect and place in one transaction, starts at the head of the log and never goes back. */
    non-sealed interface Reactor extends LogConsumer {}

    /** Runs on every node and keeps its own place, e.g. inside the local index it feeds; nothing of it is in the database. */
    non-sealed interface NodeProjection extends LogConsumer {

        /** The position of the last event it has taken durably, in its own sense; asked once at start. */
        long start(long head);
    }
}
