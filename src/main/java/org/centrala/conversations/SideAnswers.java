package org.centrala.conversations;

import static java.util.stream.Collectors.toSet;

import java.time.Clock;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.centrala.access.Viewer;
import org.centrala.customers.Address;
import org.centrala.customers.ContactPoint;
import org.centrala.customers.CustomerId;
import org.centrala.customers.Customers;
import org.centrala.platform.Actor;
import org.centrala.platform.log.Change;
import org.centrala.platform.log.EventLog;
import org.centrala.platform.log.NewEvent;
import org.centrala.platform.web.Problem;
import org.springframework.stereotype.Component;

/** What is said in a side thread, as far as the conversation beside it has to know or must be kept out of it. */
@Component
class SideAnswers {
    private final SideStore store;
    private final MergeStore merges;
    private final ConversationStore conversationStore;
    private final Customers customers;
    private final ChangeRules rules;
    private final EventLog log;
    private final Clock clock;

    SideAnswers(
            SideStore store,
            MergeStore merges,
            ConversationStore conversationStore,
            Customers customers,
            ChangeRules rules,
            EventLog log,
            Clock clock) {
        this.store = store;
        this.merges = merges;
        this.conversationStore = conversationStore;
        this.customers = customers;
        this.rules = rules;
        this.log = log;
        this.clock = clock;
    }

    private Optional<SideStore.Row> thread(ConversationStore.Row side) {
        return side.sideOf() == null ? Optional.empty() : store.find(side.id(), new UUID[] {side.inbox()});
    }

    /** Whether a note by somebody answers what was asked: anybody's but the one's who asked. */
    boolean answersByNote(ConversationStore.Row side, Viewer viewer) {
        return thread(side)
                .filter(thread -> thread.kind() != SideThread.Kind.outside)
                .filter(thread -> !viewer.agentId().equals(Optional.ofNullable(thread.askedBy())))
                .isPresent();
    }

    /** What a note makes of the status: it answers, or asks again. */
    Status afterNote(ConversationStore.Row side, Viewer viewer) {
        return thread(side)
                .filter(thread -> thread.kind() != SideThread.Kind.outside)
                .map(thread -> answersByNote(side, viewer) ? Status.OPEN : Status.PENDING)
                .orElse(side.status());
    }

    /**
     * Refuses a mail beside the conversation to whoever takes part in it: what is asked there is not for them, and what they
     * answer would be.
     */
    void requireOutside(ConversationStore.Row side, Collection<Party> recipients) {
        if (thread(side)
                .filter(thread -> thread.kind() != SideThread.Kind.outside)
                .isPresent()) {
            throw Problem.invalid("audience", "is team: nobody outside was asked here");
        }
        requireOutside(Objects.requireNonNull(side.sideOf()), recipients);
    }

    void requireOutside(UUID parent, Collection<Party> recipients) {
        var taken = customersSide(parent);
        recipients.stream()
                .filter(party -> taken.contains(Address.normalEmail(party.address())))
                .findFirst()
                .ifPresent(party -> {
                    throw Problem.invalid(
                            "to", "\"" + party.address() + "\" takes part in the conversation with the customer");
                });
    }

    private Set<String> customersSide(UUID parent) {
        var family = merges.family(merges.root(parent));
        var taken = new HashSet<String>();
        conversationStore.participants(family).forEach(party -> taken.add(party.address()));
        for (var customer : conversationStore.findAll(family).stream()
                .map(ConversationStore.Row::customer)
                .collect(toSet())) {
            customers.contactPoints(new CustomerId(customer)).stream()
                    .filter(point -> point.kind() == ContactPoint.Kind.email)
                    .forEach(point -> taken.add(Address.normalEmail(point.value())));
        }
        return taken;
    }

    /** The answer comes back to the conversation: it is news there, and what waited goes on. */
    void answered(ConversationStore.Row side, Actor actor) {
        var row = conversationStore
                .lock(merges.root(Objects.requireNonNull(side.sideOf())))
                .orElseThrow();
        var waited = row.status() == Status.PENDING || row.status() == Status.ON_HOLD;
        var changed = rules.answered(row, waited ? Status.OPEN : row.status());
        var sequence = row.sequence() + 1;
        var now = clock.instant();
        conversationStore.update(changed.row(sequence, now));
        store.news(row.id(), sequence, now);
        if (actor.kind() == Actor.Kind.AGENT && actor.id() != null) {
            conversationStore.markRead(row.id(), actor.id(), sequence);
        }
        var changes = new LinkedHashMap<>(changed.changes());
        changes.put("sideAnswered", new Change(null, side.number()));
        log.append(NewEvent.of("conversation", row.id(), sequence, "conversation.sideAnswered", actor)
                .inInbox(row.inbox())
                .changing(changes)
                .ref("side", side.id()));
    }
}
