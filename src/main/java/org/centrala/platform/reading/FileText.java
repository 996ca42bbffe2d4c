package org.centrala.platform.reading;

import java.util.Locale;

/** What became of a file that was to be read. */
public sealed interface FileText {

    /**
     * Its words; none when it has none, such as a scanned page.
     *
     * @param cut whether there were more than are kept
     */
    record Words(String text, boolean cut) implements FileText {}

    /** That it cannot be read, now or later. */
    record Unreadable(Reason reason) implements FileText {}

    /** Why a file cannot be read. */
    enum Reason {
        /** It wants a password. */
        ENCRYPTED,
        /** It is damaged, or not what its name says. */
        BROKEN,
        /** It unpacks to more than anybody writes. */
        BOMB,
        /** It took longer than a file may. */
        TOO_SLOW,
        /** It needed more memory than a file may, or broke its reader otherwise. */
        CRASHED;

        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
