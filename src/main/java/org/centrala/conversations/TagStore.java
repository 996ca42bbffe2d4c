package org.centrala.conversations;

import static org.centrala.platform.postgres.Columns.texts;
import static org.centrala.platform.postgres.Columns.utc;
import static org.centrala.platform.postgres.Columns.uuid;
import static org.centrala.platform.postgres.Columns.uuidOrNull;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.centrala.platform.postgres.Rows;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The tables of tags, their words and where they have been used. */
@Component
class TagStore {
    private static final String COLUMNS = "t.id, t.key, t.name, t.colour, t.merged_into, t.merged_root, t.sequence";

    private final JdbcClient jdbc;

    TagStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    record Row(
            UUID id,
            String key,
            String name,
            Tag.Colour colour,
            @Nullable UUID mergedInto,
            @Nullable UUID mergedRoot,
            long sequence) {
        UUID root() {
            return mergedRoot == null ? id : mergedRoot;
        }
    }

    /** What a word means: the tag to show, and the key with which conversations get it. */
    record Meaning(String word, UUID root, String rootKey) {}

    /** A tag of the managed list with the conversations that have it. */
    record Used(Row row, long conversations) {}

    record Place(String name, UUID id) {}

    /** The names to show for keys; a key that is no tag's is not in it. */
    Map<String, String> names(Collection<String> keys) {
        var names = new HashMap<String, String>();
        jdbc.sql("""
                select t.key, r.name from tag t join tag r on r.id = coalesce(t.merged_root, t.id) where t.key = any(?)
                """).param(keys.toArray(String[]::new)).query(row -> {
            names.put(row.getString(1), row.getString(2));
        });
        return names;
    }

    List<Meaning> meanings(Collection<String> words) {
        return jdbc.sql("""
                select w.word, r.id as root, r.key as root_key
                from tag_word w join tag t on t.id = w.tag_id join tag r on r.id = coalesce(t.merged_root, t.id)
                where w.word = any(?)
                """)
                .param(words.toArray(String[]::new))
                .query(Rows.of(Meaning.class))
                .list();
    }

    /** Which tag each key stands for now. */
    Map<String, UUID> roots(Collection<String> keys) {
        var roots = new HashMap<String, UUID>();
        jdbc.sql("select key, coalesce(merged_root, id) from tag where key = any(?)")
                .param(keys.toArray(String[]::new))
                .query(row -> {
                    roots.put(row.getString(1), row.getObject(2, UUID.class));
                });
        return roots;
    }

    /** Every key that conversations have these tags by. */
    List<String> keys(Collection<UUID> roots) {
        return jdbc.sql("select key from tag where id = any(:roots) or merged_root = any(:roots) order by key")
                .param("roots", roots.toArray(UUID[]::new))
                .query(Rows.of(String.class))
                .list();
    }

    /** Makes a tag unless somebody else is just doing so; who has, is waited for. */
    boolean insert(Row row, boolean offered, Instant at) {
        var fresh = jdbc.sql("""
                        insert into tag (id, key, name, colour, offered, created_at, updated_at)
                        values (:id, :key, :name, :colour, :offered, :at, :at) on conflict do nothing
                        """)
                        .param("id", row.id())
                        .param("key", row.key())
                        .param("name", row.name())
                        .param("colour", row.colour().wire())
                        .param("offered", offered)
                        .param("at", utc(at))
                        .update()
                == 1;
        return fresh && addWord(row.key(), row.id());
    }

    /** False when the word means another tag. */
    boolean addWord(String word, UUID tag) {
        jdbc.sql("insert into tag_word (word, tag_id) values (?, ?) on conflict do nothing")
                .param(word)
                .param(tag)
                .update();
        return jdbc.sql("select tag_id from tag_word where word = ?")
                .param(word)
                .query(Rows.of(UUID.class))
                .optional()
                .filter(tag::equals)
                .isPresent();
    }

    void used(Collection<String> keys, UUID inbox) {
        jdbc.sql("""
                insert into tag_inbox (tag_id, inbox_id) select id, :inbox from tag where key = any(:keys)
                on conflict do nothing
                """)
                .param("inbox", inbox)
                .param("keys", keys.toArray(String[]::new))
                .update();
    }

    /** The names that a viewer of these inboxes is offered, by name. */
    List<Tag> offered(String part, UUID[] inboxes, @Nullable Place after, int limit) {
        return jdbc.sql("""
                select t.id, t.name, t.colour from tag t
                where t.merged_root is null
                  and (:part = '' or strpos(lower(t.name), :part) > 0
                    or exists (select 1 from tag_word w where w.tag_id = t.id and starts_with(w.word, :part)))
                  and (t.offered or exists (
                    select 1 from tag_inbox u join tag m on m.id = u.tag_id
                    where coalesce(m.merged_root, m.id) = t.id and u.inbox_id = any(:inboxes)))
                  and (:afterId::uuid is null or (lower(t.name), t.id) > (lower(:afterName), :afterId))
                order by lower(t.name), t.id limit :limit
                """)
                .param("part", part)
                .param("inboxes", inboxes)
                .param("afterId", after == null ? null : after.id())
                .param("afterName", after == null ? "" : after.name())
                .param("limit", limit)
                .query((row, number) ->
                        new Tag(uuid(row, "id"), row.getString("name"), Tag.Colour.of(row.getString("colour"))))
                .list();
    }

    /** The managed list by name, or one of it, each with how many visible conversations have it. */
    List<Used> managed(@Nullable UUID only, UUID[] inboxes, @Nullable Place after, int limit) {
        return jdbc.sql("select " + COLUMNS + """
                , n.n as conversations from tag t
                  cross join lateral (
                    select array_agg(m.key) as keys from tag m where m.id = t.id or m.merged_root = t.id) k
                  cross join lateral (select count(*) as n from (
                    select 1 from conversation c
                    where c.tags && k.keys and c.inbox_id = any(:inboxes) and c.merged_into is null and c.side_of is null limit :cap) x) n
                where t.merged_root is null and (:only::uuid is null or t.id = :only)
                  and (:afterId::uuid is null or (lower(t.name), t.id) > (lower(:afterName), :afterId))
                order by lower(t.name), t.id limit :limit
                """)
                .param("only", only)
                .param("inboxes", inboxes)
                .param("afterId", after == null ? null : after.id())
                .param("afterName", after == null ? "" : after.name())
                .param("cap", ConversationStore.COUNT_CAP)
                .param("limit", limit)
                .query((row, number) -> new Used(row(row, number), row.getLong("conversations")))
                .list();
    }

    List<Row> mergedInto(Collection<UUID> roots) {
        return jdbc.sql("select " + COLUMNS + " from tag t where t.merged_root = any(?) order by lower(t.name), t.id")
                .param(roots.toArray(UUID[]::new))
                .query(TagStore::row)
                .list();
    }

    Map<UUID, List<String>> words(Collection<UUID> tags) {
        var words = new HashMap<UUID, List<String>>();
        jdbc.sql(
                        "select tag_id, array_agg(word order by word) as words from tag_word where tag_id = any(?) group by tag_id")
                .param(tags.toArray(UUID[]::new))
                .query(row -> {
                    words.put(uuid(row, "tag_id"), texts(row, "words"));
                });
        return words;
    }

    Optional<Row> find(UUID id) {
        return jdbc.sql("select " + COLUMNS + " from tag t where t.id = ?")
                .param(id)
                .query(TagStore::row)
                .optional();
    }

    /** One change of the list of tags at a time: what is merged into what is a matter of several rows. */
    void lockList() {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended('conversation.tag', 0))")
                .query(row -> {});
    }

    void update(Row row, Instant at) {
        jdbc.sql("""
                update tag set name = :name, colour = :colour, offered = true, sequence = :sequence, updated_at = :at
                where id = :id
                """)
                .param("id", row.id())
                .param("name", row.name())
                .param("colour", row.colour().wire())
                .param("sequence", row.sequence())
                .param("at", utc(at))
                .update();
    }

    /** Puts a tag, with all that were merged into it, into another; null takes it out again. */
    void merge(UUID id, @Nullable UUID into, Instant at) {
        jdbc.sql("""
                update tag set merged_into = :into, merged_root = :into, sequence = sequence + 1, updated_at = :at
                where id = :id
                """).param("id", id).param("into", into).param("at", utc(at)).update();
        jdbc.sql("""
                with recursive below (id) as (
                  select id from tag where merged_into = :id
                  union select t.id from tag t join below b on t.merged_into = b.id)
                update tag set merged_root = :root where id in (select id from below)
                """).param("id", id).param("root", into == null ? id : into).update();
    }

    long conversationsWith(Collection<String> keys, Collection<String> without, UUID[] inboxes) {
        return jdbc.sql("""
                select count(*) from (
                  select 1 from conversation c
                  where c.tags && :keys::text[] and not c.tags && :without::text[] and c.inbox_id = any(:inboxes) and c.merged_into is null and c.side_of is null
                  limit :cap) x
                """)
                .param("keys", keys.toArray(String[]::new))
                .param("without", without.toArray(String[]::new))
                .param("inboxes", inboxes)
                .param("cap", ConversationStore.COUNT_CAP)
                .query(Long.class)
                .single();
    }

    /** Newest conversations that have one of the keys, in whatever inbox. */
    List<UUID> conversations(Collection<String> keys, int limit) {
        return jdbc.sql("select id from conversation where tags && ?::text[] order by number desc limit ?")
                .param(keys.toArray(String[]::new))
                .param(limit)
                .query(Rows.of(UUID.class))
                .list();
    }

    boolean isUsed(Collection<String> keys) {
        return !conversations(keys, 1).isEmpty();
    }

    void delete(UUID id) {
        jdbc.sql("delete from tag where id = ?").param(id).update();
    }

    private static Row row(ResultSet row, int number) throws SQLException {
        return new Row(
                uuid(row, "id"),
                row.getString("key"),
                row.getString("name"),
                Tag.Colour.of(row.getString("colour")),
                uuidOrNull(row, "merged_into"),
                uuidOrNull(row, "merged_root"),
                row.getLong("sequence"));
    }
}
