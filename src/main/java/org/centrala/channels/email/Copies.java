package org.centrala.channels.email;

import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import org.centrala.channels.email.InboundStore.Waiting;
import org.centrala.conversations.Bonds;
import org.centrala.conversations.ConversationId;
import org.centrala.conversations.Messages;
import org.centrala.platform.Actor;
import org.springframework.stereotype.Component;

/** One mail that came to several of our mailboxes: each has its conversation, and these are linked. */
@Component
class Copies {
    private final InboundStore store;
    private final Messages messages;
    private final Bonds bonds;

    Copies(InboundStore store, Messages messages, Bonds bonds) {
        this.store = store;
        this.messages = messages;
        this.bonds = bonds;
    }

    /** Lets copies of one mail pass one after the other, also when several workers take them: the later one links. */
    void queue(Collection<Waiting> arrivals) {
        var ids = new TreeSet<String>();
        for (var arrival : arrivals) {
            if (arrival.copied() && arrival.messageId() != null) {
                ids.add(arrival.messageId());
            }
        }
        if (!ids.isEmpty()) {
            store.lockCopies(List.copyOf(ids));
        }
    }

    void link(Waiting arrival, String sender, ConversationId conversation) {
        if (arrival.copied() && arrival.messageId() != null) {
            for (var other : messages.copies(arrival.messageId(), sender)) {
                if (!other.equals(conversation)) {
                    bonds.relate(conversation, other, Actor.SYSTEM);
                }
            }
        }
    }
}
