package org.centrala.channels.email;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.centrala.channels.Outbox;
import org.centrala.platform.Actor;
import org.centrala.platform.CentralaSettings;
import org.centrala.platform.log.Event;
import org.centrala.platform.log.LogConsumer;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Follows the log: each queued message becomes a row of the outbox, due when it can no longer be taken back. */
@Component
class QueuedReplies implements LogConsumer.Reactor {
    private final OutboxStore store;
    private final Outbox outbox;
    private final CentralaSettings settings;
    private final Clock clock;

    QueuedReplies(OutboxStore store, Outbox outbox, CentralaSettings settings, Clock clock) {
        this.store = store;
        this.outbox = outbox;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "channels.email.outbox";
    }

    @Override
    public void take(List<Event> events) {
        boolean queued = false;
        for (var event : events) {
            if (event.kind().equals("message.queued")) {
                // what is queued again has been decided once: it leaves at once
                boolean again = event.changes().containsKey("deliveryState");
                boolean undoable = event.actor().kind() == Actor.Kind.AGENT && !again;
                var chosen = event.changes().get("sendAt");
                var due = chosen != null && chosen.now() != null
                        ? Instant.parse(chosen.now().toString())
                        : undoable ? event.at().plus(settings.undoSend()) : event.at();
                store.add(event.ref("message"), event.refs().get("mailbox"), due, clock.instant());
                queued = true;
            }
        }
        if (queued) {
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCommit() {
                    outbox.nudge();
                }
            });
        }
    }
}
