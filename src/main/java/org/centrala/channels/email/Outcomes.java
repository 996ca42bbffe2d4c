package org.centrala.channels.email;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.centrala.access.Agents;
import org.centrala.channels.email.InboundStore.Decision;
import org.centrala.channels.email.InboundStore.Source;
import org.centrala.channels.email.InboundStore.Waiting;
import org.centrala.channels.email.parse.AutomaticMail;
import org.centrala.channels.email.parse.MailAddress;
import org.centrala.channels.email.parse.ParsedMail;
import org.centrala.conversations.InboundMessage;
import org.centrala.conversations.InboundMessages;
import org.centrala.conversations.NewAttachment;
import org.centrala.conversations.Party;
import org.centrala.conversations.Trust;
import org.centrala.customers.Address;
import org.centrala.customers.CustomerId;
import org.centrala.customers.Customers;
import org.centrala.platform.Actor;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Decides what mails that were read become, and does it, for several in one transaction of the caller. */
@Component
class Outcomes {
    /** How long an answer waits for the mail it answers, when that came just before. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(20);

    /** For what came together with another mail of its conversation, which goes first. */
    private static final Duration NEXT = Duration.ofMillis(1);

    /** A mail that was on its way longer than this is not answered by a machine. */
    private static final Duration OLD = Duration.ofDays(1);

    private static final Instant FIRST_MAIL = Instant.parse("1982-01-01T00:00:00Z");

    private final InboundStore store;
    private final MailboxCache mailboxes;
    private final Threading threading;
    private final InboundMessages inboundMessages;
    private final Customers customers;
    private final OwnMail ownMail;
    private final Forgeries forgeries;
    private final SentMail sentMail;
    private final PlusAddresses plusAddresses;
    private final Bounces bounces;
    private final Copies copies;
    private final Agents agents;
    private final Clock clock;

    Outcomes(
            InboundStore store,
            MailboxCache mailboxes,
            Threading threading,
            InboundMessages inboundMessages,
            Customers customers,
            OwnMail ownMail,
            Forgeries forgeries,
            SentMail sentMail,
            PlusAddresses plusAddresses,
            Bounces bounces,
            Copies copies,
            Agents agents,
            Clock clock) {
        this.store = store;
        this.mailboxes = mailboxes;
        this.threading = threading;
        this.inboundMessages = inboundMessages;
        this.customers = customers;
        this.ownMail = ownMail;
        this.forgeries = forgeries;
        this.sentMail = sentMail;
        this.plusAddresses = plusAddresses;
        this.bounces = bounces;
        this.copies = copies;
        this.agents = agents;
        this.clock = clock;
    }

    /**
     * One mail with its record; {@code from} is who speaks, where the mail names anybody.
     *
     * @param answersWaiting whether a mail that it answers was still to be decided before it was looked where it belongs
     */
    private record Arrival(
            Waiting waiting, ReadMail read, @Nullable MailAddress from, boolean answersWaiting) {
        ParsedMail mail() {
            return read.mail();
        }
    }

    /** A mail that becomes a message, of the author, in a conversation or opening one. */
    private record Spoken(
            Arrival arrival,
            MailAddress from,
            Threading.Place place,
            @Nullable String automaticSign) {}

    /** Decides all that still wait; of each that must wait longer, how long. */
    Map<UUID, Duration> decide(Map<UUID, ReadMail> mails) {
        var arrivals = new ArrayList<Arrival>(mails.size());
        var locked = store.lock(mails.keySet());
        // Before it is looked where they belong: what another worker has decided until then is found by that.
        var answersWaiting = answersWaiting(locked, mails);
        for (var waiting : locked) {
            var read = Objects.requireNonNull(mails.get(waiting.id()));
            arrivals.add(
                    new Arrival(waiting, read, author(read.mail(), waiting), answersWaiting.contains(waiting.id())));
        }
        copies.queue(arrivals.stream().map(Arrival::waiting).toList());
        var leads = threading.leads(arrivals.stream()
                .map(one -> new Threading.Question(
                        one.waiting(),
                        one.mail(),
                        one.from() == null ? null : one.from().address()))
                .toList());
        var again = new HashMap<UUID, Duration>();
        var decisions = new ArrayList<Decision>(arrivals.size());
        var spoken = new ArrayList<Spoken>(arrivals.size());
        var taken = new HashSet<Object>();
        for (var arrival : arrivals) {
            var waiting = arrival.waiting();
            if (waiting.messageId() != null && !taken.add(List.of(waiting.mailbox(), waiting.messageId()))) {
                again.put(waiting.id(), NEXT);
            } else {
                decide(arrival, leads, taken, decisions, spoken, again);
            }
        }
        decisions.addAll(received(spoken));
        decisions.replaceAll(decision -> decision.judged(
                Objects.requireNonNull(mails.get(decision.id())).findings().trust()));
        if (!decisions.isEmpty()) {
            store.decide(decisions, clock.instant());
        }
        return again;
    }

    private void decide(
            Arrival arrival,
            Threading.Leads leads,
            Set<Object> taken,
            List<Decision> decisions,
            List<Spoken> spoken,
            Map<UUID, Duration> again) {
        var waiting = arrival.waiting();
        if (waiting.seenBefore()) {
            decisions.add(Decision.of(waiting.id(), "duplicate", "the same mail was taken in before"));
            return;
        }
        if (ownMail.actsForUs(arrival.mail(), waiting, leads)) {
            plusAddresses.cameBack(waiting, arrival.mail());
            decisions.add(Decision.of(waiting.id(), "ownEcho", "we sent it ourselves"));
            return;
        }
        if (waiting.source() == Source.SENT || ownAnswer(arrival.mail(), waiting)) {
            sentElsewhere(arrival, taken, decisions, again);
            return;
        }
        switch (AutomaticMail.of(arrival.mail(), waiting.envelopeFrom())) {
            case AutomaticMail.Bounce(var report) ->
                decisions.add(bounces.decide(
                        waiting, report, arrival.read().findings().trust()));
            case AutomaticMail.AutoReply(var sign) -> speak(arrival, leads, sign, taken, decisions, spoken, again);
            case AutomaticMail.Personal() -> speak(arrival, leads, null, taken, decisions, spoken, again);
        }
    }

    /** A copy that our own people sent to the mailbox of what they answered elsewhere. */
    private boolean ownAnswer(ParsedMail mail, Waiting waiting) {
        return waiting.source() == Source.IMAP
                && mail.from() != null
                && mailboxes.reachedBy(mail.from().address()).isPresent()
                && mail.replyTo().stream()
                        .allMatch(to -> mailboxes.reachedBy(to.address()).isPresent())
                && sentMail.continued(waiting, mail).isPresent();
    }

    /** An answer that somebody gave in another program joins what it answers; anything else that was sent is nobody's matter. */
    private void sentElsewhere(
            Arrival arrival, Set<Object> taken, List<Decision> decisions, Map<UUID, Duration> again) {
        var waiting = arrival.waiting();
        var place = sentMail.continued(waiting, arrival.mail());
        if (place.isEmpty()) {
            if (mayBelongToWaiting(arrival)) {
                again.put(waiting.id(), Arrivals.SHORT_WAIT);
            } else {
                decisions.add(Decision.of(waiting.id(), "ownEcho", "sent.noConversation"));
            }
        } else if (!taken.add(place.get())) {
            again.put(waiting.id(), NEXT);
        } else {
            var message = sentMail.append(waiting, arrival.read(), place.get(), imported(waiting, arrival.mail()));
            decisions.add(new Decision(
                    waiting.id(),
                    "conversation",
                    "sent.elsewhere",
                    place.get().value(),
                    message.value(),
                    null,
                    null,
                    false));
        }
    }

    /** When an imported mail was written: as it says itself, unless that is after it had arrived, or before there was mail. */
    private static @Nullable Instant imported(Waiting waiting, ParsedMail mail) {
        if (!waiting.imported()) {
            return null;
        }
        var arrived = waiting.datedAt() == null ? waiting.receivedAt() : waiting.datedAt();
        var said = mail.date();
        return said != null && said.isAfter(FIRST_MAIL) && said.isBefore(arrived.plus(Duration.ofDays(1)))
                ? said
                : arrived;
    }

    /** What somebody said, or a machine in their name. */
    private void speak(
            Arrival arrival,
            Threading.Leads leads,
            @Nullable String automaticSign,
            Set<Object> taken,
            List<Decision> decisions,
            List<Spoken> spoken,
            Map<UUID, Duration> again) {
        var waiting = arrival.waiting();
        var from = arrival.from();
        if (from == null) {
            decisions.add(
                    automaticSign == null
                            ? Decision.quarantined(waiting.id(), "mail.noSender: The mail names nobody who sent it")
                            : Decision.of(waiting.id(), "autoReply", automaticSign));
            return;
        }
        var place = forgeries.hold(
                arrival.read(),
                from.address(),
                threading.find(new Threading.Question(waiting, arrival.mail(), from.address()), leads));
        if (place.conversation() == null) {
            if (!place.held() && mayBelongToWaiting(arrival)) {
                again.put(waiting.id(), Arrivals.SHORT_WAIT);
                return;
            }
        } else if (!taken.add(place.conversation())) {
            again.put(waiting.id(), NEXT);
            return;
        }
        spoken.add(new Spoken(arrival, from, place, automaticSign));
    }

    private Set<UUID> answersWaiting(List<Waiting> locked, Map<UUID, ReadMail> mails) {
        var answered = new LinkedHashMap<UUID, List<String>>();
        for (var waiting : locked) {
            var ids = Threading.answered(
                    Objects.requireNonNull(mails.get(waiting.id())).mail());
            if (!ids.isEmpty()) {
                answered.put(waiting.id(), ids);
            }
        }
        return answered.isEmpty() ? Set.of() : store.answersWaiting(answered);
    }

    private boolean mayBelongToWaiting(Arrival arrival) {
        return arrival.answersWaiting()
                && Duration.between(arrival.waiting().receivedAt(), clock.instant())
                                .compareTo(LONGEST_WAIT)
                        < 0;
    }

    private List<Decision> received(List<Spoken> spoken) {
        if (spoken.isEmpty()) {
            return List.of();
        }
        var authors = customers.identify(
                spoken.stream()
                        .map(one -> new Customers.Met(
                                one.from().address(),
                                one.from().name(),
                                one.arrival().waiting().inbox()))
                        .toList(),
                Actor.SYSTEM);
        var inbound = new ArrayList<InboundMessage>(spoken.size());
        for (int i = 0; i < spoken.size(); i++) {
            inbound.add(message(spoken.get(i), authors.get(i)));
        }
        customers.heardFrom(
                spoken.stream()
                        .filter(one -> !one.arrival().waiting().imported()
                                && one.arrival().read().findings().trust().verdict() != Trust.Verdict.FAIL)
                        .map(one -> one.from().address())
                        .toList(),
                Actor.SYSTEM);
        var received = inboundMessages.receive(inbound);
        for (int i = 0; i < spoken.size(); i++) {
            var one = spoken.get(i);
            copies.link(
                    one.arrival().waiting(),
                    one.from().address(),
                    received.get(i).conversation());
        }
        var decisions = new ArrayList<Decision>(spoken.size());
        for (int i = 0; i < spoken.size(); i++) {
            var one = spoken.get(i);
            decisions.add(new Decision(
                    one.arrival().waiting().id(),
                    one.automaticSign() == null ? "conversation" : "autoReply",
                    one.automaticSign() != null
                            ? one.automaticSign()
                            : one.place().refused(),
                    received.get(i).conversation().value(),
                    received.get(i).message().value(),
                    null,
                    null,
                    personal(one)));
        }
        return decisions;
    }

    /** Whether a machine may answer: to what a person wrote, to us, not long ago. */
    private boolean personal(Spoken one) {
        var mail = one.arrival().mail();
        return one.automaticSign() == null
                && !one.arrival().waiting().imported()
                && !AutomaticMail.toMany(mail)
                && !AutomaticMail.wantsNoAnswer(mail)
                && (mail.date() == null || mail.date().isAfter(clock.instant().minus(OLD)));
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

    private InboundMessage message(Spoken spoken, CustomerId customer) {
        var waiting = spoken.arrival().waiting();
        var mail = spoken.arrival().mail();
        var from = spoken.from();
        var answerTo = mail.replyTo().stream()
                .map(MailAddress::address)
                .filter(address -> !address.equalsIgnoreCase(from.address())
                        && mailboxes.reachedBy(address).isEmpty())
                .findFirst()
                .orElse(null);
        var attachments = new ArrayList<NewAttachment>();
        var findings = spoken.arrival().read().findings();
        mail.attachments()
                .forEach(file -> attachments.add(new NewAttachment(
                        file.fileName(),
                        file.contentType(),
                        file.contentId(),
                        file.content(),
                        findings.withheld().get(attachments.size()))));
        return new InboundMessage(
                waiting.inbox(),
                waiting.mailbox(),
                "email",
                spoken.place().conversation(),
                customer,
                mail.messageId(),
                party(from),
                answerTo,
                mail.to().stream().map(Outcomes::party).toList(),
                mail.cc().stream().map(Outcomes::party).toList(),
                mail.subject().isEmpty() ? null : mail.subject(),
                mail.text(),
                spoken.arrival().read().visible(),
                spoken.arrival().read().html(),
                attachments,
                spoken.automaticSign() != null,
                AutomaticMail.toMany(mail),
                findings.trust(),
                spoken.place().held(),
                findings.junk(),
                imported(waiting, mail),
                MailFacts.of(mail),
                possible(spoken.place()),
                spoken.place().conversation() == null ? offered(from, mail) : null);
    }

    private static InboundMessage.@Nullable Possible possible(Threading.Place place) {
        return place.near() == null || place.refused() == null
                ? null
                : new InboundMessage.Possible(place.near(), place.refused());
    }

    /** Who wrote what one of our people passes on: only offered, since anybody can write such lines. */
    private @Nullable Party offered(MailAddress from, ParsedMail mail) {
        return ForwardedSender.of(mail)
                .filter(sender ->
                        agents.findByEmail(Address.normalEmail(from.address())).isPresent())
                .filter(sender -> Address.isEmail(sender.address())
                        && !sender.address().equalsIgnoreCase(from.address())
                        && mailboxes.reachedBy(sender.address()).isEmpty())
                .map(Outcomes::party)
                .orElse(null);
    }

    private static Party party(MailAddress address) {
        return new Party(address.address(), address.name());
    }
}
