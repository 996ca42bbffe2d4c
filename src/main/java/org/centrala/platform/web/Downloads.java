package org.centrala.platform.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** How a stranger's file is taken from and given to a browser: a picture may be shown, nothing may act. */
public final class Downloads {
    /** Pictures that a browser shows without running anything; SVG is not among them. */
    private static final Set<String> SAFE_IMAGES =
            Set.of("image/png", "image/jpeg", "image/gif", "image/webp", "image/bmp", "image/avif");

    private Downloads() {}

    public static ResponseEntity<byte[]> of(String fileName, String contentType, byte[] content) {
        var type = contentType.toLowerCase(Locale.ROOT);
        var shown = SAFE_IMAGES.contains(type);
        var disposition = (shown ? ContentDisposition.inline() : ContentDisposition.attachment())
                .filename(fileName, UTF_8)
                .build();
        return ResponseEntity.ok()
                .header("Content-Disposition", disposition.toString())
                .header("Content-Security-Policy", "default-src 'none'; sandbox")
                .header("X-Content-Type-Options", "nosniff")
                .header("Cache-Control", "private, max-age=3600")
                .contentType(shown ? MediaType.parseMediaType(type) : MediaType.APPLICATION_OCTET_STREAM)
                .body(content);
    }

    /** A file's name in a form that can be written anywhere. */
    public static String fileName(String name) {
        return name.replace("\0", "").strip().replaceAll("[\\r\\n/\\\\]", "_");
    }

    /** The type that whoever sends a file says it has, unless that is none. */
    public static String contentType(@Nullable String type) {
        return type != null && type.matches("[A-Za-z0-9!#$&^_.+-]{1,100}/[A-Za-z0-9!#$&^_.+-]{1,100}")
                ? type.toLowerCase(Locale.ROOT)
                : "application/octet-stream";
    }
}
