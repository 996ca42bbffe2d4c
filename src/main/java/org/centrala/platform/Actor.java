package org.centrala.platform;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Who does something: stands on every command and every event. Only the system may be without an id. */
public record Actor(Kind kind, @Nullable UUID id) {

    /** The kinds of those who act; on the wire and in the database in lower case. */
    public enum Kind {
        AGENT,
        CUSTOMER,
        RULE,
        ASSISTANT,
        INTEGRATION,
        SYSTEM;

        @JsonValue
        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }

        @JsonCreator
        public static Kind of(String wire) {
            return valueOf(wire.toUpperCase(Locale.ROOT));
        }
    }

    public static final Actor SYSTEM = new Actor(Kind.SYSTEM, null);

    public Actor {
        if (id == null && kind != Kind.SYSTEM) {
            throw new IllegalArgumentException("an actor of kind " + kind.wire() + " has an id");
        }
    }

    /** Whether it is one of us, or a program that acts for us with a key. */
    public boolean actsForUs() {
        return kind == Kind.AGENT || kind == Kind.INTEGRATION;
    }

    public static Actor agent(UUID id) {
        return new Actor(Kind.AGENT, id);
    }

    public static Actor customer(UUID id) {
        return new Actor(Kind.CUSTOMER, id);
    }

    public static Actor integration(UUID id) {
        return new Actor(Kind.INTEGRATION, id);
    }
}
