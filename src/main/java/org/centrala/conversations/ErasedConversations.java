package org.centrala.conversations;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.centrala.conversations.spi.MessageSource;
import org.centrala.customers.spi.PersonalErasure;
import org.centrala.fields.Field;
import org.centrala.fields.Fields;
import org.centrala.platform.Actor;
import org.centrala.platform.log.Change;
import org.centrala.platform.log.EventLog;
import org.centrala.platform.log.NewEvent;
import org.springframework.stereotype.Component;

/**
 * Forgets a person's conversations, what was asked beside them, and what they wrote in those of others: subjects, words,
 * names, addresses, files, drafts and the mails themselves. Rows stay, so that the numbers of the past do.
 */
@Component
class ErasedConversations implements PersonalErasure {
    /** Each is read through whole. */
    private static final int ELSEWHERE_AT_ONCE = 20;

    private final ErasedConversationStore store;
    private final ConversationStore conversations;
    private final MessageStore messages;
    private final MergeStore merges;
    private final RedactionStore redactions;
    private final Fields fields;
    private final List<MessageSource> sources;
    private final EventLog log;
    private final Clock clock;

    ErasedConversations(
            ErasedConversationStore store,
            ConversationStore conversations,
            MessageStore messages,
            MergeStore merges,
            RedactionStore redactions,
            Fields fields,
            List<MessageSource> sources,
            EventLog log,
            Clock clock) {
        this.store = store;
        this.conversations = conversations;
        this.messages = messages;
        this.merges = merges;
        this.redactions = redactions;
        this.fields = fields;
        this.sources = sources;
        this.log = log;
        this.clock = clock;
    }

    @Override
    public Map<String, Long> count(Person person) {
        return Map.of(
                "conversations", store.conversations(person),
                "messages", store.messages(person),
                "files", store.files(person),
                "elsewhere", store.elsewhere(person));
    }

    @Override
    public Map<String, Long> forget(Person person, int limit, Actor actor) {
        var places = store.nextConversations(person, limit);
        if (!places.isEmpty()) {
            return subjects(places, actor);
        }
        var said = store.nextMessages(person, limit);
        if (!said.isEmpty()) {
            return words(said, actor);
        }
        var elsewhere = store.nextElsewhere(person, ELSEWHERE_AT_ONCE);
        if (!elsewhere.isEmpty()) {
            var gone = new LinkedHashMap<String, Long>();
            gone.put("elsewhere", (long) elsewhere.size());
            elsewhere.forEach(
                    place -> leave(place, person, actor).forEach((kind, count) -> gone.merge(kind, count, Long::sum)));
            return gone;
        }
        var drafts = store.forgetAddresses(person);
        return drafts == 0 ? Map.of() : Map.of("drafts", (long) drafts);
    }

    @Override
    public boolean isLeft(Person person) {
        return store.conversations(person) + store.messages(person) + store.elsewhere(person) > 0;
    }

    Map<String, Long> subjects(List<ErasedConversationStore.Place> places, Actor actor) {
        var ids = places.stream().map(ErasedConversationStore.Place::id).toArray(UUID[]::new);
        store.forgetConversations(ids, fields.shape(Field.Subject.CONVERSATION).countable(), clock.instant());
        var gone = new LinkedHashMap<String, Long>();
        gone.put("conversations", (long) ids.length);
        gone.put("drafts", (long) store.forgetDrafts(ids));
        log.append(places.stream()
                .map(place -> NewEvent.of("conversation", place.id(), next(place.id()), "conversation.erased", actor)
                        .inInbox(place.inbox()))
                .toArray(NewEvent[]::new));
        return gone;
    }

    Map<String, Long> words(List<ErasedConversationStore.Said> said, Actor actor) {
        var ids = said.stream().map(ErasedConversationStore.Said::id).toList();
        var array = ids.toArray(UUID[]::new);
        // Where somebody writes at the same moment, they wait for each other on the conversation's row.
        var events = redacted(said, actor);
        var gone = new LinkedHashMap<String, Long>();
        gone.put("messages", (long) array.length);
        gone.put("files", (long) store.forgetFiles(array));
        store.forgetMessages(array, clock.instant());
        gone.put("mails", forgetMails(ids));
        showNewest(said.stream()
                .map(ErasedConversationStore.Said::conversation)
                .distinct()
                .toList());
        log.append(events);
        return gone;
    }

    /** Takes them out of a conversation of somebody else: what they wrote, and where it is quoted or addressed to them. */
    private Map<String, Long> leave(ErasedConversationStore.Place place, Person person, Actor actor) {
        var around = store.since(place.id(), person);
        var theirs = store.byThem(place.id(), person);
        var gone = new LinkedHashMap<String, Long>();
        if (!theirs.isEmpty()) {
            gone.putAll(words(said(theirs, place), actor));
        }
        if (!around.isEmpty()) {
            store.cut(around.toArray(UUID[]::new), person);
            gone.merge("mails", forgetMails(around), Long::sum);
            log.append(redacted(said(around, place), actor));
        }
        store.forgetParticipant(place.id(), person);
        return gone;
    }

    private static List<ErasedConversationStore.Said> said(
            Collection<UUID> messages, ErasedConversationStore.Place place) {
        return messages.stream()
                .map(id -> new ErasedConversationStore.Said(id, place.id(), place.inbox()))
                .toList();
    }

    private NewEvent[] redacted(List<ErasedConversationStore.Said> said, Actor actor) {
        return said.stream()
                .map(one -> NewEvent.of(
                                "conversation", one.conversation(), next(one.conversation()), "message.redacted", actor)
                        .inInbox(one.inbox())
                        .changing(Map.of("erased", new Change(false, true)))
                        .ref("message", one.id()))
                .toArray(NewEvent[]::new);
    }

    /** The beginning of what was said last stands in lists, also of what it was merged into. */
    private void showNewest(Collection<UUID> changed) {
        var roots = new ArrayList<UUID>();
        changed.stream().map(merges::root).distinct().forEach(roots::add);
        for (var root : roots) {
            messages.newest(merges.family(root))
                    .ifPresent(last -> redactions.preview(root, Composition.preview(last.visibleText())));
        }
    }

    private long forgetMails(List<UUID> messages) {
        return sources.stream().mapToLong(source -> source.forget(messages)).sum();
    }

    private long next(UUID conversation) {
        return conversations.nextSequence(conversation, clock.instant()).orElseThrow();
    }
}
