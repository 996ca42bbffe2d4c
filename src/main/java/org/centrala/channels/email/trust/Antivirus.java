package org.centrala.channels.email.trust;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Shows files to a ClamAV daemon by its stream command. After it could not be reached it is left alone for a few seconds,
 * so that mail does not queue at a closed door.
 */
@Component
public class Antivirus {
    private static final Logger log = LoggerFactory.getLogger(Antivirus.class);
    private static final int CONNECT_MILLIS = 2_000;
    private static final int ANSWER_MILLIS = 30_000;
    private static final int CHUNK = 64 * 1024;
    private static final int LONGEST_ANSWER = 1_000;
    private static final Duration REST = Duration.ofSeconds(3);

    private final AntivirusSettings settings;
    private final AtomicLong askAgainAt = new AtomicLong(System.nanoTime());
    private volatile boolean silent;

    Antivirus(AntivirusSettings settings) {
        this.settings = settings;
    }

    /** What the daemon makes of a file. */
    public sealed interface Scan {}

    public record Clean() implements Scan {}

    /** @param name as the daemon's signatures call it */
    public record Infected(String name) implements Scan {}

    /** It answered, but could not look: the file is too large for it, say. */
    public record Unscanned(String reason) implements Scan {}

    /** It does not answer. */
    public record Away() implements Scan {}

    public boolean enabled() {
        return settings.clamd() != null;
    }

    public boolean waitsWhileAway() {
        return settings.clamdAway() == AntivirusSettings.WhenAway.WAIT;
    }

    /** Whether it is known not to answer. After a rest one who asks finds out by the cheapest command there is. */
    public boolean away() {
        var place = settings.clamd();
        long next = askAgainAt.get();
        if (place == null || !silent && next - System.nanoTime() <= 0) {
            return false;
        }
        if (next - System.nanoTime() > 0 || !askAgainAt.compareAndSet(next, System.nanoTime() + REST.toNanos())) {
            return true;
        }
        try (var socket = connect(place)) {
            socket.getOutputStream().write("zPING\0".getBytes(StandardCharsets.US_ASCII));
            silent = !answer(socket.getInputStream()).equals("PONG");
        } catch (IOException stillAway) {
            silent = true;
        }
        if (!silent) {
            askAgainAt.set(System.nanoTime());
        }
        return silent;
    }

    public Scan scan(byte[] content) {
        var place = settings.clamd();
        if (place == null) {
            return new Clean();
        }
        if (askAgainAt.get() - System.nanoTime() > 0) {
            return new Away();
        }
        try {
            var scan = read(ask(place, content));
            silent = false;
            return scan;
        } catch (IOException away) {
            log.warn("The antivirus at {} does not answer: {}", place, away.toString());
            silent = true;
            askAgainAt.set(System.nanoTime() + REST.toNanos());
            return new Away();
        }
    }

    private static Socket connect(String place) throws IOException {
        int colon = place.lastIndexOf(':');
        var socket = new Socket();
        try {
            socket.connect(
                    new InetSocketAddress(place.substring(0, colon), Integer.parseInt(place.substring(colon + 1))),
                    CONNECT_MILLIS);
            socket.setSoTimeout(ANSWER_MILLIS);
            return socket;
        } catch (IOException | RuntimeException refused) {
            socket.close();
            throw refused;
        }
    }

    private static String ask(String place, byte[] content) throws IOException {
        try (var socket = connect(place)) {
            var out = new DataOutputStream(socket.getOutputStream());
            out.write("zINSTREAM\0".getBytes(StandardCharsets.US_ASCII));
            try {
                for (int at = 0; at < content.length; at += CHUNK) {
                    int length = Math.min(CHUNK, content.length - at);
                    out.writeInt(length);
                    out.write(content, at, length);
                }
                out.writeInt(0);
                out.flush();
            } catch (IOException tooMuch) {
                // it answers and closes as soon as it has had enough; that answer is what counts
                var answer = answer(socket.getInputStream());
                if (answer.isEmpty()) {
                    throw tooMuch;
                }
                return answer;
            }
            return answer(socket.getInputStream());
        }
    }

    private static String answer(InputStream in) throws IOException {
        var answer = new ByteArrayOutputStream();
        long until = System.nanoTime() + Duration.ofMillis(ANSWER_MILLIS).toNanos();
        for (int octet = in.read(); octet > 0 && answer.size() < LONGEST_ANSWER; octet = in.read()) {
            answer.write(octet);
            if (System.nanoTime() - until > 0) {
                throw new SocketTimeoutException("it takes too long to answer");
            }
        }
        return answer.toString(StandardCharsets.UTF_8).strip();
    }

    private static Scan read(String answer) throws IOException {
        var said = answer.startsWith("stream: ") ? answer.substring("stream: ".length()) : answer;
        if (said.equals("OK")) {
            return new Clean();
        }
        if (said.endsWith(" FOUND")) {
            return new Infected(said.substring(0, said.length() - " FOUND".length()));
        }
        if (said.isEmpty()) {
            throw new IOException("it closed the connection");
        }
        return new Unscanned(said);
    }
}
