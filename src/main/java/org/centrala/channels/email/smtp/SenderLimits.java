package org.centrala.channels.email.smtp;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.net.InetAddress;
import java.time.Duration;
import org.subethamail.smtp.server.Session;
import org.subethamail.smtp.server.SessionHandler;

/** How many connections and messages one address may have: a count, and a bucket that refills. */
final class SenderLimits implements SessionHandler {
    private static final class Sender {
        private int connections;
        private double tokens;
        private long refilled = System.nanoTime();
    }

    private final SmtpSettings settings;
    private final Cache<InetAddress, Sender> senders = Caffeine.newBuilder()
            .maximumSize(100_000)
            .expireAfterAccess(Duration.ofHours(1))
            .build();

    SenderLimits(SmtpSettings settings) {
        this.settings = settings;
    }

    private Sender sender(Session session) {
        return senders.get(session.getRemoteAddress().getAddress(), address -> {
            var fresh = new Sender();
            fresh.tokens = settings.burst();
            return fresh;
        });
    }

    boolean mayStartMessage(Session session) {
        var sender = sender(session);
        synchronized (sender) {
            long now = System.nanoTime();
            sender.tokens = Math.min(
                    settings.burst(), sender.tokens + (now - sender.refilled) / 1e9 * settings.messagesPerSecond());
            sender.refilled = now;
            if (sender.tokens < 1) {
                return false;
            }
            sender.tokens--;
            return true;
        }
    }

    @Override
    public SessionAcceptance accept(Session session) {
        var sender = sender(session);
        synchronized (sender) {
            if (sender.connections >= settings.connectionsPerAddress()) {
                return SessionAcceptance.failure(421, "4.7.0 Too many connections from your address, try again later");
            }
            sender.connections++;
            return SessionAcceptance.success();
        }
    }

    /** The library calls this only for sessions that were accepted. */
    @Override
    public void onSessionEnd(Session session) {
        var sender = sender(session);
        synchronized (sender) {
            sender.connections = Math.max(0, sender.connections - 1);
        }
    }
}
