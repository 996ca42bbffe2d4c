package org.centrala.channels.email;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;

/** An issuer of certificates of our own, made with the JDK's keytool. */
final class TestCertificates {
    private static final String PASSWORD = "changeit";

    private final Path directory;

    TestCertificates(Path directory) {
        this.directory = directory;
        generate("issuer", "CN=Issuer of the tests", "-ext", "bc:c", "-validity", "3650");
        keytool("-exportcert", "-alias", "issuer", "-keystore", store("issuer"), "-file", file("issuer.crt"));
    }

    /** A server's certificate for a name, from some day relative to today on. */
    SSLContext server(String alias, String name, String start, int days) {
        generate(alias, "CN=" + name, "-validity", "3650");
        keytool("-certreq", "-alias", alias, "-keystore", store(alias), "-file", file(alias + ".csr"));
        keytool(
                "-gencert",
                "-alias",
                "issuer",
                "-keystore",
                store("issuer"),
                "-infile",
                file(alias + ".csr"),
                "-outfile",
                file(alias + ".crt"),
                "-ext",
                "san=dns:" + name,
                "-startdate",
                start,
                "-validity",
                String.valueOf(days));
        keytool("-importcert", "-alias", "issuer", "-keystore", store(alias), "-file", file("issuer.crt"));
        keytool("-importcert", "-alias", alias, "-keystore", store(alias), "-file", file(alias + ".crt"));
        return keys(alias);
    }

    /** A certificate that its server signed itself. */
    SSLContext selfSigned(String alias, String name) {
        generate(alias, "CN=" + name, "-ext", "san=dns:" + name, "-validity", "365");
        return keys(alias);
    }

    /** Believes the issuer and nobody else. */
    SSLSocketFactory trust() {
        try {
            var trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, null);
            trusted.setCertificateEntry(
                    "issuer",
                    KeyStore.getInstance(Path.of(store("issuer")).toFile(), PASSWORD.toCharArray())
                            .getCertificate("issuer"));
            var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            managers.init(trusted);
            var context = SSLContext.getInstance("TLS");
            context.init(null, managers.getTrustManagers(), null);
            return context.getSocketFactory();
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private SSLContext keys(String alias) {
        try {
            var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(
                    KeyStore.getInstance(Path.of(store(alias)).toFile(), PASSWORD.toCharArray()),
                    PASSWORD.toCharArray());
            var context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void generate(String alias, String subject, String... more) {
        var arguments = new ArrayList<>(
                List.of("-genkeypair", "-alias", alias, "-keyalg", "EC", "-dname", subject, "-keystore", store(alias)));
        arguments.addAll(List.of(more));
        keytool(arguments.toArray(String[]::new));
    }

    private void keytool(String... arguments) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(arguments));
        command.addAll(List.of("-storepass", PASSWORD, "-noprompt"));
        try {
            var process = new ProcessBuilder(command).redirectErrorStream(true).start();
            var output = new String(process.getInputStream().readAllBytes(), UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(output);
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private String store(String alias) {
        return file(alias + ".p12");
    }

    private String file(String name) {
        try {
            return Files.createDirectories(directory).resolve(name).toString();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
