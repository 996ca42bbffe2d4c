package org.centrala.access;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Clock;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.centrala.access.spi.Desk;
import org.centrala.platform.Actor;
import org.centrala.platform.Ids;
import org.centrala.platform.log.Change;
import org.centrala.platform.log.EventLog;
import org.centrala.platform.log.NewEvent;
import org.centrala.platform.web.Cursor;
import org.centrala.platform.web.Page;
import org.centrala.platform.web.Problem;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The people inside: who they are, what they may do, and their one-time links. */
@Service
public class Agents {
    private final AgentStore store;
    private final Teams teams;
    private final Roles roles;
    private final Desk desk;
    private final Links links;
    private final IdentityStore identities;
    private final Sessions sessions;
    private final Passwords passwords;
    private final EventLog events;
    private final Clock clock;

    Agents(
            AgentStore store,
            Teams teams,
            Roles roles,
            Desk desk,
            Links links,
            IdentityStore identities,
            Sessions sessions,
            Passwords passwords,
            EventLog events,
            Clock clock) {
        this.store = store;
        this.teams = teams;
        this.roles = roles;
        this.desk = desk;
        this.links = links;
        this.identities = identities;
        this.sessions = sessions;
        this.passwords = passwords;
        this.events = events;
        this.clock = clock;
    }

    /**
     * A person to add.
     *
     * @param name null to call them after their address, until they say their name themselves
     */
    public record NewAgent(
            @Nullable String name,

            @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
            String email,

            @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
            Role role,

            @Nullable List<UUID> teams,
            @Nullable String language) {}

    /** What to change about a person; null leaves as it is. */
    public record AgentChange(
            @Nullable String name,
            @Nullable String email,
            @Nullable Role role,
            @Nullable List<UUID> teams,
            Agent.@Nullable Status status,
            @Nullable HandOver handOver) {}

    /** Who gets the open conversations of somebody who is deactivated: a colleague, a team; nobody when both are null. */
    public record HandOver(@Nullable UUID agent, @Nullable UUID team) {}

    /** What agents may change about themselves; null leaves as it is. */
    public record OwnChange(
            @Nullable String name,
            @Nullable String language,
            @Nullable String theme,
            @Nullable String density,
            @Nullable String signature) {

        public OwnChange {
            name = name == null ? null : Fields.name("name", name);
            language = language == null ? null : Fields.language("language", language);
            theme = theme == null ? null : Fields.oneOf("theme", theme, Fields.THEMES);
            density = density == null ? null : Fields.oneOf("density", density, Fields.DENSITIES);
            signature = signature == null ? null : Fields.signature("signature", signature);
        }
    }

    /** A person just added, with the link to hand them. */
    record Invited(Agent agent, Links.Open link) {}

    public Page<Agent> list(Agent.@Nullable Status status, int limit, @Nullable String cursor) {
        var after = Cursor.decode(cursor, 2);
        var rows = store.list(
                status, after == null ? null : after.text(0), after == null ? null : after.uuid(1), limit + 1);
        return Page.of(rows, limit, agent -> Cursor.of(store.sortName(agent.id()), agent.id()));
    }

    public Optional<Agent> find(UUID id) {
        return store.find(id);
    }

    public Optional<Agent> findByEmail(String email) {
        return store.findByEmail(Fields.normalised(email));
    }

    /** What these agents are called, those that exist. */
    public Map<UUID, String> names(Collection<UUID> ids) {
        return ids.isEmpty() ? Map.of() : store.names(ids);
    }

    /** What everybody is called who may sign in. */
    public List<String> activeNames() {
        return store.activeNames();
    }

    /** Adds a person, who sets a password with the link. */
    @Transactional
    Invited invite(Viewer viewer, NewAgent invitation) {
        var agent = add(viewer, invitation, Agent.Status.INVITED, null);
        return new Invited(agent, links.forHandingOver(agent.id()));
    }

    /** Adds a person who can sign in at once; for set-up and the demo. */
    @Transactional
    public Agent create(Viewer viewer, NewAgent newcomer, String passwordField, @Nullable String password) {
        var email = Fields.email("email", newcomer.email());
        return add(viewer, newcomer, Agent.Status.ACTIVE, passwords.choose(passwordField, password, email));
    }

    /** Adds a person whom the identity provider vouches for; a password they get by a one-time link, if ever. */
    @Transactional
    Agent welcome(Viewer viewer, NewAgent newcomer) {
        return add(viewer, newcomer, Agent.Status.ACTIVE, null);
    }

    /** Somebody invited has come in by the identity provider; in the caller's transaction. */
    void activate(UUID id) {
        var sequence = store.activate(id);
        events.append(NewEvent.of("agent", id, sequence, "agent.changed", Actor.agent(id))
                .changing(Map.of("status", new Change(Agent.Status.INVITED.wire(), Agent.Status.ACTIVE.wire()))));
    }

    /** Forgets which account of the provider is theirs; who is signed in by it no longer is. */
    @Transactional
    void unlink(Viewer viewer, UUID id) {
        requireRankOf(viewer, lock(id).role());
        if (identities.unlink(id)) {
            append("agent.identity_unlinked", id, viewer, Map.of());
            sessions.closeAllBut(id, Optional.empty(), viewer.actor());
        }
    }

    /** Changes what is given; what it changes about rights counts from the next request of that agent on. */
    @Transactional
    public Agent change(Viewer viewer, UUID id, AgentChange change) {
        var owners = store.lockActiveOwners();
        var before = lock(id);
        requireRankOf(viewer, before.role());
        var role = change.role() == null ? before.role() : change.role();
        requireRankOf(viewer, role);
        var after = new Agent(
                id,
                change.name() == null ? before.name() : Fields.name("name", change.name()),
                change.email() == null ? before.email() : Fields.email("email", change.email()),
                role,
                before.language(),
                before.theme(),
                before.density(),
                before.signature(),
                status(before, change.status()),
                change.teams() == null ? before.teams() : change.teams(),
                before.createdAt(),
                before.lastSeenAt(),
                before.access());
        if (before.isActiveOwner() && !after.isActiveOwner() && owners.equals(List.of(id))) {
            throw Problem.conflict("agent.last_owner", "The last owner stays: make somebody else an owner first.");
        }
        update(viewer, before, after);
        if (change.teams() != null) {
            teams.replaceTeams(viewer, id, before.teams(), new LinkedHashSet<>(change.teams()));
        }
        if (after.status() == Agent.Status.DEACTIVATED && before.status() != after.status()) {
            sessions.closeAllBut(id, Optional.empty(), viewer.actor());
            links.deleteUnused(id);
            var to = change.handOver();
            desk.handOver(id, to == null ? null : to.agent(), to == null ? null : to.team(), viewer.actor());
        }
        return store.find(id).orElseThrow();
    }

    @Transactional
    public Agent changeOwn(Viewer viewer, OwnChange change) {
        var before = lock(viewer.agentId().orElseThrow());
        var after = new Agent(
                before.id(),
                change.name() == null ? before.name() : change.name(),
                before.email(),
                before.role(),
                change.language() == null ? before.language() : change.language(),
                change.theme() == null ? before.theme() : change.theme(),
                change.density() == null ? before.density() : change.density(),
                change.signature() == null ? before.signature() : change.signature(),
                before.status(),
                before.teams(),
                before.createdAt(),
                before.lastSeenAt(),
                before.access());
        update(viewer, before, after);
        return after;
    }

    /** What lies on somebody's desk. */
    Desk.Work work(UUID id) {
        return desk.of(store.find(id).orElseThrow(Agents::notFound).id());
    }

    /** A new one-time link: an invitation while the agent has no password, then a way to a new one. */
    @Transactional
    Invited link(Viewer viewer, UUID id) {
        var agent = lock(id);
        requireRankOf(viewer, agent.role());
        if (agent.status() == Agent.Status.DEACTIVATED) {
            throw Problem.conflict("agent.deactivated", "A deactivated agent gets no link.");
        }
        append("agent.link_made", id, viewer, Map.of());
        return new Invited(agent, links.forHandingOver(id));
    }

    /** Makes the links that are open useless. */
    @Transactional
    void withdrawLink(Viewer viewer, UUID id) {
        requireRankOf(viewer, lock(id).role());
        if (links.deleteUnused(id)) {
            append("agent.link_withdrawn", id, viewer, Map.of());
        }
    }

    /** For the operator on the machine: a one-time link with which this person sets a new password. */
    @Transactional
    public String resetLink(Viewer viewer, String email) {
        var agent = findByEmail(email).orElseThrow(Agents::notFound);
        return link(viewer, agent.id()).link().url();
    }

    private Agent add(Viewer viewer, NewAgent newcomer, Agent.Status status, @Nullable String password) {
        var role = Fields.required("role", newcomer.role());
        requireRankOf(viewer, role);
        var email = Fields.email("email", newcomer.email());
        var inTeams = newcomer.teams() == null ? List.<UUID>of() : newcomer.teams();
        var agent = new Agent(
                Ids.next(),
                newcomer.name() == null ? nameOf(email) : Fields.name("name", newcomer.name()),
                email,
                role,
                newcomer.language() == null ? "en" : Fields.language("language", newcomer.language()),
                "auto",
                "comfortable",
                "",
                status,
                List.of(),
                clock.instant(),
                null,
                null);
        if (store.findByEmail(email).isPresent()) {
            throw emailTaken();
        }
        try {
            store.insert(agent, password);
        } catch (DuplicateKeyException atTheSameMoment) {
            throw emailTaken();
        }
        events.append(NewEvent.of("agent", agent.id(), 1, "agent.created", viewer.actor())
                .changing(Map.of("role", new Change(null, role.id()), "status", new Change(null, status.wire()))));
        teams.replaceTeams(viewer, agent.id(), List.of(), new LinkedHashSet<>(inTeams));
        return agent.withTeams(inTeams.stream().distinct().toList());
    }

    private void update(Viewer viewer, Agent before, Agent after) {
        if (after.withTeams(List.of()).equals(before.withTeams(List.of()))) {
            return;
        }
        var changes = new LinkedHashMap<String, Change>();
        note(changes, "role", before.role().id(), after.role().id());
        note(changes, "status", before.status().wire(), after.status().wire());
        note(changes, "language", before.language(), after.language());
        try {
            var sequence = store.update(after);
            events.append(NewEvent.of("agent", after.id(), sequence, "agent.changed", viewer.actor())
                    .changing(changes));
        } catch (DuplicateKeyException taken) {
            throw emailTaken();
        }
    }

    private void append(String kind, UUID id, Viewer viewer, Map<String, Change> changes) {
        var sequence = store.next(id);
        events.append(NewEvent.of("agent", id, sequence, kind, viewer.actor()).changing(changes));
    }

    private static Agent.Status status(Agent before, Agent.@Nullable Status wanted) {
        if (wanted == null || wanted == before.status()) {
            return before.status();
        }
        if (wanted == Agent.Status.INVITED
                || before.status() == Agent.Status.INVITED && wanted == Agent.Status.ACTIVE) {
            throw Problem.invalid("status", "becomes active when the person sets a password");
        }
        return wanted;
    }

    private void requireRankOf(Viewer viewer, Role role) {
        viewer.requireRankOf(role, roles.permissions(role));
    }

    private static void note(Map<String, Change> changes, String field, String old, String now) {
        if (!old.equals(now)) {
            changes.put(field, new Change(old, now));
        }
    }

    private Agent lock(UUID id) {
        if (!store.lock(id)) {
            throw notFound();
        }
        return store.find(id).orElseThrow();
    }

    /** What an address tells about a name: {@code jana.mlakar@zrno.example} is Jana Mlakar. */
    static String nameOf(String email) {
        var words = email.substring(0, email.indexOf('@')).split("[._+-]+");
        var name = Arrays.stream(words)
                .filter(word -> !word.isEmpty())
                .map(word -> Character.toUpperCase(word.charAt(0)) + word.substring(1))
                .collect(Collectors.joining(" "));
        return Fields.name("name", name.isEmpty() ? email : name);
    }

    private static Problem emailTaken() {
        return Problem.conflict("agent.email_taken", "Somebody here has this address already.");
    }

    static Problem notFound() {
        return Problem.notFound("agent.not_found", "There is no such agent.");
    }
}
