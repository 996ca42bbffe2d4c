package org.centrala.conversations;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.centrala.access.Viewer;
import org.centrala.platform.web.Csv;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1")
class NumberController {
    private static final String A_DAY = "24";

    private final Numbers numbers;
    private final Clock clock;

    NumberController(Numbers numbers, Clock clock) {
        this.numbers = numbers;
        this.clock = clock;
    }

    /** Whole days of a time zone: the last seven unless others are asked for. */
    @GetMapping("/numbers")
    Numbers.Answer numbers(
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String until,
            @RequestParam(required = false) @Nullable String zone,
            @RequestParam(required = false) @Nullable UUID inbox,
            @RequestParam(required = false) @Nullable UUID team,
            @RequestParam(defaultValue = A_DAY) int hours,
            @AuthenticationPrincipal Viewer viewer) {
        return numbers.answer(
                new Numbers.Question(Period.of(from, until, zone, clock.instant()), inbox, team, hours), viewer);
    }

    /** The same for a spreadsheet: one line for each day, person, team, inbox and contact reason. */
    @GetMapping(path = "/numbers.csv", produces = "text/csv")
    @ApiResponse(
            responseCode = "200",
            content = @Content(mediaType = "text/csv", schema = @Schema(type = "string", format = "binary")))
    ResponseEntity<byte[]> file(
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String until,
            @RequestParam(required = false) @Nullable String zone,
            @RequestParam(required = false) @Nullable UUID inbox,
            @RequestParam(required = false) @Nullable UUID team,
            @RequestParam(defaultValue = A_DAY) int hours,
            @AuthenticationPrincipal Viewer viewer) {
        var answer = numbers(from, until, zone, inbox, team, hours, viewer);
        var text = new StringBuilder(Csv.BYTE_ORDER_MARK)
                .append(Csv.line(
                        "kind", "name", "received", "answered", "replies", "waiting", "first reply, median seconds"));
        var totals = answer.totals();
        text.append(Csv.line(
                "all",
                answer.from() + " to " + answer.until() + ", " + answer.zone(),
                totals.received(),
                totals.answered(),
                null,
                answer.waiting(),
                totals.median()));
        answer.days()
                .forEach(day -> text.append(
                        Csv.line("day", day.day(), day.received(), day.answered(), null, null, day.median())));
        lines(text, "person", answer.people());
        lines(text, "team", answer.teams());
        lines(text, "inbox", answer.inboxes());
        answer.reasons()
                .forEach(reason -> text.append(Csv.line(
                        "reason",
                        reason.name(),
                        reason.received(),
                        reason.answered(),
                        null,
                        reason.waiting(),
                        reason.median())));
        return ResponseEntity.ok()
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        "attachment; filename=\"numbers-" + answer.from() + "-" + answer.until() + ".csv\"")
                .header(HttpHeaders.CONTENT_TYPE, "text/csv;charset=UTF-8")
                .body(text.toString().getBytes(UTF_8));
    }

    private static void lines(StringBuilder text, String kind, List<Numbers.Part> parts) {
        parts.forEach(part -> text.append(Csv.line(
                kind,
                part.name(),
                kind.equals("person") ? null : part.received(),
                part.answered(),
                kind.equals("person") ? part.replies() : null,
                part.waiting(),
                part.median())));
    }
}
