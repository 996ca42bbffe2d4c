package org.centrala.conversations;

import io.swagger.v3.oas.annotations.media.Schema;
import java.sql.ResultSet;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
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
    private final Conversations conversations;
    private final Clock clock;

    Drafts(DraftStore store, Conversations conversations, Clock clock) {
        this.store = store;
        this.conversations = conversations;
        this.clock = clock;
    }

    /** What a draft holds. */
    @Schema(name = "DraftContent")
    public record Content(
            @Nullable String html,
            @Nullable String text,
            @Nullable List<String> to,
            @Nullable List<String> cc) {}

    /** A draft as the API shows it. */
    public record Draft(
            Audience audience,
            @Nullable String html,
            @Nullable String text,
            @Nullable List<String> to,
            @Nullable List<String> cc,
            Instant updatedAt) {}

    @Transactional(readOnly = true)
    public Optional<Draft> get(ConversationId conversation, Audience audience, Viewer viewer) {
        conversations.get(conversation, viewer);
        return viewer.agentId().flatMap(agent -> store.find(conversation.value(), agent, audience));
    }

    public Draft put(ConversationId conversation, Audience audience, Content content, Viewer viewer) {
        viewer.require(audience == Audience.TEAM ? Permission.CONVERSATION_NOTE : Permission.CONVERSATION_REPLY);
        conversations.get(conversation, viewer);
        if (length(content.html()) > LONGEST || length(content.text()) > LONGEST) {
            throw Problem.invalid("html", "has more than " + LONGEST + " characters");
        }
        var agent =
                viewer.agentId().orElseThrow(() -> Problem.forbidden("draft.agents_only", "Only agents keep drafts."));
        var now = clock.instant();
        store.put(conversation.value(), agent, audience, content, now);
        return new Draft(audience, content.html(), content.text(), content.to(), content.cc(), now);
    }

    public void delete(ConversationId conversation, Audience audience, Viewer viewer) {
        conversations.get(conversation, viewer);
        viewer.agentId().ifPresent(agent -> discard(conversation.value(), agent, audience));
    }

    void discard(UUID conversation, UUID agent, Audience audience) {
        store.delete(conversation, agent, audience);
    }

    /** Makes a message that was taken back a draft again. */
    Draft restore(MessageStore.Row message, Viewer viewer) {
        var recipients = message.recipients();
        var content =
                new Content(message.html(), message.text(), addresses(recipients.to()), addresses(recipients.cc()));
        var now = clock.instant();
        viewer.agentId().ifPresent(agent -> store.put(message.conversation(), agent, message.audience(), content, now));
        return new Draft(message.audience(), content.html(), content.text(), content.to(), content.cc(), now);
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

        Optional<Draft> find(UUID conversation, UUID agent, Audience audience) {
            return jdbc.sql(
                            "select content, updated_at from draft where conversation_id = ? and agent_id = ? and audience = ?")
                    .param(conversation)
                    .param(agent)
                    .param(audience.wire())
                    .query((ResultSet row, int index) -> {
                        var content = json.readValue(row.getString(1), Content.class);
                        return new Draft(
                                audience,
                                content.html(),
                                content.text(),
                                content.to(),
                                content.cc(),
                                row.getObject(2, OffsetDateTime.class).toInstant());
                    })
                    .optional();
        }

        void put(UUID conversation, UUID agent, Audience audience, Content content, Instant at) {
            jdbc.sql("""
                    insert into draft (conversation_id, agent_id, audience, content, updated_at)
                    values (:conversation, :agent, :audience, :content::jsonb, :at)
                    on conflict (conversation_id, agent_id, audience)
                    do update set content = excluded.content, updated_at = excluded.updated_at
                    """)
                    .param("conversation", conversation)
                    .param("agent", agent)
                    .param("audience", audience.wire())
                    .param("content", json.writeValueAsString(content).replace("\\u0000", ""))
                    .param("at", at.atOffset(ZoneOffset.UTC))
                    .update();
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
