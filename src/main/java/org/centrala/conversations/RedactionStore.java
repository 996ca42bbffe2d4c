package org.centrala.conversations;

import java.util.Collection;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** The statements that take something out of messages for good. */
@Component
class RedactionStore {
    private final JdbcClient jdbc;
    private final JsonMapper json;

    RedactionStore(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    void rewrite(
            UUID message, @Nullable String subject, String text, String visible, @Nullable String html, Facts facts) {
        jdbc.sql("""
                update message_content set subject = :subject, body = :text, visible_body = :visible, html = :html,
                  facts = :facts::jsonb
                where message_id = :message
                """)
                .param("subject", subject)
                .param("text", text)
                .param("visible", visible)
                .param("html", html)
                .param("facts", facts.isNone() ? null : json.writeValueAsString(facts))
                .param("message", message)
                .update();
    }

    /** Removes files of a message; how many there were. */
    int remove(UUID message, Collection<UUID> files) {
        return jdbc.sql("delete from attachment where message_id = ? and id = any(?)")
                .param(message)
                .param(files.toArray(UUID[]::new))
                .update();
    }

    void preview(UUID conversation, String preview) {
        jdbc.sql("update conversation set preview = ? where id = ?")
                .param(preview)
                .param(conversation)
                .update();
    }

    /** What somebody has begun to write may quote it. */
    void dropDrafts(UUID conversation) {
        jdbc.sql("delete from draft where conversation_id = ?")
                .param(conversation)
                .update();
        jdbc.sql("delete from draft_review where conversation_id = ?")
                .param(conversation)
                .update();
    }
}
