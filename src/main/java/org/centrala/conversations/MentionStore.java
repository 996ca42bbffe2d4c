package org.centrala.conversations;

import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.centrala.platform.postgres.Rows;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Who is named in which note. */
@Component
class MentionStore {
    private final JdbcClient jdbc;
    private final JdbcTemplate template;

    MentionStore(JdbcClient jdbc, JdbcTemplate template) {
        this.jdbc = jdbc;
        this.template = template;
    }

    /** An agent or a team. */
    record Mention(
            UUID message, @Nullable UUID agent, @Nullable UUID team) {}

    void insertAll(List<Mention> mentions) {
        template.batchUpdate(
                "insert into mention (message_id, agent_id, team_id) values (?, ?::uuid, ?::uuid)",
                mentions.stream()
                        .map(one -> new @Nullable Object[] {one.message(), one.agent(), one.team()})
                        .toList());
    }

    List<Mention> of(Collection<UUID> messages) {
        return jdbc.sql(
                        "select message_id as message, agent_id as agent, team_id as team from mention where message_id = any(?)")
                .param(messages.toArray(UUID[]::new))
                .query(Rows.of(Mention.class))
                .list();
    }
}
