package org.centrala.realtime.spi;

import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One change as browsers get it: {@code {"type", "position", ...payload}}. Whoever sees the inbox gets it; whoever saw
 * only the previous one gets {@code gone} with the conversation instead.
 *
 * @param position of the event that it follows from, the last one when it follows from several
 * @param previousInbox where the conversation was before, when the change moved it
 * @param payload what stands beside type and position; written as JSON once for all who get it
 * @param perAgent fields that differ by agent, e.g. {@code unread}; added to the payload's object named like the type
 * @param watchersOnly whether only sockets that watch the conversation get it
 */
public record Frame(
        String type,
        long position,
        UUID inbox,
        @Nullable UUID previousInbox,
        UUID conversation,
        Map<String, ?> payload,
        Map<UUID, Map<String, Object>> perAgent,
        boolean watchersOnly) {}
