package org.centrala.channels.email;

import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.function.Supplier;
import org.centrala.channels.email.InboundStore.Accepted;
import org.centrala.channels.email.InboundStore.Cover;
import org.centrala.channels.email.InboundStore.Decision;
import org.centrala.channels.email.parse.MailReader;
import org.centrala.channels.email.parse.MailUnreadable;
import org.centrala.channels.email.trust.DeceptiveLinks;
import org.centrala.platform.Outage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Leads accepted mails to their outcomes. What others are asked about a mail is known before it is read; each is read once,
 * outside any transaction; then one transaction locks the records
 * of all that came together, decides, writes what follows from the decisions, and the outcomes with it: all of it or
 * nothing. When that fails each is tried alone, so that one which cannot be taken in holds up no other.
 */
@Component
class Arrivals {
    static final Duration SHORT_WAIT = Duration.ofMillis(100);

    private static final Duration OUTAGE = Duration.ofSeconds(1);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(5);
    private static final int TRIES = 3;
    private static final Logger log = LoggerFactory.getLogger(Arrivals.class);

    private final InboundStore store;
    private final Outcomes outcomes;
    private final Appraisals appraisals;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final MailReader reader = new MailReader();
    private final Semaphore largeOnes = new Semaphore(1);

    Arrivals(
            InboundStore store,
            Outcomes outcomes,
            Appraisals appraisals,
            TransactionTemplate transaction,
            Clock clock) {
        this.store = store;
        this.outcomes = outcomes;
        this.appraisals = appraisals;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** Takes mails in; of each that needs another try, how long to wait for it. */
    Map<UUID, Duration> take(Collection<UUID> ids, Function<UUID, @Nullable Accepted> known) {
        var again = new HashMap<UUID, Duration>();
        var read = new LinkedHashMap<UUID, ReadMail>();
        var large = new LinkedHashMap<UUID, Cover>();
        for (var id : ids) {
            tried(id, again, () -> {
                var mail = known.apply(id);
                var cover = mail != null ? mail.cover() : store.cover(id).orElse(null);
                if (cover != null && cover.large()) {
                    large.put(id, cover);
                } else if (cover != null) {
                    read(id, cover, () -> mail != null ? mail.raw() : raw(id), again)
                            .ifPresent(done -> read.put(id, done));
                }
            });
        }
        decide(read, again);
        large.forEach((id, cover) -> tried(id, again, () -> takeLarge(id, cover, again)));
        return again;
    }

    /** One at a time, from before its bytes are fetched: read, a large mail takes several times its size of memory. */
    private void takeLarge(UUID id, Cover cover, Map<UUID, Duration> again) {
        if (!largeOnes.tryAcquire()) {
            again.put(id, SHORT_WAIT);
            return;
        }
        try {
            read(id, cover, () -> raw(id), again).ifPresent(read -> decide(Map.of(id, read), again));
        } finally {
            largeOnes.release();
        }
    }

    private byte[] raw(UUID id) {
        return store.raw(id).orElseThrow();
    }

    /** Nothing when it has to be looked at once more, since what is to be known about it is not known yet. */
    private Optional<ReadMail> read(UUID id, Cover cover, Supplier<byte[]> bytes, Map<UUID, Duration> again) {
        if (appraisals.pause(id, cover.evidence()) instanceof Duration pause) {
            again.put(id, pause);
            return Optional.empty();
        }
        var raw = bytes.get();
        if (appraisals.ask(id, cover.evidence(), raw) instanceof Duration pause) {
            again.put(id, pause);
            return Optional.empty();
        }
        var read = reader.read(raw);
        return switch (appraisals.of(id, cover.evidence(), raw, read.mail())) {
            case Appraisals.Later(var pause) -> {
                again.put(id, pause);
                yield Optional.empty();
            }
            case Appraisals.Done(var findings) -> {
                var html = DeceptiveLinks.mark(read.html() == null ? "" : read.html());
                yield Optional.of(new ReadMail(
                        read.mail(),
                        read.visible(),
                        read.html() == null ? null : html.html(),
                        findings.withLinks(html.targets())));
            }
        };
    }

    private void decide(Map<UUID, ReadMail> mails, Map<UUID, Duration> again) {
        if (mails.size() == 1) {
            var id = mails.keySet().iterator().next();
            tried(id, again, () -> again.putAll(decided(mails)));
        } else if (!mails.isEmpty()) {
            try {
                again.putAll(decided(mails));
            } catch (RuntimeException | StackOverflowError failure) {
                if (Outage.is(failure) || failure instanceof TransientDataAccessException) {
                    log.warn("{} mails wait for the database: {}", mails.size(), failure.toString());
                    mails.keySet().forEach(id -> again.put(id, OUTAGE));
                } else {
                    mails.forEach((id, mail) -> decide(Map.of(id, mail), again));
                }
            }
        }
    }

    private Map<UUID, Duration> decided(Map<UUID, ReadMail> mails) {
        return Objects.requireNonNull(transaction.execute(status -> outcomes.decide(mails)));
    }

    /** A database that is away, or had to choose a victim, is no fault of the mail. */
    private void tried(UUID id, Map<UUID, Duration> again, Runnable step) {
        try {
            step.run();
        } catch (MailUnreadable unreadable) {
            quarantine(id, unreadable.reason());
        } catch (DuplicateKeyException takenMeanwhile) {
            again.put(id, SHORT_WAIT);
        } catch (RuntimeException | StackOverflowError failure) {
            if (Outage.is(failure) || failure instanceof TransientDataAccessException) {
                log.warn("A mail waits for the database: {}", failure.toString());
                again.put(id, OUTAGE);
                return;
            }
            log.error("Mail {} could not be taken in", id, failure);
            if (store.failed(id, clock.instant().plus(AFTER_FAILURE)) >= TRIES) {
                quarantine(id, "intake.failed: " + failure.getClass().getSimpleName());
            } else {
                again.put(id, AFTER_FAILURE);
            }
        }
    }

    private void quarantine(UUID id, String reason) {
        store.decide(List.of(Decision.quarantined(id, reason)), clock.instant());
    }
}
