package org.centrala.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpCookie;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Somebody at the other end of the wire: a browser with cookies and the CSRF header, or a program with a key. */
public final class Visitor {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final JsonMapper JSON = JsonMapper.shared();

    private final int port;
    private final Map<String, String> headers = new LinkedHashMap<>();
    private final Map<String, String> cookies = new LinkedHashMap<>();
    private boolean sendsCsrf = true;

    private Visitor(int port) {
        this.port = port;
    }

    /** An answer with its JSON, if there is any. */
    public record Answer(int status, JsonNode body, HttpResponse<String> raw) {

        public Answer is(int expected) {
            assertThat(status).as("status of %s: %s", raw.uri(), raw.body()).isEqualTo(expected);
            return this;
        }

        public Answer is(int expected, String code) {
            is(expected);
            assertThat(text("code")).isEqualTo(code);
            return this;
        }

        public String text(String path) {
            return body.at("/" + path.replace('.', '/')).asString();
        }

        public Optional<String> header(String name) {
            return raw.headers().firstValue(name);
        }

        public Optional<String> setCookie(String name) {
            return raw.headers().allValues("Set-Cookie").stream()
                    .filter(cookie -> cookie.startsWith(name + "="))
                    .findFirst();
        }
    }

    public static Visitor browser(int port) {
        return new Visitor(port);
    }

    public static Visitor program(int port, String key) {
        return new Visitor(port).with("Authorization", "Bearer " + key);
    }

    /** The same browser once more, so that what a test changes about it stays in that test. */
    Visitor copy() {
        var copy = new Visitor(port);
        copy.headers.putAll(headers);
        copy.cookies.putAll(cookies);
        return copy;
    }

    public Visitor with(String header, String value) {
        headers.put(header, value);
        return this;
    }

    public Visitor withCookie(String name, String value) {
        cookies.put(name, value);
        return this;
    }

    public Visitor withoutCsrf() {
        sendsCsrf = false;
        return this;
    }

    public String cookie(String name) {
        return cookies.getOrDefault(name, "");
    }

    public Answer get(String path) {
        return send("GET", path, null, "application/json");
    }

    /** A file as it comes; anything but success fails. */
    public byte[] bytes(String path) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
        headers.forEach(request::setHeader);
        try {
            var response = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            assertThat(response.statusCode()).isEqualTo(200);
            return response.body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public Answer post(String path, Object body) {
        return send("POST", path, JSON.writeValueAsString(body), "application/json");
    }

    public Answer put(String path, Object body) {
        return send("PUT", path, JSON.writeValueAsString(body), "application/json");
    }

    public Answer patch(String path, Object body) {
        return send("PATCH", path, JSON.writeValueAsString(body), "application/json");
    }

    public Answer delete(String path) {
        return send("DELETE", path, null, "application/json");
    }

    public Answer put(String path, byte[] body, String contentType) {
        return exchange("PUT", path, HttpRequest.BodyPublishers.ofByteArray(body), contentType);
    }

    public Answer send(String method, String path, @Nullable String body, String contentType) {
        return exchange(method, path, body == null ? null : HttpRequest.BodyPublishers.ofString(body), contentType);
    }

    private Answer exchange(String method, String path, HttpRequest.@Nullable BodyPublisher body, String contentType) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
        headers.forEach(request::setHeader);
        if (!cookies.isEmpty()) {
            var pairs = cookies.entrySet().stream()
                    .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                    .toList();
            request.setHeader("Cookie", String.join("; ", pairs));
        }
        if (sendsCsrf && cookies.containsKey("XSRF-TOKEN")) {
            request.setHeader("X-XSRF-TOKEN", cookies.get("XSRF-TOKEN"));
        }
        if (body != null) {
            request.setHeader("Content-Type", contentType);
        }
        request.method(method, body == null ? HttpRequest.BodyPublishers.noBody() : body);
        try {
            var response = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
            remember(response.headers().allValues("Set-Cookie"));
            return new Answer(response.statusCode(), json(response), response);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void remember(List<String> setCookies) {
        for (var header : setCookies) {
            for (var cookie : HttpCookie.parse(header)) {
                if (cookie.getMaxAge() == 0) {
                    cookies.remove(cookie.getName());
                } else {
                    cookies.put(cookie.getName(), cookie.getValue());
                }
            }
        }
    }

    private static JsonNode json(HttpResponse<String> response) {
        var type = response.headers().firstValue("Content-Type").orElse("");
        return type.contains("json") && !response.body().isEmpty()
                ? JSON.readTree(response.body())
                : JSON.createObjectNode();
    }
}
