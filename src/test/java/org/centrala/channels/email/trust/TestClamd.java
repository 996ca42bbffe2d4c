package org.centrala.channels.email.trust;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Speaks the stream command of ClamAV's daemon: finds the word MALICE, and takes two megabytes at most. */
public final class TestClamd implements AutoCloseable {
    private static final int MOST = 2_000_000;
    private static final String COMMAND = "zINSTREAM\0";

    private final ServerSocket socket;
    private volatile boolean away;
    private volatile Duration pause = Duration.ZERO;

    TestClamd() throws IOException {
        socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().name("test-clamd").start(this::serve);
    }

    public static TestClamd start() {
        try {
            return new TestClamd();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return socket.getLocalPort();
    }

    private void serve() {
        while (!socket.isClosed()) {
            try {
                var client = socket.accept();
                Thread.ofVirtual().start(() -> answer(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    /** While it is away it hangs up on whoever calls. */
    public void away(boolean now) {
        away = now;
    }

    /** How long it thinks about a file. */
    public void slow(Duration each) {
        pause = each;
    }

    private void answer(Socket client) {
        try (client) {
            if (away) {
                return;
            }
            var in = new DataInputStream(client.getInputStream());
            var command = command(in);
            if (!command.equals(COMMAND)) {
                say(client, command.equals("zPING\0") ? "PONG" : "UNKNOWN COMMAND");
                return;
            }
            var content = new ByteArrayOutputStream();
            for (int length = in.readInt(); length > 0; length = in.readInt()) {
                content.write(in.readNBytes(length));
                if (content.size() > MOST) {
                    say(client, "INSTREAM size limit exceeded. ERROR");
                    return;
                }
            }
            Thread.sleep(pause);
            say(
                    client,
                    content.toString(StandardCharsets.ISO_8859_1).contains("MALICE")
                            ? "stream: Test.Malice FOUND"
                            : "stream: OK");
        } catch (IOException | InterruptedException gone) {
            // the client hung up
        }
    }

    private static String command(DataInputStream in) throws IOException {
        var command = new ByteArrayOutputStream();
        int octet;
        do {
            octet = in.read();
            command.write(octet);
        } while (octet > 0);
        return command.toString(StandardCharsets.US_ASCII);
    }

    private static void say(Socket client, String answer) throws IOException {
        client.getOutputStream().write((answer + "\0").getBytes(StandardCharsets.US_ASCII));
        client.getOutputStream().flush();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
