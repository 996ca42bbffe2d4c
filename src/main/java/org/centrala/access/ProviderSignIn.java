package org.centrala.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.centrala.access.ProviderConnection.Broken;
import org.centrala.access.ProviderConnection.Person;
import org.centrala.platform.Actor;
import org.centrala.platform.Ids;
import org.centrala.platform.Secrets;
import org.centrala.platform.log.Change;
import org.centrala.platform.log.EventLog;
import org.centrala.platform.log.NewEvent;
import org.centrala.platform.web.Problem;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Signs agents in by the identity provider: the browser goes there with a state that is good once and in this browser
 * only, and what it brings back is redeemed here (ADR 0110).
 */
@Service
class ProviderSignIn {
    /** A session for which the provider alone vouches, by one factor. */
    static final String ONE_FACTOR = "provider";

    /** One where the provider has asked for a second factor as well. */
    static final String TWO_FACTORS = "provider_strong";

    private static final Logger log = LoggerFactory.getLogger(ProviderSignIn.class);
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final int LONGEST = 4000;
    private static final Pattern ERROR = Pattern.compile("[a-z_]{1,60}");

    private final IdentityProviders providers;
    private final IdentityStore store;
    private final ProviderPeople people;
    private final Sessions sessions;
    private final Secrets secrets;
    private final EventLog events;
    private final TransactionTemplate transaction;
    private final Clock clock;

    ProviderSignIn(
            IdentityProviders providers,
            IdentityStore store,
            ProviderPeople people,
            Sessions sessions,
            Secrets secrets,
            EventLog events,
            TransactionTemplate transaction,
            Clock clock) {
        this.providers = providers;
        this.store = store;
        this.people = people;
        this.sessions = sessions;
        this.secrets = secrets;
        this.events = events;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** Where to send the browser, and the mark that it keeps meanwhile. */
    record Begun(URI address, String mark) {}

    /** What the browser brings back. */
    record Answer(
            String state,
            @Nullable String code,
            @Nullable String error,
            @Nullable String issuer,
            @Nullable String oneTimeCode) {}

    Begun begin(URI redirect) {
        var provider = providers.open().orElseThrow(IdentityProviders::notFound);
        var state = Token.fresh();
        var mark = Token.fresh();
        try {
            var address = providers
                    .connect(provider)
                    .signInAddress(
                            provider.clientId(),
                            redirect,
                            provider.scopes(),
                            state,
                            derived("nonce", state),
                            derived("verifier", state));
            var now = clock.instant();
            store.goAway(Token.hash(state), Token.hash(mark), redirect.toString(), now, now.plus(PATIENCE));
            return new Begun(address, mark);
        } catch (Broken broken) {
            throw unreachable(broken);
        }
    }

    Sessions.Opened finish(Answer answer, String mark, Browser browser) {
        var state = Token.hash(answer.state());
        var provider = providers.open().orElseThrow(IdentityProviders::notFound);
        var away = store.away(state, Token.hash(mark), clock.instant()).orElseThrow(ProviderSignIn::tooLate);
        var agent = away.agent();
        if (agent == null) {
            if (away.asked() || !store.take(state, clock.instant())) {
                throw tooLate();
            }
            agent = prove(provider, answer, URI.create(away.redirect()));
            store.proven(state, agent);
        }
        var way = secondFactor(provider, agent, answer.oneTimeCode());
        if (!store.finish(state)) {
            throw tooLate();
        }
        return sessions.openByProvider(agent, way, browser);
    }

    private UUID prove(IdentityProvider provider, Answer answer, URI redirect) {
        var code = answer.code();
        if (answer.error() != null || code == null || code.length() > LONGEST) {
            throw refused(
                    "denied",
                    null,
                    Problem.unauthenticated("session.provider_denied", "The provider says no: " + said(answer)));
        }
        if (answer.issuer() != null && !answer.issuer().equals(provider.issuer().toString())) {
            throw refused("issuer", null, untrusted());
        }
        Person person;
        try {
            person = providers
                    .connect(provider)
                    .redeem(
                            providers.client(provider),
                            code,
                            redirect,
                            derived("nonce", answer.state()),
                            derived("verifier", answer.state()));
        } catch (Broken broken) {
            log.atWarn()
                    .addKeyValue("reason", broken.getMessage())
                    .log("a sign-in by the identity provider is not trusted");
            throw refused("untrusted", null, untrusted());
        }
        return switch (people.recognise(provider, person)) {
            case ProviderPeople.Known known -> known.agent();
            case ProviderPeople.Refused why ->
                throw refused(
                        why.reason(), why.agent(), Problem.forbidden("session.provider_" + why.reason(), why.detail()));
        };
    }

    private String secondFactor(IdentityProvider provider, UUID agent, @Nullable String code) {
        if (provider.secondFactor()) {
            return TWO_FACTORS;
        }
        return sessions.secondFactor(agent, code, ONE_FACTOR);
    }

    /** What only this installation can say for a state, so that nothing of it needs to be kept. */
    private String derived(String purpose, String state) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(secrets.hmac("provider-" + purpose, state.getBytes(UTF_8)));
    }

    private Problem refused(String reason, @Nullable UUID agent, Problem problem) {
        transaction.executeWithoutResult(status ->
                events.append(NewEvent.of("session", Ids.next(), 1, "session.refused", Actor.SYSTEM)
                        .changing(Map.of("reason", new Change(null, reason)))
                        .ref("agent", agent)));
        return problem;
    }

    private static String said(Answer answer) {
        var error = answer.error();
        return error != null && ERROR.matcher(error).matches() ? error : "without a reason";
    }

    private static Problem unreachable(Broken broken) {
        log.atWarn()
                .addKeyValue("reason", broken.getMessage())
                .log("the identity provider does not answer as it should");
        return Problem.unavailable(
                "session.provider_unreachable", "The provider does not answer. Sign in with your password.");
    }

    private static Problem untrusted() {
        return Problem.unauthenticated(
                "session.provider_untrusted", "What the provider says cannot be trusted. Begin anew.");
    }

    private static Problem tooLate() {
        return Problem.gone(
                "session.provider_too_late", "That took too long, or began in another browser. Begin anew.");
    }
}
