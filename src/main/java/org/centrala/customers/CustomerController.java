package org.centrala.customers;

import java.util.UUID;
import org.centrala.access.Viewer;
import org.centrala.platform.web.EntityTags;
import org.centrala.platform.web.Page;
import org.centrala.platform.web.Problem;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/customers")
class CustomerController {
    private final Customers customers;

    CustomerController(Customers customers) {
        this.customers = customers;
    }

    @GetMapping
    Page<Customer> list(
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(required = false) @Nullable String email,
            @RequestParam(required = false) @Nullable String sort,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor,
            @AuthenticationPrincipal Viewer viewer) {
        return customers.list(q, email, sort(sort), limit, cursor, viewer);
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    Customer create(@RequestBody Customers.Details details, @AuthenticationPrincipal Viewer viewer) {
        return customers.create(details, viewer);
    }

    @GetMapping("/{id}")
    ResponseEntity<Customer> get(@PathVariable UUID id, @AuthenticationPrincipal Viewer viewer) {
        return tagged(customers.get(new CustomerId(id), viewer));
    }

    @PatchMapping("/{id}")
    ResponseEntity<Customer> change(
            @PathVariable UUID id,
            @RequestBody Customers.Details details,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            @AuthenticationPrincipal Viewer viewer) {
        return tagged(customers.change(new CustomerId(id), details, EntityTags.sequence(ifMatch), viewer));
    }

    /** Says of a contact point that it is proven to be the customer's, or that mail reaches it again. */
    @PatchMapping("/{id}/contact-points/{point}")
    Customer changePoint(
            @PathVariable UUID id,
            @PathVariable UUID point,
            @RequestBody Customers.PointChange change,
            @AuthenticationPrincipal Viewer viewer) {
        return customers.change(new CustomerId(id), point, change, viewer);
    }

    static ResponseEntity<Customer> tagged(Customer customer) {
        return ResponseEntity.ok().eTag(EntityTags.of(customer.sequence())).body(customer);
    }

    private static Customers.Sort sort(@Nullable String sort) {
        return switch (sort == null ? "newest" : sort) {
            case "newest" -> Customers.Sort.NEWEST;
            case "name" -> Customers.Sort.NAME;
            default -> throw Problem.invalid("sort", "must be newest or name");
        };
    }
}
