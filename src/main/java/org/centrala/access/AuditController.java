package org.centrala.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.UUID;
import org.centrala.platform.log.EventFilter;
import org.centrala.platform.web.Csv;
import org.centrala.platform.web.Page;
import org.centrala.platform.web.Problem;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The audit trail, on the screen and as a file. */
@RestController
@RequestMapping("/api/v1")
class AuditController {
    private final Audit audit;

    AuditController(Audit audit) {
        this.audit = audit;
    }

    /** What to look for; everything may be left out. */
    record Wanted(
            @Nullable UUID actor,
            @Nullable String kind,
            @Nullable String objectType,
            @Nullable UUID object,
            @Nullable String from,
            @Nullable String until) {

        EventFilter filter(Viewer viewer) {
            return new EventFilter(
                    viewer.inboxArray(),
                    true,
                    actor,
                    blank(kind),
                    blank(objectType),
                    object,
                    time("from", from),
                    time("until", until));
        }

        private static @Nullable String blank(@Nullable String text) {
            return text == null || text.isBlank() ? null : text.strip();
        }

        private static @Nullable Instant time(String field, @Nullable String text) {
            try {
                return text == null || text.isBlank() ? null : Instant.parse(text);
            } catch (DateTimeParseException e) {
                throw Problem.invalid(field, "is a time such as 2026-11-22T10:00:00Z");
            }
        }
    }

    @GetMapping(path = "/audit", produces = MediaType.APPLICATION_JSON_VALUE)
    Page<Audit.Entry> list(
            @AuthenticationPrincipal Viewer viewer,
            @RequestParam(required = false) @Nullable UUID actor,
            @RequestParam(required = false) @Nullable String kind,
            @RequestParam(required = false) @Nullable String objectType,
            @RequestParam(required = false) @Nullable UUID object,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String until,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        viewer.require(Permission.AUDIT_READ);
        var filter = new Wanted(actor, kind, objectType, object, from, until).filter(viewer);
        return audit.list(filter, Page.limit(limit), cursor);
    }

    /** Written as it is read, on the request's own thread, so that no clock cuts a long trail off. */
    @GetMapping(path = "/audit.csv", produces = "text/csv")
    @ApiResponse(
            responseCode = "200",
            content = @Content(mediaType = "text/csv", schema = @Schema(type = "string", format = "binary")))
    void export(
            @AuthenticationPrincipal Viewer viewer,
            @RequestParam(required = false) @Nullable UUID actor,
            @RequestParam(required = false) @Nullable String kind,
            @RequestParam(required = false) @Nullable String objectType,
            @RequestParam(required = false) @Nullable UUID object,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String until,
            HttpServletResponse response)
            throws IOException {
        viewer.require(Permission.AUDIT_READ);
        var filter = new Wanted(actor, kind, objectType, object, from, until).filter(viewer);
        audit.exported(viewer);
        response.setHeader(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"audit.csv\"");
        response.setContentType("text/csv;charset=UTF-8");
        write(filter, new BufferedWriter(new OutputStreamWriter(response.getOutputStream(), UTF_8)));
    }

    private void write(EventFilter filter, BufferedWriter out) throws IOException {
        out.write(Csv.BYTE_ORDER_MARK);
        out.write(Csv.line(
                "position", "at", "actor", "actor id", "actor name", "kind", "object", "object id", "changes"));
        try {
            audit.each(filter, entry -> {
                try {
                    out.write(line(entry));
                } catch (IOException gone) {
                    throw new UncheckedIOException(gone);
                }
            });
        } catch (UncheckedIOException gone) {
            throw gone.getCause();
        }
        out.flush();
    }

    private static String line(Audit.Entry entry) {
        var changes = new StringBuilder();
        entry.changes()
                .forEach((field, change) -> changes.append(changes.isEmpty() ? "" : "; ")
                        .append(field)
                        .append(": ")
                        .append(change.old())
                        .append(" -> ")
                        .append(change.now()));
        return Csv.line(
                entry.position(),
                entry.at(),
                entry.actor().kind().wire(),
                entry.actor().id(),
                entry.actor().name(),
                entry.kind(),
                entry.object().type(),
                entry.object().id(),
                changes);
    }
}
