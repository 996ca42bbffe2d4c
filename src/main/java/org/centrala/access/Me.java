package org.centrala.access;

import java.util.List;
import java.util.UUID;
import org.centrala.access.spi.InboxDirectory;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Who is asking and what they may do and see; all that the workspace needs to draw itself.
 *
 * @param agent null for an API key
 */
record Me(@Nullable Agent agent, List<Permission> permissions, List<Named> inboxes, Named brand) {

    record Named(UUID id, String name) {}

    /** Puts it together. */
    @Component
    static class Reader {
        private final Agents agents;
        private final Viewers viewers;
        private final Brands brands;
        private final InboxDirectory inboxes;

        Reader(Agents agents, Viewers viewers, Brands brands, InboxDirectory inboxes) {
            this.agents = agents;
            this.viewers = viewers;
            this.brands = brands;
            this.inboxes = inboxes;
        }

        Me read(Viewer viewer) {
            var brand = brands.first();
            return new Me(
                    viewer.agentId().flatMap(agents::find).orElse(null),
                    viewer.permissions().stream().sorted().toList(),
                    inboxes.names(viewer.inboxes()).entrySet().stream()
                            .map(inbox -> new Named(inbox.getKey(), inbox.getValue()))
                            .toList(),
                    new Named(brand.id(), brand.name()));
        }

        Me read(UUID agent) {
            return read(viewers.ofAgent(agent).orElseThrow(Agents::notFound));
        }
    }
}
