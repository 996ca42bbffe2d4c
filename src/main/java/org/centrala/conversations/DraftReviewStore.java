package org.centrala.conversations;

import static java.util.stream.Collectors.groupingBy;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.centrala.platform.Ids;
import org.centrala.platform.postgres.Rows;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The tables of drafts that colleagues look over. */
@Component
class DraftReviewStore {
    private static final String SELECT = """
            select id, conversation_id as conversation, agent_id as author, text, html, state, changed_by, version, created_at,
              updated_at
            from draft_review
            """;

    private final JdbcClient jdbc;

    DraftReviewStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    record Row(
            UUID id,
            UUID conversation,
            UUID author,
            String text,
            @Nullable String html,
            String state,
            UUID changedBy,
            long version,
            Instant createdAt,
            Instant updatedAt) {}

    /** Who is asked: an agent, or a team. */
    record Asked(
            UUID review, @Nullable UUID agent, @Nullable UUID team) {}

    /** What somebody said. */
    record Said(UUID id, UUID review, UUID agent, String text, Instant createdAt) {}

    /** False when the author has one in the conversation already. */
    boolean insert(Row row, List<Asked> asked) {
        var inserted = jdbc.sql("""
                insert into draft_review (id, conversation_id, agent_id, text, html, state, changed_by, version, created_at, updated_at)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict (conversation_id, agent_id) do nothing
                """)
                .param(row.id())
                .param(row.conversation())
                .param(row.author())
                .param(row.text())
                .param(row.html())
                .param(row.state())
                .param(row.changedBy())
                .param(row.version())
                .param(row.createdAt().atOffset(ZoneOffset.UTC))
                .param(row.updatedAt().atOffset(ZoneOffset.UTC))
                .update();
        if (inserted == 1) {
            asked.forEach(one -> jdbc.sql(
                            "insert into draft_review_asked (review_id, agent_id, team_id) values (?, ?::uuid, ?::uuid)")
                    .param(one.review())
                    .param(one.agent())
                    .param(one.team())
                    .update());
        }
        return inserted == 1;
    }

    Optional<Row> find(UUID id) {
        return jdbc.sql(SELECT + "where id = ?")
                .param(id)
                .query(Rows.of(Row.class))
                .optional();
    }

    List<Row> of(Collection<UUID> family) {
        return jdbc.sql(SELECT + "where conversation_id = any(?) order by created_at, id")
                .param(family.toArray(UUID[]::new))
                .query(Rows.of(Row.class))
                .list();
    }

    /** Writes the text and how far it is; the version counts on. */
    void update(UUID id, String text, @Nullable String html, DraftReview.State state, UUID changedBy, Instant at) {
        jdbc.sql("""
                update draft_review set text = ?, html = ?, state = ?, changed_by = ?, updated_at = ?, version = version + 1
                where id = ?
                """)
                .param(text)
                .param(html)
                .param(state.name())
                .param(changedBy)
                .param(at.atOffset(ZoneOffset.UTC))
                .param(id)
                .update();
    }

    void say(UUID review, UUID agent, String text, Instant at) {
        jdbc.sql("insert into draft_review_comment (id, review_id, agent_id, text, created_at) values (?, ?, ?, ?, ?)")
                .param(Ids.next())
                .param(review)
                .param(agent)
                .param(text)
                .param(at.atOffset(ZoneOffset.UTC))
                .update();
    }

    Map<UUID, List<Asked>> asked(Collection<UUID> reviews) {
        return jdbc.sql("""
                        select review_id as review, agent_id as agent, team_id as team from draft_review_asked
                        where review_id = any(?) order by agent_id, team_id
                        """).param(reviews.toArray(UUID[]::new)).query(Rows.of(Asked.class)).list().stream()
                .collect(groupingBy(Asked::review));
    }

    Map<UUID, List<Said>> said(Collection<UUID> reviews) {
        return jdbc.sql("""
                        select id, review_id as review, agent_id as agent, text, created_at from draft_review_comment
                        where review_id = any(?) order by id
                        """).param(reviews.toArray(UUID[]::new)).query(Rows.of(Said.class)).list().stream()
                .collect(groupingBy(Said::review));
    }

    void delete(UUID id) {
        jdbc.sql("delete from draft_review where id = ?").param(id).update();
    }

    /** Ends what the author had asked for in a conversation: the answer is sent. */
    void ended(Collection<UUID> family, UUID author) {
        jdbc.sql("delete from draft_review where conversation_id = any(?) and agent_id = ?")
                .param(family.toArray(UUID[]::new))
                .param(author)
                .update();
    }
}
