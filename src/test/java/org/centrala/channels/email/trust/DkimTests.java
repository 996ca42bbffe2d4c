package org.centrala.channels.email.trust;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The signed mails in the resources were written for this and signed by dkimpy with keys made for them. */
class DkimTests {
    private static final Clock NOON = Clock.fixed(Instant.parse("2026-11-22T12:00:00Z"), ZoneOffset.UTC);

    private final TestDns zones = SignedMails.keys(new TestDns());
    private final Dns dns = zones.dns();
    private final Dkim dkim = new Dkim(new SignatureKeys(dns), NOON);
    private final Arc arc = new Arc(dkim, new SignatureKeys(dns));

    @AfterEach
    void close() {
        zones.close();
    }

    private List<Dkim.Result> verify(String mail) {
        return verify(dkim, mail);
    }

    private static List<Dkim.Result> verify(Dkim dkim, String mail) {
        var octets = mail.getBytes(StandardCharsets.ISO_8859_1);
        var fields = RawFields.of(octets);
        return dkim.verify(fields, Dkim.Bodies.of(fields, octets), "", TestDns.limit());
    }

    private Arc.Result validate(String mail) {
        return validate(arc, mail);
    }

    private static Arc.Result validate(Arc arc, String mail) {
        var octets = mail.getBytes(StandardCharsets.ISO_8859_1);
        var fields = RawFields.of(octets);
        return arc.validate(fields, Dkim.Bodies.of(fields, octets), TestDns.limit());
    }

    @ParameterizedTest
    @ValueSource(strings = {"rsa-relaxed", "rsa-simple", "rsa-mixed", "rsa-empty-body", "ed25519"})
    void whatAnotherProgramSignedPasses(String name) {
        assertThat(verify(SignedMails.read(name))).containsExactly(new Dkim.Result("pass", "ogrod.example", null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"rsa-relaxed", "ed25519"})
    void blanksMayChangeInRelaxedForm(String name) {
        var mail = SignedMails.read(name)
                .replace("the blue pot came  broken. \t", "the blue  pot came broken.")
                .replace("Subject: The  pot \r\n\tarrived", "SUBJECT:The pot arrived")
                .concat("\r\n\r\n");
        assertThat(verify(mail)).extracting(Dkim.Result::result).containsExactly("pass");
    }

    @Test
    void bareLineFeedsOfARelayCountAsLineEnds() {
        assertThat(verify(SignedMails.read("rsa-simple").replace("\r\n", "\n")))
                .extracting(Dkim.Result::result)
                .containsExactly("pass");
    }

    @Test
    void whatWasChangedFails() {
        var mail = SignedMails.read("rsa-relaxed");
        assertThat(verify(mail.replace("blue pot", "red pot")))
                .extracting(Dkim.Result::reason)
                .containsExactly("body.changed");
        assertThat(verify(mail.replace("Subject: The", "Subject: No")))
                .extracting(Dkim.Result::result)
                .containsExactly("fail");
        assertThat(verify(mail.replace("From: Zofia", "From: Anna")))
                .extracting(Dkim.Result::reason)
                .containsExactly("header.changed");
        assertThat(verify(SignedMails.read("rsa-simple").replace("came  broken", "came broken")))
                .extracting(Dkim.Result::result)
                .containsExactly("fail");
        // the signer named From twice and Reply-To once, so that neither can be added
        assertThat(verify("From: Boss <boss@ogrod.example>\r\n" + mail))
                .extracting(Dkim.Result::result)
                .containsExactly("fail");
        assertThat(verify("Reply-To: thief@evil.example\r\n" + mail))
                .extracting(Dkim.Result::result)
                .containsExactly("fail");
    }

    @Test
    void aSignatureOfThePartBeforeProvesNothingOfWhatWasAdded() {
        var mail = SignedMails.read("rsa-length");
        assertThat(verify(mail)).extracting(Dkim.Result::result).containsExactly("pass");
        assertThat(verify(mail + "Send the money elsewhere.\r\n"))
                .extracting(Dkim.Result::result)
                .containsExactly("policy");
    }

    @Test
    void keysThatAreMissingRevokedShortOrMeantForSomethingElseProveNothing() {
        var mail = SignedMails.read("rsa-relaxed");
        var name = "one._domainkey.ogrod.example";
        assertThat(verifyWith(mail, name)).isEqualTo("key.missing");
        assertThat(verifyWith(mail, name, "v=DKIM1; p=")).isEqualTo("key.revoked");
        assertThat(verifyWith(mail, name, "v=DKIM1; k=rsa; p=nonsense")).isEqualTo("key.unreadable");
        assertThat(verifyWith(mail, name, SignedMails.key(name) + "; s=web")).isEqualTo("key.otherUse");
        assertThat(verifyWith(mail, name, SignedMails.key(name) + "; h=sha1")).isEqualTo("key.otherUse");
        assertThat(verifyWith(mail, name, SignedMails.key("two._domainkey.ogrod.example")))
                .isEqualTo("key.otherUse");
        assertThat(verifyWith(mail, name, TestSigner.rsa(512).record())).isEqualTo("key.tooShort");
        assertThat(verifyWith(mail, name, SignedMails.key(name) + "; t=s")).isNull();
    }

    private static String verifyWith(String mail, String name, String... records) {
        try (var zones = new TestDns()) {
            if (records.length > 0) {
                zones.txt(name, records);
            }
            var results = verify(new Dkim(new SignatureKeys(zones.dns()), NOON), mail);
            assertThat(results).hasSize(1);
            return results.getFirst().reason();
        }
    }

    @Test
    void aSilentDnsIsNoVerdict() {
        try (var silent = new TestDns().silentAbout("one._domainkey.ogrod.example")) {
            var results = verify(new Dkim(new SignatureKeys(silent.dns()), NOON), SignedMails.read("rsa-relaxed"));
            assertThat(results).extracting(Dkim.Result::result).containsExactly("temperror");
        }
    }

    @Test
    void refusesSignaturesThatAreWrongInThemselves() {
        var mail = SignedMails.read("rsa-relaxed");
        assertThat(verify(mail.replace("a=rsa-sha256", "a=rsa-sha1")))
                .extracting(Dkim.Result::reason)
                .containsExactly("signature.algorithm");
        assertThat(verify(mail.replace("v=1;", "v=2;")))
                .extracting(Dkim.Result::reason)
                .containsExactly("signature.version");
        assertThat(verify(mail.replace("i=@ogrod.example", "i=@evil.example")))
                .extracting(Dkim.Result::reason)
                .containsExactly("signature.identity");
        assertThat(verify(mail.replace("; s=one;", "; s=one; x=1700000000;")))
                .extracting(Dkim.Result::reason)
                .containsExactly("signature.expired");
        assertThat(verify("DKIM-Signature: nothing of the kind\r\n" + mail))
                .extracting(Dkim.Result::result)
                .containsExactly("permerror", "pass");
        assertThat(verify("From: a@b.example\r\n\r\nx")).isEmpty();
    }

    @Test
    void anUnbrokenChainOfSealsPassesAndSaysWhatItsSealerSaw() {
        var one = validate(SignedMails.read("arc-one"));
        assertThat(one.result()).isEqualTo("pass");
        assertThat(one.sealer()).isEqualTo("list.example");
        assertThat(one.said()).isNotNull();
        assertThat(one.said().server()).isEqualTo("mx.list.example");
        assertThat(one.said().method("dmarc"))
                .map(AuthenticationResults.Method::result)
                .contains("pass");
        var two = validate(SignedMails.read("arc-two"));
        assertThat(two.result()).isEqualTo("pass");
        assertThat(two.sealer()).isEqualTo("forward.example");
        assertThat(validate("From: a@b.example\r\n\r\nx").result()).isEqualTo("none");
    }

    @Test
    void aChainThatWasTamperedWithFails() {
        var two = SignedMails.read("arc-two");
        assertThat(validate(two.replace("blue pot", "red pot")).result()).isEqualTo("fail");
        assertThat(validate(two.replace("mx.list.example; dkim=pass", "mx.list.example; dkim=fail"))
                        .result())
                .isEqualTo("fail");
        assertThat(validate(two.replace("i=2; cv=pass", "i=2; cv=fail")).result())
                .isEqualTo("fail");
        assertThat(validate(two.replace("i=1; cv=none", "i=3; cv=none")).result())
                .isEqualTo("fail");
        assertThat(validate(two.replaceFirst("(?s)ARC-Message-Signature: i=1.*?(?=ARC-Auth)", ""))
                        .result())
                .isEqualTo("fail");
        try (var silent = SignedMails.keys(new TestDns()).silentAbout("arc._domainkey.list.example")) {
            var keys = new SignatureKeys(silent.dns());
            assertThat(validate(new Arc(new Dkim(keys, NOON), keys), two).result())
                    .isEqualTo("temperror");
        }
    }
}
