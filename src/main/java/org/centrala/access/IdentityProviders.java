package org.centrala.access;

import io.swagger.v3.oas.annotations.media.Schema;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.centrala.access.ProviderConnection.Broken;
import org.centrala.access.ProviderConnection.Client;
import org.centrala.platform.Ids;
import org.centrala.platform.Secrets;
import org.centrala.platform.log.Change;
import org.centrala.platform.log.EventLog;
import org.centrala.platform.log.NewEvent;
import org.centrala.platform.web.Problem;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The settings of the one identity provider. Whoever chooses it can be anybody here, so owners alone do; passwords go on
 * working whatever becomes of it.
 */
@Service
class IdentityProviders {
    private static final Duration FRESH = Duration.ofMinutes(10);
    private static final Duration STALE = Duration.ofDays(1);
    private static final int MOST_RULES = 100;
    private static final int MOST_WORDS = 50;
    private static final Pattern DOMAIN = Pattern.compile("[a-z0-9]([a-z0-9-]{0,62}\\.)+[a-z0-9-]{2,63}");
    private static final Pattern SCOPE = Pattern.compile("[\\x21\\x23-\\x5B\\x5D-\\x7E]{1,100}");
    private static final Pattern LINE = Pattern.compile("[^\\p{Cntrl}\\p{Cf}\\u2028\\u2029]{1,500}");

    private final IdentityStore store;
    private final Roles roles;
    private final Teams teams;
    private final Secrets secrets;
    private final ProviderHttp http;
    private final EventLog events;
    private final Clock clock;
    private volatile @Nullable Known known;

    IdentityProviders(
            IdentityStore store,
            Roles roles,
            Teams teams,
            Secrets secrets,
            ProviderHttp http,
            EventLog events,
            Clock clock) {
        this.store = store;
        this.roles = roles;
        this.teams = teams;
        this.secrets = secrets;
        this.http = http;
        this.events = events;
        this.clock = clock;
    }

    private record Known(URI issuer, ProviderConnection connection, Instant at) {}

    /** One value of the claim and what it brings. */
    @Schema(name = "IdentityRule")
    record Rule(
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
            String value,

            @Schema(type = "string") @Nullable Role role,
            @Nullable List<UUID> teams) {}

    /** The provider as it shall be; the secret stays when it is null, and is taken away when it is empty. */
    @Schema(name = "IdentityProviderSettings")
    record Settings(
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
            String label,

            @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
            String issuer,

            @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
            String clientId,

            @Nullable String secret,
            @Nullable Boolean enabled,
            @Nullable List<String> scopes,
            @Nullable List<String> domains,
            @Nullable Boolean creates,
            @Schema(type = "string") @Nullable Role defaultRole,
            @Nullable String claim,
            @Nullable List<Rule> rules,
            @Nullable Boolean secondFactor) {}

    /** One thing that was tried with the provider; {@code detail} says what is wrong with it. */
    @Schema(name = "IdentityFinding")
    record Finding(
            @Schema(allowableValues = {"issuer", "keys", "client"})
            String step,

            boolean ok,
            @Nullable String detail) {}

    Optional<IdentityProvider> find() {
        return store.find();
    }

    /** The one to sign in with, if there is one. */
    Optional<IdentityProvider> open() {
        return store.find().filter(IdentityProvider::enabled);
    }

    @Transactional
    IdentityProvider save(Viewer viewer, Settings wanted, @Nullable Long expected) {
        requireOwner(viewer);
        store.lock();
        var before = store.find();
        if (expected != null
                && !expected.equals(before.map(IdentityProvider::sequence).orElse(0L))) {
            throw Problem.preconditionFailed(
                    "identity.changed", "Somebody else has changed this meanwhile: load it again.", Map.of());
        }
        var after = checked(wanted, before);
        store.save(after, clock.instant());
        known = null;
        var changes = new LinkedHashMap<String, Change>();
        note(changes, "enabled", before.map(IdentityProvider::enabled).orElse(null), after.enabled());
        note(
                changes,
                "issuer",
                before.map(old -> old.issuer().toString()).orElse(null),
                after.issuer().toString());
        note(changes, "client", before.map(IdentityProvider::clientId).orElse(null), after.clientId());
        note(changes, "domains", before.map(IdentityProvider::domains).orElse(null), after.domains());
        note(changes, "creates", before.map(IdentityProvider::creates).orElse(null), after.creates());
        note(
                changes,
                "rules",
                before.map(old -> old.rules().size()).orElse(null),
                after.rules().size());
        note(changes, "secondFactor", before.map(IdentityProvider::secondFactor).orElse(null), after.secondFactor());
        events.append(NewEvent.of("identity", after.id(), after.sequence(), "identity.changed", viewer.actor())
                .changing(changes));
        return after;
    }

    @Transactional
    void delete(Viewer viewer) {
        requireOwner(viewer);
        store.lock();
        var before = store.find().orElseThrow(IdentityProviders::notFound);
        store.delete(before.id());
        known = null;
        events.append(NewEvent.of("identity", before.id(), before.sequence() + 1, "identity.removed", viewer.actor()));
    }

    /** Tries what can be tried without a person: what the provider says of itself, its keys, and our client. */
    List<Finding> test(Viewer viewer, Settings wanted, URI redirect) {
        requireOwner(viewer);
        var draft = checked(wanted, store.find());
        var findings = new ArrayList<Finding>();
        ProviderConnection connection;
        try {
            connection = ProviderConnection.open(http, draft.issuer());
            findings.add(new Finding("issuer", true, null));
        } catch (Broken broken) {
            return List.of(new Finding("issuer", false, broken.getMessage()));
        }
        findings.add(tried("keys", connection::requireKeys));
        findings.add(tried("client", () -> connection.requireClient(client(draft), redirect)));
        return findings;
    }

    /** The provider as it answered a while ago; when it does not answer now, as it did within a day. */
    ProviderConnection connect(IdentityProvider provider) throws Broken {
        var now = clock.instant();
        var last = known;
        if (last != null && !last.issuer().equals(provider.issuer())) {
            last = null;
        }
        if (last != null && last.at().isAfter(now.minus(FRESH))) {
            return last.connection();
        }
        try {
            var connection = ProviderConnection.open(http, provider.issuer());
            known = new Known(provider.issuer(), connection, now);
            return connection;
        } catch (Broken broken) {
            if (last != null && last.at().isAfter(now.minus(STALE))) {
                return last.connection();
            }
            throw broken;
        }
    }

    Client client(IdentityProvider provider) {
        var secret = provider.secret();
        return new Client(provider.clientId(), secret == null ? null : secrets.decrypt(secret));
    }

    static void requireOwner(Viewer viewer) {
        if (!viewer.isOwner()) {
            throw Problem.forbidden("access.forbidden", "Only an owner chooses where people sign in.");
        }
    }

    private interface Try {
        void run() throws Broken;
    }

    private static Finding tried(String step, Try attempt) {
        try {
            attempt.run();
            return new Finding(step, true, null);
        } catch (Broken broken) {
            return new Finding(step, false, broken.getMessage());
        }
    }

    private IdentityProvider checked(Settings wanted, Optional<IdentityProvider> before) {
        var domains = words("domains", wanted.domains(), DOMAIN).stream()
                .map(domain -> domain.toLowerCase(Locale.ROOT))
                .distinct()
                .toList();
        var scopes = words("scopes", wanted.scopes(), SCOPE).stream().distinct().toList();
        if (!scopes.isEmpty() && !scopes.contains("openid")) {
            throw Problem.invalid("scopes", "must have openid among them");
        }
        var creates = Boolean.TRUE.equals(wanted.creates());
        if (creates && domains.isEmpty()) {
            throw Problem.invalid("domains", "must name a mail domain when unknown people may come in");
        }
        var secret = wanted.secret();
        return new IdentityProvider(
                before.map(IdentityProvider::id).orElseGet(Ids::next),
                before.map(IdentityProvider::sequence).orElse(0L) + 1,
                !Boolean.FALSE.equals(wanted.enabled()),
                Fields.name("label", wanted.label()),
                address(wanted.issuer()),
                line("clientId", wanted.clientId()),
                secret == null
                        ? before.map(IdentityProvider::secret).orElse(null)
                        : secret.isBlank() ? null : secrets.encrypt(line("secret", secret)),
                scopes.isEmpty() ? List.of("openid", "profile", "email") : scopes,
                domains,
                creates,
                role("defaultRole", wanted.defaultRole()),
                wanted.claim() == null || wanted.claim().isBlank() ? "groups" : line("claim", wanted.claim()),
                rules(wanted.rules()),
                Boolean.TRUE.equals(wanted.secondFactor()));
    }

    private URI address(@Nullable String wanted) {
        var text = line("issuer", wanted);
        try {
            var address = http.checked("issuer", new URI(text));
            if (address.getRawQuery() != null) {
                throw Problem.invalid("issuer", "must have no question mark");
            }
            return address;
        } catch (URISyntaxException wrong) {
            throw Problem.invalid("issuer", "must be an address such as https://login.example.com");
        }
    }

    private List<IdentityProvider.Rule> rules(@Nullable List<Rule> wanted) {
        var rules = wanted == null ? List.<Rule>of() : wanted;
        if (rules.size() > MOST_RULES) {
            throw Problem.invalid("rules", "must be at most " + MOST_RULES);
        }
        return rules.stream()
                .map(rule -> {
                    var inTeams = rule.teams() == null ? List.<UUID>of() : rule.teams();
                    teams.requireExisting("rules.teams", inTeams);
                    return new IdentityProvider.Rule(
                            line("rules.value", rule.value()),
                            role("rules.role", rule.role()),
                            inTeams.stream().distinct().toList());
                })
                .toList();
    }

    private @Nullable Role role(String field, @Nullable Role role) {
        if (role == null) {
            return null;
        }
        if (role.isOwner()) {
            throw Problem.invalid(field, "must not be the owner: owners are made by owners");
        }
        roles.permissions(role);
        return role;
    }

    private static List<String> words(String field, @Nullable List<String> wanted, Pattern pattern) {
        var words = wanted == null ? List.<String>of() : wanted;
        if (words.size() > MOST_WORDS
                || !words.stream()
                        .allMatch(word -> word != null
                                && pattern.matcher(word.toLowerCase(Locale.ROOT))
                                        .matches())) {
            throw Problem.invalid(field, "has a word that cannot be one");
        }
        return words;
    }

    private static String line(String field, @Nullable String value) {
        var text = Fields.required(field, value).strip();
        if (!LINE.matcher(text).matches()) {
            throw Problem.invalid(field, "must be one line of 1 to 500 visible characters");
        }
        return text;
    }

    private static void note(Map<String, Change> changes, String field, @Nullable Object old, Object now) {
        if (!Objects.equals(old, now)) {
            changes.put(field, new Change(old, now));
        }
    }

    static Problem notFound() {
        return Problem.notFound("identity.not_found", "No identity provider is set up.");
    }
}
