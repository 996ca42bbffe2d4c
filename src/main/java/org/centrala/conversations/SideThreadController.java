package org.centrala.conversations;

import java.util.UUID;
import org.centrala.access.Viewer;
import org.centrala.platform.web.Page;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1")
class SideThreadController {
    private final SideThreads sides;

    SideThreadController(SideThreads sides) {
        this.sides = sides;
    }

    /** What was asked beside a conversation. */
    @GetMapping("/conversations/{id}/side-threads")
    Page<SideThread> of(@PathVariable UUID id, @AuthenticationPrincipal Viewer viewer) {
        return new Page<>(sides.of(new ConversationId(id), viewer), null);
    }

    /** Asks somebody outside, a team or a colleague; what follows is said in the conversation of the side thread. */
    @PostMapping("/conversations/{id}/side-threads")
    @ResponseStatus(HttpStatus.CREATED)
    SideThread ask(
            @PathVariable UUID id,
            @RequestBody SideThreads.NewSideThread wanted,
            @AuthenticationPrincipal Viewer viewer) {
        return sides.ask(new ConversationId(id), wanted, viewer);
    }

    /** Side threads that are open, what is due first at first. */
    @GetMapping("/side-threads")
    Page<SideThread> list(
            @RequestParam(defaultValue = "open") SideThread.View view,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor,
            @AuthenticationPrincipal Viewer viewer) {
        return sides.list(view, limit, cursor, viewer);
    }

    @GetMapping("/side-threads/{id}")
    SideThread get(@PathVariable UUID id, @AuthenticationPrincipal Viewer viewer) {
        return sides.get(id, viewer);
    }

    /** Gives more time, closes, or opens again. */
    @PatchMapping("/side-threads/{id}")
    SideThread change(
            @PathVariable UUID id,
            @RequestBody SideThreads.SideThreadChange wanted,
            @AuthenticationPrincipal Viewer viewer) {
        return sides.change(id, wanted, viewer);
    }
}
