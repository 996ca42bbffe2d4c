package org.centrala.channels.email;

import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Clock;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import org.centrala.access.spi.PostOffice;
import org.centrala.platform.Secrets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Sends letters to people inside from the first mailbox that can send, those that work before those with trouble. */
@Component
class EmailPostOffice implements PostOffice {
    private static final Logger log = LoggerFactory.getLogger(EmailPostOffice.class);

    private final MailboxCache mailboxes;
    private final Submission submission;
    private final OwnMail ownMail;
    private final Secrets secrets;
    private final Clock clock;

    EmailPostOffice(MailboxCache mailboxes, Submission submission, OwnMail ownMail, Secrets secrets, Clock clock) {
        this.mailboxes = mailboxes;
        this.submission = submission;
        this.ownMail = ownMail;
        this.secrets = secrets;
        this.clock = clock;
    }

    @Override
    public Optional<String> sender() {
        return mailbox().map(MailboxStore.Row::address);
    }

    @Override
    public boolean send(Letter letter) {
        var mailbox = mailbox();
        if (mailbox.isEmpty()) {
            return false;
        }
        var row = mailbox.get();
        try {
            var server = Submission.Server.of(Objects.requireNonNull(row.smtp()), secrets);
            return submission.send(server, row.address(), List.of(letter.to()), mail(row, letter))
                    instanceof Submission.Result.Sent;
        } catch (MessagingException | IOException | RuntimeException failure) {
            log.warn("Mailbox {} cannot send a letter: {}", row.id(), failure.toString());
            return false;
        }
    }

    private Optional<MailboxStore.Row> mailbox() {
        return mailboxes.all().stream()
                .filter(row -> row.smtp() != null)
                .min(Comparator.comparing(row -> row.outgoingState().equals("failing")));
    }

    private byte[] mail(MailboxStore.Row row, Letter letter) throws MessagingException, IOException {
        var mail = new MimeMessage(Session.getInstance(new Properties()));
        mail.setFrom(new InternetAddress(Submission.wire(row.address()), row.name(), "UTF-8"));
        mail.setRecipient(RecipientType.TO, new InternetAddress(Submission.wire(letter.to()), false));
        mail.setSubject(letter.subject(), "UTF-8");
        mail.setSentDate(Date.from(clock.instant()));
        mail.setHeader(OwnMail.HEADER, ownMail.mark());
        mail.setHeader("Auto-Submitted", "auto-generated");
        mail.setText(letter.text(), "UTF-8");
        mail.saveChanges();
        var bytes = new ByteArrayOutputStream();
        mail.writeTo(bytes);
        return bytes.toByteArray();
    }
}
