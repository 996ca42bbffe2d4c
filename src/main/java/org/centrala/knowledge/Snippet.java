package org.centrala.knowledge;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.centrala.access.Sharing;
import org.jspecify.annotations.Nullable;

/**
 * A text that agents put into what they write, with {@code {{variables}}} that are filled where it is put.
 *
 * @param shortcut what is typed after {@code /} to find it
 * @param language of the customers it is for; absent: any
 * @param team whose members use it, when the scope is team
 * @param sequence counts its changes; its entity tag
 */
public record Snippet(
        UUID id,
        String title,
        @Nullable String shortcut,
        @Nullable String language,
        Sharing.Scope scope,
        @Nullable UUID team,
        String html,
        String text,
        List<File> files,
        long sequence,
        Instant updatedAt) {

    /** A file that comes along with it. */
    @Schema(name = "SnippetFile")
    public record File(UUID id, String fileName, String contentType, long size, String url) {}

    /** What an author writes. */
    @Schema(name = "NewSnippet")
    public record Wanted(
            String title,
            @Nullable String shortcut,
            @Nullable String language,
            Sharing.@Nullable Scope scope,
            @Nullable UUID team,
            @Nullable String html) {}
}
