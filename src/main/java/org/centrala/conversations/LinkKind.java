package org.centrala.conversations;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import org.centrala.platform.web.Problem;

/** What a conversation is to another one, as seen from the one where the link is shown. */
public enum LinkKind {
    RELATED,
    DUPLICATE,
    /** The other one is the parent of this one. */
    PARENT,
    CHILD,
    /** The other one is the problem that this one is an incident of. */
    PROBLEM,
    INCIDENT,
    /** This one goes on with what the other, closed one was about; made by a customer's answer, not by hand. */
    FOLLOW_UP_OF,
    FOLLOWED_UP_BY,
    /** This one was made of messages of the other. */
    SPLIT_FROM,
    SPLIT_INTO;

    @JsonValue
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    @JsonCreator
    static LinkKind of(String wire) {
        return Arrays.stream(values())
                .filter(kind -> kind.wire().equals(wire))
                .findFirst()
                .orElseThrow(() ->
                        Problem.invalid("kind", "must be one of related, duplicate, parent, child, problem, incident"));
    }

    /** The same link as seen from the other end. */
    LinkKind reversed() {
        return switch (this) {
            case RELATED -> RELATED;
            case DUPLICATE -> DUPLICATE;
            case PARENT -> CHILD;
            case CHILD -> PARENT;
            case PROBLEM -> INCIDENT;
            case INCIDENT -> PROBLEM;
            case FOLLOW_UP_OF -> FOLLOWED_UP_BY;
            case FOLLOWED_UP_BY -> FOLLOW_UP_OF;
            case SPLIT_FROM -> SPLIT_INTO;
            case SPLIT_INTO -> SPLIT_FROM;
        };
    }

    /** Whether it is kept as seen from the other end: a parent or problem is always the second of a pair. */
    boolean isKeptReversed() {
        return this == CHILD || this == INCIDENT || this == FOLLOWED_UP_BY || this == SPLIT_INTO;
    }

    boolean isMadeByHand() {
        return this != FOLLOW_UP_OF && this != FOLLOWED_UP_BY && this != SPLIT_FROM && this != SPLIT_INTO;
    }

    /** Whether one end stands above the other, so that a chain must not come back to where it began. */
    boolean isRanked() {
        return this == PARENT || this == CHILD || this == PROBLEM || this == INCIDENT;
    }
}
