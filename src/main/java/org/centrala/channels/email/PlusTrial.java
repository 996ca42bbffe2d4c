package org.centrala.channels.email;

import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.UUID;
import org.centrala.channels.email.MailboxStore.Plus;
import org.centrala.channels.email.imap.ImapWatches;
import org.centrala.platform.Secrets;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Finds out whether mail to an address with a plus comes back to a mailbox that fetches its mail: a mail to ourselves is
 * sent, and when it is fetched, plus addresses are used. Until then answers are known by their Message-IDs.
 */
@Component
class PlusTrial implements SmartLifecycle {
    private static final Duration LOOK = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofMinutes(15);
    private static final Logger log = LoggerFactory.getLogger(PlusTrial.class);

    private final MailboxCache mailboxes;
    private final PlusAddresses plus;
    private final ImapWatches watches;
    private final Submission submission;
    private final OwnMail ownMail;
    private final Secrets secrets;
    private final Clock clock;
    private volatile boolean running;
    private volatile @Nullable Thread thread;

    PlusTrial(
            MailboxCache mailboxes,
            PlusAddresses plus,
            ImapWatches watches,
            Submission submission,
            OwnMail ownMail,
            Secrets secrets,
            Clock clock) {
        this.mailboxes = mailboxes;
        this.plus = plus;
        this.watches = watches;
        this.submission = submission;
        this.ownMail = ownMail;
        this.secrets = secrets;
        this.clock = clock;
    }

    private void run() {
        while (running) {
            try {
                Thread.sleep(LOOK);
                look();
            } catch (InterruptedException stopped) {
                return;
            } catch (RuntimeException away) {
                if (running) {
                    log.warn("Plus addresses cannot be tried now: {}", away.toString());
                }
            }
        }
    }

    private void look() {
        for (var row : mailboxes.all()) {
            var imap = row.imap();
            if (imap == null || row.smtp() == null) {
                continue;
            }
            if (imap.plus() == Plus.UNKNOWN && fetches(row.id())) {
                Thread.ofVirtual().name("plus-trial-" + row.id()).start(() -> send(row));
            } else if (imap.plus() == Plus.TESTING
                    && imap.plusTriedAt() != null
                    && imap.plusTriedAt().plus(PATIENCE).isBefore(clock.instant())) {
                plus.now(row.id(), Plus.FAILS, null);
            }
        }
    }

    /** What is not fetched cannot come back. */
    private boolean fetches(UUID mailbox) {
        var state = watches.of(List.of(mailbox)).get(mailbox);
        return state != null
                && state.failingSince() == null
                && List.of("idle", "polling").contains(state.phase());
    }

    private void send(MailboxStore.Row row) {
        var id = UUID.randomUUID() + row.address().substring(row.address().lastIndexOf('@'));
        if (!plus.now(row.id(), Plus.TESTING, id)) {
            return;
        }
        try {
            var server = Submission.Server.of(Objects.requireNonNull(row.smtp()), secrets);
            var result = submission.send(server, row.address(), List.of(address(row)), mail(row, id));
            if (!(result instanceof Submission.Result.Sent)) {
                plus.now(row.id(), Plus.FAILS, null);
            }
        } catch (MessagingException | IOException | RuntimeException failure) {
            log.warn("Plus addresses of mailbox {} cannot be tried: {}", row.id(), failure.toString());
            plus.now(row.id(), Plus.FAILS, null);
        }
    }

    /** The address that is tried; it names the mailbox and nobody else can make it. */
    private String address(MailboxStore.Row row) {
        int at = row.address().lastIndexOf('@');
        var token = HexFormat.of()
                .formatHex(
                        secrets.hmac("plus-trial", (row.id() + row.address()).getBytes(StandardCharsets.UTF_8)), 0, 10);
        return row.address().substring(0, at) + "+selftest" + token
                + row.address().substring(at);
    }

    private byte[] mail(MailboxStore.Row row, String id) throws MessagingException, IOException {
        var mail = new MimeMessage(Session.getInstance(new Properties())) {
            @Override
            protected void updateMessageID() throws MessagingException {
                setHeader("Message-ID", "<" + id + ">");
            }
        };
        mail.setFrom(new InternetAddress(Submission.wire(row.address()), false));
        mail.setRecipient(RecipientType.TO, new InternetAddress(Submission.wire(address(row)), false));
        mail.setSubject("Centrala: trial of plus addresses");
        mail.setSentDate(Date.from(clock.instant()));
        mail.setHeader(OwnMail.HEADER, ownMail.mark());
        mail.setHeader("Auto-Submitted", "auto-generated");
        mail.setText(
                "This mail shows whether answers to an address with a plus arrive in this mailbox. It may be deleted.",
                "UTF-8");
        mail.saveChanges();
        var bytes = new ByteArrayOutputStream();
        mail.writeTo(bytes);
        return bytes.toByteArray();
    }

    @Override
    public void start() {
        running = true;
        thread = Thread.ofVirtual().name("plus-trial").start(this::run);
    }

    @Override
    public void stop() {
        running = false;
        var looking = thread;
        if (looking != null) {
            looking.interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Before the watches, so that it ends after them. */
    @Override
    public int getPhase() {
        return -1;
    }
}
