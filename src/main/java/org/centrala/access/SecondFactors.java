package org.centrala.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.swagger.v3.oas.annotations.media.Schema;
import java.net.URLEncoder;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.centrala.platform.Actor;
import org.centrala.platform.Secrets;
import org.centrala.platform.log.EventLog;
import org.centrala.platform.log.NewEvent;
import org.centrala.platform.web.Problem;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** One-time codes of an app as a second factor, and the recovery codes for when the app is lost (ADR 0054). */
@Service
class SecondFactors {
    private static final int RECOVERY_CODES = 10;
    private static final int RECOVERY_BYTES = 10;

    private final SecondFactorStore store;
    private final OneTimeCodes codes;
    private final AgentStore agents;
    private final Roles roles;
    private final Sessions sessions;
    private final Passwords passwords;
    private final Brands brands;
    private final Throttle throttle;
    private final Secrets secrets;
    private final EventLog events;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    SecondFactors(
            SecondFactorStore store,
            OneTimeCodes codes,
            AgentStore agents,
            Roles roles,
            Sessions sessions,
            Passwords passwords,
            Brands brands,
            Throttle throttle,
            Secrets secrets,
            EventLog events,
            TransactionTemplate transaction,
            Clock clock) {
        this.store = store;
        this.codes = codes;
        this.agents = agents;
        this.roles = roles;
        this.sessions = sessions;
        this.passwords = passwords;
        this.brands = brands;
        this.throttle = throttle;
        this.secrets = secrets;
        this.events = events;
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * How an agent's second factor stands.
     *
     * @param since since when codes are asked for; null when they are not
     * @param required whether the agent's role asks for a second factor
     */
    @Schema(name = "SecondFactor")
    record State(@Nullable Instant since, int recoveryLeft, boolean required) {}

    /** A key to put into an app: as text, and as what the QR code holds. */
    @Schema(name = "SecondFactorKey")
    record Begun(String key, String uri) {}

    /** What opens the door once each when the app is lost; shown this once. */
    @Schema(name = "RecoveryCodes")
    record Recovery(List<String> codes) {}

    State state(UUID agent) {
        return new State(
                store.key(agent).map(SecondFactorStore.Key::confirmedAt).orElse(null),
                store.recoveryLeft(agent),
                store.isRequired(agent));
    }

    /** Makes a key; it counts once a code of it was entered. Who has a session only cannot lock its owner out. */
    Begun begin(UUID agent, @Nullable String password, boolean enrolling) {
        if (!enrolling) {
            prove(agent, password);
        }
        var key = new byte[Totp.KEY_BYTES];
        random.nextBytes(key);
        if (!store.begin(agent, secrets.encrypt(Base64.getEncoder().encodeToString(key)))) {
            throw Problem.conflict("second_factor.on", "Codes are asked for already.");
        }
        var brand = brands.first().name();
        var label = encoded(brand) + ":"
                + encoded(String.valueOf(agents.find(agent).orElseThrow().email()));
        var text = Totp.base32(key);
        return new Begun(text, "otpauth://totp/" + label + "?secret=" + text + "&issuer=" + encoded(brand));
    }

    /** From now on codes are asked for; every other session of the agent ends. */
    Recovery confirm(UUID agent, UUID session, @Nullable String code) {
        var tried = OneTimeCodes.digits(Fields.required("code", code));
        throttle.attempt(OneTimeCodes.tries(agent));
        var key = store.key(agent).filter(found -> found.confirmedAt() == null).orElseThrow(SecondFactors::notBegun);
        var step = Totp.match(codes.decrypted(key), tried, clock.instant());
        if (step.isEmpty()) {
            throw Problem.invalid("code", "is not the present code");
        }
        throttle.succeeded(OneTimeCodes.tries(agent));
        return transaction.execute(status -> {
            agents.lock(agent);
            if (!store.confirm(agent, clock.instant()) || !store.use(agent, step.getAsLong())) {
                throw notBegun();
            }
            append("agent.second_factor_on", agent, Actor.agent(agent));
            sessions.closeAllBut(agent, Optional.of(session), Actor.agent(agent));
            return freshRecovery(agent);
        });
    }

    /** Whether a code or a passkey is set up. */
    boolean isSetUp(UUID agent) {
        return codes.isOn(agent) || store.hasPasskey(agent);
    }

    Recovery renewRecovery(UUID agent, @Nullable String password) {
        prove(agent, password);
        return transaction.execute(status -> {
            agents.lock(agent);
            if (!codes.isOn(agent)) {
                throw notBegun();
            }
            append("agent.recovery_codes_made", agent, Actor.agent(agent));
            return freshRecovery(agent);
        });
    }

    void removeOwn(UUID agent, @Nullable String password) {
        prove(agent, password);
        if (store.isRequired(agent) && !store.hasPasskey(agent)) {
            throw Problem.conflict("second_factor.required", "Your role asks for a second factor.");
        }
        remove(agent, Actor.agent(agent));
    }

    /** For somebody who has lost app and recovery codes: whoever may open their account takes the codes away. */
    void removeOf(Viewer viewer, UUID agent) {
        transaction.executeWithoutResult(status -> {
            var role = agents.find(agent).orElseThrow(Agents::notFound).role();
            viewer.requireRankOf(role, roles.permissions(role));
            agents.lock(agent);
            var hadPasskeys = store.deletePasskeys(agent);
            if (store.delete(agent) || hadPasskeys) {
                append("agent.second_factor_off", agent, viewer.actor());
            }
        });
    }

    private void remove(UUID agent, Actor actor) {
        transaction.executeWithoutResult(status -> {
            agents.lock(agent);
            if (store.delete(agent)) {
                append("agent.second_factor_off", agent, actor);
            }
        });
    }

    void prove(UUID agent, @Nullable String password) {
        var typed = Fields.required("password", password);
        var guesses = Setup.guesses("password", agent.toString());
        throttle.attempt(guesses);
        if (!passwords.matches(typed, agents.password(agent).orElse(null))) {
            throw Problem.invalid("password", "is not your password");
        }
        throttle.succeeded(guesses);
    }

    private Recovery freshRecovery(UUID agent) {
        var fresh = Stream.generate(this::recoveryCode).limit(RECOVERY_CODES).toList();
        store.replaceRecovery(
                agent,
                fresh.stream().map(code -> codes.recoveryHash(agent, code)).toList());
        return new Recovery(fresh);
    }

    /** 80 bits: AAAA-BBBB-CCCC-DDDD. */
    private String recoveryCode() {
        var bytes = new byte[RECOVERY_BYTES];
        random.nextBytes(bytes);
        return String.join("-", Totp.base32(bytes).split("(?<=\\G.{4})"));
    }

    private void append(String kind, UUID agent, Actor actor) {
        events.append(NewEvent.of("agent", agent, agents.next(agent), kind, actor));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8).replace("+", "%20");
    }

    private static Problem notBegun() {
        return Problem.conflict("second_factor.not_begun", "Begin anew: there is no key that waits for a code.");
    }
}
