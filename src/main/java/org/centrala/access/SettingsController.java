package org.centrala.access;

import java.util.UUID;
import org.centrala.access.ApiKeys.NewApiKey;
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
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** API keys. */
@RestController
@RequestMapping(path = "/api/v1", produces = MediaType.APPLICATION_JSON_VALUE)
class SettingsController {
    private final ApiKeys keys;

    SettingsController(ApiKeys keys) {
        this.keys = keys;
    }

    @GetMapping("/api-keys")
    Page<ApiKey> keys(
            @AuthenticationPrincipal Viewer viewer,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        viewer.require(Permission.APIKEYS_MANAGE);
        return keys.list(Page.limit(limit), cursor);
    }

    @PostMapping(path = "/api-keys", consumes = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.CREATED)
    @Once(Once.Keeping.DEED)
    ApiKey.Created create(@AuthenticationPrincipal Viewer viewer, @RequestBody NewApiKey body) {
        viewer.require(Permission.APIKEYS_MANAGE);
        return keys.create(viewer, body);
    }

    @DeleteMapping("/api-keys/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void revoke(@AuthenticationPrincipal Viewer viewer, @PathVariable UUID id) {
        viewer.require(Permission.APIKEYS_MANAGE);
        keys.revoke(viewer, id);
    }
}
