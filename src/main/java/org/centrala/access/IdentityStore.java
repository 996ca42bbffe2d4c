package org.centrala.access;

import static org.centrala.platform.postgres.Columns.texts;
import static org.centrala.platform.postgres.Columns.utc;
import static org.centrala.platform.postgres.Columns.uuid;
import static org.centrala.platform.postgres.Columns.uuidOrNull;
import static org.centrala.platform.postgres.Columns.uuids;

import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The tables of the identity provider, of whose accounts are whose, and of sign-ins that are away there. */
@Component
class IdentityStore {
    private final JdbcClient jdbc;

    IdentityStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A sign-in on its way; {@code agent} is who it is, once that was proven and a code is still asked for. */
    record Away(String redirect, boolean asked, @Nullable UUID agent) {}

    Optional<IdentityProvider> find() {
        return jdbc.sql("""
                select id, sequence, enabled, label, issuer, client_id, secret, scopes, domains, creates, default_role, claim,
                       second_factor
                from identity_provider
                """).query(this::provider).optional();
    }

    /** Holds the one provider, also one that is not there yet, until the transaction ends. */
    void lock() {
        jdbc.sql("select pg_advisory_xact_lock(hashtext('centrala.access.identity'))")
                .query((row, number) -> true)
                .single();
    }

    void save(IdentityProvider provider, Instant at) {
        jdbc.sql("""
                insert into identity_provider (id, sequence, enabled, label, issuer, client_id, secret, scopes, domains, creates,
                        default_role, claim, second_factor, created_at)
                values (:id, :sequence, :enabled, :label, :issuer, :client, :secret, :scopes, :domains, :creates, :role, :claim,
                        :factor, :at)
                on conflict (id) do update
                set sequence = :sequence, enabled = :enabled, label = :label, issuer = :issuer, client_id = :client,
                    secret = :secret, scopes = :scopes, domains = :domains, creates = :creates, default_role = :role,
                    claim = :claim, second_factor = :factor
                """)
                .param("id", provider.id())
                .param("sequence", provider.sequence())
                .param("enabled", provider.enabled())
                .param("label", provider.label())
                .param("issuer", provider.issuer().toString())
                .param("client", provider.clientId())
                .param("secret", provider.secret())
                .param("scopes", provider.scopes().toArray(String[]::new))
                .param("domains", provider.domains().toArray(String[]::new))
                .param("creates", provider.creates())
                .param("role", id(provider.defaultRole()))
                .param("claim", provider.claim())
                .param("factor", provider.secondFactor())
                .param("at", utc(at))
                .update();
        jdbc.sql("delete from identity_rule where provider_id = ?")
                .param(provider.id())
                .update();
        for (int place = 0; place < provider.rules().size(); place++) {
            var rule = provider.rules().get(place);
            jdbc.sql("insert into identity_rule (provider_id, place, value, role, teams) values (?, ?, ?, ?, ?)")
                    .param(provider.id())
                    .param(place)
                    .param(rule.value())
                    .param(id(rule.role()))
                    .param(rule.teams().toArray(UUID[]::new))
                    .update();
        }
    }

    void delete(UUID id) {
        jdbc.sql("delete from identity_provider where id = ?").param(id).update();
    }

    Optional<UUID> agentOf(String issuer, String subject) {
        return jdbc.sql("select agent_id from agent_identity where issuer = ? and subject = ?")
                .param(issuer)
                .param(subject)
                .query(UUID.class)
                .optional();
    }

    boolean isLinked(UUID agent, String issuer) {
        return jdbc.sql("select exists (select 1 from agent_identity where agent_id = ? and issuer = ?)")
                .param(agent)
                .param(issuer)
                .query(Boolean.class)
                .single();
    }

    void link(String issuer, String subject, UUID agent, Instant at) {
        jdbc.sql("insert into agent_identity (issuer, subject, agent_id, linked_at) values (?, ?, ?, ?)")
                .param(issuer)
                .param(subject)
                .param(agent)
                .param(utc(at))
                .update();
    }

    boolean unlink(UUID agent) {
        return jdbc.sql("delete from agent_identity where agent_id = ?")
                        .param(agent)
                        .update()
                > 0;
    }

    void goAway(byte[] state, byte[] browser, String redirect, Instant now, Instant expiresAt) {
        jdbc.sql("delete from provider_sign_in where expires_at < ?")
                .param(utc(now))
                .update();
        jdbc.sql("insert into provider_sign_in (state_hash, browser_hash, redirect, expires_at) values (?, ?, ?, ?)")
                .param(state)
                .param(browser)
                .param(redirect)
                .param(utc(expiresAt))
                .update();
    }

    Optional<Away> away(byte[] state, byte[] browser, Instant now) {
        return jdbc.sql("""
                select redirect, asked_at is not null as asked, agent_id from provider_sign_in
                where state_hash = ? and browser_hash = ? and expires_at > ?
                """)
                .param(state)
                .param(browser)
                .param(utc(now))
                .query((row, number) ->
                        new Away(row.getString("redirect"), row.getBoolean("asked"), uuidOrNull(row, "agent_id")))
                .optional();
    }

    /** Of two who come back with the same state one gets it. */
    boolean take(byte[] state, Instant now) {
        return jdbc.sql("update provider_sign_in set asked_at = ? where state_hash = ? and asked_at is null")
                        .param(utc(now))
                        .param(state)
                        .update()
                == 1;
    }

    void proven(byte[] state, UUID agent) {
        jdbc.sql("update provider_sign_in set agent_id = ? where state_hash = ?")
                .param(agent)
                .param(state)
                .update();
    }

    boolean finish(byte[] state) {
        return jdbc.sql("delete from provider_sign_in where state_hash = ?")
                        .param(state)
                        .update()
                == 1;
    }

    private IdentityProvider provider(ResultSet row, int number) throws SQLException {
        var id = uuid(row, "id");
        return new IdentityProvider(
                id,
                row.getLong("sequence"),
                row.getBoolean("enabled"),
                row.getString("label"),
                URI.create(row.getString("issuer")),
                row.getString("client_id"),
                row.getString("secret"),
                texts(row, "scopes"),
                texts(row, "domains"),
                row.getBoolean("creates"),
                role(row.getString("default_role")),
                row.getString("claim"),
                rules(id),
                row.getBoolean("second_factor"));
    }

    private List<IdentityProvider.Rule> rules(UUID provider) {
        return jdbc.sql("select value, role, teams from identity_rule where provider_id = ? order by place")
                .param(provider)
                .query((row, number) -> new IdentityProvider.Rule(
                        row.getString("value"), role(row.getString("role")), uuids(row, "teams")))
                .list();
    }

    private static @Nullable String id(@Nullable Role role) {
        return role == null ? null : role.id();
    }

    private static @Nullable Role role(@Nullable String id) {
        return id == null ? null : Role.of(id);
    }
}
