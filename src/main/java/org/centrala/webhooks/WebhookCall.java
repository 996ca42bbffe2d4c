package org.centrala.webhooks;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * One request of HTTP/1.1 to an address that was checked before: the clients of the platform look the name up once more by
 * themselves, and might find another. Redirects are not followed. The answer is read to its status and no further.
 */
@Component
class WebhookCall {
    private static final int CONNECT_MILLIS = 5_000;
    private static final int SILENCE_MILLIS = 10_000;
    private static final Duration LONGEST = Duration.ofSeconds(15);
    private static final int LONGEST_HEAD = 16_000;
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] ([1-5][0-9]{2})(?: .*)?");

    private final PublicTargets targets;

    WebhookCall(PublicTargets targets) {
        this.targets = targets;
    }

    /** What came of it: a status, or why there is none. */
    record Answer(@Nullable Integer status, @Nullable String error, long millis) {
        boolean taken() {
            return status != null && status >= 200 && status < 300;
        }
    }

    Answer post(URI url, Map<String, String> headers, String body) {
        long from = System.nanoTime();
        try {
            int status = send(url, headers, body.getBytes(UTF_8));
            var error = status >= 200 && status < 300
                    ? null
                    : status >= 300 && status < 400
                            ? "it answered " + status + "; redirects are not followed"
                            : "it answered " + status;
            return new Answer(status, error, since(from));
        } catch (IOException | RuntimeException failure) {
            var said = failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
            return new Answer(null, said.length() > 300 ? said.substring(0, 300) : said, since(from));
        }
    }

    private static long since(long from) {
        return Duration.ofNanos(System.nanoTime() - from).toMillis();
    }

    private int send(URI url, Map<String, String> headers, byte[] body) throws IOException {
        boolean secure = "https".equalsIgnoreCase(url.getScheme());
        int port = url.getPort() > 0 ? url.getPort() : secure ? 443 : 80;
        var address = targets.resolve(url.getHost()).getFirst();
        try (var plain = new Socket()) {
            var watch = Thread.ofVirtual().name("webhook-watch").start(() -> {
                try {
                    Thread.sleep(LONGEST);
                    plain.close();
                } catch (InterruptedException inTime) {
                    Thread.currentThread().interrupt();
                } catch (IOException closed) {
                    // it is what was wanted
                }
            });
            try {
                plain.connect(new InetSocketAddress(address, port), CONNECT_MILLIS);
                plain.setSoTimeout(SILENCE_MILLIS);
                return secure ? encrypted(plain, url, port, headers, body) : exchange(plain, url, headers, body);
            } finally {
                watch.interrupt();
            }
        }
    }

    /** The certificate must be made out to the name that was asked for, not to the address. */
    private static int encrypted(Socket plain, URI url, int port, Map<String, String> headers, byte[] body)
            throws IOException {
        var host = url.getHost();
        var name = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        var factory = (SSLSocketFactory) SSLSocketFactory.getDefault();
        try (var socket = (SSLSocket) factory.createSocket(plain, name, port, true)) {
            var parameters = socket.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            socket.setSSLParameters(parameters);
            socket.startHandshake();
            return exchange(socket, url, headers, body);
        }
    }

    private static int exchange(Socket socket, URI url, Map<String, String> headers, byte[] body) throws IOException {
        var path = url.getRawPath() == null || url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        var head = new StringBuilder("POST " + path);
        if (url.getRawQuery() != null) {
            head.append('?').append(url.getRawQuery());
        }
        head.append(" HTTP/1.1\r\nHost: ").append(url.getHost());
        if (url.getPort() > 0) {
            head.append(':').append(url.getPort());
        }
        head.append("\r\nUser-Agent: Centrala\r\nContent-Type: application/json\r\nContent-Length: ")
                .append(body.length)
                .append("\r\nConnection: close\r\n");
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        var request = new ByteArrayOutputStream();
        request.write(head.append("\r\n").toString().getBytes(US_ASCII));
        request.write(body);
        socket.getOutputStream().write(request.toByteArray());
        socket.getOutputStream().flush();
        return status(socket.getInputStream());
    }

    /** The first status that is final; those of 1xx come with heads of their own. */
    private static int status(InputStream in) throws IOException {
        int read = 0;
        while (true) {
            var matcher = STATUS.matcher(line(in));
            if (!matcher.matches()) {
                throw new IOException("it does not answer in HTTP");
            }
            int status = Integer.parseInt(matcher.group(1));
            if (status >= 200) {
                return status;
            }
            for (var field = line(in); !field.isEmpty(); field = line(in)) {
                read += field.length() + 2;
                if (read > LONGEST_HEAD) {
                    throw new IOException("it answers without end");
                }
            }
        }
    }

    private static String line(InputStream in) throws IOException {
        var line = new ByteArrayOutputStream();
        for (int octet = in.read(); octet != '\n'; octet = in.read()) {
            if (octet < 0) {
                throw new IOException("it closed the connection without an answer");
            }
            if (line.size() > LONGEST_HEAD) {
                throw new IOException("it answers without end");
            }
            line.write(octet);
        }
        return line.toString(US_ASCII).stripTrailing();
    }
}
