package org.centrala.platform.command;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.server.WebServer;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** A start at build time, from which the JVM learns which classes a start loads: some requests, then the end. */
@Component
@ConditionalOnProperty("centrala.training")
final class Training {
    private static final Logger log = LoggerFactory.getLogger(Training.class);

    @EventListener
    void ready(ApplicationReadyEvent event) {
        if (event.getApplicationContext() instanceof WebServerApplicationContext web
                && web.getWebServer() instanceof WebServer server) {
            Thread.ofPlatform().start(() -> {
                request(server.getPort());
                System.exit(SpringApplication.exit(event.getApplicationContext()));
            });
        }
    }

    private static void request(int port) {
        try (var client = HttpClient.newHttpClient()) {
            for (var path : List.of("/health", "/", "/api/v1/setup", "/api/v1/session", "/metrics")) {
                var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .build();
                var status = client.send(request, HttpResponse.BodyHandlers.discarding())
                        .statusCode();
                log.info("Trained {} with status {}", path, status);
            }
        } catch (IOException e) {
            log.warn("Training was cut short", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
