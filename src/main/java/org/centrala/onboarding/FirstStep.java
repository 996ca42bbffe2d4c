package org.centrala.onboarding;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.centrala.platform.Actor;
import org.centrala.platform.log.Event;

/** What a new agent tries once, in the order in which it is shown. */
public enum FirstStep {
    /** Their own language, theme, name, picture or signature is chosen. */
    PROFILE,
    /** A conversation is theirs because they took it. */
    TAKE,
    /** A customer is answered. */
    REPLY,
    /** A note is left for colleagues. */
    NOTE,
    /** A conversation is put away until later. */
    SNOOZE,
    /** A conversation is solved. */
    SOLVE,
    /** The commands were opened. */
    PALETTE,
    /** The overlay of all keys was opened. */
    KEYS;

    @JsonValue
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    @JsonCreator
    public static FirstStep of(String wire) {
        return find(wire).orElseThrow(() -> new IllegalArgumentException("no first step: " + wire));
    }

    static Optional<FirstStep> find(String wire) {
        for (var step : values()) {
            if (step.wire().equals(wire)) {
                return Optional.of(step);
            }
        }
        return Optional.empty();
    }

    /** Whether only the browser can tell that it was taken: the server has no part in it. */
    boolean isSaidByBrowser() {
        return this == PALETTE || this == KEYS;
    }

    /** The step that this event is for the agent who did it. */
    static Optional<FirstStep> in(Event event) {
        var agent = event.actor().id();
        if (event.actor().kind() != Actor.Kind.AGENT || agent == null) {
            return Optional.empty();
        }
        return switch (event.kind()) {
            case "agent.changed" -> own(event, agent) ? Optional.of(PROFILE) : Optional.empty();
            case "message.queued" -> Optional.of(REPLY);
            case "note.added" -> Optional.of(NOTE);
            case "conversation.changed" -> changed(event, agent);
            default -> Optional.empty();
        };
    }

    /** Being let in or getting a role is nothing that they have chosen. */
    private static boolean own(Event event, UUID agent) {
        return event.streamId().equals(agent)
                && !event.changes().containsKey("status")
                && !event.changes().containsKey("role");
    }

    private static Optional<FirstStep> changed(Event event, UUID agent) {
        if (is(event, "status", "solved")) {
            return Optional.of(SOLVE);
        }
        var snoozed = event.changes().get("snoozedUntil");
        if (snoozed != null && snoozed.now() != null) {
            return Optional.of(SNOOZE);
        }
        return is(event, "assignee", agent.toString()) ? Optional.of(TAKE) : Optional.empty();
    }

    private static boolean is(Event event, String field, String now) {
        var change = event.changes().get(field);
        return change != null && change.now() != null && now.equals(change.now().toString());
    }
}
