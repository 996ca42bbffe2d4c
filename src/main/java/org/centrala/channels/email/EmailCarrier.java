package org.centrala.channels.email;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.centrala.channels.Carrier;
import org.centrala.channels.Outbox;
import org.centrala.conversations.DeliveryDetail;
import org.centrala.conversations.DeliveryState;
import org.centrala.conversations.MessageId;
import org.centrala.conversations.Messages;
import org.centrala.conversations.Outgoing;
import org.centrala.conversations.Party;
import org.centrala.platform.Outage;
import org.centrala.platform.Secrets;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Sends replies by the submission server of their mailbox. One transaction claims the message and keeps its rendered
 * bytes; then, with no transaction open, the server is asked; a last transaction writes down the answer. What that
 * leaves to chance is told in ADR 0020.
 */
@Component
class EmailCarrier implements Carrier {
    /** Pauses after the first, second, … try; the last one repeats until a day is over. */
    private static final List<Duration> PAUSES = List.of(
            Duration.ofSeconds(5),
            Duration.ofSeconds(15),
            Duration.ofMinutes(1),
            Duration.ofMinutes(5),
            Duration.ofMinutes(15),
            Duration.ofHours(1));

    private static final Duration GIVE_UP = Duration.ofHours(24);
    private static final Duration OUTAGE_PAUSE = Duration.ofSeconds(1);
    private static final Logger log = LoggerFactory.getLogger(EmailCarrier.class);

    private final OutboxStore store;
    private final MailboxStore mailboxStore;
    private final MailboxCache mailboxes;
    private final Secrets secrets;
    private final MailRenderer renderer;
    private final Submission submission;
    private final Messages messages;
    private final TransactionTemplate transaction;
    private final Clock clock;

    EmailCarrier(
            OutboxStore store,
            MailboxStore mailboxStore,
            MailboxCache mailboxes,
            Secrets secrets,
            MailRenderer renderer,
            Submission submission,
            Messages messages,
            TransactionTemplate transaction,
            Clock clock) {
        this.store = store;
        this.mailboxStore = mailboxStore;
        this.mailboxes = mailboxes;
        this.secrets = secrets;
        this.renderer = renderer;
        this.submission = submission;
        this.messages = messages;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** A claimed message, ready for the wire; no bytes when it cannot be sent at all. */
    private record Claimed(Outgoing outgoing, MailboxStore.@Nullable Row mailbox, byte @Nullable [] raw) {}

    @Override
    public String channel() {
        return "email";
    }

    @Override
    public List<Parcel> due(int limit) {
        var now = clock.instant();
        return store.take(now, now.plus(Outbox.LEASE), limit).stream()
                .map(due -> new Parcel(due.message(), due.attempts(), due.createdAt()))
                .toList();
    }

    @Override
    public void extend(Collection<UUID> parcels) {
        store.extend(parcels, clock.instant().plus(Outbox.LEASE));
    }

    @Override
    public Optional<Instant> nextDue() {
        return store.nextDue();
    }

    @Override
    public void tidy() {
        submission.tidy();
    }

    @Override
    public void carry(Parcel parcel) {
        Claimed claimed;
        try {
            claimed = transaction.execute(status -> claim(parcel));
        } catch (MailRenderer.Unrenderable unrenderable) {
            log.warn("Message {} cannot be rendered", parcel.message(), unrenderable);
            var reason = "No mail can be made of it: " + unrenderable.getMessage();
            finish(parcel, "failed", DeliveryState.FAILED, new DeliveryDetail("content", true, reason, null, null));
            return;
        }
        if (claimed == null) {
            return;
        }
        if (claimed.mailbox() == null || claimed.mailbox().smtp() == null) {
            var reason = claimed.mailbox() == null
                    ? "The mailbox it was to be sent from does not exist any more"
                    : "The mailbox " + claimed.mailbox().address()
                            + " has no server to send by: set one in the mailbox's settings";
            finish(
                    parcel,
                    "failed",
                    DeliveryState.FAILED,
                    new DeliveryDetail("configuration", true, reason, null, null));
            return;
        }
        var mailbox = claimed.mailbox();
        var result = send(claimed, mailbox);
        switch (result) {
            case Submission.Result.Sent(var detail) -> {
                finish(parcel, "sent", DeliveryState.SENT, detail);
                outgoing(mailbox, true, null);
            }
            case Submission.Result.Refused(var detail) -> {
                finish(parcel, "failed", DeliveryState.FAILED, detail);
                outgoing(
                        mailbox,
                        !"authentication".equals(detail.kind()),
                        "authentication".equals(detail.kind()) ? detail.reason() : null);
            }
            case Submission.Result.TryAgain(var detail) -> {
                tryAgain(parcel, detail);
                outgoing(mailbox, false, detail.reason());
            }
        }
    }

    private Submission.Result send(Claimed claimed, MailboxStore.Row mailbox) {
        Submission.Server server;
        try {
            server = Submission.Server.of(Objects.requireNonNull(mailbox.smtp()), secrets);
        } catch (RuntimeException undecipherable) {
            return new Submission.Result.Refused(new DeliveryDetail(
                    "configuration",
                    true,
                    "The mailbox's password cannot be read with this installation's key: enter it again",
                    null,
                    null));
        }
        var recipients = new ArrayList<String>();
        for (var parties : List.of(
                claimed.outgoing().to(),
                claimed.outgoing().cc(),
                claimed.outgoing().bcc())) {
            parties.stream().map(Party::address).forEach(recipients::add);
        }
        return submission.send(
                server,
                mailbox.address(),
                recipients.stream().distinct().toList(),
                Objects.requireNonNull(claimed.raw()));
    }

    /** From here on it can no longer be taken back; every try sends the same bytes. */
    private @Nullable Claimed claim(Parcel parcel) {
        var message = parcel.message();
        var outgoing = messages.beginSending(new MessageId(message));
        if (outgoing.isEmpty()) {
            letGo(parcel);
            return null;
        }
        var mailbox = mailboxes.row(outgoing.get().mailbox()).orElse(null);
        if (mailbox == null || mailbox.smtp() == null) {
            return new Claimed(outgoing.get(), mailbox, null);
        }
        var raw = store.raw(message).orElse(null);
        if (raw == null) {
            raw = renderer.render(outgoing.get(), mailbox, clock.instant());
            store.keep(message, raw);
        }
        return new Claimed(outgoing.get(), mailbox, raw);
    }

    /** Taken back or finished; or not due by a clock that runs a little behind, for which another look is had. */
    private void letGo(Parcel parcel) {
        var now = clock.instant();
        if (parcel.attempt() < 3) {
            store.later(parcel.message(), now.plusSeconds(2), null, now);
        } else {
            store.finish(parcel.message(), "withdrawn", null, now);
        }
    }

    private void finish(Parcel parcel, String state, DeliveryState delivery, @Nullable DeliveryDetail detail) {
        untilWritten(
                parcel,
                () -> transaction.executeWithoutResult(status -> {
                    messages.delivery(new MessageId(parcel.message()), delivery, detail);
                    store.finish(parcel.message(), state, detail == null ? null : detail.reason(), clock.instant());
                }));
        log.info(
                "Message {} is {}{}",
                parcel.message(),
                state,
                detail == null || detail.smtpCode() == null ? "" : " with " + detail.smtpCode());
    }

    /** What was sent and is not written down would be sent again: a full disk or a lost database is waited for. */
    private static void untilWritten(Parcel parcel, Runnable write) {
        while (true) {
            try {
                write.run();
                return;
            } catch (RuntimeException failure) {
                if (!Outage.is(failure)) {
                    throw failure;
                }
                log.warn("What became of message {} cannot be written yet: {}", parcel.message(), failure.toString());
            }
            try {
                Thread.sleep(OUTAGE_PAUSE);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void tryAgain(Parcel parcel, DeliveryDetail detail) {
        var now = clock.instant();
        if (Duration.between(parcel.since(), now).compareTo(GIVE_UP) > 0) {
            finish(parcel, "failed", DeliveryState.FAILED, detail);
            return;
        }
        var pause = PAUSES.get(Math.min(parcel.attempt() - 1, PAUSES.size() - 1));
        transaction.executeWithoutResult(status -> {
            messages.stillSending(new MessageId(parcel.message()), detail);
            store.later(parcel.message(), now.plus(pause), detail.reason(), now);
        });
        log.info(
                "Message {} waits {} s for try {}: {}",
                parcel.message(),
                pause.toSeconds(),
                parcel.attempt() + 1,
                detail.kind());
    }

    private void outgoing(MailboxStore.Row mailbox, boolean ok, @Nullable String error) {
        if (!ok || !mailbox.outgoingState().equals("ok")) {
            mailboxStore.outgoing(mailbox.id(), ok, error, clock.instant());
            mailboxes.forget();
        }
    }
}
