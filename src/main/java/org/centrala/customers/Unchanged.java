package org.centrala.customers;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.centrala.platform.log.EventLog;
import org.centrala.platform.web.Problem;
import org.jspecify.annotations.Nullable;

/** Two people who change different fields of one thing both succeed; of the same field the second is told. */
final class Unchanged {
    private Unchanged() {}

    /** @param wanted the fields that are about to be changed by somebody who saw the thing at {@code ifMatch} */
    static void require(
            EventLog log, String thing, UUID id, long sequence, @Nullable Long ifMatch, Set<String> wanted) {
        if (ifMatch == null || ifMatch == sequence) {
            return;
        }
        var changed = new HashSet<String>();
        log.stream(id, ifMatch).forEach(event -> changed.addAll(event.changes().keySet()));
        changed.retainAll(wanted);
        if (!changed.isEmpty() || ifMatch > sequence) {
            throw Problem.preconditionFailed(
                    thing + ".conflict",
                    "Somebody else has changed the same since.",
                    Map.of("sequence", sequence, "fields", List.copyOf(changed)));
        }
    }
}
