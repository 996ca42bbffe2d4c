package org.centrala.channels.email.trust;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import org.centrala.access.Networks;
import org.centrala.conversations.Trust;
import org.centrala.conversations.Trust.Verdict;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Comes to a verdict about one mail. From public addresses it is checked here; of a relay of ours its
 * Authentication-Results are believed; what comes from any other private address or from the loopback has no verdict and
 * costs nothing. What a stranger wrote into the header of their mail about its own honesty is never read.
 */
@Component
public class TrustChecks {
    private static final Logger log = LoggerFactory.getLogger(TrustChecks.class);

    private final TrustSettings settings;
    private final Networks relays;
    private final Spf spf;
    private final Dkim dkim;
    private final Arc arc;
    private final Dmarc dmarc;

    TrustChecks(TrustSettings settings, Dns dns, Clock clock) {
        this.settings = settings;
        this.relays = Networks.of("CENTRALA_TRUST_RELAYS", settings.relays());
        var keys = new SignatureKeys(dns);
        this.spf = new Spf(dns);
        this.dkim = new Dkim(keys, clock);
        this.arc = new Arc(dkim, keys);
        this.dmarc = new Dmarc(dns);
    }

    /** Where a mail came from, as far as its trust goes. */
    private enum Origin {
        UNKNOWN,
        RELAY,
        PUBLIC
    }

    /** Whether there is anything to check, which takes time; else the verdict is {@link Trust#NONE}. */
    public boolean concerns(Evidence evidence) {
        return origin(evidence) != Origin.UNKNOWN;
    }

    /** Whether what its header says about junk is said by a server of ours. */
    public boolean relayed(Evidence evidence) {
        return origin(evidence) == Origin.RELAY;
    }

    private Origin origin(Evidence evidence) {
        if (!settings.enabled()) {
            return Origin.UNKNOWN;
        }
        if (evidence.client() == null) {
            return settings.fetchedRelays() && !settings.authservIds().isEmpty() ? Origin.RELAY : Origin.UNKNOWN;
        }
        if (relays.contains(evidence.client())) {
            return Origin.RELAY;
        }
        return Networks.parse(evidence.client()).filter(TrustChecks::reachable).isPresent()
                ? Origin.PUBLIC
                : Origin.UNKNOWN;
    }

    private static boolean reachable(InetAddress address) {
        return !address.isLoopbackAddress()
                && !address.isSiteLocalAddress()
                && !address.isLinkLocalAddress()
                && !address.isAnyLocalAddress()
                && !(address instanceof Inet6Address && (address.getAddress()[0] & 0xfe) == 0xfc)
                && !(address.getAddress().length == 4
                        && (address.getAddress()[0] & 0xff) == 100
                        && (address.getAddress()[1] & 0xc0) == 64);
    }

    /** All that is needed of a mail to check it, without its body, which may be large. */
    public record Question(
            Evidence evidence,
            RawFields mail,
            Dkim.Bodies bodies,
            @Nullable String author) {}

    /**
     * What is to be checked.
     *
     * @param author the address that the mail is shown under
     */
    public Question question(Evidence evidence, byte[] mail, @Nullable String author) {
        var fields = RawFields.of(mail);
        return new Question(
                evidence,
                fields,
                origin(evidence) == Origin.PUBLIC ? Dkim.Bodies.of(fields, mail) : Dkim.Bodies.NONE,
                author);
    }

    /** The verdict about a mail; it asks the network and may take as long as the settings allow. */
    public Trust check(Question question) {
        try {
            return switch (origin(question.evidence())) {
                case UNKNOWN -> Trust.NONE;
                case RELAY ->
                    relay(
                            question.mail(),
                            question.author(),
                            question.evidence().client() == null);
                case PUBLIC -> direct(question);
            };
        } catch (RuntimeException unexpected) {
            log.warn("A mail could not be checked, it is taken in unchecked: {}", unexpected.toString());
            return Trust.UNKNOWN;
        }
    }

    private Trust direct(Question question) {
        var evidence = question.evidence();
        var mail = question.mail();
        var author = question.author();
        var limit = TimeLimit.of(settings.timeout());
        var client = Objects.requireNonNull(evidence.client());
        var domain = author == null ? "" : Domains.ofAddress(author);
        // First what the author's domain says: slow servers of whoever sent the mail spend only the time that is left.
        var found = domain.isEmpty() ? null : dmarc.find(domain, limit);
        var claimed = Domains.ofAddress(evidence.envelopeFrom());
        var claimsAuthor =
                !domain.isEmpty() && Domains.aligned(claimed.isEmpty() ? evidence.helo() : claimed, domain, false);
        var early = claimsAuthor ? spf.check(client, evidence.helo(), evidence.envelopeFrom(), limit) : null;
        var signatures = dkim.verify(mail, question.bodies(), domain, limit);
        var sender = early != null ? early : spf.check(client, evidence.helo(), evidence.envelopeFrom(), limit);
        var chain = arc.validate(mail, question.bodies(), limit);
        var signed = word(signatures);
        if (mail.all("from").size() > 1) {
            return new Trust(
                    sender.result(), signed, "permerror", chain.result(), Verdict.FAIL, domain, null, List.of());
        }
        if (found == null) {
            return new Trust(sender.result(), signed, "none", chain.result(), Verdict.NEUTRAL, null, null, List.of());
        }
        var policy = found.policy();
        boolean strictSpf = policy != null && policy.strictSpf();
        boolean strictDkim = policy != null && policy.strictDkim();
        var judged = List.of(
                new Identity(sender.result(), sender.domain(), strictSpf),
                new Identity(best(signatures, domain, strictDkim), domain, false));
        var aligned = judged.stream().anyMatch(one -> one.speaksFor(domain, "pass"));
        var unclear = judged.stream().anyMatch(one -> one.speaksFor(domain, "temperror"));
        var result = found.away()
                ? "temperror"
                : policy == null ? "none" : aligned ? "pass" : unclear ? "temperror" : "fail";
        return new Trust(
                sender.result(),
                signed,
                result,
                chain.result(),
                verdict(result, aligned, policy, chain),
                domain,
                null,
                List.of());
    }

    private Verdict verdict(String result, boolean aligned, Dmarc.@Nullable Policy policy, Arc.Result chain) {
        return switch (result) {
            case "pass" -> Verdict.PASS;
            case "none" -> aligned ? Verdict.PASS : Verdict.NEUTRAL;
            case "temperror" -> aligned ? Verdict.PASS : Verdict.TEMPERROR;
            default ->
                vouchedFor(chain) ? Verdict.PASS : policy != null && policy.enforced() ? Verdict.FAIL : Verdict.NEUTRAL;
        };
    }

    /** A sealer that we believe saw it pass before it was changed on the way. */
    private boolean vouchedFor(Arc.Result chain) {
        return chain.said() != null
                && chain.sealer() != null
                && settings.arcSealers().contains(chain.sealer())
                && chain.said()
                        .method("dmarc")
                        .filter(method -> method.result().equals("pass"))
                        .isPresent();
    }

    /** A domain that stands for the mail in one way or another. */
    private record Identity(String result, @Nullable String domain, boolean strict) {
        boolean speaksFor(String author, String wanted) {
            return result.equals(wanted) && domain != null && Domains.aligned(domain, author, strict);
        }
    }

    /** The best result among the signatures that are aligned with the author. */
    private static String best(List<Dkim.Result> signatures, String author, boolean strict) {
        var aligned = signatures.stream()
                .filter(one -> one.domain() != null && Domains.aligned(one.domain(), author, strict))
                .map(Dkim.Result::result)
                .toList();
        return aligned.contains("pass") ? "pass" : aligned.contains("temperror") ? "temperror" : "none";
    }

    private static String word(List<Dkim.Result> signatures) {
        return signatures.stream().anyMatch(Dkim.Result::passed)
                ? "pass"
                : signatures.isEmpty() ? "none" : signatures.getFirst().result();
    }

    // --- what a relay of ours says

    /**
     * A relay that has a name for its findings and writes none about a mail has not looked at it, or its filter was away.
     * Of the server a mail was fetched from nobody said that it is one of those named.
     */
    private Trust relay(RawFields mail, @Nullable String author, boolean fetched) {
        var domain = author == null ? "" : Domains.ofAddress(author);
        var said = mail.all("authentication-results").stream()
                .map(field -> AuthenticationResults.of(field.value()))
                .filter(Objects::nonNull)
                .filter(results -> settings.authservIds().contains(results.server()))
                .toList();
        if (said.isEmpty()) {
            return fetched || settings.authservIds().isEmpty() ? Trust.NONE : Trust.UNKNOWN;
        }
        var sender = first(said, "spf");
        var signed = all(said, "dkim");
        var owner = first(said, "dmarc");
        var aligned = signed.stream().anyMatch(one -> passedFor(one, domain, "header.d", "header.i"))
                || sender != null && passedFor(sender, domain, "smtp.mailfrom", "smtp.helo");
        boolean twoAuthors = mail.all("from").size() > 1;
        var result = twoAuthors ? "permerror" : owner == null || domain.isEmpty() ? "none" : owner.result();
        var verdict = switch (result) {
            case "permerror" -> twoAuthors ? Verdict.FAIL : aligned ? Verdict.PASS : Verdict.NEUTRAL;
            case "pass" -> about(owner, domain) ? Verdict.PASS : Verdict.NEUTRAL;
            case "fail" -> failed(domain);
            case "temperror" -> aligned ? Verdict.PASS : Verdict.TEMPERROR;
            default -> aligned ? Verdict.PASS : Verdict.NEUTRAL;
        };
        return new Trust(
                sender == null ? "none" : sender.result(),
                signed.stream().anyMatch(one -> one.result().equals("pass"))
                        ? "pass"
                        : signed.isEmpty() ? "none" : signed.getFirst().result(),
                result,
                first(said, "arc") == null
                        ? "none"
                        : Objects.requireNonNull(first(said, "arc")).result(),
                verdict,
                domain.isEmpty() ? null : domain,
                said.getFirst().server(),
                List.of());
    }

    /** What the owner wants done is not among what every server writes, so it is looked up. */
    private Verdict failed(String domain) {
        var found = dmarc.find(domain, TimeLimit.of(settings.timeout()));
        return found.away()
                ? Verdict.TEMPERROR
                : found.policy() != null && found.policy().enforced() ? Verdict.FAIL : Verdict.NEUTRAL;
    }

    private static boolean about(AuthenticationResults.@Nullable Method owner, String domain) {
        var named = owner == null ? null : owner.domain("header.from");
        return named == null || Domains.aligned(Domains.ascii(named), domain, false);
    }

    private static boolean passedFor(AuthenticationResults.Method method, String domain, String... properties) {
        var named = method.domain(properties);
        return method.result().equals("pass") && named != null && Domains.aligned(Domains.ascii(named), domain, false);
    }

    private static AuthenticationResults.@Nullable Method first(List<AuthenticationResults> said, String name) {
        return all(said, name).stream().findFirst().orElse(null);
    }

    private static List<AuthenticationResults.Method> all(List<AuthenticationResults> said, String name) {
        return said.stream().flatMap(one -> one.all(name).stream()).toList();
    }
}
