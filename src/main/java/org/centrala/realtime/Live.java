package org.centrala.realtime;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.security.Principal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.centrala.access.Permission;
import org.centrala.access.Viewer;
import org.centrala.access.Viewers;
import org.centrala.platform.log.Event;
import org.centrala.platform.log.EventLog;
import org.centrala.platform.log.LogConsumer;
import org.centrala.platform.postgres.InstallationStore;
import org.centrala.realtime.spi.Frame;
import org.centrala.realtime.spi.FrameSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.WebSocketSession;
import tools.jackson.databind.json.JsonMapper;

/**
 * The sockets of this node, as a projection of the log that keeps nothing.
 *
 * <p>A batch of events becomes frames once, and each frame goes into the queue of every session whose viewer sees its
 * inbox now. Events that change rights have the viewers they concern read again before that. A session joins at a
 * position and gets all that follows; one that comes back names the position up to which it knows and gets what lies
 * between, made anew from the log, or {@code reset} when that is too much or the log is not the one it knew. The
 * rights of all are also read again every {@value #REVIEW_EVERY} heartbeats, for sessions that just ran out.
 */
@Component
class Live implements LogConsumer.NodeProjection, SmartLifecycle {
    static final int MOST_RESUMED = 2000;
    static final CloseStatus SIGNED_OUT = CloseStatus.POLICY_VIOLATION.withReason("signed out");

    private static final Duration HEARTBEAT = Duration.ofSeconds(25);
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(80);
    private static final int REVIEW_EVERY = 12;
    private static final int MOST_SOCKETS = 50;
    private static final Logger log = LoggerFactory.getLogger(Live.class);

    private final EventLog events;
    private final Viewers viewers;
    private final ObjectProvider<FrameSource> sources;
    private final JsonMapper json;
    private final InstallationStore installation;
    private final Presences presences;
    private final Counter drops;
    private final Map<String, LiveSession> sessions = new ConcurrentHashMap<>();
    private final ReentrantLock joining = new ReentrantLock();

    /** The end of the batch that is being told or was told last: who joins now gets what follows. */
    private long told;

    /** The end of the last batch whose frames are in the queues. */
    private volatile long done;

    private volatile @Nullable Thread heart;

    /** Of which log the positions are: that of one process stays the same, a restored database has another. */
    private volatile @Nullable UUID epoch;

    Live(
            EventLog events,
            Viewers viewers,
            ObjectProvider<FrameSource> sources,
            JsonMapper json,
            InstallationStore installation,
            Presences presences,
            Nudges nudges,
            MeterRegistry meters) {
        this.events = events;
        this.viewers = viewers;
        this.sources = sources;
        this.json = json;
        this.installation = installation;
        this.presences = presences;
        presences.serve(sessions.values());
        nudges.serve(sessions.values());
        Gauge.builder("centrala.live.sessions", sessions, Map::size)
                .description("Open sockets of this node")
                .register(meters);
        drops = Counter.builder("centrala.live.drops")
                .description("Queues dropped for a reset because a browser did not keep up")
                .register(meters);
    }

    /** Lets a recognised socket in; empty when its session or key is over or the node is stopping. */
    @Nullable
    LiveSession join(WebSocketSession socket, Principal principal, Viewer viewer) {
        if (!isRunning()) {
            return null;
        }
        var session = new LiveSession(socket, principal, viewer);
        var ours = epoch();
        joining.lock();
        try {
            session.joined(Math.max(told, told == 0 ? events.seenHead() : 0));
            sessions.put(session.id(), session);
            session.offer(hello(session.joined(), ours), "");
        } finally {
            joining.unlock();
        }
        makeRoom(viewer);
        // Rights may have changed between the handshake and now, when nobody knew of this session yet.
        if (!review(session)) {
            return null;
        }
        Thread.ofVirtual().name("live-" + session.id()).start(session::sendUntilClosed);
        return session;
    }

    void leave(WebSocketSession socket) {
        var session = sessions.remove(socket.getId());
        if (session != null) {
            session.close(CloseStatus.NORMAL);
            presences.left(session);
        }
    }

    /** Nobody keeps more than a handful of windows open; the oldest makes room. */
    private void makeRoom(Viewer viewer) {
        var own = sessions.values().stream()
                .filter(session -> session.viewer().actor().equals(viewer.actor()))
                .toList();
        if (own.size() > MOST_SOCKETS) {
            own.stream()
                    .max((one, other) -> Long.compare(one.silentNanos(), other.silentNanos()))
                    .ifPresent(oldest -> oldest.close(CloseStatus.POLICY_VIOLATION.withReason("too many sockets")));
        }
    }

    /** Watches a conversation, or says at once that there is none for this viewer. */
    void watch(LiveSession session, UUID conversation) {
        var visible = sources.orderedStream()
                .flatMap(source -> source.inbox(conversation).stream())
                .anyMatch(inbox -> maySee(session.viewer(), inbox));
        if (visible) {
            session.watch(conversation);
            presences.greet(session, conversation);
        } else {
            session.offer(gone(session.joined(), conversation), reset(session.joined()));
        }
    }

    /** Tells what happened after a position of a log until the session joined; without its epoch it is taken for ours. */
    void resume(LiveSession session, long after, String ofEpoch) {
        var until = session.joined();
        if (!session.beginResume()
                || !ofEpoch.isEmpty() && !ofEpoch.equals(epoch().toString())
                || after < 0
                || until - after > MOST_RESUMED
                || after > until && after > events.head()) {
            session.offer(reset(until), reset(until));
            session.endResume(List.of(), reset(until));
            return;
        }
        var missed = new ArrayList<String>();
        try {
            while (after < until) {
                var batch = events.read(after, (int) Math.min(EventLog.BATCH, until - after));
                if (batch.isEmpty()) {
                    break;
                }
                if (batch.stream().anyMatch(event -> concerns(event, session.viewer()))) {
                    missed.add(frame("rights"));
                    missed.add(reset(until));
                    break;
                }
                for (var frame : frames(batch, List.of(session))) {
                    var text = textFor(session, new Rendered(json, frame));
                    if (text != null) {
                        missed.add(text);
                    }
                }
                after = batch.getLast().position();
            }
        } catch (RuntimeException failure) {
            log.warn("What a browser missed cannot be told: {}", failure.toString());
            missed.clear();
            missed.add(reset(until));
        }
        session.endResume(missed, reset(until));
    }

    /** Answers a sign of life with the position up to which this session has been told everything. */
    void pong(LiveSession session) {
        var position = Math.max(done, session.joined());
        session.offer(frame("pong", position), reset(position));
    }

    @Override
    public String name() {
        return "live";
    }

    @Override
    public long start(long head) {
        joining.lock();
        try {
            return told = Math.max(told, head);
        } finally {
            joining.unlock();
        }
    }

    @Override
    public void take(List<Event> batch) {
        List<LiveSession> open;
        joining.lock();
        try {
            told = batch.getLast().position();
            open = List.copyOf(sessions.values());
        } finally {
            joining.unlock();
        }
        if (!open.isEmpty()) {
            tell(batch, review(batch, open));
        }
        done = batch.getLast().position();
    }

    private void tell(List<Event> batch, List<LiveSession> allowed) {
        try {
            for (var frame : frames(batch, allowed)) {
                tell(new Rendered(json, frame), allowed);
            }
        } catch (DataAccessResourceFailureException | CannotCreateTransactionException unreachable) {
            throw unreachable;
        } catch (RuntimeException failure) {
            log.error(
                    "Browsers have to fetch anew what happened until {}",
                    batch.getLast().position(),
                    failure);
            var reset = reset(batch.getLast().position());
            allowed.forEach(session -> session.offer(reset, reset));
        }
    }

    private List<Frame> frames(List<Event> batch, Collection<LiveSession> listening) {
        var agents = new HashSet<UUID>();
        var watched = new HashSet<UUID>();
        for (var session : listening) {
            session.viewer().agentId().ifPresent(agents::add);
            watched.addAll(session.watched());
        }
        var listeners = new FrameSource.Listeners(Set.copyOf(agents), Set.copyOf(watched));
        return sources.orderedStream()
                .flatMap(source -> source.frames(batch, listeners).stream())
                .toList();
    }

    private void tell(Rendered rendered, List<LiveSession> to) {
        var reset = reset(rendered.frame().position());
        for (var session : to) {
            var text = textFor(session, rendered);
            if (text != null && !session.offer(text, reset)) {
                drops.increment();
            }
        }
    }

    private @Nullable String textFor(LiveSession session, Rendered rendered) {
        var frame = rendered.frame();
        var viewer = session.viewer();
        if (maySee(viewer, frame.inbox())) {
            return !frame.watchersOnly() || session.watched().contains(frame.conversation())
                    ? rendered.text(viewer.agentId().orElse(null))
                    : null;
        }
        return frame.previousInbox() != null && maySee(viewer, frame.previousInbox())
                ? gone(frame.position(), frame.conversation())
                : null;
    }

    private static boolean maySee(Viewer viewer, UUID inbox) {
        return viewer.can(Permission.CONVERSATION_READ) && viewer.sees(inbox);
    }

    /** Reads again the viewers that the events concern; returns the sessions that stay. */
    private List<LiveSession> review(List<Event> batch, List<LiveSession> open) {
        var touching = batch.stream().filter(Live::changesRights).toList();
        if (touching.isEmpty()) {
            return open;
        }
        return open.stream()
                .filter(session ->
                        touching.stream().noneMatch(event -> concerns(event, session.viewer())) || review(session))
                .toList();
    }

    /** Reads the viewer again; closes the session and returns false when it is over. */
    private boolean review(LiveSession session) {
        var before = session.viewer();
        var now = viewers.again(session.principal());
        if (now.isEmpty()) {
            sessions.remove(session.id());
            session.close(SIGNED_OUT);
            return false;
        }
        session.viewer(now.get());
        if (!before.equals(now.get())) {
            session.offer(frame("rights"), reset(session.joined()));
        }
        return true;
    }

    private static boolean changesRights(Event event) {
        var kind = event.kind();
        return Stream.of("agent.", "team.", "inbox.", "apikey.").anyMatch(kind::startsWith)
                || kind.startsWith("session.") && !kind.equals("session.opened") && !kind.equals("session.throttled");
    }

    private static boolean concerns(Event event, Viewer viewer) {
        if (!changesRights(event)) {
            return false;
        }
        var named = event.refs().get("agent");
        return switch (event.streamType()) {
            case "agent", "apikey" -> event.streamId().equals(viewer.actor().id());
            case "team" ->
                named == null
                        ? viewer.teams().contains(event.streamId())
                        : named.equals(viewer.actor().id());
            case "session" -> named == null || named.equals(viewer.actor().id());
            default -> true;
        };
    }

    private String frame(String type) {
        return json.writeValueAsString(Map.of("type", type));
    }

    private String frame(String type, long position) {
        return json.writeValueAsString(json.createObjectNode().put("type", type).put("position", position));
    }

    private String hello(long position, UUID epoch) {
        return json.writeValueAsString(json.createObjectNode()
                .put("type", "hello")
                .put("position", position)
                .put("epoch", epoch.toString()));
    }

    private UUID epoch() {
        var known = epoch;
        if (known == null) {
            known = installation.epoch();
            epoch = known;
        }
        return known;
    }

    private String reset(long position) {
        return frame("reset", position);
    }

    private String gone(long position, UUID conversation) {
        return json.writeValueAsString(json.createObjectNode()
                .put("type", "gone")
                .put("position", position)
                .put("conversation", conversation.toString()));
    }

    private void beat() {
        for (var count = 1; Thread.currentThread().equals(heart); count++) {
            try {
                Thread.sleep(HEARTBEAT);
                for (var session : sessions.values()) {
                    if (session.silentNanos() > LONGEST_SILENCE.toNanos()) {
                        sessions.remove(session.id());
                        Thread.ofVirtual().start(session::drop);
                    } else if (count % REVIEW_EVERY != 0 || review(session)) {
                        session.ping();
                    }
                }
            } catch (InterruptedException stopped) {
                return;
            } catch (RuntimeException failure) {
                log.warn("A heartbeat of the open sockets failed: {}", failure.toString());
            }
        }
    }

    @Override
    public void start() {
        heart = Thread.ofVirtual().name("live-heart").unstarted(this::beat);
        heart.start();
    }

    /** Sends everybody away first: a browser comes back to whoever answers then. */
    @Override
    public void stop() {
        var beating = heart;
        heart = null;
        if (beating != null) {
            beating.interrupt();
        }
        sessions.values().forEach(session -> session.close(CloseStatus.GOING_AWAY));
        sessions.clear();
    }

    @Override
    public boolean isRunning() {
        return heart != null;
    }
}
