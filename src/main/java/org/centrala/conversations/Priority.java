package org.centrala.conversations;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How urgent a conversation is. */
public enum Priority {
    LOW,
    NORMAL,
    HIGH,
    URGENT;

    /** The word on the wire and in the database. */
    @JsonValue
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    @JsonCreator
    public static Priority of(String wire) {
        return valueOf(wire.toUpperCase(Locale.ROOT));
    }
}
