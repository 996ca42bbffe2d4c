package org.centrala.channels.email.imap;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.centrala.platform.DataDirectory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Which mailboxes this node fetches: each is fetched by one node at a time, which holds a lease on it and extends it for as
 * long as it runs (ADR 0050). A node is known by its data directory, which no two processes hold: one that was killed and
 * runs again goes on at once with what it held.
 */
@Component
class ImapLeases {
    static final Duration LEASE = Duration.ofSeconds(30);

    private final ImapStore store;
    private final Clock clock;
    private final UUID node;
    private final Set<UUID> held = ConcurrentHashMap.newKeySet();

    @Autowired
    ImapLeases(ImapStore store, DataDirectory directory, Clock clock) {
        this(store, directory.node(), clock);
    }

    ImapLeases(ImapStore store, UUID node, Clock clock) {
        this.store = store;
        this.node = node;
        this.clock = clock;
    }

    /** Takes a mailbox; false while another node fetches it. */
    boolean take(UUID mailbox) {
        boolean taken = store.lease(mailbox, node, clock.instant(), until());
        if (taken) {
            held.add(mailbox);
        }
        return taken;
    }

    /** Extends all leases; which of them another node has taken, since they had ended meanwhile. */
    Set<UUID> extend() {
        if (held.isEmpty()) {
            return Set.of();
        }
        var lost = new HashSet<>(held);
        lost.removeAll(store.extendLeases(held, node, until()));
        held.removeAll(lost);
        return lost;
    }

    /** Lets another node have it. */
    void release(UUID mailbox) {
        held.remove(mailbox);
        store.releaseLease(mailbox, node);
    }

    private Instant until() {
        return clock.instant().plus(LEASE);
    }
}
