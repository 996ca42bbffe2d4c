package org.centrala.customers;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.UUID;
import org.centrala.access.Viewer;
import org.centrala.platform.web.Page;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping(path = "/api/v1", produces = MediaType.APPLICATION_JSON_VALUE)
class ErasureController {
    private final Erasures erasures;

    ErasureController(Erasures erasures) {
        this.erasures = erasures;
    }

    /** Why somebody is forgotten, and their name or address, typed. */
    record NewErasure(
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
            String reason,

            @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
            String confirmation) {}

    @GetMapping("/customers/{id}/erasure")
    Erasures.Preview preview(@PathVariable UUID id, @AuthenticationPrincipal Viewer viewer) {
        return erasures.preview(new CustomerId(id), viewer);
    }

    @PostMapping(path = "/customers/{id}/erasure", consumes = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.ACCEPTED)
    Erasure begin(@PathVariable UUID id, @RequestBody NewErasure body, @AuthenticationPrincipal Viewer viewer) {
        return erasures.begin(new CustomerId(id), body.reason(), body.confirmation(), viewer);
    }

    @GetMapping("/erasures")
    Page<Erasure> list(
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor,
            @AuthenticationPrincipal Viewer viewer) {
        return erasures.list(Page.limit(limit), cursor, viewer);
    }

    @GetMapping("/erasures/{id}")
    Erasure get(@PathVariable UUID id, @AuthenticationPrincipal Viewer viewer) {
        return erasures.get(id, viewer);
    }

    @GetMapping("/erasures/{id}/proof")
    ResponseEntity<Erasures.Proof> proof(@PathVariable UUID id, @AuthenticationPrincipal Viewer viewer) {
        return ResponseEntity.ok()
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"erasure-" + id + ".json\"")
                .body(erasures.proof(id, viewer));
    }
}
