package org.centrala.channels.email;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
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
import org.centrala.customers.Customers;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Which conversation a mail belongs to. In order: our signed reply address, the Message-IDs it answers, the number in its
 * subject. None of them is enough alone: only an address that takes part in the conversation joins it. See docs/email.md.
 */
@Component
class Threading {
    private static final Pattern NUMBER = Pattern.compile("\\[#([0-9]{1,15})]");
    /** The ids that we give to messages: a time-ordered UUID at a domain. */
    private static final Pattern OURS = Pattern.compile(
            "[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}@[a-z0-9]+(?:[.-][a-z0-9]+)*",
            Pattern.CASE_INSENSITIVE);

    private static final int MOST_IDS = 40;

    private final ReplyAddress replyAddress;
    private final OwnMail ownMail;
    private final Messages messages;
    private final Conversations conversations;
    private final Customers customers;

    Threading(
            ReplyAddress replyAddress,
            OwnMail ownMail,
            Messages messages,
            Conversations conversations,
            Customers customers) {
        this.replyAddress = replyAddress;
        this.ownMail = ownMail;
        this.messages = messages;
        this.conversations = conversations;
        this.customers = customers;
    }

    /** A mail whose place is asked for, with who speaks in it. */
    record Question(
            Waiting waiting, ParsedMail mail, @Nullable String sender) {}

    /** What the database knows of all that some mails point to. */
    record Leads(
            List<Messages.Known> known,
            Set<Participation> participations,
            Map<ConversationId, ConversationId> merged,
            Map<ConversationId, ConversationId> sides) {
        /** A merged conversation is answered where it is shown. */
        ConversationId shown(ConversationId conversation) {
            return merged.getOrDefault(conversation, conversation);
        }

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

    /** Where a mail belongs: a conversation, or none and perhaps which one it names and why that was not joined. */
    record Place(
            @Nullable ConversationId conversation,
            @Nullable String refused,
            boolean held,
            @Nullable ConversationId near) {
        private static final Place NOWHERE = new Place(null, null, false, null);

        static Place in(ConversationId conversation) {
            return new Place(conversation, null, false, null);
        }

        /** Not in the conversation that it names, for a reason that an agent is told. */
        static Place apart(ConversationId near, String reason, boolean held) {
            return new Place(null, reason, held, near);
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
        var named = new HashSet<ConversationId>();
        questions.forEach(question -> named.addAll(named(question)));
        var first = new Leads(messages.known(ids, inboxes), Set.of(), conversations.mergedInto(named), Map.of());
        var pointedAt = new HashSet<ConversationId>();
        questions.forEach(question -> pointedAt.addAll(candidates(question, first)));
        var leads = new Leads(first.known(), Set.of(), first.merged(), conversations.sideOf(pointedAt));
        var possible = new HashSet<Participation>();
        for (var question : questions) {
            if (question.sender() != null) {
                for (var conversation : candidates(question, leads)) {
                    possible.add(Participation.of(conversation, question.sender()));
                }
            }
        }
        return new Leads(leads.known(), conversations.participations(possible), leads.merged(), leads.sides());
    }

    Place find(Question question, Leads leads) {
        var sender = question.sender();
        if (sender == null) {
            return Place.NOWHERE;
        }
        var candidates = candidates(question, leads);
        for (var conversation : candidates) {
            if (leads.takesPart(sender, conversation)) {
                return Place.in(conversation);
            }
        }
        var numbered = numbered(question);
        if (numbered.isPresent()
                && !conversations
                        .participations(Set.of(Participation.of(numbered.get(), sender)))
                        .isEmpty()) {
            return Place.in(numbered.get());
        }
        // Nobody is offered to an agent as one of a side thread: it has those that were asked, and no others.
        candidates.removeAll(leads.sides().keySet());
        candidates.removeAll(leads.sides().values());
        var pointedAt = new LinkedHashSet<>(candidates);
        numbered.ifPresent(pointedAt::add);
        return secondAddress(sender, pointedAt).orElseGet(() -> stranger(question, candidates));
    }

    private Optional<ConversationId> numbered(Question question) {
        var number = NUMBER.matcher(question.mail().subject());
        return number.find()
                ? conversations.numbered(
                        Long.parseLong(number.group(1)), question.waiting().inbox())
                : Optional.empty();
    }

    /**
     * Another address of a conversation's customer takes part as they do, if one of us has verified that it is theirs;
     * one that is only known as theirs waits for an agent.
     */
    private Optional<Place> secondAddress(String sender, Set<ConversationId> pointedAt) {
        if (pointedAt.isEmpty()) {
            return Optional.empty();
        }
        return customers
                .owner(sender)
                .flatMap(own -> pointedAt.stream()
                        .filter(conversation ->
                                !Collections.disjoint(conversations.customersOf(conversation), own.family()))
                        .findFirst()
                        .map(conversation -> own.verified()
                                ? Place.in(conversation)
                                : Place.apart(conversation, "secondAddress", false)));
    }

    private Place stranger(Question question, Set<ConversationId> candidates) {
        if (candidates.isEmpty()) {
            return Place.NOWHERE;
        }
        return Place.apart(
                candidates.iterator().next(),
                named(question).isEmpty() ? "stranger.reference" : "stranger.replyAddress",
                false);
    }

    /** The conversations that a mail points to, the surest first. */
    private Set<ConversationId> candidates(Question question, Leads leads) {
        var candidates = new LinkedHashSet<ConversationId>();
        var named = named(question);
        splitOff(question, named, leads).ifPresent(candidates::add);
        named.forEach(conversation -> candidates.add(leads.shown(conversation)));
        for (var id : answered(question.mail())) {
            leads.messages(id, question.waiting().inbox()).forEach(message -> candidates.add(message.conversation()));
        }
        // A customer who somehow answers what was asked beside their conversation answers that one.
        List.copyOf(candidates).stream()
                .map(leads.sides()::get)
                .filter(Objects::nonNull)
                .forEach(candidates::add);
        return candidates;
    }

    /** What was sent from a conversation and split off later bears its reply address still: its answers follow it. */
    private static Optional<ConversationId> splitOff(Question question, Set<ConversationId> named, Leads leads) {
        return answered(question.mail()).stream()
                .flatMap(id -> leads.messages(id, question.waiting().inbox()).stream())
                .findFirst()
                .filter(nearest -> nearest.left().stream()
                        .anyMatch(left -> named.contains(left) || named.contains(leads.shown(left))))
                .map(Messages.Known::conversation);
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

    /**
     * The ids a mail answers, the nearest first. Some programs and gateways rewrite these fields, break ids in two or put
     * words of their own around them: ours are found in them all the same, being like nobody else's.
     */
    static List<String> answered(ParsedMail mail) {
        var ids = new LinkedHashSet<>(mail.inReplyTo());
        ids.addAll(mail.references().reversed());
        for (var field : List.of("In-Reply-To", "References")) {
            for (var value : mail.headers().all(field)) {
                OURS.matcher(value.replaceAll("\\s+", ""))
                        .results()
                        .limit(MOST_IDS)
                        .forEach(found -> addWithDomains(found.group().toLowerCase(Locale.ROOT), ids));
            }
        }
        return ids.stream().limit(MOST_IDS).toList();
    }

    /** The id, and what is left of it when labels behind its domain are not its own. */
    private static void addWithDomains(String id, Set<String> ids) {
        int first = id.indexOf('.', id.indexOf('@'));
        for (var rest = id; first > 0 && rest.length() > first; rest = rest.substring(0, rest.lastIndexOf('.'))) {
            ids.add(rest);
        }
    }
}
