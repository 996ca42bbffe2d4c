package org.centrala.access;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.centrala.platform.Actor;
import org.centrala.platform.Ids;
import org.centrala.platform.log.Change;
import org.centrala.platform.log.Event;
import org.centrala.platform.log.EventFilter;
import org.centrala.platform.log.EventHistory;
import org.centrala.platform.log.EventLog;
import org.centrala.platform.log.NewEvent;
import org.centrala.platform.web.Cursor;
import org.centrala.platform.web.Page;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The log as people read it: who did what to which thing and when, with names. */
@Service
class Audit {
    private static final int LOOKS = 20;

    private final EventHistory history;
    private final EventLog log;
    private final Agents agents;
    private final ApiKeyStore keys;

    Audit(EventHistory history, EventLog log, Agents agents, ApiKeyStore keys) {
        this.history = history;
        this.log = log;
        this.agents = agents;
        this.keys = keys;
    }

    /** Who did it: by name where it is an agent or a key. */
    @Schema(name = "AuditActor")
    record Who(Actor.Kind kind, @Nullable UUID id, @Nullable String name) {}

    /** What it was done to. */
    @Schema(name = "AuditObject")
    record What(String type, UUID id) {}

    /** One line of the trail. */
    @Schema(name = "AuditEntry")
    record Entry(
            long position,
            Instant at,
            Who actor,
            String kind,
            What object,
            Map<String, Change> changes,
            Map<String, UUID> refs) {}

    /**
     * One page, newest first. It may have fewer entries than asked for, even none, although there is a next one: a page
     * looks through a part of the log only.
     */
    Page<Entry> list(EventFilter filter, int limit, @Nullable String cursor) {
        var after = Cursor.decode(cursor, 1);
        var look = history.before(after == null ? 0 : Math.max(1, after.number(0)), filter, limit);
        for (int more = 1; more < LOOKS && look.events().isEmpty() && look.next() > 0; more++) {
            look = history.before(look.next(), filter, limit);
        }
        return new Page<>(
                named(look.events()),
                look.next() == 0 ? null : Cursor.of(look.next()).encode());
    }

    /** Everything that fits, page by page, newest first. */
    void each(EventFilter filter, Consumer<Entry> reader) {
        long next = 0;
        do {
            var look = history.before(next, filter, Page.MAXIMUM_LIMIT);
            named(look.events()).forEach(reader);
            next = look.next();
        } while (next > 0);
    }

    /** That the trail was taken away is itself a line of it. */
    @Transactional
    void exported(Viewer viewer) {
        log.append(NewEvent.of("audit", Ids.next(), 1, "audit.exported", viewer.actor()));
    }

    private List<Entry> named(List<Event> events) {
        var ids = events.stream()
                .map(Event::actor)
                .flatMap(actor -> Stream.ofNullable(actor.id()))
                .collect(Collectors.toSet());
        var people = agents.names(ids);
        var programs = ids.isEmpty() ? Map.<UUID, String>of() : keys.names(ids);
        return events.stream()
                .map(event -> new Entry(
                        event.position(),
                        event.at(),
                        who(event.actor(), people, programs),
                        event.kind(),
                        new What(event.streamType(), event.streamId()),
                        event.changes(),
                        event.refs()))
                .toList();
    }

    private static Who who(Actor actor, Map<UUID, String> people, Map<UUID, String> programs) {
        var id = actor.id();
        var name = id == null ? null : people.getOrDefault(id, programs.get(id));
        return new Who(actor.kind(), id, name);
    }
}
