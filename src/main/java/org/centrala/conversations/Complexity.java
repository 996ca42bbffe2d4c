package org.centrala.conversations;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How much a conversation asks of whoever answers it, from least to most. */
public enum Complexity {
    /** Answered by a snippet, or by anybody. */
    SIMPLE,
    NORMAL,
    /** Takes somebody who knows, or time. */
    HARD;

    @JsonValue
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    @JsonCreator
    public static Complexity of(String wire) {
        return valueOf(wire.toUpperCase(Locale.ROOT));
    }
}
