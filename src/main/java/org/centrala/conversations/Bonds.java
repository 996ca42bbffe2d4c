package org.centrala.conversations;

import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.centrala.access.Permission;
import org.centrala.access.Viewer;
import org.centrala.platform.Actor;
import org.centrala.platform.Ids;
import org.centrala.platform.log.Change;
import org.centrala.platform.log.EventLog;
import org.centrala.platform.log.NewEvent;
import org.centrala.platform.web.Problem;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * What conversations have to do with each other. Of a conversation that a viewer may not see, a link tells them nothing
 * but that there is one.
 */
@Service
@Transactional
public class Bonds {
    private static final int MOST = 200;

    private final BondStore store;
    private final MergeStore merges;
    private final ConversationStore conversationStore;
    private final Conversations conversations;
    private final EventLog log;
    private final Clock clock;

    Bonds(
            BondStore store,
            MergeStore merges,
            ConversationStore conversationStore,
            Conversations conversations,
            EventLog log,
            Clock clock) {
        this.store = store;
        this.merges = merges;
        this.conversationStore = conversationStore;
        this.conversations = conversations;
        this.log = log;
        this.clock = clock;
    }

    /**
     * A link as seen from one of its ends.
     *
     * @param id absent for a follow-up or a split, which nobody made by hand and nobody takes away
     * @param kind what the other conversation is to this one
     */
    public record Link(@Nullable UUID id, LinkKind kind, Conversation conversation) {}

    /** The links of a conversation, and how many more lead to what the viewer may not see. */
    public record Linked(List<Link> items, int hidden) {}

    @Transactional(readOnly = true)
    public Linked of(ConversationId id, Viewer viewer) {
        conversations.get(id, viewer);
        var family = new HashSet<>(merges.family(id.value()));
        var seen = store.of(family).stream()
                .filter(row -> family.contains(row.one()) != family.contains(row.other()))
                .map(row -> row.seenFrom(family.contains(row.other())))
                .toList();
        var merged = merges.merged(seen.stream().map(BondStore.Row::other).toList());
        var views = new HashMap<UUID, Conversation>();
        conversationStore
                .findAll(seen.stream().map(row -> shown(row.other(), merged)).toList(), viewer.inboxArray())
                .forEach(row -> views.put(row.id(), conversations.view(row, viewer)));
        var links = new ArrayList<Link>();
        for (var row : seen) {
            var other = views.get(shown(row.other(), merged));
            if (other != null) {
                links.add(new Link(row.id(), row.kind(), other));
            }
        }
        return new Linked(links, seen.size() - links.size());
    }

    private static UUID shown(UUID id, Map<UUID, MergeStore.Merged> merged) {
        var place = merged.get(id);
        return place == null ? id : place.root();
    }

    /** Bonds two conversations; a pair has one link, so that another kind takes the place of the one before. */
    public Link link(ConversationId id, UUID other, LinkKind kind, Viewer viewer) {
        viewer.require(Permission.CONVERSATION_UPDATE);
        if (!kind.isMadeByHand()) {
            throw Problem.invalid("kind", "comes about by itself, by a customer's answer or by splitting");
        }
        var from = conversations.get(id, viewer);
        var to = conversations.get(new ConversationId(other), viewer);
        if (merges.root(from.id()).equals(merges.root(to.id()))) {
            throw Problem.invalid("conversation", "is this one itself");
        }
        if (kind.isRanked()) {
            store.lockRanks();
        }
        var rows = locked(from.id(), to.id());
        var wanted = new BondStore.Row(Ids.next(), from.id(), to.id(), kind).seenFrom(kind.isKeptReversed());
        var before = store.between(from.id(), to.id());
        if (before.isPresent() && before.get().kind() == wanted.kind() && sameWay(before.get(), wanted)) {
            return new Link(before.get().id(), kind, to);
        }
        if (kind.isRanked() && store.isAbove(wanted.one(), wanted.other(), wanted.kind())) {
            throw Problem.conflict("link.circle", "That would go round in a circle: it stands below this one already.");
        }
        if (store.of(List.of(from.id())).size() >= MOST) {
            throw Problem.invalid("conversation", "has " + MOST + " links already");
        }
        before.map(BondStore.Row::id).ifPresent(store::delete);
        store.insert(wanted, clock.instant());
        tell(rows, wanted, before.orElse(null), viewer.actor());
        return new Link(wanted.id(), kind, to);
    }

    private static boolean sameWay(BondStore.Row one, BondStore.Row other) {
        return !one.kind().isRanked() || one.one().equals(other.one());
    }

    public void unlink(ConversationId id, UUID link, Viewer viewer) {
        viewer.require(Permission.CONVERSATION_UPDATE);
        conversations.get(id, viewer);
        var family = merges.family(id.value());
        var row = store.find(link)
                .filter(found -> family.contains(found.one()) || family.contains(found.other()))
                .orElseThrow(() -> Problem.notFound("link.not_found", "There is no such link."));
        conversations.get(new ConversationId(family.contains(row.one()) ? row.other() : row.one()), viewer);
        var rows = locked(row.one(), row.other());
        if (store.find(link).isPresent()) {
            store.delete(link);
            tell(rows, null, row, viewer.actor());
        }
    }

    /** Bonds what a machine has found to belong together, unless the pair is linked or merged; in the caller's transaction. */
    public void relate(ConversationId one, ConversationId other, Actor actor) {
        if (merges.root(one.value()).equals(merges.root(other.value()))
                || store.between(one.value(), other.value()).isPresent()) {
            return;
        }
        var rows = locked(one.value(), other.value());
        var row = new BondStore.Row(Ids.next(), one.value(), other.value(), LinkKind.RELATED);
        if (store.insert(row, clock.instant())) {
            tell(rows, row, null, actor);
        }
    }

    private Map<UUID, ConversationStore.Row> locked(UUID one, UUID other) {
        var rows = new HashMap<UUID, ConversationStore.Row>();
        conversationStore.lockAll(List.of(one, other)).forEach(row -> rows.put(row.id(), row));
        return rows;
    }

    /** Both streams tell, each in its own inbox: of the other end only by the link's id. */
    private void tell(
            Map<UUID, ConversationStore.Row> rows,
            BondStore.@Nullable Row now,
            BondStore.@Nullable Row before,
            Actor actor) {
        for (var row : rows.values()) {
            var sequence =
                    conversationStore.nextSequence(row.id(), clock.instant()).orElseThrow();
            log.append(NewEvent.of(
                            "conversation",
                            row.id(),
                            sequence,
                            now == null ? "conversation.unlinked" : "conversation.linked",
                            actor)
                    .inInbox(row.inbox())
                    .changing(Map.of("link", new Change(kind(before, row), kind(now, row))))
                    .ref(
                            "link",
                            Optional.ofNullable(now)
                                    .or(() -> Optional.ofNullable(before))
                                    .map(BondStore.Row::id)
                                    .orElse(null)));
        }
    }

    private static @Nullable String kind(BondStore.@Nullable Row link, ConversationStore.Row end) {
        return link == null
                ? null
                : Objects.requireNonNull(link.seenFrom(link.other().equals(end.id())))
                        .kind()
                        .wire();
    }
}
