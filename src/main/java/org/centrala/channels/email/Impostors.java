package org.centrala.channels.email;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.centrala.access.Agents;
import org.centrala.access.Brand;
import org.centrala.access.Brands;
import org.centrala.channels.email.parse.MailAddress;
import org.centrala.channels.email.trust.LookAlikes;
import org.centrala.conversations.Trust.Warning;
import org.centrala.customers.Customers;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Tells who writes under a name or from a domain that is made to be taken for ours or for a customer's. */
@Component
class Impostors {
    private static final int MOST_DOMAINS = 10_000;
    private static final Duration FRESH = Duration.ofMinutes(1);

    private final MailboxCache mailboxes;

    /** Domains of senders, most of which write more than once, and the one that each is made to look like. */
    private final LoadingCache<String, Optional<String>> lookedLike;

    /** Of agents, brands and mailboxes, in the form that is compared. */
    private final LoadingCache<String, Set<String>> ownNames;

    Impostors(MailboxCache mailboxes, Customers customers, Agents agents, Brands brands) {
        this.mailboxes = mailboxes;
        this.lookedLike = Caffeine.newBuilder()
                .maximumSize(MOST_DOMAINS)
                .expireAfterWrite(FRESH)
                .build(domain -> LookAlikes.lookedLike(domain, mailboxes.domains())
                        .or(() -> customers.knownDomain(LookAlikes.readings(domain))));
        this.ownNames = Caffeine.newBuilder()
                .expireAfterWrite(FRESH)
                .build(key -> Stream.of(agents.activeNames(), brandNames(brands), mailboxes.names())
                        .flatMap(List::stream)
                        .map(LookAlikes::letters)
                        .filter(name -> name.length() > 3)
                        .collect(Collectors.toUnmodifiableSet()));
    }

    private static List<String> brandNames(Brands brands) {
        return brands.list(100, null).items().stream().map(Brand::name).toList();
    }

    List<Warning> warnings(@Nullable MailAddress from) {
        if (from == null) {
            return List.of();
        }
        var domain =
                from.address().substring(from.address().lastIndexOf('@') + 1).toLowerCase(Locale.ROOT);
        if (mailboxes.domains().contains(domain)) {
            return List.of();
        }
        var warnings = new ArrayList<Warning>();
        lookedLike.get(domain).ifPresent(other -> warnings.add(new Warning("lookAlike", other)));
        LookAlikes.otherAddress(from.name(), from.address())
                .ifPresent(other -> warnings.add(new Warning("otherAddress", other)));
        var name = from.name();
        if (name != null && ownNames.get("").contains(LookAlikes.letters(name))) {
            warnings.add(new Warning("ownName", name));
        }
        return warnings;
    }
}
