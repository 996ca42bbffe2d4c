package org.centrala.conversations;

import java.util.UUID;
import org.centrala.access.Viewer;
import org.centrala.platform.web.Page;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/conversations/{id}/hints")
class HintController {
    private final Hints hints;

    HintController(Hints hints) {
        this.hints = hints;
    }

    @GetMapping
    Page<Hints.Hint> list(@PathVariable UUID id, @AuthenticationPrincipal Viewer viewer) {
        return new Page<>(hints.of(new ConversationId(id), viewer), null);
    }

    /** Joins the other conversation (answered with that), or takes the sender for the customer. */
    @PostMapping("/{hint}/accept")
    ResponseEntity<Conversation> accept(
            @PathVariable UUID id, @PathVariable UUID hint, @AuthenticationPrincipal Viewer viewer) {
        return ConversationController.tagged(hints.accept(new ConversationId(id), hint, viewer));
    }

    @PostMapping("/{hint}/dismiss")
    ResponseEntity<Conversation> dismiss(
            @PathVariable UUID id, @PathVariable UUID hint, @AuthenticationPrincipal Viewer viewer) {
        return ConversationController.tagged(hints.dismiss(new ConversationId(id), hint, viewer));
    }
}
