package org.centrala.conversations;

import java.time.Duration;
import java.util.List;
import org.centrala.access.Permission;
import org.centrala.access.Viewer;
import org.centrala.platform.log.Event;
import org.centrala.platform.log.EventLog;
import org.centrala.platform.web.Page;
import org.centrala.platform.web.Problem;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The log over HTTP: what happened in the inboxes that the viewer sees, and with the audit right everything else. */
@RestController
@RequestMapping("/api/v1/events")
class EventController {
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(25);

    private final EventLog log;

    EventController(EventLog log) {
        this.log = log;
    }

    /** Events and the position to ask on from; {@code next} is given also when nothing is there yet. */
    record Events(List<Event> items, String next) {}

    @GetMapping
    Events read(
            @RequestParam(defaultValue = "0") long after,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(defaultValue = "0") int wait,
            @AuthenticationPrincipal Viewer viewer)
            throws InterruptedException {
        viewer.require(Permission.CONVERSATION_READ);
        if (after < 0 || after > Long.MAX_VALUE - EventLog.WINDOW) {
            throw Problem.invalid("after", "is a position: 0 or more");
        }
        var size = Page.limit(limit);
        if (wait > 0) {
            log.await(
                    after,
                    Duration.ofSeconds(wait).compareTo(LONGEST_WAIT) < 0 ? Duration.ofSeconds(wait) : LONGEST_WAIT);
        }
        // The head is taken before reading, so that a page that is not full may skip what others' eyes only see.
        var head = log.head();
        var events = log.read(after, size, viewer.inboxArray(), viewer.can(Permission.AUDIT_READ));
        var looked = Math.min(Math.max(head, last(events)), after + EventLog.WINDOW);
        var next = events.size() == size ? events.getLast().position() : Math.max(after, looked);
        return new Events(events, Long.toString(next));
    }

    private static long last(List<Event> events) {
        return events.isEmpty() ? 0 : events.getLast().position();
    }
}
