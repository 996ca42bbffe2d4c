package org.centrala.conversations;

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
@RequestMapping("/api/v1/tags")
class TagController {
    private final Tags tags;

    TagController(Tags tags) {
        this.tags = tags;
    }

    /** The tags that are offered while typing: those with the letters in their name or in an earlier one. */
    @GetMapping
    Page<Tag> offered(
            @RequestParam(defaultValue = "") String q,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor,
            @AuthenticationPrincipal Viewer viewer) {
        return tags.offered(q, limit, cursor, viewer);
    }

    /** The list to look after, with how often each is used. */
    @GetMapping("/managed")
    Page<Tag.Managed> list(
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor,
            @AuthenticationPrincipal Viewer viewer) {
        return tags.list(limit, cursor, viewer);
    }

    @GetMapping("/{id}")
    ResponseEntity<Tag.Managed> get(@PathVariable UUID id, @AuthenticationPrincipal Viewer viewer) {
        return tagged(HttpStatus.OK, tags.get(id, viewer));
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    ResponseEntity<Tag.Managed> create(@RequestBody Tag.Wanted wanted, @AuthenticationPrincipal Viewer viewer) {
        return tagged(HttpStatus.CREATED, tags.create(wanted, viewer));
    }

    @PutMapping("/{id}")
    ResponseEntity<Tag.Managed> change(
            @PathVariable UUID id,
            @RequestBody Tag.Wanted wanted,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @AuthenticationPrincipal Viewer viewer) {
        return tagged(HttpStatus.OK, tags.change(id, wanted, EntityTags.sequence(ifMatch), viewer));
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable UUID id, @AuthenticationPrincipal Viewer viewer) {
        tags.delete(id, viewer);
    }

    @PostMapping("/{id}/merge/preview")
    Tag.Preview preview(@PathVariable UUID id, @RequestBody Tag.Merge wanted, @AuthenticationPrincipal Viewer viewer) {
        return tags.preview(id, wanted, viewer);
    }

    @PostMapping("/{id}/merge")
    ResponseEntity<Tag.Managed> merge(
            @PathVariable UUID id, @RequestBody Tag.Merge wanted, @AuthenticationPrincipal Viewer viewer) {
        return tagged(HttpStatus.OK, tags.merge(id, wanted, viewer));
    }

    @PostMapping("/{id}/unmerge")
    ResponseEntity<Tag.Managed> unmerge(@PathVariable UUID id, @AuthenticationPrincipal Viewer viewer) {
        return tagged(HttpStatus.OK, tags.unmerge(id, viewer));
    }

    private static ResponseEntity<Tag.Managed> tagged(HttpStatus status, Tag.Managed tag) {
        return ResponseEntity.status(status).eTag(EntityTags.of(tag.sequence())).body(tag);
    }
}
