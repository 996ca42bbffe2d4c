package org.centrala.conversations;

import java.util.UUID;
import org.centrala.access.Viewer;
import org.centrala.platform.web.Page;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/inboxes")
class InboxController {
    private final Inboxes inboxes;

    InboxController(Inboxes inboxes) {
        this.inboxes = inboxes;
    }

    @GetMapping
    Page<Inbox> list(@AuthenticationPrincipal Viewer viewer) {
        return new Page<>(inboxes.list(viewer), null);
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    Inbox create(@RequestBody Inboxes.Details details, @AuthenticationPrincipal Viewer viewer) {
        return inboxes.create(details, viewer);
    }

    @PatchMapping("/{id}")
    Inbox change(@PathVariable UUID id, @RequestBody Inboxes.Details details, @AuthenticationPrincipal Viewer viewer) {
        return inboxes.change(id, details, viewer);
    }
}
