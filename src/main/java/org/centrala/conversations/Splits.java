package org.centrala.conversations;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.centrala.access.Permission;
import org.centrala.access.Viewer;
import org.centrala.customers.CustomerId;
import org.centrala.customers.Customers;
import org.centrala.platform.Actor;
import org.centrala.platform.Ids;
import org.centrala.platform.log.Change;
import org.centrala.platform.log.EventLog;
import org.centrala.platform.log.NewEvent;
import org.centrala.platform.web.Problem;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Makes a conversation of its own of some messages (ADR 0090): what a message points to is the one thing that changes, so
 * that its answers, rights, search and numbers follow it. Whoever regrets it merges the two.
 */
@Service
@Transactional
public class Splits {
    private static final int MOST = 200;

    private final SplitStore store;
    private final MergeStore merges;
    private final MessageStore messageStore;
    private final ConversationStore conversationStore;
    private final Conversations conversations;
    private final Customers customers;
    private final Composition composition;
    private final ChangeRules rules;
    private final Tags tags;
    private final EventLog log;
    private final Clock clock;

    Splits(
            SplitStore store,
            MergeStore merges,
            MessageStore messageStore,
            ConversationStore conversationStore,
            Conversations conversations,
            Customers customers,
            Composition composition,
            ChangeRules rules,
            Tags tags,
            EventLog log,
            Clock clock) {
        this.store = store;
        this.merges = merges;
        this.messageStore = messageStore;
        this.conversationStore = conversationStore;
        this.conversations = conversations;
        this.customers = customers;
        this.composition = composition;
        this.rules = rules;
        this.tags = tags;
        this.log = log;
        this.clock = clock;
    }

    /**
     * Moves messages to a new conversation of whoever wrote the first of them; the new one.
     *
     * @param subject what it is about; absent: what its first message says
     * @throws Problem 409 {@code message.elsewhere} when one of them is not there (any more)
     */
    public Conversation split(ConversationId id, Collection<UUID> messages, @Nullable String subject, Viewer viewer) {
        viewer.require(Permission.CONVERSATION_UPDATE);
        var wanted = new LinkedHashSet<>(messages);
        if (wanted.isEmpty() || wanted.size() > MOST) {
            throw Problem.invalid("messages", "are 1 to " + MOST + " of the conversation");
        }
        merges.lockPointers();
        conversations.get(id, viewer);
        var family = merges.family(id.value());
        var rows = new HashMap<UUID, ConversationStore.Row>();
        conversationStore.lockAll(family).forEach(row -> rows.put(row.id(), row));
        var from = Objects.requireNonNull(rows.get(id.value()));
        if (!viewer.sees(from.inbox())) {
            throw Conversations.notFound();
        }
        Conversations.requireUnmerged(from);
        SideThreads.requireMain(from);
        var moved = chosen(wanted, rows);
        if (store.count(family) <= moved.size()) {
            throw Problem.invalid("messages", "are all that the conversation has: one at least stays");
        }
        var row = opened(moved, from, subject);
        conversationStore.insertAll(List.of(row));
        if (store.move(moved.stream().map(MessageStore.Row::id).toList(), row.id()) != moved.size()) {
            throw onItsWay();
        }
        conversationStore.participants(row.id(), composition.outside(parties(moved)));
        store.insert(row.id(), from.id(), clock.instant());
        tags.used(row.tags(), row.inbox());
        customers.met(new CustomerId(row.customer()), row.inbox());
        moved.stream()
                .collect(groupingBy(MessageStore.Row::conversation, counting()))
                .forEach(store::left);
        moved.forEach(message -> store.newsAgain(message.conversation(), message.sequence()));
        spokenLast(rows.values());
        tell(from, conversationStore.findAll(List.of(row.id())).getFirst(), moved.size(), viewer.actor());
        viewer.agentId().ifPresent(agent -> conversationStore.markRead(row.id(), agent, row.sequence()));
        return conversations.get(new ConversationId(row.id()), viewer);
    }

    /** The messages in the order of their time. */
    private List<MessageStore.Row> chosen(Collection<UUID> wanted, Map<UUID, ConversationStore.Row> family) {
        var found = messageStore.findAll(wanted).stream()
                .filter(message ->
                        family.containsKey(message.conversation()) && message.deliveryState() != DeliveryState.UNDONE)
                .sorted(Comparator.comparing(MessageStore.Row::createdAt).thenComparing(MessageStore.Row::id))
                .toList();
        if (found.size() < wanted.size()) {
            throw Problem.conflict(
                    "message.elsewhere",
                    "Not all of these messages are in this conversation. Somebody may have split them off meanwhile.");
        }
        if (found.stream()
                .anyMatch(message -> message.deliveryState() == DeliveryState.QUEUED
                        || message.deliveryState() == DeliveryState.SENDING)) {
            throw onItsWay();
        }
        return found;
    }

    private static Problem onItsWay() {
        return Problem.conflict(
                "message.on_its_way",
                "One of the messages is still on its way. Take it back, or wait until it is sent.");
    }

    /** It stands where the other one stands, with whoever has that; it began when its first message was written. */
    private ConversationStore.Row opened(
            List<MessageStore.Row> moved, ConversationStore.Row from, @Nullable String subject) {
        var first = moved.getFirst();
        var last = moved.getLast();
        var customer = moved.stream()
                .filter(message -> message.direction() == Direction.INBOUND
                        && message.actor().kind() == Actor.Kind.CUSTOMER)
                .map(message -> message.actor().id())
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(from.customer());
        var edit = RowEdit.opened(Ids.next(), from.inbox(), from.brand(), customer, first.createdAt());
        edit.subject = rules.subject(
                subject != null && !subject.isBlank()
                        ? subject
                        : first.subject() == null || first.subject().isBlank() ? from.subject() : first.subject());
        edit.status = Status.OPEN;
        edit.priority = from.priority();
        edit.mailbox = from.mailbox();
        edit.team = from.team();
        edit.assignee = from.assignee();
        edit.language = from.language();
        edit.tags = from.tags();
        edit.spam = from.spam();
        edit.sequence = moved.size() + 1L;
        for (int place = 0; place < moved.size(); place++) {
            if (moved.get(place).direction() == Direction.INBOUND) {
                edit.lastCustomerSequence = place + 2L;
            }
        }
        edit.messageCount = moved.size();
        edit.preview = Composition.preview(last.visibleText());
        edit.lastMessage =
                new Conversation.LastMessage(last.direction(), last.channel(), last.actor(), last.createdAt());
        edit.lastActivityAt = last.createdAt();
        edit.updatedAt = clock.instant();
        return edit.row();
    }

    private static List<Party> parties(List<MessageStore.Row> messages) {
        var parties = new ArrayList<Party>();
        for (var message : messages) {
            if (message.from() != null) {
                parties.add(message.from());
            }
            Stream.of(
                            message.recipients().to(),
                            message.recipients().cc(),
                            message.recipients().bcc())
                    .forEach(parties::addAll);
        }
        return parties;
    }

    /** Lists show what was said last of what is still there. */
    private void spokenLast(Collection<ConversationStore.Row> rows) {
        for (var row : rows) {
            var shown = new ArrayList<>(merges.below(row.id()));
            shown.add(row.id());
            messageStore
                    .newest(shown)
                    .ifPresentOrElse(
                            last -> merges.lastSpoken(
                                    row.id(),
                                    new Conversation.LastMessage(
                                            last.direction(), last.channel(), last.actor(), last.createdAt()),
                                    Composition.preview(last.visibleText())),
                            () -> conversationStore.nothingSpoken(row.id()));
        }
    }

    private void tell(ConversationStore.Row from, ConversationStore.Row into, int messages, Actor actor) {
        var sequence =
                conversationStore.nextSequence(from.id(), clock.instant()).orElseThrow();
        var left = new LinkedHashMap<String, Change>();
        left.put("split", new Change(null, into.number()));
        left.put("splitMessages", new Change(null, messages));
        log.append(
                Conversations.opened(into, actor).ref("splitFrom", from.id()),
                NewEvent.of("conversation", from.id(), sequence, "conversation.split", actor)
                        .inInbox(from.inbox())
                        .changing(left)
                        .ref("into", into.id()));
    }
}
