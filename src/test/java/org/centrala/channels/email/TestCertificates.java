package org.centrala.channels.email;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.jspecify.annotations.Nullable;

/** An issuer of certificates of our own. */
final class TestCertificates {
    private static final char[] PASSWORD = "changeit".toCharArray();
    private static final String ISSUER = "CN=Issuer of the tests";
    private static final AtomicLong NUMBER = new AtomicLong(System.currentTimeMillis());

    private final KeyPair keys = pair();
    private final X509Certificate certificate =
            certificate(ISSUER, keys, ISSUER, keys, null, Instant.now().minus(Duration.ofDays(1)), 3650);

    /** A server's certificate for a name, from some days before today on. */
    SSLContext server(String name, int daysAgo, int days) {
        var own = pair();
        var start = Instant.now().minus(Duration.ofDays(daysAgo));
        return context(own, certificate(ISSUER, keys, "CN=" + name, own, name, start, days), certificate);
    }

    /** A certificate that its server signed itself. */
    SSLContext selfSigned(String name) {
        var own = pair();
        var start = Instant.now().minus(Duration.ofDays(1));
        return context(own, certificate("CN=" + name, own, "CN=" + name, own, name, start, 365));
    }

    /** Believes the issuer and nobody else. */
    SSLSocketFactory trust() {
        try {
            var trusted = empty();
            trusted.setCertificateEntry("issuer", certificate);
            var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            managers.init(trusted);
            var context = SSLContext.getInstance("TLS");
            context.init(null, managers.getTrustManagers(), null);
            return context.getSocketFactory();
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyPair pair() {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Without a host name it is an issuer's. */
    private static X509Certificate certificate(
            String issuer,
            KeyPair signing,
            String subject,
            KeyPair own,
            @Nullable String host,
            Instant start,
            int days) {
        try {
            var builder = new JcaX509v3CertificateBuilder(
                    new X500Name(issuer),
                    BigInteger.valueOf(NUMBER.incrementAndGet()),
                    Date.from(start),
                    Date.from(start.plus(Duration.ofDays(days))),
                    new X500Name(subject),
                    own.getPublic());
            if (host == null) {
                builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
            } else {
                builder.addExtension(
                        Extension.subjectAlternativeName,
                        false,
                        new GeneralNames(new GeneralName(GeneralName.dNSName, host)));
            }
            var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(signing.getPrivate());
            return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
        } catch (IOException | OperatorCreationException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static SSLContext context(KeyPair own, X509Certificate... chain) {
        try {
            var store = empty();
            store.setKeyEntry("own", own.getPrivate(), PASSWORD, chain);
            var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            managers.init(store, PASSWORD);
            var context = SSLContext.getInstance("TLS");
            context.init(managers.getKeyManagers(), null, null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyStore empty() throws GeneralSecurityException, IOException {
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }
}
