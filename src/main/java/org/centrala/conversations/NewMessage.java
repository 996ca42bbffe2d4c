package org.centrala.conversations;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A reply or note that somebody posts.
 *
 * @param html preferred to {@code text}, which is made of it when absent
 * @param to addresses; absent: the sender of the customer's last message
 * @param lastSeen the sequence of the conversation that the author had before their eyes
 * @param force send even though the customer has written since
 * @param status to set with it, e.g. {@code solved}
 * @param quote whether the history goes along; absent: yes
 * @param forward the message of the conversation that is passed on; it is quoted whole, with its files
 * @param forwardFiles whether its files go along; absent: yes
 * @param sendAt when it leaves, if later; until then it can be taken back
 * @param signature whether a signature is put under it; absent: yes
 * @param draftFiles files of the author's draft that go along
 */
public record NewMessage(
        @Nullable Audience audience,
        @Nullable String channel,
        @Nullable String text,
        @Nullable String html,
        @Nullable List<String> to,
        @Nullable List<String> cc,
        @Nullable List<String> bcc,
        @Nullable List<File> attachments,
        @Nullable Long lastSeen,
        @Nullable Boolean force,
        @Nullable Status status,
        @Nullable Boolean quote,
        @Nullable List<UUID> draftFiles,
        @Nullable UUID forward,
        @Nullable Boolean forwardFiles,
        @Nullable Instant sendAt,
        @Nullable Boolean signature) {

    /** A file to attach; {@code contentId} when the HTML shows it. */
    @Schema(name = "NewFile")
    public record File(
            String fileName,
            @Nullable String contentType,
            byte[] base64,
            @Nullable String contentId) {}

    List<UUID> filesOfDraft() {
        return draftFiles == null ? List.of() : draftFiles;
    }

    boolean forced() {
        return Boolean.TRUE.equals(force);
    }

    boolean toTeam() {
        return audience == Audience.TEAM;
    }
}
