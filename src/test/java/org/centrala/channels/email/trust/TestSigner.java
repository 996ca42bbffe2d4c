package org.centrala.channels.email.trust;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Base64;
import java.util.List;

/** Signs mails of a test for a domain, as a sender's own server would. */
public final class TestSigner {
    private static final List<String> SIGNED = List.of("from", "to", "subject", "date", "message-id");

    private final KeyPair keys;

    private TestSigner(KeyPair keys) {
        this.keys = keys;
    }

    public static TestSigner rsa(int bits) {
        try {
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(bits);
            return new TestSigner(generator.generateKeyPair());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What stands in DNS under {@code selector._domainkey.domain}. */
    public String record() {
        return "v=DKIM1; k=rsa; p="
                + Base64.getEncoder().encodeToString(keys.getPublic().getEncoded());
    }

    /** The mail with a signature on top; lines of the mail may end as they like. */
    public String sign(String mail, String domain, String selector) {
        var lines = mail.replace("\r\n", "\n").replace("\n", "\r\n");
        var octets = lines.getBytes(StandardCharsets.UTF_8);
        var raw = RawFields.of(octets);
        var hash = Base64.getEncoder()
                .encodeToString(
                        Canonical.body(octets, raw.body(), true, Long.MAX_VALUE).hash());
        var unsigned = "DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=" + domain + "; s=" + selector
                + ";\r\n\th=" + String.join(":", SIGNED) + "; bh=" + hash + ";\r\n\tb=";
        var text = Canonical.header(SIGNED, raw.fields(), true)
                + Canonical.relaxed(new RawFields.Field("dkim-signature", unsigned));
        try {
            var signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(keys.getPrivate());
            signature.update(text.getBytes(StandardCharsets.ISO_8859_1));
            return unsigned + Base64.getEncoder().encodeToString(signature.sign()) + "\r\n" + lines;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
