package org.centrala.platform.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.centrala.platform.postgres.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

class ReferencesTests {
    private static final String HASH = "ab".repeat(32);

    /** Whoever acted may be an agent, a key, a customer or nobody; the log names things of every kind. */
    private static final Set<String> OF_MANY_KINDS = Set.of(
            "api_key.created_by",
            "conversation.last_actor_id",
            "customer_import.actor_id",
            // a customer whom an import made is gone when it is taken back
            "customer_import_row.customer_id",
            // work to be done: whose customer is gone has nothing to settle, and how far it came is no name
            "company_settling.customer_id",
            "company_settling.after_id",
            "conversation_merge.actor_id",
            "message.actor_id",
            "notification.actor_id",
            // only for telling twice: the log keeps its events as long as it likes
            "notification.event_id",
            // a team that is gone stays named
            "mention.team_id",
            "webhook.created_by",
            // a trial tells of an event that never was
            "webhook_delivery.event_id",
            "event_incoming.stream_id",
            "event_incoming.actor_id",
            "event_incoming.inbox_id",
            "event_log.stream_id",
            "event_log.actor_id",
            "erasure.actor_id",
            "event_log.inbox_id");

    @TempDir
    Path place;

    private final DataSource database = TestDatabase.fresh();
    private final JdbcClient jdbc = JdbcClient.create(database);

    @Test
    void everyColumnThatNamesAThingOfAnotherModuleIsDeclared() {
        var columns = jdbc.sql("""
                        select c.relname || '.' || a.attname
                        from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
                        where n.nspname = 'public' and c.relkind = 'r' and not a.attisdropped
                          and (a.atttypid = 'uuid'::regtype and (a.attname like '%\\_id' or a.attname like '%\\_ref' or a.attname like '%\\_by')
                            or a.attname = 'file')
                          and not exists (select 1 from pg_constraint f
                            where f.contype = 'f' and f.conrelid = c.oid and a.attnum = any(f.conkey))
                        """).query(String.class).list().stream()
                .filter(column -> !OF_MANY_KINDS.contains(column))
                .collect(Collectors.toSet());

        assertThat(References.declared().stream()
                        .map(reference -> reference.table() + "." + reference.column())
                        .collect(Collectors.toSet()))
                .isEqualTo(columns);
    }

    @Test
    void aSoundInstallationHasNoOrphans() {
        assertThat(References.check(database, place).orphans()).isEmpty();
    }

    @Test
    void rowsAndContentsThatLeadToNothingAreFound() throws IOException {
        var inbox = jdbc.sql(
                        "insert into inbox (id, name, brand_id, created_at) values (gen_random_uuid(), 'Lost', gen_random_uuid(), now()) returning id")
                .query(UUID.class)
                .single();
        jdbc.sql("insert into inbox_team (inbox_id, team_id) values (?, gen_random_uuid())")
                .param(inbox)
                .update();
        var content = place.resolve("files").resolve(HASH.substring(0, 2)).resolve(HASH.substring(2));
        Files.createDirectories(content.getParent());
        Files.writeString(content, "named by nobody");

        var checked = References.check(database, place);

        assertThat(checked.orphans())
                .containsExactlyInAnyOrder(
                        "1 rows of inbox name a brand that is not there (brand_id)",
                        "1 rows of inbox_team name a team that is not there (team_id)");
        assertThat(checked.contents()).isEqualTo(1);
        assertThat(checked.unnamed()).isEqualTo(1);
    }
}
