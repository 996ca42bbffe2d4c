package org.centrala.conversations;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.centrala.platform.Actor;
import org.centrala.platform.Ids;
import org.centrala.platform.files.FileUser;
import org.centrala.platform.files.Files;
import org.centrala.platform.postgres.Rows;
import org.centrala.platform.web.Problem;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** The tables of messages: the narrow row, the wide content, the attachments. */
@Component
class MessageStore implements FileUser {
    private static final String COLUMNS = """
            m.id, m.conversation_id, m.sequence, m.direction, m.audience, m.channel, m.actor_kind, m.actor_id, m.external_id,
            m.delivery_state, m.delivery_detail, m.automatic, m.imported, m.send_at, m.created_at,
            t.from_address, t.from_name, t.reply_to, t.recipients, t.subject, t.body, t.visible_body, t.html, t.quote, t.trust, t.forward_of,
            t.facts, t.signed
            """;
    private static final String TABLES = " from message m join message_content t on t.message_id = m.id ";

    private final JdbcClient jdbc;
    private final JdbcTemplate template;
    private final JsonMapper json;
    private final Files files;
    private final AttachmentTextStore texts;

    MessageStore(JdbcClient jdbc, JdbcTemplate template, JsonMapper json, Files files, AttachmentTextStore texts) {
        this.jdbc = jdbc;
        this.template = template;
        this.json = json;
        this.files = files;
        this.texts = texts;
    }

    /** Who else a message is addressed to, as kept beside it. */
    record Recipients(List<Party> to, List<Party> cc, List<Party> bcc) {
        Recipients {
            to = to == null ? List.of() : to;
            cc = cc == null ? List.of() : cc;
            bcc = bcc == null ? List.of() : bcc;
        }
    }

    /** Both halves of a message. */
    record Row(
            UUID id,
            UUID conversation,
            long sequence,
            Direction direction,
            Audience audience,
            String channel,
            Actor actor,
            @Nullable String externalId,
            @Nullable DeliveryState deliveryState,
            @Nullable DeliveryDetail deliveryDetail,
            boolean automatic,
            boolean imported,
            @Nullable Instant sendAt,
            Instant createdAt,
            @Nullable Party from,
            @Nullable String replyTo,
            Recipients recipients,
            @Nullable String subject,
            String text,
            String visibleText,
            @Nullable String html,
            boolean quote,
            @Nullable Trust trust,
            @Nullable UUID forwardOf,
            Facts facts,
            boolean signed) {}

    /** A message's file without its content. */
    record AttachmentRow(
            UUID id,
            UUID messageId,
            String fileName,
            String contentType,
            long size,
            @Nullable String contentId,
            @Nullable String withheld) {}

    /** A message to be written, with the addresses that take part from now on and its files. */
    record NewRow(Row row, Collection<Party> participants, List<NewAttachment> attachments) {}

    /** All of them, each table by one round trip. */
    void insertAll(List<NewRow> messages) {
        template.batchUpdate(
                """
                insert into message (id, conversation_id, sequence, direction, audience, channel, actor_kind, actor_id,
                  external_id, delivery_state, automatic, imported, send_at, created_at)
                values (?, ?, ?, ?, ?, ?, ?, ?::uuid, ?, ?, ?, ?, ?::timestamptz, ?)
                """,
                messages.stream().map(NewRow::row).map(MessageStore::narrow).toList());
        template.batchUpdate(
                """
                insert into message_content (message_id, from_address, from_name, reply_to, recipients, subject, body,
                  visible_body, html, quote, trust, forward_of, facts, signed)
                values (?, ?, ?, ?, ?::jsonb, ?, ?, ?, ?, ?, ?::jsonb, ?::uuid, ?::jsonb, ?)
                """, messages.stream().map(NewRow::row).map(this::wide).toList());
        template.batchUpdate(
                "insert into participant (conversation_id, address, name) values (?, ?, ?) on conflict do nothing",
                messages.stream()
                        .flatMap(message -> message.participants().stream().map(party -> new Object[] {
                            message.row().conversation(), party.address(), party.name() == null ? "" : party.name()
                        }))
                        .toList());
        messages.forEach(message -> insertAttachments(message.row().id(), message.attachments()));
        texts.await(messages.stream()
                .filter(message -> !message.attachments().isEmpty())
                .map(message -> message.row().id())
                .toList());
    }

    private static @Nullable Object[] narrow(Row row) {
        return new @Nullable Object[] {
            row.id(),
            row.conversation(),
            row.sequence(),
            row.direction().wire(),
            row.audience().wire(),
            row.channel(),
            row.actor().kind().wire(),
            row.actor().id(),
            row.externalId(),
            row.deliveryState() == null ? null : row.deliveryState().wire(),
            row.automatic(),
            row.imported(),
            row.sendAt() == null ? null : utc(row.sendAt()),
            utc(row.createdAt())
        };
    }

    private @Nullable Object[] wide(Row row) {
        return new @Nullable Object[] {
            row.id(),
            row.from() == null ? null : row.from().address(),
            row.from() == null ? null : row.from().name(),
            row.replyTo(),
            json.writeValueAsString(row.recipients()),
            row.subject(),
            row.text(),
            row.visibleText(),
            row.html(),
            row.quote(),
            row.trust() == null || row.trust().equals(Trust.NONE) ? null : json.writeValueAsString(row.trust()),
            row.forwardOf(),
            row.facts().isNone() ? null : json.writeValueAsString(row.facts()),
            row.signed()
        };
    }

    private void insertAttachments(UUID message, List<NewAttachment> attachments) {
        for (int place = 0; place < attachments.size(); place++) {
            var attachment = attachments.get(place);
            var large = attachment.content().length >= Files.LARGE;
            jdbc.sql("""
                    insert into attachment (id, message_id, place, file_name, content_type, size, content_id, content, file, withheld)
                    values (:id, :message, :place, :fileName, :contentType, :size, :contentId, :content, :file, :withheld)
                    """)
                    .param("id", Ids.next())
                    .param("message", message)
                    .param("place", place)
                    .param("fileName", attachment.fileName())
                    .param("contentType", attachment.contentType())
                    .param("size", attachment.content().length)
                    .param("contentId", attachment.contentId())
                    .param("withheld", attachment.withheld())
                    .param("content", large ? null : attachment.content())
                    .param("file", large ? files.put(attachment.content()) : null)
                    .update();
        }
    }

    /** Gives a message the files of another one, behind those it has; those that are withheld stay where they are. */
    void copyFiles(UUID from, UUID to) {
        for (var file : jdbc.sql("select id from attachment where message_id = ? and withheld is null order by place")
                .param(from)
                .query(Rows.of(UUID.class))
                .list()) {
            jdbc.sql("""
                    insert into attachment (id, message_id, place, file_name, content_type, size, content_id, content, file)
                    select :id, :to, (select count(*) from attachment where message_id = :to), file_name, content_type, size,
                      content_id, content, file
                    from attachment where id = :file
                    """)
                    .param("id", Ids.next())
                    .param("to", to)
                    .param("file", file)
                    .update();
        }
        texts.await(List.of(to));
    }

    /** One page of what is said in a conversation; what was taken back is not. */
    List<Row> list(UUID conversation, boolean newestFirst, @Nullable Long after, int limit) {
        return jdbc.sql("select " + COLUMNS + TABLES
                        + """
                where m.conversation_id = :conversation and m.delivery_state is distinct from 'undone'
                  and (:after::bigint is null or m.sequence %s :after)
                order by m.sequence %s limit :limit
                """.formatted(newestFirst ? "<" : ">", newestFirst ? "desc" : "asc"))
                .param("conversation", conversation)
                .param("after", after)
                .param("limit", limit)
                .query(this::row)
                .list();
    }

    /** The same for conversations that are shown as one. */
    List<Row> listByTime(
            Collection<UUID> family,
            boolean newestFirst,
            @Nullable Instant afterAt,
            @Nullable UUID afterId,
            int limit) {
        return jdbc.sql("select " + COLUMNS + TABLES
                        + """
                where m.conversation_id = any(:family) and m.delivery_state is distinct from 'undone'
                  and (:afterAt::timestamptz is null or (m.created_at, m.id) %s (:afterAt, :afterId))
                order by m.created_at %2$s, m.id %2$s limit :limit
                """.formatted(newestFirst ? "<" : ">", newestFirst ? "desc" : "asc"))
                .param("family", family.toArray(UUID[]::new))
                .param("afterAt", afterAt == null ? null : utc(afterAt))
                .param("afterId", afterId)
                .param("limit", limit)
                .query(this::row)
                .list();
    }

    /** The newest message of several conversations that was not taken back. */
    Optional<Row> newest(Collection<UUID> family) {
        return listByTime(family, true, null, null, 1).stream().findFirst();
    }

    List<Row> findAll(Collection<UUID> ids) {
        return jdbc.sql("select " + COLUMNS + TABLES + "where m.id = any(?)")
                .param(ids.toArray(UUID[]::new))
                .query(this::row)
                .list();
    }

    Optional<Row> find(UUID id) {
        return findAll(List.of(id)).stream().findFirst();
    }

    List<Row> findByExternalId(String externalId, UUID[] inboxes, int limit) {
        return jdbc.sql("select " + COLUMNS + TABLES + """
                join conversation c on c.id = m.conversation_id
                where m.external_id = :externalId and c.inbox_id = any(:inboxes) order by m.id limit :limit
                """)
                .param("externalId", externalId)
                .param("inboxes", inboxes)
                .param("limit", limit)
                .query(this::row)
                .list();
    }

    List<Messages.Known> known(Collection<String> externalIds, Collection<UUID> inboxes) {
        // "offset 0" keeps the planner from reading all conversations of the inboxes to find those of a few messages.
        return jdbc.sql("""
                select m.id, coalesce(c.merged_root, m.conversation_id), i.id, m.external_id, m.direction,
                  array(select from_id from message_move v where v.message_id = m.id)
                from message m
                cross join lateral (
                  select inbox_id, home_inbox_id, merged_root from conversation where id = m.conversation_id offset 0) c
                join unnest(:inboxes::uuid[]) as i (id) on i.id in (c.inbox_id, c.home_inbox_id)
                where m.external_id = any(:externalIds) order by m.id
                """)
                .param("externalIds", externalIds.toArray(String[]::new))
                .param("inboxes", inboxes.toArray(UUID[]::new))
                .query((row, index) -> new Messages.Known(
                        new MessageId(row.getObject(1, UUID.class)),
                        new ConversationId(row.getObject(2, UUID.class)),
                        row.getObject(3, UUID.class),
                        row.getString(4),
                        Direction.of(row.getString(5)),
                        Arrays.stream((UUID[]) row.getArray(6).getArray())
                                .map(ConversationId::new)
                                .toList()))
                .list();
    }

    /** Conversations in any inbox that hold a mail of a sender with this id, the oldest first. */
    List<UUID> copies(String externalId, String sender) {
        return jdbc.sql("""
                select distinct coalesce(c.merged_root, c.id) from message m
                join message_content t on t.message_id = m.id join conversation c on c.id = m.conversation_id
                where m.external_id = :externalId and m.direction = 'inbound' and lower(t.from_address) = :sender
                order by 1 limit 20
                """)
                .param("externalId", externalId)
                .param("sender", sender)
                .query(Rows.of(UUID.class))
                .list();
    }

    boolean believedBefore(Collection<UUID> family, String address) {
        return jdbc.sql("""
                select exists (select 1 from message m join message_content t on t.message_id = m.id
                  where m.conversation_id = any(:family) and m.direction = 'inbound' and lower(t.from_address) = :address
                    and t.trust ->> 'verdict' = 'pass')
                """)
                .param("family", family.toArray(UUID[]::new))
                .param("address", address)
                .query(Boolean.class)
                .single();
    }

    /** The newest message of the customer, if there is one. */
    Optional<Row> lastFromCustomer(Collection<UUID> family) {
        return jdbc.sql("select " + COLUMNS + TABLES + """
                where m.conversation_id = any(?) and m.direction = 'inbound' order by m.created_at desc, m.id desc limit 1
                """)
                .param(family.toArray(UUID[]::new))
                .query(this::row)
                .optional();
    }

    /** The newest message before a place that came from one of the addresses, or asked for answers there. */
    Optional<Row> lastFrom(Collection<UUID> family, Row before, Collection<String> addresses) {
        return jdbc.sql("select " + COLUMNS + TABLES + """
                where m.conversation_id = any(:family) and m.direction = 'inbound' and (m.created_at, m.id) < (:at, :before)
                  and (lower(t.from_address) = any(:addresses) or lower(t.reply_to) = any(:addresses))
                order by m.created_at desc, m.id desc limit 1
                """)
                .param("family", family.toArray(UUID[]::new))
                .param("at", utc(before.createdAt()))
                .param("before", before.id())
                .param("addresses", addresses.toArray(String[]::new))
                .query(this::row)
                .optional();
    }

    /** The newest message that one customer wrote. */
    Optional<Row> lastFrom(Collection<UUID> family, UUID customer) {
        return jdbc.sql("select " + COLUMNS + TABLES + """
                where m.conversation_id = any(:family) and m.direction = 'inbound' and m.actor_id = :customer
                order by m.created_at desc, m.id desc limit 1
                """)
                .param("family", family.toArray(UUID[]::new))
                .param("customer", customer)
                .query(this::row)
                .optional();
    }

    /** What was said, for search. */
    record Said(
            UUID conversation,
            @Nullable String fromAddress,
            @Nullable String fromName,
            List<String> recipients,
            List<String> files,
            String text) {}

    /** Of each conversation the newest messages, each with its beginning. */
    List<Said> said(Collection<UUID> conversations, int messages, int characters) {
        return jdbc.sql("""
                select said.* from unnest(:conversations::uuid[]) as c (id) cross join lateral (
                  select m.conversation_id as conversation, t.from_address, t.from_name, left(t.visible_body, :characters) as text,
                    array(select a #>> '{}' from jsonb_path_query(t.recipients, '$.*[*].*') a) as recipients,
                    array(select f.file_name from attachment f where f.message_id = m.id
                      and (f.content_id is null or f.content_type not like 'image/%') order by f.place limit 50) as files
                  from message m join message_content t on t.message_id = m.id
                  where m.conversation_id = c.id and m.delivery_state is distinct from 'undone'
                  order by m.sequence desc limit :messages) said
                """)
                .param("conversations", conversations.toArray(UUID[]::new))
                .param("characters", characters)
                .param("messages", messages)
                .query((row, number) -> new Said(
                        row.getObject("conversation", UUID.class),
                        row.getString("from_address"),
                        row.getString("from_name"),
                        Arrays.stream((String[]) row.getArray("recipients").getArray())
                                .filter(Objects::nonNull)
                                .toList(),
                        List.of((String[]) row.getArray("files").getArray()),
                        row.getString("text")))
                .list();
    }

    List<String> externalIds(Collection<UUID> family, Row before, int limit) {
        return jdbc.sql("""
                select external_id from (
                  select external_id, created_at, id from message
                  where conversation_id = any(:family) and (created_at, id) < (:at, :before) and external_id is not null
                    and audience = 'customer' and delivery_state is distinct from 'undone'
                  order by created_at desc, id desc limit :limit) newest
                order by created_at, id
                """)
                .param("family", family.toArray(UUID[]::new))
                .param("at", utc(before.createdAt()))
                .param("before", before.id())
                .param("limit", limit)
                .query(Rows.of(String.class))
                .list();
    }

    /** Moves an outgoing message on if it stands in one of the states; whether it did. */
    boolean move(
            UUID id,
            Collection<DeliveryState> from,
            DeliveryState to,
            @Nullable DeliveryDetail detail,
            @Nullable Instant dueBy) {
        return jdbc.sql("""
                        update message set delivery_state = :to, delivery_detail = :detail::jsonb
                        where id = :id and delivery_state = any(:from) and (:dueBy::timestamptz is null or send_at <= :dueBy)
                        """)
                        .param("id", id)
                        .param("to", to.wire())
                        .param("detail", detail == null ? null : json.writeValueAsString(detail))
                        .param("from", from.stream().map(DeliveryState::wire).toArray(String[]::new))
                        .param("dueBy", dueBy == null ? null : utc(dueBy))
                        .update()
                == 1;
    }

    void sendAt(UUID id, Instant at) {
        jdbc.sql("update message set send_at = ? where id = ?")
                .param(utc(at))
                .param(id)
                .update();
    }

    // --- attachments

    Map<UUID, List<AttachmentRow>> attachments(Collection<UUID> messages) {
        var byMessage = new HashMap<UUID, List<AttachmentRow>>();
        jdbc.sql("""
                select id, message_id, file_name, content_type, size, content_id, withheld from attachment
                where message_id = any(?) order by message_id, place
                """)
                .param(messages.toArray(UUID[]::new))
                .query(Rows.of(AttachmentRow.class))
                .list()
                .forEach(row -> byMessage
                        .computeIfAbsent(row.messageId(), id -> new ArrayList<>())
                        .add(row));
        return byMessage;
    }

    /** A file of a message in a visible inbox. */
    Optional<AttachmentRow> attachment(UUID id, UUID[] inboxes) {
        return jdbc.sql("""
                select a.id, a.message_id, a.file_name, a.content_type, a.size, a.content_id, a.withheld
                from attachment a join message m on m.id = a.message_id join conversation c on c.id = m.conversation_id
                where a.id = ? and c.inbox_id = any(?)
                """).param(id).param(inboxes).query(AttachmentRow.class).optional();
    }

    /** @throws Problem 409 {@code attachment.withheld} when an antivirus found something in it */
    byte[] content(UUID attachment) {
        record Place(
                byte @Nullable [] content,
                @Nullable String file,
                @Nullable String withheld) {}
        var place = jdbc.sql("select content, file, withheld from attachment where id = ?")
                .param(attachment)
                .query((row, index) -> new Place(row.getBytes(1), row.getString(2), row.getString(3)))
                .single();
        if (place.withheld() != null) {
            throw Problem.conflict(
                    "attachment.withheld",
                    "This file is kept back: the antivirus found " + place.withheld() + " in it.");
        }
        return place.content() != null ? place.content() : files.read(Objects.requireNonNull(place.file()));
    }

    private Row row(ResultSet row, int index) throws SQLException {
        var state = row.getString("delivery_state");
        var detail = row.getString("delivery_detail");
        var from = row.getString("from_address");
        var trust = row.getString("trust");
        var sendAt = row.getObject("send_at", OffsetDateTime.class);
        var facts = row.getString("facts");
        return new Row(
                row.getObject("id", UUID.class),
                row.getObject("conversation_id", UUID.class),
                row.getLong("sequence"),
                Direction.of(row.getString("direction")),
                Audience.of(row.getString("audience")),
                row.getString("channel"),
                new Actor(Actor.Kind.of(row.getString("actor_kind")), row.getObject("actor_id", UUID.class)),
                row.getString("external_id"),
                state == null ? null : DeliveryState.of(state),
                detail == null ? null : json.readValue(detail, DeliveryDetail.class),
                row.getBoolean("automatic"),
                row.getBoolean("imported"),
                sendAt == null ? null : sendAt.toInstant(),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                from == null ? null : new Party(from, row.getString("from_name")),
                row.getString("reply_to"),
                json.readValue(row.getString("recipients"), Recipients.class),
                row.getString("subject"),
                row.getString("body"),
                row.getString("visible_body"),
                row.getString("html"),
                row.getBoolean("quote"),
                trust == null ? null : json.readValue(trust, Trust.class),
                row.getObject("forward_of", UUID.class),
                facts == null ? Facts.NONE : json.readValue(facts, Facts.class),
                row.getBoolean("signed"));
    }

    private static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }

    @Override
    public Set<String> named(Collection<String> hashes) {
        return Set.copyOf(jdbc.sql("select distinct file from attachment where file = any(:hashes)")
                .param("hashes", hashes.toArray(String[]::new))
                .query(String.class)
                .list());
    }
}
