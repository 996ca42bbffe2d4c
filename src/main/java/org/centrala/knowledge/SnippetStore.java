package org.centrala.knowledge;

import static org.centrala.platform.postgres.Columns.instant;
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
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.centrala.access.Permission;
import org.centrala.access.Sharing;
import org.centrala.access.Viewer;
import org.centrala.platform.files.FileUser;
import org.centrala.platform.files.Files;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The tables of snippets and their files. */
@Component
class SnippetStore implements FileUser {
    private static final String SELECT =
            "select id, title, shortcut, language, team_id, owner_id, html, body, sequence, updated_at from snippet";

    private final JdbcClient jdbc;
    private final Files files;

    SnippetStore(JdbcClient jdbc, Files files) {
        this.jdbc = jdbc;
        this.files = files;
    }

    /** A snippet without its files. */
    record Row(
            UUID id,
            String title,
            @Nullable String shortcut,
            @Nullable String language,
            Sharing sharing,
            String html,
            String text,
            long sequence,
            Instant updatedAt) {}

    /** A file with what it holds. */
    record Content(String fileName, String contentType, byte[] bytes) {}

    /** The place of a row in the list. */
    record Place(String title, UUID id) {}

    /**
     * By title.
     *
     * @param usable leaves out those of teams that the viewer manages only
     * @param words each must be found in title, shortcut or text
     */
    List<Row> list(Viewer viewer, boolean usable, List<String> words, @Nullable Place after, int limit) {
        var sql = new StringBuilder(SELECT).append(" where ").append(Sharing.VISIBLE);
        for (int i = 0; i < words.size(); i++) {
            sql.append(" and (title ilike :word")
                    .append(i)
                    .append(" or shortcut ilike :word")
                    .append(i)
                    .append(" or body ilike :word")
                    .append(i)
                    .append(")");
        }
        if (after != null) {
            sql.append(" and (lower(title), id) > (lower(:title), :id)");
        }
        sql.append(" order by lower(title), id limit :limit");
        var query = seen(viewer, !usable, sql.toString()).param("limit", limit);
        for (int i = 0; i < words.size(); i++) {
            query = query.param("word" + i, "%" + words.get(i).replaceAll("([\\\\%_])", "\\\\$1") + "%");
        }
        if (after != null) {
            query = query.param("title", after.title()).param("id", after.id());
        }
        return query.query(SnippetStore::row).list();
    }

    Optional<Row> find(Viewer viewer, UUID id) {
        return seen(viewer, true, SELECT + " where id = :id and " + Sharing.VISIBLE)
                .param("id", id)
                .query(SnippetStore::row)
                .optional();
    }

    /** The same, held until the transaction ends. */
    Optional<Row> lock(Viewer viewer, UUID id) {
        return seen(viewer, true, SELECT + " where id = :id and " + Sharing.VISIBLE + " for update")
                .param("id", id)
                .query(SnippetStore::row)
                .optional();
    }

    void insert(Row row) {
        written(row, """
                insert into snippet (id, title, shortcut, language, team_id, owner_id, html, body, sequence, created_at, updated_at)
                values (:id, :title, :shortcut, :language, :team, :owner, :html, :text, :sequence, :at, :at)
                """);
    }

    void update(Row row) {
        written(row, """
                update snippet set title = :title, shortcut = :shortcut, language = :language, team_id = :team,
                  owner_id = :owner, html = :html, body = :text, sequence = :sequence, updated_at = :at
                where id = :id
                """);
    }

    void delete(UUID id) {
        jdbc.sql("delete from snippet where id = ?").param(id).update();
    }

    /** The files of many snippets, by snippet. */
    Map<UUID, List<Snippet.File>> files(Collection<UUID> snippets) {
        var found = new HashMap<UUID, List<Snippet.File>>();
        jdbc
                .sql("""
                select id, snippet_id, file_name, content_type, size from snippet_file
                where snippet_id = any(:snippets) order by id
                """)
                .param("snippets", snippets.toArray(UUID[]::new))
                .query((row, number) -> Map.entry(
                        uuid(row, "snippet_id"),
                        new Snippet.File(
                                uuid(row, "id"),
                                row.getString("file_name"),
                                row.getString("content_type"),
                                row.getLong("size"),
                                "/api/v1/snippets/" + uuid(row, "snippet_id") + "/files/" + uuid(row, "id"))))
                .list()
                .stream()
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toList())))
                .forEach(found::put);
        return found;
    }

    void addFile(UUID id, UUID snippet, Content file) {
        var large = file.bytes().length >= Files.LARGE;
        jdbc.sql("""
                insert into snippet_file (id, snippet_id, file_name, content_type, size, content, file)
                values (:id, :snippet, :fileName, :contentType, :size, :content, :file)
                """)
                .param("id", id)
                .param("snippet", snippet)
                .param("fileName", file.fileName())
                .param("contentType", file.contentType())
                .param("size", file.bytes().length)
                .param("content", large ? null : file.bytes())
                .param("file", large ? files.put(file.bytes()) : null)
                .update();
    }

    Optional<Content> file(UUID snippet, UUID id) {
        return jdbc.sql(
                        "select file_name, content_type, content, file from snippet_file where id = ? and snippet_id = ?")
                .param(id)
                .param(snippet)
                .query((row, number) -> {
                    var content = row.getBytes(3);
                    return new Content(
                            row.getString(1),
                            row.getString(2),
                            content != null ? content : files.read(Objects.requireNonNull(row.getString(4))));
                })
                .optional();
    }

    boolean removeFile(UUID snippet, UUID id) {
        return jdbc.sql("delete from snippet_file where id = ? and snippet_id = ?")
                        .param(id)
                        .param(snippet)
                        .update()
                == 1;
    }

    @Override
    public Set<String> named(Collection<String> hashes) {
        return Set.copyOf(jdbc.sql("select distinct file from snippet_file where file = any(:hashes)")
                .param("hashes", hashes.toArray(String[]::new))
                .query(String.class)
                .list());
    }

    private JdbcClient.StatementSpec seen(Viewer viewer, boolean managing, String sql) {
        return jdbc.sql(sql).params(Sharing.parameters(viewer, managing && viewer.can(Permission.KNOWLEDGE_MANAGE)));
    }

    private void written(Row row, String sql) {
        jdbc.sql(sql)
                .param("id", row.id())
                .param("title", row.title())
                .param("shortcut", row.shortcut())
                .param("language", row.language())
                .param("team", row.sharing().team())
                .param("owner", row.sharing().owner())
                .param("html", row.html())
                .param("text", row.text())
                .param("sequence", row.sequence())
                .param("at", utc(row.updatedAt()))
                .update();
    }

    private static Row row(ResultSet row, int number) throws SQLException {
        return new Row(
                uuid(row, "id"),
                row.getString("title"),
                row.getString("shortcut"),
                row.getString("language"),
                new Sharing(uuidOrNull(row, "team_id"), uuidOrNull(row, "owner_id")),
                row.getString("html"),
                row.getString("body"),
                row.getLong("sequence"),
                instant(row, "updated_at"));
    }
}
