package org.centrala.access;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import org.centrala.platform.Ids;
import org.centrala.platform.log.Change;
import org.centrala.platform.log.EventLog;
import org.centrala.platform.log.NewEvent;
import org.centrala.platform.web.Problem;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The roles: the given ones, and those that people make. Nobody puts more into a role than they hold (ADR 0012). */
@Service
class Roles {
    private final RoleStore store;
    private final EventLog events;
    private final Clock clock;

    Roles(RoleStore store, EventLog events, Clock clock) {
        this.store = store;
        this.events = events;
        this.clock = clock;
    }

    /**
     * A role as the API shows it.
     *
     * @param name null for a given role, which is called in the reader's language
     * @param people how many have it and are not deactivated
     * @param secondFactorSince whoever signs in after this needs a second factor; null when none is asked for
     */
    @Schema(name = "Role")
    record Listed(
            @Schema(type = "string") Role role,
            @Nullable String name,
            List<Permission> permissions,
            long people,
            @Nullable Instant secondFactorSince) {}

    /** A role to make. */
    record NewRole(
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
            String name,

            @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
            Set<Permission> permissions) {}

    /** What to change about a role; null leaves as it is. Of a given role only the second factor can be changed. */
    record RoleChange(
            @Nullable String name,
            @Nullable Set<Permission> permissions,
            @Nullable Boolean secondFactor) {}

    /** From the role that may least to the one that may most, those of people between agent and supervisor. */
    List<Listed> list() {
        return store.list().stream()
                .sorted(Comparator.comparingInt(row -> place(row.role())))
                .map(Roles::listed)
                .toList();
    }

    /** What a role may do; refuses, as a fault of the field, one that does not exist. Held until the transaction ends. */
    Set<Permission> permissions(Role role) {
        return store.hold(role)
                .map(RoleStore.Row::permissions)
                .orElseThrow(() -> Problem.invalid("role", "does not exist"));
    }

    @Transactional
    Listed create(Viewer viewer, NewRole wanted) {
        var role = Role.of(Ids.next().toString());
        var name = Fields.name("name", wanted.name());
        var permissions = sensible(viewer, wanted.permissions());
        try {
            store.insert(role, name, permissions, clock.instant());
        } catch (DuplicateKeyException taken) {
            throw nameTaken();
        }
        append("role.created", role, viewer, null, permissions, new LinkedHashMap<>());
        return listed(store.find(role).orElseThrow());
    }

    @Transactional
    Listed change(Viewer viewer, Role role, RoleChange change) {
        var before = store.lock(role).orElseThrow(Roles::notFound);
        viewer.requireRankOf(role, before.permissions());
        if (role.isGiven() && (change.name() != null || change.permissions() != null)) {
            throw Problem.conflict("role.given", "A given role stays as it is: copy it and change the copy.");
        }
        var permissions = change.permissions() == null ? before.permissions() : sensible(viewer, change.permissions());
        var name = change.name() == null ? before.name() : Fields.name("name", change.name());
        var since = before.secondFactorSince();
        if (change.secondFactor() != null && change.secondFactor() != (since != null)) {
            since = change.secondFactor() ? clock.instant() : null;
        }
        try {
            store.update(role, name, permissions, since);
        } catch (DuplicateKeyException taken) {
            throw nameTaken();
        }
        var changes = new LinkedHashMap<String, Change>();
        if ((since == null) != (before.secondFactorSince() == null)) {
            changes.put("secondFactor", new Change(before.secondFactorSince() != null, since != null));
        }
        append("role.changed", role, viewer, before.permissions(), permissions, changes);
        return listed(store.find(role).orElseThrow());
    }

    /** Refused while somebody has the role, also somebody who left: they may come back. */
    @Transactional
    void delete(Viewer viewer, Role role) {
        var before = store.lock(role).orElseThrow(Roles::notFound);
        viewer.requireRankOf(role, before.permissions());
        if (role.isGiven()) {
            throw Problem.conflict("role.given", "A given role stays.");
        }
        append("role.deleted", role, viewer, before.permissions(), Set.of(), new LinkedHashMap<>());
        try {
            store.delete(role);
        } catch (DataIntegrityViolationException inUse) {
            throw Problem.conflict("role.in_use", "Somebody has this role: give them another one first.");
        }
    }

    private static Set<Permission> sensible(Viewer viewer, @Nullable Set<Permission> wanted) {
        var permissions = Fields.required("permissions", wanted);
        if (permissions.isEmpty()) {
            throw Problem.invalid("permissions", "must name at least one permission");
        }
        if (!viewer.permissions().containsAll(permissions)) {
            throw Problem.forbidden("agent.beyond_own_rights", "A role cannot be given more than you may do.");
        }
        return permissions;
    }

    private void append(
            String kind,
            Role role,
            Viewer viewer,
            @Nullable Set<Permission> before,
            Set<Permission> after,
            LinkedHashMap<String, Change> changes) {
        if (!after.equals(before)) {
            changes.put("permissions", new Change(before == null ? null : wire(before), wire(after)));
        }
        events.append(NewEvent.of("role", role.stream(), store.next(role), kind, viewer.actor())
                .changing(changes));
    }

    private static List<String> wire(Set<Permission> permissions) {
        return permissions.stream().sorted().map(Permission::wire).toList();
    }

    private static int place(Role role) {
        var given = Role.GIVEN.indexOf(role);
        return given < 0 ? 3 : given < 2 ? given : given + 2;
    }

    private static Listed listed(RoleStore.Row row) {
        return new Listed(
                row.role(),
                row.name(),
                row.permissions().stream().sorted().toList(),
                row.people(),
                row.secondFactorSince());
    }

    private static Problem nameTaken() {
        return Problem.conflict("role.name_taken", "There is a role of this name already.");
    }

    private static Problem notFound() {
        return Problem.notFound("role.not_found", "There is no such role.");
    }
}
