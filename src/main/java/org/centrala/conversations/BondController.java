package org.centrala.conversations;

import java.util.UUID;
import org.centrala.access.Viewer;
import org.centrala.platform.web.Problem;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/conversations/{id}/links")
class BondController {
    private final Bonds bonds;

    BondController(Bonds bonds) {
        this.bonds = bonds;
    }

    /** What the other conversation is to this one. */
    record WantedLink(@Nullable LinkKind kind, @Nullable UUID conversation) {}

    @GetMapping
    Bonds.Linked list(@PathVariable UUID id, @AuthenticationPrincipal Viewer viewer) {
        return bonds.of(new ConversationId(id), viewer);
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    Bonds.Link link(@PathVariable UUID id, @RequestBody WantedLink wanted, @AuthenticationPrincipal Viewer viewer) {
        if (wanted.conversation() == null) {
            throw Problem.invalid("conversation", "is needed: the id of the other one");
        }
        var kind = wanted.kind() == null ? LinkKind.RELATED : wanted.kind();
        return bonds.link(new ConversationId(id), wanted.conversation(), kind, viewer);
    }

    @DeleteMapping("/{link}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void unlink(@PathVariable UUID id, @PathVariable UUID link, @AuthenticationPrincipal Viewer viewer) {
        bonds.unlink(new ConversationId(id), link, viewer);
    }
}
