package org.centrala.platform.web;

import org.jspecify.annotations.Nullable;

/** Entity tags (RFC 9110) of things whose changes are counted: the count in quotes. */
public final class EntityTags {
    private EntityTags() {}

    public static String of(long sequence) {
        return "\"" + sequence + "\"";
    }

    /** The count in an {@code If-Match}, strong or weak; absent and {@code *} mean whatever it is now. */
    public static @Nullable Long sequence(@Nullable String ifMatch) {
        if (ifMatch == null || ifMatch.isBlank() || ifMatch.strip().equals("*")) {
            return null;
        }
        var digits = ifMatch.strip().replaceFirst("^(W/)?\"?([0-9]{1,18})\"?$", "$2");
        if (!digits.matches("[0-9]{1,18}")) {
            throw Problem.invalid("If-Match", "is not an ETag of this, e.g. \"7\"");
        }
        return Long.parseLong(digits);
    }
}
