package org.centrala.channels.email;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Somebody between us and the mail server, who takes the offer of encryption out and reads along. */
final class StrippingProxy implements AutoCloseable {
    private final ServerSocket listening;
    private final int server;
    private final List<String> overheard = new CopyOnWriteArrayList<>();

    StrippingProxy(int server) throws IOException {
        this.server = server;
        listening = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return listening.getLocalPort();
    }

    /** What the sender said in the clear. */
    List<String> overheard() {
        return overheard;
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                var sender = listening.accept();
                var receiver = new Socket(InetAddress.getLoopbackAddress(), server);
                Thread.ofVirtual().start(() -> pass(receiver, sender, false));
                Thread.ofVirtual().start(() -> pass(sender, receiver, true));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void pass(Socket from, Socket to, boolean listen) {
        try (from;
                to;
                var in = new BufferedReader(new InputStreamReader(from.getInputStream(), ISO_8859_1))) {
            for (var line = in.readLine(); line != null; line = in.readLine()) {
                if (listen) {
                    overheard.add(line);
                }
                if (listen || !line.contains("STARTTLS")) {
                    to.getOutputStream().write((line + "\r\n").getBytes(ISO_8859_1));
                }
            }
        } catch (IOException ended) {
            // so do we
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }
}
