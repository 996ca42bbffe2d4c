package org.centrala.conversations;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Who reads a message: the customer, or only the team. */
public enum Audience {
    CUSTOMER,
    TEAM;

    /** The word on the wire and in the database. */
    @JsonValue
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    @JsonCreator
    public static Audience of(String wire) {
        return valueOf(wire.toUpperCase(Locale.ROOT));
    }
}
