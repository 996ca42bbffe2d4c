package org.centrala.channels.email.imap;

import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import javax.net.SocketFactory;
import org.centrala.channels.email.imap.ImapFailure.Kind;
import org.eclipse.angus.mail.iap.ProtocolException;
import org.eclipse.angus.mail.imap.protocol.IMAPProtocol;
import org.eclipse.angus.mail.util.MailLogger;
import org.jspecify.annotations.Nullable;

/** Makes connections to IMAP servers, secured as the account says. */
final class ImapConnector {
    private static final MailLogger SILENT =
            new MailLogger(ImapConnector.class, "IMAP", false, new PrintStream(PrintStream.nullOutputStream()));

    private ImapConnector() {}

    /**
     * The one socket that a connection is made of. The library asks for it unconnected, so that its own time limit holds for
     * connecting; the ways to make a connected one, which have no limit, are refused for good.
     */
    private static final class OneSocket extends SocketFactory {
        final Socket socket = new Socket();

        @Override
        public Socket createSocket() {
            return socket;
        }

        @Override
        public Socket createSocket(String host, int port) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Socket createSocket(String host, int port, InetAddress from, int fromPort) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Socket createSocket(InetAddress host, int port) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort) {
            throw new UnsupportedOperationException();
        }
    }

    /** Connects and secures; {@code opening} gets the socket at once, to close it if nobody wants to wait any longer. */
    static ImapConnection open(ImapAccount account, ImapSettings settings, Consumer<Socket> opening)
            throws ImapFailure {
        var address = resolve(account.host(), settings.connect());
        var sockets = new OneSocket();
        opening.accept(sockets.socket);
        var properties = properties(settings, address, sockets);
        IMAPProtocol protocol = null;
        try {
            protocol = new IMAPProtocol(
                    "imap",
                    account.host(),
                    account.port(),
                    properties,
                    account.tls().equals("tls"),
                    SILENT);
            if (account.tls().equals("starttls")) {
                if (!protocol.hasCapability("STARTTLS")) {
                    throw new ImapFailure(Kind.TLS, account.host() + " offers no STARTTLS");
                }
                protocol.startTLS();
                protocol.capability();
            }
            return new ImapConnection(
                    account,
                    sockets.socket,
                    protocol,
                    Math.toIntExact(settings.timeout().toMillis()));
        } catch (IOException failure) {
            close(protocol, sockets.socket);
            throw ImapFailure.of(failure, account.host(), account.port(), sockets.socket.isConnected());
        } catch (ProtocolException failure) {
            close(protocol, sockets.socket);
            throw ImapConnection.failure(failure, account);
        } catch (ImapFailure failure) {
            close(protocol, sockets.socket);
            throw failure;
        }
    }

    private static Properties properties(ImapSettings settings, InetAddress address, SocketFactory sockets) {
        var properties = new Properties();
        properties.put(
                "mail.imap.connectiontimeout", Long.toString(settings.connect().toMillis()));
        properties.put("mail.imap.timeout", Long.toString(settings.timeout().toMillis()));
        properties.put("mail.imap.socketFactory", sockets);
        properties.put("mail.imap.socketFactory.fallback", "false");
        // on the loopback nobody stands between: a certificate of one's own making will do
        boolean own = address.isLoopbackAddress();
        properties.put("mail.imap.ssl.checkserveridentity", Boolean.toString(!own));
        if (own) {
            properties.put("mail.imap.ssl.trust", "*");
        }
        return properties;
    }

    /** A name server may be slow, and asking it occupies a carrier of virtual threads: a thread of its own waits for it. */
    static InetAddress resolve(String host, Duration limit) throws ImapFailure {
        var answer = new CompletableFuture<InetAddress>();
        Thread.ofPlatform().daemon().name("imap-resolve").start(() -> {
            try {
                answer.complete(InetAddress.getByName(host));
            } catch (UnknownHostException | RuntimeException unknown) {
                answer.completeExceptionally(unknown);
            }
        });
        try {
            return answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException slow) {
            throw new ImapFailure(Kind.UNREACHABLE, "Nobody says which address the name " + host + " has", slow);
        } catch (ExecutionException unknown) {
            throw new ImapFailure(Kind.UNREACHABLE, "There is no server with the name " + host, unknown);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new ImapFailure(Kind.BROKEN, "stopped", stopped);
        }
    }

    private static void close(@Nullable IMAPProtocol protocol, Socket socket) {
        if (protocol != null) {
            protocol.disconnect();
        }
        try {
            socket.close();
        } catch (IOException gone) {
            // it was to end anyway
        }
    }
}
