package org.centrala.channels.email;

import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
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
import org.jspecify.annotations.Nullable;
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
    public Outcome post(Letter letter) {
        var mailbox = mailbox();
        if (mailbox.isEmpty()) {
            return Outcome.LATER;
        }
        var row = mailbox.get();
        try {
            var server = Submission.Server.of(Objects.requireNonNull(row.smtp()), secrets);
            return switch (submission.send(server, row.address(), List.of(letter.to()), mail(row, letter))) {
                case Submission.Result.Sent sent -> Outcome.TAKEN;
                case Submission.Result.Refused refused -> Outcome.REFUSED;
                case Submission.Result.TryAgain later -> Outcome.LATER;
            };
        } catch (MessagingException | IOException | RuntimeException failure) {
            log.warn("Mailbox {} cannot send a letter: {}", row.id(), failure.toString());
            return Outcome.LATER;
        }
    }

    private Optional<MailboxStore.Row> mailbox() {
        return mailboxes.all().stream()
                .filter(row -> row.smtp() != null)
                .min(Comparator.comparing(row -> row.outgoingState().equals("failing")));
    }

    private byte[] mail(MailboxStore.Row row, Letter letter) throws MessagingException, IOException {
        var mail = new Named(letter.id() == null ? null : letter.id() + "@" + domain(row.address()));
        mail.setFrom(new InternetAddress(Submission.wire(row.address()), row.name(), "UTF-8"));
        mail.setRecipient(RecipientType.TO, new InternetAddress(Submission.wire(letter.to()), false));
        mail.setSubject(letter.subject(), "UTF-8");
        mail.setSentDate(Date.from(clock.instant()));
        mail.setHeader(OwnMail.HEADER, ownMail.mark());
        mail.setHeader("Auto-Submitted", "auto-generated");
        if (letter.unsubscribe() != null) {
            mail.setHeader("List-Unsubscribe", "<" + letter.unsubscribe() + ">");
            mail.setHeader("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
        }
        if (letter.html() == null) {
            mail.setText(letter.text(), "UTF-8");
        } else {
            mail.setContent(
                    new MimeMultipart("alternative", part(letter.text(), "plain"), part(letter.html(), "html")));
        }
        mail.saveChanges();
        var bytes = new ByteArrayOutputStream();
        mail.writeTo(bytes);
        return bytes.toByteArray();
    }

    private static MimeBodyPart part(String text, String subtype) throws MessagingException {
        var part = new MimeBodyPart();
        part.setText(text, "UTF-8", subtype);
        part.setHeader("Content-Transfer-Encoding", "quoted-printable");
        return part;
    }

    private static String domain(String address) {
        return Submission.wire(address).substring(address.lastIndexOf('@') + 1);
    }

    /** A mail that keeps its name whenever it is made again. */
    private static final class Named extends MimeMessage {
        private final @Nullable String id;

        Named(@Nullable String id) {
            super(Session.getInstance(new Properties()));
            this.id = id;
        }

        @Override
        protected void updateMessageID() throws MessagingException {
            if (id == null) {
                super.updateMessageID();
            } else {
                setHeader("Message-ID", "<" + id + ">");
            }
        }
    }
}
