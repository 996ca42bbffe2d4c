package org.centrala.conversations;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.centrala.conversations.spi.MailboxDirectory;
import org.centrala.customers.Address;
import org.springframework.stereotype.Component;

/** Gathers all that a channel needs to render a message it has claimed. */
@Component
class OutgoingMessages {
    private static final int MOST_REFERENCES = 20;

    private final MessageStore store;
    private final MergeStore merges;
    private final ConversationStore conversationStore;
    private final MailboxDirectory mailboxes;

    OutgoingMessages(
            MessageStore store, MergeStore merges, ConversationStore conversationStore, MailboxDirectory mailboxes) {
        this.store = store;
        this.merges = merges;
        this.conversationStore = conversationStore;
        this.mailboxes = mailboxes;
    }

    Outgoing of(MessageStore.Row row) {
        var conversation =
                conversationStore.findAll(List.of(row.conversation())).getFirst();
        var mailbox = Objects.requireNonNull(mailboxes
                .byAddress(Objects.requireNonNull(row.from()).address())
                .or(() -> Optional.ofNullable(conversation.mailbox()).flatMap(mailboxes::mailbox))
                .map(MailboxDirectory.Mailbox::id)
                .orElse(conversation.mailbox()));
        var files = store.attachments(List.of(row.id())).getOrDefault(row.id(), List.of()).stream()
                .map(file -> new Outgoing.File(
                        file.fileName(), file.contentType(), file.contentId(), store.content(file.id())))
                .toList();
        var family = merges.family(merges.root(row.conversation()));
        var answered = row.quote()
                ? store.lastFrom(family, row, addresses(row.recipients()))
                        .filter(last -> last.from() != null)
                        .map(last -> new Outgoing.Answered(
                                Objects.requireNonNull(last.from()), last.createdAt(), last.text(), last.html()))
                        .orElse(null)
                : null;
        var forwarded = Optional.ofNullable(row.forwardOf())
                .flatMap(store::find)
                .filter(found -> found.from() != null)
                .map(found -> new Outgoing.Forwarded(
                        Objects.requireNonNull(found.from()),
                        found.createdAt(),
                        found.recipients().to(),
                        Objects.requireNonNullElse(found.subject(), ""),
                        found.text(),
                        found.html()))
                .orElse(null);
        return new Outgoing(
                new MessageId(row.id()),
                new ConversationId(row.conversation()),
                conversation.number(),
                conversation.inbox(),
                conversation.brand(),
                mailbox,
                Objects.requireNonNull(row.externalId()),
                row.actor(),
                row.from(),
                row.recipients().to(),
                row.recipients().cc(),
                row.recipients().bcc(),
                Objects.requireNonNullElse(row.subject(), ""),
                conversation.language(),
                row.text(),
                row.html(),
                files,
                store.externalIds(family, row, MOST_REFERENCES),
                answered,
                forwarded,
                row.signed(),
                row.createdAt());
    }

    /** What is quoted was written by one of those it goes to: what a supplier answered is not told to the customer. */
    private static List<String> addresses(MessageStore.Recipients recipients) {
        return Stream.concat(recipients.to().stream(), recipients.cc().stream())
                .map(party -> Address.normalEmail(party.address()))
                .toList();
    }
}
