package org.centrala.conversations;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import org.centrala.access.Permission;
import org.centrala.access.Viewer;
import org.centrala.customers.CustomerId;
import org.centrala.customers.Customers;
import org.centrala.fields.Shape;
import org.centrala.platform.log.EventLog;
import org.centrala.platform.log.NewEvent;
import org.centrala.platform.web.Problem;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Changes many conversations in one step: each that can be changed is, and of each other it says why not. The rows are
 * read, locked and written together; only what the viewer sees is found.
 */
@Service
@Transactional
class BulkChanges {
    static final int MOST = 100;

    private final ConversationStore store;
    private final Conversations conversations;
    private final MergeStore merges;
    private final Customers customers;
    private final ChangeRules rules;
    private final Tags tags;
    private final EventLog log;
    private final Clock clock;

    BulkChanges(
            ConversationStore store,
            Conversations conversations,
            MergeStore merges,
            Customers customers,
            ChangeRules rules,
            Tags tags,
            EventLog log,
            Clock clock) {
        this.store = store;
        this.conversations = conversations;
        this.merges = merges;
        this.customers = customers;
        this.rules = rules;
        this.tags = tags;
        this.log = log;
        this.clock = clock;
    }

    /**
     * What to change.
     *
     * @param change the same for all
     * @param addTags beside those that each has
     */
    @Schema(name = "BulkChange")
    record Wanted(
            @Nullable ConversationPatch change,
            @Nullable List<String> addTags,
            @Nullable List<String> removeTags,
            List<Item> conversations) {
        List<String> adds() {
            return addTags == null ? List.of() : addTags;
        }

        List<String> removes() {
            return removeTags == null ? List.of() : removeTags;
        }
    }

    /**
     * One of those to change.
     *
     * @param sequence what the writer had seen, as {@code If-Match} says it of a single one
     * @param change for this one alone, in place of the common one: undo gives each its own values back
     */
    @Schema(name = "BulkItem")
    record Item(UUID id, @Nullable Long sequence, @Nullable ConversationPatch change) {}

    /**
     * Why one was not changed.
     *
     * @param missing what has to be filled in first, for {@code conversation.incomplete}
     */
    @Schema(name = "BulkRefusal")
    record Refusal(String code, String detail, @Nullable List<Shape.Missing> missing) {}

    /** What became of one: the conversation as it is now, or why it stays as it was. */
    @Schema(name = "BulkOutcome")
    record Outcome(
            UUID id,
            @Nullable Conversation conversation,
            @Nullable Refusal problem) {}

    List<Outcome> change(Wanted wanted, Viewer viewer) {
        viewer.require(Permission.CONVERSATION_UPDATE);
        var items = items(wanted);
        var rows = new HashMap<UUID, ConversationStore.Row>();
        store.lockAll(items.stream().map(Item::id).toList(), viewer.inboxArray())
                .forEach(row -> rows.put(row.id(), row));
        var known = new ChangeRules.Known();
        var refused = new HashMap<UUID, Refusal>();
        var changes = new ArrayList<Written>();
        for (var item : items) {
            var row = rows.get(item.id());
            try {
                changes.add(changed(item, wanted, row, known, viewer));
            } catch (Problem problem) {
                refused.put(item.id(), new Refusal(problem.code(), problem.detail(), missing(problem)));
            }
        }
        write(changes.stream().filter(one -> !one.changed().changes().isEmpty()).toList(), viewer);
        var now = new HashMap<UUID, Conversation>();
        conversations
                .list(changes.stream().map(one -> one.before().id()).toList(), viewer)
                .forEach(one -> now.put(one.id(), one));
        return items.stream()
                .map(item -> new Outcome(item.id(), now.get(item.id()), refused.get(item.id())))
                .toList();
    }

    private static @Nullable List<Shape.Missing> missing(Problem problem) {
        return problem instanceof ChangeRules.Incomplete incomplete ? incomplete.missing() : null;
    }

    private static List<Item> items(Wanted wanted) {
        var items = wanted.conversations();
        if (items == null || items.isEmpty() || items.size() > MOST) {
            throw Problem.invalid("conversations", "are 1 to " + MOST);
        }
        var seen = new HashSet<UUID>();
        for (var item : items) {
            if (item == null || item.id() == null || !seen.add(item.id())) {
                throw Problem.invalid("conversations", "each has an id, and none comes twice");
            }
        }
        return items;
    }

    /** A locked row and what shall become of it. */
    private record Written(ConversationStore.Row before, ChangeRules.Changed changed) {}

    private Written changed(
            Item item, Wanted wanted, ConversationStore.@Nullable Row row, ChangeRules.Known known, Viewer viewer) {
        if (row == null) {
            throw Conversations.notFound();
        }
        Conversations.requireUnmerged(row);
        var patch = item.change() != null ? item.change() : wanted.change();
        var now = patch == null ? row : rules.apply(patch, row, viewer, known).row();
        var edit = RowEdit.of(now);
        if (!wanted.adds().isEmpty() || !wanted.removes().isEmpty()) {
            edit.tags = tags.changed(now.tags(), wanted.adds(), wanted.removes());
        }
        var changed = ChangeRules.difference(row, edit.row());
        if (item.sequence() != null && item.sequence() < row.sequence()) {
            // Thrown here: an exception that leaves another service would undo what is done to the other rows.
            conversations
                    .conflict(new ConversationId(row.id()), changed.changes().keySet(), item.sequence(), row, viewer)
                    .ifPresent(problem -> {
                        throw problem;
                    });
        }
        return new Written(row, changed);
    }

    private void write(List<Written> changes, Viewer viewer) {
        if (changes.isEmpty()) {
            return;
        }
        var now = clock.instant();
        store.updateAll(changes.stream()
                .map(one -> one.changed().row(one.before().sequence() + 1, now, viewer.actor()))
                .toList());
        for (var one : changes) {
            var inbox = one.changed().row().inbox();
            if (!inbox.equals(one.before().inbox())) {
                customers.met(new CustomerId(one.before().customer()), inbox);
                merges.follow(one.before().id(), inbox);
            }
            if (one.changed().changes().containsKey("tags")
                    || one.changed().changes().containsKey("inbox")) {
                tags.used(one.changed().row().tags(), inbox);
            }
        }
        log.append(changes.stream()
                .map(one -> NewEvent.of(
                                "conversation",
                                one.before().id(),
                                one.before().sequence() + 1,
                                "conversation.changed",
                                viewer.actor())
                        .inInbox(one.changed().row().inbox())
                        .changing(one.changed().changes()))
                .toArray(NewEvent[]::new));
    }
}
