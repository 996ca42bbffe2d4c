package org.centrala.channels.email;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.centrala.channels.email.InboundStore.Waiting;
import org.centrala.channels.email.parse.MailAddress;
import org.centrala.channels.email.parse.ParsedMail;
import org.centrala.conversations.ConversationId;
import org.centrala.conversations.Conversations;
import org.centrala.conversations.Conversations.Participation;
import org.centrala.conversations.Messages;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Which conversation a mail belongs to. In order: our signed reply address, the Message-IDs it answers, the number in its
 * subject. None of them is enough alone: only an address that takes part in the conversation joins it. See docs/email.md.
 */
@Component
class Threading {
    private static final Pattern NUMBER = Pattern.compile("\\[#([0-9]{1,15})]");
    private static final int MOST_IDS = 30;

    private final ReplyAddress replyAddress;
    private final OwnMail ownMail;
    private final Messages messages;
    private final Conversations conversations;

    Threading(ReplyAddress replyAddress, OwnMail ownMail, Messages messages, Conversations conversations) {
        this.replyAddress = replyAddress;
        this.ownMail = ownMail;
        this.messages = messages;
        this.conversations = conversations;
    }

    /** A mail whose place is asked for, with who speaks in it. */
    record Question(
            Waiting waiting, ParsedMail mail, @Nullable String sender) {}

    /** What the database knows of all that some mails point to. */
    record Leads(List<Messages.Known> known, Set<Participation> participations) {
        /** Messages of an inbox that carry the id, the newest first. */
        List<Messages.Known> messages(String id, UUID inbox) {
            return known.reversed().stream()
                    .filter(message ->
                            message.externalId().equals(id) && message.inbox().equals(inbox))
                    .toList();
        }

        boolean takesPart(String address, ConversationId conversation) {
            return participations.contains(Participation.of(conversation, address));
        }
    }

    /** Where a mail belongs: a conversation, or none and perhaps why the one it names was not joined. */
    record Place(
            @Nullable ConversationId conversation, @Nullable String refused, boolean held) {
        Place(@Nullable ConversationId conversation, @Nullable String refused) {
            this(conversation, refused, false);
        }
    }

    /** Asks the database once for several mails. */
    Leads leads(List<Question> questions) {
        var ids = new HashSet<String>();
        var inboxes = new HashSet<UUID>();
        for (var question : questions) {
            inboxes.add(question.waiting().inbox());
            ids.addAll(answered(question.mail()));
            ownMail.suspicious(question.mail(), question.waiting()).ifPresent(ids::add);
        }
        var leads = new Leads(messages.known(ids, inboxes), Set.of());
        var possible = new HashSet<Participation>();
        for (var question : questions) {
            if (question.sender() != null) {
                for (var conversation : candidates(question, leads)) {
                    possible.add(Participation.of(conversation, question.sender()));
                }
            }
        }
        return new Leads(leads.known(), conversations.participations(possible));
    }

    Place find(Question question, Leads leads) {
        if (question.sender() == null) {
            return new Place(null, null);
        }
        for (var conversation : candidates(question, leads)) {
            if (leads.takesPart(question.sender(), conversation)) {
                return new Place(conversation, null);
            }
        }
        var number = NUMBER.matcher(question.mail().subject());
        if (number.find()) {
            var named = conversations.byNumberOf(
                    Long.parseLong(number.group(1)),
                    question.sender(),
                    question.waiting().inbox());
            if (named.isPresent()) {
                return new Place(named.get(), null);
            }
        }
        var refused = !named(question).isEmpty()
                ? "stranger.replyAddress"
                : candidates(question, leads).isEmpty() ? null : "stranger.reference";
        return new Place(null, refused);
    }

    /** The conversations that a mail points to, the surest first. */
    private Set<ConversationId> candidates(Question question, Leads leads) {
        var candidates = new LinkedHashSet<>(named(question));
        for (var id : answered(question.mail())) {
            leads.messages(id, question.waiting().inbox()).forEach(message -> candidates.add(message.conversation()));
        }
        return candidates;
    }

    /** Those whose reply address it was sent to. */
    private Set<ConversationId> named(Question question) {
        var addresses = new ArrayList<String>();
        addresses.add(question.waiting().envelopeTo());
        question.mail().to().stream().limit(20).map(MailAddress::address).forEach(addresses::add);
        question.mail().cc().stream().limit(20).map(MailAddress::address).forEach(addresses::add);
        var named = new LinkedHashSet<ConversationId>();
        for (var address : addresses) {
            replyAddress.read(address, question.waiting().mailboxAddress()).ifPresent(named::add);
        }
        return named;
    }

    /** The ids a mail answers, the nearest first. */
    static List<String> answered(ParsedMail mail) {
        var ids = new LinkedHashSet<>(mail.inReplyTo());
        ids.addAll(mail.references().reversed());
        return ids.stream().limit(MOST_IDS).toList();
    }
}
