package org.centrala.access;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.centrala.platform.web.Once;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The doors for those who have no password yet: set-up and one-time links. */
@RestController
@RequestMapping(path = "/api/v1", produces = MediaType.APPLICATION_JSON_VALUE)
class SetupController {
    private final Setup setup;
    private final Invitations invitations;
    private final Letters letters;
    private final Sessions sessions;
    private final Cookies cookies;
    private final Me.Reader me;

    SetupController(
            Setup setup, Invitations invitations, Letters letters, Sessions sessions, Cookies cookies, Me.Reader me) {
        this.setup = setup;
        this.invitations = invitations;
        this.letters = letters;
        this.sessions = sessions;
        this.cookies = cookies;
        this.me = me;
    }

    /**
     * What somebody at the door has to know.
     *
     * @param needed whether this installation has no owner yet
     * @param resetByMail whether a way to a new password can be sent
     */
    @Schema(name = "Door")
    record Door(boolean needed, boolean resetByMail) {}

    record Code(
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
            String code) {}

    record BrandName(@Nullable String name) {}

    record SetupRequest(
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
            String code,

            @Schema(requiredMode = Schema.RequiredMode.REQUIRED)
            Setup.@Nullable Owner owner,

            @Nullable BrandName brand) {}

    /**
     * Whom a one-time link is for.
     *
     * @param invited whether they come in for the first time
     */
    record InvitationFor(String name, @Nullable String email, boolean invited) {}

    record Password(
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
            String password,

            @Nullable String name) {}

    record ResetRequest(
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
            String email) {}

    @GetMapping("/setup")
    Door door() {
        return new Door(setup.isNeeded(), letters.canReset());
    }

    /** Answers the same, and as fast, whether somebody has this address or not. */
    @PostMapping(path = "/password-resets", consumes = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Once(Once.Keeping.NOTHING)
    void reset(@RequestBody ResetRequest body, HttpServletRequest request) {
        letters.reset(Fields.email("email", body.email()), Browser.of(request));
    }

    @PostMapping(path = "/setup/code", consumes = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Once(Once.Keeping.NOTHING)
    void code(@RequestBody Code body, HttpServletRequest request) {
        setup.checkCode(body.code(), request.getRemoteAddr());
    }

    @PostMapping(path = "/setup", consumes = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.CREATED)
    @Once(Once.Keeping.NOTHING)
    Me setUp(@RequestBody SetupRequest body, HttpServletRequest request, HttpServletResponse response) {
        var brand = body.brand();
        var owner = setup.finish(
                body.code(),
                Fields.required("owner", body.owner()),
                Fields.required("brand.name", brand == null ? null : brand.name()),
                request.getRemoteAddr());
        var opened = sessions.open(owner, Browser.of(request));
        cookies.signedIn(request, response, opened);
        return me.read(opened);
    }

    @GetMapping("/invitations/{token}")
    InvitationFor invitation(@PathVariable String token) {
        var agent = invitations.show(token);
        return new InvitationFor(agent.name(), agent.email(), agent.status() == Agent.Status.INVITED);
    }

    @PostMapping(path = "/invitations/{token}", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Once(Once.Keeping.NOTHING)
    Me accept(
            @PathVariable String token,
            @RequestBody Password body,
            HttpServletRequest request,
            HttpServletResponse response) {
        var opened = invitations.accept(token, body.password(), body.name(), Browser.of(request));
        cookies.signedIn(request, response, opened);
        return me.read(opened);
    }
}
