package org.centrala.conversations;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.centrala.customers.Customers;
import org.centrala.platform.Actor;
import org.centrala.platform.Ids;
import org.centrala.platform.log.Change;
import org.centrala.platform.log.EventLog;
import org.centrala.platform.log.NewEvent;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Takes in what customers wrote, in the caller's transaction: appends it to its conversation, or opens one. A reply
 * reopens what was pending, on hold or solved, and wakes what was snoozed; a reply to a closed conversation opens one that
 * follows it up. What a machine answers, or somebody who is blocked, is appended and reopens nothing.
 */
@Service
@Transactional(propagation = Propagation.MANDATORY)
public class InboundMessages {
    private final MessageStore store;
    private final ConversationStore conversationStore;
    private final Conversations conversations;
    private final HintStore hints;
    private final Customers customers;
    private final Composition composition;
    private final ChangeRules rules;
    private final SideAnswers sides;
    private final EventLog log;
    private final Clock clock;

    InboundMessages(
            MessageStore store,
            ConversationStore conversationStore,
            Conversations conversations,
            HintStore hints,
            Customers customers,
            Composition composition,
            ChangeRules rules,
            SideAnswers sides,
            EventLog log,
            Clock clock) {
        this.store = store;
        this.conversationStore = conversationStore;
        this.conversations = conversations;
        this.hints = hints;
        this.customers = customers;
        this.composition = composition;
        this.rules = rules;
        this.sides = sides;
        this.log = log;
        this.clock = clock;
    }

    /** What became of an inbound message. */
    public record Received(ConversationId conversation, MessageId message, boolean opened) {}

    /** All that is written for some messages, each table by one statement. */
    private static final class Writing {
        /** Whom nobody wants to hear of: what they open is junk, and they reopen nothing (ADR 0076). */
        final Set<UUID> blocked;

        final List<ConversationStore.Row> opened = new ArrayList<>();
        final List<ConversationStore.Spoken> appended = new ArrayList<>();
        final List<MessageStore.NewRow> messages = new ArrayList<>();
        final List<NewEvent> events = new ArrayList<>();
        final List<HintStore.Row> hints = new ArrayList<>();

        /** Side threads that were answered, by whom. */
        final Map<ConversationStore.Row, Actor> answers = new LinkedHashMap<>();

        Writing(Set<UUID> blocked) {
            this.blocked = blocked;
        }

        boolean isBlocked(InboundMessage message) {
            return blocked.contains(message.customer().value());
        }
    }

    /**
     * What became of each, in their order.
     *
     * @param messages at most one to each known conversation
     */
    public List<Received> receive(List<InboundMessage> messages) {
        var answered = new HashMap<UUID, ConversationStore.Row>();
        var named = messages.stream()
                .map(InboundMessage::conversation)
                .filter(Objects::nonNull)
                .map(ConversationId::value)
                .toList();
        if (!named.isEmpty()) {
            conversationStore.lockAll(named).forEach(row -> answered.put(row.id(), row));
            followMerged(answered);
        }
        var writing = new Writing(customers.blocked(
                messages.stream().map(InboundMessage::customer).toList()));
        var received = new ArrayList<Received>(messages.size());
        for (var message : messages) {
            var row = message.conversation() == null
                    ? null
                    : Objects.requireNonNull(
                            answered.get(message.conversation().value()), "no conversation " + message.conversation());
            received.add(
                    row == null || row.status() == Status.CLOSED && !message.automatic() && message.imported() == null
                            ? opening(message, row, writing)
                            : appending(message, row, writing));
        }
        conversationStore.insertAll(writing.opened);
        hints.insertAll(writing.hints, clock.instant());
        conversationStore.spoken(writing.appended);
        store.insertAll(writing.messages);
        log.append(writing.events.toArray(NewEvent[]::new));
        writing.answers.forEach(sides::answered);
        return received;
    }

    /** One that was merged while its mail was read is answered where it is shown now. */
    private void followMerged(Map<UUID, ConversationStore.Row> answered) {
        var merged = answered.values().stream()
                .filter(row -> row.mergedInto() != null)
                .toList();
        if (!merged.isEmpty()) {
            var roots = new HashMap<UUID, ConversationStore.Row>();
            conversationStore
                    .lockAll(merged.stream().map(ConversationStore.Row::shown).toList())
                    .forEach(row -> roots.put(row.id(), row));
            merged.forEach(row -> answered.put(row.id(), Objects.requireNonNull(roots.get(row.shown()))));
        }
    }

    private Received opening(InboundMessage message, ConversationStore.@Nullable Row closed, Writing writing) {
        var opened = conversations.openFor(
                message, closed == null ? null : closed.id(), message.junk() || writing.isBlocked(message));
        var row = opened.row();
        writing.opened.add(row);
        writing.events.add(opened.event());
        if (message.possible() != null) {
            var possible = message.possible();
            writing.hints.add(
                    HintStore.Row.belongs(row.id(), possible.conversation().value(), possible.reason()));
        }
        if (message.offered() != null) {
            writing.hints.add(HintStore.Row.from(row.id(), message.offered()));
        }
        return new Received(
                new ConversationId(row.id()),
                write(message, row.id(), row.sequence(), row.createdAt(), Map.of(), true, writing),
                true);
    }

    private Received appending(InboundMessage message, ConversationStore.Row row, Writing writing) {
        var sequence = row.sequence() + 1;
        var at = at(message);
        if (row.sideOf() != null && !message.automatic() && message.imported() == null && !writing.isBlocked(message)) {
            writing.answers.put(row, Actor.customer(message.customer().value()));
        }
        var changes = reopen(row, message.automatic() || message.imported() != null || writing.isBlocked(message));
        writing.appended.add(new ConversationStore.Spoken(
                row.id(),
                sequence,
                Direction.INBOUND,
                message.channel(),
                Actor.customer(message.customer().value()),
                Composition.preview(message.visibleText()),
                at));
        return new Received(
                new ConversationId(row.id()),
                write(message, row.id(), sequence, at, changes, row.sideOf() == null, writing),
                false);
    }

    private Instant at(InboundMessage message) {
        return message.imported() == null ? clock.instant() : message.imported();
    }

    private Map<String, Change> reopen(ConversationStore.Row row, boolean automatic) {
        var reopens = switch (row.status()) {
            case PENDING, ON_HOLD, SOLVED -> !automatic;
            case NEW, OPEN, CLOSED -> false;
        };
        var wakes = row.snoozedUntil() != null && !automatic;
        if (!reopens && !wakes) {
            return Map.of();
        }
        var changed = rules.answered(row, reopens ? Status.OPEN : row.status());
        conversationStore.update(changed.row(row.sequence() + 1, clock.instant()));
        return changed.changes();
    }

    /** @param joins whether those that it names take part from now on: beside a conversation only whom one of us asked */
    private MessageId write(
            InboundMessage message,
            UUID conversation,
            long sequence,
            Instant at,
            Map<String, Change> changes,
            boolean joins,
            Writing writing) {
        var id = Ids.next();
        var actor = Actor.customer(message.customer().value());
        var parties = new ArrayList<Party>();
        parties.add(message.from());
        parties.addAll(message.to());
        parties.addAll(message.cc());
        var row = new MessageStore.Row(
                id,
                conversation,
                sequence,
                Direction.INBOUND,
                Audience.CUSTOMER,
                message.channel(),
                actor,
                message.externalId(),
                null,
                null,
                message.automatic(),
                message.imported() != null,
                null,
                at,
                message.from(),
                message.replyTo(),
                new MessageStore.Recipients(message.to(), message.cc(), List.of()),
                message.subject(),
                message.text(),
                message.visibleText(),
                message.html(),
                true,
                message.trust(),
                null,
                message.facts(),
                true);
        writing.messages.add(
                new MessageStore.NewRow(row, joins ? composition.outside(parties) : List.of(), message.attachments()));
        writing.events.add(NewEvent.of("conversation", conversation, sequence, "message.received", actor)
                .inInbox(message.inbox())
                .changing(changes)
                .ref("message", id)
                .ref("customer", message.customer().value()));
        return new MessageId(id);
    }
}
