package org.centrala.access.spi;

import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Tells which inboxes there are and which teams see them; asked once for every request. */
public interface InboxDirectory {

    /** The inboxes that at least one of these teams sees. */
    Set<UUID> inboxesOf(Set<UUID> teams);

    Set<UUID> allInboxes();

    /** What these inboxes are called, in the order to show them. */
    Map<UUID, String> names(Set<UUID> inboxes);

    /** Whether a brand has an inbox. */
    boolean anyOf(UUID brand);
}
