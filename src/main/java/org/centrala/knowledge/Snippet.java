package org.centrala.knowledge;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A text that agents put into what they write, with {@code {{variables}}} that are filled where it is put.
 *
 * @param shortcut what is typed after {@code /} to find it
 * @param language of the customers it is for; absent: any
 * @param team whose members use it, when the scope is team
 * @param sequence counts its changes; its entity tag
 */
record Snippet(
        UUID id,
        String title,
        @Nullable String shortcut,
        @Nullable String language,
        Scope scope,
        @Nullable UUID team,
        String html,
        String text,
        List<File> files,
        long sequence,
        Instant updatedAt) {

    /** Whom it is for. */
    enum Scope {
        EVERYONE,
        TEAM,
        /** Its author alone. */
        PERSONAL;

        @JsonValue
        String wire() {
            return name().toLowerCase(Locale.ROOT);
        }

        @JsonCreator
        static Scope of(String wire) {
            return valueOf(wire.toUpperCase(Locale.ROOT));
        }
    }

    /** A file that comes along with it. */
    @Schema(name = "SnippetFile")
    record File(UUID id, String fileName, String contentType, long size, String url) {}

    /** What an author writes. */
    @Schema(name = "NewSnippet")
    record Wanted(
            String title,
            @Nullable String shortcut,
            @Nullable String language,
            Scope scope,
            @Nullable UUID team,
            @Nullable String html) {}
}
