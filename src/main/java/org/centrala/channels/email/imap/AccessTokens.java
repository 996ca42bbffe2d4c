package org.centrala.channels.email.imap;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.centrala.channels.email.imap.ImapFailure.Kind;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Access tokens of mailboxes that sign in by OAuth 2: asked for with the refresh token (RFC 6749, section 6), kept in
 * memory until shortly before they run out.
 */
@Component
public class AccessTokens {
    private static final Duration EARLY = Duration.ofMinutes(2);
    private static final long USUAL_SECONDS = 3600;

    private final Map<UUID, Lock> locks = new ConcurrentHashMap<>();
    private final Map<UUID, Known> known = new ConcurrentHashMap<>();
    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(Duration.ofSeconds(10))
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private final ImapDoor door;
    private final JsonMapper json;
    private final Clock clock;

    AccessTokens(ImapDoor door, JsonMapper json, Clock clock) {
        this.door = door;
        this.json = json;
        this.clock = clock;
    }

    /** @param asked the grant it was asked for with, which {@code grant} may have replaced */
    private record Known(
            ImapAccount.Secret.OAuth2 asked, ImapAccount.Secret.OAuth2 grant, String token, Instant until) {
        boolean of(ImapAccount.Secret.OAuth2 other) {
            return grant.equals(other) || asked.equals(other);
        }
    }

    /** There is no token, in words for whoever has to mend it. */
    public static final class NoToken extends Exception {
        private final boolean needsSomebody;

        NoToken(ImapFailure failure) {
            super(failure.getMessage(), failure);
            this.needsSomebody = failure.needsSomebody();
        }

        public boolean needsSomebody() {
            return needsSomebody;
        }
    }

    /** The same token for the server that takes a mailbox's mail. */
    public String forSending(UUID mailbox, ImapAccount.Secret.OAuth2 grant, Duration timeout) throws NoToken {
        try {
            return of(mailbox, grant, timeout);
        } catch (ImapFailure failure) {
            throw new NoToken(failure);
        }
    }

    /** A token that is still good; a refresh token that the provider replaced is stored in place of the old one. */
    String of(UUID mailbox, ImapAccount.Secret.OAuth2 grant, Duration timeout) throws ImapFailure {
        // who fetches and who sends do not both use up a refresh token that is good for once
        var lock = locks.computeIfAbsent(mailbox, key -> new ReentrantLock());
        lock.lock();
        try {
            return fresh(mailbox, grant, timeout);
        } finally {
            lock.unlock();
        }
    }

    private String fresh(UUID mailbox, ImapAccount.Secret.OAuth2 grant, Duration timeout) throws ImapFailure {
        var before = known.get(mailbox);
        if (before != null && before.of(grant) && clock.instant().isBefore(before.until)) {
            return before.token;
        }
        var answer = ask(grant, timeout);
        long seconds = answer.path("expires_in").asLong(USUAL_SECONDS);
        var token = answer.path("access_token").asString("");
        var until = clock.instant().plusSeconds(seconds).minus(EARLY);
        var replaced = answer.path("refresh_token").asString(grant.refreshToken());
        known.put(mailbox, new Known(grant, grant.with(replaced), token, until));
        if (!replaced.equals(grant.refreshToken())) {
            door.replaced(mailbox, grant.refreshToken(), replaced);
        }
        return token;
    }

    public void forget(UUID mailbox) {
        known.remove(mailbox);
    }

    /** Asks the provider; its answer has an access token in it. */
    private JsonNode ask(ImapAccount.Secret.OAuth2 grant, Duration timeout) throws ImapFailure {
        var endpoint = URI.create(grant.endpoint());
        var host = endpoint.getHost();
        var form = new LinkedHashMap<String, String>();
        form.put("grant_type", "refresh_token");
        form.put("refresh_token", grant.refreshToken());
        form.put("client_id", grant.clientId());
        if (grant.clientSecret() != null) {
            form.put("client_secret", grant.clientSecret());
        }
        try {
            var request = HttpRequest.newBuilder(endpoint)
                    .timeout(timeout)
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .header("Accept", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(encode(form)))
                    .build();
            var response = http.send(request, HttpResponse.BodyHandlers.ofString());
            var answer = read(response.body());
            if (response.statusCode() == 200
                    && !answer.path("access_token").asString("").isEmpty()) {
                return answer;
            }
            throw refused(host, response.statusCode(), answer);
        } catch (IOException failure) {
            throw new ImapFailure(
                    Kind.BROKEN,
                    "The sign-in service " + host + " cannot be reached: " + failure.getMessage(),
                    failure);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new ImapFailure(Kind.BROKEN, "stopped", stopped);
        }
    }

    private static ImapFailure refused(String host, int status, JsonNode answer) {
        var error = answer.path("error").asString("");
        var said = answer.path("error_description").asString(error.isEmpty() ? "status " + status : error);
        return switch (error) {
            case "invalid_grant" ->
                new ImapFailure(
                        Kind.SIGN_IN,
                        host + " does not accept the refresh token any more, grant access again: " + said);
            case "invalid_client", "unauthorized_client" ->
                new ImapFailure(Kind.SIGN_IN, host + " does not know this client id and secret: " + said);
            default ->
                new ImapFailure(
                        status / 100 == 4 && status != 429 ? Kind.SIGN_IN : Kind.BROKEN,
                        host + " gave no access token: " + said);
        };
    }

    private JsonNode read(String body) {
        try {
            return json.readTree(body);
        } catch (JacksonException noJson) {
            return json.createObjectNode();
        }
    }

    private static String encode(Map<String, String> form) {
        return form.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }
}
