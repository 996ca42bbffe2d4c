package org.centrala.conversations;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.centrala.access.spi.InboxDirectory;
import org.springframework.stereotype.Component;

/** Tells access which inboxes there are and who sees them. */
@Component
class InboxVisibility implements InboxDirectory {
    private final InboxStore store;

    InboxVisibility(InboxStore store) {
        this.store = store;
    }

    @Override
    public Set<UUID> inboxesOf(Set<UUID> teams) {
        return teams.isEmpty() ? Set.of() : Set.copyOf(store.idsOf(teams));
    }

    @Override
    public Set<UUID> allInboxes() {
        return Set.copyOf(store.ids());
    }

    @Override
    public Map<UUID, String> names(Set<UUID> inboxes) {
        var names = new LinkedHashMap<UUID, String>();
        store.list(inboxes.toArray(UUID[]::new)).forEach(inbox -> names.put(inbox.id(), inbox.name()));
        return names;
    }

    @Override
    public boolean anyOf(UUID brand) {
        return !store.idsOfBrand(brand).isEmpty();
    }
}
