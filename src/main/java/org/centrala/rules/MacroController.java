package org.centrala.rules;

import java.util.UUID;
import org.centrala.access.Viewer;
import org.centrala.platform.web.EntityTags;
import org.centrala.platform.web.Once;
import org.centrala.platform.web.Page;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
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
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/macros")
class MacroController {
    private final Macros macros;
    private final MacroRuns runs;

    MacroController(Macros macros, MacroRuns runs) {
        this.macros = macros;
        this.runs = runs;
    }

    /** By title; {@code usable} leaves out those of teams that the viewer is not in. */
    @GetMapping
    Page<Macro> list(
            @RequestParam(defaultValue = "false") boolean usable,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor,
            @AuthenticationPrincipal Viewer viewer) {
        return macros.list(usable, limit, cursor, viewer);
    }

    @GetMapping("/{id}")
    ResponseEntity<Macro> get(@PathVariable UUID id, @AuthenticationPrincipal Viewer viewer) {
        return tagged(HttpStatus.OK, macros.get(id, viewer));
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    ResponseEntity<Macro> create(@RequestBody Macro.Wanted wanted, @AuthenticationPrincipal Viewer viewer) {
        return tagged(HttpStatus.CREATED, macros.create(wanted, viewer));
    }

    @PutMapping("/{id}")
    ResponseEntity<Macro> change(
            @PathVariable UUID id,
            @RequestBody Macro.Wanted wanted,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @AuthenticationPrincipal Viewer viewer) {
        return tagged(HttpStatus.OK, macros.change(id, wanted, EntityTags.sequence(ifMatch), viewer));
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable UUID id, @AuthenticationPrincipal Viewer viewer) {
        macros.delete(id, viewer);
    }

    /** Its words as they would be said in this conversation. */
    @GetMapping("/{id}/preview")
    Macro.Filled preview(
            @PathVariable UUID id, @RequestParam UUID conversation, @AuthenticationPrincipal Viewer viewer) {
        return runs.preview(id, conversation, viewer);
    }

    @PostMapping("/{id}/run")
    @Once(apartFrom = {"lastSeen", "force"})
    MacroRuns.Ran run(
            @PathVariable UUID id, @RequestBody MacroRuns.Wanted wanted, @AuthenticationPrincipal Viewer viewer) {
        return runs.run(id, wanted, viewer);
    }

    private static ResponseEntity<Macro> tagged(HttpStatus status, Macro macro) {
        return ResponseEntity.status(status)
                .eTag(EntityTags.of(macro.sequence()))
                .body(macro);
    }
}
