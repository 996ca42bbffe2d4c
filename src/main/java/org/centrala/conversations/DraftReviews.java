package org.centrala.conversations;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.centrala.access.Permission;
import org.centrala.access.Viewer;
import org.centrala.platform.AuthoredHtml;
import org.centrala.platform.Ids;
import org.centrala.platform.log.Change;
import org.centrala.platform.log.EventLog;
import org.centrala.platform.log.NewEvent;
import org.centrala.platform.web.Problem;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Lets colleagues look over an answer before it is sent (ADR 0125). What they see is a copy of the draft: they may change and
 * judge it, and its author takes it over and sends it. Whoever sees the conversation sees it; nobody outside ever does.
 */
@Service
@Transactional
public class DraftReviews {
    private static final int LONGEST = 200_000;
    private static final int LONGEST_COMMENT = 10_000;
    private static final int MOST_ASKED = 20;
    private static final int MOST_COMMENTS = 200;

    private final DraftReviewStore store;
    private final ConversationStore conversationStore;
    private final Conversations conversations;
    private final Mentions mentions;
    private final MergeStore merges;
    private final EventLog log;
    private final Clock clock;

    DraftReviews(
            DraftReviewStore store,
            ConversationStore conversationStore,
            Conversations conversations,
            Mentions mentions,
            MergeStore merges,
            EventLog log,
            Clock clock) {
        this.store = store;
        this.conversationStore = conversationStore;
        this.conversations = conversations;
        this.mentions = mentions;
        this.merges = merges;
        this.log = log;
        this.clock = clock;
    }

    /**
     * What shall be looked over, and by whom: one agent or team at least.
     *
     * @param comment a word to them
     */
    public record NewDraftReview(
            @Nullable String text,
            @Nullable String html,
            @Nullable List<UUID> agents,
            @Nullable List<UUID> teams,
            @Nullable String comment) {}

    /** The draft as it shall read. */
    public record DraftReviewText(
            @Nullable String text, @Nullable String html) {}

    /** What whoever was asked thinks of it. */
    @Schema(name = "DraftReviewVerdict")
    public enum Verdict {
        approved,
        returned
    }

    /** Asks: whoever may answer the customer, once in a conversation at a time. */
    public DraftReview ask(ConversationId id, NewDraftReview wanted, Viewer viewer) {
        viewer.require(Permission.CONVERSATION_REPLY);
        var author = agent(viewer);
        var row = conversations.lockOpen(id, viewer);
        var content = content(new DraftReviewText(wanted.text(), wanted.html()));
        var comment = comment(wanted.comment(), false);
        var now = clock.instant();
        var review = new DraftReviewStore.Row(
                Ids.next(),
                row.id(),
                author,
                Objects.requireNonNull(content.text()),
                content.html(),
                DraftReview.State.asked.name(),
                author,
                1,
                now,
                now);
        if (!store.insert(review, asked(review.id(), wanted, author, id, viewer))) {
            throw Problem.conflict(
                    "review.open",
                    "You have asked for a review here already. Change what you have shared, or withdraw it.");
        }
        if (comment != null) {
            store.say(review.id(), author, comment, now);
        }
        tell(row, review.id(), "asked", viewer);
        return get(review.id(), viewer);
    }

    private List<DraftReviewStore.Asked> asked(
            UUID review, NewDraftReview wanted, UUID author, ConversationId conversation, Viewer viewer) {
        var offered = mentions.offered(conversation, viewer);
        var agents = offered.agents().stream().map(Mentions.Named::id).toList();
        var teams = offered.teams().stream().map(Mentions.Named::id).toList();
        var asked = new ArrayList<DraftReviewStore.Asked>();
        for (var agent : new LinkedHashSet<>(wanted.agents() == null ? List.<UUID>of() : wanted.agents())) {
            if (author.equals(agent) || !agents.contains(agent)) {
                throw Problem.invalid("agents", "has somebody who is yourself or does not see this conversation");
            }
            asked.add(new DraftReviewStore.Asked(review, agent, null));
        }
        for (var team : new LinkedHashSet<>(wanted.teams() == null ? List.<UUID>of() : wanted.teams())) {
            if (!teams.contains(team)) {
                throw Problem.invalid("teams", "has one that does not see this conversation");
            }
            asked.add(new DraftReviewStore.Asked(review, null, team));
        }
        if (asked.isEmpty() || asked.size() > MOST_ASKED) {
            throw Problem.invalid("agents", "is needed, or teams: at most " + MOST_ASKED + " together");
        }
        return asked;
    }

    /** What is looked over in a conversation now, the earliest first. */
    @Transactional(readOnly = true)
    public List<DraftReview> of(ConversationId id, Viewer viewer) {
        conversations.get(id, viewer);
        return views(store.of(merges.family(id.value())));
    }

    @Transactional(readOnly = true)
    public DraftReview get(UUID id, Viewer viewer) {
        var review = store.find(id).orElseThrow(DraftReviews::notFound);
        conversations.get(new ConversationId(merges.root(review.conversation())), viewer);
        return views(List.of(review)).getFirst();
    }

    /** Changes the text: its author, or who was asked. What was approved is to be looked over again. */
    public DraftReview change(UUID id, DraftReviewText wanted, @Nullable Long seen, Viewer viewer) {
        viewer.require(Permission.CONVERSATION_NOTE);
        var content = content(wanted);
        var row = lock(id, viewer);
        var review = seen(id, seen);
        var agent = agent(viewer);
        if (!review.author().equals(agent)) {
            requireAsked(id, viewer);
        }
        var again = !review.state().equals(DraftReview.State.asked.name());
        store.update(
                id,
                Objects.requireNonNull(content.text()),
                content.html(),
                DraftReview.State.asked,
                agent,
                clock.instant());
        tell(row, id, again && review.author().equals(agent) ? "asked" : "changed", viewer);
        return get(id, viewer);
    }

    /** Says something about it: whoever sees the conversation and may write notes. */
    public DraftReview say(UUID id, @Nullable String words, Viewer viewer) {
        viewer.require(Permission.CONVERSATION_NOTE);
        var comment = Objects.requireNonNull(comment(words, true));
        var row = lock(id, viewer);
        if (store.said(List.of(id)).getOrDefault(id, List.of()).size() >= MOST_COMMENTS) {
            throw Problem.conflict("review.too_many", "There are " + MOST_COMMENTS + " comments already.");
        }
        store.say(id, agent(viewer), comment, clock.instant());
        tell(row, id, "commented", viewer);
        return get(id, viewer);
    }

    /** Approves the text as it was seen, or hands it back: who was asked. */
    public DraftReview decide(UUID id, Verdict verdict, @Nullable String words, @Nullable Long seen, Viewer viewer) {
        viewer.require(Permission.CONVERSATION_NOTE);
        var comment = comment(words, false);
        var row = lock(id, viewer);
        var review = seen(id, seen);
        requireAsked(id, viewer);
        var agent = agent(viewer);
        if (review.author().equals(agent)) {
            throw Problem.forbidden("review.own", "Somebody else looks over what you have written.");
        }
        if (comment != null) {
            store.say(id, agent, comment, clock.instant());
        }
        store.update(
                id,
                review.text(),
                review.html(),
                DraftReview.State.valueOf(verdict.name()),
                review.changedBy(),
                clock.instant());
        tell(row, id, verdict.name(), viewer);
        return get(id, viewer);
    }

    /** Takes the question back; the author's own draft stays. */
    public void withdraw(UUID id, Viewer viewer) {
        var row = lock(id, viewer);
        if (!store.find(id).orElseThrow(DraftReviews::notFound).author().equals(agent(viewer))) {
            throw Problem.forbidden("review.not_yours", "Only who asked for the review takes it back.");
        }
        tell(row, id, "withdrawn", viewer);
        store.delete(id);
    }

    private ConversationStore.Row lock(UUID id, Viewer viewer) {
        var review = store.find(id).orElseThrow(DraftReviews::notFound);
        return conversations.lockOpen(new ConversationId(merges.root(review.conversation())), viewer);
    }

    /** The review as it is now, under the lock of its conversation, if that is what the writer has seen. */
    private DraftReviewStore.Row seen(UUID id, @Nullable Long seen) {
        var review = store.find(id).orElseThrow(DraftReviews::notFound);
        if (seen == null) {
            throw Problem.invalid("If-Match", "is needed: the version that you have seen");
        }
        if (seen != review.version()) {
            throw Problem.preconditionFailed(
                    "review.conflict",
                    "Somebody has changed it meanwhile. Read it, then write again.",
                    Map.of("review", views(List.of(review)).getFirst()));
        }
        return review;
    }

    private void requireAsked(UUID id, Viewer viewer) {
        var agent = agent(viewer);
        if (store.asked(List.of(id)).getOrDefault(id, List.of()).stream()
                .noneMatch(one -> agent.equals(one.agent())
                        || one.team() != null && viewer.teams().contains(one.team()))) {
            throw Problem.forbidden("review.not_asked", "You were not asked to look this over.");
        }
    }

    private void tell(ConversationStore.Row row, UUID review, String what, Viewer viewer) {
        var sequence = conversationStore.nextSequence(row.id(), clock.instant()).orElseThrow();
        log.append(NewEvent.of("conversation", row.id(), sequence, "conversation.review", viewer.actor())
                .inInbox(row.inbox())
                .changing(Map.of("review", new Change(null, what)))
                .ref("review", review));
    }

    private static DraftReviewText content(DraftReviewText wanted) {
        var html = wanted.html() == null || wanted.html().isBlank()
                ? null
                : AuthoredHtml.clean(Composition.withoutNul(wanted.html()));
        var text = wanted.text() == null || wanted.text().isBlank()
                ? html == null ? "" : AuthoredHtml.text(html)
                : Composition.withoutNul(wanted.text());
        if (text.isBlank()) {
            throw Problem.invalid("text", "is needed, or html");
        }
        if (text.length() > LONGEST || html != null && html.length() > LONGEST) {
            throw Problem.invalid("text", "has more than " + LONGEST + " characters");
        }
        return new DraftReviewText(text.strip(), html);
    }

    private static @Nullable String comment(@Nullable String words, boolean needed) {
        var text = words == null ? "" : Composition.withoutNul(words).strip();
        if (needed && text.isEmpty()) {
            throw Problem.invalid("text", "is needed");
        }
        if (text.length() > LONGEST_COMMENT) {
            throw Problem.invalid("text", "has more than " + LONGEST_COMMENT + " characters");
        }
        return text.isEmpty() ? null : text;
    }

    private List<DraftReview> views(List<DraftReviewStore.Row> rows) {
        var ids = rows.stream().map(DraftReviewStore.Row::id).toList();
        var asked = store.asked(ids);
        var said = store.said(ids);
        return rows.stream()
                .map(row -> new DraftReview(
                        row.id(),
                        merges.root(row.conversation()),
                        row.author(),
                        row.text(),
                        row.html(),
                        DraftReview.State.valueOf(row.state()),
                        asked.getOrDefault(row.id(), List.of()).stream()
                                .map(DraftReviewStore.Asked::agent)
                                .filter(Objects::nonNull)
                                .toList(),
                        asked.getOrDefault(row.id(), List.of()).stream()
                                .map(DraftReviewStore.Asked::team)
                                .filter(Objects::nonNull)
                                .toList(),
                        row.changedBy(),
                        row.version(),
                        row.createdAt(),
                        row.updatedAt(),
                        said.getOrDefault(row.id(), List.of()).stream()
                                .map(one -> new DraftReview.Comment(one.id(), one.agent(), one.text(), one.createdAt()))
                                .toList()))
                .toList();
    }

    private static UUID agent(Viewer viewer) {
        return viewer.agentId().orElseThrow(Drafts::agentsOnly);
    }

    private static Problem notFound() {
        return Problem.notFound("review.not_found", "There is no such review, or you may not see it.");
    }
}
