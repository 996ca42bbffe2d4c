package org.centrala.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.centrala.platform.Actor;
import org.centrala.platform.Ids;
import org.centrala.platform.Secrets;
import org.centrala.platform.log.Change;
import org.centrala.platform.log.EventLog;
import org.centrala.platform.log.NewEvent;
import org.centrala.platform.web.Problem;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Counts attempts in fixed windows and refuses beyond a limit. An attempt is counted before it is judged, so that many
 * at the same moment cannot all slip through, and given back when it was right. A refused attempt does not lengthen
 * the window: whoever is refused is let in again after it, however long somebody else keeps trying.
 */
@Component
class Throttle {
    private static final int SWEEP_EVERY = 500;

    private final ThrottleStore store;
    private final Secrets secrets;
    private final EventLog events;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final AtomicInteger counted = new AtomicInteger();

    Throttle(ThrottleStore store, Secrets secrets, EventLog events, TransactionTemplate transaction, Clock clock) {
        this.store = store;
        this.secrets = secrets;
        this.events = events;
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * What is counted together, e.g. all attempts from one network.
     *
     * @param spared so many attempts in the bucket before this one pass even when this one is full
     */
    record Bucket(String kind, String subject, int limit, int spared, Duration window) {}

    /** Counts one attempt in each bucket in turn; refuses with 429 at the first that is full and counts no further. */
    void attempt(List<Bucket> buckets) {
        int before = 0;
        for (var bucket : buckets) {
            var now = clock.instant();
            var count = store.count(key(bucket), now, now.plus(bucket.window()));
            if (counted.incrementAndGet() % SWEEP_EVERY == 0) {
                store.deleteExpired(now);
            }
            if (count.attempts() > bucket.limit() && (before == 0 || before > bucket.spared())) {
                if (count.attempts() == bucket.limit() + 1) {
                    tell(bucket);
                }
                var wait = Duration.between(now, count.windowEndsAt()).plusSeconds(1);
                throw Problem.tooManyRequests("session.throttled", "Too many attempts. Try again later.", wait);
            }
            before = count.attempts();
        }
    }

    /** The attempt was right: each bucket gets it back. */
    void succeeded(List<Bucket> buckets) {
        buckets.stream().map(this::key).forEach(store::forgive);
    }

    private void tell(Bucket bucket) {
        transaction.executeWithoutResult(status ->
                events.append(NewEvent.of("session", Ids.next(), 1, "session.throttled", Actor.SYSTEM)
                        .changing(Map.of("bucket", new Change(null, bucket.kind())))));
    }

    private byte[] key(Bucket bucket) {
        return secrets.hmac("throttle", (bucket.kind() + ":" + bucket.subject()).getBytes(UTF_8));
    }
}
