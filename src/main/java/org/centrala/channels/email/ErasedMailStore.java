package org.centrala.channels.email;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.centrala.conversations.spi.MessageSource;
import org.centrala.customers.spi.PersonalErasure;
import org.centrala.platform.Actor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Forgets the mails of people who are forgotten: those that messages were made of, and those that none was. */
@Component
class ErasedMailStore implements MessageSource, PersonalErasure {
    private static final byte[] INSTEAD =
            "Subject: Erased\r\n\r\nThis mail was erased; its original is not kept.\r\n".getBytes(UTF_8);

    /** The record itself stays: that a mail came, when, and what became of it. */
    private static final String FORGET = """
            update inbound set raw = :instead, file = null, size = :size, envelope_from = '', envelope_to = '', message_id = null,
              client_address = null, client_helo = '', trust = null, bounce = null, personal = false
            """;

    private final JdbcClient jdbc;

    ErasedMailStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public int forget(Collection<UUID> messages) {
        var ids = messages.toArray(UUID[]::new);
        int came = statement("where message_ref = any(:ids) and raw is distinct from :instead")
                .param("ids", ids)
                .update();
        int went = jdbc.sql("""
                update outbox set raw = null, file = null, last_error = null
                where message_id = any(?) and (raw is not null or file is not null)
                """).param(ids).update();
        return came + went;
    }

    @Override
    public Map<String, Long> count(Person person) {
        return Map.of("quarantined", quarantined(person));
    }

    /** What waits in the quarantine, was taken in twice, or told that nothing reaches them: no message names these. */
    @Override
    public Map<String, Long> forget(Person person, int limit, Actor actor) {
        var gone = new LinkedHashMap<String, Long>();
        note(
                gone,
                "quarantined",
                about(
                        "where outcome = 'quarantined' and lower(envelope_from) = any(:addresses) and received_at < :before",
                        person));
        note(gone, "mails", about("""
                where outcome <> 'quarantined' and received_at < :before and (lower(envelope_from) = any(:addresses)
                  or bounce is not null and exists (select 1 from unnest(:addresses::text[]) a where position(a in lower(bounce::text)) > 0))
                """, person));
        note(
                gone,
                "acknowledgements",
                jdbc.sql("delete from acknowledgement_sent where address = any(?) and sent_at < ?")
                        .param(addresses(person))
                        .param(MailboxStore.utc(person.before()))
                        .update());
        return gone;
    }

    private int about(String where, Person person) {
        return statement(where)
                .param("addresses", addresses(person))
                .param("before", MailboxStore.utc(person.before()))
                .update();
    }

    private static void note(Map<String, Long> gone, String kind, int number) {
        if (number > 0) {
            gone.merge(kind, (long) number, Long::sum);
        }
    }

    @Override
    public boolean isLeft(Person person) {
        return quarantined(person) > 0;
    }

    private long quarantined(Person person) {
        return jdbc.sql("""
                select count(*) from inbound where outcome = 'quarantined' and lower(envelope_from) = any(?) and received_at < ?
                """)
                .param(addresses(person))
                .param(MailboxStore.utc(person.before()))
                .query(Long.class)
                .single();
    }

    private JdbcClient.StatementSpec statement(String where) {
        return jdbc.sql(FORGET + where).param("instead", INSTEAD).param("size", INSTEAD.length);
    }

    private static String[] addresses(Person person) {
        return person.addresses().toArray(String[]::new);
    }
}
