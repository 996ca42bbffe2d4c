package org.centrala.platform.log;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * Looks through the log backwards. Each look reads {@value EventLog#WINDOW} positions at most, so that no filter, however
 * rarely it fits, has all of the log read in one go; and the log needs no index for it, which every writer would pay for.
 */
@Component
public class EventHistory {
    /** Positions follow the commit, times the command: so far apart they can be. */
    private static final Duration SKEW = Duration.ofMinutes(10);

    private final EventLogStore store;

    EventHistory(EventLogStore store) {
        this.store = store;
    }

    /**
     * Some events, newest first.
     *
     * @param next the position below which to look on; 0 when the log was looked through
     */
    public record Look(List<Event> events, long next) {}

    /** At most {@code limit} events below a position, or the newest ones when it is 0. */
    public Look before(long position, EventFilter filter, int limit) {
        var top = position == 0 ? store.head() + 1 : position;
        if (filter.until() != null) {
            top = Math.min(top, firstAfter(filter.until().plus(SKEW), top));
        }
        var bottom = filter.from() == null ? 0 : firstAfter(filter.from().minus(SKEW), top) - 1;
        var low = Math.max(bottom, top - 1 - EventLog.WINDOW);
        var events = store.readBackwards(low, top, limit, filter);
        var next = events.size() == limit ? events.getLast().position() : low + 1;
        return new Look(events, next <= bottom + 1 ? 0 : next);
    }

    /** The lowest position whose event is later than the time, found by halving. */
    private long firstAfter(Instant time, long top) {
        long low = 1;
        long high = top;
        while (low < high) {
            var middle = low + (high - low) / 2;
            if (store.timeFrom(middle).filter(at -> !at.isAfter(time)).isPresent()) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
