package org.centrala.channels.email;

import jakarta.mail.Address;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import java.io.ByteArrayInputStream;
import java.net.IDN;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import javax.net.ssl.SSLSocketFactory;
import org.centrala.channels.email.imap.AccessTokens;
import org.centrala.channels.email.imap.ImapAccount;
import org.centrala.conversations.DeliveryDetail;
import org.centrala.platform.Secrets;
import org.eclipse.angus.mail.smtp.SMTPMessage;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Hands rendered mail to submission servers. Connections are kept for a short while and reused, a few per server;
 * what a server answers is told as sent, refused for good, or to be tried again.
 */
@Component
class Submission {
    private static final int CONNECTIONS = 3;
    private static final Duration TOKEN_TIME = Duration.ofSeconds(20);
    private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(20);

    private final Map<Server, Pool> pools = new HashMap<>();
    private final Predicate<String> own;
    private final @Nullable SSLSocketFactory trust;
    private final AccessTokens tokens;

    @Autowired
    Submission(AccessTokens tokens) {
        this(Submission::own, null, tokens);
    }

    /** With other hosts of one's own than the loopback, whose certificates need no issuer, and other trusted issuers. */
    Submission(Predicate<String> own, @Nullable SSLSocketFactory trust, AccessTokens tokens) {
        this.own = own;
        this.trust = trust;
        this.tokens = tokens;
    }

    /** An OAuth 2 grant to sign in by, and the mailbox whose it is. */
    record Grant(UUID mailbox, ImapAccount.Secret.OAuth2 secret) {
        static Grant of(MailboxStore.Lent lent, Secrets secrets) {
            var grant = lent.grant();
            return new Grant(
                    lent.mailbox(),
                    new ImapAccount.Secret.OAuth2(
                            grant.endpoint(),
                            grant.clientId(),
                            grant.clientSecret() == null ? null : secrets.decrypt(grant.clientSecret()),
                            grant.refreshToken() == null ? "" : secrets.decrypt(grant.refreshToken())));
        }
    }

    /** Where and as whom to submit. */
    record Server(
            String host,
            int port,
            String tls,
            @Nullable String username,
            @Nullable String password,
            @Nullable Grant grant) {
        static Server of(MailboxStore.Smtp smtp, Secrets secrets) {
            return new Server(
                    smtp.host(),
                    smtp.port(),
                    smtp.tls(),
                    smtp.username(),
                    smtp.password() == null ? null : secrets.decrypt(smtp.password()),
                    smtp.lent() == null ? null : Grant.of(smtp.lent(), secrets));
        }

        @Override
        public String toString() {
            return host + ":" + port;
        }
    }

    /** What became of a submission. */
    sealed interface Result {
        /** Taken; {@code detail} names recipients that were refused beside others. */
        record Sent(@Nullable DeliveryDetail detail) implements Result {}

        record Refused(DeliveryDetail detail) implements Result {}

        record TryAgain(DeliveryDetail detail) implements Result {}
    }

    private static final class Pool {
        final Semaphore permits = new Semaphore(CONNECTIONS);
        final Deque<Kept> idle = new ArrayDeque<>();
    }

    private record Kept(SMTPTransport transport, long since) {}

    Result send(Server server, String sender, List<String> recipients, byte[] raw) {
        Pool pool;
        synchronized (pools) {
            pool = pools.computeIfAbsent(server, key -> new Pool());
        }
        pool.permits.acquireUninterruptibly();
        try {
            return send(pool, server, sender, recipients, raw);
        } finally {
            pool.permits.release();
        }
    }

    private Result send(Pool pool, Server server, String sender, List<String> recipients, byte[] raw) {
        SMTPTransport transport = null;
        boolean healthy = false;
        try {
            var session = session(server, sender);
            var message = new SMTPMessage(session, new ByteArrayInputStream(raw));
            message.setEnvelopeFrom(sender);
            var addresses = new Address[recipients.size()];
            for (int i = 0; i < addresses.length; i++) {
                addresses[i] = new InternetAddress(wire(recipients.get(i)), false);
            }
            transport = kept(pool);
            if (transport == null) {
                transport = connect(session, server);
            }
            transport.sendMessage(message, addresses);
            healthy = true;
            return new Result.Sent(null);
        } catch (SendFailedException partly) {
            healthy = transport != null && transport.isConnected();
            return SubmissionFailures.result(partly, server);
        } catch (MessagingException failure) {
            return SubmissionFailures.result(failure, server);
        } finally {
            if (transport != null) {
                release(pool, transport, healthy);
            }
        }
    }

    private static @Nullable SMTPTransport kept(Pool pool) {
        while (true) {
            Kept kept;
            synchronized (pool) {
                kept = pool.idle.pollFirst();
            }
            if (kept == null) {
                return null;
            }
            if (System.nanoTime() - kept.since < IDLE_NANOS && kept.transport.isConnected()) {
                return kept.transport;
            }
            close(kept.transport);
        }
    }

    private static void release(Pool pool, SMTPTransport transport, boolean healthy) {
        if (!healthy) {
            close(transport);
            return;
        }
        synchronized (pool) {
            pool.idle.addFirst(new Kept(transport, System.nanoTime()));
        }
    }

    /** Ends connections that nobody has used for a while. */
    void tidy() {
        List<Pool> all;
        synchronized (pools) {
            all = List.copyOf(pools.values());
        }
        for (var pool : all) {
            var old = new ArrayList<Kept>();
            synchronized (pool) {
                while (!pool.idle.isEmpty() && System.nanoTime() - pool.idle.peekLast().since >= IDLE_NANOS) {
                    old.add(pool.idle.pollLast());
                }
            }
            old.forEach(kept -> close(kept.transport));
        }
        synchronized (pools) {
            pools.values().removeIf(pool -> {
                synchronized (pool) {
                    return pool.idle.isEmpty() && pool.permits.availablePermits() == CONNECTIONS;
                }
            });
        }
    }

    private static void close(SMTPTransport transport) {
        try {
            transport.close();
        } catch (MessagingException gone) {
            // it was to end anyway
        }
    }

    private SMTPTransport connect(Session session, Server server) throws MessagingException {
        var grant = server.grant();
        if (grant == null) {
            return connect(session, server, server.password());
        }
        var token = token(grant);
        try {
            return connect(session, server, token);
        } catch (AuthenticationFailedException refused) {
            // a token may end before its time: another one is tried, once
            tokens.forget(grant.mailbox());
            return connect(session, server, token(grant));
        }
    }

    private String token(Grant grant) throws MessagingException {
        try {
            return tokens.forSending(grant.mailbox(), grant.secret(), TOKEN_TIME);
        } catch (AccessTokens.NoToken none) {
            throw none.needsSomebody()
                    ? new AuthenticationFailedException(none.getMessage(), none)
                    : new MessagingException(none.getMessage(), none);
        }
    }

    private static SMTPTransport connect(Session session, Server server, @Nullable String secret)
            throws MessagingException {
        var transport = (SMTPTransport) session.getTransport("smtp");
        transport.setUseRset(true);
        transport.connect(server.host(), server.port(), server.username(), secret);
        return transport;
    }

    private Session session(Server server, String sender) {
        var properties = new Properties();
        properties.put("mail.smtp.host", server.host());
        properties.put("mail.smtp.port", Integer.toString(server.port()));
        properties.put("mail.smtp.connectiontimeout", "10000");
        properties.put("mail.smtp.timeout", "60000");
        properties.put("mail.smtp.writetimeout", "60000");
        properties.put("mail.smtp.sendpartial", "true");
        properties.put("mail.smtp.quitwait", "false");
        properties.put("mail.smtp.auth", Boolean.toString(server.username() != null));
        properties.put("mail.smtp.localhost", domain(sender));
        if (server.grant() != null) {
            properties.put("mail.smtp.auth.mechanisms", "XOAUTH2");
        }
        boolean ours = own.test(server.host());
        properties.put("mail.smtp.ssl.checkserveridentity", Boolean.toString(!ours));
        if (ours) {
            properties.put("mail.smtp.ssl.trust", "*");
        } else if (trust != null) {
            properties.put("mail.smtp.ssl.socketFactory", trust);
            properties.put("mail.smtp.socketFactory.fallback", "false");
        }
        switch (server.tls()) {
            case "tls" -> properties.put("mail.smtp.ssl.enable", "true");
            case "starttls" -> {
                properties.put("mail.smtp.starttls.enable", "true");
                properties.put("mail.smtp.starttls.required", "true");
            }
            default -> {}
        }
        return Session.getInstance(properties);
    }

    /** On the loopback nobody stands between: a certificate of one's own making will do. */
    static boolean own(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException unknown) {
            return false;
        }
    }

    /** An address as it goes over the wire: its domain in ASCII. */
    static String wire(String address) {
        int at = address.lastIndexOf('@');
        try {
            return address.substring(0, at + 1) + IDN.toASCII(address.substring(at + 1), IDN.ALLOW_UNASSIGNED);
        } catch (IllegalArgumentException asItIs) {
            return address;
        }
    }

    private static String domain(String address) {
        return address.substring(address.lastIndexOf('@') + 1);
    }

    /** Tries a server as far as signing in. */
    List<ServerCheck> check(Server server) {
        var steps = new ArrayList<ServerCheck>();
        SMTPTransport transport = null;
        try {
            if (server.grant() != null) {
                token(server.grant());
            }
        } catch (MessagingException none) {
            var words = String.valueOf(none.getMessage());
            return List.of(ServerCheck.bad("auth", ServerCheck.Finding.REASON, words));
        }
        try {
            transport = connect(session(server, "check@localhost"), server);
            steps.add(ServerCheck.good("connect", ServerCheck.Finding.REACHED, server.toString()));
            if (!server.tls().equals("none")) {
                steps.add(
                        transport.isSSL()
                                ? ServerCheck.good("tls", ServerCheck.Finding.ENCRYPTED, server.tls())
                                : ServerCheck.bad("tls", ServerCheck.Finding.NOT_ENCRYPTED, server.tls()));
            }
            if (server.username() != null) {
                steps.add(ServerCheck.good("auth", ServerCheck.Finding.SIGNED_IN, server.username()));
            }
        } catch (MessagingException failure) {
            steps.addAll(SubmissionFailures.checks(failure, server));
        } finally {
            if (transport != null) {
                close(transport);
            }
        }
        return steps;
    }
}
