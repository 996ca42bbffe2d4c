package org.centrala.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.centrala.platform.Actor;
import org.centrala.platform.Secrets;
import org.centrala.platform.log.EventLog;
import org.centrala.platform.log.NewEvent;
import org.centrala.platform.web.Problem;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Judges one-time codes and recovery codes. */
@Component
class OneTimeCodes {
    private static final Duration WINDOW = Duration.ofMinutes(10);
    private static final int TRIES = 10;

    private final SecondFactorStore store;
    private final AgentStore agents;
    private final Throttle throttle;
    private final Secrets secrets;
    private final EventLog events;
    private final TransactionTemplate transaction;
    private final Clock clock;

    OneTimeCodes(
            SecondFactorStore store,
            AgentStore agents,
            Throttle throttle,
            Secrets secrets,
            EventLog events,
            TransactionTemplate transaction,
            Clock clock) {
        this.store = store;
        this.agents = agents;
        this.throttle = throttle;
        this.secrets = secrets;
        this.events = events;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** Whether the password alone does not suffice, since a passkey is the second factor that the role asks for. */
    boolean needsPasskey(UUID agent) {
        return store.hasPasskey(agent) && store.isRequired(agent) && !isOn(agent);
    }

    boolean isOn(UUID agent) {
        return store.key(agent).filter(key -> key.confirmedAt() != null).isPresent();
    }

    /** Refuses a wrong code, and too many of them; a recovery code is used up. */
    void check(UUID agent, String code) {
        throttle.attempt(tries(agent));
        if (!matches(agent, code)) {
            throw Problem.unauthenticated("session.wrong_code", "The code is wrong, or was used already.");
        }
        throttle.succeeded(tries(agent));
    }

    private boolean matches(UUID agent, String code) {
        var key = store.key(agent).filter(found -> found.confirmedAt() != null);
        if (key.isEmpty()) {
            return false;
        }
        var step = Totp.match(decrypted(key.get()), digits(code), clock.instant());
        if (step.isPresent()) {
            return store.use(agent, step.getAsLong());
        }
        return Boolean.TRUE.equals(transaction.execute(status -> {
            agents.lock(agent);
            if (!store.useRecovery(agent, recoveryHash(agent, code))) {
                return false;
            }
            events.append(
                    NewEvent.of("agent", agent, agents.next(agent), "agent.recovery_code_used", Actor.agent(agent)));
            return true;
        }));
    }

    byte[] recoveryHash(UUID agent, String code) {
        var plain = code.toUpperCase(Locale.ROOT).replaceAll("[^A-Z2-7]", "");
        return secrets.hmac("recovery", (agent + ":" + plain).getBytes(UTF_8));
    }

    byte[] decrypted(SecondFactorStore.Key key) {
        return Base64.getDecoder().decode(secrets.decrypt(key.secret()));
    }

    static String digits(String code) {
        return code.replaceAll("\\s", "");
    }

    static List<Throttle.Bucket> tries(UUID agent) {
        return List.of(new Throttle.Bucket("code", agent.toString(), TRIES, 0, WINDOW));
    }
}
