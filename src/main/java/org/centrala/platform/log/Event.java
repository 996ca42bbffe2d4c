package org.centrala.platform.log;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.centrala.platform.Actor;
import org.jspecify.annotations.Nullable;

/**
 * A fact in the log: ids, changed scalars and who did it; never bodies, names or subjects.
 *
 * @param position the place in the one log, 1 for the first; never reused, never skipped
 * @param sequence the place in the stream of the thing it happened to
 * @param changes field name to old and new value
 * @param refs name to id of what else was touched, e.g. {@code message}
 */
public record Event(
        long position,
        UUID id,
        Instant at,
        String streamType,
        UUID streamId,
        long sequence,
        String kind,
        Actor actor,
        @Nullable UUID inbox,
        Map<String, Change> changes,
        Map<String, UUID> refs) {

    /** The id that this event names, which must be there. */
    public UUID ref(String name) {
        var id = refs.get(name);
        if (id == null) {
            throw new IllegalStateException(kind + " at " + position + " names no " + name);
        }
        return id;
    }
}
