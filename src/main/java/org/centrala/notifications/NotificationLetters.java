package org.centrala.notifications;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.centrala.access.Agents;
import org.centrala.access.Permission;
import org.centrala.access.Viewers;
import org.centrala.access.spi.PostOffice;
import org.centrala.platform.CentralaSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Tells people by mail what they have not read for a while, and sends summaries (ADR 0130). A letter is a row until a
 * server has taken it; what it says is made of what is unread and may be seen at the moment of sending.
 */
@Component
class NotificationLetters {
    /** How long nobody else takes up a letter that is being sent, also when who sends it was killed. */
    static final Duration LEASE = Duration.ofMinutes(2);

    private static final int AT_ONCE = 200;
    private static final int MOST_ATTEMPTS = 48;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(30);
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);
    private static final Duration WHILE_QUIET = Duration.ofMinutes(1);
    /** A summary of this morning is no summary in the evening. */
    private static final Duration TOO_LATE = Duration.ofHours(6);

    private static final Logger log = LoggerFactory.getLogger(NotificationLetters.class);

    private final LetterStore store;
    private final PreferenceStore preferences;
    private final LetterWriter writer;
    private final PostOffice office;
    private final Agents agents;
    private final Viewers viewers;
    private final CentralaSettings settings;
    private final TransactionTemplate transaction;
    private final Clock clock;

    NotificationLetters(
            LetterStore store,
            PreferenceStore preferences,
            LetterWriter writer,
            PostOffice office,
            Agents agents,
            Viewers viewers,
            CentralaSettings settings,
            TransactionTemplate transaction,
            Clock clock) {
        this.store = store;
        this.preferences = preferences;
        this.writer = writer;
        this.office = office;
        this.agents = agents;
        this.viewers = viewers;
        this.settings = settings;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** What is missing for telling anybody by mail. */
    enum Missing {
        /** No mailbox can send. */
        SENDER,
        /** The address of this installation is not set, so that nothing can be linked. */
        ADDRESS;

        @JsonValue
        String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    Optional<Missing> missing() {
        if (office.sender().isEmpty()) {
            return Optional.of(Missing.SENDER);
        }
        return settings.publicUrl() == null ? Optional.of(Missing.ADDRESS) : Optional.empty();
    }

    /** Writes a letter for each agent who is to be told by mail by now and does not want quiet. */
    void write() {
        if (missing().isEmpty()) {
            transaction.executeWithoutResult(status -> {
                var now = clock.instant();
                var due = store.agentsDue(now, AT_ONCE);
                var wanted = preferences.of(due);
                for (var agent : due) {
                    if (!wanted.getOrDefault(agent, NotificationPreferences.USUAL)
                            .quietAt(now)) {
                        store.write(agent, LetterStore.Kind.NOTICES, now);
                    }
                }
                writeDigests(now);
            });
        }
    }

    private void writeDigests(Instant now) {
        var due = preferences.digestsDue(now, AT_ONCE);
        var wanted = preferences.of(
                due.stream().map(PreferenceStore.DigestDue::agent).toList());
        for (var one : due) {
            var wish = wanted.get(one.agent());
            var digest = wish == null ? null : wish.digest();
            if (digest != null) {
                if (one.at().isAfter(now.minus(TOO_LATE))) {
                    store.write(one.agent(), LetterStore.Kind.DIGEST, now);
                }
                preferences.nextDigest(one.agent(), digest.after(now));
            }
        }
    }

    /** Sends the letter that has waited longest; false when none is due. */
    boolean sendOne() {
        var taken = transaction.execute(status -> {
            var now = clock.instant();
            var letter = store.take(now, now.plus(LEASE));
            letter.filter(one -> one.kind() == LetterStore.Kind.NOTICES).ifPresent(store::gather);
            return letter;
        });
        if (taken == null || taken.isEmpty()) {
            return false;
        }
        var letter = taken.get();
        var now = clock.instant();
        var wanted = wanted(letter.agent());
        if (wanted.quietAt(now) || missing().isPresent()) {
            store.later(letter.id(), now.plus(WHILE_QUIET), letter.attempts() - 1);
            return true;
        }
        var written = written(letter, wanted);
        if (written.isEmpty()) {
            store.finish(letter.id(), LetterStore.Outcome.EMPTY, now);
            return true;
        }
        switch (office.post(written.get())) {
            case TAKEN -> store.finish(letter.id(), LetterStore.Outcome.SENT, clock.instant());
            case REFUSED -> failed(letter);
            case LATER -> {
                if (letter.attempts() >= MOST_ATTEMPTS) {
                    failed(letter);
                } else {
                    store.later(letter.id(), clock.instant().plus(pause(letter.attempts())), letter.attempts());
                }
            }
        }
        return true;
    }

    private void failed(LetterStore.Letter letter) {
        log.warn("Agent {} could not be told by mail: the letter {} was refused", letter.agent(), letter.id());
        store.finish(letter.id(), LetterStore.Outcome.FAILED, clock.instant());
    }

    private Optional<PostOffice.Letter> written(LetterStore.Letter letter, NotificationPreferences wanted) {
        var viewer = viewers.ofAgent(letter.agent()).filter(one -> one.can(Permission.CONVERSATION_READ));
        var agent = agents.find(letter.agent()).filter(one -> one.email() != null);
        if (viewer.isEmpty() || agent.isEmpty()) {
            return Optional.empty();
        }
        return writer.write(letter, agent.get(), wanted, viewer.get());
    }

    private NotificationPreferences wanted(UUID agent) {
        return preferences.find(agent).orElse(NotificationPreferences.USUAL);
    }

    static Duration pause(int attempts) {
        var pause = FIRST_PAUSE.multipliedBy(1L << Math.min(attempts - 1, 10));
        return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
    }
}
