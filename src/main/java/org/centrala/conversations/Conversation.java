package org.centrala.conversations;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.centrala.platform.Actor;
import org.jspecify.annotations.Nullable;

/**
 * A conversation as a list row and as the API shows it to one viewer.
 *
 * @param number what people call it by: #20418
 * @param unread whether the customer wrote after this agent last looked; never for an API key
 * @param sequence counts every change; the value for {@code If-Match}
 * @param lastCustomerSequence the sequence of the customer's last message, for {@code lastSeen} of a reply; 0 when there is none
 * @param mergedInto the conversation it was merged into: its messages are read there, and nothing is written to it
 * @param snoozedUntil when it comes back into the lists of what is open
 * @param touchedAt when one of us, or a program with a key, last answered, noted or changed it
 * @param fields the values of the brand's fields, by the fields' keys; empty ones are not there
 * @param reason the key of a contact reason of the brand
 * @param sideOf the conversation that it is a side thread of: it stands in no list
 * @param following whether this agent is told of what the customer writes; never for an API key
 */
public record Conversation(
        UUID id,
        long number,
        String subject,
        Status status,
        Priority priority,
        UUID inbox,
        UUID brand,
        @Nullable UUID mailbox,
        @Nullable UUID team,
        @Nullable UUID assignee,
        UUID customer,
        String customerName,
        @Nullable String language,
        List<String> tags,
        boolean spam,
        @Nullable UUID followUpOf,
        boolean unread,
        String preview,
        @Nullable LastMessage lastMessage,
        int messageCount,
        long sequence,
        long lastCustomerSequence,
        Instant createdAt,
        Instant updatedAt,
        Instant lastActivityAt,
        @Nullable UUID mergedInto,
        @Nullable Instant snoozedUntil,
        Instant touchedAt,
        boolean following,
        Map<String, Object> fields,
        @Nullable String reason,
        @Nullable Complexity complexity,
        @Nullable UUID sideOf) {

    /** Who spoke last, how and when. */
    public record LastMessage(Direction direction, String channel, Actor actor, Instant at) {}
}
