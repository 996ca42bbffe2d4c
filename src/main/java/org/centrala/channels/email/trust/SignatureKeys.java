package org.centrala.channels.email.trust;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Looks up the public keys of signers (RFC 6376, 3.6; RFC 8463) and tries signatures with them. */
final class SignatureKeys {
    /** A shorter key is as good as none (RFC 8301). */
    private static final int SHORTEST_RSA = 1024;

    private static final byte[] ED25519_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

    private final Dns dns;

    SignatureKeys(Dns dns) {
        this.dns = dns;
    }

    /** A key, or why there is none. */
    sealed interface Found {}

    /** @param strict only the domain itself may be spoken for, none below it */
    record Key(PublicKey key, boolean strict) implements Found {}

    record NoKey(String result, String reason) implements Found {}

    Found find(String selector, String domain, String algorithm, TimeLimit limit) {
        return switch (dns.txt(selector + "._domainkey." + domain, limit)) {
            case Dns.Away() -> new NoKey("temperror", "dns.away");
            case Dns.Nothing() -> new NoKey("permerror", "key.missing");
            case Dns.Found(var records, var fresh) -> read(records, algorithm);
        };
    }

    private static Found read(List<String> records, String algorithm) {
        Found last = new NoKey("permerror", "key.missing");
        for (var record : records) {
            last = read(record, algorithm);
            if (last instanceof Key) {
                return last;
            }
        }
        return last;
    }

    private static Found read(String record, String algorithm) {
        var tags = Tags.of(record);
        var type = algorithm.startsWith("ed25519") ? "ed25519" : "rsa";
        if (tags == null || !tags.has("p") || !tags.get("v", "DKIM1").equals("DKIM1")) {
            return new NoKey("permerror", "key.unreadable");
        }
        if (tags.compact("p").orElse("").isEmpty()) {
            return new NoKey("permerror", "key.revoked");
        }
        if (!tags.word("k", "rsa").equals(type)
                || tags.has("h") && !tags.list("h").contains("sha256")
                || tags.has("s") && tags.list("s").stream().noneMatch(List.of("*", "email")::contains)) {
            return new NoKey("permerror", "key.otherUse");
        }
        try {
            var key = key(type, Base64.getDecoder().decode(tags.compact("p").orElse("")));
            return key == null
                    ? new NoKey("permerror", "key.tooShort")
                    : new Key(key, tags.list("t").contains("s"));
        } catch (GeneralSecurityException | IllegalArgumentException wrong) {
            return new NoKey("permerror", "key.unreadable");
        }
    }

    private static @Nullable PublicKey key(String type, byte[] octets) throws GeneralSecurityException {
        if (type.equals("ed25519")) {
            var encoded = new byte[ED25519_PREFIX.length + 32];
            if (octets.length != 32) {
                throw new GeneralSecurityException("a key of " + octets.length + " octets");
            }
            System.arraycopy(ED25519_PREFIX, 0, encoded, 0, ED25519_PREFIX.length);
            System.arraycopy(octets, 0, encoded, ED25519_PREFIX.length, 32);
            return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
        }
        var key = KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(octets));
        return key instanceof RSAPublicKey rsa && rsa.getModulus().bitLength() < SHORTEST_RSA ? null : key;
    }

    /** Whether the signature of the text, one character an octet, was made with the private half of the key. */
    static boolean verifies(PublicKey key, String algorithm, String text, byte[] signature) {
        try {
            var octets = text.getBytes(StandardCharsets.ISO_8859_1);
            boolean edwards = algorithm.startsWith("ed25519");
            var verifier = Signature.getInstance(edwards ? "Ed25519" : "SHA256withRSA");
            verifier.initVerify(key);
            verifier.update(edwards ? MessageDigest.getInstance("SHA-256").digest(octets) : octets);
            return verifier.verify(signature);
        } catch (GeneralSecurityException wrong) {
            return false;
        }
    }
}
