package org.centrala.channels.email.parse;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertStore;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Date;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.util.Store;
import org.jspecify.annotations.Nullable;

/** Signatures of S/MIME (RFC 8551): checked against the bytes as they came, and unpacked where the content is inside. */
final class SignedMail {
    private static final int LARGEST_SIGNATURE = 1_000_000;

    /** What an opaque signature held, and what it is worth. */
    record Opaque(byte[] content, Protection protection) {}

    private static volatile @Nullable KeyStore authorities;

    private SignedMail() {}

    static Protection detached(byte[] signed, byte[] signature) {
        if (signature.length > LARGEST_SIGNATURE) {
            return Protection.unchecked(Protection.Kind.SIGNED, Protection.Format.SMIME);
        }
        var first = check(canonical(signed), signature);
        return first.signature() == Protection.Signature.INVALID ? better(first, check(signed, signature)) : first;
    }

    private static Protection better(Protection one, Protection other) {
        return other.signature() == Protection.Signature.VALID ? other : one;
    }

    private static Protection check(byte[] signed, byte[] signature) {
        try {
            return judged(new CMSSignedData(new CMSProcessableByteArray(signed), signature));
        } catch (CMSException | RuntimeException unreadable) {
            return Protection.unchecked(Protection.Kind.SIGNED, Protection.Format.SMIME);
        }
    }

    /** Null when it is no signed content, but an encrypted one or certificates only. */
    static @Nullable Opaque opaque(byte[] packed) {
        try {
            var data = new CMSSignedData(packed);
            return data.getSignedContent() != null && data.getSignedContent().getContent() instanceof byte[] content
                    ? new Opaque(content, judged(data))
                    : null;
        } catch (CMSException | RuntimeException notThat) {
            return null;
        }
    }

    private static Protection judged(CMSSignedData data) throws CMSException {
        Store<X509CertificateHolder> certificates = data.getCertificates();
        var result = Protection.unchecked(Protection.Kind.SIGNED, Protection.Format.SMIME);
        for (SignerInformation signer : data.getSignerInfos().getSigners()) {
            for (Object match : certificates.getMatches(signer.getSID())) {
                if (match instanceof X509CertificateHolder holder) {
                    boolean valid = verified(signer, holder);
                    result = new Protection(
                            Protection.Kind.SIGNED,
                            Protection.Format.SMIME,
                            valid ? Protection.Signature.VALID : Protection.Signature.INVALID,
                            valid && trusted(holder, certificates),
                            name(holder));
                    if (valid) {
                        return result;
                    }
                }
            }
        }
        return result;
    }

    private static boolean verified(SignerInformation signer, X509CertificateHolder holder) {
        try {
            return signer.verify(new JcaSimpleSignerInfoVerifierBuilder()
                    .build(new JcaX509CertificateConverter().getCertificate(holder)));
        } catch (CMSException | OperatorCreationException | GeneralSecurityException | RuntimeException wrong) {
            return false;
        }
    }

    /** Whether an authority that the platform knows issued the certificate, directly or by others that came along. */
    private static boolean trusted(X509CertificateHolder holder, Store<X509CertificateHolder> certificates) {
        try {
            var converter = new JcaX509CertificateConverter();
            var known = new ArrayList<X509Certificate>();
            for (var one : certificates.getMatches(null)) {
                known.add(converter.getCertificate(one));
            }
            var selector = new X509CertSelector();
            selector.setCertificate(converter.getCertificate(holder));
            var parameters = new PKIXBuilderParameters(authorities(), selector);
            parameters.addCertStore(CertStore.getInstance("Collection", new CollectionCertStoreParameters(known)));
            parameters.setRevocationEnabled(false);
            // a signature stays good when the certificate has run out since
            parameters.setDate(Date.from(holder.getNotAfter().toInstant().minusSeconds(1)));
            CertPathBuilder.getInstance("PKIX").build(parameters);
            return true;
        } catch (GeneralSecurityException | IOException | RuntimeException unknown) {
            return false;
        }
    }

    private static KeyStore authorities() throws GeneralSecurityException, IOException {
        var known = authorities;
        if (known == null) {
            known = platformAuthorities();
            authorities = known;
        }
        return known;
    }

    private static KeyStore platformAuthorities() throws GeneralSecurityException, IOException {
        var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init((KeyStore) null);
        var store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        for (var manager : factory.getTrustManagers()) {
            if (manager instanceof X509TrustManager x509) {
                for (var authority : x509.getAcceptedIssuers()) {
                    store.setCertificateEntry("a" + store.size(), authority);
                }
            }
        }
        return store;
    }

    /** The address in the certificate, else the name. */
    private static @Nullable String name(X509CertificateHolder holder) {
        var names = GeneralNames.fromExtensions(holder.getExtensions(), Extension.subjectAlternativeName);
        if (names != null) {
            for (var name : names.getNames()) {
                if (name.getTagNo() == GeneralName.rfc822Name) {
                    return Text.cut(Text.line(name.getName().toString()), 320);
                }
            }
        }
        for (var kind : new ASN1ObjectIdentifier[] {BCStyle.EmailAddress, BCStyle.CN}) {
            var values = holder.getSubject().getRDNs(kind);
            if (values.length > 0) {
                return Text.cut(Text.line(values[0].getFirst().getValue().toString()), 320);
            }
        }
        return null;
    }

    /** Every line end as CRLF: what was signed, whatever the way made of it. */
    private static byte[] canonical(byte[] bytes) {
        int bare = 0;
        for (int i = 0; i < bytes.length; i++) {
            bare += bytes[i] == '\n' && (i == 0 || bytes[i - 1] != '\r') ? 1 : 0;
        }
        if (bare == 0) {
            return bytes;
        }
        var out = new byte[bytes.length + bare];
        int n = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '\n' && (i == 0 || bytes[i - 1] != '\r')) {
                out[n++] = '\r';
            }
            out[n++] = bytes[i];
        }
        return out;
    }
}
