package org.centrala.conversations;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An answer that is not sent yet and that colleagues look over, with what they say about it.
 *
 * @param agents who is asked by name, and by {@code teams}
 * @param changedBy who wrote the text as it is
 * @param version counts what is written and decided: the ETag
 */
public record DraftReview(
        UUID id,
        UUID conversation,
        UUID author,
        String text,
        @Nullable String html,
        State state,
        List<UUID> agents,
        List<UUID> teams,
        UUID changedBy,
        long version,
        Instant createdAt,
        Instant updatedAt,
        List<Comment> comments) {

    /** How far it is: asked for, approved as it is, or handed back to its author. */
    @Schema(name = "DraftReviewState")
    public enum State {
        asked,
        approved,
        returned
    }

    /** What somebody says about the draft. */
    @Schema(name = "DraftReviewComment")
    public record Comment(UUID id, UUID agent, String text, Instant at) {}
}
