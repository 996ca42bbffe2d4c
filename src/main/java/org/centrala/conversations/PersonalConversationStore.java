package org.centrala.conversations;

import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.centrala.customers.spi.PersonalData;
import org.centrala.fields.FieldValues;
import org.centrala.platform.postgres.Rows;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Hands over one person's conversations: each as data, and its files as they came. One conversation is in memory at a time. */
@Component
class PersonalConversationStore implements PersonalData {
    private static final String SAID = """
            select m.id, m.created_at, m.direction, m.channel, m.actor_kind, t.from_address, t.from_name, t.recipients,
              t.subject, t.body, t.html
            from message m join message_content t on t.message_id = m.id
            """;

    private final JdbcClient jdbc;
    private final MessageStore messages;
    private final JsonMapper json;

    PersonalConversationStore(JdbcClient jdbc, MessageStore messages, JsonMapper json) {
        this.jdbc = jdbc;
        this.messages = messages;
        this.json = json;
    }

    private record Place(
            UUID id,
            long number,
            String subject,
            String status,
            @Nullable String language,
            Instant createdAt,
            String fields) {}

    /** A message as the person may have it; {@code by} says what sort of author it has, not which colleague. */
    record Said(
            UUID id,
            Instant at,
            String direction,
            String channel,
            String by,
            @Nullable String from,
            @Nullable String fromName,
            JsonNode recipients,
            @Nullable String subject,
            String text,
            @Nullable String html,
            List<String> files) {

        Said with(List<String> names) {
            return new Said(id, at, direction, channel, by, from, fromName, recipients, subject, text, html, names);
        }
    }

    record Told(
            long number,
            String subject,
            String status,
            @Nullable String language,
            Instant openedAt,
            Map<String, Object> fields,
            List<Said> messages) {}

    @Override
    public void export(Set<UUID> customers, boolean notes, Archive archive) throws IOException {
        for (var place : places(customers, notes)) {
            var folder = "conversations/" + place.number();
            var told = withFiles(said(place.id(), notes), folder, archive);
            archive.data(
                    folder + ".json",
                    new Told(
                            place.number(),
                            place.subject(),
                            place.status(),
                            place.language(),
                            place.createdAt(),
                            FieldValues.read(place.fields()),
                            told));
        }
        var elsewhere = withFiles(elsewhere(customers), "elsewhere", archive);
        if (!elsewhere.isEmpty()) {
            archive.data("elsewhere.json", elsewhere);
        }
    }

    private List<Said> withFiles(List<Said> said, String folder, Archive archive) throws IOException {
        var told = new ArrayList<Said>(said.size());
        var files = messages.attachments(said.stream().map(Said::id).toList());
        for (var one : said) {
            var names = new ArrayList<String>();
            for (var file : files.getOrDefault(one.id(), List.of())) {
                // What an antivirus keeps back is handed to nobody; that it was there is said.
                names.add(file.fileName());
                if (file.withheld() == null) {
                    archive.file(folder + "/" + file.fileName().replace('/', '_'), messages.content(file.id()));
                }
            }
            told.add(one.with(names));
        }
        return told;
    }

    /** What was asked inside the house beside a conversation of theirs is notes and nothing else. */
    private List<Place> places(Set<UUID> customers, boolean notes) {
        return jdbc.sql("""
                select id, number, subject, status, language, created_at, fields::text as fields from conversation
                where customer_id = any(:customers) and (:notes or side_of is null
                  or exists (select 1 from side_thread s where s.conversation_id = conversation.id and s.kind = 'outside'))
                order by number
                """)
                .param("customers", customers.toArray(UUID[]::new))
                .param("notes", notes)
                .query(Rows.of(Place.class))
                .list();
    }

    private List<Said> said(UUID conversation, boolean notes) {
        return jdbc.sql(SAID + """
                where m.conversation_id = :conversation and (:notes or m.direction <> 'note')
                  and coalesce(m.delivery_state, '') <> 'undone'
                order by m.sequence
                """)
                .param("conversation", conversation)
                .param("notes", notes)
                .query(this::said)
                .list();
    }

    /** What they wrote in conversations of others. */
    private List<Said> elsewhere(Set<UUID> customers) {
        return jdbc.sql(SAID + """
                join conversation c on c.id = m.conversation_id
                where m.actor_kind = 'customer' and m.actor_id = any(:customers) and not (c.customer_id = any(:customers))
                order by m.created_at, m.id
                """)
                .param("customers", customers.toArray(UUID[]::new))
                .query(this::said)
                .list();
    }

    private Said said(ResultSet row, int index) throws SQLException {
        return new Said(
                row.getObject("id", UUID.class),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getString("direction"),
                row.getString("channel"),
                row.getString("actor_kind").toLowerCase(Locale.ROOT),
                row.getString("from_address"),
                row.getString("from_name"),
                json.readTree(row.getString("recipients")),
                row.getString("subject"),
                row.getString("body"),
                row.getString("html"),
                List.of());
    }
}
