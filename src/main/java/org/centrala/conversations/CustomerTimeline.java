package org.centrala.conversations;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.centrala.access.Permission;
import org.centrala.access.Viewer;
import org.centrala.customers.CustomerId;
import org.centrala.customers.Customers;
import org.centrala.platform.Actor;
import org.centrala.platform.web.Cursor;
import org.centrala.platform.web.Page;
import org.centrala.platform.web.Problem;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** One person's whole story over all conversations and channels, as far as the viewer sees it. */
@RestController
@RequestMapping("/api/v1/customers")
class CustomerTimeline {
    private static final int MOST_AT_ONCE = 200;

    private final CustomerTimelineStore store;
    private final Customers customers;

    CustomerTimeline(CustomerTimelineStore store, Customers customers) {
        this.store = store;
        this.customers = customers;
    }

    /** The conversation that a message is shown in. */
    @Schema(name = "TimelinePlace")
    record Place(UUID id, long number, String subject, Status status) {}

    /** One message of the story, with its beginning. */
    @Schema(name = "TimelineEntry")
    record Entry(
            UUID id,
            Place conversation,
            Direction direction,
            String channel,
            Actor actor,
            @Nullable Party from,
            String beginning,
            boolean automatic,
            Instant createdAt) {}

    /** How many conversations somebody has that the viewer sees, and when something last happened in one. */
    @Schema(name = "CustomerWork")
    record Work(
            UUID customer,
            long conversations,
            long open,
            @Nullable Instant lastAt) {}

    /** Everything that was said, the newest first. */
    @GetMapping("/{id}/timeline")
    @Transactional(readOnly = true)
    Page<Entry> timeline(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "true") boolean notes,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor,
            @AuthenticationPrincipal Viewer viewer) {
        viewer.require(Permission.CONVERSATION_READ);
        var size = Page.limit(limit);
        var customer = customers.get(new CustomerId(id), viewer);
        var before = Cursor.decode(cursor, 2);
        var rows = store.messages(
                customers.family(customer.id()),
                viewer.inboxArray(),
                notes,
                before == null ? null : before.instant(0),
                before == null ? null : before.uuid(1),
                size + 1);
        return Page.of(rows, size, row -> Cursor.of(row.createdAt(), row.id()));
    }

    /** What there is of several customers, each with those who are merged into them. */
    @GetMapping("/work")
    @Transactional(readOnly = true)
    Page<Work> work(@RequestParam List<UUID> id, @AuthenticationPrincipal Viewer viewer) {
        viewer.require(Permission.CONVERSATION_READ);
        if (id.size() > MOST_AT_ONCE) {
            throw Problem.invalid("id", "may be given " + MOST_AT_ONCE + " times");
        }
        var people = customers.list(id, viewer);
        var all = new ArrayList<UUID>();
        people.forEach(person -> {
            all.add(person.id());
            person.merged().forEach(merged -> all.add(merged.id()));
        });
        var parts = store.parts(all, viewer.inboxArray());
        return new Page<>(
                people.stream()
                        .map(person -> sum(
                                person.id(),
                                parts.stream()
                                        .filter(part -> part.customer().equals(person.id())
                                                || person.merged().stream()
                                                        .anyMatch(merged ->
                                                                merged.id().equals(part.customer())))
                                        .toList()))
                        .toList(),
                null);
    }

    private static Work sum(UUID customer, List<CustomerTimelineStore.Part> parts) {
        var total = 0L;
        var open = 0L;
        @Nullable Instant last = null;
        for (var part : parts) {
            total += part.conversations();
            open += part.open();
            last = last == null || part.lastAt() != null && part.lastAt().isAfter(last) ? part.lastAt() : last;
        }
        return new Work(customer, total, open, last);
    }
}
