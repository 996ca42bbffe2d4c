package org.centrala.customers;

import java.util.EnumMap;
import java.util.Map;
import java.util.UUID;
import org.centrala.access.Viewer;
import org.centrala.platform.web.Page;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Files of customers; {@code name}, {@code email} and the others say which column, counted from 0, holds what. */
@RestController
@RequestMapping("/api/v1/customer-imports")
class CustomerImportController {
    private final CustomerImports imports;

    CustomerImportController(CustomerImports imports) {
        this.imports = imports;
    }

    @GetMapping
    Page<CustomerImports.Import> list(@AuthenticationPrincipal Viewer viewer) {
        return new Page<>(imports.list(viewer), null);
    }

    /** What each line would do; nothing is done. */
    @PostMapping(path = "/preview", consumes = MediaType.APPLICATION_OCTET_STREAM_VALUE)
    CustomerImports.Preview preview(
            @RequestBody(required = false) byte @Nullable [] file,
            @RequestParam(required = false) @Nullable Integer name,
            @RequestParam(required = false) @Nullable Integer email,
            @RequestParam(required = false) @Nullable Integer phone,
            @RequestParam(required = false) @Nullable Integer language,
            @RequestParam(required = false) @Nullable Integer notes,
            @AuthenticationPrincipal Viewer viewer) {
        return imports.preview(file == null ? new byte[0] : file, mapping(name, email, phone, language, notes), viewer);
    }

    /** Takes the file in, all of it or nothing. */
    @PostMapping(consumes = MediaType.APPLICATION_OCTET_STREAM_VALUE)
    @ResponseStatus(HttpStatus.CREATED)
    CustomerImports.Import run(
            @RequestBody(required = false) byte @Nullable [] file,
            @RequestParam(defaultValue = "customers.csv") String fileName,
            @RequestParam(required = false) @Nullable Integer name,
            @RequestParam(required = false) @Nullable Integer email,
            @RequestParam(required = false) @Nullable Integer phone,
            @RequestParam(required = false) @Nullable Integer language,
            @RequestParam(required = false) @Nullable Integer notes,
            @AuthenticationPrincipal Viewer viewer) {
        return imports.run(
                file == null ? new byte[0] : file, fileName, mapping(name, email, phone, language, notes), viewer);
    }

    /** Takes back what nothing has happened to since. */
    @PostMapping("/{id}/undo")
    CustomerImports.Undone undo(@PathVariable UUID id, @AuthenticationPrincipal Viewer viewer) {
        return imports.undo(id, viewer);
    }

    private static Map<ImportRow.Field, Integer> mapping(
            @Nullable Integer name,
            @Nullable Integer email,
            @Nullable Integer phone,
            @Nullable Integer language,
            @Nullable Integer notes) {
        var mapping = new EnumMap<ImportRow.Field, Integer>(ImportRow.Field.class);
        put(mapping, ImportRow.Field.name, name);
        put(mapping, ImportRow.Field.email, email);
        put(mapping, ImportRow.Field.phone, phone);
        put(mapping, ImportRow.Field.language, language);
        put(mapping, ImportRow.Field.notes, notes);
        return mapping;
    }

    private static void put(Map<ImportRow.Field, Integer> mapping, ImportRow.Field field, @Nullable Integer column) {
        if (column != null) {
            mapping.put(field, column);
        }
    }
}
