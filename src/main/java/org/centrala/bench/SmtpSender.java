package org.centrala.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;

/** One mail server that has a connection open to ours and says one thing after the other, as most of them do. */
final class SmtpSender implements AutoCloseable {
    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private final String mailbox;

    SmtpSender(int port, String mailbox) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(60_000);
        in = new BufferedInputStream(socket.getInputStream());
        out = new BufferedOutputStream(socket.getOutputStream(), 16 * 1024);
        this.mailbox = mailbox;
        expect("220");
        say("EHLO mail.customers.example\r\n", "250");
    }

    /** Returns when the message is acknowledged. */
    void send(Mails.Mail mail) throws IOException {
        say("MAIL FROM:<" + mail.from() + ">\r\n", "250");
        say("RCPT TO:<" + mailbox + ">\r\n", "250");
        say("DATA\r\n", "354");
        out.write(mail.wire());
        say("\r\n.\r\n", "250");
    }

    private void say(String line, String code) throws IOException {
        out.write(line.getBytes(US_ASCII));
        out.flush();
        expect(code);
    }

    private void expect(String code) throws IOException {
        String line;
        do {
            line = readLine();
        } while (line.length() > 3 && line.charAt(3) == '-');
        if (!line.startsWith(code)) {
            throw new IOException("expected " + code + ", was told: " + line);
        }
    }

    private String readLine() throws IOException {
        var line = new StringBuilder();
        for (var octet = in.read(); octet != '\n'; octet = in.read()) {
            if (octet < 0) {
                throw new IOException("the connection was closed after: " + line);
            }
            line.append((char) octet);
        }
        return line.toString().stripTrailing();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
