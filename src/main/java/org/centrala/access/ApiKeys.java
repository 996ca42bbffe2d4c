package org.centrala.access;

import io.swagger.v3.oas.annotations.media.Schema;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.centrala.platform.Ids;
import org.centrala.platform.log.Change;
import org.centrala.platform.log.EventLog;
import org.centrala.platform.log.NewEvent;
import org.centrala.platform.web.Cursor;
import org.centrala.platform.web.Page;
import org.centrala.platform.web.Problem;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The keys with which programs use the API. Nobody can make a key that may do or see more than they do. */
@Service
public class ApiKeys {
    private static final String MARK = "cen_";
    private static final int SHOWN = MARK.length() + 6;

    private final ApiKeyStore store;
    private final EventLog events;
    private final Clock clock;

    ApiKeys(ApiKeyStore store, EventLog events, Clock clock) {
        this.store = store;
        this.events = events;
        this.clock = clock;
    }

    /**
     * A key to make.
     *
     * @param inboxes the only inboxes it shall see; null for all
     */
    public record NewApiKey(
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
            String name,

            @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
            Set<Permission> scopes,

            @Nullable Set<UUID> inboxes) {}

    public Page<ApiKey> list(int limit, @Nullable String cursor) {
        var after = Cursor.decode(cursor, 1);
        return Page.of(store.list(after == null ? null : after.uuid(0), limit + 1), limit, key -> Cursor.of(key.id()));
    }

    /** What these keys are called, also revoked ones. */
    public Map<UUID, String> names(Collection<UUID> ids) {
        return ids.isEmpty() ? Map.of() : store.names(ids);
    }

    @Transactional
    public ApiKey.Created create(Viewer viewer, NewApiKey wanted) {
        var name = Fields.name("name", wanted.name());
        var scopes = Fields.required("scopes", wanted.scopes());
        if (scopes.isEmpty()) {
            throw Problem.invalid("scopes", "must name at least one permission");
        }
        if (!viewer.permissions().containsAll(scopes)) {
            throw Problem.forbidden("apikey.beyond_own_rights", "A key cannot have permissions that you do not have.");
        }
        var inboxes = wanted.inboxes();
        if (inboxes != null) {
            requireSensible(viewer, scopes, inboxes);
        }
        var secret = MARK + Token.fresh();
        return new ApiKey.Created(
                insert(viewer, name, secret, secret.substring(0, SHOWN), scopes, inboxes, Rights.SCOPES), secret);
    }

    /** A key with the owner's rights, which only the operator on the machine can make. */
    @Transactional
    ApiKey.Created createOwners(Viewer system, String wanted) {
        var name = Fields.name("name", wanted);
        var secret = MARK + Token.fresh();
        var all = EnumSet.allOf(Permission.class);
        return new ApiKey.Created(
                insert(system, name, secret, secret.substring(0, SHOWN), all, null, Rights.OWNER), secret);
    }

    @Transactional
    public void revoke(Viewer viewer, UUID id) {
        var key = store.find(id).orElseThrow(ApiKeys::notFound);
        if (key.ownerRights() && !viewer.isOwner()) {
            throw Problem.forbidden("apikey.owner_only", "Only an owner may revoke a key with the owner's rights.");
        }
        if (!viewer.permissions().containsAll(key.key().scopes())) {
            throw Problem.forbidden("apikey.beyond_own_rights", "This key may do more than you.");
        }
        var sequence = store.revoke(id, clock.instant()).orElseThrow(ApiKeys::notFound);
        events.append(NewEvent.of("apikey", id, sequence, "apikey.revoked", viewer.actor()));
    }

    /** The key that the operator gave in the settings; made once, never again, also after it was revoked. */
    @Transactional
    Bootstrapped bootstrap(Viewer system, String secret) {
        var existing = store.bootstrapHash();
        if (existing.isPresent()) {
            return MessageDigest.isEqual(existing.get(), Token.hash(secret))
                    ? Bootstrapped.THERE_ALREADY
                    : Bootstrapped.IGNORED;
        }
        insert(
                system,
                "Bootstrap",
                secret,
                secret.substring(0, 4),
                EnumSet.allOf(Permission.class),
                null,
                Rights.BOOTSTRAP);
        return Bootstrapped.MADE;
    }

    /** Whose rights a key has beside its scopes. */
    private enum Rights {
        SCOPES,
        OWNER,
        BOOTSTRAP
    }

    enum Bootstrapped {
        MADE,
        THERE_ALREADY,
        IGNORED
    }

    private ApiKey insert(
            Viewer viewer,
            String name,
            String secret,
            String prefix,
            Set<Permission> scopes,
            @Nullable Set<UUID> inboxes,
            Rights rights) {
        var key = new ApiKey(
                Ids.next(),
                name,
                prefix,
                scopes.stream().sorted().toList(),
                inboxes == null ? null : List.copyOf(inboxes),
                clock.instant(),
                null,
                viewer.actor().id());
        if (store.insert(
                key, Token.hash(secret), rights != Rights.SCOPES, rights == Rights.BOOTSTRAP, viewer.actor())) {
            events.append(NewEvent.of("apikey", key.id(), 1, "apikey.created", viewer.actor())
                    .changing(Map.of("restricted", new Change(null, inboxes != null))));
        }
        return key;
    }

    private static void requireSensible(Viewer viewer, Set<Permission> scopes, Set<UUID> inboxes) {
        if (inboxes.isEmpty() || !viewer.inboxes().containsAll(inboxes)) {
            throw Problem.invalid("inboxes", "must name inboxes that exist and that you see");
        }
        var wide = EnumSet.copyOf(scopes);
        wide.retainAll(Permission.ORGANISATION_WIDE);
        if (!wide.isEmpty()) {
            throw Problem.invalid(
                    "scopes",
                    "a key for some inboxes cannot have "
                            + String.join(
                                    ", ", wide.stream().map(Permission::wire).toList()));
        }
    }

    private static Problem notFound() {
        return Problem.notFound("apikey.not_found", "There is no such key.");
    }
}
