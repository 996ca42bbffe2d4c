package org.centrala.channels.email.trust;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A list of tags as DKIM, DMARC and ARC write it (RFC 6376, 3.2): {@code v=1; a=rsa-sha256; …}. */
record Tags(Map<String, String> values) {

    /** Null when it is none, or names a tag twice. */
    static @Nullable Tags of(String text) {
        var values = new LinkedHashMap<String, String>();
        for (var part : text.split(";", -1)) {
            if (part.isBlank()) {
                continue;
            }
            int equal = part.indexOf('=');
            if (equal < 0) {
                return null;
            }
            var name = part.substring(0, equal).strip();
            if (!name.matches("[A-Za-z][A-Za-z0-9_]*")
                    || values.put(name, part.substring(equal + 1).strip()) != null) {
                return null;
            }
        }
        return new Tags(values);
    }

    boolean has(String tag) {
        return values.containsKey(tag);
    }

    @Nullable
    String get(String tag) {
        return values.get(tag);
    }

    String get(String tag, String otherwise) {
        return values.getOrDefault(tag, otherwise);
    }

    /** A value in which white space says nothing, lower case. */
    String word(String tag, String otherwise) {
        return compact(tag).map(value -> value.toLowerCase(Locale.ROOT)).orElse(otherwise);
    }

    Optional<String> compact(String tag) {
        return Optional.ofNullable(values.get(tag)).map(value -> value.replaceAll("\\s+", ""));
    }

    /** A list with colons between its words, lower case. */
    List<String> list(String tag) {
        return compact(tag).stream()
                .flatMap(value -> Arrays.stream(value.toLowerCase(Locale.ROOT).split(":")))
                .filter(word -> !word.isEmpty())
                .toList();
    }
}
