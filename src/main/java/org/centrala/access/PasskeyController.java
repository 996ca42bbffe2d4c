package org.centrala.access;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import java.util.UUID;
import org.centrala.platform.CentralaSettings;
import org.centrala.platform.web.Once;
import org.centrala.platform.web.Page;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;
import tools.jackson.databind.json.JsonMapper;

/** One's own passkeys, and signing in with one. */
@RestController
@RequestMapping(path = "/api/v1", produces = MediaType.APPLICATION_JSON_VALUE)
class PasskeyController {
    private final Passkeys passkeys;
    private final Cookies cookies;
    private final Me.Reader me;
    private final CentralaSettings settings;
    private final JsonMapper json;

    PasskeyController(Passkeys passkeys, Cookies cookies, Me.Reader me, CentralaSettings settings, JsonMapper json) {
        this.passkeys = passkeys;
        this.cookies = cookies;
        this.me = me;
        this.settings = settings;
        this.json = json;
    }

    record Begin(@Nullable String password) {}

    /** What the browser made of a request, as its {@code toJSON()} gives it. */
    record NewPasskey(
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
            String name,

            @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
            Map<String, Object> credential) {}

    record PasskeyAnswer(
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
            Map<String, Object> credential) {}

    @GetMapping("/me/passkeys")
    Page<Passkeys.Listed> list(@AuthenticationPrincipal Viewer viewer) {
        return new Page<>(passkeys.list(SessionController.requireAgent(viewer)), null);
    }

    @PostMapping(path = "/me/passkeys/creation", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Once(Once.Keeping.NOTHING)
    Passkeys.Creation begin(@AuthenticationPrincipal Viewer viewer, @RequestBody Begin body) {
        return passkeys.begin(
                SessionController.requireAgent(viewer),
                body.password(),
                session().enrolling(),
                site());
    }

    @PostMapping(path = "/me/passkeys", consumes = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.CREATED)
    @Once(Once.Keeping.NOTHING)
    Passkeys.Listed add(@AuthenticationPrincipal Viewer viewer, @RequestBody NewPasskey body) {
        return passkeys.finish(
                SessionController.requireAgent(viewer),
                session().id(),
                Fields.required("name", body.name()),
                json.writeValueAsString(Fields.required("credential", body.credential())),
                site());
    }

    @DeleteMapping("/me/passkeys/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(@AuthenticationPrincipal Viewer viewer, @PathVariable UUID id) {
        passkeys.remove(SessionController.requireAgent(viewer), id);
    }

    @PostMapping("/session/passkey/request")
    @Once(Once.Keeping.NOTHING)
    Passkeys.Request request() {
        return passkeys.request(site());
    }

    @PostMapping(path = "/session/passkey", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Once(Once.Keeping.NOTHING)
    Me signIn(@RequestBody PasskeyAnswer body, HttpServletRequest request, HttpServletResponse response) {
        var answer = json.writeValueAsString(Fields.required("credential", body.credential()));
        var opened = passkeys.signIn(answer, site(), Browser.of(request));
        cookies.signedIn(request, response, opened);
        return me.read(opened);
    }

    /** The configured address; without one that of the request, which a page elsewhere cannot choose in a browser. */
    private Passkeys.Site site() {
        var address = settings.publicUrl() == null
                ? ServletUriComponentsBuilder.fromCurrentContextPath().build().toUri()
                : settings.publicUrl();
        return new Passkeys.Site(address.getScheme() + "://" + address.getRawAuthority(), address.getHost());
    }

    private static ViewerAuthentication.Proof.Session session() {
        return SessionController.current().orElseThrow(SessionController::agentsOnly);
    }
}
