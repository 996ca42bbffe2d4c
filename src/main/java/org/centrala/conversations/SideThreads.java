package org.centrala.conversations;

import static java.util.stream.Collectors.toSet;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.centrala.access.Permission;
import org.centrala.access.Viewer;
import org.centrala.access.spi.InboxDirectory;
import org.centrala.customers.Customers;
import org.centrala.platform.Ids;
import org.centrala.platform.log.Change;
import org.centrala.platform.log.EventLog;
import org.centrala.platform.log.NewEvent;
import org.centrala.platform.web.Cursor;
import org.centrala.platform.web.Page;
import org.centrala.platform.web.Problem;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Asks a supplier, another team or a colleague beside a conversation (ADR 0091): each question is a conversation of its
 * own, with participants and a reply address of its own, so that nothing of it can reach the customer.
 */
@Service
@Transactional
public class SideThreads {
    private static final int MOST = 100;
    private static final Duration FURTHEST = Duration.ofDays(366);

    private final SideStore store;
    private final SideAnswers answers;
    private final MergeStore merges;
    private final ConversationStore conversationStore;
    private final Conversations conversations;
    private final Messages messages;
    private final Composition composition;
    private final Customers customers;
    private final ChangeRules rules;
    private final InboxDirectory inboxes;
    private final EventLog log;
    private final Clock clock;

    SideThreads(
            SideStore store,
            SideAnswers answers,
            MergeStore merges,
            ConversationStore conversationStore,
            Conversations conversations,
            Messages messages,
            Composition composition,
            Customers customers,
            ChangeRules rules,
            InboxDirectory inboxes,
            EventLog log,
            Clock clock) {
        this.store = store;
        this.answers = answers;
        this.merges = merges;
        this.conversationStore = conversationStore;
        this.conversations = conversations;
        this.messages = messages;
        this.composition = composition;
        this.customers = customers;
        this.rules = rules;
        this.inboxes = inboxes;
        this.log = log;
        this.clock = clock;
    }

    /**
     * What shall be asked of whom, and until when.
     *
     * @param to addresses outside; or a team, or an agent
     * @param subject absent: as the conversation's
     */
    public record NewSideThread(
            @Nullable List<String> to,
            @Nullable UUID team,
            @Nullable UUID agent,
            @Nullable String subject,
            @Nullable String text,
            @Nullable String html,
            @Nullable List<NewMessage.File> attachments,
            @Nullable Instant dueAt) {
        SideThread.Kind kind() {
            var addressed = to != null && !to.isEmpty();
            if (Stream.of(addressed, team != null, agent != null)
                            .filter(given -> given)
                            .count()
                    != 1) {
                throw Problem.invalid("to", "is needed, or team, or agent: one of them");
            }
            return addressed
                    ? SideThread.Kind.outside
                    : team != null ? SideThread.Kind.team : SideThread.Kind.colleague;
        }
    }

    /** Asks: whoever may answer the customer may ask outside, whoever may write notes may ask a colleague. */
    public SideThread ask(ConversationId id, NewSideThread wanted, Viewer viewer) {
        var kind = wanted.kind();
        viewer.require(kind == SideThread.Kind.outside ? Permission.CONVERSATION_REPLY : Permission.CONVERSATION_NOTE);
        var dueAt = due(wanted.dueAt());
        var parent = conversations.lockOpen(id, viewer);
        requireMain(parent);
        if (store.of(merges.family(parent.id()), viewer.inboxArray(), MOST).size() == MOST) {
            throw Problem.conflict("side.too_many", "There are " + MOST + " side threads here already.");
        }
        var now = clock.instant();
        var row = opened(parent, kind, wanted, viewer, now);
        conversationStore.insertAll(List.of(row));
        var side = conversationStore.findAll(List.of(row.id())).getFirst();
        store.insert(row.id(), kind, viewer.agentId().orElse(null), dueAt, now);
        var sequence = conversationStore.nextSequence(parent.id(), now).orElseThrow();
        log.append(
                Conversations.opened(side, viewer.actor()).ref("sideOf", parent.id()),
                NewEvent.of("conversation", parent.id(), sequence, "conversation.sideAsked", viewer.actor())
                        .inInbox(parent.inbox())
                        .changing(Map.of("sideAsked", new Change(null, side.number())))
                        .ref("side", side.id()));
        messages.post(new ConversationId(row.id()), question(kind, wanted), viewer);
        return get(row.id(), viewer);
    }

    private ConversationStore.Row opened(
            ConversationStore.Row parent, SideThread.Kind kind, NewSideThread wanted, Viewer viewer, Instant now) {
        var customer = parent.customer();
        if (kind == SideThread.Kind.outside) {
            var to = composition.addresses("to", wanted.to());
            answers.requireOutside(parent.id(), to);
            if (composition.outside(to).size() < to.size()) {
                throw Problem.invalid("to", "is one of our own addresses: ask a team or a colleague");
            }
            customer = customers
                    .identify(to.getFirst().address(), null, parent.inbox(), viewer.actor())
                    .value();
        }
        var edit = RowEdit.opened(Ids.next(), parent.inbox(), parent.brand(), customer, now);
        edit.subject = rules.subject(
                wanted.subject() == null || wanted.subject().isBlank() ? parent.subject() : wanted.subject());
        edit.status = Status.PENDING;
        edit.priority = parent.priority();
        edit.mailbox = parent.mailbox();
        edit.language = parent.language();
        edit.sideOf = parent.id();
        if (kind == SideThread.Kind.team) {
            edit.team = wanted.team();
            rules.team(wanted.team());
            if (!inboxes.inboxesOf(Set.of(Objects.requireNonNull(wanted.team())))
                    .contains(parent.inbox())) {
                throw Problem.invalid("team", "does not see this inbox");
            }
        }
        if (kind == SideThread.Kind.colleague) {
            edit.assignee = wanted.agent();
            rules.assignee(wanted.agent(), parent.inbox());
            if (viewer.agentId().equals(Optional.ofNullable(wanted.agent()))) {
                throw Problem.invalid("agent", "is yourself");
            }
        }
        return edit.row();
    }

    private static NewMessage question(SideThread.Kind kind, NewSideThread wanted) {
        var outside = kind == SideThread.Kind.outside;
        return new NewMessage(
                outside ? Audience.CUSTOMER : Audience.TEAM,
                null,
                wanted.text(),
                wanted.html(),
                outside ? wanted.to() : null,
                null,
                null,
                wanted.attachments(),
                null,
                null,
                Status.PENDING,
                false,
                null,
                null,
                null,
                null,
                null);
    }

    static void requireMain(ConversationStore.Row row) {
        if (row.sideOf() != null) {
            throw Problem.conflict("conversation.side", "#" + row.number() + " is a side thread itself.");
        }
    }

    private Instant due(@Nullable Instant at) {
        var now = clock.instant();
        if (at == null || !at.isAfter(now) || at.isAfter(now.plus(FURTHEST))) {
            throw Problem.invalid("dueAt", "is needed: a time from now on, within a year");
        }
        return at;
    }

    @Transactional(readOnly = true)
    public SideThread get(UUID id, Viewer viewer) {
        viewer.require(Permission.CONVERSATION_READ);
        return views(List.of(store.find(id, viewer.inboxArray()).orElseThrow(SideThreads::notFound)), viewer)
                .getFirst();
    }

    /** What was asked beside a conversation, the earliest first. */
    @Transactional(readOnly = true)
    public List<SideThread> of(ConversationId id, Viewer viewer) {
        conversations.get(id, viewer);
        return views(store.of(merges.family(id.value()), viewer.inboxArray(), MOST), viewer);
    }

    /** What is open, what is due first at first. */
    @Transactional(readOnly = true)
    public Page<SideThread> list(
            SideThread.View view, @Nullable Integer limit, @Nullable String cursor, Viewer viewer) {
        viewer.require(Permission.CONVERSATION_READ);
        var size = Page.limit(limit);
        var after = Cursor.decode(cursor, 2);
        var rows = store.list(
                new SideStore.Wanted(
                        view,
                        viewer.inboxArray(),
                        viewer.agentId().orElse(null),
                        viewer.teams().toArray(UUID[]::new),
                        clock.instant()),
                after == null ? null : after.instant(0),
                after == null ? null : after.uuid(1),
                size + 1);
        return new Page<>(
                views(rows.subList(0, Math.min(size, rows.size())), viewer),
                Page.of(rows, size, row -> Cursor.of(row.dueAt(), row.id())).next());
    }

    /** What shall be different. */
    public record SideThreadChange(
            @Nullable Instant dueAt, @Nullable Boolean closed) {}

    /** Gives more time, closes, or opens again: whoever asked, or may change conversations. */
    public SideThread change(UUID id, SideThreadChange wanted, Viewer viewer) {
        var row = conversations.lockVisible(new ConversationId(id), viewer);
        var thread = store.find(id, viewer.inboxArray()).orElseThrow(SideThreads::notFound);
        viewer.require(
                thread.askedBy() != null
                                && viewer.agentId()
                                        .filter(thread.askedBy()::equals)
                                        .isPresent()
                        ? Permission.CONVERSATION_NOTE
                        : Permission.CONVERSATION_UPDATE);
        if (wanted.dueAt() != null && !wanted.dueAt().equals(thread.dueAt())) {
            store.due(id, due(wanted.dueAt()));
            var sequence = conversationStore.nextSequence(id, clock.instant()).orElseThrow();
            log.append(NewEvent.of("conversation", id, sequence, "conversation.changed", viewer.actor())
                    .inInbox(row.inbox())
                    .changing(Map.of(
                            "dueAt",
                            new Change(thread.dueAt().toString(), wanted.dueAt().toString()))));
            row = conversationStore.findAll(List.of(id)).getFirst();
        }
        if (wanted.closed() != null && wanted.closed() == row.status().isOpen()) {
            conversations.write(
                    row,
                    rules.moved(row, wanted.closed() ? Status.SOLVED : Status.PENDING, row.assignee()),
                    viewer.actor());
        }
        return get(id, viewer);
    }

    private List<SideThread> views(List<SideStore.Row> rows, Viewer viewer) {
        var found = new HashMap<UUID, Conversation>();
        conversations
                .list(rows.stream().map(SideStore.Row::id).toList(), viewer)
                .forEach(conversation -> found.put(conversation.id(), conversation));
        var parents = new HashMap<UUID, ConversationStore.Row>();
        conversationStore
                .findAll(rows.stream().map(SideStore.Row::parent).collect(toSet()))
                .forEach(row -> parents.put(row.id(), row));
        var now = clock.instant();
        var views = new ArrayList<SideThread>(rows.size());
        for (var row : rows) {
            var conversation = found.get(row.id());
            if (conversation != null) {
                var parent = Objects.requireNonNull(parents.get(row.parent()));
                views.add(new SideThread(
                        row.id(),
                        row.kind(),
                        conversation,
                        new SideThread.Place(parent.id(), parent.number(), parent.subject()),
                        row.askedBy(),
                        row.dueAt(),
                        conversation.status() == Status.PENDING && row.dueAt().isBefore(now),
                        conversation.status().isOpen() && conversation.status() != Status.PENDING,
                        !conversation.status().isOpen()));
            }
        }
        return views;
    }

    private static Problem notFound() {
        return Problem.notFound("side.not_found", "There is no such side thread, or you may not see it.");
    }
}
