package org.centrala.conversations;

import static java.util.stream.Collectors.toSet;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.centrala.access.Permission;
import org.centrala.access.Viewer;
import org.centrala.conversations.spi.MailboxDirectory;
import org.centrala.customers.Address;
import org.centrala.customers.CustomerId;
import org.centrala.customers.Customers;
import org.centrala.platform.Actor;
import org.centrala.platform.Ids;
import org.centrala.platform.log.Change;
import org.centrala.platform.log.Event;
import org.centrala.platform.log.EventLog;
import org.centrala.platform.log.NewEvent;
import org.centrala.platform.web.Cursor;
import org.centrala.platform.web.Page;
import org.centrala.platform.web.Problem;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Conversations: opening, listing, changing, reading.
 *
 * <p>A writer locks the conversation's row, changes it, counts its sequence on and appends the event, in one
 * transaction. Two agents who change different fields of one conversation both succeed; on the same field the later
 * one, who says by {@code If-Match} what they had seen, is refused and told.
 */
@Service
@Transactional
public class Conversations {
    /** What is imported and older is done: nobody wants the work of years in the list of what is open. */
    private static final Duration STILL_OPEN = Duration.ofDays(14);

    static final int LONGEST_SUBJECT = 998; // RFC 5322, a header line

    /** The tag of what somebody sent who may not be who they say. */
    static final String SUSPICIOUS = "suspicious";

    static final String AUTO_REPLY = "auto-reply";
    static final String BULK = "bulk";

    private final ConversationStore store;
    private final MergeStore merges;
    private final FollowerStore followers;
    private final SideStore sides;
    private final Inboxes inboxes;
    private final Customers customers;
    private final ChangeRules rules;
    private final Tags tags;
    private final MailboxDirectory mailboxes;
    private final EventLog log;
    private final Clock clock;

    Conversations(
            ConversationStore store,
            MergeStore merges,
            FollowerStore followers,
            SideStore sides,
            Inboxes inboxes,
            Customers customers,
            ChangeRules rules,
            Tags tags,
            MailboxDirectory mailboxes,
            EventLog log,
            Clock clock) {
        this.store = store;
        this.merges = merges;
        this.followers = followers;
        this.sides = sides;
        this.inboxes = inboxes;
        this.customers = customers;
        this.rules = rules;
        this.tags = tags;
        this.mailboxes = mailboxes;
        this.log = log;
        this.clock = clock;
    }

    /** Whom a new conversation is with: a known customer, or whoever has the address. A bare text is the id. */
    public record CustomerRef(
            @Nullable UUID id,
            @Nullable String email,
            @Nullable String name) {
        @JsonCreator(mode = JsonCreator.Mode.PROPERTIES)
        public CustomerRef {}

        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        static CustomerRef of(String id) {
            try {
                return new CustomerRef(UUID.fromString(id), null, null);
            } catch (IllegalArgumentException noId) {
                throw Problem.invalid("customer", "is an id, {\"id\": …} or {\"email\": …}");
            }
        }
    }

    /** A conversation that an agent or a machine opens. */
    public record NewConversation(
            @Nullable String subject,
            @Nullable UUID inbox,
            @Nullable UUID mailbox,
            @Nullable CustomerRef customer,
            @Nullable Priority priority,
            @Nullable UUID team,
            @Nullable UUID assignee,
            @Nullable List<String> tags,
            @Nullable String language) {}

    /** How full the pinned views are, and each inbox; every number stops at {@link ConversationStore#COUNT_CAP}. */
    public record Counts(
            long mine,
            long unassigned,
            long open,
            long done,
            long unreadMine,
            long snoozed,
            long untouched,
            long followed,
            Map<UUID, Long> byInbox) {}

    public Conversation open(NewConversation wanted, Viewer viewer) {
        viewer.require(Permission.CONVERSATION_UPDATE);
        var mailbox = wanted.mailbox() == null
                ? Optional.<MailboxDirectory.Mailbox>empty()
                : Optional.of(mailboxes
                        .mailbox(wanted.mailbox())
                        .filter(found -> viewer.sees(found.inbox()))
                        .orElseThrow(() -> Problem.invalid("mailbox", "does not exist, or you may not see it")));
        var inbox = wanted.inbox() != null
                ? wanted.inbox()
                : mailbox.map(MailboxDirectory.Mailbox::inbox).orElseGet(inboxes::main);
        if (!viewer.sees(inbox)) {
            throw Problem.invalid("inbox", "does not exist, or you may not see it");
        }
        if (wanted.customer() == null) {
            throw Problem.invalid("customer", "is needed: {\"id\": …} or {\"email\": …}");
        }
        var subject = rules.subject(wanted.subject() == null ? "" : wanted.subject());
        rules.team(wanted.team());
        rules.assignee(wanted.assignee(), inbox);
        var customer = customer(wanted.customer(), inbox, viewer);
        var now = clock.instant();
        var edit = RowEdit.opened(Ids.next(), inbox, inboxes.brandOf(inbox), customer.value(), now);
        edit.subject = subject;
        edit.priority = wanted.priority() == null ? Priority.NORMAL : wanted.priority();
        edit.mailbox = mailbox.or(() -> mailboxes.mainOf(inbox))
                .map(MailboxDirectory.Mailbox::id)
                .orElse(null);
        edit.team = wanted.team();
        edit.assignee = wanted.assignee();
        edit.language = rules.language(wanted.language());
        edit.tags = rules.tags(wanted.tags() == null ? List.of() : wanted.tags());
        var row = edit.row();
        store.insertAll(List.of(row));
        tags.used(row.tags(), inbox);
        log.append(opened(row, viewer.actor()));
        return get(new ConversationId(row.id()), viewer);
    }

    /** A conversation for an inbound message, and the event that it was opened: neither is written yet. */
    record Opened(ConversationStore.Row row, NewEvent event) {}

    /** A conversation for what a channel brought; {@code followUpOf} is the closed one it answers. */
    Opened openFor(InboundMessage message, @Nullable UUID followUpOf, boolean junk) {
        var now = message.imported() == null ? clock.instant() : message.imported();
        var actor = Actor.customer(message.customer().value());
        var subject = message.subject() == null ? "" : message.subject().strip();
        var edit = RowEdit.opened(
                Ids.next(),
                message.inbox(),
                inboxes.brandOf(message.inbox()),
                message.customer().value(),
                now);
        edit.subject = subject.length() <= LONGEST_SUBJECT ? subject : subject.substring(0, LONGEST_SUBJECT);
        if (message.imported() != null
                && message.imported().isBefore(clock.instant().minus(STILL_OPEN))) {
            edit.status = Status.SOLVED;
        }
        edit.mailbox = message.mailbox();
        edit.tags = marks(message);
        edit.spam = junk;
        edit.followUpOf = followUpOf;
        edit.sequence = 2;
        edit.lastCustomerSequence = 2;
        edit.messageCount = 1;
        edit.preview = Composition.preview(message.visibleText());
        edit.lastMessage = new Conversation.LastMessage(Direction.INBOUND, message.channel(), actor, now);
        var row = edit.row();
        return new Opened(row, opened(row, actor));
    }

    /** Tags that tell before anybody reads it what kind of message opened a conversation. */
    private static List<String> marks(InboundMessage message) {
        var marks = new ArrayList<String>();
        if (message.held() || message.trust().verdict() == Trust.Verdict.FAIL) {
            marks.add(SUSPICIOUS);
        }
        if (message.automatic()) {
            marks.add(AUTO_REPLY);
        } else if (message.bulk()) {
            marks.add(BULK);
        }
        return marks;
    }

    static NewEvent opened(ConversationStore.Row row, Actor actor) {
        var changes = new LinkedHashMap<String, Change>();
        changes.put("status", new Change(null, row.status().wire()));
        changes.put("priority", new Change(null, row.priority().wire()));
        changes.put("inbox", new Change(null, row.inbox()));
        if (row.team() != null) {
            changes.put("team", new Change(null, row.team()));
        }
        if (row.assignee() != null) {
            changes.put("assignee", new Change(null, row.assignee()));
        }
        return NewEvent.of("conversation", row.id(), 1, "conversation.opened", actor)
                .inInbox(row.inbox())
                .changing(changes)
                .ref("customer", row.customer())
                .ref("mailbox", row.mailbox())
                .ref("followUpOf", row.followUpOf());
    }

    private CustomerId customer(CustomerRef ref, UUID inbox, Viewer viewer) {
        if (ref.id() != null) {
            var customer = new CustomerId(
                    customers.get(new CustomerId(ref.id()), viewer).id());
            customers.met(customer, inbox);
            return customer;
        }
        if (ref.email() == null || !Address.isEmail(ref.email().strip())) {
            throw Problem.invalid("customer.email", "is not an e-mail address");
        }
        return customers.identify(ref.email(), ref.name(), inbox, viewer.actor());
    }

    @Transactional(readOnly = true)
    public Conversation get(ConversationId id, Viewer viewer) {
        return view(store.find(id.value(), viewer.inboxArray()).orElseThrow(Conversations::notFound), viewer);
    }

    @Transactional(readOnly = true)
    public Conversation getByNumber(long number, Viewer viewer) {
        return view(store.findByNumber(number, viewer.inboxArray()).orElseThrow(Conversations::notFound), viewer);
    }

    @Transactional(readOnly = true)
    Page<Conversation> list(
            ConversationFilter filter, @Nullable Integer limit, @Nullable String cursor, Viewer viewer) {
        viewer.require(Permission.CONVERSATION_READ);
        if (filter.sort() == ConversationFilter.Sort.WAKING && filter.view() != ConversationFilter.View.SNOOZED) {
            throw Problem.invalid("sort", "is by waking only in the view of what is snoozed");
        }
        if ((filter.view() == ConversationFilter.View.UNTOUCHED)
                != (filter.sort() == ConversationFilter.Sort.TOUCHED)) {
            throw Problem.invalid("sort", "is touched in the view of what is untouched, and only there");
        }
        var size = Page.limit(limit);
        var after = Cursor.decode(cursor, filter.sort() == ConversationFilter.Sort.NUMBER ? 1 : 2);
        var visible = filter.inboxes() == null
                ? viewer.inboxArray()
                : filter.inboxes().stream().filter(viewer::sees).toArray(UUID[]::new);
        var rows = store.list(filter, visible, viewer.agentId().orElse(null), after, size + 1);
        return new Page<>(
                views(rows.subList(0, Math.min(size, rows.size())), viewer),
                Page.of(rows, size, row -> cursor(row, filter.sort())).next());
    }

    private static Cursor cursor(ConversationStore.Row row, ConversationFilter.Sort sort) {
        return switch (sort) {
            case NUMBER -> Cursor.of(row.number());
            case ACTIVITY -> Cursor.of(row.lastActivityAt(), row.id());
            case TOUCHED -> Cursor.of(row.touchedAt(), row.id());
            case WAKING -> Cursor.of(Objects.requireNonNull(row.snoozedUntil(), "is not snoozed"), row.id());
        };
    }

    /** Those of the named conversations that the viewer may see, in the order of the ids. */
    @Transactional(readOnly = true)
    public List<Conversation> list(List<UUID> ids, Viewer viewer) {
        var byId = new HashMap<UUID, Conversation>();
        var rows = store.findAll(ids).stream()
                .filter(row -> row.mergedInto() == null && viewer.sees(row.inbox()))
                .toList();
        views(rows, viewer).forEach(conversation -> byId.put(conversation.id(), conversation));
        return ids.stream().map(byId::get).filter(Objects::nonNull).toList();
    }

    @Transactional(readOnly = true)
    public Counts counts(Viewer viewer) {
        viewer.require(Permission.CONVERSATION_READ);
        var counts = store.counts(viewer.inboxArray(), viewer.agentId().orElse(null));
        return new Counts(
                counts.mine(),
                counts.unassigned(),
                counts.open(),
                counts.done(),
                counts.unreadMine(),
                counts.snoozed(),
                counts.untouched(),
                counts.followed(),
                store.openByInbox(viewer.inboxArray()));
    }

    /**
     * Changes fields.
     *
     * @param seen the sequence at which the writer read the conversation; absent: whatever it is now
     * @throws Problem 412 {@code conversation.conflict} with the fields that somebody else changed since
     */
    public Conversation change(ConversationId id, ConversationPatch patch, @Nullable Long seen, Viewer viewer) {
        viewer.require(Permission.CONVERSATION_UPDATE);
        var row = lockOpen(id, viewer);
        var changed = rules.apply(patch, row, viewer);
        if (seen != null && seen < row.sequence()) {
            var fields = new HashSet<>(changed.changes().keySet());
            if (!patch.has("tags")) {
                fields.remove("tags"); // put on and taken off one by one they disturb nobody else's
            }
            refuseConflicts(id, fields, seen, row, viewer);
        }
        write(row, changed, viewer.actor());
        return get(id, viewer);
    }

    /** Writes changed fields of a locked row and says so in the log; returns the sequence. */
    long write(ConversationStore.Row row, ChangeRules.Changed changed, Actor actor) {
        if (changed.changes().isEmpty()) {
            return row.sequence();
        }
        var next = row.sequence() + 1;
        var now = clock.instant();
        store.update(changed.row(next, now, actor));
        if (!changed.row().inbox().equals(row.inbox())) {
            customers.met(new CustomerId(row.customer()), changed.row().inbox());
            merges.follow(row.id(), changed.row().inbox());
        }
        if (changed.changes().containsKey("tags") || changed.changes().containsKey("inbox")) {
            tags.used(changed.row().tags(), changed.row().inbox());
        }
        log.append(NewEvent.of("conversation", row.id(), next, "conversation.changed", actor)
                .inInbox(changed.row().inbox())
                .changing(changed.changes()));
        return next;
    }

    void refuseConflicts(ConversationId id, Set<String> fields, long seen, ConversationStore.Row row, Viewer viewer) {
        conflict(id, fields, seen, row, viewer).ifPresent(problem -> {
            throw problem;
        });
    }

    /** What refuses whoever wants to change fields that somebody else has changed since they looked. */
    Optional<Problem> conflict(
            ConversationId id, Set<String> fields, long seen, ConversationStore.Row row, Viewer viewer) {
        var conflicts = log.stream(id.value(), seen).stream()
                .flatMap(event -> event.changes().keySet().stream())
                .filter(fields::contains)
                .collect(toSet());
        return conflicts.isEmpty()
                ? Optional.empty()
                : Optional.of(Problem.preconditionFailed(
                        "conversation.conflict",
                        "Changed by somebody else meanwhile: " + String.join(", ", conflicts) + ".",
                        Map.of("fields", List.copyOf(conflicts), "conversation", view(row, viewer))));
    }

    /** What was done to the conversation, oldest first: the system lines of its timeline. */
    @Transactional(readOnly = true)
    public List<Event> events(ConversationId id, Viewer viewer) {
        get(id, viewer);
        return log.stream(id.value(), 0);
    }

    /** The addresses outside that the conversation is held with. */
    @Transactional(readOnly = true)
    public List<Party> participants(ConversationId id, Viewer viewer) {
        get(id, viewer);
        return store.participants(merges.family(id.value()));
    }

    public void markRead(ConversationId id, @Nullable Long sequence, Viewer viewer) {
        var row = store.find(id.value(), viewer.inboxArray()).orElseThrow(Conversations::notFound);
        viewer.agentId()
                .ifPresent(agent -> store.markRead(
                        id.value(), agent, sequence == null ? row.sequence() : Math.min(sequence, row.sequence())));
    }

    /** Marks as read what nothing has happened in since then: for agents who were away, or are new. */
    public void markAllRead(Instant before, Viewer viewer) {
        viewer.require(Permission.CONVERSATION_READ);
        viewer.agentId().ifPresent(agent -> store.markAllRead(viewer.inboxArray(), agent, before));
    }

    public void markUnread(ConversationId id, Viewer viewer) {
        var row = store.find(id.value(), viewer.inboxArray()).orElseThrow(Conversations::notFound);
        viewer.agentId().ifPresent(agent -> store.markRead(id.value(), agent, Math.max(0, row.newsSequence() - 1)));
    }

    // --- what channels ask

    /** The conversation with this number, if the address takes part in it: a guessed number joins nobody. */
    @Transactional(readOnly = true)
    public Optional<ConversationId> byNumberOf(long number, String participant, UUID inbox) {
        return numbered(number, inbox)
                .filter(id -> !participations(Set.of(Participation.of(id, participant)))
                        .isEmpty());
    }

    /** The conversation with this number in an inbox, or the one it is shown in. */
    @Transactional(readOnly = true)
    public Optional<ConversationId> numbered(long number, UUID inbox) {
        return store.numbered(number, inbox).map(row -> new ConversationId(row.shown()));
    }

    /** Under which ids a customer is known. */
    @Transactional(readOnly = true)
    Set<UUID> person(UUID customer) {
        return customers.family(customer);
    }

    /** Whom a conversation is with, and those that were merged into it. */
    @Transactional(readOnly = true)
    public Set<UUID> customersOf(ConversationId id) {
        return store.findAll(merges.family(id.value())).stream()
                .map(ConversationStore.Row::customer)
                .collect(toSet());
    }

    /** An address that a conversation is held with, in the form in which addresses are compared. */
    public record Participation(ConversationId conversation, String address) {
        public static Participation of(ConversationId conversation, String address) {
            return new Participation(conversation, Address.normalEmail(address));
        }
    }

    /** Where conversations are shown that were merged; the others are not in it. */
    @Transactional(readOnly = true)
    public Map<ConversationId, ConversationId> mergedInto(Collection<ConversationId> ids) {
        var into = new HashMap<ConversationId, ConversationId>();
        if (!ids.isEmpty()) {
            merges.merged(ids.stream().map(ConversationId::value).toList())
                    .forEach((id, place) -> into.put(new ConversationId(id), new ConversationId(place.root())));
        }
        return into;
    }

    /** Those of the pairs that are true; who takes part in a conversation does in what it was merged into. */
    @Transactional(readOnly = true)
    public Set<Participation> participations(Collection<Participation> possible) {
        return possible.isEmpty() ? Set.of() : store.participations(possible);
    }

    /** Of those that are side threads, the conversation where each is shown. */
    @Transactional(readOnly = true)
    public Map<ConversationId, ConversationId> sideOf(Collection<ConversationId> ids) {
        var parents = new HashMap<ConversationId, ConversationId>();
        if (!ids.isEmpty()) {
            sides.parents(ids.stream().map(ConversationId::value).toList())
                    .forEach((id, parent) -> parents.put(new ConversationId(id), new ConversationId(parent)));
        }
        return parents;
    }

    // --- for the siblings in this module

    ConversationStore.Row lockVisible(ConversationId id, Viewer viewer) {
        return store.lock(id.value()).filter(row -> viewer.sees(row.inbox())).orElseThrow(Conversations::notFound);
    }

    /** The same for whoever writes to it: nothing is written to what was merged, but to where it is shown. */
    ConversationStore.Row lockOpen(ConversationId id, Viewer viewer) {
        var row = lockVisible(id, viewer);
        requireUnmerged(row);
        return row;
    }

    static void requireUnmerged(ConversationStore.Row row) {
        if (row.mergedInto() != null) {
            throw Problem.conflict(
                    "conversation.merged",
                    "#" + row.number() + " was merged into another conversation. Write there, or un-merge it.",
                    Map.of("into", row.shown()));
        }
    }

    Conversation view(ConversationStore.Row row, Viewer viewer) {
        return views(List.of(row), viewer).getFirst();
    }

    /** Adds what other tables know: the customers' names and what the agent has not read; one query each. */
    List<Conversation> views(List<ConversationStore.Row> rows, Viewer viewer) {
        viewer.require(Permission.CONVERSATION_READ);
        var ids = rows.stream().map(ConversationStore.Row::id).toList();
        var unread = rows.isEmpty()
                ? Set.<UUID>of()
                : viewer.agentId().map(agent -> store.unread(ids, agent)).orElse(Set.of());
        return views(
                rows,
                unread,
                viewer.agentId()
                        .map(agent -> followers.followedBy(ids, Set.of(agent)).keySet())
                        .orElse(Set.of()));
    }

    List<Conversation> views(List<ConversationStore.Row> rows, Collection<UUID> unread, Collection<UUID> following) {
        var names = customers.names(
                rows.stream().map(ConversationStore.Row::customer).collect(toSet()));
        var tagNames =
                tags.names(rows.stream().flatMap(row -> row.tags().stream()).collect(toSet()));
        var views = new ArrayList<Conversation>(rows.size());
        for (var row : rows) {
            views.add(new Conversation(
                    row.id(),
                    row.number(),
                    row.subject(),
                    row.status(),
                    row.priority(),
                    row.inbox(),
                    row.brand(),
                    row.mailbox(),
                    row.team(),
                    row.assignee(),
                    row.customer(),
                    names.getOrDefault(row.customer(), ""),
                    row.language(),
                    Tags.shown(row.tags(), tagNames),
                    row.spam(),
                    row.followUpOf(),
                    unread.contains(row.id()),
                    row.preview(),
                    row.lastMessage(),
                    row.messageCount(),
                    row.sequence(),
                    row.lastCustomerSequence(),
                    row.createdAt(),
                    row.updatedAt(),
                    row.lastActivityAt(),
                    row.mergedInto(),
                    row.snoozedUntil(),
                    row.touchedAt(),
                    following.contains(row.id()),
                    row.fields(),
                    row.reason(),
                    row.complexity(),
                    row.sideOf()));
        }
        return views;
    }

    static Problem notFound() {
        return Problem.notFound("conversation.not_found", "There is no such conversation, or you may not see it.");
    }
}
