package org.centrala.channels.email;

import java.util.UUID;
import org.centrala.access.Viewer;
import org.centrala.platform.web.Page;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1")
class InboundController {
    private static final MediaType MAIL = MediaType.parseMediaType("message/rfc822");

    private final InboundMail mail;

    InboundController(InboundMail mail) {
        this.mail = mail;
    }

    @GetMapping("/inbound")
    Page<InboundRecord> list(
            @RequestParam(required = false) @Nullable String messageId,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor,
            @AuthenticationPrincipal Viewer viewer) {
        return mail.list(messageId, limit, cursor, viewer);
    }

    @GetMapping("/inbound/{id}")
    InboundRecord get(@PathVariable UUID id, @AuthenticationPrincipal Viewer viewer) {
        return mail.get(id, viewer);
    }

    @GetMapping("/quarantine")
    Page<InboundRecord.Quarantined> quarantine(
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor,
            @AuthenticationPrincipal Viewer viewer) {
        return mail.quarantine(limit, cursor, viewer);
    }

    @GetMapping("/quarantine/{id}/raw")
    ResponseEntity<byte[]> quarantinedRaw(@PathVariable UUID id, @AuthenticationPrincipal Viewer viewer) {
        return download(mail.quarantinedRaw(id, viewer), id);
    }

    @PostMapping("/quarantine/{id}/replay")
    InboundRecord replay(@PathVariable UUID id, @AuthenticationPrincipal Viewer viewer) {
        return mail.replay(id, viewer);
    }

    @DeleteMapping("/quarantine/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable UUID id, @AuthenticationPrincipal Viewer viewer) {
        mail.delete(id, viewer);
    }

    @GetMapping("/messages/{id}/raw")
    ResponseEntity<byte[]> raw(@PathVariable UUID id, @AuthenticationPrincipal Viewer viewer) {
        return download(mail.rawOf(id, viewer), id);
    }

    /** Never shown by a browser: it is whatever a stranger sent. */
    private static ResponseEntity<byte[]> download(byte[] raw, UUID id) {
        return ResponseEntity.ok()
                .contentType(MAIL)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename(id + ".eml")
                                .build()
                                .toString())
                .header("X-Content-Type-Options", "nosniff")
                .header("Content-Security-Policy", "sandbox; default-src 'none'")
                .body(raw);
    }
}
