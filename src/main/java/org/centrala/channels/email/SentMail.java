package org.centrala.channels.email;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.centrala.channels.email.InboundStore.Waiting;
import org.centrala.channels.email.parse.MailAddress;
import org.centrala.channels.email.parse.ParsedMail;
import org.centrala.conversations.ConversationId;
import org.centrala.conversations.Conversations;
import org.centrala.conversations.Conversations.Participation;
import org.centrala.conversations.MessageId;
import org.centrala.conversations.Messages;
import org.centrala.conversations.NewAttachment;
import org.centrala.conversations.Party;
import org.centrala.conversations.SentElsewhere;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What was found among an account's sent mail: an answer that somebody gave in another program joins the conversation it
 * answers, if it went to somebody who takes part in it. All else stays where it is, and opens nothing.
 */
@Component
class SentMail {
    private static final Pattern NUMBER = Pattern.compile("\\[#([0-9]{1,15})]");

    private final Messages messages;
    private final Conversations conversations;
    private final SentElsewhere sentElsewhere;

    SentMail(Messages messages, Conversations conversations, SentElsewhere sentElsewhere) {
        this.messages = messages;
        this.conversations = conversations;
        this.sentElsewhere = sentElsewhere;
    }

    /** The conversation that a sent mail continues. */
    Optional<ConversationId> continued(Waiting waiting, ParsedMail mail) {
        var addressees = addressees(mail);
        var answered = Threading.answered(mail);
        var known = messages.known(answered, Set.of(waiting.inbox()));
        var named = new ArrayList<ConversationId>();
        for (var id : answered) {
            known.stream()
                    .filter(message -> message.externalId().equals(id))
                    .map(Messages.Known::conversation)
                    .forEach(named::add);
        }
        var possible = new HashSet<Participation>();
        named.forEach(
                conversation -> addressees.forEach(address -> possible.add(Participation.of(conversation, address))));
        var takingPart = conversations.participations(possible).stream()
                .map(Participation::conversation)
                .toList();
        return named.stream().filter(takingPart::contains).findFirst().or(() -> numbered(waiting, mail, addressees));
    }

    private Optional<ConversationId> numbered(Waiting waiting, ParsedMail mail, List<String> addressees) {
        var number = NUMBER.matcher(mail.subject());
        if (!number.find()) {
            return Optional.empty();
        }
        long wanted = Long.parseLong(number.group(1));
        return addressees.stream()
                .flatMap(address -> conversations.byNumberOf(wanted, address, waiting.inbox()).stream())
                .findFirst();
    }

    private static List<String> addressees(ParsedMail mail) {
        var addressees = new ArrayList<String>();
        mail.to().forEach(to -> addressees.add(to.address()));
        mail.cc().forEach(cc -> addressees.add(cc.address()));
        return addressees;
    }

    MessageId append(Waiting waiting, ReadMail read, ConversationId conversation, @Nullable Instant imported) {
        var mail = read.mail();
        var from = mail.from() == null ? new MailAddress(waiting.mailboxAddress(), null) : mail.from();
        return sentElsewhere.append(new SentElsewhere.Sent(
                conversation,
                waiting.mailbox(),
                "email",
                mail.messageId(),
                party(from),
                mail.to().stream().map(SentMail::party).toList(),
                mail.cc().stream().map(SentMail::party).toList(),
                mail.subject().isEmpty() ? null : mail.subject(),
                mail.text(),
                read.visible(),
                read.html(),
                mail.attachments().stream()
                        .map(file -> new NewAttachment(
                                file.fileName(), file.contentType(), file.contentId(), file.content()))
                        .toList(),
                imported,
                MailFacts.of(mail)));
    }

    private static Party party(MailAddress address) {
        return new Party(address.address(), address.name());
    }
}
