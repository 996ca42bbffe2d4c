package org.centrala.conversations;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.centrala.access.Permission;
import org.centrala.access.Viewer;
import org.centrala.conversations.spi.MailboxDirectory;
import org.centrala.customers.Address;
import org.centrala.customers.ContactPoint;
import org.centrala.customers.CustomerId;
import org.centrala.customers.Customers;
import org.centrala.platform.Actor;
import org.centrala.platform.CentralaSettings;
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
 * What is said in conversations: posting replies and notes, how a reply gets out, and reading all of it.
 *
 * <p>A reply is a row in state queued until its {@code sendAt}; its channel claims it by {@link #beginSending}, which
 * undo and a second node lose against. Every change of state is an event.
 */
@Service
@Transactional
public class Messages {
    private static final Duration FURTHEST = Duration.ofDays(366);

    private final MessageStore store;
    private final MergeStore merges;
    private final ConversationStore conversationStore;
    private final Conversations conversations;
    private final Composition composition;
    private final ChangeRules rules;
    private final Customers customers;
    private final MessageViews views;
    private final OutgoingMessages outgoingMessages;
    private final SideAnswers sides;
    private final MailboxDirectory mailboxes;
    private final Drafts drafts;
    private final Mentions mentions;
    private final EventLog log;
    private final CentralaSettings settings;
    private final Clock clock;

    Messages(
            MessageStore store,
            MergeStore merges,
            ConversationStore conversationStore,
            Conversations conversations,
            Composition composition,
            ChangeRules rules,
            Customers customers,
            MessageViews views,
            OutgoingMessages outgoingMessages,
            SideAnswers sides,
            MailboxDirectory mailboxes,
            Drafts drafts,
            Mentions mentions,
            EventLog log,
            CentralaSettings settings,
            Clock clock) {
        this.store = store;
        this.merges = merges;
        this.conversationStore = conversationStore;
        this.conversations = conversations;
        this.composition = composition;
        this.rules = rules;
        this.customers = customers;
        this.views = views;
        this.outgoingMessages = outgoingMessages;
        this.sides = sides;
        this.mailboxes = mailboxes;
        this.drafts = drafts;
        this.mentions = mentions;
        this.log = log;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Posts a reply to the customer or a note to the team.
     *
     * @throws Problem 409 {@code message.newer_customer_message} with the message that the author had not seen
     */
    public Message post(ConversationId id, NewMessage wanted, Viewer viewer) {
        viewer.require(wanted.toTeam() ? Permission.CONVERSATION_NOTE : Permission.CONVERSATION_REPLY);
        var row = conversations.lockOpen(id, viewer);
        if (!wanted.toTeam()) {
            refuseUnseen(row, wanted, viewer);
        }
        if (wanted.status() != null) {
            rules.requireAnswered(row, wanted.status());
        }
        var message = wanted.toTeam() ? note(row, wanted, viewer) : reply(row, wanted, viewer);
        return get(message, viewer);
    }

    private void refuseUnseen(ConversationStore.Row row, NewMessage wanted, Viewer viewer) {
        if (row.status() == Status.CLOSED) {
            throw Problem.conflict("conversation.closed", "The conversation is closed. Reopen it, or write a new one.");
        }
        if (wanted.lastSeen() == null || wanted.forced() || row.lastCustomerSequence() <= wanted.lastSeen()) {
            return;
        }
        var newer = store.lastFromCustomer(merges.family(row.id()))
                .map(found -> views.of(List.of(found)).getFirst());
        var extra = new LinkedHashMap<String, @Nullable Object>();
        extra.put("message", newer.orElse(null));
        extra.put("conversation", conversations.view(row, viewer));
        throw Problem.conflict(
                "message.newer_customer_message",
                "The customer has written since. Read it, or send with \"force\": true.",
                extra);
    }

    private MessageId note(ConversationStore.Row row, NewMessage wanted, Viewer viewer) {
        var content = composition.content(wanted);
        var status = wanted.status() != null
                ? wanted.status()
                : row.sideOf() == null ? row.status() : sides.afterNote(row, viewer);
        var note = append(row, wanted, content, viewer, status, row.assignee(), null, List.of(), "note.added");
        if (row.sideOf() != null && sides.answersByNote(row, viewer)) {
            sides.answered(row, viewer.actor());
        }
        mentions.keep(note, content.html(), row.inbox());
        return note;
    }

    /** An agent who answers what is nobody's takes it; a first answer opens what was new. */
    private MessageId reply(ConversationStore.Row row, NewMessage wanted, Viewer viewer) {
        if (!composition.knownChannel(wanted.channel())) {
            throw Problem.invalid("channel", "must be email");
        }
        if (row.sideOf() != null) {
            var asked = new ArrayList<>(composition.addresses("to", wanted.to()));
            asked.addAll(composition.addresses("cc", wanted.cc()));
            asked.addAll(composition.addresses("bcc", wanted.bcc()));
            sides.requireOutside(row, asked);
        }
        var content = composition.content(wanted);
        var mailbox = Optional.ofNullable(row.mailbox())
                .flatMap(mailboxes::mailbox)
                .or(() -> mailboxes.mainOf(row.inbox()))
                .orElseThrow(() -> Problem.conflict(
                        "conversation.no_mailbox", "The inbox has no mailbox to send from. Add one in the settings."));
        var to = composition.addresses("to", wanted.to());
        if (wanted.forward() != null && to.isEmpty()) {
            throw Problem.invalid("to", "is needed: a message is passed on to somebody");
        }
        var recipients = to.isEmpty() ? List.of(defaultRecipient(row)) : to;
        var status = wanted.status() != null
                ? wanted.status()
                : row.sideOf() != null ? Status.PENDING : row.status() == Status.NEW ? Status.OPEN : row.status();
        var assignee =
                row.assignee() != null ? row.assignee() : viewer.agentId().orElse(null);
        return append(row, wanted, content, viewer, status, assignee, mailbox, recipients, "message.queued");
    }

    private MessageId append(
            ConversationStore.Row row,
            NewMessage wanted,
            Composition.Content content,
            Viewer viewer,
            Status status,
            @Nullable UUID assignee,
            MailboxDirectory.@Nullable Mailbox mailbox,
            List<Party> to,
            String kind) {
        var id = Ids.next();
        var now = clock.instant();
        var sequence = row.sequence() + 1;
        var toCustomer = mailbox != null;
        var cc = composition.addresses("cc", wanted.cc());
        var bcc = composition.addresses("bcc", wanted.bcc());
        var forwarded = toCustomer ? forwarded(row, wanted) : null;
        // A machine's message leaves at once; a person may take theirs back for a while.
        var soonest = viewer.agentId().isPresent() ? now.plus(settings.undoSend()) : now;
        var scheduled = toCustomer ? scheduled(wanted, soonest) : null;
        var sendAt = scheduled == null ? soonest : scheduled;
        var changed = rules.moved(row, status, assignee);
        if (!changed.changes().isEmpty()) {
            conversationStore.update(changed.row(sequence, now));
        }
        var participants = new ArrayList<Party>();
        if (toCustomer) {
            participants.addAll(to);
            participants.addAll(cc);
            participants.addAll(bcc);
        }
        store.insertAll(List.of(new MessageStore.NewRow(
                new MessageStore.Row(
                        id,
                        row.id(),
                        sequence,
                        toCustomer ? Direction.OUTBOUND : Direction.NOTE,
                        toCustomer ? Audience.CUSTOMER : Audience.TEAM,
                        "email",
                        viewer.actor(),
                        mailbox == null ? null : id + "@" + domain(mailbox.address()),
                        toCustomer ? DeliveryState.QUEUED : null,
                        null,
                        false,
                        false,
                        toCustomer ? sendAt : null,
                        now,
                        mailbox == null ? null : new Party(mailbox.address(), mailbox.name()),
                        null,
                        new MessageStore.Recipients(to, cc, bcc),
                        row.subject(),
                        content.text(),
                        content.text(),
                        content.html(),
                        forwarded == null && !Boolean.FALSE.equals(wanted.quote()),
                        null,
                        forwarded,
                        Facts.NONE,
                        !Boolean.FALSE.equals(wanted.signature())),
                composition.outside(participants),
                content.attachments())));
        drafts.sendFiles(row.id(), wanted, id, content.attachments().size(), viewer);
        if (forwarded != null && !Boolean.FALSE.equals(wanted.forwardFiles())) {
            store.copyFiles(forwarded, id);
        }
        conversationStore.spoken(List.of(new ConversationStore.Spoken(
                row.id(),
                sequence,
                toCustomer ? Direction.OUTBOUND : Direction.NOTE,
                "email",
                viewer.actor(),
                Composition.preview(content.text()),
                now)));
        viewer.agentId().ifPresent(agent -> {
            drafts.sent(row.id(), agent, toCustomer ? Audience.CUSTOMER : Audience.TEAM);
            conversationStore.markRead(row.id(), agent, sequence);
        });
        log.append(NewEvent.of("conversation", row.id(), sequence, kind, viewer.actor())
                .inInbox(row.inbox())
                .changing(scheduled == null ? changed.changes() : withSendAt(changed.changes(), scheduled))
                .ref("message", id)
                .ref("mailbox", mailbox == null ? null : mailbox.id()));
        return new MessageId(id);
    }

    private @Nullable UUID forwarded(ConversationStore.Row row, NewMessage wanted) {
        var forward = wanted.forward();
        if (forward != null
                && store.find(forward)
                        .filter(found -> merges.root(found.conversation()).equals(row.id()) && found.from() != null)
                        .isEmpty()) {
            throw Problem.invalid("forward", "is no message of this conversation that can be passed on");
        }
        return forward;
    }

    /** When it leaves, if somebody chose a time that is later than it would leave anyway. */
    private @Nullable Instant scheduled(NewMessage wanted, Instant soonest) {
        var at = wanted.sendAt();
        if (at == null || !at.isAfter(soonest)) {
            return null;
        }
        if (at.isAfter(soonest.plus(FURTHEST))) {
            throw Problem.invalid("sendAt", "is more than a year away");
        }
        return at;
    }

    private static Map<String, Change> withSendAt(Map<String, Change> changes, Instant at) {
        var all = new LinkedHashMap<>(changes);
        all.put("sendAt", new Change(null, at.toString()));
        return all;
    }

    private Party defaultRecipient(ConversationStore.Row row) {
        return store.lastFrom(merges.family(row.id()), row.customer())
                .filter(last -> last.from() != null)
                .map(last ->
                        last.replyTo() != null ? new Party(last.replyTo(), null) : Objects.requireNonNull(last.from()))
                .or(() -> customers.contactPoints(new CustomerId(row.customer())).stream()
                        .filter(point -> point.kind() == ContactPoint.Kind.email)
                        .findFirst()
                        .map(point -> new Party(point.value(), null)))
                .orElseThrow(() -> Problem.invalid("to", "is needed: the customer has no e-mail address"));
    }

    /**
     * Takes a reply back that is not on its way yet, and makes it a draft of whoever does: whoever may answer the customer
     * may also keep a colleague's answer from leaving, but loses no words of their own by it.
     */
    public Drafts.Draft undo(MessageId id, Viewer viewer) {
        viewer.require(Permission.CONVERSATION_REPLY);
        var message = visible(id, viewer);
        if (!viewer.actor().equals(message.actor())) {
            drafts.requireNone(message, viewer);
        }
        if (!store.move(id.value(), Set.of(DeliveryState.QUEUED), DeliveryState.UNDONE, null, null)) {
            throw Problem.conflict("message.already_sent", "The message is on its way and cannot be taken back.");
        }
        stateEvent(message, "message.undone", DeliveryState.UNDONE, viewer.actor());
        Stream.of(message.conversation(), merges.root(message.conversation()))
                .distinct()
                .forEach(this::backToLast);
        return drafts.restore(message, viewer);
    }

    private void backToLast(UUID conversation) {
        store.newest(merges.family(conversation))
                .ifPresentOrElse(
                        last -> conversationStore.lastSpoken(
                                conversation,
                                last.direction(),
                                last.channel(),
                                last.actor(),
                                Composition.preview(last.visibleText()),
                                last.createdAt()),
                        () -> conversationStore.nothingSpoken(conversation));
    }

    /** Queues a failed message once more, at once. */
    public Message retry(MessageId id, Viewer viewer) {
        viewer.require(Permission.CONVERSATION_REPLY);
        var message = visible(id, viewer);
        if (!store.move(
                id.value(), Set.of(DeliveryState.FAILED, DeliveryState.BOUNCED), DeliveryState.QUEUED, null, null)) {
            throw Problem.conflict("message.not_failed", "Only a failed message can be sent again.");
        }
        store.sendAt(id.value(), clock.instant());
        stateEvent(message, "message.queued", DeliveryState.QUEUED, viewer.actor());
        return get(id, viewer);
    }

    // --- what channels ask

    /**
     * Claims a due message for sending: afterwards it can no longer be taken back. A message found in state sending is
     * claimed again, since whoever was sending it may have died.
     *
     * @return all that is needed to render it; empty when it was taken back, is not due, or is finished
     */
    public Optional<Outgoing> beginSending(MessageId id) {
        var open = Set.of(DeliveryState.QUEUED, DeliveryState.SENDING);
        var message = store.find(id.value()).filter(found -> open.contains(found.deliveryState()));
        if (message.isEmpty() || !store.move(id.value(), open, DeliveryState.SENDING, null, clock.instant())) {
            return Optional.empty();
        }
        if (message.get().deliveryState() == DeliveryState.QUEUED) {
            stateEvent(message.get(), "message.delivery", DeliveryState.SENDING, Actor.SYSTEM);
        }
        return Optional.of(outgoingMessages.of(message.get()));
    }

    /** Writes down how far a message has come; a state that it has already is no news. */
    public void delivery(MessageId id, DeliveryState state, @Nullable DeliveryDetail detail) {
        var message = store.find(id.value()).orElseThrow();
        var from = new HashSet<>(Set.of(DeliveryState.values()));
        from.remove(DeliveryState.UNDONE);
        from.remove(state);
        if (store.move(id.value(), from, state, detail, null)) {
            stateEvent(message, "message.delivery", state, Actor.SYSTEM);
        }
    }

    /**
     * A message came back. Whoever wrote it and whoever has the conversation find it unread, and one that was done, or
     * waited for the customer's answer, is open again: the customer has not read it.
     */
    public void bounced(MessageId id, DeliveryDetail detail) {
        var message = store.find(id.value()).orElseThrow();
        if (message.deliveryState() == DeliveryState.BOUNCED) {
            return;
        }
        delivery(id, DeliveryState.BOUNCED, detail);
        var row = conversationStore.lock(merges.root(message.conversation())).orElseThrow();
        var reopens = row.status() == Status.SOLVED || row.status() == Status.PENDING;
        conversations.write(row, rules.answered(row, reopens ? Status.OPEN : row.status()), Actor.SYSTEM);
        var told = new HashSet<UUID>();
        if (message.actor().kind() == Actor.Kind.AGENT && message.actor().id() != null) {
            told.add(message.actor().id());
        }
        if (row.assignee() != null) {
            told.add(row.assignee());
        }
        conversationStore.markUnread(row.id(), told);
    }

    /** Whom a message was sent to. */
    public record Recipients(List<Party> to, List<Party> cc, List<Party> bcc) {}

    @Transactional(readOnly = true)
    public Recipients recipients(MessageId id) {
        var recipients = store.find(id.value()).orElseThrow().recipients();
        return new Recipients(recipients.to(), recipients.cc(), recipients.bcc());
    }

    /** Where a mail of this sender stands that came to several of our mailboxes. */
    @Transactional(readOnly = true)
    public List<ConversationId> copies(String externalId, String sender) {
        return store.copies(externalId, Address.normalEmail(sender)).stream()
                .map(ConversationId::new)
                .toList();
    }

    /** Writes down why a message is still on its way. */
    public void stillSending(MessageId id, DeliveryDetail detail) {
        store.move(id.value(), Set.of(DeliveryState.SENDING), DeliveryState.SENDING, detail, null);
    }

    /** Messages of these inboxes that carry one of these external ids, oldest first. */
    @Transactional(readOnly = true)
    public List<Known> known(Collection<String> externalIds, Collection<UUID> inboxes) {
        return externalIds.isEmpty() ? List.of() : store.known(externalIds, inboxes);
    }

    /** Whether an earlier message of this address in the conversation was proven to be theirs. */
    @Transactional(readOnly = true)
    public boolean believedBefore(ConversationId conversation, String address) {
        return store.believedBefore(merges.family(conversation.value()), Address.normalEmail(address));
    }

    /** A message that an external id leads to, and where it stood before it was split off. */
    public record Known(
            MessageId message,
            ConversationId conversation,
            UUID inbox,
            String externalId,
            Direction direction,
            List<ConversationId> left) {}

    private void stateEvent(MessageStore.Row message, String kind, DeliveryState now, Actor actor) {
        var at = clock.instant();
        var sequence =
                conversationStore.nextSequence(message.conversation(), at).orElseThrow();
        var inbox = conversationStore
                .findAll(List.of(message.conversation()))
                .getFirst()
                .inbox();
        var old =
                message.deliveryState() == null ? null : message.deliveryState().wire();
        log.append(NewEvent.of("conversation", message.conversation(), sequence, kind, actor)
                .inInbox(inbox)
                .changing(Map.of("deliveryState", new Change(old, now.wire())))
                .ref("message", message.id()));
    }

    // --- reading

    @Transactional(readOnly = true)
    public Page<Message> list(
            ConversationId id, boolean newestFirst, @Nullable Integer limit, @Nullable String cursor, Viewer viewer) {
        conversations.get(id, viewer);
        var size = Page.limit(limit);
        var family = merges.family(id.value());
        if (family.size() > 1) {
            return listed(family, newestFirst, size, cursor);
        }
        var after = Cursor.decode(cursor, 1);
        var rows = store.list(id.value(), newestFirst, after == null ? null : after.number(0), size + 1);
        return new Page<>(
                views.of(rows.subList(0, Math.min(size, rows.size()))),
                Page.of(rows, size, row -> Cursor.of(row.sequence())).next());
    }

    /** What several conversations hold is read by its time: each has places of its own. */
    private Page<Message> listed(List<UUID> family, boolean newestFirst, int size, @Nullable String cursor) {
        var after = Cursor.decode(cursor, 2);
        var rows = store.listByTime(
                family,
                newestFirst,
                after == null ? null : after.instant(0),
                after == null ? null : after.uuid(1),
                size + 1);
        return new Page<>(
                views.of(rows.subList(0, Math.min(size, rows.size()))),
                Page.of(rows, size, row -> Cursor.of(row.createdAt(), row.id())).next());
    }

    @Transactional(readOnly = true)
    public Message get(MessageId id, Viewer viewer) {
        return views.of(List.of(visible(id, viewer))).getFirst();
    }

    /** Messages with this Message-ID, with or without angle brackets. */
    @Transactional(readOnly = true)
    public List<Message> byExternalId(String externalId, Viewer viewer) {
        viewer.require(Permission.CONVERSATION_READ);
        var bare = externalId.strip();
        if (bare.startsWith("<") && bare.endsWith(">")) {
            bare = bare.substring(1, bare.length() - 1);
        }
        return views.of(store.findByExternalId(bare, viewer.inboxArray(), Page.MAXIMUM_LIMIT));
    }

    /** A file of a message the viewer may see, with its content. */
    @Transactional(readOnly = true)
    public Outgoing.File file(UUID attachment, Viewer viewer) {
        viewer.require(Permission.CONVERSATION_READ);
        return store.attachment(attachment, viewer.inboxArray())
                .map(row ->
                        new Outgoing.File(row.fileName(), row.contentType(), row.contentId(), store.content(row.id())))
                .orElseThrow(() ->
                        Problem.notFound("attachment.not_found", "There is no such file, or you may not see it."));
    }

    private MessageStore.Row visible(MessageId id, Viewer viewer) {
        viewer.require(Permission.CONVERSATION_READ);
        return store.find(id.value())
                .filter(row -> conversationStore
                        .find(row.conversation(), viewer.inboxArray())
                        .isPresent())
                .orElseThrow(() ->
                        Problem.notFound("message.not_found", "There is no such message, or you may not see it."));
    }

    private static String domain(String address) {
        return address.substring(address.lastIndexOf('@') + 1);
    }
}
