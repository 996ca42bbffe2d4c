package org.centrala.channels.email.parse;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A delivery report: what became of which recipient, and the id of the message it speaks of. */
public record DeliveryReport(
        List<DeliveryFailure> recipients, @Nullable String originalMessageId) {
    /** Whether it tells of a delivery that did not happen, rather than of a success or a delay. */
    public boolean failed() {
        return recipients.stream()
                .anyMatch(one -> one.kind().equals("permanent") || one.kind().equals("temporary"));
    }
}
