package org.centrala.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.webauthn4j.WebAuthnManager;
import com.webauthn4j.converter.AttestedCredentialDataConverter;
import com.webauthn4j.converter.exception.DataConversionException;
import com.webauthn4j.converter.util.ObjectConverter;
import com.webauthn4j.credential.CredentialRecordImpl;
import com.webauthn4j.data.AuthenticationData;
import com.webauthn4j.data.AuthenticationParameters;
import com.webauthn4j.data.PublicKeyCredentialParameters;
import com.webauthn4j.data.PublicKeyCredentialType;
import com.webauthn4j.data.RegistrationParameters;
import com.webauthn4j.data.attestation.statement.COSEAlgorithmIdentifier;
import com.webauthn4j.data.attestation.statement.NoneAttestationStatement;
import com.webauthn4j.data.client.Origin;
import com.webauthn4j.data.client.challenge.DefaultChallenge;
import com.webauthn4j.server.ServerProperty;
import com.webauthn4j.verifier.exception.VerificationException;
import io.swagger.v3.oas.annotations.media.Schema;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.centrala.platform.Actor;
import org.centrala.platform.Ids;
import org.centrala.platform.log.EventLog;
import org.centrala.platform.log.NewEvent;
import org.centrala.platform.web.Problem;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Passkeys (WebAuthn): an agent proves to hold a key, and to be themselves to the device that keeps it, so that one step
 * is two factors. The device chooses the account; nobody types an address (ADR 0057).
 */
@Service
class Passkeys {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final int MOST = 20;
    private static final List<Long> ALGORITHMS = List.of(-8L, -7L, -257L);
    private static final List<PublicKeyCredentialParameters> PARAMETERS = ALGORITHMS.stream()
            .map(algorithm -> new PublicKeyCredentialParameters(
                    PublicKeyCredentialType.PUBLIC_KEY, COSEAlgorithmIdentifier.create(algorithm)))
            .toList();

    private final WebAuthnManager webAuthn = WebAuthnManager.createNonStrictWebAuthnManager();
    private final AttestedCredentialDataConverter credentials =
            new AttestedCredentialDataConverter(new ObjectConverter());
    private final SecureRandom random = new SecureRandom();
    private final PasskeyStore store;
    private final SecondFactors factors;
    private final AgentStore agents;
    private final Sessions sessions;
    private final Brands brands;
    private final EventLog events;
    private final TransactionTemplate transaction;
    private final Clock clock;

    Passkeys(
            PasskeyStore store,
            SecondFactors factors,
            AgentStore agents,
            Sessions sessions,
            Brands brands,
            EventLog events,
            TransactionTemplate transaction,
            Clock clock) {
        this.store = store;
        this.factors = factors;
        this.agents = agents;
        this.sessions = sessions;
        this.brands = brands;
        this.events = events;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** The address that the browser has open: passkeys belong to its host. */
    record Site(String origin, String host) {}

    /** A passkey as its owner sees it. */
    @Schema(name = "Passkey")
    record Listed(
            UUID id,
            String name,
            Instant createdAt,
            @Nullable Instant lastUsedAt,
            boolean synced) {}

    /** What the browser needs to make a passkey; binary values in base64url. */
    @Schema(name = "PasskeyCreation")
    record Creation(
            String challenge,
            String host,
            String brand,
            String userHandle,
            String userName,
            String displayName,
            List<Long> algorithms,
            List<String> known) {}

    /** What the browser needs to use one. */
    @Schema(name = "PasskeyRequest")
    record Request(String challenge, String host) {}

    List<Listed> list(UUID agent) {
        return store.list(agent).stream()
                .map(row -> new Listed(row.id(), row.name(), row.createdAt(), row.lastUsedAt(), row.synced()))
                .toList();
    }

    /** Begins a passkey. Who has a session only cannot leave one behind: the password is asked for. */
    Creation begin(UUID agent, @Nullable String password, boolean enrolling, Site site) {
        if (!enrolling) {
            factors.prove(agent, password);
        }
        var known = store.list(agent);
        if (known.size() >= MOST) {
            throw Problem.conflict("passkey.too_many", "Take one of your passkeys away first.");
        }
        var person = agents.find(agent).orElseThrow(Agents::notFound);
        return new Creation(
                challenge(agent),
                site.host(),
                brands.first().name(),
                text(handle(agent)),
                String.valueOf(person.email()),
                person.name(),
                ALGORITHMS,
                known.stream().map(row -> text(row.credentialId())).toList());
    }

    Listed finish(UUID agent, UUID session, String name, String answer, Site site) {
        try {
            var data = webAuthn.parseRegistrationResponseJSON(answer);
            var challenge = Objects.requireNonNull(data.getCollectedClientData())
                    .getChallenge()
                    .getValue();
            take(challenge, agent);
            webAuthn.verify(data, new RegistrationParameters(property(site, challenge), PARAMETERS, true, true));
            var authenticator =
                    Objects.requireNonNull(data.getAttestationObject()).getAuthenticatorData();
            var credential = Objects.requireNonNull(authenticator.getAttestedCredentialData());
            var row = new PasskeyStore.Row(
                    Ids.next(),
                    agent,
                    credential.getCredentialId(),
                    credentials.convert(credential),
                    site.host(),
                    authenticator.getSignCount(),
                    authenticator.isFlagBE(),
                    Fields.name("name", name),
                    clock.instant(),
                    null);
            transaction.executeWithoutResult(status -> {
                agents.lock(agent);
                store.insert(row);
                append("agent.passkey_added", agent, Actor.agent(agent));
                sessions.upgrade(session);
            });
            return new Listed(row.id(), row.name(), row.createdAt(), null, row.synced());
        } catch (DataConversionException | VerificationException | NullPointerException wrong) {
            throw Problem.invalid("credential", "is no passkey that was made for this page just now");
        } catch (DuplicateKeyException known) {
            throw Problem.conflict("passkey.known", "This passkey is known already.");
        }
    }

    void remove(UUID agent, UUID passkey) {
        transaction.executeWithoutResult(status -> {
            agents.lock(agent);
            if (!store.delete(agent, passkey)) {
                throw Problem.notFound("passkey.not_found", "You have no such passkey.");
            }
            if (factors.state(agent).required() && !factors.isSetUp(agent)) {
                throw Problem.conflict("second_factor.required", "Your role asks for a second factor.");
            }
            append("agent.passkey_removed", agent, Actor.agent(agent));
        });
    }

    /** For whoever wants to come in; it tells nobody who has passkeys. */
    Request request(Site site) {
        return new Request(challenge(null), site.host());
    }

    Sessions.Opened signIn(String answer, Site site, Browser browser) {
        try {
            var data = webAuthn.parseAuthenticationResponseJSON(answer);
            var challenge = Objects.requireNonNull(data.getCollectedClientData())
                    .getChallenge()
                    .getValue();
            take(challenge, null);
            var row = store.find(credentialId(data))
                    .filter(found -> found.host().equals(site.host()))
                    .orElseThrow(Passkeys::unknown);
            webAuthn.verify(
                    data, new AuthenticationParameters(property(site, challenge), credential(row), null, true, true));
            store.used(row.id(), counter(data), clock.instant());
            return sessions.openByPasskey(row.agent(), browser);
        } catch (DataConversionException | VerificationException | NullPointerException wrong) {
            throw unknown();
        }
    }

    /** The library declares an array of bytes that may be null, when it means the array. */
    @SuppressWarnings("NullAway")
    private static byte[] credentialId(AuthenticationData data) {
        return Objects.requireNonNull(data.getCredentialId());
    }

    private static long counter(AuthenticationData data) {
        return Objects.requireNonNull(data.getAuthenticatorData()).getSignCount();
    }

    private CredentialRecordImpl credential(PasskeyStore.Row row) {
        return new CredentialRecordImpl(
                new NoneAttestationStatement(),
                null,
                null,
                null,
                row.counter(),
                credentials.convert(row.credential()),
                null,
                null,
                null,
                null);
    }

    private String challenge(@Nullable UUID agent) {
        var challenge = new byte[32];
        random.nextBytes(challenge);
        var now = clock.instant();
        store.expect(Token.hash(challenge), agent, now, now.plus(PATIENCE));
        return text(challenge);
    }

    private void take(byte[] challenge, @Nullable UUID agent) {
        if (!store.take(Token.hash(challenge), agent, clock.instant())) {
            throw Problem.gone("passkey.too_late", "That took too long. Begin anew.");
        }
    }

    private static ServerProperty property(Site site, byte[] challenge) {
        return new ServerProperty(Origin.create(site.origin()), site.host(), new DefaultChallenge(challenge));
    }

    /** What the device keeps as the account: the id, which tells nothing. */
    private static byte[] handle(UUID agent) {
        return ByteBuffer.allocate(16)
                .putLong(agent.getMostSignificantBits())
                .putLong(agent.getLeastSignificantBits())
                .array();
    }

    private static String text(byte[] bytes) {
        return new String(Base64.getUrlEncoder().withoutPadding().encode(bytes), UTF_8);
    }

    private void append(String kind, UUID agent, Actor actor) {
        events.append(NewEvent.of("agent", agent, agents.next(agent), kind, actor));
    }

    private static Problem unknown() {
        return Problem.unauthenticated("session.wrong_passkey", "This passkey opens nothing here.");
    }
}
