package org.centrala.conversations;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.centrala.conversations.spi.MailboxDirectory;
import org.centrala.platform.Actor;
import org.centrala.platform.Ids;
import org.centrala.platform.log.EventLog;
import org.centrala.platform.log.NewEvent;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What the platform itself says to a customer: it leaves the status, the assignee and the preview as they are. */
@Service
@Transactional
public class AutomaticReplies {
    private final MessageStore store;
    private final ConversationStore conversationStore;
    private final MailboxDirectory mailboxes;
    private final EventLog log;
    private final Clock clock;

    AutomaticReplies(
            MessageStore store,
            ConversationStore conversationStore,
            MailboxDirectory mailboxes,
            EventLog log,
            Clock clock) {
        this.store = store;
        this.conversationStore = conversationStore;
        this.mailboxes = mailboxes;
        this.log = log;
        this.clock = clock;
    }

    /** The customer's message that opened a conversation, with what a reply by machine has to know. */
    public record Opening(
            MessageId message,
            ConversationId conversation,
            long number,
            String subject,
            UUID inbox,
            UUID brand,
            @Nullable String language,
            Party answerTo,
            Instant createdAt) {}

    /** What opened its conversation and may be answered by a machine: a person's mail that nothing speaks against. */
    @Transactional(readOnly = true)
    public Optional<Opening> opening(MessageId id) {
        return store.find(id.value())
                .filter(message ->
                        message.direction() == Direction.INBOUND && !message.automatic() && !message.imported())
                .filter(message -> message.trust() == null || message.trust().answerable())
                .filter(message -> message.from() != null)
                .filter(message -> store.list(message.conversation(), false, null, 1).stream()
                        .allMatch(first -> first.id().equals(message.id())))
                .flatMap(message -> conversationStore.findAll(List.of(message.conversation())).stream()
                        .filter(row -> !row.spam() && !row.tags().contains("suspicious"))
                        .map(row -> opening(message, row))
                        .findFirst());
    }

    private static Opening opening(MessageStore.Row message, ConversationStore.Row row) {
        var from = Objects.requireNonNull(message.from());
        return new Opening(
                new MessageId(message.id()),
                new ConversationId(row.id()),
                row.number(),
                row.subject(),
                row.inbox(),
                row.brand(),
                row.language(),
                message.replyTo() == null ? from : new Party(message.replyTo(), from.name()),
                message.createdAt());
    }

    /** Queues a reply by the platform; empty when the inbox has no mailbox to send it from. */
    public Optional<MessageId> send(Opening opening, String text) {
        var row = conversationStore
                .findAll(List.of(opening.conversation().value()))
                .getFirst();
        var mailbox =
                Optional.ofNullable(row.mailbox()).flatMap(mailboxes::mailbox).or(() -> mailboxes.mainOf(row.inbox()));
        if (mailbox.isEmpty()) {
            return Optional.empty();
        }
        var now = clock.instant();
        var id = Ids.next();
        var address = mailbox.get().address();
        var sequence = conversationStore.nextSequence(row.id(), now).orElseThrow();
        store.insertAll(List.of(new MessageStore.NewRow(
                new MessageStore.Row(
                        id,
                        row.id(),
                        sequence,
                        Direction.OUTBOUND,
                        Audience.CUSTOMER,
                        "email",
                        Actor.SYSTEM,
                        id + "@" + address.substring(address.lastIndexOf('@') + 1),
                        DeliveryState.QUEUED,
                        null,
                        true,
                        false,
                        now,
                        now,
                        new Party(address, mailbox.get().name()),
                        null,
                        new MessageStore.Recipients(List.of(opening.answerTo()), List.of(), List.of()),
                        row.subject(),
                        text,
                        text,
                        null,
                        false,
                        null,
                        null,
                        Facts.NONE,
                        true),
                List.of(),
                List.of())));
        log.append(NewEvent.of("conversation", row.id(), sequence, "message.queued", Actor.SYSTEM)
                .inInbox(row.inbox())
                .ref("message", id)
                .ref("mailbox", mailbox.get().id()));
        return Optional.of(new MessageId(id));
    }
}
