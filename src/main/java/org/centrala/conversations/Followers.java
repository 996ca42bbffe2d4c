package org.centrala.conversations;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.centrala.access.Permission;
import org.centrala.access.Viewer;
import org.centrala.access.Viewers;
import org.centrala.platform.log.Change;
import org.centrala.platform.log.EventLog;
import org.centrala.platform.log.NewEvent;
import org.centrala.platform.web.Problem;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Agents who want to know how a conversation goes on that may be somebody else's. */
@Service
@Transactional
class Followers {
    private static final int MOST = 50;

    private final FollowerStore store;
    private final ConversationStore conversationStore;
    private final Conversations conversations;
    private final Viewers viewers;
    private final EventLog log;
    private final Clock clock;

    Followers(
            FollowerStore store,
            ConversationStore conversationStore,
            Conversations conversations,
            Viewers viewers,
            EventLog log,
            Clock clock) {
        this.store = store;
        this.conversationStore = conversationStore;
        this.conversations = conversations;
        this.viewers = viewers;
        this.log = log;
        this.clock = clock;
    }

    @Transactional(readOnly = true)
    List<UUID> of(ConversationId id, Viewer viewer) {
        conversations.get(id, viewer);
        return store.of(id.value());
    }

    /** Follows for oneself, or has a colleague follow who sees the inbox. */
    List<UUID> follow(ConversationId id, UUID agent, Viewer viewer) {
        requireRight(agent, viewer);
        var row = conversations.lockOpen(id, viewer);
        if (!viewers.ofAgent(agent).map(found -> found.sees(row.inbox())).orElse(false)) {
            throw Problem.invalid("agent", "is no active agent who sees this inbox");
        }
        var followers = store.of(id.value());
        if (followers.size() >= MOST && !followers.contains(agent)) {
            throw Problem.invalid("agent", "would be one of more than " + MOST);
        }
        if (store.add(id.value(), agent, clock.instant())) {
            tell(row, new Change(null, agent), viewer);
        }
        return store.of(id.value());
    }

    List<UUID> unfollow(ConversationId id, UUID agent, Viewer viewer) {
        requireRight(agent, viewer);
        var row = conversations.lockOpen(id, viewer);
        if (store.remove(id.value(), agent)) {
            tell(row, new Change(agent, null), viewer);
        }
        return store.of(id.value());
    }

    private static void requireRight(UUID agent, Viewer viewer) {
        var self = viewer.agentId().filter(agent::equals).isPresent();
        viewer.require(self ? Permission.CONVERSATION_READ : Permission.CONVERSATION_UPDATE);
    }

    private void tell(ConversationStore.Row row, Change change, Viewer viewer) {
        var sequence = conversationStore.nextSequence(row.id(), clock.instant()).orElseThrow();
        log.append(NewEvent.of("conversation", row.id(), sequence, "conversation.followed", viewer.actor())
                .inInbox(row.inbox())
                .changing(Map.of("follower", change)));
    }
}
