package org.centrala.channels.email.parse;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** An e-mail address as a header names it, with the display name when there is one. */
public record MailAddress(String address, @Nullable String name) {
    public MailAddress {
        if (name != null && (name.isBlank() || name.equalsIgnoreCase(address))) {
            name = null;
        }
    }

    /** The form in which addresses are compared: lower case throughout. */
    public String canonical() {
        return address.toLowerCase(Locale.ROOT);
    }

    /** The part after the last {@code @}, lower case; empty when there is none. */
    public String domain() {
        int at = address.lastIndexOf('@');
        return at < 0 ? "" : address.substring(at + 1).toLowerCase(Locale.ROOT);
    }
}
