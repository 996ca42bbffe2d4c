package org.centrala.access;

import java.util.List;
import java.util.UUID;

/** People who own work and see inboxes. */
public record Team(UUID id, String name, List<UUID> members) {

    public Team {
        members = List.copyOf(members);
    }
}
