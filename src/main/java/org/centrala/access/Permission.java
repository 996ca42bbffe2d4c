package org.centrala.access;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** One named right; what a role or an API key holds is a set of these. */
public enum Permission {
    CONVERSATION_READ,
    CONVERSATION_NOTE,
    CONVERSATION_REPLY,
    CONVERSATION_UPDATE,
    CUSTOMER_READ,
    CUSTOMER_UPDATE,
    QUARANTINE_MANAGE,
    /** Snippets, macros and saved views of teams and of everyone. */
    KNOWLEDGE_MANAGE,
    AUDIT_READ,
    /** One person's data over every inbox, to be handed over. */
    PRIVACY_MANAGE,
    /** To forget one person over every inbox, for good. */
    PRIVACY_ERASE,
    /** Numbers about the work, also by person. */
    REPORT_READ,
    /** Brands, inboxes and mailboxes. */
    SETTINGS_MANAGE,
    /** Agents and teams. */
    PEOPLE_MANAGE,
    APIKEYS_MANAGE,
    /** Every inbox, whatever the teams. */
    INBOX_ALL;

    /** Rights over the whole installation, which make no sense within some inboxes only. */
    static final Set<Permission> ORGANISATION_WIDE =
            Set.of(SETTINGS_MANAGE, PEOPLE_MANAGE, APIKEYS_MANAGE, PRIVACY_MANAGE, PRIVACY_ERASE, INBOX_ALL);

    private final String wire = name().toLowerCase(Locale.ROOT).replace('_', '.');

    /** The name in the API and in the database, e.g. {@code conversation.read}. */
    @JsonValue
    public String wire() {
        return wire;
    }

    /** The permission of this name, if this version still has it. */
    static Stream<Permission> known(String wire) {
        return Arrays.stream(values()).filter(permission -> permission.wire.equals(wire));
    }

    @JsonCreator
    public static Permission of(String wire) {
        for (var permission : values()) {
            if (permission.wire.equals(wire)) {
                return permission;
            }
        }
        throw new IllegalArgumentException("no permission " + wire);
    }
}
