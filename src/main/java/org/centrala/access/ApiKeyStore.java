package org.centrala.access;

import static org.centrala.platform.postgres.Columns.instant;
import static org.centrala.platform.postgres.Columns.instantOrNull;
import static org.centrala.platform.postgres.Columns.texts;
import static org.centrala.platform.postgres.Columns.utc;
import static org.centrala.platform.postgres.Columns.uuid;
import static org.centrala.platform.postgres.Columns.uuidOrNull;
import static org.centrala.platform.postgres.Columns.uuidsOrNull;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.centrala.platform.Actor;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The table of API keys. */
@Component
class ApiKeyStore {
    private static final String SELECT = """
            select id, name, prefix, scopes, inboxes, owner_rights, created_at, created_by, last_used_at from api_key
            """;

    private final JdbcClient jdbc;

    ApiKeyStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    record Row(ApiKey key, boolean ownerRights) {}

    List<ApiKey> list(@Nullable UUID after, int limit) {
        return jdbc
                .sql(SELECT + """
                where revoked_at is null and (cast(:after as uuid) is null or id < :after)
                order by id desc
                limit :limit
                """)
                .param("after", after)
                .param("limit", limit)
                .query(ApiKeyStore::row)
                .list()
                .stream()
                .map(Row::key)
                .toList();
    }

    Optional<Row> find(UUID id) {
        return jdbc.sql(SELECT + "where id = ? and revoked_at is null")
                .param(id)
                .query(ApiKeyStore::row)
                .optional();
    }

    Optional<Row> findByHash(byte[] hash) {
        return jdbc.sql(SELECT + "where key_hash = ? and revoked_at is null")
                .param(hash)
                .query(ApiKeyStore::row)
                .optional();
    }

    /** Answers false when there has already been a bootstrap key and this would be another. */
    boolean insert(ApiKey key, byte[] hash, boolean ownerRights, boolean bootstrap, Actor creator) {
        return jdbc.sql("""
                insert into api_key (id, name, prefix, key_hash, scopes, inboxes, owner_rights, bootstrap, created_at,
                                     created_by_kind, created_by)
                values (:id, :name, :prefix, :hash, :scopes, :inboxes, :owner, :bootstrap, :at, :kind, :by)
                on conflict do nothing
                """)
                        .param("id", key.id())
                        .param("name", key.name())
                        .param("prefix", key.prefix())
                        .param("hash", hash)
                        .param(
                                "scopes",
                                key.scopes().stream().map(Permission::wire).toArray(String[]::new))
                        .param(
                                "inboxes",
                                key.inboxes() == null ? null : key.inboxes().toArray(UUID[]::new))
                        .param("owner", ownerRights)
                        .param("bootstrap", bootstrap)
                        .param("at", utc(key.createdAt()))
                        .param("kind", creator.kind().wire())
                        .param("by", creator.id())
                        .update()
                == 1;
    }

    Optional<byte[]> bootstrapHash() {
        return jdbc.sql("select key_hash from api_key where bootstrap")
                .query(byte[].class)
                .optional();
    }

    Optional<Long> revoke(UUID id, Instant at) {
        return jdbc.sql("""
                update api_key set revoked_at = :at, sequence = sequence + 1
                where id = :id and revoked_at is null
                returning sequence
                """)
                .param("id", id)
                .param("at", utc(at))
                .query(Long.class)
                .optional();
    }

    void touch(UUID id, Instant at, Instant usedBefore) {
        jdbc.sql("""
                update api_key set last_used_at = :at
                where id = :id and (last_used_at is null or last_used_at < :before)
                """)
                .param("id", id)
                .param("at", utc(at))
                .param("before", utc(usedBefore))
                .update();
    }

    /** Also of revoked keys: what they wrote keeps its author. */
    Map<UUID, String> names(Collection<UUID> ids) {
        return jdbc
                .sql("select id, name from api_key where id = any(:ids)")
                .param("ids", ids.toArray(UUID[]::new))
                .query((row, number) -> Map.entry(uuid(row, "id"), row.getString("name")))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static Row row(ResultSet row, int number) throws SQLException {
        var key = new ApiKey(
                uuid(row, "id"),
                row.getString("name"),
                row.getString("prefix"),
                texts(row, "scopes").stream().map(Permission::of).toList(),
                uuidsOrNull(row, "inboxes"),
                instant(row, "created_at"),
                instantOrNull(row, "last_used_at"),
                uuidOrNull(row, "created_by"));
        return new Row(key, row.getBoolean("owner_rights"));
    }
}
