package org.centrala.channels.email;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import org.centrala.channels.email.InboundStore.Waiting;
import org.centrala.channels.email.parse.AutomaticMail;
import org.centrala.channels.email.parse.DeliveryFailure;
import org.centrala.channels.email.parse.DeliveryReport;
import org.centrala.channels.email.parse.HtmlSanitizer;
import org.centrala.channels.email.parse.MailAddress;
import org.centrala.channels.email.parse.MailParser;
import org.centrala.channels.email.parse.MailUnreadable;
import org.centrala.channels.email.parse.ParsedMail;
import org.centrala.channels.email.parse.VisibleReply;
import org.centrala.conversations.ConversationId;
import org.centrala.conversations.DeliveryDetail;
import org.centrala.conversations.DeliveryState;
import org.centrala.conversations.Direction;
import org.centrala.conversations.InboundMessage;
import org.centrala.conversations.Messages;
import org.centrala.conversations.NewAttachment;
import org.centrala.conversations.Party;
import org.centrala.customers.Address;
import org.centrala.customers.Customers;
import org.centrala.platform.Actor;
import org.centrala.platform.Outage;
import org.centrala.platform.files.Files;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Leads one accepted mail to its outcome. It is read outside any transaction; then one transaction locks its record,
 * decides, writes what follows from the decision, and the outcome with it: all of it or nothing.
 */
@Component
class Arrivals {
    static final Duration DONE = Duration.ZERO;

    /** How long an answer waits for the mail it answers, when that came just before. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(20);

    private static final Duration SHORT_WAIT = Duration.ofMillis(100);
    private static final int TRIES = 3;
    private static final Logger log = LoggerFactory.getLogger(Arrivals.class);

    private final InboundStore store;
    private final MailboxCache mailboxes;
    private final Threading threading;
    private final Messages messages;
    private final Customers customers;
    private final OwnMail ownMail;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final MailParser parser = new MailParser();
    private final HtmlSanitizer sanitizer = new HtmlSanitizer();
    private final Semaphore large = new Semaphore(1);

    Arrivals(
            InboundStore store,
            MailboxCache mailboxes,
            Threading threading,
            Messages messages,
            Customers customers,
            OwnMail ownMail,
            TransactionTemplate transaction,
            Clock clock) {
        this.store = store;
        this.mailboxes = mailboxes;
        this.threading = threading;
        this.messages = messages;
        this.customers = customers;
        this.ownMail = ownMail;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** All that can be said of a mail before the database is asked. */
    private record Read(
            ParsedMail mail, String visible, @Nullable String html) {}

    /** Takes one mail; zero when it needs no other try, else how long to wait for it. */
    Duration take(UUID id, byte @Nullable [] known) {
        byte[] raw = known;
        if (raw == null) {
            var found = store.raw(id);
            if (found.isEmpty()) {
                return DONE;
            }
            raw = found.get();
        }
        boolean big = raw.length > Files.LARGE;
        if (big) {
            large.acquireUninterruptibly();
        }
        try {
            return decide(id, read(raw));
        } catch (MailUnreadable unreadable) {
            quarantine(id, unreadable.code() + ": " + unreadable.getMessage());
            return DONE;
        } catch (DuplicateKeyException takenMeanwhile) {
            return SHORT_WAIT;
        } catch (RuntimeException | StackOverflowError failure) {
            return failed(id, failure);
        } finally {
            if (big) {
                large.release();
            }
        }
    }

    private Read read(byte[] raw) {
        var mail = parser.parse(raw);
        return new Read(mail, VisibleReply.of(mail), mail.html() == null ? null : sanitizer.sanitize(mail.html()));
    }

    /** A database that is away, or had to choose a victim, is no fault of the mail. */
    private Duration failed(UUID id, Throwable failure) {
        if (Outage.is(failure) || failure instanceof TransientDataAccessException) {
            log.warn("A mail waits for the database: {}", failure.toString());
            return Duration.ofSeconds(1);
        }
        log.error("Mail {} could not be taken in", id, failure);
        int tries = store.failed(id, clock.instant().plusSeconds(5));
        if (tries >= TRIES) {
            quarantine(id, "intake.failed: " + failure.getClass().getSimpleName());
            return DONE;
        }
        return Duration.ofSeconds(5);
    }

    private void quarantine(UUID id, String reason) {
        var short500 = reason.length() > 500 ? reason.substring(0, 500) : reason;
        store.decide(id, "quarantined", short500.replace("\0", ""), null, null, null, clock.instant());
    }

    private Duration decide(UUID id, Read read) {
        return Objects.requireNonNull(transaction.execute(status -> {
            var waiting = store.lock(id);
            return waiting.isEmpty() ? DONE : decide(waiting.get(), read);
        }));
    }

    private Duration decide(Waiting waiting, Read read) {
        var mail = read.mail();
        if (waiting.seenBefore()) {
            return done(waiting, "duplicate", "the same mail was taken in before", null, null, null);
        }
        if (ownMail.isOurs(mail, waiting)) {
            return done(waiting, "ownEcho", "we sent it ourselves", null, null, null);
        }
        return switch (AutomaticMail.of(mail, waiting.envelopeFrom())) {
            case AutomaticMail.Bounce(var report) -> bounced(waiting, report);
            case AutomaticMail.AutoReply(var sign) -> spoken(waiting, read, sign);
            case AutomaticMail.Personal() -> spoken(waiting, read, null);
        };
    }

    private Duration done(
            Waiting waiting,
            String outcome,
            @Nullable String reason,
            @Nullable UUID conversation,
            @Nullable UUID message,
            @Nullable List<InboundRecord.Bounce> bounce) {
        store.decide(waiting.id(), outcome, reason, conversation, message, bounce, clock.instant());
        return DONE;
    }

    /** Marks the message that a report speaks of; a report about something else is only recorded. */
    private Duration bounced(Waiting waiting, DeliveryReport report) {
        var original = report.originalMessageId() == null
                ? null
                : messages.known(List.of(report.originalMessageId()), waiting.inbox()).stream()
                        .filter(known -> known.direction() == Direction.OUTBOUND)
                        .findFirst()
                        .orElse(null);
        if (original != null) {
            var first = report.recipients().stream()
                    .filter(one -> report.failed()
                            == (one.kind().equals("permanent") || one.kind().equals("temporary")))
                    .findFirst()
                    .orElse(report.recipients().getFirst());
            if (report.failed()) {
                messages.delivery(original.message(), DeliveryState.BOUNCED, detail(first));
            } else if (first.kind().equals("delivered")) {
                messages.delivery(original.message(), DeliveryState.DELIVERED, null);
            }
        }
        return done(
                waiting,
                "bounce",
                report.recipients().getFirst().reason(),
                original == null ? null : original.conversation().value(),
                original == null ? null : original.message().value(),
                report.recipients().stream().map(InboundRecord.Bounce::of).toList());
    }

    private static DeliveryDetail detail(DeliveryFailure failure) {
        return new DeliveryDetail(
                failure.kind(),
                failure.hard(),
                failure.diagnostic() == null ? failure.reason() : failure.reason() + ": " + failure.diagnostic(),
                failure.smtpCode() == null ? null : Integer.valueOf(failure.smtpCode()),
                failure.dsn());
    }

    /** Appends what somebody said, or a machine in their name: the latter joins a conversation but opens none. */
    private Duration spoken(Waiting waiting, Read read, @Nullable String automaticSign) {
        var mail = read.mail();
        var from = author(mail, waiting);
        if (from == null) {
            if (automaticSign != null) {
                return done(waiting, "autoReply", automaticSign, null, null, null);
            }
            throw new MailUnreadable("mail.noSender", "The mail names nobody who sent it");
        }
        var place = threading.find(waiting, mail, from.address());
        if (place.conversation() == null && mayBelongToWaiting(waiting, mail)) {
            return SHORT_WAIT;
        }
        if (automaticSign != null && place.conversation() == null) {
            return done(waiting, "autoReply", automaticSign, null, null, null);
        }
        var received = messages.receive(message(waiting, read, from, place.conversation(), automaticSign != null));
        return done(
                waiting,
                automaticSign == null ? "conversation" : "autoReply",
                automaticSign != null ? automaticSign : place.refused(),
                received.conversation().value(),
                received.message().value(),
                null);
    }

    private boolean mayBelongToWaiting(Waiting waiting, ParsedMail mail) {
        var answered = Threading.answered(mail);
        return !answered.isEmpty()
                && Duration.between(waiting.receivedAt(), clock.instant()).compareTo(LONGEST_WAIT) < 0
                && store.pending(answered, waiting.mailbox(), waiting.id());
    }

    /**
     * Who speaks: the author; where that is one of our own addresses (a form of our own site) the one to answer to; the
     * envelope when the header says nothing.
     */
    private @Nullable MailAddress author(ParsedMail mail, Waiting waiting) {
        var from = mail.from() != null ? mail.from() : mail.sender();
        if (from == null || mailboxes.reachedBy(from.address()).isPresent()) {
            var other = mail.replyTo().stream()
                    .filter(to -> mailboxes.reachedBy(to.address()).isEmpty())
                    .findFirst();
            if (other.isPresent()) {
                return other.get();
            }
        }
        if (from == null && Address.isEmail(waiting.envelopeFrom())) {
            return new MailAddress(waiting.envelopeFrom(), null);
        }
        return from;
    }

    private InboundMessage message(
            Waiting waiting, Read read, MailAddress from, @Nullable ConversationId conversation, boolean automatic) {
        var mail = read.mail();
        var customer = customers.identify(from.address(), from.name(), waiting.inbox(), Actor.SYSTEM);
        var answerTo = mail.replyTo().stream()
                .map(MailAddress::address)
                .filter(address -> !address.equalsIgnoreCase(from.address())
                        && mailboxes.reachedBy(address).isEmpty())
                .findFirst()
                .orElse(null);
        var attachments = new ArrayList<NewAttachment>();
        mail.attachments()
                .forEach(file -> attachments.add(
                        new NewAttachment(file.fileName(), file.contentType(), file.contentId(), file.content())));
        return new InboundMessage(
                waiting.inbox(),
                waiting.mailbox(),
                "email",
                conversation,
                customer,
                mail.messageId(),
                party(from),
                answerTo,
                mail.to().stream().map(Arrivals::party).toList(),
                mail.cc().stream().map(Arrivals::party).toList(),
                mail.subject().isEmpty() ? null : mail.subject(),
                mail.text(),
                read.visible(),
                read.html(),
                attachments,
                automatic);
    }

    private static Party party(MailAddress address) {
        return new Party(address.address(), address.name());
    }
}
