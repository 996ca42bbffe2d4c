package org.centrala.conversations;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Where a conversation stands: pending waits for the customer, on_hold for others; solved may be reopened, closed not. */
public enum Status {
    NEW,
    OPEN,
    PENDING,
    ON_HOLD,
    SOLVED,
    CLOSED;

    /** The word on the wire and in the database. */
    @JsonValue
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether somebody still has to do something about it. */
    boolean isOpen() {
        return switch (this) {
            case NEW, OPEN, PENDING, ON_HOLD -> true;
            case SOLVED, CLOSED -> false;
        };
    }

    @JsonCreator
    public static Status of(String wire) {
        return valueOf(wire.toUpperCase(Locale.ROOT));
    }
}
