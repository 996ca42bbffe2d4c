package org.centrala.conversations;

import static java.util.stream.Collectors.toUnmodifiableSet;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.centrala.access.Brands;
import org.centrala.access.Permission;
import org.centrala.access.Teams;
import org.centrala.access.Viewer;
import org.centrala.platform.Actor;
import org.centrala.platform.Ids;
import org.centrala.platform.log.Change;
import org.centrala.platform.log.EventLog;
import org.centrala.platform.log.NewEvent;
import org.centrala.platform.web.Problem;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Inboxes: the anchor of rights and brand. One exists from the first start. */
@Service
@Transactional
public class Inboxes {
    private static final int LONGEST_NAME = 100;
    private static final int MOST_HOURS = 8760;

    private final InboxStore store;
    private final Brands brands;
    private final Teams teams;
    private final EventLog log;
    private final Clock clock;
    /** An inbox hardly ever changes its brand; {@link #change} forgets it here, and other nodes see it seconds later. */
    private final Cache<UUID, UUID> brandOf =
            Caffeine.newBuilder().expireAfterWrite(Duration.ofSeconds(10)).build();

    Inboxes(InboxStore store, Brands brands, Teams teams, EventLog log, Clock clock) {
        this.store = store;
        this.brands = brands;
        this.teams = teams;
        this.log = log;
        this.clock = clock;
    }

    /** What may be said of an inbox; absent fields stay as they are. */
    @Schema(name = "InboxDetails")
    public record Details(
            @Nullable String name,
            @Nullable UUID brand,
            @Nullable List<UUID> teams,
            @Nullable Integer untouchedHours) {

        public Details(@Nullable String name, @Nullable UUID brand, @Nullable List<UUID> teams) {
            this(name, brand, teams, null);
        }
    }

    @Transactional(readOnly = true)
    public List<Inbox> list(Viewer viewer) {
        return store.list(viewer.inboxArray());
    }

    public Inbox create(Details details, Viewer viewer) {
        viewer.require(Permission.SETTINGS_MANAGE);
        if (details.name() == null) {
            throw Problem.invalid("name", "is needed");
        }
        var id = Ids.next();
        store.insert(id, name(details.name()), brand(details.brand()), clock.instant());
        if (details.untouchedHours() != null) {
            store.update(id, name(details.name()), brand(details.brand()), hours(details.untouchedHours()), 1);
        }
        store.setTeams(id, knownTeams(details.teams() == null ? List.of() : details.teams()));
        log.append(NewEvent.of("inbox", id, 1, "inbox.created", viewer.actor()).inInbox(id));
        return store.list(new UUID[] {id}).getFirst();
    }

    public Inbox change(UUID id, Details details, Viewer viewer) {
        viewer.require(Permission.SETTINGS_MANAGE);
        var row = store.lock(id)
                .filter(found -> viewer.sees(found.id()))
                .orElseThrow(
                        () -> Problem.notFound("inbox.not_found", "There is no such inbox, or you may not see it."));
        var before = store.list(new UUID[] {id}).getFirst();
        store.update(
                id,
                details.name() == null ? row.name() : name(details.name()),
                details.brand() == null ? row.brandId() : brand(details.brand()),
                details.untouchedHours() == null ? row.untouchedHours() : hours(details.untouchedHours()),
                row.sequence() + 1);
        if (details.teams() != null) {
            store.setTeams(id, knownTeams(details.teams()));
        }
        brandOf.invalidate(id);
        var now = store.list(new UUID[] {id}).getFirst();
        var changes = new LinkedHashMap<String, Change>();
        if (!before.name().equals(now.name())) {
            changes.put("name", new Change(null, null));
        }
        if (!before.brand().equals(now.brand())) {
            changes.put("brand", new Change(before.brand(), now.brand()));
            store.rebrand(id, now.brand());
        }
        if (before.untouchedHours() != now.untouchedHours()) {
            changes.put("untouchedHours", new Change(before.untouchedHours(), now.untouchedHours()));
        }
        if (!before.teams().equals(now.teams())) {
            changes.put("teams", new Change(before.teams(), now.teams()));
        }
        log.append(NewEvent.of("inbox", id, row.sequence() + 1, "inbox.changed", viewer.actor())
                .inInbox(id)
                .changing(changes));
        return now;
    }

    /** The inbox for what names none: the first. */
    @Transactional(readOnly = true)
    public UUID main() {
        return store.first()
                .orElseThrow(() -> new IllegalStateException("There is no inbox; one is made at the first start"));
    }

    /** Those inboxes of a brand that the viewer sees. */
    @Transactional(readOnly = true)
    public Set<UUID> ofBrand(UUID brand, Viewer viewer) {
        return store.idsOfBrand(brand).stream().filter(viewer::sees).collect(toUnmodifiableSet());
    }

    @Transactional(readOnly = true)
    public UUID brandOf(UUID inbox) {
        return brandOf.get(inbox, id -> store.brandOf(id).orElseThrow());
    }

    /** Makes the first inbox of a new installation, seen by its first team. */
    void seed() {
        store.lockSeeding();
        if (store.first().isPresent()) {
            return;
        }
        var id = Ids.next();
        store.insert(id, "Support", brands.first().id(), clock.instant());
        store.setTeams(id, List.of(teams.first()));
        log.append(NewEvent.of("inbox", id, 1, "inbox.created", Actor.SYSTEM).inInbox(id));
    }

    private UUID brand(@Nullable UUID brand) {
        if (brand == null) {
            return brands.first().id();
        }
        if (brands.find(brand).filter(found -> found.archivedAt() == null).isEmpty()) {
            throw Problem.invalid("brand", "does not exist or is archived");
        }
        return brand;
    }

    private List<UUID> knownTeams(List<UUID> wanted) {
        teams.requireExisting("teams", wanted);
        return wanted;
    }

    private static int hours(int hours) {
        if (hours < 1 || hours > MOST_HOURS) {
            throw Problem.invalid("untouchedHours", "is 1 to " + MOST_HOURS);
        }
        return hours;
    }

    private static String name(String name) {
        var clean = name.strip();
        if (clean.isEmpty() || clean.length() > LONGEST_NAME) {
            throw Problem.invalid("name", "has 1 to " + LONGEST_NAME + " characters");
        }
        return clean;
    }
}
