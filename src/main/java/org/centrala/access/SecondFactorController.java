package org.centrala.access;

import org.centrala.platform.web.Once;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** One's own second factor: on, off, and the codes for when the app is lost. */
@RestController
@RequestMapping(path = "/api/v1/me/second-factor", produces = MediaType.APPLICATION_JSON_VALUE)
class SecondFactorController {
    private final SecondFactors factors;

    SecondFactorController(SecondFactors factors) {
        this.factors = factors;
    }

    record Proof(@Nullable String password) {}

    record Code(@Nullable String code) {}

    @GetMapping
    SecondFactors.State state(@AuthenticationPrincipal Viewer viewer) {
        return factors.state(SessionController.requireAgent(viewer));
    }

    @PostMapping(path = "/key", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Once(Once.Keeping.NOTHING)
    SecondFactors.Begun begin(@AuthenticationPrincipal Viewer viewer, @RequestBody Proof body) {
        return factors.begin(
                SessionController.requireAgent(viewer),
                body.password(),
                session().enrolling());
    }

    @PostMapping(path = "/confirmation", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Once(Once.Keeping.NOTHING)
    SecondFactors.Recovery confirm(@AuthenticationPrincipal Viewer viewer, @RequestBody Code body) {
        return factors.confirm(SessionController.requireAgent(viewer), session().id(), body.code());
    }

    @PostMapping(path = "/recovery-codes", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Once(Once.Keeping.NOTHING)
    SecondFactors.Recovery renew(@AuthenticationPrincipal Viewer viewer, @RequestBody Proof body) {
        return factors.renewRecovery(SessionController.requireAgent(viewer), body.password());
    }

    /** A command with a body, since the password must not stand in an address. */
    @PostMapping(path = "/removal", consumes = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Once(Once.Keeping.NOTHING)
    void remove(@AuthenticationPrincipal Viewer viewer, @RequestBody Proof body) {
        factors.removeOwn(SessionController.requireAgent(viewer), body.password());
    }

    private static ViewerAuthentication.Proof.Session session() {
        return SessionController.current().orElseThrow(SessionController::agentsOnly);
    }
}
