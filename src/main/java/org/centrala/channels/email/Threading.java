package org.centrala.channels.email;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.regex.Pattern;
import org.centrala.channels.email.InboundStore.Waiting;
import org.centrala.channels.email.parse.MailAddress;
import org.centrala.channels.email.parse.ParsedMail;
import org.centrala.conversations.ConversationId;
import org.centrala.conversations.Conversations;
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
    private final Messages messages;
    private final Conversations conversations;

    Threading(ReplyAddress replyAddress, Messages messages, Conversations conversations) {
        this.replyAddress = replyAddress;
        this.messages = messages;
        this.conversations = conversations;
    }

    /** Where a mail belongs: a conversation, or none and perhaps why the one it names was not joined. */
    record Place(
            @Nullable ConversationId conversation, @Nullable String refused) {}

    Place find(Waiting waiting, ParsedMail mail, String sender) {
        String refused = null;
        for (var address : addresses(waiting, mail)) {
            var named = replyAddress.read(address, waiting.mailboxAddress());
            if (named.isPresent()) {
                if (conversations.isParticipant(named.get(), sender)) {
                    return new Place(named.get(), null);
                }
                refused = "stranger.replyAddress";
            }
        }
        var ids = answered(mail);
        if (!ids.isEmpty()) {
            var known = messages.known(ids, waiting.inbox());
            for (var id : ids) {
                for (var message : known.reversed()) {
                    if (message.externalId().equals(id)) {
                        if (conversations.isParticipant(message.conversation(), sender)) {
                            return new Place(message.conversation(), null);
                        }
                        refused = refused == null ? "stranger.reference" : refused;
                    }
                }
            }
        }
        var number = NUMBER.matcher(mail.subject());
        if (number.find()) {
            var named = conversations.byNumberOf(Long.parseLong(number.group(1)), sender, waiting.inbox());
            if (named.isPresent()) {
                return new Place(named.get(), null);
            }
        }
        return new Place(null, refused);
    }

    private static List<String> addresses(Waiting waiting, ParsedMail mail) {
        var addresses = new ArrayList<String>();
        addresses.add(waiting.envelopeTo());
        mail.to().stream().limit(20).map(MailAddress::address).forEach(addresses::add);
        mail.cc().stream().limit(20).map(MailAddress::address).forEach(addresses::add);
        return addresses;
    }

    /** The ids a mail answers, the nearest first. */
    static List<String> answered(ParsedMail mail) {
        var ids = new LinkedHashSet<>(mail.inReplyTo());
        ids.addAll(mail.references().reversed());
        return ids.stream().limit(MOST_IDS).toList();
    }
}
