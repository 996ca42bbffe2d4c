package org.centrala.access;

import static org.centrala.access.Permission.CONVERSATION_NOTE;
import static org.centrala.access.Permission.CONVERSATION_READ;
import static org.centrala.access.Permission.CONVERSATION_REPLY;
import static org.centrala.access.Permission.CONVERSATION_UPDATE;
import static org.centrala.access.Permission.CUSTOMER_READ;
import static org.centrala.access.Permission.CUSTOMER_UPDATE;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * What an agent is allowed to be: the name of a set of permissions. Five are given, and so are their permissions; the
 * others are made by people and known to {@link Roles}.
 */
public record Role(@JsonValue String id) {
    /** Everything, and alone may make, change or remove owners. */
    public static final Role OWNER = new Role("owner");

    public static final Role ADMINISTRATOR = new Role("administrator");
    public static final Role SUPERVISOR = new Role("supervisor");
    public static final Role AGENT = new Role("agent");
    public static final Role LIGHT_AGENT = new Role("light_agent");

    /** From the one that may least to the one that may most. */
    static final List<Role> GIVEN = List.of(LIGHT_AGENT, AGENT, SUPERVISOR, ADMINISTRATOR, OWNER);

    private static final Map<Role, Set<Permission>> PERMISSIONS = Map.of(
            OWNER,
            Set.copyOf(EnumSet.allOf(Permission.class)),
            ADMINISTRATOR,
            Set.copyOf(EnumSet.allOf(Permission.class)),
            SUPERVISOR,
            Set.of(
                    CONVERSATION_READ,
                    CONVERSATION_NOTE,
                    CONVERSATION_REPLY,
                    CONVERSATION_UPDATE,
                    CUSTOMER_READ,
                    CUSTOMER_UPDATE,
                    Permission.QUARANTINE_MANAGE,
                    Permission.KNOWLEDGE_MANAGE,
                    Permission.AUDIT_READ,
                    Permission.REPORT_READ),
            AGENT,
            Set.of(
                    CONVERSATION_READ,
                    CONVERSATION_NOTE,
                    CONVERSATION_REPLY,
                    CONVERSATION_UPDATE,
                    CUSTOMER_READ,
                    CUSTOMER_UPDATE),
            LIGHT_AGENT,
            Set.of(CONVERSATION_READ, CONVERSATION_NOTE, CUSTOMER_READ));

    /** The role with this name in the API and in the database; whether there is one, {@link Roles} knows. */
    @JsonCreator
    public static Role of(String id) {
        return new Role(id);
    }

    /** What a given role may do; empty for one that people have made. */
    Optional<Set<Permission>> permissions() {
        return Optional.ofNullable(PERMISSIONS.get(this));
    }

    public boolean isOwner() {
        return equals(OWNER);
    }

    boolean isGiven() {
        return PERMISSIONS.containsKey(this);
    }

    /** Under which id the log knows it. */
    UUID stream() {
        return isGiven()
                ? UUID.nameUUIDFromBytes(("role:" + id).getBytes(StandardCharsets.UTF_8))
                : UUID.fromString(id);
    }
}
