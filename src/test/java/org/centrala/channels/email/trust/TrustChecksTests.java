package org.centrala.channels.email.trust;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.centrala.conversations.Trust;
import org.centrala.conversations.Trust.Verdict;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TrustChecksTests {
    private static final String SHOP = "192.0.2.10";
    private static final String STRANGER = "203.0.113.66";
    private static final TestSigner KEY = TestSigner.rsa(2048);

    private final TestDns zones = new TestDns()
            .txt("bank.example", "v=spf1 ip4:" + SHOP + " -all")
            .txt("_dmarc.bank.example", "v=DMARC1; p=reject; sp=none")
            .txt("k._domainkey.bank.example", KEY.record())
            .txt("list.example", "v=spf1 ip4:" + STRANGER + " -all")
            .txt("k._domainkey.list.example", KEY.record());

    @AfterEach
    void close() {
        zones.close();
    }

    private TrustChecks checks(List<String> relays, List<String> servers, List<String> sealers) {
        var settings = new TrustSettings(
                true,
                relays,
                servers,
                sealers,
                List.of(zones.address()),
                Duration.ofMillis(300),
                Duration.ofSeconds(2),
                true);
        return new TrustChecks(settings, new Dns(settings), Clock.systemUTC());
    }

    private static String mail(String from) {
        return """
                From: %s
                To: support@zrno.example
                Subject: About my account
                Date: Sun, 22 Nov 2026 10:00:00 +0100
                Message-ID: <m1@bank.example>

                Hello.
                """.formatted(from);
    }

    private static Trust check(TrustChecks checks, Evidence evidence, byte[] mail) {
        return checks.check(checks.question(evidence, mail, "zofia@ogrod.example"));
    }

    private Trust check(String client, String sender, String mail) {
        return check(checks(List.of(), List.of(), List.of()), client, sender, mail);
    }

    private static Trust check(TrustChecks checks, String client, String sender, String mail) {
        var from = mail.lines()
                .filter(line -> line.startsWith("From: "))
                .findFirst()
                .orElse("");
        var author = from.isEmpty() ? null : from.replaceAll("From: |.*<|>", "");
        return checks.check(checks.question(
                new Evidence(client, "mx.example", sender), mail.getBytes(StandardCharsets.UTF_8), author));
    }

    @Test
    void theOwnersServerSpeaksForTheDomain() {
        var trust = check(SHOP, "ola@bank.example", mail("Ola <ola@bank.example>"));
        assertThat(trust)
                .isEqualTo(new Trust("pass", "none", "pass", "none", Verdict.PASS, "bank.example", null, List.of()));
    }

    @Test
    void anAlignedSignatureSpeaksForTheDomainWhereverItComesFrom() {
        var trust = check(STRANGER, "bounce@list.example", KEY.sign(mail("ola@bank.example"), "bank.example", "k"));
        assertThat(trust.verdict()).isEqualTo(Verdict.PASS);
        assertThat(trust.dkim()).isEqualTo("pass");
        var below = check(STRANGER, "", KEY.sign(mail("ola@news.bank.example"), "bank.example", "k"));
        assertThat(below.verdict()).as("relaxed alignment by organisation").isEqualTo(Verdict.PASS);
    }

    @Test
    void whoOnlySpeaksForThemselvesForgesAnotherDomain() {
        var envelope = check(STRANGER, "thief@list.example", mail("Your bank <ola@bank.example>"));
        assertThat(envelope.spf()).isEqualTo("pass");
        assertThat(envelope.dmarc()).isEqualTo("fail");
        assertThat(envelope.verdict()).isEqualTo(Verdict.FAIL);
        var signed = check(STRANGER, "thief@list.example", KEY.sign(mail("ola@bank.example"), "list.example", "k"));
        assertThat(signed.dkim()).isEqualTo("pass");
        assertThat(signed.verdict()).isEqualTo(Verdict.FAIL);
        var direct = check(STRANGER, "ola@bank.example", mail("ola@bank.example"));
        assertThat(direct.spf()).isEqualTo("fail");
        assertThat(direct.verdict()).isEqualTo(Verdict.FAIL);
    }

    @Test
    void theOwnersWishDecidesWhatAFailureMeans() {
        assertThat(check(STRANGER, "", mail("a@sub.bank.example")).verdict())
                .as("sp=none")
                .isEqualTo(Verdict.NEUTRAL);
        assertThat(check(STRANGER, "", mail("a@sub.bank.example")).dmarc()).isEqualTo("fail");
        zones.txt("_dmarc.watch.example", "v=DMARC1; p=none")
                .txt("_dmarc.strict.example", "v=DMARC1; p=quarantine; adkim=s; aspf=s");
        assertThat(check(STRANGER, "", mail("a@watch.example")).verdict()).isEqualTo(Verdict.NEUTRAL);
        zones.txt("k._domainkey.strict.example", KEY.record());
        var strict = check(STRANGER, "", KEY.sign(mail("a@mail.strict.example"), "strict.example", "k"));
        assertThat(strict.verdict()).as("strict alignment").isEqualTo(Verdict.FAIL);
        zones.txt("_dmarc.two.example", "v=DMARC1; p=reject", "v=DMARC1; p=none");
        assertThat(check(STRANGER, "", mail("a@two.example")).dmarc())
                .as("two policies are none")
                .isEqualTo("none");
    }

    @Test
    void withoutAPolicyOnlyAlignmentSaysAnything() {
        assertThat(check(STRANGER, "a@list.example", mail("a@list.example")).verdict())
                .isEqualTo(Verdict.PASS);
        assertThat(check(STRANGER, "a@list.example", mail("a@list.example")).dmarc())
                .isEqualTo("none");
        assertThat(check(SHOP, "a@list.example", mail("a@list.example")).verdict())
                .isEqualTo(Verdict.NEUTRAL);
    }

    @Test
    void twoAuthorsAreNone() {
        var mail = KEY.sign("From: boss@zrno.example\n" + mail("ola@bank.example"), "bank.example", "k");
        assertThat(check(STRANGER, "", mail).verdict()).isEqualTo(Verdict.FAIL);
        assertThat(check(STRANGER, "", mail).dmarc()).isEqualTo("permerror");
    }

    @Test
    void ownNetworksAreNotLookedAtAndCostNoQuestion() {
        for (var client : List.of(
                "127.0.0.1",
                "::1",
                "0:0:0:0:0:0:0:1",
                "10.1.2.3",
                "192.168.4.4",
                "172.20.0.1",
                "fd00::5",
                "fe80::1",
                "169.254.0.1",
                "100.64.0.9")) {
            assertThat(check(client, "thief@list.example", mail("ola@bank.example")))
                    .as(client)
                    .isEqualTo(Trust.NONE);
        }
        assertThat(zones.questions()).isZero();
    }

    @Test
    void aSilentDnsDelaysABitAndJudgesNobody() {
        zones.silentAbout("*");
        var checks = checks(List.of(), List.of(), List.of());
        long began = System.nanoTime();
        for (int i = 0; i < 20; i++) {
            var trust = check(checks, STRANGER, "a@d" + i + ".example", mail("a@d" + i + ".example"));
            assertThat(trust.verdict()).isEqualTo(Verdict.TEMPERROR);
        }
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(4));
    }

    @Test
    void aForgerCannotMakeTheOwnersAnswerUnclear() {
        zones.brokenAt("evil.example").brokenAt("k._domainkey.evil.example");
        var trust = check(STRANGER, "thief@evil.example", KEY.sign(mail("ola@bank.example"), "evil.example", "k"));
        assertThat(trust.spf()).isEqualTo("temperror");
        assertThat(trust.dkim()).isEqualTo("temperror");
        assertThat(trust.verdict()).isEqualTo(Verdict.FAIL);
    }

    @Test
    void aForgersSlowServersNeitherSpendTheOwnersTimeNorSilenceDnsForOthers() {
        var forged = mail("ola@bank.example");
        for (int i = 0; i < 9; i++) {
            zones.silentAbout("k._domainkey.tarpit" + i + ".example");
            forged = new String(
                    KEY.sign(forged, "tarpit" + i + ".example", "k").getBytes(StandardCharsets.UTF_8),
                    StandardCharsets.UTF_8);
        }
        zones.silentAbout("evil.example");
        var checks = checks(List.of(), List.of(), List.of());

        assertThat(check(checks, STRANGER, "thief@evil.example", forged).verdict())
                .isEqualTo(Verdict.FAIL);
        assertThat(check(checks, SHOP, "info@bank.example", mail("ola@bank.example"))
                        .verdict())
                .isEqualTo(Verdict.PASS);
    }

    @Test
    void whatARelaySaysIsReadInLinearTime() {
        long began = System.nanoTime();

        var said = AuthenticationResults.of("mx.zrno.example; dmarc=pass" + " ".repeat(2_000_000) + "x = y");

        assertThat(said).isNotNull();
        assertThat(said.method("dmarc"))
                .hasValueSatisfying(method -> assertThat(method.result()).isEqualTo("pass"));
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(2));
    }

    @Test
    void aSealerThatWeNameVouchesForWhatAListChanged() {
        SignedMails.keys(zones).txt("_dmarc.ogrod.example", "v=DMARC1; p=reject");
        var changed = SignedMails.read("arc-one");
        var evidence = new Evidence(STRANGER, "list.example", "pots@list.example");
        var octets = changed.getBytes(StandardCharsets.ISO_8859_1);
        var unnamed = check(checks(List.of(), List.of(), List.of()), evidence, octets);
        assertThat(unnamed.arc()).isEqualTo("pass");
        assertThat(unnamed.verdict()).as("anybody can seal").isEqualTo(Verdict.FAIL);
        var named = check(checks(List.of(), List.of(), List.of("list.example")), evidence, octets);
        assertThat(named.dmarc()).isEqualTo("fail");
        assertThat(named.verdict()).isEqualTo(Verdict.PASS);
    }

    @Test
    void onlyARelayOfOursIsBelievedWhatItWritesIntoTheHeader() {
        var claimed = """
                Authentication-Results: mx.zrno.example 1; spf=pass (ours; all fine) smtp.mailfrom=ola@bank.example;
                 dkim=pass header.d=bank.example header.s=k; dmarc=pass (p=REJECT) header.from=bank.example
                """ + mail("ola@bank.example");
        var relay = checks(List.of("10.0.0.0/8"), List.of("mx.zrno.example"), List.of());
        var trust = check(relay, "10.0.0.25", "ola@bank.example", claimed);
        assertThat(trust)
                .isEqualTo(new Trust(
                        "pass", "pass", "pass", "none", Verdict.PASS, "bank.example", "mx.zrno.example", List.of()));
        assertThat(check(relay, STRANGER, "ola@bank.example", claimed).verdict())
                .as("not from there")
                .isEqualTo(Verdict.FAIL);
        assertThat(check(relay, "192.168.1.1", "ola@bank.example", claimed))
                .as("another private address")
                .isEqualTo(Trust.NONE);
        var other = claimed.replace("mx.zrno.example", "mx.evil.example");
        assertThat(check(relay, "10.0.0.25", "ola@bank.example", other))
                .as("another server's name")
                .isEqualTo(Trust.UNKNOWN);
    }

    @Test
    void aRelayThatSaysNothingOfAMailHasNotCheckedIt() {
        var mail = mail("ola@bank.example");
        assertThat(check(checks(List.of("10.0.0.25"), List.of("mx.zrno.example"), List.of()), "10.0.0.25", "", mail))
                .isEqualTo(Trust.UNKNOWN);
        assertThat(check(checks(List.of("10.0.0.25"), List.of(), List.of()), "10.0.0.25", "", mail))
                .as("a relay that has no name is not asked")
                .isEqualTo(Trust.NONE);
        assertThat(check(checks(List.of(), List.of("mx.zrno.example"), List.of()), null, "", mail))
                .as("fetched from a server that nobody named")
                .isEqualTo(Trust.NONE);
    }

    @Test
    void twoAuthorsAreNeverBelievedWhateverARelaySays() {
        var relay = checks(List.of("10.0.0.25"), List.of("mx.zrno.example"), List.of());
        var two = "Authentication-Results: mx.zrno.example; dmarc=pass header.from=bank.example\n"
                + "From: ola@bank.example\n" + mail("jan@evil.example");
        var trust = check(relay, "10.0.0.25", "", two);
        assertThat(trust.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(trust.dmarc()).isEqualTo("permerror");
    }

    @Test
    void aRelaysFailureWeighsWhatTheOwnerWants() {
        var relay = checks(List.of("10.0.0.25"), List.of("mx.zrno.example"), List.of());
        var failed = "Authentication-Results: mx.zrno.example; dmarc=fail header.from=%s\n";
        assertThat(check(relay, "10.0.0.25", "", failed.formatted("bank.example") + mail("ola@bank.example"))
                        .verdict())
                .isEqualTo(Verdict.FAIL);
        zones.txt("_dmarc.watch.example", "v=DMARC1; p=none");
        assertThat(check(relay, "10.0.0.25", "", failed.formatted("watch.example") + mail("ola@watch.example"))
                        .verdict())
                .isEqualTo(Verdict.NEUTRAL);
    }

    @Test
    void fetchedMailIsBelievedByTheNameOfItsServer() {
        var claimed = "Authentication-Results: mx.provider.example; dmarc=pass header.from=bank.example\n"
                + mail("ola@bank.example");
        assertThat(check(checks(List.of(), List.of(), List.of()), null, "", claimed))
                .isEqualTo(Trust.NONE);
        assertThat(check(checks(List.of(), List.of("mx.provider.example"), List.of()), null, "", claimed)
                        .verdict())
                .isEqualTo(Verdict.PASS);
    }

    @Test
    void theOrganisationIsWhatSomebodyRegistered() {
        assertThat(Domains.organisation("mail.shop.co.uk")).isEqualTo("shop.co.uk");
        assertThat(Domains.organisation("a.b.example.com")).isEqualTo("example.com");
        assertThat(Domains.organisation("sklep.com.pl")).isEqualTo("sklep.com.pl");
        assertThat(Domains.aligned("one.co.uk", "two.co.uk", false)).isFalse();
        assertThat(Domains.ofAddress("ala@Żółw.example")).isEqualTo("xn--w-uga1v8h.example");
    }
}
