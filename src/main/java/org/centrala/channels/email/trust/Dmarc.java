package org.centrala.channels.email.trust;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the owner of the author's domain wants done with mail that is not theirs (RFC 7489). */
final class Dmarc {
    private final Dns dns;

    Dmarc(Dns dns) {
        this.dns = dns;
    }

    /** The owner's wish for one domain. */
    record Policy(String policy, boolean strictDkim, boolean strictSpf) {
        /** Whether the owner says that mail which fails is not to be believed. */
        boolean enforced() {
            return policy.equals("quarantine") || policy.equals("reject");
        }
    }

    /** What was found: a policy, none, or nobody could say. */
    record Found(@Nullable Policy policy, boolean away) {}

    /** At the domain itself, else at the domain of its organisation. */
    Found find(String domain, TimeLimit limit) {
        var own = dns.txt("_dmarc." + domain, limit);
        var policy = read(own.values(), false);
        var organisation = Domains.organisation(domain);
        if (policy != null || own.away() || organisation.equals(domain)) {
            return new Found(policy, own.away());
        }
        var above = dns.txt("_dmarc." + organisation, limit);
        return new Found(read(above.values(), true), above.away());
    }

    /** Several policies are none (RFC 7489, 6.6.3). */
    static @Nullable Policy read(List<String> records, boolean subdomain) {
        var policies = records.stream()
                .filter(record -> record.matches("(?is)\\s*v\\s*=\\s*DMARC1\\s*(;.*)?"))
                .toList();
        if (policies.size() != 1) {
            return null;
        }
        var tags = Tags.of(policies.getFirst());
        if (tags == null) {
            return null;
        }
        var policy = tags.word("p", tags.has("rua") ? "none" : "");
        var wanted = subdomain ? tags.word("sp", policy) : policy;
        // what nobody can read asks for nothing, if the owner wants reports; else it is no policy
        var known = List.of("none", "quarantine", "reject").contains(wanted);
        if (!known && !tags.has("rua")) {
            return null;
        }
        return new Policy(
                known ? wanted : "none",
                tags.word("adkim", "r").equals("s"),
                tags.word("aspf", "r").equals("s"));
    }
}
