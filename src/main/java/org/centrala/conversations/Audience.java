package org.centrala.conversations;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import org.centrala.platform.web.Problem;

/** Who reads a message: the customer, or only the team. */
public enum Audience {
    CUSTOMER,
    TEAM;

    /** The word on the wire and in the database. */
    @JsonValue
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The word as a request gives it. */
    static Audience asked(String word) {
        try {
            return of(word);
        } catch (IllegalArgumentException unknown) {
            throw Problem.invalid("audience", "must be one of customer, team");
        }
    }

    @JsonCreator
    public static Audience of(String wire) {
        return valueOf(wire.toUpperCase(Locale.ROOT));
    }
}
