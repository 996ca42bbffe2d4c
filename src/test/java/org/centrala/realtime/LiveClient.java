package org.centrala.realtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One end of a real socket: remembers what it hears, and can stop listening. */
public final class LiveClient implements WebSocket.Listener, AutoCloseable {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final JsonMapper JSON = JsonMapper.shared();

    private final List<JsonNode> heard = new CopyOnWriteArrayList<>();
    private final StringBuilder partial = new StringBuilder();
    private volatile boolean deaf;
    private volatile int closedWith;
    private @Nullable WebSocket socket;

    public static LiveClient open(int port, Map<String, String> headers) {
        var client = new LiveClient();
        var builder = HTTP.newWebSocketBuilder().connectTimeout(Duration.ofSeconds(10));
        headers.forEach(builder::header);
        client.socket = builder.buildAsync(URI.create("ws://127.0.0.1:" + port + "/api/v1/live"), client)
                .join();
        return client;
    }

    public LiveClient greeted() {
        hear("hello");
        return this;
    }

    long position() {
        return heard.getFirst().get("position").asLong();
    }

    public List<JsonNode> heard() {
        return List.copyOf(heard);
    }

    public List<JsonNode> heard(String type) {
        return heard.stream()
                .filter(frame -> frame.get("type").asString().equals(type))
                .toList();
    }

    /** The first frame of a type, as soon as it is there. */
    public JsonNode hear(String type) {
        await().atMost(Duration.ofSeconds(10))
                .pollInterval(Duration.ofMillis(10))
                .untilAsserted(() -> assertThat(heard(type))
                        .as("frames of type %s in %s", type, heard)
                        .isNotEmpty());
        return heard(type).getFirst();
    }

    void forget() {
        heard.clear();
    }

    /** Hears everything that was said to it before this, since answers come in order. */
    public LiveClient caughtUp() {
        var before = heard("pong").size();
        say(Map.of("type", "ping"));
        await().atMost(Duration.ofSeconds(10))
                .pollInterval(Duration.ofMillis(10))
                .until(() -> heard("pong").size() > before);
        return this;
    }

    public void say(Object message) {
        say(JSON.writeValueAsString(message));
    }

    void say(String text) {
        socket().sendText(text, true).join();
    }

    void deaf() {
        deaf = true;
    }

    void listenAgain() {
        deaf = false;
        socket().request(1);
    }

    int closedWith() {
        await().atMost(Duration.ofSeconds(15)).until(() -> closedWith != 0);
        return closedWith;
    }

    boolean isClosed() {
        return closedWith != 0;
    }

    private WebSocket socket() {
        if (socket == null) {
            throw new IllegalStateException("not open");
        }
        return socket;
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        partial.append(data);
        if (last) {
            heard.add(JSON.readTree(partial.toString()));
            partial.setLength(0);
        }
        if (!deaf) {
            from.request(1);
        }
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int status, String reason) {
        closedWith = status;
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable failure) {
        closedWith = 1006;
    }

    @Override
    public void close() {
        if (socket != null) {
            socket.abort();
        }
    }
}
