package org.centrala.access;

import java.time.Clock;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.centrala.access.spi.InboxDirectory;
import org.centrala.platform.Actor;
import org.centrala.platform.Ids;
import org.centrala.platform.log.EventLog;
import org.centrala.platform.log.NewEvent;
import org.centrala.platform.web.Cursor;
import org.centrala.platform.web.Page;
import org.centrala.platform.web.Problem;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The teams and who is in them. */
@Service
public class Teams {
    private final TeamStore store;
    private final InboxDirectory inboxes;
    private final EventLog events;
    private final Clock clock;

    Teams(TeamStore store, InboxDirectory inboxes, EventLog events, Clock clock) {
        this.store = store;
        this.inboxes = inboxes;
        this.events = events;
        this.clock = clock;
    }

    public Page<Team> list(int limit, @Nullable String cursor) {
        var after = Cursor.decode(cursor, 1);
        return Page.of(
                store.list(after == null ? null : after.uuid(0), limit + 1), limit, team -> Cursor.of(team.id()));
    }

    public Optional<Team> find(UUID id) {
        return store.find(id);
    }

    /** What these teams are called. */
    public Map<UUID, String> names(Collection<UUID> ids) {
        return ids.isEmpty() ? Map.of() : store.names(ids);
    }

    /** Refuses, as a fault of this field, ids that no team has. */
    public void requireExisting(String field, Collection<UUID> ids) {
        if (!store.existing(ids).containsAll(ids)) {
            throw Problem.invalid(field, "names a team that does not exist");
        }
    }

    /** The team that is there from the first start; made now when there is none. */
    @Transactional
    public UUID first() {
        var existing = store.list(null, 1);
        if (!existing.isEmpty()) {
            return existing.getFirst().id();
        }
        store.lockFirsts();
        var meanwhile = store.list(null, 1);
        return meanwhile.isEmpty()
                ? insert("Support", Actor.SYSTEM)
                : meanwhile.getFirst().id();
    }

    @Transactional
    public Team create(Viewer viewer, String name, Set<UUID> members) {
        requireAgents(members);
        var id = insert(Fields.name("name", name), viewer.actor());
        replaceMembers(viewer, id, members);
        return get(id);
    }

    /** Changes what is given and leaves what is null. */
    @Transactional
    public Team change(Viewer viewer, UUID id, @Nullable String name, @Nullable Set<UUID> members) {
        var team = get(id);
        if (name != null && !name.strip().equals(team.name())) {
            var fresh = Fields.name("name", name);
            append("team.changed", id, viewer.actor(), null);
            store.rename(id, fresh);
        }
        if (members != null) {
            requireAgents(members);
            replaceMembers(viewer, id, members);
        }
        return get(id);
    }

    /** Refused while the team sees an inbox, which would otherwise be left to nobody without a word. */
    @Transactional
    public void delete(Viewer viewer, UUID id) {
        if (!inboxes.inboxesOf(Set.of(id)).isEmpty()) {
            throw Problem.conflict("team.in_use", "This team sees inboxes: take them from it first.");
        }
        append("team.deleted", id, viewer.actor(), null);
        store.delete(id);
    }

    /** Puts an agent into exactly these teams; inside the caller's transaction. */
    void replaceTeams(Viewer viewer, UUID agent, Collection<UUID> before, Collection<UUID> after) {
        requireExisting("teams", after);
        // Teams are locked in one order, so that two such changes at once wait for each other and never cross.
        for (var team : union(before, after)) {
            if (!after.contains(team)) {
                leave(viewer, team, agent);
            } else if (!before.contains(team)) {
                join(viewer, team, agent);
            }
        }
    }

    private void replaceMembers(Viewer viewer, UUID team, Set<UUID> members) {
        store.find(team).map(Team::members).orElse(List.of()).stream()
                .filter(member -> !members.contains(member))
                .forEach(member -> leave(viewer, team, member));
        members.forEach(member -> join(viewer, team, member));
    }

    private void join(Viewer viewer, UUID team, UUID agent) {
        if (store.join(team, agent)) {
            append("team.joined", team, viewer.actor(), agent);
        }
    }

    private void leave(Viewer viewer, UUID team, UUID agent) {
        if (store.leave(team, agent)) {
            append("team.left", team, viewer.actor(), agent);
        }
    }

    private UUID insert(String name, Actor actor) {
        var id = Ids.next();
        store.insert(id, name, clock.instant());
        events.append(NewEvent.of("team", id, 1, "team.created", actor));
        return id;
    }

    private void append(String kind, UUID id, Actor actor, @Nullable UUID agent) {
        var sequence = store.next(id).orElseThrow(Teams::notFound);
        events.append(NewEvent.of("team", id, sequence, kind, actor).ref("agent", agent));
    }

    private void requireAgents(Set<UUID> members) {
        if (!store.existingAgents(members).containsAll(members)) {
            throw Problem.invalid("members", "names an agent that does not exist");
        }
    }

    private Team get(UUID id) {
        return store.find(id).orElseThrow(Teams::notFound);
    }

    private static Set<UUID> union(Collection<UUID> one, Collection<UUID> other) {
        var all = new HashSet<>(one);
        all.addAll(other);
        return new TreeSet<>(all);
    }

    private static Problem notFound() {
        return Problem.notFound("team.not_found", "There is no such team.");
    }
}
