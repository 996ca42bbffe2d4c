package org.centrala.conversations;

import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.centrala.platform.Ids;
import org.centrala.platform.files.FileUser;
import org.centrala.platform.files.Files;
import org.centrala.platform.postgres.Rows;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The table of files that wait in drafts. */
@Component
class DraftFileStore implements FileUser {
    private static final String OF_DRAFT =
            "conversation_id = :conversation and agent_id = :agent and audience = :audience";

    private final JdbcClient jdbc;
    private final Files files;
    private final AttachmentTextStore texts;

    DraftFileStore(JdbcClient jdbc, Files files, AttachmentTextStore texts) {
        this.jdbc = jdbc;
        this.files = files;
        this.texts = texts;
    }

    /** Whose draft of what. */
    record Place(UUID conversation, UUID agent, Audience audience) {}

    /** A file without its content. */
    record Row(
            UUID id,
            String fileName,
            String contentType,
            long size,
            @Nullable String contentId) {}

    Row insert(Place place, NewAttachment file) {
        var large = file.content().length >= Files.LARGE;
        var row = new Row(Ids.next(), file.fileName(), file.contentType(), file.content().length, file.contentId());
        of(place, """
                        insert into draft_file (id, conversation_id, agent_id, audience, file_name, content_type, size, content_id, content, file)
                        values (:id, :conversation, :agent, :audience, :fileName, :contentType, :size, :contentId, :content, :file)
                        """)
                .param("id", row.id())
                .param("fileName", row.fileName())
                .param("contentType", row.contentType())
                .param("size", row.size())
                .param("contentId", row.contentId())
                .param("content", large ? null : file.content())
                .param("file", large ? files.put(file.content()) : null)
                .update();
        return row;
    }

    List<Row> list(Place place) {
        return of(
                        place,
                        "select id, file_name, content_type, size, content_id from draft_file where " + OF_DRAFT
                                + " order by id")
                .query(Rows.of(Row.class))
                .list();
    }

    Optional<Outgoing.File> find(UUID conversation, UUID agent, UUID id) {
        return jdbc.sql("""
                select file_name, content_type, content_id, content, file from draft_file
                where id = ? and conversation_id = ? and agent_id = ?
                """)
                .param(id)
                .param(conversation)
                .param(agent)
                .query((row, index) -> {
                    var content = row.getBytes(4);
                    return new Outgoing.File(
                            row.getString(1),
                            row.getString(2),
                            row.getString(3),
                            content != null ? content : files.read(Objects.requireNonNull(row.getString(5))));
                })
                .optional();
    }

    void delete(UUID conversation, UUID agent, UUID id) {
        jdbc.sql("delete from draft_file where id = ? and conversation_id = ? and agent_id = ?")
                .param(id)
                .param(conversation)
                .param(agent)
                .update();
    }

    /** Makes files of the draft files of a message, behind those it has already; how many there were. */
    int moveTo(UUID message, int behind, Place place, Collection<UUID> ids) {
        var moved = of(place, """
                        insert into attachment (id, message_id, place, file_name, content_type, size, content_id, content, file)
                        select id, :message, :behind + row_number() over (order by array_position(:ids::uuid[], id)) - 1,
                          file_name, content_type, size, content_id, content, file
                        from draft_file where id = any(:ids::uuid[]) and """ + " " + OF_DRAFT)
                .param("message", message)
                .param("behind", behind)
                .param("ids", ids.toArray(UUID[]::new))
                .update();
        texts.await(List.of(message));
        return moved;
    }

    /** Gives the files of a message of the conversation to a draft; those that are withheld stay where they are. */
    void copyFrom(UUID message, Place place) {
        for (var attachment : jdbc.sql("""
                        select a.id from attachment a join message m on m.id = a.message_id join conversation c on c.id = m.conversation_id
                        where a.message_id = ? and coalesce(c.merged_root, c.id) = ? and a.withheld is null order by a.place
                        """)
                .param(message)
                .param(place.conversation())
                .query(Rows.of(UUID.class))
                .list()) {
            of(place, """
                            insert into draft_file (id, conversation_id, agent_id, audience, file_name, content_type, size, content_id, content, file)
                            select :id, :conversation, :agent, :audience, file_name, content_type, size, content_id, content, file
                            from attachment where id = :attachment
                            """)
                    .param("id", Ids.next())
                    .param("attachment", attachment)
                    .update();
        }
    }

    private JdbcClient.StatementSpec of(Place place, String sql) {
        return jdbc.sql(sql)
                .param("conversation", place.conversation())
                .param("agent", place.agent())
                .param("audience", place.audience().wire());
    }

    @Override
    public Set<String> named(Collection<String> hashes) {
        return Set.copyOf(jdbc.sql("select distinct file from draft_file where file = any(:hashes)")
                .param("hashes", hashes.toArray(String[]::new))
                .query(String.class)
                .list());
    }
}
