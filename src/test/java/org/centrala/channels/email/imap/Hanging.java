package org.centrala.channels.email.imap;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A way to a server that can stop forwarding while its connections stay open, as a firewall that forgot them does. */
final class Hanging implements AutoCloseable {
    private final ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final int target;
    private final List<Way> ways = new CopyOnWriteArrayList<>();

    private static final class Way {
        final Socket near;
        final Socket far;
        volatile boolean frozen;

        Way(Socket near, Socket far) {
            this.near = near;
            this.far = far;
        }
    }

    Hanging(int target) throws IOException {
        this.target = target;
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return listening.getLocalPort();
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                var near = listening.accept();
                var way = new Way(near, new Socket(InetAddress.getLoopbackAddress(), target));
                ways.add(way);
                Thread.ofVirtual().start(() -> forward(way, way.near, way.far));
                Thread.ofVirtual().start(() -> forward(way, way.far, way.near));
            } catch (IOException closed) {
                // nobody comes any more, or the target is away
            }
        }
    }

    private static void forward(Way way, Socket from, Socket to) {
        try (InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            var buffer = new byte[8192];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                if (!way.frozen) {
                    out.write(buffer, 0, read);
                    out.flush();
                }
            }
        } catch (IOException closed) {
            // that is how connections end
        }
    }

    /** What is connected now hears nothing any more; new connections work. */
    void freeze() {
        ways.forEach(way -> way.frozen = true);
    }

    @Override
    public void close() throws IOException {
        listening.close();
        for (var way : ways) {
            way.near.close();
            way.far.close();
        }
    }
}
