package org.centrala.conversations;

import java.util.List;
import java.util.UUID;
import org.centrala.access.Viewer;
import org.centrala.platform.web.Problem;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Files that wait in a draft until it is sent: uploaded while their author still writes, seen by nobody else. */
@Service
@Transactional
class DraftFiles {
    private final DraftFileStore store;
    private final Drafts drafts;
    private final Conversations conversations;

    DraftFiles(DraftFileStore store, Drafts drafts, Conversations conversations) {
        this.store = store;
        this.drafts = drafts;
        this.conversations = conversations;
    }

    Message.Attachment add(ConversationId conversation, Audience audience, NewAttachment file, Viewer viewer) {
        var place = drafts.begin(conversation, audience, viewer);
        var kept =
                store.list(place).stream().mapToLong(DraftFileStore.Row::size).sum();
        if (kept + file.content().length > Composition.MOST_BYTES) {
            throw Composition.tooMuch();
        }
        return view(conversation.value(), store.insert(place, file));
    }

    /** Puts the files of a message of the conversation into the draft, to pass them on; all that the draft holds then. */
    List<Message.Attachment> copy(ConversationId conversation, Audience audience, UUID message, Viewer viewer) {
        var place = drafts.begin(conversation, audience, viewer);
        store.copyFrom(message, place);
        var kept = store.list(place);
        if (kept.stream().mapToLong(DraftFileStore.Row::size).sum() > Composition.MOST_BYTES) {
            throw Composition.tooMuch();
        }
        return views(conversation.value(), kept);
    }

    @Transactional(readOnly = true)
    Outgoing.File get(ConversationId conversation, UUID file, Viewer viewer) {
        conversations.get(conversation, viewer);
        return store.find(conversation.value(), agent(viewer), file)
                .orElseThrow(() ->
                        Problem.notFound("attachment.not_found", "There is no such file, or you may not see it."));
    }

    void remove(ConversationId conversation, UUID file, Viewer viewer) {
        conversations.get(conversation, viewer);
        store.delete(conversation.value(), agent(viewer), file);
    }

    static List<Message.Attachment> views(UUID conversation, List<DraftFileStore.Row> rows) {
        return rows.stream().map(row -> view(conversation, row)).toList();
    }

    private static Message.Attachment view(UUID conversation, DraftFileStore.Row row) {
        return new Message.Attachment(
                row.id(),
                row.fileName(),
                row.contentType(),
                row.size(),
                row.contentId(),
                "/api/v1/conversations/" + conversation + "/draft/files/" + row.id(),
                null);
    }

    private static UUID agent(Viewer viewer) {
        return viewer.agentId().orElseThrow(Drafts::agentsOnly);
    }
}
