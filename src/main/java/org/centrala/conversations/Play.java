package org.centrala.conversations;

import static java.util.stream.Collectors.toSet;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.centrala.access.Permission;
import org.centrala.access.Viewer;
import org.centrala.platform.log.Change;
import org.centrala.platform.log.EventLog;
import org.centrala.platform.log.NewEvent;
import org.centrala.platform.web.Cursor;
import org.centrala.platform.web.Page;
import org.centrala.platform.web.Problem;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Hands out one conversation after the other (ADR 0092): what has waited longest, to one agent, who says why they pass one on. */
@Service
@Transactional
public class Play {
    /** So long nobody is handed again what they have passed on. */
    private static final Duration PEACE = Duration.ofHours(8);

    private static final int LONGEST_NOTE = 500;
    private static final int MOST_LEFT = 999;

    private final PlayStore store;
    private final ConversationStore conversationStore;
    private final Conversations conversations;
    private final ChangeRules rules;
    private final EventLog log;
    private final Clock clock;

    Play(
            PlayStore store,
            ConversationStore conversationStore,
            Conversations conversations,
            ChangeRules rules,
            EventLog log,
            Clock clock) {
        this.store = store;
        this.conversationStore = conversationStore;
        this.conversations = conversations;
        this.rules = rules;
        this.log = log;
        this.clock = clock;
    }

    /** From where conversations are handed out. */
    @Schema(name = "PlayFrom")
    public enum From {
        mine,
        unassigned,
        /** What is the agent's, and what is nobody's. */
        open
    }

    /** Why somebody passes a conversation on. */
    @Schema(name = "SkipReason")
    public enum Reason {
        not_mine,
        too_hard,
        waits,
        unclear,
        other
    }

    /** What was passed on, by whom and why. */
    @Schema(name = "PlaySkip")
    public record Skip(
            UUID id,
            UUID conversation,
            long number,
            String subject,
            UUID agent,
            Reason reason,
            @Nullable String note,
            Instant at) {}

    /** What is handed out, and how many wait besides; the number stops at {@link #MOST_LEFT}. */
    @Schema(name = "PlayTurn")
    public record Turn(@Nullable Conversation conversation, int left) {}

    /**
     * The conversation that has waited longest for an answer; it is the agent's from now on. The same one again until it is
     * answered, done or passed on; none when nothing waits.
     */
    public Turn next(From from, @Nullable UUID inbox, @Nullable UUID brand, Viewer viewer) {
        viewer.require(Permission.CONVERSATION_UPDATE);
        var agent = agent(viewer);
        var search = new PlayStore.Search(
                agent,
                inbox == null ? viewer.inboxArray() : viewer.sees(inbox) ? new UUID[] {inbox} : new UUID[0],
                brand,
                from != From.unassigned,
                from != From.mine,
                clock.instant().minus(PEACE));
        var found = store.next(search);
        if (found.isEmpty()) {
            return new Turn(null, 0);
        }
        var left = store.waiting(search, MOST_LEFT + 1) - 1;
        var row = conversationStore.findAll(List.of(found.get())).getFirst();
        var took = row.assignee() == null;
        if (took) {
            conversations.write(row, rules.moved(row, row.status(), agent), viewer.actor());
        }
        if (took || store.turn(row.id(), agent).isEmpty()) {
            store.hand(row.id(), agent, took, clock.instant());
        }
        return new Turn(conversations.get(new ConversationId(row.id()), viewer), left);
    }

    /** Passes on what was handed to the agent: if it became theirs by that, it is nobody's again. */
    public void skip(ConversationId id, Reason reason, @Nullable String note, Viewer viewer) {
        viewer.require(Permission.CONVERSATION_UPDATE);
        var agent = agent(viewer);
        var row = conversations.lockVisible(id, viewer);
        var words = note == null || note.isBlank() ? null : Composition.withoutNul(note.strip());
        if (words != null && words.length() > LONGEST_NOTE) {
            throw Problem.invalid("note", "has more than " + LONGEST_NOTE + " characters");
        }
        if (reason == Reason.other && words == null) {
            throw Problem.invalid("note", "is needed when the reason is another one");
        }
        var turn = store.turn(row.id(), agent)
                .orElseThrow(() -> Problem.conflict("play.no_turn", "It was not handed to you, or you passed it on."));
        store.skip(turn.id(), reason.name(), words, clock.instant());
        if (turn.took() && agent.equals(row.assignee())) {
            conversations.write(row, rules.moved(row, row.status(), null), viewer.actor());
        }
        var sequence = conversationStore.nextSequence(row.id(), clock.instant()).orElseThrow();
        log.append(NewEvent.of("conversation", row.id(), sequence, "conversation.skipped", viewer.actor())
                .inInbox(row.inbox())
                .changing(Map.of("skipped", new Change(null, reason.name()))));
    }

    /** What was passed on in the inboxes that the viewer sees, the newest first. */
    @Transactional(readOnly = true)
    public Page<Skip> skips(@Nullable Integer limit, @Nullable String cursor, Viewer viewer) {
        viewer.require(Permission.REPORT_READ);
        var size = Page.limit(limit);
        var after = Cursor.decode(cursor, 2);
        var rows = store.skips(
                viewer.inboxArray(),
                after == null ? null : after.instant(0),
                after == null ? null : after.uuid(1),
                size + 1);
        var shown = new HashMap<UUID, ConversationStore.Row>();
        conversationStore
                .findAll(rows.stream().map(PlayStore.Skip::conversation).collect(toSet()))
                .forEach(row -> shown.put(row.id(), row));
        return new Page<>(
                rows.subList(0, Math.min(size, rows.size())).stream()
                        .map(row -> {
                            var conversation = Objects.requireNonNull(shown.get(row.conversation()));
                            return new Skip(
                                    row.id(),
                                    conversation.id(),
                                    conversation.number(),
                                    conversation.subject(),
                                    row.agent(),
                                    Reason.valueOf(row.reason()),
                                    row.note(),
                                    row.skippedAt());
                        })
                        .toList(),
                Page.of(rows, size, row -> Cursor.of(row.skippedAt(), row.id())).next());
    }

    private static UUID agent(Viewer viewer) {
        return viewer.agentId()
                .orElseThrow(() -> Problem.forbidden("access.agents_only", "Conversations are handed out to people."));
    }
}
