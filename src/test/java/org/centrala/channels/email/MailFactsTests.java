package org.centrala.channels.email;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.centrala.channels.email.parse.MailParser;
import org.centrala.conversations.Facts;
import org.centrala.conversations.Facts.Protection.Format;
import org.centrala.conversations.Facts.Protection.Kind;
import org.centrala.conversations.Facts.Protection.Signature;
import org.centrala.conversations.Party;
import org.junit.jupiter.api.Test;

class MailFactsTests {
    private static Facts of(String name) {
        try (var mail =
                Objects.requireNonNull(MailFactsTests.class.getResourceAsStream("/mail/mime/" + name + ".eml"))) {
            return MailFacts.of(new MailParser().parse(mail));
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    private static Facts calendar(String method, String event) {
        return MailFacts.of(new MailParser()
                .parse(("From: a@customer.example\nContent-Type: text/calendar; method=" + method
                                + "\n\nBEGIN:VCALENDAR\nBEGIN:VEVENT\n" + event + "\nEND:VEVENT\nEND:VCALENDAR\n")
                        .getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void anOrdinaryMailHasNothingToSay() {
        assertThat(of("rfc6532")).isSameAs(Facts.NONE);
    }

    @Test
    void aSignatureAndACipherAreTold() {
        assertThat(of("smime-signed").protection())
                .isEqualTo(new Facts.Protection(
                        Kind.SIGNED, Format.SMIME, Signature.VALID, false, "zofia@customer.example"));
        assertThat(Objects.requireNonNull(of("smime-tampered").protection()).signature())
                .isEqualTo(Signature.INVALID);
        assertThat(of("smime-encrypted").protection())
                .isEqualTo(new Facts.Protection(Kind.ENCRYPTED, Format.SMIME, Signature.UNCHECKED, false, null));
        assertThat(of("pgp-mime-encrypted").protection())
                .isEqualTo(new Facts.Protection(Kind.ENCRYPTED, Format.PGP, Signature.UNCHECKED, false, null));
    }

    @Test
    void whatIsNotWholeIsTold() {
        assertThat(of("cut-off").warnings()).isEqualTo(List.of("mail.cutOff"));
    }

    @Test
    void anAppointmentHasItsTimesAsTheyWereMeant() {
        var invited = Objects.requireNonNull(of("invitation-outlook").invitation());
        assertThat(invited.start()).isEqualTo("2026-11-25T10:00:00+01:00");
        assertThat(invited.end()).isEqualTo("2026-11-25T11:30:00+01:00");
        assertThat(invited.timeZone()).isEqualTo("Europe/Warsaw");
        assertThat(invited.organiser()).isEqualTo(new Party("zofia@customer.example", "Lis, Zofia"));

        var days = Objects.requireNonNull(of("invitation-all-day").invitation());
        assertThat(days.start()).isEqualTo("2026-12-24");
        assertThat(days.end()).isEqualTo("2026-12-27");

        var floating = Objects.requireNonNull(calendar("REQUEST", "SUMMARY:Call\nDTSTART:20261125T100000\nSEQUENCE:2")
                .invitation());
        assertThat(floating.start()).isEqualTo("2026-11-25T10:00:00");
        assertThat(floating.sequence()).isEqualTo(2);
    }

    @Test
    void whatBecameOfAnAppointmentIsTold() {
        var reply = Objects.requireNonNull(
                calendar("REPLY", "DTSTART:20261125T100000Z\nATTENDEE;PARTSTAT=DECLINED:mailto:a@customer.example")
                        .invitation());
        assertThat(reply.method()).isEqualTo("REPLY");
        assertThat(reply.answer()).isEqualTo("DECLINED");
        var cancelled = Objects.requireNonNull(calendar("REQUEST", "DTSTART:20261125T100000Z\nSTATUS:CANCELLED")
                .invitation());
        assertThat(cancelled.method()).isEqualTo("CANCEL");
    }
}
