package org.centrala.channels;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.centrala.Api;
import org.centrala.ServerProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Sixteen mails of 35 megabytes at one time, and bombs of every kind among them, on a heap of 512 megabytes. */
class LargeMailStoryTests {
    private static final String MAILBOX = "support@shop.example";
    private static final int LARGE = 16;
    private static final int MEGABYTES = 35;

    @TempDir
    Path place;

    private interface Content {
        void write(OutputStream out) throws IOException;
    }

    private record Mail(String id, Content content) {}

    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void aSmallHeapTakesLargeMailsAndBombsAtOneTime() throws Exception {
        try (var application = new ServerProcess(place.resolve("data"), place.resolve("centrala.log")).heap("512m")) {
            application.start();
            var api = application.api();
            api.post(
                            "/mailboxes",
                            Map.of("name", "Support", "address", MAILBOX, "incoming", Map.of("type", "listener")))
                    .ok();
            var mails = new ArrayList<Mail>();
            IntStream.range(0, LARGE).forEach(number -> mails.add(large(number)));
            mails.addAll(bombs());
            try (var senders = Executors.newFixedThreadPool(LARGE)) {
                var sent = mails.stream()
                        .map(mail -> senders.submit(() -> deliver(application.smtpPort(), mail)))
                        .toList();
                for (var one : sent) {
                    one.get();
                }
            }
            for (var mail : mails) {
                assertThat(outcome(api, mail.id))
                        .as(mail.id)
                        .isEqualTo(mail.id.startsWith("parts") ? "quarantined" : "conversation");
            }
            assertThat(application.alive()).isTrue();
            assertThat(application.log()).doesNotContain("OutOfMemoryError", "could not be taken in");
        }
    }

    private static String outcome(Api api, String id) throws InterruptedException {
        long until = System.nanoTime() + Duration.ofMinutes(4).toNanos();
        while (System.nanoTime() < until) {
            var items = api.get("/inbound?messageId=" + Api.encode(id + "@customers.example"))
                    .ok()
                    .get("items");
            if (!items.isEmpty() && items.get(0).path("outcome").isString()) {
                return items.get(0).get("outcome").asString();
            }
            Thread.sleep(200);
        }
        return "still waiting";
    }

    private static Mail large(int number) {
        var id = "large-" + number;
        return new Mail(id, out -> {
            out.write(head(id, "multipart/mixed; boundary=bb"));
            out.write(("--bb\r\nContent-Type: text/plain\r\n\r\nA film of the broken lamp.\r\n--bb\r\n"
                            + "Content-Type: video/mp4; name=film.mp4\r\nContent-Transfer-Encoding: base64\r\n\r\n")
                    .getBytes(US_ASCII));
            var line = ("QUJD".repeat(18) + "%04d\r\n".formatted(number)).getBytes(US_ASCII);
            for (long written = 0; written < MEGABYTES * 1024L * 1024; written += line.length) {
                out.write(line);
            }
            out.write("--bb--\r\n".getBytes(US_ASCII));
        });
    }

    private static List<Mail> bombs() throws IOException {
        var zip = new ByteArrayOutputStream();
        try (var out = new ZipOutputStream(zip)) {
            out.putNextEntry(new ZipEntry("zeros"));
            var zeros = new byte[1 << 20];
            for (int i = 0; i < 1024; i++) {
                out.write(zeros);
            }
        }
        var xml = new StringBuilder("<?xml version=\"1.0\"?><!DOCTYPE l [<!ENTITY l0 \"lol\">");
        for (int i = 1; i < 12; i++) {
            xml.append("<!ENTITY l")
                    .append(i)
                    .append(" \"")
                    .append(("&l" + (i - 1) + ";").repeat(10))
                    .append("\">");
        }
        xml.append("]><l>&l11;</l>");
        return List.of(
                attached("zip", "application/zip", "bomb.zip", zip.toByteArray()),
                attached(
                        "docx",
                        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
                        "a.docx",
                        zip.toByteArray()),
                attached("xml", "text/xml", "lol.xml", xml.toString().getBytes(US_ASCII)),
                attached("svg", "image/svg+xml", "lol.svg", xml.toString().getBytes(US_ASCII)),
                attached("png", "image/png", "huge.png", png()),
                attached("tnef", "application/ms-tnef", "winmail.dat", tnef()),
                written("html-deep", "text/html", "<div>".repeat(400_000)),
                written("html-tables", "text/html", "<table><tr><td>".repeat(200_000)),
                written("html-tags", "text/html", "<b onclick=x()><i>x".repeat(300_000)),
                written("quotes", "text/plain", (">".repeat(70) + "\r\n").repeat(200_000)),
                written("attributions", "text/plain", "On 1 2026 a wrote:\r\n> q\r\n".repeat(200_000)),
                written("parts", "multipart/mixed; boundary=p", "--p\r\n\r\nx\r\n".repeat(100_000) + "--p--"),
                written("uu", "text/plain", "begin 644 x\r\n".repeat(300_000)),
                written("yenc", "text/plain", "=ybegin line=1 name=x\r\n".repeat(200_000)),
                written(
                        "calendar",
                        "text/calendar; method=REQUEST",
                        "BEGIN:VEVENT\r\nDTSTART:20260101\r\n".repeat(100_000)),
                new Mail("header", out -> {
                    out.write(head("header", "text/plain\r\nX-Long: " + "<a@b".repeat(500_000)));
                    out.write("x\r\n".getBytes(US_ASCII));
                }));
    }

    private static byte[] png() throws IOException {
        var data = new ByteArrayOutputStream();
        data.write(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});
        chunk(data, "IHDR", new byte[] {0, 0, (byte) 0xff, (byte) 0xff, 0, 0, (byte) 0xff, (byte) 0xff, 8, 6, 0, 0, 0});
        var pixels = new ByteArrayOutputStream();
        try (var deflater = new DeflaterOutputStream(pixels)) {
            for (int i = 0; i < 1000; i++) {
                deflater.write(new byte[65535 * 4]);
            }
        }
        chunk(data, "IDAT", pixels.toByteArray());
        chunk(data, "IEND", new byte[0]);
        return data.toByteArray();
    }

    private static void chunk(ByteArrayOutputStream out, String type, byte[] content) {
        var crc = new CRC32();
        crc.update(type.getBytes(US_ASCII));
        crc.update(content);
        out.writeBytes(java.nio.ByteBuffer.allocate(4).putInt(content.length).array());
        out.writeBytes(type.getBytes(US_ASCII));
        out.writeBytes(content);
        out.writeBytes(
                java.nio.ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
    }

    /** Properties that claim two thousand million values each. */
    private static byte[] tnef() {
        var buffer = java.nio.ByteBuffer.allocate(200_000).order(java.nio.ByteOrder.LITTLE_ENDIAN);
        buffer.putInt(0x223e9f78).putShort((short) 1);
        while (buffer.remaining() > 60) {
            buffer.put((byte) 2).putInt(0x00069005).putInt(20);
            buffer.putInt(0x7fffffff)
                    .putShort((short) 0x101e)
                    .putShort((short) 0x3701)
                    .putInt(0x7fffffff);
            buffer.putInt(0x7fffffff).putInt(0).putShort((short) 0);
        }
        return buffer.array();
    }

    private static Mail attached(String id, String type, String name, byte[] content) {
        return new Mail(id, out -> {
            out.write(head(id, "multipart/mixed; boundary=bb"));
            out.write(("--bb\r\nContent-Type: text/plain\r\n\r\nsee the file\r\n--bb\r\nContent-Type: " + type
                            + "; name=" + name + "\r\nContent-Transfer-Encoding: base64\r\n\r\n")
                    .getBytes(US_ASCII));
            out.write(Base64.getMimeEncoder().encode(content));
            out.write("\r\n--bb--\r\n".getBytes(US_ASCII));
        });
    }

    private static Mail written(String id, String type, String body) {
        return new Mail(id, out -> {
            out.write(head(id, type));
            out.write(body.getBytes(ISO_8859_1));
            out.write("\r\n".getBytes(US_ASCII));
        });
    }

    private static byte[] head(String id, String type) {
        return ("From: " + id + "@customers.example\r\nTo: " + MAILBOX + "\r\nSubject: " + id + "\r\nMessage-ID: <" + id
                        + "@customers.example>\r\nMIME-Version: 1.0\r\nContent-Type: " + type + "\r\n\r\n")
                .getBytes(US_ASCII);
    }

    private static Void deliver(int port, Mail mail) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(240_000);
            var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), ISO_8859_1));
            var out = new BufferedOutputStream(socket.getOutputStream(), 1 << 16);
            expect(in, "220");
            for (var command : new String[] {
                "HELO customers.example", "MAIL FROM:<" + mail.id + "@customers.example>", "RCPT TO:<" + MAILBOX + ">"
            }) {
                say(out, command);
                expect(in, "250");
            }
            say(out, "DATA");
            expect(in, "354");
            mail.content.write(out);
            say(out, ".");
            expect(in, "250");
            say(out, "QUIT");
        }
        return null;
    }

    private static void say(OutputStream out, String line) throws IOException {
        out.write((line + "\r\n").getBytes(US_ASCII));
        out.flush();
    }

    private static void expect(BufferedReader in, String code) throws IOException {
        var line = in.readLine();
        while (line != null && line.length() > 3 && line.charAt(3) == '-') {
            line = in.readLine();
        }
        assertThat(line).startsWith(code);
    }
}
