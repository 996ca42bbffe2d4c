package org.centrala.channels.email.smtp;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.centrala.platform.CentralaSettings;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.stereotype.Component;

/** Healthy when a connection is greeted; asked at most every few seconds, whoever watches. */
@Component("smtp")
class SmtpHealth implements HealthIndicator {
    private static final Duration FRESH = Duration.ofSeconds(5);
    private static final int PATIENCE = 2000;

    private final SmtpListener listener;
    private final CentralaSettings settings;
    private final Clock clock;
    private Instant looked = Instant.EPOCH;
    private Health last = Health.unknown().build();

    SmtpHealth(SmtpListener listener, CentralaSettings settings, Clock clock) {
        this.listener = listener;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public synchronized Health health() {
        var now = clock.instant();
        if (!last.getStatus().equals(Status.UP) || Duration.between(looked, now).compareTo(FRESH) > 0) {
            last = look();
            looked = now;
        }
        return last;
    }

    private Health look() {
        int port = listener.port();
        if (port == 0) {
            return Health.down().withDetail("reason", "not listening").build();
        }
        try (var socket = new Socket()) {
            var bound = InetAddress.getByName(settings.bind());
            socket.connect(
                    new InetSocketAddress(bound.isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : bound, port),
                    PATIENCE);
            socket.setSoTimeout(PATIENCE);
            var greeting = new String(socket.getInputStream().readNBytes(3), StandardCharsets.US_ASCII);
            socket.getOutputStream().write("QUIT\r\n".getBytes(StandardCharsets.US_ASCII));
            boolean up = greeting.equals("220") || greeting.equals("421");
            return (up ? Health.up() : Health.down()).withDetail("port", port).build();
        } catch (IOException silent) {
            return Health.down()
                    .withDetail("port", port)
                    .withDetail("reason", silent.toString())
                    .build();
        }
    }
}
