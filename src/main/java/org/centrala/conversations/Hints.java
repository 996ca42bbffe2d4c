package org.centrala.conversations;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.centrala.access.Permission;
import org.centrala.access.Viewer;
import org.centrala.customers.Customers;
import org.centrala.platform.log.Change;
import org.centrala.platform.log.EventLog;
import org.centrala.platform.log.NewEvent;
import org.centrala.platform.web.Problem;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * What a mail suggests and only an agent decides (ADR 0041): that it belongs to a conversation which it names but may not
 * join by itself, or that it was passed on by one of us and is really from somebody else.
 */
@Service
@Transactional
public class Hints {
    private final HintStore store;
    private final MergeStore mergeStore;
    private final Merges merges;
    private final ConversationStore conversationStore;
    private final Conversations conversations;
    private final Customers customers;
    private final EventLog log;
    private final Clock clock;

    Hints(
            HintStore store,
            MergeStore mergeStore,
            Merges merges,
            ConversationStore conversationStore,
            Conversations conversations,
            Customers customers,
            EventLog log,
            Clock clock) {
        this.store = store;
        this.mergeStore = mergeStore;
        this.merges = merges;
        this.conversationStore = conversationStore;
        this.conversations = conversations;
        this.customers = customers;
        this.log = log;
        this.clock = clock;
    }

    /**
     * Something to decide.
     *
     * @param reason why it was not taken for granted: {@code stranger.replyAddress}, {@code stranger.reference},
     *     {@code secondAddress}, {@code forged.…}, or {@code forwarded}
     * @param other the conversation that this one may belong to
     * @param sender who may have written what one of us passed on
     */
    public record Hint(
            UUID id,
            String reason,
            @Nullable Conversation other,
            @Nullable Party sender) {}

    /** What is to be decided; nothing is said of conversations that the viewer may not see. */
    @Transactional(readOnly = true)
    public List<Hint> of(ConversationId id, Viewer viewer) {
        conversations.get(id, viewer);
        var hints = new ArrayList<Hint>();
        for (var row : store.open(id.value())) {
            if (row.other() == null) {
                hints.add(new Hint(row.id(), row.reason(), null, row.sender()));
            } else {
                conversationStore.findAll(List.of(mergeStore.root(row.other())), viewer.inboxArray()).stream()
                        .filter(other -> !other.id().equals(id.value()))
                        .map(other -> new Hint(row.id(), row.reason(), conversations.view(other, viewer), null))
                        .forEach(hints::add);
            }
        }
        return hints;
    }

    /** Joins the other conversation, or takes the sender for the customer; the conversation to go on in. */
    public Conversation accept(ConversationId id, UUID hint, Viewer viewer) {
        var row = decided(id, hint, viewer);
        var next = row.sender() == null
                ? merges.merge(
                        new ConversationId(mergeStore.root(Objects.requireNonNull(row.other()))),
                        List.of(id.value()),
                        null,
                        viewer)
                : takeAsCustomer(id, row.sender(), viewer);
        tell(id, row, "accepted", viewer);
        return next.id().equals(id.value()) ? conversations.get(id, viewer) : next;
    }

    /** Leaves everything as it is. */
    public Conversation dismiss(ConversationId id, UUID hint, Viewer viewer) {
        tell(id, decided(id, hint, viewer), "dismissed", viewer);
        return conversations.get(id, viewer);
    }

    private HintStore.Row decided(ConversationId id, UUID hint, Viewer viewer) {
        viewer.require(Permission.CONVERSATION_UPDATE);
        conversations.get(id, viewer);
        return store.find(id.value(), hint)
                .filter(HintStore.Row::open)
                .filter(row -> row.other() == null
                        || !conversationStore
                                .findAll(List.of(row.other()), viewer.inboxArray())
                                .isEmpty())
                .orElseThrow(() -> Problem.notFound("hint.not_found", "That has been decided already."));
    }

    private Conversation takeAsCustomer(ConversationId id, Party sender, Viewer viewer) {
        var row = conversations.lockOpen(id, viewer);
        var customer = customers.identify(sender.address(), sender.name(), row.inbox(), viewer.actor());
        var sequence = row.sequence() + 1;
        conversationStore.customer(id.value(), customer.value(), sender, sequence, clock.instant());
        log.append(NewEvent.of("conversation", id.value(), sequence, "conversation.changed", viewer.actor())
                .inInbox(row.inbox())
                .changing(Map.of("customer", new Change(row.customer(), customer.value())))
                .ref("customer", customer.value()));
        return conversations.get(id, viewer);
    }

    private void tell(ConversationId id, HintStore.Row hint, String decision, Viewer viewer) {
        store.decide(hint.id(), decision);
        var inbox = conversationStore.findAll(List.of(id.value())).getFirst().inbox();
        var sequence =
                conversationStore.nextSequence(id.value(), clock.instant()).orElseThrow();
        log.append(NewEvent.of("conversation", id.value(), sequence, "conversation.hintDecided", viewer.actor())
                .inInbox(inbox)
                .changing(Map.of("hint", new Change("open", decision)))
                .ref("hint", hint.id()));
    }
}
