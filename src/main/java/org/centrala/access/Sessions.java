package org.centrala.access;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.centrala.access.Throttle.Bucket;
import org.centrala.platform.Actor;
import org.centrala.platform.Ids;
import org.centrala.platform.log.Change;
import org.centrala.platform.log.EventLog;
import org.centrala.platform.log.NewEvent;
import org.centrala.platform.web.Problem;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/** Signs agents in and out, and keeps the list of browsers that are signed in. */
@Service
class Sessions {
    private static final String PASSWORD = "password";
    private static final Set<String> ONE_FACTOR = Set.of(PASSWORD, ProviderSignIn.ONE_FACTOR);
    private static final Duration WINDOW = Duration.ofMinutes(10);
    private static final int TRIES_PER_BROWSER = 10;
    private static final int TRIES_PER_NETWORK = 60;
    private static final int TRIES_PER_ADDRESS = 60;
    private static final int TRIES_SPARED = 2;
    private static final int MAX_USER_AGENT = 300;

    private final SessionStore store;
    private final AgentStore agents;
    private final Passwords passwords;
    private final OneTimeCodes codes;
    private final Devices devices;
    private final Throttle throttle;
    private final EventLog events;
    private final TransactionTemplate transaction;
    private final Clock clock;

    Sessions(
            SessionStore store,
            AgentStore agents,
            Passwords passwords,
            OneTimeCodes codes,
            Devices devices,
            Throttle throttle,
            EventLog events,
            TransactionTemplate transaction,
            Clock clock) {
        this.store = store;
        this.agents = agents;
        this.passwords = passwords;
        this.codes = codes;
        this.devices = devices;
        this.throttle = throttle;
        this.events = events;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** A session just opened: the token goes into the cookie and is known nowhere else. */
    record Opened(UUID agent, String token, String device) {}

    /** Where a session stands in the list of an agent's sessions. */
    @Schema(name = "SignedInSession")
    record Listed(UUID id, Instant createdAt, Instant lastSeenAt, String ip, String userAgent, boolean current) {}

    /**
     * Opens a session for whoever knows address and password. Whether the address exists shows neither in the answer
     * nor in the time it takes.
     */
    Opened signIn(String address, String password, @Nullable String code, Browser browser) {
        var email = Fields.normalised(address);
        var credentials = agents.credentials(email);
        var buckets = buckets(email, browser, credentials.map(AgentStore.Credentials::agent));
        throttle.attempt(buckets);
        var usable = credentials.filter(found -> found.status() == Agent.Status.ACTIVE);
        var hash = usable.map(AgentStore.Credentials::password).orElse(null);
        if (!passwords.matches(password, hash) || hash == null) {
            throw wrongCredentials();
        }
        throttle.succeeded(buckets);
        var agent = usable.orElseThrow().agent();
        var way = secondFactor(agent, code, PASSWORD);
        if (passwords.isOutdated(hash)) {
            var fresh = passwords.hash(password);
            agents.rehash(agent, hash, fresh);
            return open(agent, Optional.of(fresh), way, browser);
        }
        return open(agent, Optional.of(hash), way, browser);
    }

    /** Asks for the code of whoever has set that up; answers by which way they come in. */
    String secondFactor(UUID agent, @Nullable String code, String first) {
        if (!codes.isOn(agent)) {
            if (codes.needsPasskey(agent)) {
                throw Problem.unauthenticated("session.passkey_needed", "Use your passkey: your role asks for it.");
            }
            return first;
        }
        if (code == null || code.isBlank()) {
            throw codeNeeded();
        }
        codes.check(agent, code);
        return "code";
    }

    private static Problem codeNeeded() {
        return Problem.unauthenticated("session.code_needed", "Enter the present code of your app as well.");
    }

    /** Opens a session for whoever holds a passkey of the agent. */
    Opened openByPasskey(UUID agent, Browser browser) {
        return open(agent, agents.password(agent), "passkey", browser);
    }

    /** Opens a session for whoever the identity provider vouches for. */
    Opened openByProvider(UUID agent, String way, Browser browser) {
        return open(agent, agents.password(agent), way, browser);
    }

    /** The session counts as opened with a second factor, which was just set up in it; in the caller's transaction. */
    void upgrade(UUID session) {
        store.upgrade(session);
    }

    /** Opens a session for whoever has just set the password of an agent, who may have to enter a code first. */
    Opened open(UUID agent, Browser browser) {
        return open(
                agent, Optional.of(agents.password(agent).orElseThrow(Sessions::wrongCredentials)), PASSWORD, browser);
    }

    /**
     * Always a new token, whatever the browser brought along; the session that it had before is over. Looks once more,
     * holding the agent's row: a deactivation or a new password meanwhile has ended all sessions, and none follows it.
     */
    private Opened open(UUID agent, Optional<String> provenHash, String way, Browser browser) {
        var token = Token.fresh();
        var now = clock.instant();
        transaction.executeWithoutResult(status -> {
            agents.lock(agent);
            if (agents.find(agent)
                            .filter(found -> found.status() == Agent.Status.ACTIVE)
                            .isEmpty()
                    || !agents.password(agent).equals(provenHash)) {
                throw wrongCredentials();
            }
            if (ONE_FACTOR.contains(way) && (codes.isOn(agent) || codes.needsPasskey(agent))) {
                throw codeNeeded();
            }
            browser.session().flatMap(old -> store.find(Token.hash(old))).ifPresent(this::close);
            store.deleteExpired(now.minus(Viewers.ABSOLUTE), now.minus(Viewers.IDLE));
            var id = Ids.next();
            store.insert(id, Token.hash(token), agent, now, browser.ip(), shortened(browser.userAgent()), way);
            events.append(NewEvent.of("session", id, 1, "session.opened", Actor.agent(agent))
                    .changing(Map.of("way", new Change(null, way)))
                    .ref("agent", agent));
        });
        return new Opened(agent, token, devices.remember(agent, browser.device()));
    }

    /** Ends a session by its id. */
    @Transactional
    void close(UUID session) {
        store.delete(session).ifPresent(agent -> closed(session, agent, Actor.agent(agent)));
    }

    List<Listed> list(UUID agent, Optional<UUID> current) {
        var now = clock.instant();
        return store.list(agent, now.minus(Viewers.ABSOLUTE), now.minus(Viewers.IDLE)).stream()
                .map(row -> new Listed(
                        row.id(),
                        row.createdAt(),
                        row.lastSeenAt(),
                        row.ip(),
                        row.userAgent(),
                        current.filter(row.id()::equals).isPresent()))
                .toList();
    }

    /** Ends one of the agent's own sessions. */
    @Transactional
    void revoke(UUID session, UUID agent) {
        if (!store.deleteOwn(session, agent)) {
            throw Problem.notFound("session.not_found", "You have no such session.");
        }
        closed(session, agent, Actor.agent(agent));
    }

    /** Ends the agent's own sessions everywhere else. */
    @Transactional
    void revokeOthers(UUID agent, UUID kept) {
        closeAllBut(agent, Optional.of(kept), Actor.agent(agent));
    }

    /** Ends every session of an agent, but perhaps the one that asks for it; inside the caller's transaction. */
    void closeAllBut(UUID agent, Optional<UUID> kept, Actor actor) {
        store.deleteAllBut(agent, kept.orElse(null)).forEach(session -> closed(session, agent, actor));
    }

    private void closed(UUID session, UUID agent, Actor actor) {
        events.append(
                NewEvent.of("session", session, 2, "session.closed", actor).ref("agent", agent));
    }

    private static Problem wrongCredentials() {
        return Problem.unauthenticated("session.wrong_credentials", "The address or the password is wrong.");
    }

    /**
     * A browser that has signed this agent in before carries a mark of that and is counted by itself alone: whoever
     * floods the agent's address, even from the same network, cannot lock it out. Nor out of a new browser elsewhere:
     * each network keeps a few tries of its own at every address.
     */
    private List<Bucket> buckets(String email, Browser browser, Optional<UUID> agent) {
        var known = agent.flatMap(id -> devices.recognise(id, browser.device()));
        if (known.isPresent()) {
            return List.of(new Bucket("browser", known.get(), TRIES_PER_BROWSER, 0, WINDOW));
        }
        var network = Networks.subscriber(browser.ip());
        return List.of(
                new Bucket("network", network, TRIES_PER_NETWORK, 0, WINDOW),
                new Bucket("pair", network + " " + email, TRIES_PER_BROWSER, 0, WINDOW),
                new Bucket("address", email, TRIES_PER_ADDRESS, TRIES_SPARED, WINDOW));
    }

    private static String shortened(String userAgent) {
        var clean = userAgent.replaceAll("\\p{Cntrl}", " ");
        return clean.length() <= MAX_USER_AGENT ? clean : clean.substring(0, MAX_USER_AGENT);
    }
}
