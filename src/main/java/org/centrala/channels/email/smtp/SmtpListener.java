package org.centrala.channels.email.smtp;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.centrala.platform.CentralaSettings;
import org.centrala.platform.StartNotice;
import org.centrala.platform.StartRefused;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.pem.PemSslStoreBundle;
import org.springframework.boot.ssl.pem.PemSslStoreDetails;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.subethamail.smtp.server.SMTPServer;

/** Listens for mail; each connection is a virtual thread. */
@Component
public class SmtpListener implements SmartLifecycle, StartNotice {
    private static final Logger log = LoggerFactory.getLogger(SmtpListener.class);
    private static final Duration LONGEST_STOP = Duration.ofSeconds(3);

    private final CentralaSettings centrala;
    private final SmtpSettings settings;
    private final MailDoor door;
    private volatile @Nullable SMTPServer server;

    SmtpListener(CentralaSettings centrala, SmtpSettings settings, MailDoor door) {
        this.centrala = centrala;
        this.settings = settings;
        this.door = door;
    }

    /** The port it listens on, also when any free one was asked for; 0 when it does not listen. */
    public int port() {
        var running = server;
        return running == null ? 0 : running.getPortAllocated();
    }

    /** A host and a port at which other servers leave mail. */
    public record Place(String host, int port) {}

    /** How other servers reach it, as far as that is known from here. */
    public Place place() {
        var url = centrala.publicUrl();
        return new Place(url == null || url.getHost() == null ? centrala.bind() : url.getHost(), port());
    }

    @Override
    public void start() {
        var limits = new SenderLimits(settings);
        var builder = SMTPServer.port(centrala.smtpPort())
                .bindAddress(address(centrala.bind()))
                .hostName(hostName())
                .softwareName("Centrala")
                .backlog(200)
                .maxConnections(settings.maximumConnections())
                .maxMessageSize(settings.maximumSize())
                .connectionTimeoutMs((int) settings.idle().toMillis())
                .maxRecipients(settings.recipients())
                .insertReceivedHeaders(false)
                .sessionHandler(limits)
                .messageHandlerFactory(context -> new Reception())
                .executorService(Executors.newThreadPerTaskExecutor(
                        Thread.ofVirtual().name("smtp-", 0).factory()))
                .serverThreadName("smtp-listener");
        var tls = tls();
        if (tls != null) {
            builder.enableTLS(true).startTlsSocketFactory(socket -> {
                var secure = (SSLSocket) tls.getSocketFactory()
                        .createSocket(socket, socket.getInetAddress().getHostAddress(), socket.getPort(), true);
                secure.setUseClientMode(false);
                return secure;
            });
        }
        var fresh = builder.build();
        SmtpCommands.all(door, settings, limits::mayStartMessage).forEach(fresh.getCommandHandler()::addCommand);
        try {
            fresh.start();
        } catch (RuntimeException busy) {
            throw new StartRefused("the SMTP port " + centrala.smtpPort() + " on " + centrala.bind()
                    + " cannot be used: " + reason(busy));
        }
        server = fresh;
        log.info(
                "SMTP listens on {}:{}{}",
                centrala.bind(),
                fresh.getPortAllocated(),
                tls == null ? "" : " with STARTTLS");
    }

    private static String reason(Throwable failure) {
        var cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }

    private static InetAddress address(String bind) {
        try {
            return InetAddress.getByName(bind);
        } catch (UnknownHostException unknown) {
            throw new StartRefused("the address to bind to, " + bind + ", is unknown");
        }
    }

    private String hostName() {
        var url = centrala.publicUrl();
        return url == null || url.getHost() == null ? "centrala.localhost" : url.getHost();
    }

    private @Nullable SSLContext tls() {
        var certificate = settings.certificate();
        var key = settings.key();
        if (certificate == null && key == null) {
            return null;
        }
        if (certificate == null || key == null) {
            throw new StartRefused("CENTRALA_SMTP_CERTIFICATE and CENTRALA_SMTP_KEY go together");
        }
        if (!Files.isReadable(certificate) || !Files.isReadable(key)) {
            throw new StartRefused("CENTRALA_SMTP_CERTIFICATE or CENTRALA_SMTP_KEY cannot be read");
        }
        try {
            var store = PemSslStoreDetails.forCertificate(certificate.toUri().toString())
                    .withPrivateKey(key.toUri().toString());
            return SslBundle.of(new PemSslStoreBundle(store, null)).createSslContext();
        } catch (RuntimeException wrong) {
            throw new StartRefused("CENTRALA_SMTP_CERTIFICATE and CENTRALA_SMTP_KEY are no certificate and key in PEM: "
                    + reason(wrong));
        }
    }

    /** New messages are cut off at once; the library waits for its sessions without end, so we do not wait for it. */
    @Override
    public void stop() {
        var running = server;
        server = null;
        if (running == null) {
            return;
        }
        var stopper = Thread.ofVirtual().name("smtp-stop").start(running::stop);
        try {
            stopper.join(LONGEST_STOP);
        } catch (InterruptedException impatient) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        var running = server;
        return running != null && running.isRunning();
    }

    @Override
    public List<Line> startNotice() {
        return List.of(new Line("SMTP", centrala.bind() + ":" + port()));
    }
}
