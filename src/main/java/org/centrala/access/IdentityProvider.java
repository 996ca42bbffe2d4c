package org.centrala.access;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where agents may sign in instead of with a password, by OpenID Connect.
 *
 * @param secret encrypted; null for a client without one
 * @param domains the mail domains whose verified addresses name our people
 * @param creates whether somebody unknown becomes an agent at the first sign-in
 * @param defaultRole what those get whom no rule fits; null refuses them
 * @param claim where the values of the rules stand, with dots for what is inside
 * @param secondFactor whether the provider asks for a second factor, so that ours is not asked for
 */
record IdentityProvider(
        UUID id,
        long sequence,
        boolean enabled,
        String label,
        URI issuer,
        String clientId,
        @Nullable String secret,
        List<String> scopes,
        List<String> domains,
        boolean creates,
        @Nullable Role defaultRole,
        String claim,
        List<Rule> rules,
        boolean secondFactor) {

    /** What one value of the claim brings. */
    record Rule(String value, @Nullable Role role, List<UUID> teams) {}

    /** What the rules make of somebody; a null role leaves the one they have. */
    record Outcome(@Nullable Role role, Set<UUID> teams, Set<UUID> managed) {}

    /** The first rule with a role that fits decides on the role; every rule that fits brings its teams. */
    Outcome judge(Map<String, Object> claims) {
        var values = values(claims);
        var fitting =
                rules.stream().filter(rule -> values.contains(rule.value())).toList();
        var role = fitting.stream()
                .map(Rule::role)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(defaultRole);
        return new Outcome(role, teams(fitting.stream()), teams(rules.stream()));
    }

    /** Whether the provider says which role people have, at each sign-in. */
    boolean decidesRoles() {
        return rules.stream().anyMatch(rule -> rule.role() != null);
    }

    boolean hasDomain(String email) {
        return domains.contains(email.substring(email.lastIndexOf('@') + 1).toLowerCase(Locale.ROOT));
    }

    private List<String> values(Map<String, Object> claims) {
        @Nullable Object found = claims.get(claim);
        if (found == null) {
            found = claims;
            for (var step : claim.split("\\.")) {
                found = found instanceof Map<?, ?> inside ? inside.get(step) : null;
            }
        }
        return switch (found) {
            case List<?> many -> many.stream().map(String::valueOf).toList();
            case String one -> List.of(one);
            case null, default -> List.of();
        };
    }

    private static Set<UUID> teams(Stream<Rule> rules) {
        return rules.flatMap(rule -> rule.teams().stream()).collect(Collectors.toUnmodifiableSet());
    }
}
