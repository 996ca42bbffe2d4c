package org.centrala.conversations;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Locale;
import java.util.Set;
import org.springframework.http.ContentDisposition;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** How a stranger's file is given to a browser: a picture may be shown, nothing may act. */
final class Downloads {
    /** Pictures that a browser shows without running anything; SVG is not among them. */
    private static final Set<String> SAFE_IMAGES =
            Set.of("image/png", "image/jpeg", "image/gif", "image/webp", "image/bmp", "image/avif");

    private Downloads() {}

    static ResponseEntity<byte[]> of(Outgoing.File file) {
        var type = file.contentType().toLowerCase(Locale.ROOT);
        var shown = SAFE_IMAGES.contains(type);
        var disposition = (shown ? ContentDisposition.inline() : ContentDisposition.attachment())
                .filename(file.fileName(), UTF_8)
                .build();
        return ResponseEntity.ok()
                .header("Content-Disposition", disposition.toString())
                .header("Content-Security-Policy", "default-src 'none'; sandbox")
                .header("X-Content-Type-Options", "nosniff")
                .header("Cache-Control", "private, max-age=3600")
                .contentType(shown ? MediaType.parseMediaType(type) : MediaType.APPLICATION_OCTET_STREAM)
                .body(file.content());
    }
}
