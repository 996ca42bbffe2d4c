package org.centrala.conversations;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.centrala.access.Permission;
import org.centrala.access.Viewer;
import org.centrala.platform.Actor;
import org.centrala.platform.log.Change;
import org.centrala.platform.log.EventLog;
import org.centrala.platform.log.NewEvent;
import org.centrala.platform.web.Problem;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Several conversations shown as one (ADR 0040): each keeps its rows and points to the one it was merged into, so that
 * un-merging gives back what was there, at any later time.
 */
@Service
@Transactional
public class Merges {
    private static final int MOST = 50;
    private static final Set<Status> DONE = Set.of(Status.SOLVED, Status.CLOSED);

    private final MergeStore store;
    private final ConversationStore conversationStore;
    private final MessageStore messageStore;
    private final Conversations conversations;
    private final ChangeRules rules;
    private final EventLog log;
    private final Clock clock;

    Merges(
            MergeStore store,
            ConversationStore conversationStore,
            MessageStore messageStore,
            Conversations conversations,
            ChangeRules rules,
            EventLog log,
            Clock clock) {
        this.store = store;
        this.conversationStore = conversationStore;
        this.messageStore = messageStore;
        this.conversations = conversations;
        this.rules = rules;
        this.log = log;
        this.clock = clock;
    }

    /** A conversation that was merged, into which one, by whom and when. */
    public record Merged(Conversation conversation, UUID into, Actor actor, Instant at) {}

    /** What there is to know before merging; about one of the conversations, or the one that stays. */
    @Schema(name = "MergeNotice")
    public record Notice(Kind kind, UUID conversation, long count) {

        /** What is worth knowing. */
        public enum Kind {
            /** It is with somebody else, whose messages will be read here. */
            other_customer,
            /** It is in another inbox: from now on whoever sees the target's sees it, and nobody else. */
            other_inbox,
            /** It is open and the target is done: the target opens again. */
            reopens,
            /** It is marked as junk. */
            junk,
            /** Drafts wait in it: each is found in the target, where its author has none there. */
            drafts,
            /** Messages wait to leave it, and will leave. */
            queued
        }
    }

    /** What merging would do, before anything is done. */
    @Schema(name = "MergePreview")
    public record Preview(Conversation into, List<Conversation> conversations, List<Notice> notices) {}

    @Transactional(readOnly = true)
    public Preview preview(ConversationId into, Collection<UUID> from, Viewer viewer) {
        viewer.require(Permission.CONVERSATION_UPDATE);
        var rows = new HashMap<UUID, ConversationStore.Row>();
        var ids = wanted(into, from);
        ids.add(store.root(into.value()));
        conversationStore.findAll(ids).forEach(row -> rows.put(row.id(), row));
        var target = visible(rows, store.root(into.value()), viewer);
        var sources = sources(rows, target, from, viewer);
        var notices = new ArrayList<Notice>();
        var waiting =
                store.waiting(sources.stream().map(ConversationStore.Row::id).toList());
        for (var source : sources) {
            var counts = Objects.requireNonNull(waiting.get(source.id()));
            note(notices, Notice.Kind.other_customer, source, !source.customer().equals(target.customer()), 1);
            note(notices, Notice.Kind.other_inbox, source, !source.inbox().equals(target.inbox()), 1);
            note(notices, Notice.Kind.reopens, source, reopens(source, target), 1);
            note(notices, Notice.Kind.junk, source, source.spam() != target.spam(), 1);
            note(notices, Notice.Kind.drafts, source, counts[0] > 0, counts[0]);
            note(notices, Notice.Kind.queued, source, counts[1] > 0, counts[1]);
        }
        return new Preview(
                conversations.view(target, viewer),
                sources.stream().map(row -> conversations.view(row, viewer)).toList(),
                notices);
    }

    private static void note(
            List<Notice> notices, Notice.Kind kind, ConversationStore.Row source, boolean holds, long count) {
        if (holds) {
            notices.add(new Notice(kind, source.id(), count));
        }
    }

    private static boolean reopens(ConversationStore.Row source, ConversationStore.Row target) {
        return DONE.contains(target.status()) && !DONE.contains(source.status()) && !source.spam();
    }

    /**
     * Shows conversations in another one. One that is there already stays as it is.
     *
     * @param seen the sequence at which the agent read the target; absent: whatever it is now
     */
    public Conversation merge(ConversationId into, Collection<UUID> from, @Nullable Long seen, Viewer viewer) {
        viewer.require(Permission.CONVERSATION_UPDATE);
        store.lockPointers();
        var ids = wanted(into, from);
        ids.add(store.root(into.value()));
        var rows = new HashMap<UUID, ConversationStore.Row>();
        conversationStore.lockAll(ids).forEach(row -> rows.put(row.id(), row));
        var asked = visible(rows, into.value(), viewer);
        var target = visible(rows, asked.shown(), viewer);
        var sources = sources(rows, target, from, viewer);
        if (seen != null && asked.id().equals(target.id()) && seen < target.sequence()) {
            conversations.refuseConflicts(
                    new ConversationId(target.id()), Set.of("status", "inbox", "customer"), seen, target, viewer);
        }
        for (var source : sources) {
            target = absorb(source, target, viewer.actor());
        }
        if (!sources.isEmpty()) {
            viewer.agentId().ifPresent(agent -> readBy(agent, asked.shown()));
        }
        return conversations.get(new ConversationId(target.id()), viewer);
    }

    private void readBy(UUID agent, UUID target) {
        var now = conversationStore.findAll(List.of(target)).getFirst();
        conversationStore.markRead(target, agent, now.sequence());
    }

    private static Set<UUID> wanted(ConversationId into, Collection<UUID> from) {
        if (from.isEmpty() || from.size() > MOST || from.contains(into.value())) {
            throw Problem.invalid("conversations", "are 1 to " + MOST + " others");
        }
        var ids = new LinkedHashSet<>(from);
        ids.add(into.value());
        return ids;
    }

    private static ConversationStore.Row visible(Map<UUID, ConversationStore.Row> rows, UUID id, Viewer viewer) {
        var row = rows.get(id);
        if (row == null || !viewer.sees(row.inbox())) {
            throw Conversations.notFound();
        }
        return row;
    }

    /** Those that are not shown in the target yet. */
    private static List<ConversationStore.Row> sources(
            Map<UUID, ConversationStore.Row> rows, ConversationStore.Row target, Collection<UUID> from, Viewer viewer) {
        SideThreads.requireMain(target);
        var sources = new ArrayList<ConversationStore.Row>();
        for (var id : new LinkedHashSet<>(from)) {
            var source = visible(rows, id, viewer);
            SideThreads.requireMain(source);
            if (source.id().equals(target.id())
                    || source.mergedInto() != null && !source.shown().equals(target.id())) {
                throw Problem.conflict(
                        "conversation.merged", "#" + source.number() + " has been merged by somebody meanwhile.");
            }
            if (source.mergedInto() == null) {
                sources.add(source);
            }
        }
        return sources;
    }

    /** Merges one that is locked into one that is locked, and says so in both streams; the target as it is then. */
    ConversationStore.Row absorb(ConversationStore.Row source, ConversationStore.Row target, Actor actor) {
        var now = clock.instant();
        var reopens = reopens(source, target);
        // What nobody has answered is news to whoever reads or answers the target, and wakes it.
        var news = source.lastMessage() != null
                && source.lastMessage().direction() == Direction.INBOUND
                && !DONE.contains(source.status());
        var status = reopens ? Status.OPEN : target.status();
        var changed = news ? rules.answered(target, status) : rules.moved(target, status, target.assignee());
        var sequence = target.sequence() + 1;
        var after = changed.row(sequence, now);
        conversationStore.update(after);
        store.point(source.id(), target.id(), target.id(), target.inbox(), source.sequence() + 1, now);
        store.insert(new MergeStore.Merge(
                source.id(),
                target.id(),
                actor,
                now,
                sequence,
                reopens ? target.status() : null,
                news ? target.lastCustomerSequence() : null,
                source.lastActivityAt().isAfter(target.lastActivityAt()) ? target.lastActivityAt() : null));
        store.absorb(target.id(), source.messageCount(), source.lastActivityAt(), news ? sequence : null);
        if (source.lastMessage() != null
                && (target.lastMessage() == null
                        || source.lastMessage()
                                .at()
                                .isAfter(target.lastMessage().at()))) {
            store.lastSpoken(target.id(), source.lastMessage(), source.preview());
        }
        store.copyDrafts(source.id(), target.id());
        var moved = new LinkedHashMap<String, Change>();
        moved.put("mergedInto", new Change(null, target.id()));
        if (!source.inbox().equals(target.inbox())) {
            moved.put("inbox", new Change(source.inbox(), target.inbox()));
        }
        var joined = new LinkedHashMap<>(changed.changes());
        joined.put("merged", new Change(null, source.number()));
        log.append(
                event(source.id(), source.sequence() + 1, "conversation.merged", actor, target.inbox(), moved)
                        .ref("into", target.id()),
                event(target.id(), sequence, "conversation.joined", actor, target.inbox(), joined)
                        .ref("conversation", source.id()));
        return conversationStore.findAll(List.of(target.id())).getFirst();
    }

    private static NewEvent event(
            UUID stream, long sequence, String kind, Actor actor, UUID inbox, Map<String, Change> changes) {
        return NewEvent.of("conversation", stream, sequence, kind, actor)
                .inInbox(inbox)
                .changing(changes);
    }

    /** Shows a merged conversation by itself again; the one that it leaves. */
    public Conversation unmerge(ConversationId id, Viewer viewer) {
        viewer.require(Permission.CONVERSATION_UPDATE);
        store.lockPointers();
        conversations.get(id, viewer);
        var below = store.below(id.value());
        var above = above(id.value());
        var all = new ArrayList<>(above);
        all.addAll(below);
        all.add(id.value());
        var rows = new HashMap<UUID, ConversationStore.Row>();
        conversationStore.lockAll(all).forEach(row -> rows.put(row.id(), row));
        var row = visible(rows, id.value(), viewer);
        if (above.isEmpty()) {
            return conversations.view(row, viewer);
        }
        var merge = store.take(id.value()).orElseThrow();
        var now = clock.instant();
        var inbox = store.release(id.value(), below, row.sequence() + 1, now);
        var back = new LinkedHashMap<String, Change>();
        back.put("mergedInto", new Change(merge.into(), null));
        if (!inbox.equals(row.inbox())) {
            back.put("inbox", new Change(row.inbox(), inbox));
        }
        log.append(event(id.value(), row.sequence() + 1, "conversation.unmerged", viewer.actor(), inbox, back)
                .ref("from", merge.into()));
        for (var target : above) {
            letGo(row, Objects.requireNonNull(rows.get(target)), merge, viewer.actor());
        }
        store.dropCopies(id.value(), merge.into());
        return conversations.get(new ConversationId(above.getLast()), viewer);
    }

    /** Where a conversation was merged, from the nearest to the one it is shown in. */
    private List<UUID> above(UUID id) {
        var above = new ArrayList<UUID>();
        for (var merge = store.records(List.of(id));
                !merge.isEmpty();
                merge = store.records(List.of(above.getLast()))) {
            above.add(merge.getFirst().into());
        }
        return above;
    }

    private void letGo(
            ConversationStore.Row source, ConversationStore.Row target, MergeStore.Merge merge, Actor actor) {
        var now = clock.instant();
        var direct = target.id().equals(merge.into());
        var before = direct && unchangedSince(target, merge) ? merge.targetStatus() : null;
        var changed = rules.moved(target, before == null ? target.status() : before, target.assignee());
        var sequence = target.sequence() + 1;
        conversationStore.update(changed.row(sequence, now));
        store.letGo(
                target.id(), source.messageCount(), source.lastActivityAt(), direct ? merge : merge.withoutTarget());
        messageStore
                .newest(store.family(target.id()))
                .ifPresent(last -> store.lastSpoken(
                        target.id(),
                        new Conversation.LastMessage(last.direction(), last.channel(), last.actor(), last.createdAt()),
                        Composition.preview(last.visibleText())));
        var left = new LinkedHashMap<>(changed.changes());
        left.put("merged", new Change(source.number(), null));
        log.append(event(target.id(), sequence, "conversation.left", actor, target.inbox(), left)
                .ref("conversation", source.id()));
    }

    /** Whether nobody has chosen a status for the target since. */
    private boolean unchangedSince(ConversationStore.Row target, MergeStore.Merge merge) {
        return merge.targetStatus() != null
                && log.stream(target.id(), merge.targetSequence()).stream()
                        .noneMatch(event -> event.changes().containsKey("status"));
    }

    /** What was merged into a conversation, directly or through others, the earliest first. */
    @Transactional(readOnly = true)
    public List<Merged> merged(ConversationId id, Viewer viewer) {
        conversations.get(id, viewer);
        var ids = store.family(id.value());
        var views = new HashMap<UUID, Conversation>();
        conversationStore.findAll(ids).forEach(row -> views.put(row.id(), conversations.view(row, viewer)));
        return store.records(ids).stream()
                .filter(merge -> !merge.conversation().equals(id.value()))
                .map(merge -> new Merged(
                        Objects.requireNonNull(views.get(merge.conversation())),
                        merge.into(),
                        merge.actor(),
                        merge.at()))
                .sorted(Comparator.comparing(Merged::at))
                .toList();
    }
}
