package org.centrala.conversations;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.centrala.platform.Actor;
import org.jspecify.annotations.Nullable;

/**
 * One utterance in a conversation, as the API shows it.
 *
 * @param conversation the one it is shown in
 * @param origin the one it came by, when that was merged into the one it is shown in
 * @param sequence its place in the conversation that it came by
 * @param text the whole text; {@code visibleText} is the new part without quoted history
 * @param html sanitised; {@code cid:} references stay, {@code GET /messages/{id}/html} resolves them
 * @param messageId the Message-ID without angle brackets
 * @param sendAt until then a queued message can be taken back
 * @param forwardOf the message of the conversation that it passes on
 * @param automatic a machine wrote it
 * @param imported it was written before its mailbox was here
 * @param trust how far an arrived mail can be believed; none for what was written here
 * @param protection that it is signed or encrypted
 * @param invitation the appointment it brings
 * @param warnings words such as {@code mail.cutOff} for what of it could not be read
 */
public record Message(
        UUID id,
        UUID conversation,
        @Nullable Origin origin,
        long sequence,
        Direction direction,
        Audience audience,
        String channel,
        Author actor,
        @Nullable Party from,
        @Nullable String replyTo,
        List<Party> to,
        List<Party> cc,
        List<Party> bcc,
        @Nullable String subject,
        String text,
        String visibleText,
        @Nullable String html,
        List<Attachment> attachments,
        @Nullable DeliveryState deliveryState,
        @Nullable DeliveryDetail deliveryDetail,
        @Nullable String messageId,
        boolean automatic,
        boolean imported,
        @Nullable Trust trust,
        @Nullable UUID forwardOf,
        @Nullable Instant sendAt,
        Instant createdAt,
        Facts.@Nullable Protection protection,
        Facts.@Nullable Invitation invitation,
        List<String> warnings) {

    /** A merged conversation, where a message came by; {@code sequence} is where it joined the one it is shown in. */
    public record Origin(UUID conversation, long number, long sequence) {}

    /** Who wrote it, with the name to show. */
    public record Author(Actor.Kind kind, @Nullable UUID id, String name) {}

    /**
     * A file of the message; {@code url} is relative to the origin and takes the same key or cookie. One that is {@code
     * withheld} is not handed out: an antivirus found what is said there.
     */
    public record Attachment(
            UUID id,
            String fileName,
            String contentType,
            long size,
            @Nullable String contentId,
            String url,
            @Nullable String withheld) {}
}
