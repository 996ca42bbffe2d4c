package org.centrala.platform;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;
import org.springframework.stereotype.Component;

/**
 * Keeps secrets at rest and signs what comes back to us. Everything is derived from the one key in {@code secret.key}
 * of the data directory, one derived key per purpose.
 */
@Component
public final class Secrets {
    private static final String KEY_FILE = "secret.key";
    private static final int NONCE = 12;

    private final SecureRandom random = new SecureRandom();
    private final Map<String, SecretKey> derived = new ConcurrentHashMap<>();
    private final byte[] key;

    public Secrets(DataDirectory directory) {
        var file = directory.resolve(KEY_FILE);
        if (!Files.exists(file)) {
            var fresh = new byte[32];
            random.nextBytes(fresh);
            directory.writePrivately(KEY_FILE, (Base64.getEncoder().encodeToString(fresh) + "\n").getBytes(UTF_8));
        }
        try {
            key = Base64.getDecoder().decode(Files.readString(file).strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (IllegalArgumentException e) {
            throw new StartRefused(file + " is damaged: put back the one from your backup");
        }
    }

    /** Encrypts with AES-GCM; the result is text that differs each time. */
    public String encrypt(String plain) {
        var nonce = new byte[NONCE];
        random.nextBytes(nonce);
        var sealed = cipher(Cipher.ENCRYPT_MODE, nonce, plain.getBytes(UTF_8));
        return Base64.getEncoder()
                .encodeToString(ByteBuffer.allocate(NONCE + sealed.length)
                        .put(nonce)
                        .put(sealed)
                        .array());
    }

    /** Throws {@link IllegalStateException} for text that was not encrypted with this installation's key. */
    public String decrypt(String encrypted) {
        var bytes = Base64.getDecoder().decode(encrypted);
        return new String(
                cipher(
                        Cipher.DECRYPT_MODE,
                        Arrays.copyOf(bytes, NONCE),
                        Arrays.copyOfRange(bytes, NONCE, bytes.length)),
                UTF_8);
    }

    /** An HMAC-SHA256 that only this installation can make; the same bytes for another purpose sign differently. */
    public byte[] hmac(String purpose, byte[] content) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(derive("hmac:" + purpose, "HmacSHA256"));
            return mac.doFinal(content);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private byte[] cipher(int mode, byte[] nonce, byte[] content) {
        try {
            var cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, derive("encrypt", "AES"), new GCMParameterSpec(128, nonce));
            return cipher.doFinal(content);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a secret cannot be read with the key of this data directory", e);
        }
    }

    private SecretKey derive(String purpose, String algorithm) {
        return derived.computeIfAbsent(purpose, name -> {
            try {
                return KDF.getInstance("HKDF-SHA256")
                        .deriveKey(
                                algorithm,
                                HKDFParameterSpec.ofExtract().addIKM(key).thenExpand(name.getBytes(UTF_8), 32));
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        });
    }
}
