package org.centrala.channels.email;

import static org.centrala.channels.email.MailboxStore.utc;
import static org.centrala.platform.postgres.Columns.instant;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.centrala.platform.postgres.Rows;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The tables of what customers are told when their mail has come, and of whom it was told. */
@Component
class AcknowledgementStore {
    private final JdbcClient jdbc;

    AcknowledgementStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<Acknowledgement> of(UUID inbox) {
        return jdbc.sql(
                        "select language, enabled, body as text from acknowledgement where inbox_id = ? order by language")
                .param(inbox)
                .query(Rows.of(Acknowledgement.class))
                .list();
    }

    /** One that is switched on, since then. */
    record Enabled(Acknowledgement acknowledgement, Instant since) {}

    List<Enabled> enabled(UUID inbox) {
        return jdbc.sql("""
                select language, body, enabled_at from acknowledgement
                where inbox_id = ? and enabled order by language
                """)
                .param(inbox)
                .query((row, number) -> new Enabled(
                        new Acknowledgement(row.getString("language"), true, row.getString("body")),
                        instant(row, "enabled_at")))
                .list();
    }

    void put(UUID inbox, Acknowledgement acknowledgement, Instant now) {
        jdbc.sql("""
                insert into acknowledgement as before (inbox_id, language, enabled, body, updated_at, enabled_at)
                values (:inbox, :language, :enabled, :text, :now, case when :enabled then cast(:now as timestamptz) end)
                on conflict (inbox_id, language)
                do update set enabled = excluded.enabled, body = excluded.body, updated_at = excluded.updated_at,
                  enabled_at = case when before.enabled then before.enabled_at else excluded.enabled_at end
                """)
                .param("inbox", inbox)
                .param("language", acknowledgement.language())
                .param("enabled", acknowledgement.enabled())
                .param("text", acknowledgement.text())
                .param("now", utc(now))
                .update();
    }

    /** How often an address was told since then. */
    int told(String address, Instant since) {
        return jdbc.sql("select count(*)::int from acknowledgement_sent where address = ? and sent_at > ?")
                .param(address)
                .param(utc(since))
                .query(Integer.class)
                .single();
    }

    /** Whether this conversation has not been told of before. */
    boolean remember(UUID conversation, String address, Instant now) {
        return jdbc.sql(
                                "insert into acknowledgement_sent (conversation_id, address, sent_at) values (?, ?, ?) on conflict do nothing")
                        .param(conversation)
                        .param(address)
                        .param(utc(now))
                        .update()
                == 1;
    }
}
