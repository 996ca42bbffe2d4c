package org.centrala.channels.email;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Takes mail, and answers the end of the first two with silence and with a temporary refusal. */
final class MoodyServer implements AutoCloseable {
    final ServerSocket socket;
    final List<String> taken = Collections.synchronizedList(new ArrayList<>());

    MoodyServer() throws IOException {
        socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(() -> {
            while (!socket.isClosed()) {
                try (var client = socket.accept()) {
                    talk(client);
                } catch (IOException closed) {
                    // the next one
                }
            }
        });
    }

    private void talk(Socket client) throws IOException {
        var in = new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.ISO_8859_1));
        var out = client.getOutputStream();
        out.write("220 moody\r\n".getBytes(StandardCharsets.US_ASCII));
        String line;
        while ((line = in.readLine()) != null) {
            if (line.startsWith("DATA")) {
                out.write("354 go\r\n".getBytes(StandardCharsets.US_ASCII));
                var mail = new StringBuilder();
                while (!(line = in.readLine()).equals(".")) {
                    mail.append(line).append("\r\n");
                }
                taken.add(mail.toString());
                if (taken.size() == 1) {
                    return;
                }
                out.write((taken.size() == 2 ? "451 4.3.2 later\r\n" : "250 taken\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
            } else {
                out.write((line.startsWith("QUIT") ? "221 bye\r\n" : "250 ok\r\n").getBytes(StandardCharsets.US_ASCII));
            }
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
