package org.centrala.notifications;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Of what somebody is told; of what one event brings them they are told once, as the first of these. */
public enum NotificationKind {
    /** A note names them, or a team of theirs. */
    MENTION,
    /** A conversation was given to them. */
    ASSIGNED,
    /** What they wrote, or what was written in a conversation of theirs, did not arrive. */
    FAILED,
    /** A conversation that was done is open again. */
    REOPENED,
    /** What was asked beside a conversation, of a supplier, a team or a colleague, is answered. */
    ANSWERED,
    /** A colleague asks them to look a draft over, or has looked over theirs. */
    REVIEW,
    /** The customer wrote. */
    MESSAGE,
    /** A colleague answered the customer. */
    REPLY,
    /** A colleague wrote a note. */
    NOTE,
    /** What they had snoozed is back. */
    WOKEN;

    @JsonValue
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    @JsonCreator
    public static NotificationKind of(String wire) {
        for (var kind : values()) {
            if (kind.wire().equals(wire)) {
                return kind;
            }
        }
        throw new IllegalArgumentException("no kind of notification: " + wire);
    }
}
