package org.centrala.conversations;

import java.util.List;
import java.util.UUID;
import org.centrala.access.Viewer;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@RestController
class SplitController {
    private final Splits splits;

    SplitController(Splits splits) {
        this.splits = splits;
    }

    /** The messages that shall be a conversation of their own, and what that is about. */
    record WantedSplit(List<UUID> messages, @Nullable String subject) {
        WantedSplit {
            messages = messages == null ? List.of() : List.copyOf(messages);
        }
    }

    /** Moves messages to a new conversation, which is answered; merging the two brings them back. */
    @PostMapping("/api/v1/conversations/{id}/split")
    ResponseEntity<Conversation> split(
            @PathVariable UUID id, @RequestBody WantedSplit wanted, @AuthenticationPrincipal Viewer viewer) {
        var made = splits.split(new ConversationId(id), wanted.messages(), wanted.subject(), viewer);
        return ResponseEntity.status(HttpStatus.CREATED)
                .eTag("\"" + made.sequence() + "\"")
                .body(made);
    }
}
