package org.centrala.access;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.centrala.platform.CentralaSettings;
import org.centrala.platform.web.EntityTags;
import org.centrala.platform.web.Page;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** The identity provider's settings, and signing in by it. */
@RestController
@RequestMapping(path = "/api/v1", produces = MediaType.APPLICATION_JSON_VALUE)
class IdentityProviderController {
    private static final String RETURN = "/sign-in/provider";

    private final IdentityProviders providers;
    private final ProviderSignIn signIn;
    private final Agents agents;
    private final Cookies cookies;
    private final Me.Reader me;
    private final CentralaSettings settings;

    IdentityProviderController(
            IdentityProviders providers,
            ProviderSignIn signIn,
            Agents agents,
            Cookies cookies,
            Me.Reader me,
            CentralaSettings settings) {
        this.providers = providers;
        this.signIn = signIn;
        this.agents = agents;
        this.cookies = cookies;
        this.me = me;
        this.settings = settings;
    }

    /** The provider as owners see it: whether there is a secret, never which. */
    @Schema(name = "IdentityProvider")
    record Shown(
            boolean enabled,
            String label,
            String issuer,
            String clientId,
            boolean hasSecret,
            List<String> scopes,
            List<String> domains,
            boolean creates,
            @Schema(type = "string") @Nullable Role defaultRole,
            String claim,
            List<IdentityProviders.Rule> rules,
            boolean secondFactor) {

        static Shown of(IdentityProvider provider) {
            return new Shown(
                    provider.enabled(),
                    provider.label(),
                    provider.issuer().toString(),
                    provider.clientId(),
                    provider.secret() != null,
                    provider.scopes(),
                    provider.domains(),
                    provider.creates(),
                    provider.defaultRole(),
                    provider.claim(),
                    provider.rules().stream()
                            .map(rule -> new IdentityProviders.Rule(rule.value(), rule.role(), rule.teams()))
                            .toList(),
                    provider.secondFactor());
        }
    }

    /** What the settings say, and what the provider has to be told about us. */
    @Schema(name = "IdentitySettings")
    record Known(@Nullable Shown provider, String redirect) {}

    /** Whether a button is shown at sign-in, and what it says. */
    @Schema(name = "SignInButton")
    record Button(@Nullable String label) {}

    /** Where the browser goes. */
    @Schema(name = "ProviderAddress")
    record Address(String url) {}

    /** What the provider gave the browser back; the one-time code when it is asked for. */
    record ProviderAnswer(
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
            String state,

            @Nullable String code,
            @Nullable String error,
            @Nullable String iss,
            @Nullable String oneTimeCode) {}

    @GetMapping("/identity-provider")
    ResponseEntity<Known> show(@AuthenticationPrincipal Viewer viewer) {
        IdentityProviders.requireOwner(viewer);
        var provider = providers.find();
        return ResponseEntity.ok()
                .eTag(EntityTags.of(provider.map(IdentityProvider::sequence).orElse(0L)))
                .body(new Known(provider.map(Shown::of).orElse(null), redirect().toString()));
    }

    @PutMapping(path = "/identity-provider", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Shown> save(
            @AuthenticationPrincipal Viewer viewer,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestBody IdentityProviders.Settings wanted) {
        var saved = providers.save(viewer, wanted, EntityTags.sequence(ifMatch));
        return ResponseEntity.ok().eTag(EntityTags.of(saved.sequence())).body(Shown.of(saved));
    }

    @DeleteMapping("/identity-provider")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@AuthenticationPrincipal Viewer viewer) {
        providers.delete(viewer);
    }

    @PostMapping(path = "/identity-provider/test", consumes = MediaType.APPLICATION_JSON_VALUE)
    Page<IdentityProviders.Finding> test(
            @AuthenticationPrincipal Viewer viewer, @RequestBody IdentityProviders.Settings wanted) {
        return new Page<>(providers.test(viewer, wanted, redirect()), null);
    }

    @DeleteMapping("/agents/{id}/identity")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void unlink(@AuthenticationPrincipal Viewer viewer, @PathVariable UUID id) {
        viewer.require(Permission.PEOPLE_MANAGE);
        agents.unlink(viewer, id);
    }

    @GetMapping("/session/provider")
    Button button() {
        return new Button(providers.open().map(IdentityProvider::label).orElse(null));
    }

    @PostMapping("/session/provider/request")
    Address begin(HttpServletRequest request, HttpServletResponse response) {
        var begun = signIn.begin(redirect());
        cookies.away(request, response, begun.mark());
        return new Address(begun.address().toString());
    }

    @PostMapping(path = "/session/provider", consumes = MediaType.APPLICATION_JSON_VALUE)
    Me finish(@RequestBody ProviderAnswer body, HttpServletRequest request, HttpServletResponse response) {
        var answer = new ProviderSignIn.Answer(
                Fields.required("state", body.state()), body.code(), body.error(), body.iss(), body.oneTimeCode());
        var mark = Browser.cookie(request, Browser.AWAY).orElse("");
        var opened = signIn.finish(answer, mark, Browser.of(request));
        cookies.signedIn(request, response, opened);
        cookies.away(request, response, "");
        return me.read(opened);
    }

    /** The configured address; without one that of the request. The provider takes only what it was told before. */
    private URI redirect() {
        var address = settings.publicUrl() == null
                ? ServletUriComponentsBuilder.fromCurrentContextPath().build().toUri()
                : settings.publicUrl();
        return URI.create(address + RETURN);
    }
}
