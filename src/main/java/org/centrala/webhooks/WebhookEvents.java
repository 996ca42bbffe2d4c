package org.centrala.webhooks;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import org.centrala.platform.Ids;
import org.centrala.platform.log.Event;
import org.centrala.platform.log.LogConsumer;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import tools.jackson.databind.json.JsonMapper;

/** Follows the log: what a webhook asked for becomes a row in the transaction that moves the place in the log. */
@Component
class WebhookEvents implements LogConsumer.Reactor {
    private final WebhookStore store;
    private final WebhookSender sender;
    private final JsonMapper json;
    private final Clock clock;

    WebhookEvents(WebhookStore store, WebhookSender sender, JsonMapper json, Clock clock) {
        this.store = store;
        this.sender = sender;
        this.json = json;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "webhooks.deliveries";
    }

    @Override
    public void take(List<Event> events) {
        var listening = store.listening();
        boolean added = false;
        for (var event : events) {
            for (var hook : listening) {
                if (hook.kinds().contains(event.kind()) && Webhooks.KINDS.contains(event.kind())) {
                    store.add(Ids.next(), hook.id(), event.id(), event.kind(), body(event), clock.instant());
                    added = true;
                }
            }
        }
        if (added) {
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCommit() {
                    sender.nudge();
                }
            });
        }
    }

    private String body(Event event) {
        var body = new LinkedHashMap<String, Object>();
        body.put("type", event.kind());
        body.put("timestamp", event.at());
        body.put("data", event);
        return json.writeValueAsString(body);
    }
}
