package org.centrala.access;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.centrala.access.Agents.AgentChange;
import org.centrala.access.Agents.NewAgent;
import org.centrala.access.spi.Desk;
import org.centrala.platform.web.Once;
import org.centrala.platform.web.Page;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Agents, teams and what the roles may do. */
@RestController
@RequestMapping(path = "/api/v1", produces = MediaType.APPLICATION_JSON_VALUE)
class PeopleController {
    private final Agents agents;
    private final Teams teams;
    private final Roles roles;
    private final SecondFactors secondFactors;
    private final Letters letters;

    PeopleController(Agents agents, Teams teams, Roles roles, SecondFactors secondFactors, Letters letters) {
        this.roles = roles;
        this.secondFactors = secondFactors;
        this.letters = letters;
        this.agents = agents;
        this.teams = teams;
    }

    /** A one-time link as it is shown this once; {@code mailed} tells whether it is on its way by mail too. */
    @Schema(name = "InvitationLink")
    record Link(String link, Instant expiresAt, boolean mailed) {}

    @Schema(name = "InvitedAgent")
    record InvitedAgent(Agent agent, String link, Instant expiresAt, boolean mailed) {}

    /** From which address letters to people leave; null while no mailbox can send. */
    @Schema(name = "LetterSender")
    record Sender(@Nullable String sender) {}

    record TeamBody(@Nullable String name, @Nullable Set<UUID> members) {}

    @GetMapping("/agents")
    Page<Agent> list(
            @AuthenticationPrincipal Viewer viewer,
            @RequestParam(required = false) @Nullable String status,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        var only = status == null ? null : Agent.Status.of(Fields.oneOf("status", status, Fields.STATUSES));
        return agents.list(only, Page.limit(limit), cursor).map(agent -> shown(viewer, agent));
    }

    @GetMapping("/agents/{id}")
    Agent agent(@AuthenticationPrincipal Viewer viewer, @PathVariable UUID id) {
        return shown(viewer, agents.find(id).orElseThrow(Agents::notFound));
    }

    @PostMapping(path = "/agents", consumes = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.CREATED)
    @Once(Once.Keeping.DEED)
    InvitedAgent invite(
            @AuthenticationPrincipal Viewer viewer,
            @RequestBody NewAgent body,
            @RequestParam(defaultValue = "false") boolean mail) {
        viewer.require(Permission.PEOPLE_MANAGE);
        var invited = agents.invite(viewer, body);
        var link = invited.link();
        return new InvitedAgent(
                invited.agent(), link.url(), link.expiresAt(), mail && letters.invitation(invited.agent(), link));
    }

    @PatchMapping(path = "/agents/{id}", consumes = MediaType.APPLICATION_JSON_VALUE)
    Agent change(@AuthenticationPrincipal Viewer viewer, @PathVariable UUID id, @RequestBody AgentChange body) {
        viewer.require(Permission.PEOPLE_MANAGE);
        return agents.change(viewer, id, body);
    }

    /** What is to be handed over when this person leaves. */
    @GetMapping("/agents/{id}/work")
    Desk.Work work(@AuthenticationPrincipal Viewer viewer, @PathVariable UUID id) {
        viewer.require(Permission.PEOPLE_MANAGE);
        return agents.work(id);
    }

    @PostMapping("/agents/{id}/link")
    @Once(Once.Keeping.DEED)
    Link link(
            @AuthenticationPrincipal Viewer viewer,
            @PathVariable UUID id,
            @RequestParam(defaultValue = "false") boolean mail) {
        viewer.require(Permission.PEOPLE_MANAGE);
        var made = agents.link(viewer, id);
        var link = made.link();
        return new Link(link.url(), link.expiresAt(), mail && letters.invitation(made.agent(), link));
    }

    @DeleteMapping("/agents/{id}/link")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void withdrawLink(@AuthenticationPrincipal Viewer viewer, @PathVariable UUID id) {
        viewer.require(Permission.PEOPLE_MANAGE);
        agents.withdrawLink(viewer, id);
    }

    @GetMapping("/agents/letters")
    Sender letters(@AuthenticationPrincipal Viewer viewer) {
        viewer.require(Permission.PEOPLE_MANAGE);
        return new Sender(letters.sender().orElse(null));
    }

    @GetMapping("/roles")
    Page<Roles.Listed> roles() {
        return new Page<>(roles.list(), null);
    }

    @PostMapping(path = "/roles", consumes = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.CREATED)
    Roles.Listed createRole(@AuthenticationPrincipal Viewer viewer, @RequestBody Roles.NewRole body) {
        viewer.require(Permission.PEOPLE_MANAGE);
        return roles.create(viewer, body);
    }

    @PatchMapping(path = "/roles/{id}", consumes = MediaType.APPLICATION_JSON_VALUE)
    Roles.Listed changeRole(
            @AuthenticationPrincipal Viewer viewer, @PathVariable String id, @RequestBody Roles.RoleChange body) {
        viewer.require(Permission.PEOPLE_MANAGE);
        return roles.change(viewer, Role.of(id), body);
    }

    @DeleteMapping("/roles/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void deleteRole(@AuthenticationPrincipal Viewer viewer, @PathVariable String id) {
        viewer.require(Permission.PEOPLE_MANAGE);
        roles.delete(viewer, Role.of(id));
    }

    /** Takes the second factor of somebody away who has lost it. */
    @DeleteMapping("/agents/{id}/second-factor")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void removeSecondFactor(@AuthenticationPrincipal Viewer viewer, @PathVariable UUID id) {
        viewer.require(Permission.PEOPLE_MANAGE);
        secondFactors.removeOf(viewer, id);
    }

    @GetMapping("/teams")
    Page<Team> teams(
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        return teams.list(Page.limit(limit), cursor);
    }

    @PostMapping(path = "/teams", consumes = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.CREATED)
    Team createTeam(@AuthenticationPrincipal Viewer viewer, @RequestBody TeamBody body) {
        viewer.require(Permission.PEOPLE_MANAGE);
        return teams.create(
                viewer, Fields.required("name", body.name()), body.members() == null ? Set.of() : body.members());
    }

    @PatchMapping(path = "/teams/{id}", consumes = MediaType.APPLICATION_JSON_VALUE)
    Team changeTeam(@AuthenticationPrincipal Viewer viewer, @PathVariable UUID id, @RequestBody TeamBody body) {
        viewer.require(Permission.PEOPLE_MANAGE);
        return teams.change(viewer, id, body.name(), body.members());
    }

    @DeleteMapping("/teams/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void deleteTeam(@AuthenticationPrincipal Viewer viewer, @PathVariable UUID id) {
        viewer.require(Permission.PEOPLE_MANAGE);
        teams.delete(viewer, id);
    }

    private static Agent shown(Viewer viewer, Agent agent) {
        var mayKnow = viewer.can(Permission.PEOPLE_MANAGE)
                || viewer.agentId().filter(agent.id()::equals).isPresent();
        return mayKnow ? agent : agent.withoutEmail();
    }
}
