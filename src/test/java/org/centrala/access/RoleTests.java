package org.centrala.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
                        "audit.read");
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
        Arrays.stream(Role.values())
                .forEach(role -> assertThat(Role.of(role.wire())).isEqualTo(role));
        Arrays.stream(Permission.values())
                .forEach(permission ->
                        assertThat(Permission.of(permission.wire())).isEqualTo(permission));
        assertThat(Role.LIGHT_AGENT.wire()).isEqualTo("light_agent");
        assertThatThrownBy(() -> Role.of("OWNER")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void onlyAnOwnerRanksWithOwnersAndNobodyAboveHimself() {
        for (var viewer : Role.values()) {
            for (var other : Role.values()) {
                var allowed = other == Role.OWNER
                        ? viewer == Role.OWNER
                        : viewer.permissions().containsAll(other.permissions());
                var check = assertThatCode(() -> viewer(viewer).requireRankOf(other))
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
        return new Viewer(Actor.agent(Ids.next()), role, role.permissions(), Set.of(), Set.of());
    }

    private static Set<String> wire(Role role) {
        return role.permissions().stream().map(Permission::wire).collect(Collectors.toSet());
    }
}
