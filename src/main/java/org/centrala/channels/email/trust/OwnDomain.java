package org.centrala.channels.email.trust;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Looks at what the domain of our own addresses says in DNS, on which depends whether others believe our mail. */
@Component
public class OwnDomain {
    private static final Duration TIME = Duration.ofSeconds(15);

    /** Under which senders mostly publish their keys; asked when nobody says which one it is. */
    private static final List<String> SELECTORS = List.of(
            "default", "mail", "dkim", "google", "selector1", "selector2", "s1", "k1", "fm1", "mta", "smtp", "zoho");

    /** Domains that exist on no network (RFC 2606, RFC 6761). */
    private static final Set<String> RESERVED = Set.of("example", "test", "invalid", "localhost", "local");

    private final Dns dns;
    private final SignatureKeys keys;
    private final Dmarc dmarc;

    OwnDomain(Dns dns) {
        this.dns = dns;
        this.keys = new SignatureKeys(dns);
        this.dmarc = new Dmarc(dns);
    }

    /**
     * What was found about one of SPF, DKIM and DMARC.
     *
     * @param state {@code ok}, {@code weak}, {@code missing}, {@code wrong} or {@code unknown}
     * @param name where the record stands, or has to be added
     * @param record what to add there, where that can be said
     */
    public record DomainFinding(
            @Schema(allowableValues = {"spf", "dkim", "dmarc"})
            String check,

            @Schema(allowableValues = {"ok", "weak", "missing", "wrong", "unknown"})
            String state,

            String detail,
            String name,
            @Nullable String record) {}

    public static boolean reserved(String domain) {
        return RESERVED.contains(domain.substring(domain.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT));
    }

    /**
     * The three of them.
     *
     * @param selector of our DKIM key, as the submission server signs; null when nobody knows
     * @param submission the host that sends our mail
     */
    public List<DomainFinding> check(String address, @Nullable String selector, @Nullable String submission) {
        var domain = Domains.ofAddress(address);
        var limit = TimeLimit.of(TIME);
        return List.of(spf(domain, submission, limit), dkim(domain, selector, limit), dmarc(domain, limit));
    }

    private DomainFinding spf(String domain, @Nullable String submission, TimeLimit limit) {
        var answer = dns.txt(domain, limit);
        if (answer.away()) {
            return away("spf", domain);
        }
        var records = answer.values().stream()
                .filter(text -> text.strip().toLowerCase(Locale.ROOT).matches("v=spf1( .*)?"))
                .toList();
        var wanted = "v=spf1 " + (submission == null ? "mx" : "a:" + submission) + " ~all";
        if (records.isEmpty()) {
            return new DomainFinding(
                    "spf",
                    "missing",
                    "Nobody can tell which servers may send for " + domain + ". Add this TXT record; your mail"
                            + " provider may ask for an include: instead.",
                    domain,
                    wanted);
        }
        if (records.size() > 1) {
            return new DomainFinding(
                    "spf",
                    "wrong",
                    "There are " + records.size() + " SPF records; only one may be there.",
                    domain,
                    null);
        }
        var record = records.getFirst().toLowerCase(Locale.ROOT);
        if (record.matches(".*\\s\\+?all(\\s.*)?")) {
            return new DomainFinding(
                    "spf",
                    "wrong",
                    "It allows every server of the world (+all). End it with ~all or -all.",
                    domain,
                    null);
        }
        return record.matches(".*(\\s[-~]all(\\s.*)?|\\sredirect=.*)")
                ? new DomainFinding("spf", "ok", records.getFirst(), domain, null)
                : new DomainFinding("spf", "weak", "It forbids nobody. End it with ~all or -all.", domain, null);
    }

    private DomainFinding dkim(String domain, @Nullable String selector, TimeLimit limit) {
        var asked = selector == null || selector.isBlank()
                ? SELECTORS
                : List.of(selector.strip().toLowerCase(Locale.ROOT));
        var place = (asked.size() == 1 ? asked.getFirst() : "SELECTOR") + "._domainkey." + domain;
        String wrong = null;
        for (var one : asked) {
            for (var algorithm : List.of("rsa-sha256", "ed25519-sha256")) {
                switch (keys.find(one, domain, algorithm, limit)) {
                    case SignatureKeys.Key key -> {
                        return new DomainFinding(
                                "dkim",
                                "ok",
                                "The key \"" + one + "\" can be used.",
                                one + "._domainkey." + domain,
                                null);
                    }
                    case SignatureKeys.NoKey(var result, var reason) -> {
                        if (result.equals("temperror")) {
                            return away("dkim", place);
                        }
                        wrong = reason.equals("key.missing") || reason.equals("key.otherUse") ? wrong : reason;
                    }
                }
            }
        }
        if (wrong != null) {
            return new DomainFinding("dkim", "wrong", "The key cannot be used (" + wrong + ").", place, null);
        }
        return new DomainFinding(
                "dkim",
                asked.size() == 1 ? "missing" : "unknown",
                asked.size() == 1
                        ? "There is no key. Have your mail server make one with this selector, and add the TXT record that it shows."
                        : "No key was found under the usual names. Ask with the selector that your mail server signs with.",
                place,
                "v=DKIM1; k=rsa; p=PUBLIC-KEY-OF-YOUR-MAIL-SERVER");
    }

    private DomainFinding dmarc(String domain, TimeLimit limit) {
        var name = "_dmarc." + domain;
        var found = dmarc.find(domain, limit);
        var policy = found.policy();
        if (policy == null) {
            return found.away()
                    ? away("dmarc", name)
                    : new DomainFinding(
                            "dmarc",
                            "missing",
                            "Others are not told what to do with mail that only pretends to be yours. Add this TXT"
                                    + " record; when the reports show that your own mail passes, ask for quarantine.",
                            name,
                            "v=DMARC1; p=none; rua=mailto:postmaster@" + domain);
        }
        return policy.enforced()
                ? new DomainFinding("dmarc", "ok", "Forged mail goes to " + policy.policy() + ".", name, null)
                : new DomainFinding(
                        "dmarc",
                        "weak",
                        "It asks for nothing (p=none). When your own mail passes, ask for quarantine.",
                        name,
                        "v=DMARC1; p=quarantine; rua=mailto:postmaster@" + domain);
    }

    private static DomainFinding away(String check, String name) {
        return new DomainFinding(check, "unknown", "DNS does not answer; try again later.", name, null);
    }
}
