package org.centrala.channels.email;

import org.centrala.channels.email.Threading.Place;
import org.centrala.conversations.ConversationId;
import org.centrala.conversations.Messages;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Keeps whoever may not be who they say out of conversations (ADR 0027): their mail opens one of its own, marked, where
 * an agent finds no history to quote from and decides.
 */
@Component
class Forgeries {
    private final Messages messages;

    Forgeries(Messages messages) {
        this.messages = messages;
    }

    /**
     * The place of a mail, or a new one when its sender cannot be believed.
     *
     * @param speaker who is taken for its author
     */
    Place hold(ReadMail read, String speaker, Place place) {
        var conversation = place.conversation();
        if (conversation == null) {
            return place;
        }
        var reason = reason(read, speaker, conversation);
        return reason == null ? place : Place.apart(conversation, reason, true);
    }

    private @Nullable String reason(ReadMail read, String speaker, ConversationId conversation) {
        var trust = read.findings().trust();
        var from = read.mail().from();
        return switch (trust.verdict()) {
            case FAIL -> "forged.dmarc";
            case NEUTRAL ->
                from != null && !from.address().equalsIgnoreCase(speaker)
                        ? "forged.form"
                        : messages.believedBefore(conversation, speaker) ? "forged.unaligned" : null;
            case NONE, PASS, TEMPERROR -> null;
        };
    }
}
