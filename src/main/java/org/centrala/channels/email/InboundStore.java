package org.centrala.channels.email;

import static org.centrala.channels.email.MailboxStore.utc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.centrala.channels.email.imap.ImapDoor;
import org.centrala.channels.email.trust.Evidence;
import org.centrala.conversations.Trust;
import org.centrala.platform.files.FileUser;
import org.centrala.platform.files.Files;
import org.centrala.platform.postgres.Rows;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** The table of accepted mail. */
@Component
class InboundStore implements FileUser {
    private final JdbcClient jdbc;
    private final JdbcTemplate template;
    private final JsonMapper json;
    private final Files files;

    InboundStore(JdbcClient jdbc, JdbcTemplate template, JsonMapper json, Files files) {
        this.jdbc = jdbc;
        this.template = template;
        this.json = json;
        this.files = files;
    }

    /** A mail as it is accepted: in the row, or in a file by its hash. */
    record NewArrival(
            UUID id,
            UUID mailbox,
            String envelopeFrom,
            String envelopeTo,
            @Nullable String messageId,
            byte[] bodyHash,
            Instant receivedAt,
            long size,
            byte @Nullable [] raw,
            @Nullable String file,
            @Nullable String client,
            String helo) {
        Evidence evidence() {
            return new Evidence(client, helo, envelopeFrom);
        }
    }

    /** An accepted mail with how it came. */
    record Accepted(byte[] raw, Evidence evidence) {
        Cover cover() {
            return new Cover(evidence, raw.length);
        }
    }

    /** What is known of an accepted mail that still waits without touching its bytes. */
    record Cover(Evidence evidence, long size) {
        boolean large() {
            return size > Files.LARGE;
        }
    }

    /** What the intake needs to know of a mail besides its bytes. */
    record Waiting(
            UUID id,
            UUID mailbox,
            UUID inbox,
            String mailboxAddress,
            String envelopeFrom,
            String envelopeTo,
            @Nullable String messageId,
            Instant receivedAt,
            int attempts,
            boolean seenBefore,
            Source source,
            boolean imported,
            @Nullable Instant datedAt,
            boolean copied) {}

    /** How a mail came: brought to the listener, fetched, or found among what was sent from elsewhere. */
    enum Source {
        SMTP,
        IMAP,
        SENT;

        String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** A mail that was fetched: {@code datedAt} is when its server got it. */
    void insertFetched(NewArrival arrival, Source source, boolean imported, Instant datedAt) {
        jdbc.sql("""
                insert into inbound (id, mailbox_id, envelope_from, envelope_to, message_id, body_hash, received_at, size, raw, file,
                  source, imported, dated_at)
                values (:id, :mailbox, :from, :to, :messageId, :bodyHash, :at, :size, :raw, :file, :source, :imported, :datedAt)
                """)
                .param("id", arrival.id())
                .param("mailbox", arrival.mailbox())
                .param("from", arrival.envelopeFrom())
                .param("to", arrival.envelopeTo())
                .param("messageId", arrival.messageId())
                .param("bodyHash", arrival.bodyHash())
                .param("at", utc(arrival.receivedAt()))
                .param("size", arrival.size())
                .param("raw", arrival.raw())
                .param("file", arrival.file())
                .param("source", source.wire())
                .param("imported", imported)
                .param("datedAt", utc(datedAt))
                .update();
    }

    /** All of them by one statement, durable when this returns. */
    void insert(List<NewArrival> arrivals) {
        template.update("""
                insert into inbound (id, mailbox_id, envelope_from, envelope_to, message_id, body_hash, received_at, size, raw, file,
                  client_address, client_helo)
                select * from unnest(?::uuid[], ?::uuid[], ?::text[], ?::text[], ?::text[], ?::bytea[], ?::timestamptz[],
                  ?::bigint[], ?::bytea[], ?::text[], ?::text[], ?::text[])
                """, statement -> {
            var connection = statement.getConnection();
            statement.setArray(1, connection.createArrayOf("uuid", column(arrivals, NewArrival::id)));
            statement.setArray(2, connection.createArrayOf("uuid", column(arrivals, NewArrival::mailbox)));
            statement.setArray(3, connection.createArrayOf("text", column(arrivals, NewArrival::envelopeFrom)));
            statement.setArray(4, connection.createArrayOf("text", column(arrivals, NewArrival::envelopeTo)));
            statement.setArray(5, connection.createArrayOf("text", column(arrivals, NewArrival::messageId)));
            statement.setArray(6, connection.createArrayOf("bytea", bytes(arrivals, NewArrival::bodyHash)));
            statement.setArray(
                    7,
                    connection.createArrayOf(
                            "text",
                            column(arrivals, arrival -> arrival.receivedAt().toString())));
            statement.setArray(8, connection.createArrayOf("int8", column(arrivals, NewArrival::size)));
            statement.setArray(9, connection.createArrayOf("bytea", bytes(arrivals, NewArrival::raw)));
            statement.setArray(10, connection.createArrayOf("text", column(arrivals, NewArrival::file)));
            statement.setArray(11, connection.createArrayOf("text", column(arrivals, NewArrival::client)));
            statement.setArray(12, connection.createArrayOf("text", column(arrivals, NewArrival::helo)));
        });
    }

    private static @Nullable Object[] column(List<NewArrival> arrivals, Function<NewArrival, @Nullable Object> value) {
        return arrivals.stream().map(value).toArray();
    }

    private static byte @Nullable [][] bytes(List<NewArrival> arrivals, Function<NewArrival, byte @Nullable []> value) {
        return arrivals.stream().map(value).toArray(byte[][]::new);
    }

    List<UUID> waiting(Instant now, int limit) {
        return jdbc.sql("""
                select id from inbound where outcome is null and (next_attempt_at is null or next_attempt_at <= :now)
                order by received_at limit :limit
                """)
                .param("now", utc(now))
                .param("limit", limit)
                .query(Rows.of(UUID.class))
                .list();
    }

    /** Locks those of the mails that still wait and no other worker has; tells whether the same was taken before. */
    List<Waiting> lock(Collection<UUID> ids) {
        return jdbc.sql("""
                select i.id, i.mailbox_id, b.inbox_id, b.address, i.envelope_from, i.envelope_to, i.message_id, i.received_at, i.attempts,
                  i.message_id is not null and exists (
                    select 1 from inbound d
                    where d.mailbox_id = i.mailbox_id and d.message_id = i.message_id and d.body_hash = i.body_hash and d.id <> i.id
                      and d.outcome in ('conversation', 'bounce', 'autoReply', 'ownEcho')) as seen_before,
                  i.source, i.imported, i.dated_at,
                  i.message_id is not null and exists (
                    select 1 from inbound d where d.message_id = i.message_id and d.mailbox_id <> i.mailbox_id) as copied
                from inbound i join mailbox b on b.id = i.mailbox_id
                where i.id = any(:ids) and i.outcome is null order by i.id for update of i skip locked
                """)
                .param("ids", ids.toArray(UUID[]::new))
                .query((row, index) -> new Waiting(
                        row.getObject(1, UUID.class),
                        row.getObject(2, UUID.class),
                        row.getObject(3, UUID.class),
                        row.getString(4),
                        row.getString(5),
                        row.getString(6),
                        row.getString(7),
                        instant(row, "received_at"),
                        row.getInt(9),
                        row.getBoolean(10),
                        Source.valueOf(row.getString(11).toUpperCase(Locale.ROOT)),
                        row.getBoolean(12),
                        row.getObject(13) == null ? null : instant(row, "dated_at"),
                        row.getBoolean(14)))
                .list();
    }

    /** Waits for whoever takes in a copy of one of these mails; until the end of the transaction. */
    void lockCopies(List<String> messageIds) {
        jdbc.sql("""
                select pg_advisory_xact_lock(hashtextextended(id, 2)) from (
                  select id from unnest(?::text[]) as m (id) order by id) ids
                """).param(messageIds.toArray(String[]::new)).query(row -> {});
    }

    /** Which of these mails were fetched or brought to a mailbox before, by their Message-ID and size. */
    Set<ImapDoor.Listed> fetched(UUID mailbox, Collection<ImapDoor.Listed> mails) {
        if (mails.isEmpty()) {
            return Set.of();
        }
        return Set.copyOf(jdbc.sql("""
                        select distinct i.message_id, i.size from inbound i
                        join unnest(:ids::text[], :sizes::bigint[]) as l (id, size) on l.id = i.message_id and l.size = i.size
                        where i.mailbox_id = :mailbox
                        """)
                .param("ids", mails.stream().map(ImapDoor.Listed::messageId).toArray(String[]::new))
                .param("sizes", mails.stream().map(ImapDoor.Listed::size).toArray(Long[]::new))
                .param("mailbox", mailbox)
                .query((row, index) -> new ImapDoor.Listed(row.getString(1), row.getLong(2)))
                .list());
    }

    /** Whether a mail without a Message-ID, with this body and size, was fetched before. */
    boolean fetchedNameless(UUID mailbox, byte[] bodyHash, long size) {
        return jdbc.sql("""
                        select exists (select 1 from inbound where mailbox_id = :mailbox and body_hash = :hash and size = :size
                          and message_id is null and source <> 'smtp')
                        """)
                .param("mailbox", mailbox)
                .param("hash", bodyHash)
                .param("size", size)
                .query(Rows.of(Boolean.class))
                .single();
    }

    /** How many mails of a mailbox have no outcome yet. */
    int waitingOf(UUID mailbox) {
        return jdbc.sql("select count(*) from inbound where mailbox_id = ? and outcome is null")
                .param(mailbox)
                .query(Rows.of(Integer.class))
                .single();
    }

    /** Which of these mails name one that came to their mailbox earlier and has no outcome yet, by what each answers. */
    Set<UUID> answersWaiting(Map<UUID, List<String>> answered) {
        var ids = new ArrayList<UUID>();
        var names = new ArrayList<String>();
        answered.forEach((id, messageIds) -> messageIds.forEach(name -> {
            ids.add(id);
            names.add(name);
        }));
        return Set.copyOf(jdbc.sql("""
                        select distinct a.id from unnest(:ids::uuid[], :names::text[]) as a (id, name)
                        join inbound i on i.id = a.id
                        join inbound w on w.message_id = a.name and w.mailbox_id = i.mailbox_id
                        where w.outcome is null and w.id < a.id
                        """)
                .param("ids", ids.toArray(UUID[]::new))
                .param("names", names.toArray(String[]::new))
                .query(Rows.of(UUID.class))
                .list());
    }

    /**
     * What a mail has come to.
     *
     * @param personal whether a person wrote it now and to us, so that a machine may answer it
     */
    record Decision(
            UUID id,
            String outcome,
            @Nullable String reason,
            @Nullable UUID conversation,
            @Nullable UUID message,
            @Nullable List<InboundRecord.Bounce> bounce,
            @Nullable Trust trust,
            boolean personal) {
        private static final int LONGEST_REASON = 500;

        Decision judged(Trust verdict) {
            return new Decision(
                    id,
                    outcome,
                    reason,
                    conversation,
                    message,
                    bounce,
                    verdict.equals(Trust.NONE) ? null : verdict,
                    personal);
        }

        /** An outcome that leads to no message. */
        static Decision of(UUID id, String outcome, String reason) {
            return new Decision(id, outcome, reason, null, null, null, null, false);
        }

        static Decision quarantined(UUID id, String reason) {
            var plain = reason.replace("\0", "");
            return of(id, "quarantined", plain.substring(0, Math.min(plain.length(), LONGEST_REASON)));
        }
    }

    void decide(List<Decision> decisions, Instant at) {
        jdbc.sql("""
                update inbound i set outcome = d.outcome, reason = d.reason, conversation_id = d.conversation,
                  message_ref = d.message, bounce = d.bounce::jsonb, trust = d.trust::jsonb, personal = d.personal,
                  decided_at = :at
                from unnest(:ids::uuid[], :outcomes::text[], :reasons::text[], :conversations::uuid[], :messages::uuid[],
                  :bounces::text[], :trusts::text[], :personal::boolean[])
                  as d (id, outcome, reason, conversation, message, bounce, trust, personal)
                where i.id = d.id and i.outcome is null
                """)
                .param("ids", decisions.stream().map(Decision::id).toArray(UUID[]::new))
                .param("outcomes", decisions.stream().map(Decision::outcome).toArray(String[]::new))
                .param("reasons", decisions.stream().map(Decision::reason).toArray(String[]::new))
                .param(
                        "conversations",
                        decisions.stream().map(Decision::conversation).toArray(UUID[]::new))
                .param("messages", decisions.stream().map(Decision::message).toArray(UUID[]::new))
                .param(
                        "bounces",
                        decisions.stream()
                                .map(one -> one.bounce() == null ? null : json.writeValueAsString(one.bounce()))
                                .toArray(String[]::new))
                .param(
                        "trusts",
                        decisions.stream()
                                .map(one -> one.trust() == null ? null : json.writeValueAsString(one.trust()))
                                .toArray(String[]::new))
                .param("personal", decisions.stream().map(Decision::personal).toArray(Boolean[]::new))
                .param("at", utc(at))
                .update();
    }

    /** Counts a try that failed and says when the next may be; returns how many there were. */
    int failed(UUID id, Instant next) {
        return jdbc.sql(
                        "update inbound set attempts = attempts + 1, next_attempt_at = :next where id = :id and outcome is null returning attempts")
                .param("next", utc(next))
                .param("id", id)
                .query(Integer.class)
                .optional()
                .orElse(0);
    }

    private record Place(byte @Nullable [] raw, @Nullable String file) {}

    private byte[] read(Place place) {
        return place.raw() != null ? place.raw() : files.read(Objects.requireNonNull(place.file()));
    }

    Optional<byte[]> raw(UUID id) {
        return jdbc.sql("select raw, file from inbound where id = ?")
                .param(id)
                .query((row, index) -> new Place(row.getBytes(1), row.getString(2)))
                .optional()
                .map(this::read);
    }

    Optional<Cover> cover(UUID id) {
        return jdbc.sql(
                        "select client_address, client_helo, envelope_from, size from inbound where id = ? and outcome is null")
                .param(id)
                .query((row, index) ->
                        new Cover(new Evidence(row.getString(1), row.getString(2), row.getString(3)), row.getLong(4)))
                .optional();
    }

    /** Those of these messages that were made of mail which a machine may answer. */
    Set<UUID> personal(Collection<UUID> messages) {
        return messages.isEmpty()
                ? Set.of()
                : Set.copyOf(
                        jdbc.sql("select distinct message_ref from inbound where message_ref = any(?) and personal")
                                .param(messages.toArray(UUID[]::new))
                                .query(Rows.of(UUID.class))
                                .list());
    }

    /** Forgets the mail that a message was made of. */
    void forgetRaw(UUID message, byte[] instead) {
        jdbc.sql("update inbound set raw = ?, file = null, size = ? where message_ref = ?")
                .param(instead)
                .param(instead.length)
                .param(message)
                .update();
    }

    /** The mail that a message was made of. */
    Optional<byte[]> rawOf(UUID message) {
        return jdbc.sql(
                        "select raw, file from inbound where message_ref = ? and outcome in ('conversation', 'autoReply') order by id limit 1")
                .param(message)
                .query((row, index) -> new Place(row.getBytes(1), row.getString(2)))
                .optional()
                .map(this::read);
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    @Override
    public Set<String> named(Collection<String> hashes) {
        return Set.copyOf(jdbc.sql("select distinct file from inbound where file = any(:hashes)")
                .param("hashes", hashes.toArray(String[]::new))
                .query(String.class)
                .list());
    }
}
