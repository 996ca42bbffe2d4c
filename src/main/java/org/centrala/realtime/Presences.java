package org.centrala.realtime;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.centrala.access.Permission;
import org.centrala.access.Viewer;
import org.centrala.platform.postgres.Whispers;
import org.centrala.realtime.spi.FrameSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Who looks at a conversation and who writes in it, at this moment. Each browser says it again every few seconds and is
 * forgotten when it falls silent; nothing of it is stored. It is told to those who watch the conversation and see its
 * inbox now, on all nodes, and of those only who sees the inbox is told of.
 */
@Component
class Presences implements SmartLifecycle {
    static final Duration FORGOTTEN_AFTER = Duration.ofSeconds(30);

    private static final String CHANNEL = "centrala_presence";
    private static final Duration EVERY = Duration.ofSeconds(3);
    /** Nobody begins and stops to write more often; a browser that does is not listened to. */
    private static final Duration SHORTEST = Duration.ofMillis(150);

    private static final int MOST = 20_000;
    private static final Logger log = LoggerFactory.getLogger(Presences.class);

    /** What somebody does there; the later outweighs when they have several windows. */
    enum Doing {
        AWAY,
        VIEWING,
        NOTING,
        REPLYING;

        static Optional<Doing> of(String word) {
            for (var doing : values()) {
                if (doing.wire().equals(word)) {
                    return Optional.of(doing);
                }
            }
            return Optional.empty();
        }

        String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** One window: on this node or, with the rights that were looked at there, on another. */
    private record Window(UUID conversation, UUID agent, Doing doing, Instant said, boolean here) {}

    private final Whispers whispers;
    private final ObjectProvider<FrameSource> sources;
    private final JsonMapper json;
    private final Clock clock;
    private final String node = UUID.randomUUID().toString();
    private final Map<String, Window> windows = new ConcurrentHashMap<>();
    private volatile Collection<LiveSession> sessions = List.of();
    private volatile @Nullable Thread heart;

    Presences(Whispers whispers, ObjectProvider<FrameSource> sources, JsonMapper json, Clock clock) {
        this.whispers = whispers;
        this.sources = sources;
        this.json = json;
        this.clock = clock;
        whispers.listen(CHANNEL, this::heard);
    }

    /** The sockets of this node, as they come and go. */
    void serve(Collection<LiveSession> open) {
        sessions = open;
    }

    /** What somebody's window says; only of what it watches, and that it may see. */
    void say(LiveSession session, UUID conversation, Doing doing) {
        var agent = session.viewer().agentId();
        if (agent.isEmpty() || !session.watched().contains(conversation) || !maySee(session.viewer(), conversation)) {
            return;
        }
        var key = node + "/" + session.id();
        var before = windows.get(key);
        var now = clock.instant();
        if (before != null && Duration.between(before.said(), now).compareTo(SHORTEST) < 0 && doing != Doing.AWAY) {
            return;
        }
        put(key, new Window(conversation, agent.get(), doing, now, true));
        pass(key, conversation, agent.get(), doing);
    }

    void left(LiveSession session) {
        var window = windows.get(node + "/" + session.id());
        if (window != null) {
            put(
                    node + "/" + session.id(),
                    new Window(window.conversation(), window.agent(), Doing.AWAY, clock.instant(), true));
            pass(node + "/" + session.id(), window.conversation(), window.agent(), Doing.AWAY);
        }
    }

    /** Tells who is there to somebody who has just come. */
    void greet(LiveSession session, UUID conversation) {
        if (!windows.isEmpty() && maySee(session.viewer(), conversation)) {
            offer(session, frame(conversation));
        }
    }

    private void put(String key, Window window) {
        var now = windows.get(key);
        if (window.doing() == Doing.AWAY && now != null && !now.conversation().equals(window.conversation())) {
            return; // it has gone from there to where it is now
        }
        var before = window.doing() == Doing.AWAY
                ? windows.remove(key)
                : windows.size() < MOST || windows.containsKey(key) ? windows.put(key, window) : null;
        if (before != null && !before.conversation().equals(window.conversation())) {
            tell(before.conversation());
        }
        if (before == null
                ? window.doing() != Doing.AWAY
                : before.doing() != window.doing() || !before.conversation().equals(window.conversation())) {
            tell(window.conversation());
        }
    }

    private void pass(String key, UUID conversation, UUID agent, Doing doing) {
        try {
            whispers.say(CHANNEL, String.join(" ", key, conversation.toString(), agent.toString(), doing.wire()));
        } catch (RuntimeException away) {
            log.debug("Other nodes are not told who is there: {}", away.toString());
        }
    }

    private void heard(String word) {
        var parts = word.split(" ", -1);
        if (parts.length != 4 || parts[0].startsWith(node)) {
            return;
        }
        try {
            var conversation = UUID.fromString(parts[1]);
            var agent = UUID.fromString(parts[2]);
            Doing.of(parts[3])
                    .ifPresent(doing -> put(parts[0], new Window(conversation, agent, doing, clock.instant(), false)));
        } catch (IllegalArgumentException nonsense) {
            // A newer node, or somebody at the database by hand: it has no meaning here.
        }
    }

    private void tell(UUID conversation) {
        var watching = sessions.stream()
                .filter(session -> session.watched().contains(conversation))
                .toList();
        if (watching.isEmpty()) {
            return;
        }
        var inbox = inbox(conversation);
        var frame = frame(conversation);
        for (var session : watching) {
            if (inbox.isPresent() && maySeeInbox(session.viewer(), inbox.get())) {
                offer(session, frame);
            }
        }
    }

    private static void offer(LiveSession session, String frame) {
        // Whoever does not keep up fetches everything anew; who is there is said again soon.
        session.offer(frame, "{\"type\":\"reset\",\"position\":" + session.joined() + "}");
    }

    private String frame(UUID conversation) {
        var doing = new HashMap<UUID, Doing>();
        for (var window : windows.values()) {
            if (window.conversation().equals(conversation)) {
                doing.merge(window.agent(), window.doing(), (one, other) -> one.compareTo(other) > 0 ? one : other);
            }
        }
        var frame = json.createObjectNode().put("type", "presence").put("conversation", conversation.toString());
        var agents = frame.putArray("agents");
        new TreeMap<>(doing)
                .forEach((agent, what) ->
                        agents.addObject().put("agent", agent.toString()).put("doing", what.wire()));
        return json.writeValueAsString(frame);
    }

    private Optional<UUID> inbox(UUID conversation) {
        return sources.orderedStream()
                .flatMap(source -> source.inbox(conversation).stream())
                .findFirst();
    }

    private boolean maySee(Viewer viewer, UUID conversation) {
        return inbox(conversation).filter(inbox -> maySeeInbox(viewer, inbox)).isPresent();
    }

    private static boolean maySeeInbox(Viewer viewer, UUID inbox) {
        return viewer.can(Permission.CONVERSATION_READ) && viewer.sees(inbox);
    }

    /** Forgets who has fallen silent; whoever may not see any more what they looked at is not heard, and falls silent. */
    void forget() {
        var now = clock.instant();
        var open = new HashSet<String>();
        sessions.forEach(session -> open.add(node + "/" + session.id()));
        windows.forEach((key, window) -> {
            var silent = Duration.between(window.said(), now).compareTo(FORGOTTEN_AFTER) > 0;
            if (silent || window.here() && !open.contains(key)) {
                put(key, new Window(window.conversation(), window.agent(), Doing.AWAY, now, window.here()));
                if (window.here()) {
                    pass(key, window.conversation(), window.agent(), Doing.AWAY);
                }
            }
        });
    }

    private void beat() {
        while (Thread.currentThread().equals(heart)) {
            try {
                Thread.sleep(EVERY);
                forget();
            } catch (InterruptedException stopped) {
                return;
            } catch (RuntimeException failure) {
                log.debug("Who is there cannot be looked through: {}", failure.toString());
            }
        }
    }

    @Override
    public void start() {
        heart = Thread.ofVirtual().name("presences").unstarted(this::beat);
        heart.start();
    }

    @Override
    public void stop() {
        var beating = heart;
        heart = null;
        if (beating != null) {
            beating.interrupt();
        }
        windows.clear();
    }

    @Override
    public boolean isRunning() {
        return heart != null;
    }
}
