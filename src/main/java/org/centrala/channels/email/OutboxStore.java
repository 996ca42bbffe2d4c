package org.centrala.channels.email;

import static org.centrala.channels.email.MailboxStore.utc;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.centrala.platform.files.FileUser;
import org.centrala.platform.files.Files;
import org.centrala.platform.postgres.Rows;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The table of messages on their way out. */
@Component
class OutboxStore implements FileUser {
    private final JdbcClient jdbc;
    private final Files files;

    OutboxStore(JdbcClient jdbc, Files files) {
        this.jdbc = jdbc;
        this.files = files;
    }

    /** A message whose turn it is, leased to whoever took it. */
    record Due(UUID message, int attempts, Instant createdAt) {}

    /** A message waits to be sent; one that failed waits again, with the bytes it had. How long it is tried counts from when it is due. */
    void add(UUID message, @Nullable UUID mailbox, Instant due, Instant now) {
        jdbc.sql("""
                insert into outbox (message_id, mailbox_id, state, due_at, created_at, updated_at)
                values (:message, :mailbox, 'waiting', :due, greatest(:due::timestamptz, :now::timestamptz), :now)
                on conflict (message_id) do update
                  set state = 'waiting', due_at = :due, attempts = 0, lease_until = null, created_at = excluded.created_at, updated_at = :now
                  where outbox.state in ('failed', 'sent', 'withdrawn')
                """)
                .param("message", message)
                .param("mailbox", mailbox)
                .param("due", utc(due))
                .param("now", utc(now))
                .update();
    }

    /** Leases messages that are due, and those whose sender has died. */
    List<Due> take(Instant now, Instant leaseUntil, int limit) {
        return jdbc.sql("""
                update outbox o set state = 'sending', attempts = attempts + 1, lease_until = :lease, updated_at = :now
                where message_id in (
                  select message_id from outbox
                  where state in ('waiting', 'sending') and due_at <= :now and (state = 'waiting' or lease_until < :now)
                  order by due_at limit :limit for update skip locked)
                returning message_id as message, attempts, created_at
                """)
                .param("now", utc(now))
                .param("lease", utc(leaseUntil))
                .param("limit", limit)
                .query(Rows.of(Due.class))
                .list();
    }

    void extend(Collection<UUID> messages, Instant leaseUntil) {
        jdbc.sql("update outbox set lease_until = :lease where message_id = any(:messages) and state = 'sending'")
                .param("lease", utc(leaseUntil))
                .param("messages", messages.toArray(UUID[]::new))
                .update();
    }

    void keep(UUID message, byte[] raw) {
        boolean large = raw.length > Files.LARGE;
        jdbc.sql("update outbox set raw = :raw, file = :file where message_id = :message")
                .param("raw", large ? null : raw)
                .param("file", large ? files.put(raw) : null)
                .param("message", message)
                .update();
    }

    /** Forgets the bytes of a message; another try renders it anew. */
    void forgetRaw(UUID message) {
        jdbc.sql("update outbox set raw = null, file = null where message_id = ?")
                .param(message)
                .update();
    }

    Optional<byte[]> raw(UUID message) {
        record Place(byte @Nullable [] raw, @Nullable String file) {}
        return jdbc.sql("select raw, file from outbox where message_id = ?")
                .param(message)
                .query((row, index) -> new Place(row.getBytes(1), row.getString(2)))
                .optional()
                .filter(place -> place.raw() != null || place.file() != null)
                .map(place -> place.raw() != null ? place.raw() : files.read(Objects.requireNonNull(place.file())));
    }

    void finish(UUID message, String state, @Nullable String error, Instant now) {
        jdbc.sql(
                        "update outbox set state = :state, last_error = :error, lease_until = null, updated_at = :now where message_id = :message")
                .param("state", state)
                .param("error", error)
                .param("now", utc(now))
                .param("message", message)
                .update();
    }

    void later(UUID message, Instant due, @Nullable String error, Instant now) {
        jdbc.sql("""
                update outbox set state = 'waiting', due_at = :due, last_error = :error, lease_until = null, updated_at = :now
                where message_id = :message
                """)
                .param("due", utc(due))
                .param("error", error)
                .param("now", utc(now))
                .param("message", message)
                .update();
    }

    /** When the next message is due; empty when none waits. */
    Optional<Instant> nextDue() {
        return jdbc.sql("select min(due_at) from outbox where state = 'waiting'")
                .query((row, index) -> Optional.ofNullable(row.getObject(1, OffsetDateTime.class)))
                .single()
                .map(OffsetDateTime::toInstant);
    }

    @Override
    public Set<String> named(Collection<String> hashes) {
        return Set.copyOf(jdbc.sql("select distinct file from outbox where file = any(:hashes)")
                .param("hashes", hashes.toArray(String[]::new))
                .query(String.class)
                .list());
    }
}
