package org.centrala.platform.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The key of the last row of a page, opaque to whoever carries it back. */
public record Cursor(List<String> parts) {
    private static final String SEPARATOR = "\u001f";

    public Cursor {
        parts = List.copyOf(parts);
    }

    public static Cursor of(Object... parts) {
        return new Cursor(Stream.of(parts).map(Object::toString).toList());
    }

    /** Reads a cursor of so many parts; null stays null, anything that we did not make is a problem. */
    public static @Nullable Cursor decode(@Nullable String encoded, int size) {
        if (encoded == null || encoded.isEmpty()) {
            return null;
        }
        try {
            var text = new String(Base64.getUrlDecoder().decode(encoded), UTF_8);
            var cursor = new Cursor(List.of(text.split(SEPARATOR, -1)));
            if (cursor.parts().size() == size) {
                return cursor;
            }
        } catch (IllegalArgumentException e) {
            // answered below, like a cursor of another list
        }
        throw bad();
    }

    public String encode() {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(String.join(SEPARATOR, parts).getBytes(UTF_8));
    }

    public String text(int index) {
        return parts.get(index);
    }

    public long number(int index) {
        return read(index, Long::parseLong);
    }

    public UUID uuid(int index) {
        return read(index, UUID::fromString);
    }

    public Instant instant(int index) {
        return read(index, Instant::parse);
    }

    private <T> T read(int index, Function<String, T> reader) {
        try {
            return reader.apply(parts.get(index));
        } catch (RuntimeException e) {
            throw bad();
        }
    }

    private static Problem bad() {
        return Problem.invalid("cursor", "is not a cursor of this list");
    }
}
