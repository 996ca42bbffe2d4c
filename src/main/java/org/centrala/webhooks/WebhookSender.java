package org.centrala.webhooks;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.centrala.platform.Actor;
import org.centrala.platform.Secrets;
import org.centrala.platform.log.EventLog;
import org.centrala.platform.log.NewEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Sends what is due, to each webhook a few at a time, so that a slow one delays no other. What fails is tried again for a
 * day; a webhook that takes nothing for days is switched off, and whoever manages settings is told.
 */
@Component
class WebhookSender implements SmartLifecycle {
    static final List<Duration> PAUSES = List.of(
            Duration.ofSeconds(5),
            Duration.ofSeconds(30),
            Duration.ofMinutes(2),
            Duration.ofMinutes(10),
            Duration.ofMinutes(30),
            Duration.ofHours(1),
            Duration.ofHours(2),
            Duration.ofHours(4),
            Duration.ofHours(8),
            Duration.ofHours(8));

    static final Duration GIVEN_UP = Duration.ofDays(5);

    private static final int EACH = 4;
    private static final int GONE = 410;
    private static final Duration LEASE = Duration.ofMinutes(1);
    private static final Duration SWEEP = Duration.ofSeconds(1);
    private static final Duration KEPT = Duration.ofDays(30);
    private static final Duration LONGEST_STOP = Duration.ofSeconds(5);
    private static final Logger log = LoggerFactory.getLogger(WebhookSender.class);

    private final WebhookStore store;
    private final WebhookCall call;
    private final WebhookNotices notices;
    private final Secrets secrets;
    private final EventLog events;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final Semaphore nudges = new Semaphore(0);
    private final Map<UUID, Semaphore> places = new ConcurrentHashMap<>();
    private volatile boolean running;
    private Instant tidyAt = Instant.EPOCH;

    WebhookSender(
            WebhookStore store,
            WebhookCall call,
            WebhookNotices notices,
            Secrets secrets,
            EventLog events,
            TransactionTemplate transaction,
            Clock clock) {
        this.store = store;
        this.call = call;
        this.notices = notices;
        this.secrets = secrets;
        this.events = events;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** Something is due sooner than anybody knew. */
    void nudge() {
        nudges.release();
    }

    private void run() {
        while (running) {
            try {
                dispatch();
            } catch (RuntimeException away) {
                if (running) {
                    log.warn("Webhooks wait: {}", away.toString());
                }
            }
            try {
                if (nudges.tryAcquire(SWEEP.toMillis(), TimeUnit.MILLISECONDS)) {
                    nudges.drainPermits();
                }
            } catch (InterruptedException stopped) {
                return;
            }
        }
    }

    private void dispatch() {
        var now = clock.instant();
        for (var hook : store.due(now)) {
            var free = places.computeIfAbsent(hook, id -> new Semaphore(EACH));
            int room = free.drainPermits();
            var parcels = room == 0 ? List.<WebhookStore.Parcel>of() : store.claim(hook, room, now, now.plus(LEASE));
            free.release(room - parcels.size());
            for (var parcel : parcels) {
                Thread.ofVirtual().name("webhook-" + parcel.id()).start(() -> {
                    try {
                        send(hook, parcel);
                    } catch (RuntimeException failure) {
                        log.warn("Webhook delivery {} waits for its lease: {}", parcel.id(), failure.toString());
                    } finally {
                        free.release();
                        nudge();
                    }
                });
            }
        }
        if (now.isAfter(tidyAt)) {
            tidyAt = now.plus(Duration.ofMinutes(10));
            store.tidy(now.minus(KEPT), 10_000);
        }
    }

    private void send(UUID hook, WebhookStore.Parcel parcel) {
        var headers = WebhookSignature.headers(
                secrets.decrypt(parcel.secret()), parcel.event(), clock.instant(), parcel.body());
        var answer = call.post(URI.create(parcel.url()), headers, parcel.body());
        var now = clock.instant();
        boolean test = parcel.kind().equals(Webhooks.TEST);
        transaction.executeWithoutResult(status -> {
            if (answer.taken()) {
                store.tried(parcel.id(), "delivered", answer, now, null);
                store.works(hook, now);
                return;
            }
            boolean over = test || parcel.attempts() > PAUSES.size();
            store.tried(
                    parcel.id(),
                    over ? "failed" : "waiting",
                    answer,
                    now,
                    over ? null : now.plus(PAUSES.get(parcel.attempts() - 1)));
            if (!test) {
                var since = store.fails(hook, answer.error(), now);
                boolean gone = answer.status() != null && answer.status() == GONE;
                if (gone || since.isBefore(now.minus(GIVEN_UP))) {
                    switchOff(hook, gone ? "gone" : "failing");
                }
            }
        });
    }

    private void switchOff(UUID hook, String reason) {
        store.disable(hook, reason).ifPresent(sequence -> {
            events.append(NewEvent.of("webhook", hook, sequence, "webhook.disabled", Actor.SYSTEM));
            store.find(hook).ifPresent(notices::switchedOff);
        });
    }

    @Override
    public void start() {
        running = true;
        Thread.ofVirtual().name("webhooks").start(this::run);
    }

    /** What is on the wire may finish; what is not is taken up again after the next start. */
    @Override
    public void stop() {
        running = false;
        nudge();
        long until = System.nanoTime() + LONGEST_STOP.toNanos();
        for (var free : places.values()) {
            try {
                if (free.tryAcquire(EACH, Math.max(1, until - System.nanoTime()), TimeUnit.NANOSECONDS)) {
                    free.release(EACH);
                }
            } catch (InterruptedException impatient) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** After the log and its consumers. */
    @Override
    public int getPhase() {
        return -400;
    }
}
