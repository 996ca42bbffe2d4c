package org.centrala.channels.email;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.centrala.channels.email.MailboxStore.Row;
import org.centrala.conversations.spi.MailboxDirectory;
import org.centrala.customers.Address;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * All mailboxes in memory, since every arriving recipient and every participant is looked up among them. A change on
 * this node is seen at once, one on another node within seconds; while the database is away the last known ones serve.
 */
@Component
class MailboxCache implements MailboxDirectory {
    private static final Duration FRESH = Duration.ofSeconds(3);
    private static final Logger log = LoggerFactory.getLogger(MailboxCache.class);

    private record Known(
            Instant at, List<Row> all, Map<UUID, Row> byId, Map<String, Row> byAddress, Set<String> domains) {}

    private final MailboxStore store;
    private final Clock clock;
    private volatile @Nullable Known known;

    MailboxCache(MailboxStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    void forget() {
        known = null;
    }

    private Known known() {
        var current = known;
        var now = clock.instant();
        if (current != null && Duration.between(current.at, now).compareTo(FRESH) < 0) {
            return current;
        }
        try {
            var fresh = load(now);
            known = fresh;
            return fresh;
        } catch (DataAccessException | TransactionException away) {
            if (current == null) {
                throw away;
            }
            log.warn("Mailboxes cannot be read again, the known ones serve: {}", away.getMessage());
            return current;
        }
    }

    private Known load(Instant now) {
        var rows = store.all();
        var byId = new HashMap<UUID, Row>();
        var byAddress = new HashMap<String, Row>();
        for (var row : rows) {
            byId.put(row.id(), row);
            row.aliases().forEach(alias -> byAddress.put(alias, row));
        }
        rows.forEach(row -> byAddress.put(row.address(), row));
        var domains = byAddress.keySet().stream()
                .map(address -> address.substring(address.lastIndexOf('@') + 1))
                .collect(Collectors.toUnmodifiableSet());
        return new Known(now, new ArrayList<>(rows), byId, byAddress, domains);
    }

    /** Those of all addresses. */
    Set<String> domains() {
        return known().domains;
    }

    List<String> names() {
        return known().all.stream().map(Row::name).toList();
    }

    List<Row> all() {
        return known().all;
    }

    Optional<Row> row(UUID id) {
        return Optional.ofNullable(known().byId.get(id));
    }

    /** The mailbox that mail to an address is taken for: the one it reaches, else the one that catches all of its domain. */
    Optional<Row> accepts(String address) {
        return reachedBy(address).or(() -> {
            var normal = Address.normalEmail(address);
            var domain = normal.substring(normal.lastIndexOf('@') + 1);
            return known().all.stream()
                    .filter(row -> row.catchAll() && row.address().endsWith("@" + domain))
                    .findFirst();
        });
    }

    /** The mailbox that an address reaches: by its name, an alias, or one of these with a plus and anything. */
    Optional<Row> reachedBy(String address) {
        var normal = Address.normalEmail(address);
        var exact = known().byAddress.get(normal);
        if (exact != null) {
            return Optional.of(exact);
        }
        int at = normal.lastIndexOf('@');
        int plus = normal.indexOf('+');
        return plus > 0 && plus < at
                ? Optional.ofNullable(known().byAddress.get(normal.substring(0, plus) + normal.substring(at)))
                : Optional.empty();
    }

    @Override
    public Optional<Mailbox> mailbox(UUID id) {
        return row(id).map(MailboxCache::mailbox);
    }

    @Override
    public Optional<Mailbox> byAddress(String address) {
        return reachedBy(address).map(MailboxCache::mailbox);
    }

    @Override
    public Optional<Mailbox> mainOf(UUID inbox) {
        return known().all.stream()
                .filter(row -> row.inbox().equals(inbox))
                .findFirst()
                .map(MailboxCache::mailbox);
    }

    private static Mailbox mailbox(Row row) {
        return new Mailbox(row.id(), row.inbox(), row.address(), row.name());
    }
}
