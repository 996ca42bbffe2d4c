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
 * @param secondFactorNeeded whether nothing but setting up a second factor is open
 */
record Me(
        @Nullable Agent agent,
        List<Permission> permissions,
        List<Named> inboxes,
        Named brand,
        boolean secondFactorNeeded) {

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
            return read(
                    viewer,
                    SessionController.current()
                            .map(ViewerAuthentication.Proof.Session::enrolling)
                            .orElse(false));
        }

        private Me read(Viewer viewer, boolean enrolling) {
            var brand = brands.first();
            return new Me(
                    viewer.agentId().flatMap(agents::find).orElse(null),
                    viewer.permissions().stream().sorted().toList(),
                    inboxes.names(viewer.inboxes()).entrySet().stream()
                            .map(inbox -> new Named(inbox.getKey(), inbox.getValue()))
                            .toList(),
                    new Named(brand.id(), brand.name()),
                    enrolling);
        }

        /** Of whoever has just come in by this session token. */
        Me read(Sessions.Opened opened) {
            var holder = viewers.bySession(opened.token(), "").orElseThrow(Agents::notFound);
            return read(
                    holder.getPrincipal(),
                    holder.proof() instanceof ViewerAuthentication.Proof.Session session && session.enrolling());
        }
    }
}
