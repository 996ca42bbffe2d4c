package org.centrala.access;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.centrala.platform.Actor;
import org.centrala.platform.web.Caller;
import org.centrala.platform.web.Problem;
import org.jspecify.annotations.Nullable;

/**
 * Whoever a request is answered for, with the rights they hold at this moment: an agent, or an integration by API key.
 *
 * @param role the agent's role; for an API key {@link Role#OWNER} when it has the owner's rights, otherwise none
 * @param teams the teams of the agent; an API key has none
 * @param inboxes every inbox they may see, to be put into every query
 */
public record Viewer(Actor actor, @Nullable Role role, Set<Permission> permissions, Set<UUID> teams, Set<UUID> inboxes)
        implements Caller {

    public Viewer {
        permissions = Set.copyOf(permissions);
        teams = Set.copyOf(teams);
        inboxes = Set.copyOf(inboxes);
    }

    public boolean can(Permission permission) {
        return permissions.contains(permission);
    }

    /** Refuses with 403 whoever lacks the permission. */
    public void require(Permission permission) {
        if (!can(permission)) {
            throw Problem.forbidden("access.forbidden", "This needs the permission " + permission.wire() + ".");
        }
    }

    public boolean sees(UUID inbox) {
        return inboxes.contains(inbox);
    }

    /** The visible inboxes as a parameter for {@code inbox_id = any(:inboxes)}. */
    public UUID[] inboxArray() {
        return inboxes.toArray(UUID[]::new);
    }

    /** The agent, unless an API key is asking. */
    public Optional<UUID> agentId() {
        return actor.kind() == Actor.Kind.AGENT ? Optional.ofNullable(actor.id()) : Optional.empty();
    }

    @Override
    public String callerName() {
        return actor.kind().wire() + " " + actor.id();
    }

    @Override
    public String callerRights() {
        return new TreeSet<>(permissions) + " " + new TreeSet<>(teams) + " " + new TreeSet<>(inboxes);
    }

    boolean isOwner() {
        return role != null && role.isOwner();
    }

    /** Nobody makes, changes or opens the account of someone who may do more than they may themselves. */
    void requireRankOf(Role other, Set<Permission> theirs) {
        if (other.isOwner() && !isOwner()) {
            throw Problem.forbidden("agent.owner_only", "Only an owner may make, change or remove an owner.");
        }
        if (!permissions.containsAll(theirs)) {
            throw Problem.forbidden("agent.beyond_own_rights", "This role may do more than you.");
        }
    }
}
