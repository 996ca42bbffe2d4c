package org.centrala.access;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A person inside.
 *
 * @param email how they sign in; null when the reader may not know it
 * @param access by what they come in; null when the reader may not know it
 */
public record Agent(
        UUID id,
        String name,
        @Nullable String email,
        Role role,
        @Schema(allowableValues = {"en", "pl", "sl"}) String language,
        @Schema(allowableValues = {"light", "dark", "auto"}) String theme,

        @Schema(allowableValues = {"comfortable", "compact"})
        String density,

        String signature,
        Status status,
        List<UUID> teams,
        Instant createdAt,
        @Nullable Instant lastSeenAt,
        @Nullable Access access) {

    public Agent {
        teams = List.copyOf(teams);
    }

    /** Whether they may sign in yet, now, or no longer. */
    public enum Status {
        INVITED,
        ACTIVE,
        DEACTIVATED;

        @JsonValue
        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }

        @JsonCreator
        public static Status of(String wire) {
            for (var status : values()) {
                if (status.wire().equals(wire)) {
                    return status;
                }
            }
            throw new IllegalArgumentException("must be one of invited, active, deactivated");
        }
    }

    /**
     * By what somebody comes in.
     *
     * @param code whether a one-time code is asked for beside the password
     * @param passkey whether they have a passkey
     * @param missing whether the role asks for a second factor that is not set up yet
     * @param linkUntil until when a one-time link is open; null when there is none
     */
    @Schema(name = "AgentAccess")
    public record Access(
            boolean code,
            boolean passkey,
            boolean missing,
            @Nullable Instant linkUntil) {}

    /** As those see it who may not manage people: without the address. */
    Agent withoutEmail() {
        return new Agent(
                id, name, null, role, language, theme, density, signature, status, teams, createdAt, lastSeenAt, null);
    }

    Agent withTeams(List<UUID> others) {
        return new Agent(
                id,
                name,
                email,
                role,
                language,
                theme,
                density,
                signature,
                status,
                others,
                createdAt,
                lastSeenAt,
                access);
    }

    boolean isActiveOwner() {
        return role.isOwner() && status == Status.ACTIVE;
    }
}
