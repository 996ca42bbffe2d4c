package org.centrala.access;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A shop as its customers know it.
 *
 * @param language its own; used wherever a customer's is not known or not spoken
 * @param signature closes its mail in the languages that have no signature of their own
 * @param languages in which it speaks with customers, its own among them
 * @param signatures by language; only those that say something
 * @param accent the colour of its mark as #rrggbb; null for the colour of the product
 * @param logo names the version of its picture; null while there is none
 * @param archivedAt since when nothing new can belong to it
 */
public record Brand(
        UUID id,
        String name,
        @Schema(allowableValues = {"en", "pl", "sl"}) String language,
        String signature,
        List<String> languages,
        Map<String, String> signatures,
        @Schema(pattern = "^#[0-9a-f]{6}$") @Nullable String accent,
        @Nullable String logo,
        @Nullable Instant archivedAt) {

    /** The language to speak with somebody whose own is known, or not. */
    public String speaks(@Nullable String theirs) {
        if (theirs == null) {
            return language;
        }
        var wanted = theirs.toLowerCase(Locale.ROOT);
        return languages.stream().filter(wanted::startsWith).findFirst().orElse(language);
    }

    /** What closes mail to somebody who speaks this language. */
    public String signature(@Nullable String theirs) {
        return signatures.getOrDefault(speaks(theirs), signature);
    }
}
