package org.centrala.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.util.Resource;
import com.nimbusds.jose.util.ResourceRetriever;
import com.nimbusds.oauth2.sdk.http.HTTPRequestSender;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.http.ReadOnlyHTTPRequest;
import com.nimbusds.oauth2.sdk.http.ReadOnlyHTTPResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.centrala.platform.web.Problem;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * The only way to an identity provider: encrypted, without redirects, little is read, and not for long. It may stand in
 * one's own network, so private addresses are allowed; this machine and link-local ones are not (ADR 0110).
 */
@Component
class ProviderHttp implements HTTPRequestSender, ResourceRetriever {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int MOST = 512 * 1024;

    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(Duration.ofSeconds(5))
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private final boolean loopback;

    ProviderHttp(@Value("${centrala.sign-in.loopback-provider:false}") boolean loopback) {
        this.loopback = loopback;
    }

    /** An address as somebody typed it, or as the provider gave it. */
    URI checked(String field, URI address) {
        var scheme = address.getScheme() == null ? "" : address.getScheme().toLowerCase(Locale.ROOT);
        if (address.getHost() == null
                || address.getRawUserInfo() != null
                || address.getRawFragment() != null
                || !scheme.equals("https") && !(loopback && scheme.equals("http"))) {
            throw Problem.invalid(field, "must be an address such as https://login.example.com");
        }
        return address;
    }

    @Override
    public ReadOnlyHTTPResponse send(ReadOnlyHTTPRequest wanted) throws IOException {
        var request = HttpRequest.newBuilder(wanted.getURI());
        wanted.getHeaderMap().forEach((name, values) -> values.forEach(value -> request.header(name, value)));
        var body = wanted.getBody();
        request.method(
                wanted.getMethod().name(),
                body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        var answer = send(request);
        var response = new HTTPResponse(answer.statusCode());
        answer.headers().firstValue("Content-Type").ifPresent(type -> response.setHeader("Content-Type", type));
        response.setBody(new String(answer.body(), UTF_8));
        return response;
    }

    @Override
    public Resource retrieveResource(URL url) throws IOException {
        var answer = send(HttpRequest.newBuilder(URI.create(url.toString())).header("Accept", "application/json"));
        if (answer.statusCode() != 200) {
            throw new IOException("the answer is " + answer.statusCode());
        }
        return new Resource(
                new String(answer.body(), UTF_8),
                answer.headers().firstValue("Content-Type").orElse(""));
    }

    private HttpResponse<byte[]> send(HttpRequest.Builder wanted) throws IOException {
        var request = wanted.timeout(PATIENCE).build();
        requireReachable(request.uri());
        var answer = client.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), MOST));
        try {
            return answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException failed) {
            throw new IOException(String.valueOf(failed.getCause()), failed);
        } catch (TimeoutException slow) {
            answer.cancel(true);
            throw new IOException("no whole answer within " + PATIENCE.toSeconds() + " seconds", slow);
        } catch (InterruptedException stopped) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw new IOException(stopped);
        }
    }

    private void requireReachable(URI address) throws IOException {
        try {
            checked("issuer", address);
        } catch (Problem wrong) {
            throw new IOException("the address is not encrypted", wrong);
        }
        for (var place : InetAddress.getAllByName(address.getHost())) {
            if (place.isAnyLocalAddress()
                    || place.isLinkLocalAddress()
                    || place.isMulticastAddress()
                    || place.isLoopbackAddress() && !loopback) {
                throw new IOException("the name leads to this machine or its link");
            }
        }
    }
}
