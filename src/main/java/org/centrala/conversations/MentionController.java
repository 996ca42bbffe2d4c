package org.centrala.conversations;

import java.util.UUID;
import org.centrala.access.Viewer;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Who can be named in a note. */
@RestController
class MentionController {
    private final Mentions mentions;

    MentionController(Mentions mentions) {
        this.mentions = mentions;
    }

    /** Those who may see the conversation, by name; a note names them by {@code <span data-mention="agent:ID">}. */
    @GetMapping("/api/v1/conversations/{id}/mentionable")
    Mentions.Mentionable mentionable(@PathVariable UUID id, @AuthenticationPrincipal Viewer viewer) {
        return mentions.offered(new ConversationId(id), viewer);
    }
}
