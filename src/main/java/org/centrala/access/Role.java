package org.centrala.access;

import static org.centrala.access.Permission.AUDIT_READ;
import static org.centrala.access.Permission.CONVERSATION_NOTE;
import static org.centrala.access.Permission.CONVERSATION_READ;
import static org.centrala.access.Permission.CONVERSATION_REPLY;
import static org.centrala.access.Permission.CONVERSATION_UPDATE;
import static org.centrala.access.Permission.CUSTOMER_READ;
import static org.centrala.access.Permission.CUSTOMER_UPDATE;
import static org.centrala.access.Permission.KNOWLEDGE_MANAGE;
import static org.centrala.access.Permission.QUARANTINE_MANAGE;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** What an agent is allowed to be: a named set of permissions. */
public enum Role {
    /** Everything, and alone may make, change or remove owners. */
    OWNER(EnumSet.allOf(Permission.class)),
    ADMINISTRATOR(EnumSet.allOf(Permission.class)),
    SUPERVISOR(EnumSet.of(
            CONVERSATION_READ,
            CONVERSATION_NOTE,
            CONVERSATION_REPLY,
            CONVERSATION_UPDATE,
            CUSTOMER_READ,
            CUSTOMER_UPDATE,
            QUARANTINE_MANAGE,
            KNOWLEDGE_MANAGE,
            AUDIT_READ)),
    AGENT(EnumSet.of(
            CONVERSATION_READ,
            CONVERSATION_NOTE,
            CONVERSATION_REPLY,
            CONVERSATION_UPDATE,
            CUSTOMER_READ,
            CUSTOMER_UPDATE)),
    LIGHT_AGENT(EnumSet.of(CONVERSATION_READ, CONVERSATION_NOTE, CUSTOMER_READ));

    private final Set<Permission> permissions;

    Role(EnumSet<Permission> permissions) {
        this.permissions = Collections.unmodifiableSet(permissions);
    }

    public Set<Permission> permissions() {
        return permissions;
    }

    /** The name in the API and in the database, e.g. {@code light_agent}. */
    @JsonValue
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    @JsonCreator
    public static Role of(String wire) {
        for (var role : values()) {
            if (role.wire().equals(wire)) {
                return role;
            }
        }
        throw new IllegalArgumentException("no role " + wire);
    }
}
