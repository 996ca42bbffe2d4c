package org.centrala.channels.email;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A hand on an SMTP socket: every octet as the test wants it. */
public final class SmtpTalk implements AutoCloseable {
    private final Socket socket;
    private final BufferedReader in;
    private final OutputStream out;

    public SmtpTalk(int port) {
        try {
            socket = new Socket("127.0.0.1", port);
            socket.setSoTimeout(20_000);
            socket.setTcpNoDelay(true);
            in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
            out = socket.getOutputStream();
            expect("220");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String say(String line) {
        write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
        return answer();
    }

    public void write(byte[] bytes) {
        try {
            out.write(bytes);
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String answer() {
        try {
            String line;
            var all = new StringBuilder();
            do {
                line = in.readLine();
                if (line == null) {
                    return all.append("<closed>").toString();
                }
                all.append(line).append('\n');
            } while (line.length() > 3 && line.charAt(3) == '-');
            return all.toString().strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String expect(String code) {
        var answer = answer();
        if (!answer.startsWith(code)) {
            throw new AssertionError("expected " + code + " but was " + answer);
        }
        return answer;
    }

    /** One whole message as it is; the answer to its end. */
    public String deliver(String from, String to, byte[] message) {
        say("MAIL FROM:<" + from + ">");
        var rcpt = say("RCPT TO:<" + to + ">");
        if (!rcpt.startsWith("250")) {
            say("RSET");
            return rcpt;
        }
        say("DATA");
        write(message);
        write("\r\n.\r\n".getBytes(StandardCharsets.US_ASCII));
        return answer();
    }

    public String deliver(String from, String to, String message) {
        return deliver(
                from, to, message.replace("\r\n", "\n").replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
