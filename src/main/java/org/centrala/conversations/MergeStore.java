package org.centrala.conversations;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.centrala.platform.Actor;
import org.centrala.platform.postgres.Rows;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The pointers of merged conversations. A <em>family</em> is a conversation that is shown with all that was merged into
 * it, also through others.
 */
@Component
class MergeStore {
    private final JdbcClient jdbc;

    MergeStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A merged conversation: its number, where it is shown, and the place in that one's stream where it came to it. */
    record Merged(UUID id, long number, UUID root, long sequence) {}

    /** Who merged what, and what that changed on the target. */
    record Merge(
            UUID conversation,
            UUID into,
            Actor actor,
            Instant at,
            long targetSequence,
            @Nullable Status targetStatus,
            @Nullable Long customerSequence,
            @Nullable Instant activityAt) {
        /** The same for somebody further up, who was not changed by it. */
        Merge withoutTarget() {
            return new Merge(conversation, into, actor, at, -1, null, null, null);
        }
    }

    /** Whoever moves pointers does so alone: no two merges can make a circle, and no chain changes underfoot. */
    void lockPointers() {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended('conversation.merge', 0))")
                .query(row -> {});
    }

    /** Those of the conversations that are merged. */
    Map<UUID, Merged> merged(Collection<UUID> ids) {
        var merged = new HashMap<UUID, Merged>();
        jdbc.sql("""
                select c.id, c.number, c.merged_root as root, (
                  with recursive up as (
                    select into_id, target_sequence from conversation_merge where conversation_id = c.id
                    union all
                    select m.into_id, m.target_sequence from up join conversation_merge m on m.conversation_id = up.into_id)
                  select target_sequence from up where into_id = c.merged_root) as sequence
                from conversation c where c.id = any(?) and c.merged_root is not null
                """)
                .param(ids.toArray(UUID[]::new))
                .query(Rows.of(Merged.class))
                .list()
                .forEach(one -> merged.put(one.id(), one));
        return merged;
    }

    /** Where a conversation is shown: itself, unless it was merged. */
    UUID root(UUID id) {
        var place = merged(List.of(id)).get(id);
        return place == null ? id : place.root();
    }

    /** A conversation and all that are shown in it; one that is merged itself is alone. */
    List<UUID> family(UUID id) {
        return families(List.of(id));
    }

    List<UUID> families(Collection<UUID> ids) {
        return jdbc.sql("""
                select id from conversation where id = any(:ids)
                union select id from conversation where merged_root = any(:ids)
                """)
                .param("ids", ids.toArray(UUID[]::new))
                .query(Rows.of(UUID.class))
                .list();
    }

    /** Those that were merged into a conversation, directly or through others. */
    List<UUID> below(UUID id) {
        return jdbc.sql("""
                with recursive below as (
                  select c.id from conversation_merge m join conversation c on c.id = m.conversation_id where m.into_id = :id
                  union select m.conversation_id from below b join conversation_merge m on m.into_id = b.id)
                select id from below
                """).param("id", id).query(Rows.of(UUID.class)).list();
    }

    /** Lets a conversation, and what is merged into it, be shown in another one. */
    void point(UUID id, UUID into, UUID root, UUID inbox, long sequence, Instant at) {
        jdbc.sql("""
                update conversation set merged_into = :into, merged_root = :root, home_inbox_id = inbox_id, inbox_id = :inbox,
                  sequence = :sequence, updated_at = :at
                where id = :id
                """)
                .param("id", id)
                .param("into", into)
                .param("root", root)
                .param("inbox", inbox)
                .param("sequence", sequence)
                .param("at", utc(at))
                .update();
        jdbc.sql("update conversation set merged_root = :root, inbox_id = :inbox where merged_root = :id")
                .param("id", id)
                .param("root", root)
                .param("inbox", inbox)
                .update();
        sidesFollow(root);
    }

    /** Takes the pointer away again; what hangs below stays with it. Returns the inbox it is in again. */
    UUID release(UUID id, Collection<UUID> below, long sequence, Instant at) {
        var inbox = jdbc.sql("""
                update conversation set merged_into = null, merged_root = null, inbox_id = coalesce(home_inbox_id, inbox_id),
                  home_inbox_id = null, sequence = :sequence, updated_at = :at
                where id = :id returning inbox_id
                """)
                .param("id", id)
                .param("sequence", sequence)
                .param("at", utc(at))
                .query(Rows.of(UUID.class))
                .single();
        jdbc.sql("update conversation set merged_root = :id, inbox_id = :inbox where id = any(:below)")
                .param("id", id)
                .param("inbox", inbox)
                .param("below", below.toArray(UUID[]::new))
                .update();
        sidesFollow(id);
        return inbox;
    }

    /** What is merged is where its root is. */
    void follow(UUID root, UUID inbox) {
        jdbc.sql("update conversation set inbox_id = :inbox where merged_root = :root")
                .param("root", root)
                .param("inbox", inbox)
                .update();
        sidesFollow(root);
    }

    /** Whoever sees a conversation sees what was asked beside it, and nobody else. */
    private void sidesFollow(UUID root) {
        jdbc.sql("""
                update conversation s set inbox_id = p.inbox_id from conversation p
                where (p.id = :root or p.merged_root = :root) and s.side_of = p.id and s.inbox_id <> p.inbox_id
                """).param("root", root).update();
    }

    void insert(Merge merge) {
        jdbc.sql("""
                insert into conversation_merge (conversation_id, into_id, actor_kind, actor_id, merged_at, target_sequence,
                  target_status, customer_sequence, activity_at)
                values (:conversation, :into, :actorKind, :actorId, :at, :targetSequence, :targetStatus, :customerSequence, :activityAt)
                """)
                .param("conversation", merge.conversation())
                .param("into", merge.into())
                .param("actorKind", merge.actor().kind().wire())
                .param("actorId", merge.actor().id())
                .param("at", utc(merge.at()))
                .param("targetSequence", merge.targetSequence())
                .param(
                        "targetStatus",
                        merge.targetStatus() == null
                                ? null
                                : merge.targetStatus().wire())
                .param("customerSequence", merge.customerSequence())
                .param("activityAt", merge.activityAt() == null ? null : utc(merge.activityAt()))
                .update();
    }

    Optional<Merge> take(UUID conversation) {
        var found = records(List.of(conversation)).stream().findFirst();
        jdbc.sql("delete from conversation_merge where conversation_id = ?")
                .param(conversation)
                .update();
        return found;
    }

    List<Merge> records(Collection<UUID> conversations) {
        return jdbc.sql("""
                select conversation_id, into_id, actor_kind, actor_id, merged_at, target_sequence, target_status,
                  customer_sequence, activity_at
                from conversation_merge where conversation_id = any(?) order by merged_at, conversation_id
                """)
                .param(conversations.toArray(UUID[]::new))
                .query((row, index) -> {
                    var status = row.getString("target_status");
                    var activity = row.getObject("activity_at", OffsetDateTime.class);
                    return new Merge(
                            row.getObject("conversation_id", UUID.class),
                            row.getObject("into_id", UUID.class),
                            new Actor(
                                    Actor.Kind.of(row.getString("actor_kind")), row.getObject("actor_id", UUID.class)),
                            row.getObject("merged_at", OffsetDateTime.class).toInstant(),
                            row.getLong("target_sequence"),
                            status == null ? null : Status.of(status),
                            row.getObject("customer_sequence", Long.class),
                            activity == null ? null : activity.toInstant());
                })
                .list();
    }

    /** Counts the messages of a merged one with its target's, which becomes as recent and, where asked, unread. */
    void absorb(UUID target, int messages, Instant activity, @Nullable Long customerSequence) {
        jdbc.sql("""
                update conversation set message_count = message_count + :messages,
                  last_activity_at = greatest(last_activity_at, :activity),
                  last_customer_sequence = coalesce(:customerSequence::bigint, last_customer_sequence)
                where id = :target
                """)
                .param("target", target)
                .param("messages", messages)
                .param("activity", utc(activity))
                .param("customerSequence", customerSequence)
                .update();
    }

    /** Takes back what {@link #absorb} did, where nothing has happened over it since. */
    void letGo(UUID target, int messages, Instant activity, Merge merge) {
        jdbc.sql("""
                update conversation set message_count = greatest(0, message_count - :messages),
                  last_activity_at = case when last_activity_at = :activity and :before::timestamptz is not null
                    then :before else last_activity_at end,
                  last_customer_sequence = case when last_customer_sequence = :sequence and :customerSequence::bigint is not null
                    then :customerSequence else last_customer_sequence end
                where id = :target
                """)
                .param("target", target)
                .param("messages", messages)
                .param("activity", utc(activity))
                .param("before", merge.activityAt() == null ? null : utc(merge.activityAt()))
                .param("sequence", merge.targetSequence())
                .param("customerSequence", merge.customerSequence())
                .update();
    }

    /** Shows in lists what was said last. */
    void lastSpoken(UUID target, Conversation.LastMessage last, String preview) {
        jdbc.sql("""
                update conversation set preview = :preview, last_direction = :direction, last_channel = :channel,
                  last_actor_kind = :actorKind, last_actor_id = :actorId, last_message_at = :at
                where id = :target
                """)
                .param("target", target)
                .param("preview", preview)
                .param("direction", last.direction().wire())
                .param("channel", last.channel())
                .param("actorKind", last.actor().kind().wire())
                .param("actorId", last.actor().id())
                .param("at", utc(last.at()))
                .update();
    }

    // --- drafts: each author finds theirs where they go on writing, and the old one where it was after un-merging

    void copyDrafts(UUID from, UUID to) {
        jdbc.sql("""
                with copied as (
                  insert into draft (conversation_id, agent_id, audience, content, updated_at)
                  select :to, agent_id, audience, content, updated_at from draft where conversation_id = :from
                  on conflict do nothing returning agent_id, audience)
                select agent_id, audience from copied
                """)
                .param("from", from)
                .param("to", to)
                .query((row, index) ->
                        new DraftFileStore.Place(to, row.getObject(1, UUID.class), Audience.of(row.getString(2))))
                .list()
                .forEach(place -> jdbc.sql("""
                                insert into draft_file (id, conversation_id, agent_id, audience, file_name, content_type, size,
                                  content_id, content, file)
                                select gen_random_uuid(), :to, agent_id, audience, file_name, content_type, size, content_id, content, file
                                from draft_file where conversation_id = :from and agent_id = :agent and audience = :audience
                                """)
                        .param("from", from)
                        .param("to", to)
                        .param("agent", place.agent())
                        .param("audience", place.audience().wire())
                        .update());
    }

    /** Drafts of the target that are still what was copied from the one that leaves. */
    void dropCopies(UUID from, UUID target) {
        jdbc.sql("""
                delete from draft t using draft f
                where t.conversation_id = :target and f.conversation_id = :from and f.agent_id = t.agent_id
                  and f.audience = t.audience and f.content = t.content and f.updated_at = t.updated_at
                """).param("from", from).param("target", target).update();
    }

    /** How many drafts, and messages that have not left yet, some conversations hold. */
    Map<UUID, long[]> waiting(Collection<UUID> conversations) {
        var waiting = new HashMap<UUID, long[]>();
        jdbc.sql("""
                select c.id, (select count(*) from draft d where d.conversation_id = c.id),
                  (select count(*) from message m where m.conversation_id = c.id and m.delivery_state = 'queued')
                from unnest(?::uuid[]) as c (id)
                """).param(conversations.toArray(UUID[]::new)).query(row -> {
            waiting.put(row.getObject(1, UUID.class), new long[] {row.getLong(2), row.getLong(3)});
        });
        return waiting;
    }

    private static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }
}
