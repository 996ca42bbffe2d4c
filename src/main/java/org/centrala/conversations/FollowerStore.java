package org.centrala.conversations;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.centrala.platform.postgres.Rows;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Who follows which conversation. */
@Component
class FollowerStore {
    private final JdbcClient jdbc;

    FollowerStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<UUID> of(UUID conversation) {
        return jdbc.sql("select agent_id from follower where conversation_id = ? order by created_at, agent_id")
                .param(conversation)
                .query(Rows.of(UUID.class))
                .list();
    }

    /** Those of the conversations that each of these agents follows. */
    Map<UUID, Set<UUID>> followedBy(Collection<UUID> conversations, Collection<UUID> agents) {
        var followers = new HashMap<UUID, Set<UUID>>();
        if (!conversations.isEmpty() && !agents.isEmpty()) {
            jdbc.sql(
                            "select conversation_id, agent_id from follower where conversation_id = any(?) and agent_id = any(?)")
                    .param(conversations.toArray(UUID[]::new))
                    .param(agents.toArray(UUID[]::new))
                    .query(row -> {
                        followers
                                .computeIfAbsent(row.getObject(1, UUID.class), id -> new HashSet<>())
                                .add(row.getObject(2, UUID.class));
                    });
        }
        return followers;
    }

    /** Whoever follows each of the conversations. */
    Map<UUID, Set<UUID>> of(Collection<UUID> conversations) {
        var followers = new HashMap<UUID, Set<UUID>>();
        jdbc.sql("select conversation_id, agent_id from follower where conversation_id = any(?)")
                .param(conversations.toArray(UUID[]::new))
                .query(row -> {
                    followers
                            .computeIfAbsent(row.getObject(1, UUID.class), id -> new HashSet<>())
                            .add(row.getObject(2, UUID.class));
                });
        return followers;
    }

    boolean add(UUID conversation, UUID agent, Instant at) {
        return jdbc.sql(
                                "insert into follower (conversation_id, agent_id, created_at) values (?, ?, ?) on conflict do nothing")
                        .param(conversation)
                        .param(agent)
                        .param(at.atOffset(ZoneOffset.UTC))
                        .update()
                > 0;
    }

    boolean remove(UUID conversation, UUID agent) {
        return jdbc.sql("delete from follower where conversation_id = ? and agent_id = ?")
                        .param(conversation)
                        .param(agent)
                        .update()
                > 0;
    }
}
