package org.centrala.channels.email.smtp;

import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.subethamail.smtp.MessageHandler;

/** What one SMTP transaction has said so far: the sender and the recipients, one per mailbox. */
final class Reception implements MessageHandler {
    private final Map<UUID, MailDoor.Recipient> recipients = new LinkedHashMap<>();
    private String sender = "";

    @Override
    public void from(String address) {
        sender = address;
    }

    void add(MailDoor.Recipient recipient) {
        recipients.putIfAbsent(recipient.mailbox(), recipient);
    }

    String sender() {
        return sender;
    }

    List<MailDoor.Recipient> recipients() {
        return List.copyOf(recipients.values());
    }

    @Override
    public void recipient(String address) {
        throw new UnsupportedOperationException("our own RCPT command adds recipients");
    }

    @Override
    public String data(InputStream data) {
        throw new UnsupportedOperationException("our own DATA command reads the message");
    }

    @Override
    public void done() {}
}
