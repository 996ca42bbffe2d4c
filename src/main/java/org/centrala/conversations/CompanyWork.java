package org.centrala.conversations;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.Comparator;
import java.util.Objects;
import java.util.UUID;
import org.centrala.access.Permission;
import org.centrala.access.Viewer;
import org.centrala.customers.Companies;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What there is of a company's people together; their conversations are listed by {@code /conversations?company=}. */
@RestController
@RequestMapping("/api/v1/companies")
class CompanyWork {
    private final CustomerTimelineStore store;
    private final Companies companies;

    CompanyWork(CustomerTimelineStore store, Companies companies) {
        this.store = store;
        this.companies = companies;
    }

    /** How many conversations its people have that the viewer sees, and when something last happened in one. */
    @Schema(name = "CompanyWork")
    record Work(long conversations, long open, @Nullable Instant lastAt) {}

    @GetMapping("/{id}/work")
    @Transactional(readOnly = true)
    Work get(@PathVariable UUID id, @AuthenticationPrincipal Viewer viewer) {
        viewer.require(Permission.CONVERSATION_READ);
        companies.get(id, viewer);
        var parts = store.parts(companies.family(id, viewer), viewer.inboxArray());
        return new Work(
                parts.stream()
                        .mapToLong(CustomerTimelineStore.Part::conversations)
                        .sum(),
                parts.stream().mapToLong(CustomerTimelineStore.Part::open).sum(),
                parts.stream()
                        .map(CustomerTimelineStore.Part::lastAt)
                        .filter(Objects::nonNull)
                        .max(Comparator.naturalOrder())
                        .orElse(null));
    }
}
