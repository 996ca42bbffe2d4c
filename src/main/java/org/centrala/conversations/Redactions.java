package org.centrala.conversations;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Clock;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.centrala.access.Permission;
import org.centrala.access.Viewer;
import org.centrala.platform.log.Change;
import org.centrala.platform.log.EventLog;
import org.centrala.platform.log.NewEvent;
import org.centrala.platform.web.KeptAnswers;
import org.centrala.platform.web.Page;
import org.centrala.platform.web.Problem;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Takes words and files out of what was said, for good: in the message and wherever the conversation repeats it. That
 * it was done, by whom and when stays in the log; the channel forgets the raw mail when it hears of it.
 */
@Service
@Transactional
class Redactions {
    private static final int MOST = 50;
    private static final int SHORTEST = 4;
    private static final Set<DeliveryState> ON_THEIR_WAY = EnumSet.of(DeliveryState.QUEUED, DeliveryState.SENDING);

    private final RedactionStore store;
    private final MessageStore messageStore;
    private final AttachmentTextStore texts;
    private final MergeStore merges;
    private final ConversationStore conversationStore;
    private final Conversations conversations;
    private final Messages messages;
    private final KeptAnswers answers;
    private final EventLog log;
    private final Clock clock;

    Redactions(
            RedactionStore store,
            MessageStore messageStore,
            AttachmentTextStore texts,
            MergeStore merges,
            ConversationStore conversationStore,
            Conversations conversations,
            Messages messages,
            KeptAnswers answers,
            EventLog log,
            Clock clock) {
        this.store = store;
        this.messageStore = messageStore;
        this.texts = texts;
        this.merges = merges;
        this.conversationStore = conversationStore;
        this.conversations = conversations;
        this.messages = messages;
        this.answers = answers;
        this.log = log;
        this.clock = clock;
    }

    /** What shall go: words as they stand in the text, and files. */
    @Schema(name = "Redaction")
    record Wanted(@Nullable List<String> words, @Nullable List<UUID> files) {}

    Message redact(MessageId id, Wanted wanted, Viewer viewer) {
        viewer.require(Permission.CONVERSATION_UPDATE);
        var message = messages.get(id, viewer);
        var conversation = conversations.lockVisible(new ConversationId(message.conversation()), viewer);
        var words = wanted.words() == null ? List.<String>of() : wanted.words();
        if (words.size() > MOST || words.stream().anyMatch(word -> letters(word) < SHORTEST)) {
            throw Problem.invalid("words", "are at most " + MOST + ", each with " + SHORTEST + " letters or digits");
        }
        var redaction = new Redaction(words);
        var files = wanted.files() == null ? List.<UUID>of() : wanted.files();
        var removed = files.isEmpty() ? 0 : store.remove(id.value(), files);
        if (removed < files.size()) {
            throw Problem.invalid("files", "are not all files of this message");
        }
        answers.forgetWords();
        int changed = 0;
        var family = merges.family(conversation.id());
        MessageStore.@Nullable Row after = null;
        for (var page = page(family, after); !page.isEmpty(); page = page(family, after)) {
            for (var row : page) {
                after = row;
                var gone = row.id().equals(id.value()) ? removed : 0;
                var found = !words.isEmpty() && finds(redaction, row);
                if (found || gone > 0) {
                    rewrite(row, redaction, found, gone, conversation.inbox(), viewer);
                    changed++;
                }
            }
        }
        if (changed == 0) {
            throw Problem.invalid("words", "stand nowhere in this conversation");
        }
        if (!words.isEmpty()) {
            texts.redact(family, redaction, clock.instant());
        }
        family.forEach(store::dropDrafts);
        messageStore
                .newest(family)
                .ifPresent(last -> store.preview(conversation.id(), Composition.preview(last.visibleText())));
        return messages.get(id, viewer);
    }

    private List<MessageStore.Row> page(List<UUID> family, MessageStore.@Nullable Row after) {
        return messageStore.listByTime(
                family,
                false,
                after == null ? null : after.createdAt(),
                after == null ? null : after.id(),
                Page.MAXIMUM_LIMIT);
    }

    private static long letters(String word) {
        return word.codePoints().filter(Character::isLetterOrDigit).count();
    }

    private static boolean finds(Redaction redaction, MessageStore.Row row) {
        return redaction.finds(row.text())
                || redaction.finds(row.visibleText())
                || redaction.finds(row.subject())
                || redaction.finds(row.html())
                || row.facts().found(redaction);
    }

    private void rewrite(
            MessageStore.Row row, Redaction redaction, boolean found, int files, UUID inbox, Viewer viewer) {
        if (row.deliveryState() != null && ON_THEIR_WAY.contains(row.deliveryState())) {
            throw Problem.conflict(
                    "message.on_its_way", "A message with these words is on its way. Take it back, or wait.");
        }
        if (found) {
            store.rewrite(
                    row.id(),
                    row.subject() == null ? null : redaction.text(row.subject()),
                    redaction.text(row.text()),
                    redaction.text(row.visibleText()),
                    row.html() == null ? null : redaction.html(row.html()),
                    row.facts().without(redaction));
        }
        var sequence = conversationStore
                .nextSequence(row.conversation(), clock.instant())
                .orElseThrow();
        var changes = new LinkedHashMap<String, Change>();
        if (found) {
            changes.put("redacted", new Change(false, true));
        }
        if (files > 0) {
            changes.put("redactedFiles", new Change(null, files));
        }
        log.append(NewEvent.of("conversation", row.conversation(), sequence, "message.redacted", viewer.actor())
                .inInbox(inbox)
                .changing(changes)
                .ref("message", row.id()));
    }
}
