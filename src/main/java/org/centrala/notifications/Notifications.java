package org.centrala.notifications;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.centrala.access.Agent;
import org.centrala.access.Agents;
import org.centrala.access.Viewer;
import org.centrala.conversations.Conversation;
import org.centrala.conversations.Conversations;
import org.centrala.platform.Actor;
import org.centrala.platform.web.Cursor;
import org.centrala.platform.web.Page;
import org.centrala.platform.web.Problem;
import org.centrala.realtime.Nudges;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What an agent is told, conversation by conversation; of what they may not see any more they see nothing. */
@Service
@Transactional
public class Notifications {
    static final String TOPIC = "notifications";

    private final NotificationStore store;
    private final PreferenceStore preferences;
    private final LetterStore letters;
    private final Conversations conversations;
    private final Agents agents;
    private final Nudges nudges;
    private final Clock clock;

    Notifications(
            NotificationStore store,
            PreferenceStore preferences,
            LetterStore letters,
            Conversations conversations,
            Agents agents,
            Nudges nudges,
            Clock clock) {
        this.store = store;
        this.preferences = preferences;
        this.letters = letters;
        this.conversations = conversations;
        this.agents = agents;
        this.nudges = nudges;
        this.clock = clock;
    }

    /** Those of the agent, the conversation with the newest first. */
    @Transactional(readOnly = true)
    public Page<Notification.Group> list(boolean unread, int limit, @Nullable String cursor, Viewer viewer) {
        var agent = agent(viewer);
        var inboxes = viewer.inboxArray();
        var before = Cursor.decode(cursor, 1);
        var heads = store.heads(agent, inboxes, unread, before == null ? null : before.uuid(0), limit + 1);
        var page = Page.of(heads, limit, head -> Cursor.of(head.id()));
        var ids =
                page.items().stream().map(NotificationStore.Head::conversation).toList();
        var groups = store.groups(agent, inboxes, ids);
        var names = names(groups.values());
        var items = new ArrayList<Notification.Group>();
        for (var conversation : conversations.list(ids, viewer)) {
            var group = groups.get(conversation.id());
            if (group != null) {
                items.add(view(agent, conversation, group, names));
            }
        }
        return new Page<>(items, page.next());
    }

    /** What is still unread of what a letter is to tell, as far as the viewer may see it now. */
    @Transactional(readOnly = true)
    List<Notification.Group> ofLetter(UUID letter, int most, Viewer viewer) {
        var agent = agent(viewer);
        var inboxes = viewer.inboxArray();
        var ids = letters.conversations(letter, agent, inboxes, most);
        var groups = store.groups(agent, inboxes, ids);
        var names = names(groups.values());
        var told = new ArrayList<Notification.Group>();
        for (var conversation : conversations.list(ids, viewer)) {
            var group = groups.get(conversation.id());
            if (group != null && group.unread() > 0) {
                told.add(view(agent, conversation, group, names));
            }
        }
        return told;
    }

    /** Of how many conversations there is something unread. */
    @Transactional(readOnly = true)
    public long unread(Viewer viewer) {
        return store.unread(agent(viewer), viewer.inboxArray());
    }

    /** How the agent wants to be told. */
    @Transactional(readOnly = true)
    public NotificationPreferences preferences(Viewer viewer) {
        return preferences.find(agent(viewer)).orElse(NotificationPreferences.USUAL);
    }

    public NotificationPreferences prefer(NotificationPreferences wanted, Viewer viewer) {
        var agent = agent(viewer);
        preferences.put(agent, wanted, clock.instant());
        letters.keepOnly(agent, wanted.mail());
        nudges.tell(TOPIC, Set.of(agent));
        return wanted;
    }

    /** Where the agent gets mail. */
    @Transactional(readOnly = true)
    @Nullable
    String mailAddress(Viewer viewer) {
        return agents.find(agent(viewer)).map(Agent::email).orElse(null);
    }

    /** Whether the agent wants quiet at this moment. */
    @Transactional(readOnly = true)
    public boolean quiet(Viewer viewer) {
        return preferences(viewer).quietAt(clock.instant());
    }

    /** Marks as read what is unread of a conversation, or of all; {@code until} leaves alone what came after it. */
    public Notification.Marked read(@Nullable UUID conversation, @Nullable UUID until, Viewer viewer) {
        var agent = agent(viewer);
        var at = clock.instant().truncatedTo(ChronoUnit.MICROS);
        int count = store.read(agent, conversation, until, at);
        if (count > 0) {
            nudges.tell(TOPIC, Set.of(agent));
        }
        return new Notification.Marked(at, count);
    }

    /** Takes a marking back, or makes the newest of a conversation unread. */
    public void markUnread(@Nullable UUID conversation, @Nullable Instant readAt, Viewer viewer) {
        var agent = agent(viewer);
        if ((conversation == null) == (readAt == null)) {
            throw Problem.invalid("conversation", "is needed, or readAt");
        }
        if (store.unread(agent, conversation, readAt) > 0) {
            nudges.tell(TOPIC, Set.of(agent));
        }
    }

    private Map<UUID, String> names(Iterable<NotificationStore.Group> groups) {
        var ids = new HashSet<UUID>();
        groups.forEach(group -> group.newest().forEach(row -> {
            if (row.actorKind() == Actor.Kind.AGENT && row.actor() != null) {
                ids.add(row.actor());
            }
        }));
        return ids.isEmpty() ? Map.of() : new HashMap<>(agents.names(ids));
    }

    private static Notification.Group view(
            UUID agent, Conversation conversation, NotificationStore.Group group, Map<UUID, String> names) {
        List<Notification> newest = group.newest().stream()
                .map(row -> new Notification(
                        row.id(),
                        row.kind(),
                        row.message(),
                        new Notification.By(row.actorKind(), row.actor(), name(row, conversation, names)),
                        row.at(),
                        row.readAt() != null))
                .toList();
        return new Notification.Group(
                new Notification.About(
                        conversation.id(),
                        conversation.number(),
                        conversation.subject(),
                        conversation.customerName(),
                        agent.equals(conversation.assignee())),
                group.unread(),
                newest);
    }

    private static @Nullable String name(
            NotificationStore.Row row, Conversation conversation, Map<UUID, String> names) {
        return switch (row.actorKind()) {
            case AGENT -> row.actor() == null ? null : names.get(row.actor());
            // Beside a conversation it was not its customer who answered.
            case CUSTOMER -> row.kind() == NotificationKind.ANSWERED ? null : conversation.customerName();
            case RULE, ASSISTANT, INTEGRATION, SYSTEM -> null;
        };
    }

    private static UUID agent(Viewer viewer) {
        return viewer.agentId()
                .orElseThrow(
                        () -> Problem.forbidden("access.agents_only", "Only an agent who is signed in can do this."));
    }
}
