package org.centrala.customers;

import java.util.UUID;
import org.centrala.access.Viewer;
import org.centrala.platform.web.EntityTags;
import org.centrala.platform.web.Page;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/customers/{id}")
class CustomerMergeController {
    private final CustomerMerges merges;

    CustomerMergeController(CustomerMerges merges) {
        this.merges = merges;
    }

    /** The customer who is the same person. */
    record WantedCustomerMerge(UUID from) {}

    /** Whether what they write goes to the junk. */
    record Block(boolean blocked) {}

    /** Others who may be the same person. */
    @GetMapping("/similar")
    Page<CustomerMerges.CustomerMergePreview> similar(@PathVariable UUID id, @AuthenticationPrincipal Viewer viewer) {
        return new Page<>(merges.similar(new CustomerId(id), viewer), null);
    }

    /** What merging would do; nothing is done. */
    @PostMapping("/merge/preview")
    CustomerMerges.CustomerMergePreview preview(
            @PathVariable UUID id, @RequestBody WantedCustomerMerge wanted, @AuthenticationPrincipal Viewer viewer) {
        return merges.preview(new CustomerId(id), new CustomerId(wanted.from()), viewer);
    }

    /** Shows another customer as this one from now on; their rows stay, and un-merging gives them back. */
    @PostMapping("/merge")
    ResponseEntity<Customer> merge(
            @PathVariable UUID id,
            @RequestBody WantedCustomerMerge wanted,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            @AuthenticationPrincipal Viewer viewer) {
        return CustomerController.tagged(
                merges.merge(new CustomerId(id), new CustomerId(wanted.from()), EntityTags.sequence(ifMatch), viewer));
    }

    /** Gives a merged customer back; answers with the one that they have left. */
    @PostMapping("/unmerge")
    ResponseEntity<Customer> unmerge(@PathVariable UUID id, @AuthenticationPrincipal Viewer viewer) {
        return CustomerController.tagged(merges.unmerge(new CustomerId(id), viewer));
    }

    /** Sends what they write to the junk from now on, or no longer; nothing is lost. */
    @PutMapping("/block")
    ResponseEntity<Customer> block(
            @PathVariable UUID id, @RequestBody Block block, @AuthenticationPrincipal Viewer viewer) {
        return CustomerController.tagged(merges.block(new CustomerId(id), block.blocked(), viewer));
    }
}
