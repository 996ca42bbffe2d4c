package org.centrala.access;

import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.centrala.platform.Actor;
import org.centrala.platform.Ids;
import org.centrala.platform.log.Change;
import org.centrala.platform.log.EventLog;
import org.centrala.platform.log.NewEvent;
import org.centrala.platform.web.Cursor;
import org.centrala.platform.web.Page;
import org.centrala.platform.web.Problem;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The brands. */
@Service
public class Brands {
    private final BrandStore store;
    private final TeamStore locks;
    private final EventLog events;
    private final Clock clock;

    Brands(BrandStore store, TeamStore locks, EventLog events, Clock clock) {
        this.store = store;
        this.locks = locks;
        this.events = events;
        this.clock = clock;
    }

    public Page<Brand> list(int limit, @Nullable String cursor) {
        var after = Cursor.decode(cursor, 1);
        return Page.of(
                store.list(after == null ? null : after.uuid(0), limit + 1), limit, brand -> Cursor.of(brand.id()));
    }

    public Optional<Brand> find(UUID id) {
        return store.find(id);
    }

    /** The brand that is there from the first start; made now when there is none. */
    @Transactional
    public Brand first() {
        return oldest().orElseGet(() -> {
            locks.lockFirsts();
            return oldest().orElseGet(() -> {
                var brand = new Brand(Ids.next(), "Centrala", "en", "");
                store.insert(brand, clock.instant());
                events.append(NewEvent.of("brand", brand.id(), 1, "brand.created", Actor.SYSTEM));
                return brand;
            });
        });
    }

    /** Changes what is given and leaves what is null. */
    @Transactional
    public Brand change(
            Viewer viewer, UUID id, @Nullable String name, @Nullable String language, @Nullable String signature) {
        var sequence = store.next(id).orElseThrow(() -> Problem.notFound("brand.not_found", "There is no such brand."));
        var before = store.find(id).orElseThrow();
        var after = new Brand(
                id,
                name == null ? before.name() : Fields.name("name", name),
                language == null ? before.language() : Fields.language("language", language),
                signature == null ? before.signature() : Fields.signature("signature", signature));
        var changes = new HashMap<String, Change>();
        if (!before.language().equals(after.language())) {
            changes.put("language", new Change(before.language(), after.language()));
        }
        store.update(after);
        events.append(NewEvent.of("brand", id, sequence, "brand.changed", viewer.actor())
                .changing(Map.copyOf(changes)));
        return after;
    }

    private Optional<Brand> oldest() {
        return store.list(null, 1).stream().findFirst();
    }
}
