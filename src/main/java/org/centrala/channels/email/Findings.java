package org.centrala.channels.email;

import java.util.Collections;
import java.util.List;
import org.centrala.conversations.Trust;
import org.jspecify.annotations.Nullable;

/**
 * What was found out about a mail by asking others, before the database is asked.
 *
 * @param junk whether a server of ours says that nobody wants it
 * @param withheld for each attachment what an antivirus found in it
 */
record Findings(Trust trust, boolean junk, List<@Nullable String> withheld) {

    static Findings nothing(int attachments) {
        return new Findings(Trust.NONE, false, Collections.nCopies(attachments, null));
    }
}
