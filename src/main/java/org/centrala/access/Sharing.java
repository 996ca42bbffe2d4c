package org.centrala.access;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.centrala.platform.web.Problem;
import org.jspecify.annotations.Nullable;

/** Whom something that people keep for their work is for: everyone, one team, or its owner alone. */
public record Sharing(@Nullable UUID team, @Nullable UUID owner) {

    public enum Scope {
        EVERYONE,
        TEAM,
        /** Its owner alone. */
        PERSONAL;

        @JsonValue
        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }

        @JsonCreator
        public static Scope of(String wire) {
            return valueOf(wire.toUpperCase(Locale.ROOT));
        }
    }

    /**
     * Holds for the rows (with {@code team_id} and {@code owner_id}) that a viewer may see, given {@link #parameters}: who
     * manages them sees those of all teams; what is somebody's own is seen by them alone.
     */
    public static final String VISIBLE =
            "(owner_id = :me or owner_id is null and (:manages or team_id is null or team_id = any(:teams)))";

    /** What {@link #VISIBLE} asks for. */
    public static Map<String, @Nullable Object> parameters(Viewer viewer, boolean manages) {
        var parameters = new HashMap<String, @Nullable Object>();
        parameters.put("me", viewer.agentId().orElse(null));
        parameters.put("manages", manages);
        parameters.put("teams", viewer.teams().toArray(UUID[]::new));
        return parameters;
    }

    public Scope scope() {
        return owner != null ? Scope.PERSONAL : team != null ? Scope.TEAM : Scope.EVERYONE;
    }

    /** Refuses whoever lacks the permission for what is not their own. */
    public void requireChange(Viewer viewer, Permission own, Permission others) {
        viewer.require(owner != null ? own : others);
    }

    /** What a viewer asks for; absent: for themselves. Whether the team exists is for the caller to say. */
    public static Sharing wanted(@Nullable Scope scope, @Nullable UUID team, Viewer viewer) {
        if ((scope == Scope.TEAM) != (team != null)) {
            throw Problem.invalid("team", "is named when, and only when, the scope is team");
        }
        return scope == null || scope == Scope.PERSONAL
                ? new Sharing(
                        null,
                        viewer.agentId().orElseThrow(() -> Problem.invalid("scope", "an API key has none of its own")))
                : new Sharing(team, null);
    }
}
