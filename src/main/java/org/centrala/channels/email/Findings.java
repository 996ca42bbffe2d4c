package org.centrala.channels.email;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.centrala.conversations.Trust;
import org.centrala.conversations.Trust.Warning;
import org.jspecify.annotations.Nullable;

/**
 * What was found out about a mail by asking others, before the database is asked.
 *
 * @param junk whether a server of ours says that nobody wants it
 * @param withheld for each attachment what an antivirus found in it
 */
record Findings(Trust trust, boolean junk, List<@Nullable String> withheld) {

    private static final int MOST_LINKS = 10;

    /** With links that show one address and lead to another. */
    Findings withLinks(Set<String> targets) {
        if (targets.isEmpty()) {
            return this;
        }
        var warnings = new ArrayList<>(trust.warnings());
        targets.stream().limit(MOST_LINKS).forEach(target -> warnings.add(new Warning("link", target)));
        return new Findings(trust.with(warnings), junk, withheld);
    }
}
