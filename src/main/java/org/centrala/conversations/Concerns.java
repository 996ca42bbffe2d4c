package org.centrala.conversations;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.centrala.access.Team;
import org.centrala.access.Teams;
import org.centrala.platform.Actor;
import org.centrala.platform.log.EventLog;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Whom conversations and their messages concern, for whoever tells people; who may see them is asked of {@code Viewers}. */
@Service
@Transactional(readOnly = true)
public class Concerns {
    private final ConversationStore store;
    private final MessageStore messageStore;
    private final FollowerStore followers;
    private final Mentions mentions;
    private final SideStore sides;
    private final DraftReviewStore reviews;
    private final Teams teams;
    private final EventLog log;

    Concerns(
            ConversationStore store,
            MessageStore messageStore,
            FollowerStore followers,
            Mentions mentions,
            SideStore sides,
            DraftReviewStore reviews,
            Teams teams,
            EventLog log) {
        this.store = store;
        this.messageStore = messageStore;
        this.followers = followers;
        this.mentions = mentions;
        this.sides = sides;
        this.reviews = reviews;
        this.teams = teams;
        this.log = log;
    }

    /**
     * Whose a conversation is; of a merged one what holds for the one that it is shown in.
     *
     * @param shown itself, or what it was merged into
     * @param sequence the last change of the one that is shown, after which this holds
     */
    public record Concern(
            UUID shown,
            long sequence,
            UUID inbox,
            boolean spam,
            @Nullable UUID assignee,
            Set<UUID> followers) {
        /** The same at another time, when it was somebody else's. */
        public Concern withAssignee(@Nullable UUID other) {
            return new Concern(shown, sequence, inbox, spam, other, followers);
        }
    }

    /**
     * Who said something.
     *
     * @param author the agent who wrote it
     * @param quiet a machine wrote it, or it is older than its mailbox here: no news to anybody
     * @param mentioned the agents whom a note mentions, also by their teams
     */
    public record Said(@Nullable UUID author, boolean quiet, Set<UUID> mentioned) {}

    /** By conversation; what is not there is left out. */
    public Map<UUID, Concern> of(Collection<UUID> conversations) {
        var rows = rows(conversations);
        var shown =
                rows(rows.values().stream().map(ConversationStore.Row::shown).toList());
        var following = followers.of(shown.keySet());
        var concerns = new HashMap<UUID, Concern>();
        rows.forEach((id, row) -> {
            var root = shown.getOrDefault(row.shown(), row);
            concerns.put(
                    id,
                    new Concern(
                            root.id(),
                            root.sequence(),
                            root.inbox(),
                            root.spam(),
                            root.assignee(),
                            following.getOrDefault(root.id(), Set.of())));
        });
        return concerns;
    }

    private Map<UUID, ConversationStore.Row> rows(Collection<UUID> ids) {
        var rows = new HashMap<UUID, ConversationStore.Row>();
        if (!ids.isEmpty()) {
            store.findAll(new LinkedHashSet<>(ids)).forEach(row -> rows.put(row.id(), row));
        }
        return rows;
    }

    /** By message; what is not there is left out. */
    public Map<UUID, Said> said(Collection<UUID> messages) {
        var said = new HashMap<UUID, Said>();
        if (!messages.isEmpty()) {
            var mentioned = mentions.of(messages);
            for (var row : messageStore.findAll(new HashSet<>(messages))) {
                var actor = row.actor();
                said.put(
                        row.id(),
                        new Said(
                                actor.kind() == Actor.Kind.AGENT ? actor.id() : null,
                                row.automatic() || row.imported(),
                                mentioned.getOrDefault(row.id(), Set.of())));
            }
        }
        return said;
    }

    /** The agent who asked what a side thread is about. */
    public Optional<UUID> askedBy(UUID side) {
        return sides.askedBy(side);
    }

    /** Whose draft is looked over, and by whom: by name, or as members of a team at this moment. */
    public record Review(UUID author, Set<UUID> asked) {}

    /** What is looked over, while it is. */
    public Optional<Review> review(UUID id) {
        return reviews.find(id).map(review -> {
            var asked = new HashSet<UUID>();
            for (var one : reviews.asked(Set.of(id)).getOrDefault(id, List.of())) {
                if (one.agent() != null) {
                    asked.add(one.agent());
                } else if (one.team() != null) {
                    teams.find(one.team()).map(Team::members).ifPresent(asked::addAll);
                }
            }
            return new Review(review.author(), asked);
        });
    }

    /** The agent who last snoozed a conversation before a place in its stream. */
    public Optional<UUID> snoozedBy(UUID conversation, long before) {
        return log.stream(conversation, 0).stream()
                .filter(event -> event.sequence() < before
                        && event.changes().containsKey("snoozedUntil")
                        && event.actor().kind() == Actor.Kind.AGENT)
                .reduce((earlier, later) -> later)
                .map(event -> event.actor().id());
    }
}
