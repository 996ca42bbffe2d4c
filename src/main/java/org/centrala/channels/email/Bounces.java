package org.centrala.channels.email;

import static java.util.stream.Collectors.toSet;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.centrala.channels.email.InboundStore.Decision;
import org.centrala.channels.email.InboundStore.Waiting;
import org.centrala.channels.email.parse.DeliveryFailure;
import org.centrala.channels.email.parse.DeliveryReport;
import org.centrala.conversations.DeliveryDetail;
import org.centrala.conversations.DeliveryState;
import org.centrala.conversations.Direction;
import org.centrala.conversations.Messages;
import org.centrala.conversations.Party;
import org.centrala.conversations.Trust;
import org.centrala.customers.Address;
import org.centrala.customers.Customers;
import org.centrala.platform.Actor;
import org.springframework.stereotype.Component;

/**
 * What delivery reports do (ADR 0042): the message they speak of has come back, and an address that is dead is marked.
 * A report proves itself by what only somebody who handled the message knows: its Message-ID, which nobody guesses, and
 * a recipient that it was sent to. Anything less is recorded and believed of nothing.
 */
@Component
class Bounces {
    private final Messages messages;
    private final Customers customers;

    Bounces(Messages messages, Customers customers) {
        this.messages = messages;
        this.customers = customers;
    }

    Decision decide(Waiting waiting, DeliveryReport report, Trust trust) {
        var original = report.originalMessageId() == null
                ? null
                : messages.known(List.of(report.originalMessageId()), Set.of(waiting.inbox())).stream()
                        .filter(known -> known.direction() == Direction.OUTBOUND)
                        .findFirst()
                        .orElse(null);
        if (original != null && trust.verdict() != Trust.Verdict.FAIL) {
            tell(original, report);
        }
        return new Decision(
                waiting.id(),
                "bounce",
                report.recipients().getFirst().reason(),
                original == null ? null : original.conversation().value(),
                original == null ? null : original.message().value(),
                report.recipients().stream().map(InboundRecord.Bounce::of).toList(),
                null,
                false);
    }

    private void tell(Messages.Known original, DeliveryReport report) {
        var recipients = messages.recipients(original.message());
        var sentTo = Stream.of(recipients.to(), recipients.cc(), recipients.bcc())
                .flatMap(List::stream)
                .map(Party::address)
                .map(Address::normalEmail)
                .collect(toSet());
        var failed = report.failed();
        for (var one : report.recipients()) {
            // A mail that its only recipient lets pass on comes back from an address that we do not know.
            var proven = sentTo.contains(Address.normalEmail(one.recipient()));
            if (failed
                    && isFailure(one)
                    && (proven || sentTo.size() == 1 || one.recipient().isBlank())) {
                messages.bounced(original.message(), detail(one));
            } else if (!failed && proven && one.kind().equals("delivered")) {
                messages.delivery(original.message(), DeliveryState.DELIVERED, null);
            }
            if (proven && one.hard() && one.kind().equals("permanent")) {
                customers.undeliverable(one.recipient(), one.dsn() == null ? one.smtpCode() : one.dsn(), Actor.SYSTEM);
            }
        }
    }

    private static boolean isFailure(DeliveryFailure one) {
        return one.kind().equals("permanent") || one.kind().equals("temporary");
    }

    private static DeliveryDetail detail(DeliveryFailure failure) {
        return new DeliveryDetail(
                failure.kind(),
                failure.hard(),
                failure.diagnostic() == null ? failure.reason() : failure.reason() + ": " + failure.diagnostic(),
                failure.smtpCode() == null ? null : Integer.valueOf(failure.smtpCode()),
                failure.dsn(),
                failure.recipient());
    }
}
