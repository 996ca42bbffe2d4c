package org.centrala.customers;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.util.UUID;
import org.centrala.access.Viewer;
import org.centrala.platform.web.EntityTags;
import org.centrala.platform.web.Page;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
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
@RequestMapping("/api/v1")
class CompanyController {
    private final Companies companies;
    private final CompanyChoices choices;
    private final CompanyExport export;

    CompanyController(Companies companies, CompanyChoices choices, CompanyExport export) {
        this.companies = companies;
        this.choices = choices;
        this.export = export;
    }

    /** Where a customer belongs; nowhere, if there is none. */
    @Schema(name = "WantedCompany")
    record WantedCompany(@Nullable UUID company) {}

    /** By name, or with {@code q} the best hits; {@code domain} finds the one whose it is. */
    @GetMapping("/companies")
    Page<Company> list(
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(required = false) @Nullable String domain,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor,
            @AuthenticationPrincipal Viewer viewer) {
        return companies.list(q, domain, limit, cursor, viewer);
    }

    @PostMapping("/companies")
    @ResponseStatus(HttpStatus.CREATED)
    ResponseEntity<Company> create(@RequestBody Company.Details details, @AuthenticationPrincipal Viewer viewer) {
        return tagged(HttpStatus.CREATED, companies.create(details, viewer));
    }

    @GetMapping("/companies/{id}")
    ResponseEntity<Company> get(@PathVariable UUID id, @AuthenticationPrincipal Viewer viewer) {
        return tagged(HttpStatus.OK, companies.get(id, viewer));
    }

    @PatchMapping("/companies/{id}")
    ResponseEntity<Company> change(
            @PathVariable UUID id,
            @RequestBody Company.Details details,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @AuthenticationPrincipal Viewer viewer) {
        return tagged(HttpStatus.OK, companies.change(id, details, EntityTags.sequence(ifMatch), viewer));
    }

    /** Takes a company off the lists; its customers stay, and belong to no company or to that of another address. */
    @DeleteMapping("/companies/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(
            @PathVariable UUID id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @AuthenticationPrincipal Viewer viewer) {
        companies.remove(id, EntityTags.sequence(ifMatch), viewer);
    }

    /** The company's customers whom the viewer sees, by name. */
    @GetMapping("/companies/{id}/people")
    Page<Customer> people(
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor,
            @AuthenticationPrincipal Viewer viewer) {
        return companies.people(id, limit, cursor, viewer);
    }

    /** Says which company a customer belongs to, or none; no domain changes that until it is taken back. */
    @PutMapping("/customers/{id}/company")
    ResponseEntity<Customer> choose(
            @PathVariable UUID id,
            @RequestBody WantedCompany wanted,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @AuthenticationPrincipal Viewer viewer) {
        return CustomerController.tagged(
                choices.choose(new CustomerId(id), wanted.company(), EntityTags.sequence(ifMatch), viewer));
    }

    /** Takes back what was said: the customer belongs to the company of their address again. */
    @DeleteMapping("/customers/{id}/company")
    ResponseEntity<Customer> unchoose(
            @PathVariable UUID id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @AuthenticationPrincipal Viewer viewer) {
        return CustomerController.tagged(choices.unchoose(new CustomerId(id), EntityTags.sequence(ifMatch), viewer));
    }

    /** All companies as a table, written as it is read; cells that a spreadsheet would compute are made text. */
    @GetMapping(path = "/companies.csv", produces = "text/csv")
    @ApiResponse(
            responseCode = "200",
            content = @Content(mediaType = "text/csv", schema = @Schema(type = "string", format = "binary")))
    void export(@AuthenticationPrincipal Viewer viewer, HttpServletResponse response) throws IOException {
        export.begin(viewer);
        response.setHeader(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"companies.csv\"");
        response.setContentType("text/csv;charset=UTF-8");
        export.write(viewer, new BufferedWriter(new OutputStreamWriter(response.getOutputStream(), UTF_8)));
    }

    private static ResponseEntity<Company> tagged(HttpStatus status, Company company) {
        return ResponseEntity.status(status)
                .eTag(EntityTags.of(company.sequence()))
                .body(company);
    }
}
