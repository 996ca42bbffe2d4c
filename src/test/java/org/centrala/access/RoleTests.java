package org.centrala.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.centrala.platform.Actor;
import org.centrala.platform.Ids;
import org.centrala.platform.web.Problem;
import org.junit.jupiter.api.Test;

/** Pins the matrix of roles and permissions, and the names on the wire. */
class RoleTests {

    @Test
    void everyRoleHasExactlyThesePermissions() {
        assertThat(wire(Role.OWNER)).isEqualTo(wire(Role.ADMINISTRATOR)).hasSize(Permission.values().length);
        assertThat(wire(Role.SUPERVISOR))
                .containsExactlyInAnyOrder(
                        "conversation.read",
                        "conversation.note",
                        "conversation.reply",
                        "conversation.update",
                        "customer.read",
                        "customer.update",
                        "quarantine.manage",
                        "knowledge.manage",
                        "audit.read",
                        "report.read");
        assertThat(wire(Role.AGENT))
                .containsExactlyInAnyOrder(
                        "conversation.read",
                        "conversation.note",
                        "conversation.reply",
                        "conversation.update",
                        "customer.read",
                        "customer.update");
        assertThat(wire(Role.LIGHT_AGENT))
                .containsExactlyInAnyOrder("conversation.read", "conversation.note", "customer.read");
    }

    @Test
    void namesOnTheWireAreReadBack() {
        Arrays.stream(Permission.values())
                .forEach(permission ->
                        assertThat(Permission.of(permission.wire())).isEqualTo(permission));
        assertThat(Role.of("light_agent")).isEqualTo(Role.LIGHT_AGENT);
        assertThat(Role.of("OWNER").isGiven()).isFalse();
    }

    @Test
    void onlyAnOwnerRanksWithOwnersAndNobodyAboveHimself() {
        for (var viewer : Role.GIVEN) {
            for (var other : Role.GIVEN) {
                var allowed =
                        other.isOwner() ? viewer.isOwner() : permissions(viewer).containsAll(permissions(other));
                var check = assertThatCode(() -> viewer(viewer).requireRankOf(other, permissions(other)))
                        .as("%s over %s", viewer, other);
                if (allowed) {
                    check.doesNotThrowAnyException();
                } else {
                    check.isInstanceOf(Problem.class);
                }
            }
        }
    }

    private static Viewer viewer(Role role) {
        return new Viewer(Actor.agent(Ids.next()), role, permissions(role), Set.of(), Set.of());
    }

    private static Set<Permission> permissions(Role role) {
        return role.permissions().orElseThrow();
    }

    private static Set<String> wire(Role role) {
        return permissions(role).stream().map(Permission::wire).collect(Collectors.toSet());
    }
}
