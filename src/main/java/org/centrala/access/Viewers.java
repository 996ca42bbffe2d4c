package org.centrala.access;

import java.security.Principal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.centrala.access.ViewerAuthentication.Proof;
import org.centrala.access.spi.InboxDirectory;
import org.centrala.platform.Actor;
import org.springframework.stereotype.Service;

/**
 * Recognises who asks. Every request pays for it, so it takes one indexed query for the session or key and one for the
 * inboxes; nothing is cached, so what was revoked is over with the next request.
 */
@Service
public class Viewers {
    /** A session ends when it was not used for so long. */
    static final Duration IDLE = Duration.ofDays(7);

    /** A session ends so long after sign-in, however much it is used. */
    static final Duration ABSOLUTE = Duration.ofDays(30);

    private static final Duration TOUCH = Duration.ofMinutes(1);
    private static final int MAX_TOKEN = 200;

    private final SessionStore sessions;
    private final ApiKeyStore keys;
    private final InboxDirectory inboxes;
    private final Clock clock;

    Viewers(SessionStore sessions, ApiKeyStore keys, InboxDirectory inboxes, Clock clock) {
        this.sessions = sessions;
        this.keys = keys;
        this.inboxes = inboxes;
        this.clock = clock;
    }

    /** The viewer behind a request or an open socket as they are now; empty when session, key or agent are over. */
    public Optional<Viewer> again(Principal principal) {
        if (!(principal instanceof ViewerAuthentication known)) {
            return Optional.empty();
        }
        var viewer = known.getPrincipal();
        return switch (known.proof()) {
            case Proof.Session session ->
                sessions.holder(viewer.agentId().orElseThrow(), session.id(), createdAfter(), seenAfter())
                        .map(this::viewer);
            case Proof.Key key -> keys.find(key.id()).map(this::viewer);
        };
    }

    /** An active agent as a viewer, e.g. to ask what they may see before giving them work. */
    public Optional<Viewer> ofAgent(UUID agent) {
        return sessions.holder(agent, null, createdAfter(), seenAfter()).map(this::viewer);
    }

    /** The active agents who may read what lies in an inbox that these teams see. */
    public Set<UUID> readersOf(Collection<UUID> teams) {
        return sessions.holders().stream()
                .filter(holder -> holder.permissions().contains(Permission.CONVERSATION_READ)
                        && (holder.permissions().contains(Permission.INBOX_ALL)
                                || holder.teams().stream().anyMatch(teams::contains)))
                .map(SessionStore.Holder::agent)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The system itself, which may do everything: for commands of the operator on the machine. */
    public Viewer system() {
        return new Viewer(Actor.SYSTEM, Role.OWNER, EnumSet.allOf(Permission.class), Set.of(), inboxes.allInboxes());
    }

    Optional<ViewerAuthentication> bySession(String token, String ip) {
        if (token.length() > MAX_TOKEN) {
            return Optional.empty();
        }
        return sessions.current(Token.hash(token), createdAfter(), seenAfter()).map(current -> {
            var now = clock.instant();
            if (current.lastSeenAt().isBefore(now.minus(TOUCH))) {
                sessions.touch(current.session(), now, now.minus(TOUCH), ip);
            }
            return new ViewerAuthentication(
                    viewer(current.holder()),
                    new Proof.Session(current.session(), current.holder().enrolling()));
        });
    }

    Optional<ViewerAuthentication> byKey(byte[] key) {
        if (key.length > MAX_TOKEN * 4) {
            return Optional.empty();
        }
        return keys.findByHash(Token.hash(key)).map(row -> {
            var now = clock.instant();
            var used = row.key().lastUsedAt();
            if (used == null || used.isBefore(now.minus(TOUCH))) {
                keys.touch(row.key().id(), now, now.minus(TOUCH));
            }
            return new ViewerAuthentication(viewer(row), new Proof.Key(row.key().id()));
        });
    }

    private Viewer viewer(SessionStore.Holder holder) {
        var permissions = holder.permissions();
        var visible =
                permissions.contains(Permission.INBOX_ALL) ? inboxes.allInboxes() : inboxes.inboxesOf(holder.teams());
        return new Viewer(Actor.agent(holder.agent()), holder.role(), permissions, holder.teams(), visible);
    }

    private Viewer viewer(ApiKeyStore.Row row) {
        var only = row.key().inboxes();
        return new Viewer(
                Actor.integration(row.key().id()),
                row.ownerRights() ? Role.OWNER : null,
                Set.copyOf(row.key().scopes()),
                Set.of(),
                only == null ? inboxes.allInboxes() : Set.copyOf(only));
    }

    private Instant createdAfter() {
        return clock.instant().minus(ABSOLUTE);
    }

    private Instant seenAfter() {
        return clock.instant().minus(IDLE);
    }
}
