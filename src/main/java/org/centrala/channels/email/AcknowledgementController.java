package org.centrala.channels.email;

import java.util.List;
import java.util.UUID;
import org.centrala.access.Viewer;
import org.centrala.platform.web.Page;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/inboxes/{inbox}/acknowledgements")
class AcknowledgementController {
    private final Acknowledgements acknowledgements;

    AcknowledgementController(Acknowledgements acknowledgements) {
        this.acknowledgements = acknowledgements;
    }

    /** The languages to change; others stay as they are. */
    record AcknowledgementsBody(List<Acknowledgement> items) {}

    @GetMapping
    Page<Acknowledgement> list(@PathVariable UUID inbox, @AuthenticationPrincipal Viewer viewer) {
        return new Page<>(acknowledgements.list(inbox, viewer), null);
    }

    @PutMapping
    Page<Acknowledgement> put(
            @PathVariable UUID inbox,
            @RequestBody AcknowledgementsBody wanted,
            @AuthenticationPrincipal Viewer viewer) {
        return new Page<>(acknowledgements.put(inbox, wanted.items(), viewer), null);
    }
}
