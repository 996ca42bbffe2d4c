package org.centrala.conversations;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.centrala.access.Viewer;
import org.centrala.platform.web.EntityTags;
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
@RequestMapping("/api/v1/views")
class SavedViewController {
    private final SavedViews views;

    SavedViewController(SavedViews views) {
        this.views = views;
    }

    /** The ids of views, in their order. */
    record ViewOrder(List<UUID> views) {}

    /** What a view would ask for. */
    record Conditions(List<ViewCondition> conditions) {}

    /** All of them, in the viewer's own order; {@code usable} leaves out those of teams that the viewer is not in. */
    @GetMapping
    Page<SavedView> list(@RequestParam(defaultValue = "false") boolean usable, @AuthenticationPrincipal Viewer viewer) {
        return new Page<>(views.list(usable, viewer), null);
    }

    /** By view; counted are the newest of each inbox, so that {@code more} means at least so many. */
    @GetMapping("/counts")
    Map<UUID, SavedView.Count> counts(@AuthenticationPrincipal Viewer viewer) {
        return views.counts(viewer);
    }

    @PostMapping("/count")
    SavedView.Count count(@RequestBody Conditions wanted, @AuthenticationPrincipal Viewer viewer) {
        return views.count(wanted.conditions(), viewer);
    }

    @PutMapping("/order")
    Page<SavedView> order(@RequestBody ViewOrder wanted, @AuthenticationPrincipal Viewer viewer) {
        return new Page<>(views.order(wanted.views() == null ? List.of() : wanted.views(), viewer), null);
    }

    @GetMapping("/{id}")
    ResponseEntity<SavedView> get(@PathVariable UUID id, @AuthenticationPrincipal Viewer viewer) {
        return tagged(HttpStatus.OK, views.get(id, viewer));
    }

    /** What the view holds of what the viewer sees. */
    @GetMapping("/{id}/conversations")
    Page<Conversation> conversations(
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable UUID inbox,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor,
            @AuthenticationPrincipal Viewer viewer) {
        return views.conversations(id, inbox, limit, cursor, viewer);
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    ResponseEntity<SavedView> create(@RequestBody SavedView.Wanted wanted, @AuthenticationPrincipal Viewer viewer) {
        return tagged(HttpStatus.CREATED, views.create(wanted, viewer));
    }

    @PutMapping("/{id}")
    ResponseEntity<SavedView> change(
            @PathVariable UUID id,
            @RequestBody SavedView.Wanted wanted,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @AuthenticationPrincipal Viewer viewer) {
        return tagged(HttpStatus.OK, views.change(id, wanted, EntityTags.sequence(ifMatch), viewer));
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable UUID id, @AuthenticationPrincipal Viewer viewer) {
        views.delete(id, viewer);
    }

    /** Takes a deletion back. */
    @PostMapping("/{id}/restore")
    ResponseEntity<SavedView> restore(@PathVariable UUID id, @AuthenticationPrincipal Viewer viewer) {
        return tagged(HttpStatus.OK, views.restore(id, viewer));
    }

    private static ResponseEntity<SavedView> tagged(HttpStatus status, SavedView view) {
        return ResponseEntity.status(status)
                .eTag(EntityTags.of(view.sequence()))
                .body(view);
    }
}
