package org.centrala.conversations;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.UUID;
import org.centrala.access.Viewer;
import org.centrala.platform.web.Downloads;
import org.centrala.platform.web.Once;
import org.centrala.platform.web.Page;
import org.centrala.platform.web.Problem;
import org.jspecify.annotations.Nullable;
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
@RequestMapping("/api/v1")
class MessageController {
    private final Messages messages;
    private final Redactions redactions;

    MessageController(Messages messages, Redactions redactions) {
        this.messages = messages;
        this.redactions = redactions;
    }

    /** What a taken-back reply became. */
    record Undone(Drafts.Draft draft) {}

    @GetMapping("/conversations/{id}/messages")
    Page<Message> list(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "asc") String order,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor,
            @AuthenticationPrincipal Viewer viewer) {
        if (!order.equals("asc") && !order.equals("desc")) {
            throw Problem.invalid("order", "must be asc or desc");
        }
        return messages.list(new ConversationId(id), order.equals("desc"), limit, cursor, viewer);
    }

    @PostMapping("/conversations/{id}/messages")
    @ResponseStatus(HttpStatus.CREATED)
    @Once(apartFrom = {"lastSeen", "force"})
    Message post(@PathVariable UUID id, @RequestBody NewMessage wanted, @AuthenticationPrincipal Viewer viewer) {
        return messages.post(new ConversationId(id), wanted, viewer);
    }

    @GetMapping("/messages")
    Page<Message> find(@RequestParam String messageId, @AuthenticationPrincipal Viewer viewer) {
        return new Page<>(messages.byExternalId(messageId, viewer), null);
    }

    @GetMapping("/messages/{id}")
    Message get(@PathVariable UUID id, @AuthenticationPrincipal Viewer viewer) {
        return messages.get(new MessageId(id), viewer);
    }

    @PostMapping("/messages/{id}/undo")
    Undone undo(@PathVariable UUID id, @AuthenticationPrincipal Viewer viewer) {
        return new Undone(messages.undo(new MessageId(id), viewer));
    }

    /** Takes words and files out of a message, and the words out of the whole conversation, for good. */
    @PostMapping("/messages/{id}/redact")
    Message redact(
            @PathVariable UUID id, @RequestBody Redactions.Wanted wanted, @AuthenticationPrincipal Viewer viewer) {
        return redactions.redact(new MessageId(id), wanted, viewer);
    }

    @PostMapping("/messages/{id}/retry")
    Message retry(@PathVariable UUID id, @AuthenticationPrincipal Viewer viewer) {
        return messages.retry(new MessageId(id), viewer);
    }

    /**
     * The sanitised HTML as a document of its own for the workspace's sandboxed frame: no script under any
     * circumstances, pictures of the message itself, and remote ones only when asked for.
     */
    @GetMapping(path = "/messages/{id}/html", produces = MediaType.TEXT_HTML_VALUE)
    ResponseEntity<byte[]> html(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "0") String images,
            @AuthenticationPrincipal Viewer viewer) {
        var message = messages.get(new MessageId(id), viewer);
        var remote = images.equals("1") ? " https: http:" : "";
        return ResponseEntity.ok()
                .header(
                        "Content-Security-Policy",
                        "default-src 'none'; img-src 'self' data:" + remote
                                + "; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'; frame-ancestors 'self';"
                                + " sandbox allow-same-origin allow-popups allow-popups-to-escape-sandbox")
                .header("X-Frame-Options", "SAMEORIGIN")
                .header("Referrer-Policy", "no-referrer")
                .header("Cache-Control", "private, max-age=300")
                .contentType(new MediaType(MediaType.TEXT_HTML, UTF_8))
                .body(MessageFrame.of(message).getBytes(UTF_8));
    }

    @GetMapping("/attachments/{id}")
    ResponseEntity<byte[]> attachment(@PathVariable UUID id, @AuthenticationPrincipal Viewer viewer) {
        return download(messages.file(id, viewer));
    }

    private static ResponseEntity<byte[]> download(Outgoing.File file) {
        return Downloads.of(file.fileName(), file.contentType(), file.content());
    }
}
