package org.centrala.knowledge;

import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.UUID;
import org.centrala.access.Viewer;
import org.centrala.platform.web.Downloads;
import org.centrala.platform.web.EntityTags;
import org.centrala.platform.web.Page;
import org.centrala.platform.web.Problem;
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
@RequestMapping("/api/v1/snippets")
class SnippetController {
    private final Snippets snippets;

    SnippetController(Snippets snippets) {
        this.snippets = snippets;
    }

    /** By title; {@code usable} leaves out those of teams that the viewer is not in. */
    @GetMapping
    Page<Snippet> list(
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(defaultValue = "false") boolean usable,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor,
            @AuthenticationPrincipal Viewer viewer) {
        return snippets.list(q, usable, limit, cursor, viewer);
    }

    @GetMapping("/{id}")
    ResponseEntity<Snippet> get(@PathVariable UUID id, @AuthenticationPrincipal Viewer viewer) {
        return tagged(HttpStatus.OK, snippets.get(id, viewer));
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    ResponseEntity<Snippet> create(@RequestBody Snippet.Wanted wanted, @AuthenticationPrincipal Viewer viewer) {
        return tagged(HttpStatus.CREATED, snippets.create(wanted, viewer));
    }

    @PutMapping("/{id}")
    ResponseEntity<Snippet> change(
            @PathVariable UUID id,
            @RequestBody Snippet.Wanted wanted,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @AuthenticationPrincipal Viewer viewer) {
        return tagged(HttpStatus.OK, snippets.change(id, wanted, EntityTags.sequence(ifMatch), viewer));
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable UUID id, @AuthenticationPrincipal Viewer viewer) {
        snippets.delete(id, viewer);
    }

    /** Takes a file as it is: its bytes are the body, its type the header. */
    @PostMapping("/{id}/files")
    @ResponseStatus(HttpStatus.CREATED)
    @io.swagger.v3.oas.annotations.parameters.RequestBody(
            required = true,
            content = @Content(mediaType = "*/*", schema = @Schema(type = "string", format = "binary")))
    Snippet addFile(
            @PathVariable UUID id,
            @RequestParam String fileName,
            @RequestHeader(name = HttpHeaders.CONTENT_TYPE, required = false) @Nullable String contentType,
            HttpServletRequest request,
            @AuthenticationPrincipal Viewer viewer)
            throws IOException {
        var content = request.getInputStream().readNBytes(Snippets.MOST_BYTES + 1);
        if (content.length > Snippets.MOST_BYTES) {
            throw Snippets.tooMuch();
        }
        if (fileName.isBlank() || fileName.length() > 255) {
            throw Problem.invalid("fileName", "must have 1 to 255 characters");
        }
        var file = new SnippetStore.Content(Downloads.fileName(fileName), Downloads.contentType(contentType), content);
        return snippets.addFile(id, file, viewer);
    }

    @GetMapping("/{id}/files/{file}")
    ResponseEntity<byte[]> file(
            @PathVariable UUID id, @PathVariable UUID file, @AuthenticationPrincipal Viewer viewer) {
        var found = snippets.file(id, file, viewer);
        return Downloads.of(found.fileName(), found.contentType(), found.bytes());
    }

    @DeleteMapping("/{id}/files/{file}")
    Snippet removeFile(@PathVariable UUID id, @PathVariable UUID file, @AuthenticationPrincipal Viewer viewer) {
        return snippets.removeFile(id, file, viewer);
    }

    private static ResponseEntity<Snippet> tagged(HttpStatus status, Snippet snippet) {
        return ResponseEntity.status(status)
                .eTag(EntityTags.of(snippet.sequence()))
                .body(snippet);
    }
}
