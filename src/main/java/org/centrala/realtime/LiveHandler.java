package org.centrala.realtime;

import java.io.IOException;
import java.util.UUID;
import org.centrala.access.Viewer;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Component;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.PongMessage;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.adapter.NativeWebSocketSession;
import org.springframework.web.socket.handler.AbstractWebSocketHandler;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Speaks with one socket: lets it in and hears what it asks for. What it cannot understand it passes over. */
@Component
class LiveHandler extends AbstractWebSocketHandler {
    static final int LONGEST_MESSAGE = 4096;

    private static final String SESSION = LiveSession.class.getName();
    private static final String SEND_TIMEOUT = "org.apache.tomcat.websocket.BLOCKING_SEND_TIMEOUT";
    private static final long LONGEST_SEND_MILLIS = 10_000;

    private final Live live;
    private final Presences presences;
    private final JsonMapper json;

    LiveHandler(Live live, Presences presences, JsonMapper json) {
        this.live = live;
        this.presences = presences;
        this.json = json;
    }

    @Override
    public void afterConnectionEstablished(WebSocketSession socket) throws IOException {
        socket.setTextMessageSizeLimit(LONGEST_MESSAGE);
        socket.setBinaryMessageSizeLimit(1);
        if (socket instanceof NativeWebSocketSession wrapper
                && wrapper.getNativeSession(jakarta.websocket.Session.class)
                        instanceof jakarta.websocket.Session tomcat) {
            tomcat.getUserProperties().put(SEND_TIMEOUT, LONGEST_SEND_MILLIS);
        }
        var session =
                socket.getPrincipal() instanceof Authentication known && known.getPrincipal() instanceof Viewer viewer
                        ? live.join(socket, known, viewer)
                        : null;
        if (session == null) {
            socket.close(Live.SIGNED_OUT);
        } else {
            socket.getAttributes().put(SESSION, session);
        }
    }

    @Override
    protected void handleTextMessage(WebSocketSession socket, TextMessage message) {
        if (!(socket.getAttributes().get(SESSION) instanceof LiveSession session)) {
            return;
        }
        session.heard();
        try {
            var asked = json.readTree(message.getPayload());
            switch (asked.path("type").asString("")) {
                case "resume" ->
                    live.resume(
                            session,
                            asked.path("position").asLong(-1),
                            asked.path("epoch").asString(""));
                case "watch" ->
                    live.watch(
                            session, UUID.fromString(asked.path("conversation").asString("")));
                case "unwatch" ->
                    session.unwatch(UUID.fromString(asked.path("conversation").asString("")));
                case "presence" ->
                    Presences.Doing.of(asked.path("doing").asString(""))
                            .ifPresent(doing -> presences.say(
                                    session,
                                    UUID.fromString(asked.path("conversation").asString("")),
                                    doing));
                case "ping" -> live.pong(session);
                default -> {}
            }
        } catch (JacksonException | IllegalArgumentException nonsense) {
            // A newer or broken client: what it says has no meaning here.
        }
    }

    @Override
    protected void handlePongMessage(WebSocketSession socket, PongMessage message) {
        if (socket.getAttributes().get(SESSION) instanceof LiveSession session) {
            session.heard();
        }
    }

    @Override
    public void handleTransportError(WebSocketSession socket, Throwable failure) {
        live.leave(socket);
    }

    @Override
    public void afterConnectionClosed(WebSocketSession socket, CloseStatus status) {
        live.leave(socket);
    }
}
