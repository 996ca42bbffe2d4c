package org.centrala.conversations;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.centrala.access.Permission;
import org.centrala.access.Viewer;
import org.centrala.platform.web.Problem;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** What agents have begun to write: one draft per conversation and audience, seen by its author only. */
@Service
@Transactional
public class Drafts {
    private static final int LONGEST = 1_000_000;

    private final DraftStore store;
    private final DraftFileStore files;
    private final Conversations conversations;
    private final MergeStore merges;
    private final DraftReviewStore reviews;
    private final Clock clock;

    Drafts(
            DraftStore store,
            DraftFileStore files,
            Conversations conversations,
            MergeStore merges,
            DraftReviewStore reviews,
            Clock clock) {
        this.store = store;
        this.files = files;
        this.conversations = conversations;
        this.merges = merges;
        this.reviews = reviews;
        this.clock = clock;
    }

    /** What a draft holds; {@code signature} is false when none shall be put under it. */
    @Schema(name = "DraftContent")
    public record Content(
            @Nullable String html,
            @Nullable String text,
            @Nullable List<String> to,
            @Nullable List<String> cc,
            @Nullable List<String> bcc,
            @Nullable UUID forward,
            @Nullable Boolean signature) {
        static final Content EMPTY = new Content(null, null, null, null, null, null, null);
    }

    /** A draft as the API shows it. */
    public record Draft(
            Audience audience,
            @Nullable String html,
            @Nullable String text,
            @Nullable List<String> to,
            @Nullable List<String> cc,
            @Nullable List<String> bcc,
            @Nullable UUID forward,
            List<Message.Attachment> attachments,
            Instant updatedAt,
            @Nullable Boolean signature) {}

    @Transactional(readOnly = true)
    public Optional<Draft> get(ConversationId conversation, Audience audience, Viewer viewer) {
        conversations.get(conversation, viewer);
        return viewer.agentId()
                .map(agent -> new DraftFileStore.Place(conversation.value(), agent, audience))
                .flatMap(place -> store.find(place).map(found -> view(place, found.content(), found.at())));
    }

    public Draft put(ConversationId conversation, Audience audience, Content content, Viewer viewer) {
        var place = place(conversation, audience, viewer);
        if (length(content.html()) > LONGEST || length(content.text()) > LONGEST) {
            throw Problem.invalid("html", "has more than " + LONGEST + " characters");
        }
        var now = clock.instant();
        store.put(place, content, now);
        return view(place, content, now);
    }

    /** Sees to it that there is a draft, for a file that comes before the first word. */
    DraftFileStore.Place begin(ConversationId conversation, Audience audience, Viewer viewer) {
        var place = place(conversation, audience, viewer);
        store.begin(place, Content.EMPTY, clock.instant());
        return place;
    }

    private DraftFileStore.Place place(ConversationId conversation, Audience audience, Viewer viewer) {
        viewer.require(audience == Audience.TEAM ? Permission.CONVERSATION_NOTE : Permission.CONVERSATION_REPLY);
        conversations.get(conversation, viewer);
        return new DraftFileStore.Place(
                conversation.value(), viewer.agentId().orElseThrow(Drafts::agentsOnly), audience);
    }

    static Problem agentsOnly() {
        return Problem.forbidden("draft.agents_only", "Only agents keep drafts.");
    }

    private Draft view(DraftFileStore.Place place, Content content, Instant at) {
        return view(place.audience(), content, DraftFiles.views(place.conversation(), files.list(place)), at);
    }

    private static Draft view(Audience audience, Content content, List<Message.Attachment> files, Instant at) {
        return new Draft(
                audience,
                content.html(),
                content.text(),
                content.to(),
                content.cc(),
                content.bcc(),
                content.forward(),
                files,
                at,
                content.signature());
    }

    /** Lets files of the author's draft go out with their message, behind those it has already. */
    void sendFiles(UUID conversation, NewMessage wanted, UUID message, int behind, Viewer viewer) {
        var wantedFiles = Set.copyOf(wanted.filesOfDraft());
        if (wantedFiles.isEmpty()) {
            return;
        }
        var audience = wanted.toTeam() ? Audience.TEAM : Audience.CUSTOMER;
        var place = new DraftFileStore.Place(conversation, viewer.agentId().orElseThrow(Drafts::agentsOnly), audience);
        if (files.moveTo(message, behind, place, wanted.filesOfDraft()) != wantedFiles.size()) {
            throw Problem.invalid("draftFiles", "are not all in your draft");
        }
    }

    public void delete(ConversationId conversation, Audience audience, Viewer viewer) {
        conversations.get(conversation, viewer);
        viewer.agentId().ifPresent(agent -> discard(conversation.value(), agent, audience));
    }

    /** Those of merged conversations go, too: they were copied when these were merged. */
    void discard(UUID conversation, UUID agent, Audience audience) {
        merges.family(conversation).forEach(one -> store.delete(one, agent, audience));
    }

    /** What was sent is no draft any more, and nobody needs to look it over. */
    void sent(UUID conversation, UUID agent, Audience audience) {
        discard(conversation, agent, audience);
        if (audience == Audience.CUSTOMER) {
            reviews.ended(merges.family(conversation), agent);
        }
    }

    /** Refuses while the viewer has words or files of their own where those of a message are to be put. */
    void requireNone(MessageStore.Row message, Viewer viewer) {
        viewer.agentId()
                .map(agent -> new DraftFileStore.Place(message.conversation(), agent, message.audience()))
                .filter(place -> store.find(place).isPresent())
                .ifPresent(place -> {
                    throw Problem.conflict(
                            "draft.in_the_way",
                            "You have a draft in this conversation: send or discard it, then take the message back.");
                });
    }

    /** Makes a message that was taken back a draft again. */
    Draft restore(MessageStore.Row message, Viewer viewer) {
        var recipients = message.recipients();
        var content = new Content(
                message.html(),
                message.text(),
                addresses(recipients.to()),
                addresses(recipients.cc()),
                addresses(recipients.bcc()),
                message.forwardOf(),
                message.signed() ? null : false);
        var now = clock.instant();
        var place = viewer.agentId()
                .map(agent -> new DraftFileStore.Place(merges.root(message.conversation()), agent, message.audience()));
        if (place.isEmpty()) {
            return view(message.audience(), content, List.of(), now);
        }
        store.put(place.get(), content, now);
        files.copyFrom(message.id(), place.get());
        return view(place.get(), content, now);
    }

    private static List<String> addresses(@Nullable List<Party> parties) {
        return parties == null
                ? List.of()
                : parties.stream().map(Party::address).toList();
    }

    private static int length(@Nullable String text) {
        return text == null ? 0 : text.length();
    }

    /** The table of drafts. */
    @Component
    static class DraftStore {
        private final JdbcClient jdbc;
        private final JsonMapper json;

        DraftStore(JdbcClient jdbc, JsonMapper json) {
            this.jdbc = jdbc;
            this.json = json;
        }

        /** What a draft held, and since when. */
        record Found(Content content, Instant at) {}

        Optional<Found> find(DraftFileStore.Place place) {
            return of(place, """
                            select content, updated_at from draft
                            where conversation_id = :conversation and agent_id = :agent and audience = :audience
                            """)
                    .query((row, index) -> new Found(
                            json.readValue(row.getString(1), Content.class),
                            row.getObject(2, OffsetDateTime.class).toInstant()))
                    .optional();
        }

        void begin(DraftFileStore.Place place, Content content, Instant at) {
            insert(place, content, at, "do nothing");
        }

        void put(DraftFileStore.Place place, Content content, Instant at) {
            insert(place, content, at, "do update set content = excluded.content, updated_at = excluded.updated_at");
        }

        private void insert(DraftFileStore.Place place, Content content, Instant at, String otherwise) {
            of(place, """
                            insert into draft (conversation_id, agent_id, audience, content, updated_at)
                            values (:conversation, :agent, :audience, :content::jsonb, :at)
                            on conflict (conversation_id, agent_id, audience)
                            """ + otherwise)
                    .param("content", json.writeValueAsString(content).replace("\\u0000", ""))
                    .param("at", at.atOffset(ZoneOffset.UTC))
                    .update();
        }

        private JdbcClient.StatementSpec of(DraftFileStore.Place place, String sql) {
            return jdbc.sql(sql)
                    .param("conversation", place.conversation())
                    .param("agent", place.agent())
                    .param("audience", place.audience().wire());
        }

        void delete(UUID conversation, UUID agent, Audience audience) {
            jdbc.sql("delete from draft where conversation_id = ? and agent_id = ? and audience = ?")
                    .param(conversation)
                    .param(agent)
                    .param(audience.wire())
                    .update();
        }
    }
}
