package org.centrala.conversations;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.centrala.customers.CustomerId;
import org.jspecify.annotations.Nullable;

/**
 * What a channel hands over when a customer has written: already read, cleaned and attributed.
 *
 * @param conversation the conversation it answers, or none when it opens one
 * @param externalId the channel's own name of the message, for e-mail its Message-ID without angle brackets
 * @param visibleText the new part, without quoted history
 * @param html sanitised, with {@code cid:} references left in
 * @param automatic a machine answered: it is appended without reopening anything, and what it opens is marked
 * @param bulk it went to many: what it opens is marked
 * @param trust how far it can be believed
 * @param held it would have joined a conversation if its sender could be believed: what it opens is marked
 * @param junk a server of ours says that nobody wants it
 * @param imported when it was written, if that was before its mailbox was here: nobody is told of it, and nothing answers it
 * @param facts what is to be known of it beside its words
 * @param possible the conversation that it names and did not join
 * @param offered who may have written what one of us passes on
 */
public record InboundMessage(
        UUID inbox,
        @Nullable UUID mailbox,
        String channel,
        @Nullable ConversationId conversation,
        CustomerId customer,
        @Nullable String externalId,
        Party from,
        @Nullable String replyTo,
        List<Party> to,
        List<Party> cc,
        @Nullable String subject,
        String text,
        String visibleText,
        @Nullable String html,
        List<NewAttachment> attachments,
        boolean automatic,
        boolean bulk,
        Trust trust,
        boolean held,
        boolean junk,
        @Nullable Instant imported,
        Facts facts,
        @Nullable Possible possible,
        @Nullable Party offered) {

    /** A conversation that a message names but did not join, and why: an agent decides. */
    public record Possible(ConversationId conversation, String reason) {}

    /** One of now that nobody has looked at. */
    public InboundMessage(
            UUID inbox,
            @Nullable UUID mailbox,
            String channel,
            @Nullable ConversationId conversation,
            CustomerId customer,
            @Nullable String externalId,
            Party from,
            @Nullable String replyTo,
            List<Party> to,
            List<Party> cc,
            @Nullable String subject,
            String text,
            String visibleText,
            @Nullable String html,
            List<NewAttachment> attachments,
            boolean automatic) {
        this(
                inbox,
                mailbox,
                channel,
                conversation,
                customer,
                externalId,
                from,
                replyTo,
                to,
                cc,
                subject,
                text,
                visibleText,
                html,
                attachments,
                automatic,
                false,
                Trust.NONE,
                false,
                false,
                null,
                Facts.NONE,
                null,
                null);
    }
}
