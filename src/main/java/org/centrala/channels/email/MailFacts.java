package org.centrala.channels.email;

import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import org.centrala.channels.email.parse.Invitation;
import org.centrala.channels.email.parse.ParsedMail;
import org.centrala.channels.email.parse.Protection;
import org.centrala.conversations.Facts;
import org.centrala.conversations.Party;

/** Says in the words of conversations what was found about a mail beside its words. */
final class MailFacts {
    private MailFacts() {}

    static Facts of(ParsedMail mail) {
        var protection = mail.protection();
        var invitation = mail.invitation();
        return protection == null && invitation == null && mail.warnings().isEmpty()
                ? Facts.NONE
                : new Facts(
                        protection == null ? null : protection(protection),
                        invitation == null ? null : invitation(invitation),
                        mail.warnings());
    }

    private static Facts.Protection protection(Protection found) {
        return new Facts.Protection(
                switch (found.kind()) {
                    case SIGNED -> Facts.Protection.Kind.SIGNED;
                    case ENCRYPTED -> Facts.Protection.Kind.ENCRYPTED;
                },
                switch (found.format()) {
                    case SMIME -> Facts.Protection.Format.SMIME;
                    case PGP -> Facts.Protection.Format.PGP;
                },
                switch (found.signature()) {
                    case VALID -> Facts.Protection.Signature.VALID;
                    case INVALID -> Facts.Protection.Signature.INVALID;
                    case UNCHECKED -> Facts.Protection.Signature.UNCHECKED;
                },
                found.trusted(),
                found.signer());
    }

    private static Facts.Invitation invitation(Invitation found) {
        var organiser = found.organiser();
        var end = found.end();
        return new Facts.Invitation(
                found.method(),
                found.uid(),
                found.summary(),
                moment(found, found.start()),
                end == null ? null : moment(found, end),
                found.allDay(),
                found.timeZone(),
                found.location(),
                organiser == null ? null : new Party(organiser.address(), organiser.name()),
                found.recurrence(),
                found.sequence(),
                found.answer());
    }

    /** An hour without a zone means that hour on everybody's clock. */
    private static String moment(Invitation invitation, OffsetDateTime at) {
        if (invitation.allDay()) {
            return at.toLocalDate().toString();
        }
        return invitation.timeZone() == null
                ? DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(at)
                : DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(at);
    }
}
