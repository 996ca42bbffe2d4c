package org.centrala.demo;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import org.centrala.access.Viewer;
import org.centrala.access.Viewers;
import org.centrala.channels.Intake;
import org.centrala.channels.email.Mailbox;
import org.centrala.channels.email.smtp.MailDoor;
import org.centrala.conversations.Conversation;
import org.centrala.conversations.ConversationId;
import org.centrala.conversations.Conversations;
import org.centrala.conversations.DeliveryState;
import org.centrala.conversations.Message;
import org.centrala.conversations.MessageId;
import org.centrala.conversations.Messages;
import org.centrala.conversations.NewMessage;

/** Brings the mail of the stories in by the door that the SMTP listener uses, and sends replies without a server. */
@InDemo
class PostOffice {
    /** How long a reply is on its way after it can no longer be taken back. */
    private static final Duration TRANSPORT = Duration.ofMillis(11_400);

    private final MailDoor door;
    private final List<Intake.Door> intake;
    private final Messages messages;
    private final Conversations conversations;
    private final Viewers viewers;
    private final DemoClock clock;

    PostOffice(
            MailDoor door,
            List<Intake.Door> intake,
            Messages messages,
            Conversations conversations,
            Viewers viewers,
            DemoClock clock) {
        this.door = door;
        this.intake = intake;
        this.messages = messages;
        this.conversations = conversations;
        this.viewers = viewers;
        this.clock = clock;
    }

    /** Delivers a raw mail and sees it through to its conversation. */
    void deliver(byte[] raw, String sender, Mailbox mailbox) {
        try {
            door.keep(
                    MailDoor.Sender.of(sender),
                    List.of(new MailDoor.Recipient(mailbox.id(), mailbox.address())),
                    new ByteArrayInputStream(raw));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        for (var way : intake) {
            if (!way.take(way.waiting(10)).isEmpty()) {
                throw new IllegalStateException("A mail of the demo was not taken in");
            }
        }
    }

    /** The conversation that a mail has become. */
    Conversation conversation(String messageId) {
        var system = viewers.system();
        var taken = messages.byExternalId(messageId, system);
        if (taken.isEmpty()) {
            throw new IllegalStateException("A mail of the demo became no message: " + messageId);
        }
        return conversations.get(new ConversationId(taken.getLast().conversation()), system);
    }

    /** Posts a note. */
    void note(ConversationId conversation, NewMessage note, Viewer by) {
        messages.post(conversation, note, by);
    }

    /** Posts a reply and has it sent by the time that sending takes. */
    Message reply(ConversationId conversation, NewMessage reply, Viewer by) {
        var posted = messages.post(conversation, reply, by);
        clock.standAt(clock.instant().plus(TRANSPORT));
        messages.delivery(new MessageId(posted.id()), DeliveryState.SENT, null);
        return posted;
    }
}
