package org.centrala.realtime;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.centrala.platform.postgres.Whispers;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Tells the open windows of some agents, on all nodes, that something of their own is other now. It says no more than
 * that: what it is they fetch with the rights of that moment, and whoever missed the word fetches it later.
 */
@Component
public class Nudges {
    private static final String CHANNEL = "centrala_nudge";

    /** So many ids are surely short enough for one word. */
    private static final int AGENTS_A_WORD = 150;

    private final Whispers whispers;
    private final JsonMapper json;
    private volatile Collection<LiveSession> sessions = List.of();

    Nudges(Whispers whispers, JsonMapper json) {
        this.whispers = whispers;
        this.json = json;
        whispers.listen(CHANNEL, this::heard);
    }

    /** The sockets of this node, as they come and go. */
    void serve(Collection<LiveSession> open) {
        sessions = open;
    }

    /** Says it; inside a transaction it is said at its commit, or not at all. */
    public void tell(String about, Collection<UUID> agents) {
        var all = new ArrayList<>(new LinkedHashSet<>(agents));
        for (int from = 0; from < all.size(); from += AGENTS_A_WORD) {
            var some = all.subList(from, Math.min(all.size(), from + AGENTS_A_WORD));
            whispers.say(
                    CHANNEL, about + " " + some.stream().map(UUID::toString).collect(Collectors.joining(" ")));
        }
    }

    private void heard(String word) {
        var parts = List.of(word.split(" ", -1));
        var agents = new HashSet<>(parts.subList(1, parts.size()));
        var frame = json.writeValueAsString(
                json.createObjectNode().put("type", "nudge").put("about", parts.getFirst()));
        for (var session : sessions) {
            if (session.viewer()
                    .agentId()
                    .map(UUID::toString)
                    .filter(agents::contains)
                    .isPresent()) {
                session.offer(frame, "{\"type\":\"reset\",\"position\":" + session.joined() + "}");
            }
        }
    }
}
