package org.centrala.conversations;

import java.util.List;
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
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/conversations/{id}")
class MergeController {
    private final Merges merges;

    MergeController(Merges merges) {
        this.merges = merges;
    }

    /** The conversations that shall be shown in another one. */
    record WantedMerge(List<UUID> conversations) {
        WantedMerge {
            conversations = conversations == null ? List.of() : List.copyOf(conversations);
        }
    }

    /** What merging would do; nothing is done. */
    @PostMapping("/merge/preview")
    Merges.Preview preview(
            @PathVariable UUID id, @RequestBody WantedMerge wanted, @AuthenticationPrincipal Viewer viewer) {
        return merges.preview(new ConversationId(id), wanted.conversations(), viewer);
    }

    /** Shows others in this conversation from now on; their rows stay, and un-merging gives them back. */
    @PostMapping("/merge")
    ResponseEntity<Conversation> merge(
            @PathVariable UUID id,
            @RequestBody WantedMerge wanted,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            @AuthenticationPrincipal Viewer viewer) {
        return ConversationController.tagged(
                merges.merge(new ConversationId(id), wanted.conversations(), EntityTags.sequence(ifMatch), viewer));
    }

    /** Shows a merged conversation by itself again; answers with the one that it has left. */
    @PostMapping("/unmerge")
    ResponseEntity<Conversation> unmerge(@PathVariable UUID id, @AuthenticationPrincipal Viewer viewer) {
        return ConversationController.tagged(merges.unmerge(new ConversationId(id), viewer));
    }

    /** What was merged into this conversation. */
    @GetMapping("/merged")
    Page<Merges.Merged> merged(@PathVariable UUID id, @AuthenticationPrincipal Viewer viewer) {
        return new Page<>(merges.merged(new ConversationId(id), viewer), null);
    }
}
