package org.centrala.conversations;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.centrala.platform.Actor;
import org.jspecify.annotations.Nullable;

/**
 * A message that its channel has just claimed for sending, with all it needs to render it.
 *
 * @param externalId its Message-ID without angle brackets, the same on each try
 * @param language of the conversation, if it is known
 * @param references the external ids of the conversation so far, oldest first
 * @param forwarded the message that it passes on, if it does
 * @param signed whether a signature is put under it
 * @param answered what the customer wrote last, to quote; absent when there is nothing or nothing shall be quoted
 */
public record Outgoing(
        MessageId id,
        ConversationId conversation,
        long number,
        UUID inbox,
        UUID brand,
        UUID mailbox,
        String externalId,
        Actor actor,
        Party from,
        List<Party> to,
        List<Party> cc,
        List<Party> bcc,
        String subject,
        @Nullable String language,
        String text,
        @Nullable String html,
        List<File> attachments,
        List<String> references,
        @Nullable Answered answered,
        @Nullable Forwarded forwarded,
        boolean signed,
        Instant createdAt) {

    /** A file of the message with its content. */
    public record File(
            String fileName, String contentType, @Nullable String contentId, byte[] content) {}

    /** The message that is passed on, whole. */
    public record Forwarded(
            Party from,
            Instant at,
            List<Party> to,
            String subject,
            String text,
            @Nullable String html) {}

    /** The message that is answered, for the quoted history. */
    public record Answered(
            Party from, Instant at, String text, @Nullable String html) {}
}
