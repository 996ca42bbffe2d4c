package org.centrala.notifications;

import static java.util.stream.Collectors.toSet;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.centrala.access.Permission;
import org.centrala.access.Viewer;
import org.centrala.access.Viewers;
import org.centrala.conversations.Concerns;
import org.centrala.platform.Ids;
import org.centrala.platform.log.Event;
import org.centrala.platform.log.EventLog;
import org.centrala.platform.log.LogConsumer;
import org.centrala.realtime.Nudges;
import org.springframework.stereotype.Component;

/**
 * Writes the notifications of a batch of events, in the transaction that moves its place in the log: whatever is killed
 * when, each is written once. Rows follow their conversation when it moves to another inbox or into another one.
 */
@Component
class NotificationReactor implements LogConsumer.Reactor {
    private final NotificationStore store;
    private final PreferenceStore preferences;
    private final Concerns concerns;
    private final Addressees addressees;
    private final Viewers viewers;
    private final Nudges nudges;
    private final EventLog log;
    private final Clock clock;

    NotificationReactor(
            NotificationStore store,
            PreferenceStore preferences,
            Concerns concerns,
            Addressees addressees,
            Viewers viewers,
            Nudges nudges,
            EventLog log,
            Clock clock) {
        this.store = store;
        this.preferences = preferences;
        this.concerns = concerns;
        this.addressees = addressees;
        this.viewers = viewers;
        this.nudges = nudges;
        this.log = log;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "notifications";
    }

    @Override
    public void take(List<Event> events) {
        var ours = events.stream()
                .filter(event -> event.streamType().equals("conversation"))
                .toList();
        if (ours.isEmpty()) {
            return;
        }
        var known = concerns.of(ours.stream().map(Event::streamId).toList());
        var said = concerns.said(ours.stream()
                .map(event -> event.refs().get("message"))
                .filter(Objects::nonNull)
                .toList());
        var changed = new HashSet<UUID>(follow(ours, known));
        var then = asOf(ours, known);
        var rows = new ArrayList<NotificationStore.Row>();
        var rights = new HashMap<UUID, Optional<Viewer>>();
        for (var event : ours) {
            var concern = then.get(event.position());
            if (concern == null) {
                continue;
            }
            var message = event.refs().get("message");
            var told = addressees.of(event, concern, message == null ? null : said.get(message));
            told.forEach((agent, kind) -> {
                if (maySee(rights.computeIfAbsent(agent, viewers::ofAgent), concern)) {
                    rows.add(row(agent, kind, event, concern));
                }
            });
        }
        var wanted =
                preferences.of(rows.stream().map(NotificationStore.Row::agent).collect(toSet()));
        rows.removeIf(row -> wish(wanted, row).off().contains(row.kind()));
        rows.forEach(row -> changed.add(row.agent()));
        store.insertAll(rows, row -> {
            var wish = wish(wanted, row);
            return wish.mail().contains(row.kind()) ? row.at().plus(Duration.ofMinutes(wish.mailAfter())) : null;
        });
        var undone = ours.stream()
                .filter(event -> event.kind().equals("message.undone"))
                .map(event -> event.ref("message"))
                .toList();
        if (!undone.isEmpty()) {
            changed.addAll(store.takeBack(undone));
        }
        nudges.tell(Notifications.TOPIC, changed);
    }

    private static NotificationPreferences wish(Map<UUID, NotificationPreferences> wanted, NotificationStore.Row row) {
        return wanted.getOrDefault(row.agent(), NotificationPreferences.USUAL);
    }

    private NotificationStore.Row row(UUID agent, NotificationKind kind, Event event, Concerns.Concern concern) {
        return new NotificationStore.Row(
                Ids.next(),
                agent,
                concern.shown(),
                concern.inbox(),
                kind,
                event.refs().get("message"),
                event.actor().kind(),
                event.actor().id(),
                event.id(),
                clock.instant(),
                null);
    }

    /** Whom each event concerned, by its position: what was given to somebody later was not theirs before. */
    private Map<Long, Concerns.Concern> asOf(List<Event> events, Map<UUID, Concerns.Concern> known) {
        var now = new HashMap<UUID, Concerns.Concern>();
        var then = new HashMap<Long, Concerns.Concern>();
        for (var event : events.reversed()) {
            var concern = now.get(event.streamId());
            if (concern == null) {
                concern = known.get(event.streamId());
                if (concern == null) {
                    continue;
                }
                if (concern.sequence() > event.sequence() && concern.shown().equals(event.streamId())) {
                    for (var later :
                            log.stream(event.streamId(), event.sequence()).reversed()) {
                        concern = before(later, concern);
                    }
                }
            }
            then.put(event.position(), concern);
            now.put(event.streamId(), concern.shown().equals(event.streamId()) ? before(event, concern) : concern);
        }
        return then;
    }

    private static Concerns.Concern before(Event event, Concerns.Concern concern) {
        var given = event.changes().get("assignee");
        return given == null
                ? concern
                : concern.withAssignee(
                        given.old() == null ? null : UUID.fromString(given.old().toString()));
    }

    private static boolean maySee(Optional<Viewer> agent, Concerns.Concern concern) {
        return agent.filter(viewer -> viewer.can(Permission.CONVERSATION_READ) && viewer.sees(concern.inbox()))
                .isPresent();
    }

    /** Moves what was told of conversations that are elsewhere now; whose it is. */
    private List<UUID> follow(List<Event> events, Map<UUID, Concerns.Concern> known) {
        var agents = new ArrayList<UUID>();
        var moved = new LinkedHashSet<UUID>();
        for (var event : events) {
            if (event.changes().containsKey("inbox") && !event.kind().equals("conversation.opened")
                    || event.changes().containsKey("mergedInto")) {
                moved.add(event.streamId());
            }
        }
        for (var conversation : moved) {
            var concern = known.get(conversation);
            if (concern != null) {
                agents.addAll(store.move(conversation, concern.shown(), concern.inbox()));
            }
        }
        return agents;
    }
}
