package org.centrala.conversations;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.centrala.platform.Actor;
import org.centrala.platform.log.EventLog;
import org.centrala.platform.log.NewEvent;
import org.centrala.platform.reading.FileText;
import org.centrala.platform.reading.FileTexts;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Reads what is written in attachments, the newest first and one at a time, so that search finds it. A file is leased
 * while it is read: one that was being read when its node died is read again, and not for ever.
 */
@Component
class AttachmentTexts implements SmartLifecycle {
    static final String READ = "attachment.read";

    private static final int MOST_ATTEMPTS = 4;
    /** Longer than the reading of any file. */
    private static final Duration LEASE = Duration.ofMinutes(3);

    private static final Duration EVERY = Duration.ofSeconds(1);
    private static final Duration LONGEST_STOP = Duration.ofSeconds(3);
    private static final Logger log = LoggerFactory.getLogger(AttachmentTexts.class);

    private final AttachmentTextStore store;
    private final MessageStore messages;
    private final FileTexts files;
    private final EventLog events;
    private final TransactionOperations transaction;
    private final Clock clock;
    private volatile boolean running;
    private volatile @Nullable Thread thread;

    AttachmentTexts(
            AttachmentTextStore store,
            MessageStore messages,
            FileTexts files,
            EventLog events,
            TransactionOperations transaction,
            Clock clock) {
        this.store = store;
        this.messages = messages;
        this.files = files;
        this.events = events;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** Reads the newest that waits; whether there was one. */
    boolean next() {
        var now = clock.instant();
        var claimed = store.claim(now, now.plus(LEASE));
        claimed.ifPresent(this::read);
        return claimed.isPresent();
    }

    private void read(AttachmentTextStore.Work work) {
        if (work.attempts() > MOST_ATTEMPTS) {
            unreadable(work, "given_up");
            return;
        }
        FileText text;
        try {
            text = files.read(work.fileName(), messages.content(work.id()));
        } catch (RuntimeException failure) {
            log.warn("The attachment {} is read later: {}", work.id(), failure.toString());
            store.release(work.id(), running ? clock.instant().plus(LEASE) : clock.instant(), running);
            return;
        }
        switch (text) {
            case FileText.Words words -> found(work, words);
            case FileText.Unreadable none -> unreadable(work, none.reason().wire());
        }
    }

    private void found(AttachmentTextStore.Work work, FileText.Words words) {
        transaction.executeWithoutResult(status -> {
            if (store.read(work.id(), words.text(), words.cut(), clock.instant())
                    && !words.text().isEmpty()) {
                events.append(NewEvent.of("attachment", work.id(), 1, READ, Actor.SYSTEM)
                        .inInbox(work.inbox())
                        .ref("conversation", work.conversation()));
            }
        });
    }

    private void unreadable(AttachmentTextStore.Work work, String reason) {
        log.info("The attachment {} cannot be searched: {}", work.id(), reason);
        store.unreadable(work.id(), reason, clock.instant());
    }

    private void run() {
        while (running) {
            try {
                if (next()) {
                    continue;
                }
                files.rest();
            } catch (RuntimeException away) {
                if (running) {
                    log.warn("Attachments cannot be read now: {}", away.toString());
                }
            }
            LockSupport.parkNanos(EVERY.toNanos());
        }
    }

    @Override
    public void start() {
        running = true;
        thread = Thread.ofVirtual().name("attachment-texts").start(this::run);
    }

    /** What is being read is given back, to be read after the next start. */
    @Override
    public void stop() {
        running = false;
        files.destroy();
        var reading = thread;
        if (reading == null) {
            return;
        }
        LockSupport.unpark(reading);
        try {
            reading.join(LONGEST_STOP);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
