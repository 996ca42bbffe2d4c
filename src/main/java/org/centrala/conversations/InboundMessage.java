package org.centrala.conversations;

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
 * @param automatic a machine wrote it: it is appended without reopening anything
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
        boolean automatic) {}
