package org.centrala.conversations;

import org.centrala.access.Viewer;
import org.centrala.platform.web.Page;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/conversations/bulk")
class BulkController {
    private final BulkChanges changes;

    BulkController(BulkChanges changes) {
        this.changes = changes;
    }

    /** Changes up to a hundred conversations; what became of each, in their order. */
    @PostMapping
    Page<BulkChanges.Outcome> change(@RequestBody BulkChanges.Wanted wanted, @AuthenticationPrincipal Viewer viewer) {
        return new Page<>(changes.change(wanted, viewer), null);
    }
}
