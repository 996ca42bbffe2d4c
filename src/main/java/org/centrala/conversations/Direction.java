package org.centrala.conversations;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Which way a message goes; a note goes nowhere. */
public enum Direction {
    INBOUND,
    OUTBOUND,
    NOTE;

    /** The word on the wire and in the database. */
    @JsonValue
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    @JsonCreator
    public static Direction of(String wire) {
        return valueOf(wire.toUpperCase(Locale.ROOT));
    }
}
