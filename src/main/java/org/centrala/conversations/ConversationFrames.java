package org.centrala.conversations;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.centrala.platform.Actor;
import org.centrala.platform.log.Event;
import org.centrala.realtime.spi.Frame;
import org.centrala.realtime.spi.FrameSource;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** How changes of conversations look to a browser: the row as it is now, and to whoever watches it the message. */
@Component
class ConversationFrames implements FrameSource {
    private final ConversationStore store;
    private final MessageStore messageStore;
    private final FollowerStore followers;
    private final Conversations conversations;
    private final MessageViews messageViews;

    ConversationFrames(
            ConversationStore store,
            MessageStore messageStore,
            FollowerStore followers,
            Conversations conversations,
            MessageViews messageViews) {
        this.store = store;
        this.messageStore = messageStore;
        this.followers = followers;
        this.conversations = conversations;
        this.messageViews = messageViews;
    }

    /** What a batch of events says of one conversation. */
    private static final class Touched {
        long position;

        boolean bounced;

        boolean woken;

        final Set<UUID> returned = new HashSet<>();

        @Nullable
        UUID previousInbox;
    }

    @Override
    @Transactional(readOnly = true)
    public List<Frame> frames(List<Event> events, Listeners listeners) {
        var touched = new LinkedHashMap<UUID, Touched>();
        var said = new LinkedHashMap<UUID, Long>();
        for (var event : events) {
            if (!event.streamType().equals("conversation")) {
                continue;
            }
            var conversation = touched.computeIfAbsent(event.streamId(), id -> new Touched());
            conversation.position = event.position();
            var delivery = event.changes().get("deliveryState");
            if (delivery != null && DeliveryState.BOUNCED.wire().equals(delivery.now())) {
                conversation.bounced = true;
                var returned = event.refs().get("message");
                if (returned != null) {
                    conversation.returned.add(returned);
                }
            }
            conversation.woken |= event.kind().equals(Snoozes.WOKEN);
            var moved = event.changes().get("inbox");
            if (moved != null && moved.old() != null && conversation.previousInbox == null) {
                conversation.previousInbox = UUID.fromString(moved.old().toString());
            }
        }
        if (touched.isEmpty()) {
            return List.of();
        }
        var rows = new HashMap<UUID, ConversationStore.Row>();
        store.findAll(touched.keySet()).forEach(row -> rows.put(row.id(), row));
        for (var event : events) {
            var row = rows.get(event.streamId());
            var message = event.refs().get("message");
            if (row != null && message != null && listeners.watched().contains(row.shown())) {
                said.put(message, event.position());
            }
        }
        var frames = new ArrayList<Frame>(messageFrames(said, rows));
        frames.addAll(rowFrames(touched, rows, listeners.agents()));
        frames.sort(Comparator.comparingLong(Frame::position));
        return frames;
    }

    @Override
    @Transactional(readOnly = true)
    public Optional<UUID> inbox(UUID conversation) {
        return store.findAll(List.of(conversation)).stream().findFirst().map(ConversationStore.Row::inbox);
    }

    private List<Frame> rowFrames(Map<UUID, Touched> touched, Map<UUID, ConversationStore.Row> rows, Set<UUID> agents) {
        var read = store.readBy(rows.keySet(), agents);
        var followed = followers.followedBy(rows.keySet(), agents);
        var authors = authors(touched);
        var frames = new ArrayList<Frame>();
        for (var view : conversations.views(List.copyOf(rows.values()), Set.of(), Set.of())) {
            var change = Objects.requireNonNull(touched.get(view.id()));
            var readers = read.getOrDefault(view.id(), Set.of());
            var news = Objects.requireNonNull(rows.get(view.id())).newsSequence() > 0;
            var following = followed.getOrDefault(view.id(), Set.of());
            var unread = new HashMap<UUID, Map<String, Object>>();
            for (var agent : agents) {
                boolean yours = change.bounced
                        && (agent.equals(view.assignee())
                                || change.returned.stream().anyMatch(message -> agent.equals(authors.get(message))));
                var own = new HashMap<String, Object>();
                own.put("unread", view.status().isOpen() && news && !readers.contains(agent));
                own.put("following", following.contains(agent));
                if (yours) {
                    own.put("cameBack", true);
                }
                unread.put(agent, own);
            }
            frames.add(new Frame(
                    "conversation",
                    change.position,
                    view.inbox(),
                    change.previousInbox,
                    view.id(),
                    payload(view, change),
                    unread,
                    false));
        }
        return frames;
    }

    private static Map<String, Object> payload(Conversation view, Touched change) {
        var payload = new HashMap<String, Object>(Map.of("conversation", view));
        if (change.bounced) {
            payload.put("bounced", true);
        }
        if (change.woken) {
            payload.put("woken", true);
        }
        return payload;
    }

    /** Which agents wrote the messages that came back. */
    private Map<UUID, UUID> authors(Map<UUID, Touched> touched) {
        var returned = new HashSet<UUID>();
        touched.values().forEach(change -> returned.addAll(change.returned));
        var authors = new HashMap<UUID, UUID>();
        for (var message : returned.isEmpty() ? List.<MessageStore.Row>of() : messageStore.findAll(returned)) {
            if (message.actor().kind() == Actor.Kind.AGENT && message.actor().id() != null) {
                authors.put(message.id(), message.actor().id());
            }
        }
        return authors;
    }

    private List<Frame> messageFrames(Map<UUID, Long> said, Map<UUID, ConversationStore.Row> rows) {
        var frames = new ArrayList<Frame>();
        var found = said.isEmpty() ? List.<MessageStore.Row>of() : messageStore.findAll(said.keySet());
        for (var view : messageViews.of(found)) {
            // One of a merged conversation is told to whoever watches the one that it is shown in: they are in one
            // inbox.
            var row = rows.get(
                    view.origin() == null ? view.conversation() : view.origin().conversation());
            if (row != null) {
                frames.add(new Frame(
                        "message",
                        Objects.requireNonNull(said.get(view.id())),
                        row.inbox(),
                        null,
                        view.conversation(),
                        Map.of("conversation", view.conversation(), "message", view),
                        Map.of(),
                        true));
            }
        }
        return frames;
    }
}
