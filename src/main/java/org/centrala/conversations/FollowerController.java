package org.centrala.conversations;

import java.util.List;
import java.util.UUID;
import org.centrala.access.Viewer;
import org.centrala.platform.web.Page;
import org.centrala.platform.web.Problem;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/conversations/{id}/followers")
class FollowerController {
    private final Followers followers;

    FollowerController(Followers followers) {
        this.followers = followers;
    }

    /** The ids of agents. */
    @GetMapping
    Page<UUID> list(@PathVariable UUID id, @AuthenticationPrincipal Viewer viewer) {
        return page(followers.of(new ConversationId(id), viewer));
    }

    /** By an agent's id, or {@code me}. */
    @PutMapping("/{agent}")
    Page<UUID> follow(@PathVariable UUID id, @PathVariable String agent, @AuthenticationPrincipal Viewer viewer) {
        return page(followers.follow(new ConversationId(id), agent(agent, viewer), viewer));
    }

    @DeleteMapping("/{agent}")
    Page<UUID> unfollow(@PathVariable UUID id, @PathVariable String agent, @AuthenticationPrincipal Viewer viewer) {
        return page(followers.unfollow(new ConversationId(id), agent(agent, viewer), viewer));
    }

    private static Page<UUID> page(List<UUID> agents) {
        return new Page<>(agents, null);
    }

    private static UUID agent(String agent, Viewer viewer) {
        try {
            return agent.equals("me")
                    ? viewer.agentId().orElseThrow(() -> Problem.invalid("agent", "an API key has no \"me\""))
                    : UUID.fromString(agent);
        } catch (IllegalArgumentException noId) {
            throw Problem.invalid("agent", "is an agent's id, or me");
        }
    }
}
