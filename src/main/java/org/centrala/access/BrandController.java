package org.centrala.access;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.UUID;
import org.centrala.platform.web.Page;
import org.centrala.platform.web.Problem;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Brands and their logos. */
@RestController
@RequestMapping(path = "/api/v1/brands", produces = MediaType.APPLICATION_JSON_VALUE)
class BrandController {
    private final Brands brands;

    BrandController(Brands brands) {
        this.brands = brands;
    }

    @GetMapping
    Page<Brand> brands(
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        return brands.list(Page.limit(limit), cursor);
    }

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.CREATED)
    Brand create(@AuthenticationPrincipal Viewer viewer, @RequestBody Brands.Details body) {
        return brands.create(viewer, body);
    }

    @PatchMapping(path = "/{id}", consumes = MediaType.APPLICATION_JSON_VALUE)
    Brand change(@AuthenticationPrincipal Viewer viewer, @PathVariable UUID id, @RequestBody Brands.Details body) {
        return brands.change(viewer, id, body);
    }

    @GetMapping(path = "/{id}/logo", produces = MediaType.IMAGE_PNG_VALUE)
    ResponseEntity<byte[]> logo(@PathVariable UUID id) {
        var png = brands.logo(id)
                .orElseThrow(() -> Problem.notFound("brand.no_logo", "There is no such brand, or it has no logo."));
        return ResponseEntity.ok()
                .cacheControl(CacheControl.maxAge(Duration.ofDays(1)).cachePrivate())
                .body(png);
    }

    /** A PNG or JPEG; it is written anew, at most 256 pixels on a side. */
    @PutMapping(
            path = "/{id}/logo",
            consumes = {MediaType.IMAGE_PNG_VALUE, MediaType.IMAGE_JPEG_VALUE})
    Brand setLogo(@AuthenticationPrincipal Viewer viewer, @PathVariable UUID id, InputStream picture)
            throws IOException {
        viewer.require(Permission.SETTINGS_MANAGE);
        return brands.setLogo(viewer, id, picture.readNBytes(Pictures.MOST_BYTES + 1));
    }

    @DeleteMapping("/{id}/logo")
    Brand removeLogo(@AuthenticationPrincipal Viewer viewer, @PathVariable UUID id) {
        return brands.removeLogo(viewer, id);
    }
}
