package org.centrala.conversations;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.centrala.access.Agents;
import org.centrala.customers.Address;
import org.centrala.platform.Actor;
import org.centrala.platform.Ids;
import org.centrala.platform.log.EventLog;
import org.centrala.platform.log.NewEvent;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Answers that our own people gave outside the workspace: they appear in the conversation and are never sent again. */
@Service
@Transactional
public class SentElsewhere {
    private final MessageStore store;
    private final MergeStore merges;
    private final ConversationStore conversationStore;
    private final ChangeRules rules;
    private final Agents agents;
    private final Composition composition;
    private final EventLog log;
    private final Clock clock;

    SentElsewhere(
            MessageStore store,
            MergeStore merges,
            ConversationStore conversationStore,
            ChangeRules rules,
            Agents agents,
            Composition composition,
            EventLog log,
            Clock clock) {
        this.store = store;
        this.merges = merges;
        this.conversationStore = conversationStore;
        this.rules = rules;
        this.agents = agents;
        this.composition = composition;
        this.log = log;
        this.clock = clock;
    }

    /**
     * A message that left by another way.
     *
     * @param imported when it was written, if that was before its mailbox was here
     */
    public record Sent(
            ConversationId conversation,
            UUID mailbox,
            String channel,
            @Nullable String externalId,
            Party from,
            List<Party> to,
            List<Party> cc,
            @Nullable String subject,
            String text,
            String visibleText,
            @Nullable String html,
            List<NewAttachment> attachments,
            @Nullable Instant imported,
            Facts facts) {}

    /** Appends it in the caller's transaction. Who answers what was new has opened it, as if they had done so here. */
    public MessageId append(Sent sent) {
        var row = conversationStore
                .lock(merges.root(sent.conversation().value()))
                .orElseThrow(() -> new IllegalArgumentException("no conversation " + sent.conversation()));
        var agent = agents.findByEmail(Address.normalEmail(sent.from().address()));
        var actor = agent.map(found -> Actor.agent(found.id())).orElseGet(() -> Actor.integration(sent.mailbox()));
        var at = sent.imported() == null ? clock.instant() : sent.imported();
        var sequence = row.sequence() + 1;
        var changed = rules.moved(row, row.status() == Status.NEW ? Status.OPEN : row.status(), row.assignee());
        if (!changed.changes().isEmpty()) {
            conversationStore.update(changed.row(sequence, clock.instant()));
        }
        var id = Ids.next();
        store.insertAll(List.of(new MessageStore.NewRow(
                message(sent, row.id(), id, sequence, actor, at), participants(sent), sent.attachments())));
        conversationStore.spoken(List.of(new ConversationStore.Spoken(
                row.id(),
                sequence,
                Direction.OUTBOUND,
                sent.channel(),
                actor,
                Composition.preview(sent.visibleText()),
                at)));
        log.append(NewEvent.of("conversation", row.id(), sequence, "message.sentElsewhere", actor)
                .inInbox(row.inbox())
                .changing(changed.changes())
                .ref("message", id)
                .ref("mailbox", sent.mailbox()));
        return new MessageId(id);
    }

    private static MessageStore.Row message(
            Sent sent, UUID conversation, UUID id, long sequence, Actor actor, Instant at) {
        return new MessageStore.Row(
                id,
                conversation,
                sequence,
                Direction.OUTBOUND,
                Audience.CUSTOMER,
                sent.channel(),
                actor,
                sent.externalId(),
                DeliveryState.SENT,
                null,
                false,
                sent.imported() != null,
                null,
                at,
                sent.from(),
                null,
                new MessageStore.Recipients(sent.to(), sent.cc(), List.of()),
                sent.subject(),
                sent.text(),
                sent.visibleText(),
                sent.html(),
                false,
                null,
                null,
                sent.facts(),
                true);
    }

    private List<Party> participants(Sent sent) {
        var parties = new ArrayList<>(sent.to());
        parties.addAll(sent.cc());
        return composition.outside(parties);
    }
}
