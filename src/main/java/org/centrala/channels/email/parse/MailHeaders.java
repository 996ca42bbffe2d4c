package org.centrala.channels.email.parse;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Header fields in the order of the mail: names lower case, values unfolded but still encoded. */
public final class MailHeaders {
    private record Entry(String name, String value) {}

    private final List<Entry> entries = new ArrayList<>();

    void add(String name, String value) {
        entries.add(new Entry(name.toLowerCase(Locale.ROOT), value));
    }

    /** The first field of that name, unfolded; null when absent. */
    public @Nullable String first(String name) {
        for (var entry : entries) {
            if (entry.name.equalsIgnoreCase(name)) {
                return entry.value;
            }
        }
        return null;
    }

    /** The last field of that name, unfolded: where a part declares its type twice, later software added the last one. */
    @Nullable
    String last(String name) {
        var found = all(name);
        return found.isEmpty() ? null : found.getLast();
    }

    /** The first field of that name with encoded words decoded; empty when absent. */
    public String text(String name) {
        var value = first(name);
        return value == null ? "" : Text.line(EncodedWords.decode(value));
    }

    public List<String> all(String name) {
        var found = new ArrayList<String>();
        for (var entry : entries) {
            if (entry.name.equalsIgnoreCase(name)) {
                found.add(entry.value);
            }
        }
        return found;
    }

    public boolean has(String name) {
        return first(name) != null;
    }

    public boolean isEmpty() {
        return entries.isEmpty();
    }
}
