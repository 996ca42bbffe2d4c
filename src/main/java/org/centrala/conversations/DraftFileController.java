package org.centrala.conversations;

import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.UUID;
import org.centrala.access.Viewer;
import org.centrala.platform.web.Downloads;
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
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/conversations/{conversation}/draft/files")
class DraftFileController {
    private final DraftFiles files;

    DraftFileController(DraftFiles files) {
        this.files = files;
    }

    /** Takes a file as it is: its bytes are the body, its type the header. */
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @RequestBody(
            required = true,
            content = @Content(mediaType = "*/*", schema = @Schema(type = "string", format = "binary")))
    Message.Attachment add(
            @PathVariable UUID conversation,
            @RequestParam(defaultValue = "customer") String audience,
            @RequestParam String fileName,
            @RequestParam(required = false) @Nullable String contentId,
            @RequestHeader(name = HttpHeaders.CONTENT_TYPE, required = false) @Nullable String contentType,
            HttpServletRequest request,
            @AuthenticationPrincipal Viewer viewer)
            throws IOException {
        if (request.getContentLengthLong() > Composition.MOST_BYTES) {
            throw Composition.tooMuch();
        }
        var content = request.getInputStream().readNBytes(Composition.MOST_BYTES + 1);
        if (content.length > Composition.MOST_BYTES) {
            throw Composition.tooMuch();
        }
        if (fileName.isBlank()) {
            throw Problem.invalid("fileName", "is missing");
        }
        var file = Composition.attachment(fileName, contentType, contentId, content);
        return files.add(new ConversationId(conversation), Audience.asked(audience), file, viewer);
    }

    /** Takes over the files of a message, to pass them on; answers all files of the draft. */
    @PostMapping("/copy")
    Page<Message.Attachment> copy(
            @PathVariable UUID conversation,
            @RequestParam(defaultValue = "customer") String audience,
            @RequestParam UUID message,
            @AuthenticationPrincipal Viewer viewer) {
        return new Page<>(
                files.copy(new ConversationId(conversation), Audience.asked(audience), message, viewer), null);
    }

    @GetMapping("/{id}")
    ResponseEntity<byte[]> get(
            @PathVariable UUID conversation, @PathVariable UUID id, @AuthenticationPrincipal Viewer viewer) {
        return download(files.get(new ConversationId(conversation), id, viewer));
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(@PathVariable UUID conversation, @PathVariable UUID id, @AuthenticationPrincipal Viewer viewer) {
        files.remove(new ConversationId(conversation), id, viewer);
    }

    private static ResponseEntity<byte[]> download(Outgoing.File file) {
        return Downloads.of(file.fileName(), file.contentType(), file.content());
    }
}
