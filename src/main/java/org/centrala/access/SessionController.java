package org.centrala.access;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import java.util.UUID;
import org.centrala.access.Agents.OwnChange;
import org.centrala.access.ViewerAuthentication.Proof;
import org.centrala.platform.web.Once;
import org.centrala.platform.web.Page;
import org.centrala.platform.web.Problem;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Signing in and out, one's own sessions and one's own settings. */
@RestController
@RequestMapping(path = "/api/v1", produces = MediaType.APPLICATION_JSON_VALUE)
class SessionController {
    private final Sessions sessions;
    private final Setup setup;
    private final Agents agents;
    private final Invitations invitations;
    private final Cookies cookies;
    private final Me.Reader me;

    SessionController(
            Sessions sessions, Setup setup, Agents agents, Invitations invitations, Cookies cookies, Me.Reader me) {
        this.sessions = sessions;
        this.setup = setup;
        this.agents = agents;
        this.invitations = invitations;
        this.cookies = cookies;
        this.me = me;
    }

    record SignIn(
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
            String email,

            @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
            String password,

            @Nullable String code) {}

    record NewPassword(
            @Nullable String current,
            @JsonProperty("new") @Nullable String fresh) {}

    record MeChange(
            @Nullable String name,
            @Nullable String language,
            @Nullable String theme,
            @Nullable String density,
            @Nullable String signature,
            @Nullable NewPassword password) {}

    @PostMapping(path = "/session", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Once(Once.Keeping.NOTHING)
    Me signIn(@RequestBody SignIn body, HttpServletRequest request, HttpServletResponse response) {
        var email = Fields.required("email", body.email());
        var password = Fields.required("password", body.password());
        if (setup.isNeeded()) {
            throw Setup.needed();
        }
        var opened = sessions.signIn(email, password, body.code(), Browser.of(request));
        cookies.signedIn(request, response, opened);
        return me.read(opened);
    }

    @GetMapping("/session")
    Me session(@AuthenticationPrincipal Viewer viewer) {
        return me.read(viewer);
    }

    @GetMapping("/me")
    Me me(@AuthenticationPrincipal Viewer viewer) {
        return me.read(viewer);
    }

    @DeleteMapping("/session")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Once(Once.Keeping.NOTHING)
    void signOut(HttpServletRequest request, HttpServletResponse response) {
        current().ifPresent(session -> sessions.close(session.id()));
        cookies.signedOut(request, response);
    }

    @PatchMapping(path = "/me", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Once(Once.Keeping.NOTHING)
    Me change(@AuthenticationPrincipal Viewer viewer, @RequestBody MeChange body) {
        requireAgent(viewer);
        var change = new OwnChange(body.name(), body.language(), body.theme(), body.density(), body.signature());
        var password = body.password();
        if (password != null) {
            var session = current().orElseThrow(SessionController::agentsOnly);
            invitations.changeOwn(
                    viewer, session, Fields.required("password.current", password.current()), password.fresh());
        }
        agents.changeOwn(viewer, change);
        return me.read(viewer);
    }

    @GetMapping("/sessions")
    Page<Sessions.Listed> sessions(@AuthenticationPrincipal Viewer viewer) {
        return new Page<>(sessions.list(requireAgent(viewer), current().map(Proof.Session::id)), null);
    }

    @DeleteMapping("/sessions")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void revokeOthers(@AuthenticationPrincipal Viewer viewer) {
        sessions.revokeOthers(
                requireAgent(viewer),
                current().orElseThrow(SessionController::agentsOnly).id());
    }

    @DeleteMapping("/sessions/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void revoke(@AuthenticationPrincipal Viewer viewer, @PathVariable UUID id) {
        sessions.revoke(id, requireAgent(viewer));
    }

    static UUID requireAgent(Viewer viewer) {
        return viewer.agentId().orElseThrow(SessionController::agentsOnly);
    }

    static Problem agentsOnly() {
        return Problem.forbidden("access.agents_only", "Only an agent who is signed in can do this.");
    }

    static Optional<Proof.Session> current() {
        return SecurityContextHolder.getContext().getAuthentication() instanceof ViewerAuthentication known
                        && known.proof() instanceof Proof.Session session
                ? Optional.of(session)
                : Optional.empty();
    }
}
