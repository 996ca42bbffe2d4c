package org.centrala.platform.log;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.centrala.platform.Actor;
import org.jspecify.annotations.Nullable;

/**
 * A fact about to be appended to the log.
 *
 * @param streamType what kind of thing it happened to, e.g. {@code conversation}
 * @param sequence the place in that thing's own stream, counted by its row under its row lock
 * @param kind past tense with the stream's name in front, e.g. {@code conversation.opened}
 * @param inbox the inbox whose viewers may read the event; absent for what belongs to no inbox
 */
public record NewEvent(
        String streamType,
        UUID streamId,
        long sequence,
        String kind,
        Actor actor,
        @Nullable UUID inbox,
        Map<String, Change> changes,
        Map<String, UUID> refs) {

    public static NewEvent of(String streamType, UUID streamId, long sequence, String kind, Actor actor) {
        return new NewEvent(streamType, streamId, sequence, kind, actor, null, Map.of(), Map.of());
    }

    public NewEvent inInbox(@Nullable UUID inbox) {
        return new NewEvent(streamType, streamId, sequence, kind, actor, inbox, changes, refs);
    }

    public NewEvent changing(Map<String, Change> changed) {
        return new NewEvent(streamType, streamId, sequence, kind, actor, inbox, changed, refs);
    }

    public NewEvent ref(String name, @Nullable UUID id) {
        if (id == null) {
            return this;
        }
        var more = new LinkedHashMap<>(refs);
        more.put(name, id);
        return new NewEvent(streamType, streamId, sequence, kind, actor, inbox, changes, more);
    }
}
