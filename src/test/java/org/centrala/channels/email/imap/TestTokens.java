package org.centrala.channels.email.imap;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.IntFunction;
import tools.jackson.databind.json.JsonMapper;

/** A provider of access tokens on this machine, and those who ask it. */
public final class TestTokens implements AutoCloseable {
    private final HttpServer provider;
    public final List<String> asked = new CopyOnWriteArrayList<>();
    public final List<String> replaced = new CopyOnWriteArrayList<>();

    /** Answers the first, second, … time with a JSON object; what has no token in it is a refusal. */
    public TestTokens(IntFunction<String> answers) {
        try {
            provider = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException noPort) {
            throw new UncheckedIOException(noPort);
        }
        provider.createContext("/token", exchange -> {
            asked.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            var answer = answers.apply(asked.size());
            var bytes = answer.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer.contains("access_token") ? 200 : 400, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        provider.start();
    }

    /** For mailboxes that sign in by password. */
    public static AccessTokens none() {
        return new AccessTokens(door(List.of()), JsonMapper.shared(), Clock.systemUTC());
    }

    public AccessTokens tokens() {
        return new AccessTokens(door(replaced), JsonMapper.shared(), Clock.systemUTC());
    }

    private static ImapDoor door(List<String> replaced) {
        return (ImapDoor) Proxy.newProxyInstance(
                ImapDoor.class.getClassLoader(), new Class<?>[] {ImapDoor.class}, (self, method, values) -> {
                    if (method.getName().equals("replaced")) {
                        replaced.add(values[1] + " by " + values[2]);
                    }
                    return null;
                });
    }

    public ImapAccount.Secret.OAuth2 grant() {
        var place = "http://127.0.0.1:" + provider.getAddress().getPort() + "/token";
        return new ImapAccount.Secret.OAuth2(place, "centrala", "hush", "first");
    }

    @Override
    public void close() {
        provider.stop(0);
    }
}
